/**
 * The discipline of sagas, by paths: what may still be undone when a role does something (docs/sagas.md; the pivot rule: compensatable transactions, then at most one
 * that cannot be undone, then such that cannot abort). A role knows that a transaction committed if a message tells it, or one that was sent by somebody who knew.
 */
import { isMadeName } from "../../../calculus/core/index.ts";
import type { Role } from "../../../calculus/core/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import { distinct } from "./finding.ts";
import type { AssumptionFinding } from "./finding.ts";
import type { PathEvent, Paths } from "./paths.ts";

type Perform = Extract<PathEvent, { kind: "perform" }>;

interface Known {
  readonly event: Perform;
  /** The fallible transactions that its role knew to have committed before. */
  readonly before: ReadonlySet<Perform>;
}

/** Transactions that cannot be undone though somebody may still abort, and roles that never learn of success. */
export function sagaDiscipline({ paths }: Paths): readonly AssumptionFinding[] {
  return distinct(paths.flatMap(undoableIn));
}

function undoableIn(path: readonly PathEvent[]): readonly AssumptionFinding[] {
  const fallible = performs(path).filter(({ transaction }) => transaction.isFallible);
  if (fallible.length === 0) return [];
  const { performed, atEnd, ends } = knowledge(path);
  const found: AssumptionFinding[] = [];
  for (const { event, before } of performed) {
    const { transaction, role, site } = event;
    if (transaction.undo !== undefined || transaction.writes.length === 0) continue;
    const open = fallible.find((one) => one !== event && !before.has(one));
    if (open === undefined) continue;
    const place = isMadeName(open.transaction.name) ? `where ${open.role} may abort` : open.transaction.name;
    const by = `${open.role} may still abort${isMadeName(open.transaction.name) ? "" : ` at ${open.transaction.name}`}`;
    const labels = [{ span: open.site.span, message: "which may abort" }];
    found.push(
      transaction.isIrrevocable
        ? {
            code: "pivot-rule",
            message: `${role} performs ${transaction.name}, which cannot be undone, while ${by}`,
            span: site.span,
            labels,
            repair: `perform ${transaction.name} behind ${place}, and after a message by which ${role} learns of it`,
          }
        : {
            code: "missing-compensation",
            message: `${role} performs ${transaction.name}, which has no compensation, while ${by}`,
            span: site.span,
            labels,
            repair: `give ${transaction.name} a compensation (\`compensate { … }\`), or perform it behind ${place} and a message from there`,
          },
    );
  }
  for (const [role, known] of atEnd) {
    const open = fallible.find((one) => one.role !== role && !known.has(one));
    const end = ends.get(role);
    if (open === undefined || end === undefined || !isUndone(role, performed)) continue;
    const isWritten = !isMadeName(open.transaction.name);
    found.push({
      code: "success-unknown",
      message: `${role} ends without learning whether ${isWritten ? `${open.transaction.name} of ${open.role} committed` : `${open.role} aborts`}: what ${role} did may be undone after its end`,
      span: end,
      labels: [{ span: open.site.span, message: "which may abort" }],
      repair: `send ${role} a message behind ${isWritten ? open.transaction.name : `where ${open.role} may abort`}`,
    });
  }
  return found;
}

/** Whether the role did something that an abort has to undo. */
function isUndone(role: Role, performed: readonly Known[]): boolean {
  return performed.some(({ event }) => event.role === role && event.transaction.undo !== undefined);
}

function performs(path: readonly PathEvent[]): readonly Perform[] {
  return path.filter((event): event is Perform => event.kind === "perform");
}

/** What each role knows when it performs something, and at its end: a transaction that its own role performed before, and what senders knew. */
function knowledge(path: readonly PathEvent[]): {
  readonly performed: readonly Known[];
  readonly atEnd: ReadonlyMap<Role, ReadonlySet<Perform>>;
  readonly ends: ReadonlyMap<Role, Span>;
} {
  const known = new Map<Role, ReadonlySet<Perform>>();
  const ends = new Map<Role, Span>();
  const performed: Known[] = [];
  const of = (role: Role): ReadonlySet<Perform> => known.get(role) ?? new Set();
  for (const event of path) {
    if (event.kind === "message") {
      known.set(event.to, new Set([...of(event.to), ...of(event.from)]));
      known.set(event.from, of(event.from));
      ends.set(event.to, event.site.span).set(event.from, event.site.span);
    } else {
      ends.set(event.role, event.site.span);
      if (event.kind === "perform") {
        performed.push({ event, before: of(event.role) });
        known.set(event.role, new Set([...of(event.role), event]));
      } else known.set(event.role, of(event.role));
    }
  }
  return { performed, atEnd: known, ends };
}
