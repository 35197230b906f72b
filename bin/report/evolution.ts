/** Two versions of a protocol beside each other, as text and as JSON (docs/evolution.md, docs/schema/compare-1.json). */
import type { Change, Evolution, NetworkFinding, Replacement, RoleEvolution, UpgradeOrder } from "../../checker/evolution/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import { cleanLine } from "./clean-text.ts";
import type { Locate } from "./positions.ts";
import { networkRunText } from "./runs-text.ts";

/** A file with the protocol that is meant. */
export interface ComparedVersion {
  readonly path: string;
  readonly name: string;
  readonly locate: Locate;
}

type Versions = readonly [ComparedVersion, ComparedVersion];

const schemaVersion = 1;

/** The report for people. */
export function evolutionText(evolution: Evolution, versions: Versions): string {
  const [old, now] = versions;
  const lines = [`${old.name} (${old.path}) and ${now.name} (${now.path})`, ""];
  lines.push(...(evolution.changes.length === 0 ? ["nothing is new, nothing is gone"] : evolution.changes.map((change) => changeLine(change, versions))), "");
  if (evolution.old.verdict !== "safe") lines.push(`all old: ${findingText(evolution.old)}`);
  if (evolution.new.verdict !== "safe") lines.push(`all new: ${findingText(evolution.new)}`);
  for (const role of evolution.roles) lines.push(...roleLines(role));
  lines.push("", `new endpoints with old peers: ${answerText(evolution.newWithOld)}`, `old endpoints with new peers: ${answerText(evolution.oldWithNew)}`);
  lines.push(orderLine(evolution.order, evolution.roles));
  return `${lines.map(cleanLine).join("\n")}\n${runs(evolution, versions)}`;
}

function answerText(answer: Evolution["newWithOld"]): string {
  return answer === "yes" ? "compatible" : answer === "no" ? "incompatible" : "undecided";
}

function changeLine({ change, kind, text, after, span }: Change, versions: Versions): string {
  const { path, locate } = versions[change === "gone" ? 0 : 1];
  const place = span === undefined ? undefined : locate(span)?.positions.at(span.start);
  const where = place === undefined ? "" : `  (${path}:${String(place.line)}:${String(place.column)})`;
  const way = after.length === 0 ? "" : `, after ${after.slice(-3).join(", ")}`;
  return `${change === "new" ? "+" : "-"} ${kind} ${text}${kind === "branch" ? way : ""}${where}`;
}

function roleLines({ role, status, newAmongOld, oldAmongNew, newForOld, oldForNew }: RoleEvolution): readonly string[] {
  if (status === "unchanged") return [`${role}: unchanged`];
  const subtype = (replacement: Replacement | undefined): string => (replacement === undefined ? "" : `; as a replacement: ${replacementText(replacement)}`);
  return [
    `${role}: ${status}`,
    `  ${status === "gone" ? "without it, others old" : "new, others old"}: ${findingText(newAmongOld)}${subtype(newForOld)}`,
    `  ${status === "new" ? "without it, others new" : "old, others new"}: ${findingText(oldAmongNew)}${subtype(oldForNew)}`,
  ];
}

function replacementText({ synchronous, asynchronous, relative }: Replacement): string {
  if (synchronous === "yes") return "a subtype";
  if (asynchronous === "yes") return "an asynchronous subtype";
  if (relative === "yes") return "right in that protocol";
  return [synchronous, asynchronous, relative].includes("unknown") ? "not known to be right" : "not right";
}

function findingText({ verdict, reason, configurations }: NetworkFinding): string {
  return verdict === "safe" ? `safe (${String(configurations)} configurations)` : `${verdict}: ${reason ?? ""}`;
}

function orderLine(order: UpgradeOrder, roles: readonly RoleEvolution[]): string {
  switch (order.kind) {
    case "order":
      return order.roles.length === 0 ? "upgrade: no role has changed" : `upgrade, one by one: ${order.roles.join(", then ")}`;
    case "none": {
      const changed = roles.filter(({ status }) => status !== "unchanged").map(({ role }) => role);
      const far = order.stuck.length === 0 ? "no role can be the first" : `after ${order.stuck.join(", ")} no other can follow`;
      return `upgrade: no order of ${changed.join(", ")} keeps every network on the way safe; ${far}`;
    }
    case "unknown":
      return `upgrade: undecided, ${order.reason}`;
  }
}

/** The first run of each direction that goes wrong. */
function runs({ roles }: Evolution, versions: Versions): string {
  const wrong = (finding: (role: RoleEvolution) => NetworkFinding): RoleEvolution | undefined => roles.find((role) => finding(role).run !== undefined);
  const [forward, backward] = [wrong(({ newAmongOld }) => newAmongOld), wrong(({ oldAmongNew }) => oldAmongNew)];
  // Places are those of two files, so none is told.
  const drawn = (title: string, { run, reason }: NetworkFinding): string =>
    `\n${cleanLine(title)}\n${networkRunText(run ?? [], () => undefined)}  ${cleanLine(reason ?? "")}\n`;
  return [
    forward === undefined ? "" : drawn(`${forward.role} of ${versions[1].path} with the peers of ${versions[0].path}:`, forward.newAmongOld),
    backward === undefined ? "" : drawn(`${backward.role} of ${versions[0].path} with the peers of ${versions[1].path}:`, backward.oldAmongNew),
  ].join("");
}

/** The report for machines. */
export function evolutionJson(evolution: Evolution, versions: Versions, exitCode: ExitCode): string {
  const { changes, roles, newWithOld, oldWithNew, order } = evolution;
  const [old, now] = versions;
  const report = {
    schemaVersion,
    exitCode,
    old: { file: old.path, protocol: old.name, network: findingJson(evolution.old) },
    new: { file: now.path, protocol: now.name, network: findingJson(evolution.new) },
    changes: changes.map(({ change, kind, text, after, span }) => {
      const place = span === undefined ? undefined : versions[change === "gone" ? 0 : 1].locate(span)?.positions.at(span.start);
      return { change, kind, text, after, line: place?.line ?? null, column: place?.column ?? null };
    }),
    roles: roles.map(({ role, status, newAmongOld, oldAmongNew, newForOld, oldForNew }) => ({
      role,
      status,
      newAmongOld: findingJson(newAmongOld),
      oldAmongNew: findingJson(oldAmongNew),
      newForOld: newForOld ?? null,
      oldForNew: oldForNew ?? null,
    })),
    newWithOld,
    oldWithNew,
    order: order.kind === "order" ? { kind: order.kind, roles: order.roles } : { kind: order.kind, roles: null },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function findingJson({ verdict, configurations, reason, fault, run }: NetworkFinding): object {
  return {
    verdict,
    configurations,
    reason: reason ?? null,
    fault: fault ?? null,
    run: run === undefined ? null : run.map(({ kind, sender, receiver, message }) => ({ kind, from: sender, to: receiver, message })),
  };
}
