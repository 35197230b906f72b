/** `projectable` of protocols: the four projections, inductive and coinductive, with plain and full merge, for all roles or for one. */
import type { Protocol, Role } from "../../calculus/core/index.ts";
import { coinductiveProjections, inductiveProjections, printHead, printLocalAction, printMessage } from "../../calculus/protocols/index.ts";
import type { CoinductiveFailure, ConflictingHead, InductiveProjector, ProjectionFailure } from "../../calculus/protocols/index.ts";
import type { Verdict } from "../verdict.ts";

/** The projections by the names that `projectable(…)` takes; `full` is what `projectable` alone means. */
export const projectionNames = ["full", "plain", "coinductive", "coinductive-plain"] as const;

export type ProjectionName = (typeof projectionNames)[number];

export interface ProjectableItem {
  readonly kind: "projectable";
  readonly projection: ProjectionName;
  readonly role?: Role;
}

/** The item of `projectable(…)`: undefined when the words in parentheses are not in order. */
export function projectableItem(words: readonly string[]): ProjectableItem | undefined {
  const [first = "full", role] = words;
  const projection = projectionNames.find((name) => name === first);
  if (projection === undefined || words.length > 2) return undefined;
  return { kind: "projectable", projection, ...(role === undefined ? {} : { role }) };
}

/** The projections of one protocol, with what they share computed once. */
export interface Projections {
  readonly inductive: InductiveProjector;
  readonly coinductive: () => CoinductiveProjector;
}

type CoinductiveProjector = ReturnType<typeof coinductiveProjections>;

/** The projections of a protocol. */
export function projectionsOf(protocol: Protocol): Projections {
  let coinductive: CoinductiveProjector | undefined;
  return { inductive: inductiveProjections(protocol), coinductive: () => (coinductive ??= coinductiveProjections(protocol)) };
}

/** What one projection to one role gives: a sentence says why not. */
type Projected = { readonly kind: "defined" } | { readonly kind: "undefined" | "unknown"; readonly reason: string };

const theorem = "projections of global types (Scalas and Yoshida, POPL 2019; Udomsrirungruang and Yoshida, POPL 2025; docs/implementability.md)";

/** Judges an item about projections. `base` names the subject and the item. */
export function judgeProjectable(base: Verdict, { roles }: Protocol, projections: Projections, { projection, role }: ProjectableItem): Verdict {
  const verdict: Verdict = { ...base, method: "projection", theorem, definition: definitionOfProjectable(projection, role) };
  const judged = role === undefined ? roles : [role];
  const results = judged.map((one) => ({ role: one, result: project(projections, projection, one) }));
  const failed = results.flatMap(({ result }) => (result.kind === "undefined" ? [result.reason] : []));
  const unknown = results.flatMap(({ result }) => (result.kind === "unknown" ? [result.reason] : []));
  const [reason] = [...failed, ...unknown];
  if (reason === undefined) return { ...verdict, verdict: "proved", evidence: [`the projection is defined for ${judged.join(", ")}`] };
  const undefinedFor = results.flatMap(({ role: one, result }) => (result.kind === "undefined" ? [one] : []));
  if (failed.length > 0) return { ...verdict, verdict: "violated", evidence: [`no projection for ${undefinedFor.join(", ")}`, ...failed], reason };
  return { ...verdict, verdict: "unknown", evidence: unknown, reason };
}

/** The sentence that a verdict on the item decides. */
function definitionOfProjectable(projection: ProjectionName, role: Role | undefined): string {
  const manner: Readonly<Record<ProjectionName, string>> = {
    full: "the inductive projection with full merge",
    plain: "the inductive projection with plain merge",
    coinductive: "the coinductive projection with full merge",
    "coinductive-plain": "the coinductive projection with plain merge",
  };
  return `${manner[projection]} is defined for ${role ?? "every role"}`;
}

function project({ inductive, coinductive }: Projections, projection: ProjectionName, role: Role): Projected {
  switch (projection) {
    case "full":
    case "plain": {
      const result = inductive(role, projection);
      return result.ok ? { kind: "defined" } : { kind: "undefined", reason: describeFailure(result.failure) };
    }
    case "coinductive":
    case "coinductive-plain": {
      const result = coinductive()(role, projection === "coinductive" ? "full" : "plain");
      if (result.kind === "projected") return { kind: "defined" };
      if (result.kind === "failed") return { kind: "undefined", reason: describeConflict(result.failure) };
      return { kind: "unknown", reason: `the projection to ${role} has more than ${String(result.at)} ${result.limit}` };
    }
  }
}

function describeFailure({ role, choice, branches, difference }: ProjectionFailure): string {
  const labels = branches.map((branch) => {
    const taken = choice.branches[branch];
    return taken === undefined ? "another branch" : `${choice.sender} -> ${taken.receiver} : ${printMessage(taken.message)}`;
  });
  const [one, other] = [printHead(difference.left), printHead(difference.right)];
  return `${role} does not see the choice of ${choice.sender}, and does not go on alike: ${one} after ${labels[0] ?? ""}, ${other} after ${labels[1] ?? ""}`;
}

function describeConflict({ role, path, heads: [left, right] }: CoinductiveFailure): string {
  const before = path.length === 0 ? "at its beginning" : `after ${path.map(printLocalAction).join(", ")}`;
  return `${role} cannot go on alike in runs that it does not tell apart: ${before}, ${describeHead(left)} or ${describeHead(right)}`;
}

function describeHead({ actions }: ConflictingHead): string {
  return actions.length === 0 ? "nothing more" : actions.map(printLocalAction).join(", ");
}
