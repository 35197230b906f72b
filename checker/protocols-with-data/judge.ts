/** Verdicts on protocols with data: written out where data are finite, otherwise by a solver (docs/implementability.md). */
import type { Role, SymbolicProtocol } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import { coherenceTheorem, definitionOfItem, describeRuns, describeTrace, itemText, judgeSubject, subjectOf } from "../implementability/index.ts";
import type { ImplementabilityItem, ImplementabilitySubject } from "../implementability/index.ts";
import type { VerifyOptions } from "../options.ts";
import { boundsOf } from "../options.ts";
import type { Verdict } from "../verdict.ts";
import type { Asking } from "./ask.ts";
import { deciderOf, type Decided, type Decider } from "./decide.ts";
import { eligibility, type Eligibility } from "./eligible.ts";
import { writtenOut } from "./finite.ts";
import type { Claim } from "./product.ts";
import { techniques } from "./reachability.ts";
import type { ConcreteStep } from "./relation.ts";
import { sliced } from "./sliced.ts";

/** For one query: steps of the solver's own count, and milliseconds, which only end a solver that does not count; and how many moves the longest runs have. */
const effort = { steps: 20_000_000, milliseconds: 20_000, longest: 24 } as const;

/** What can be asked of a protocol with data. */
export type DataItem = Extract<
  ImplementabilityItem,
  { kind: "send-coherent" | "receive-coherent" | "no-mixed-choice" | "sink-final" | "coherent" | "implementable" | "implementable-open" }
>;

/** Whether the item is one of protocols with data: none about networks is. */
export function isDataItem(item: ImplementabilityItem): item is DataItem {
  return item.kind !== "deadlock-free" && item.kind !== "reception-safe" && item.kind !== "orphan-free" && item.kind !== "bounded" && item.kind !== "states";
}

const coherent: readonly Claim[] = ["send-coherent", "receive-coherent", "no-mixed-choice"];

/** Judges items of one protocol; what several need is computed once. */
export function dataProtocolJudge(protocol: SymbolicProtocol, options: VerifyOptions): (item: DataItem) => Verdict {
  const reduced = sliced(protocol);
  const assumptions = reduced.keeps ? ["registers that a transition does not speak of as they are afterwards keep their values"] : [];
  const bounds = boundsOf(options);
  const baseOf = (item: DataItem): Verdict => ({
    ...{ subject: protocol.name, property: itemText(item), verdict: "unknown", definition: definitionOfItem(item), method: "smt", bounds },
    ...{ network: "fifo", faults: "none", assumptions, evidence: [], states: 0, transitions: 0, span: protocol.span },
  });
  const explicit = options.engine === "smt" ? undefined : explicitSubject(protocol, reduced, assumptions);
  if (typeof explicit === "string") return (item) => ({ ...baseOf(item), verdict: "error", method: "none", reason: notEligible(explicit) });
  if (explicit !== undefined) return (item) => withConfigurations(judgeSubject(explicit, item, bounds), explicit);
  const { solver, shouldStop = () => undefined } = options;
  if (solver === undefined) return (item) => ({ ...baseOf(item), reason: "its data have no bounds, and no solver is asked" });
  const asking: Asking = {
    ...{ solver, longest: effort.longest, shouldStop },
    effort: { steps: effort.steps, milliseconds: effort.milliseconds, memory: Math.max(1, Math.floor(bounds.memory / 1_048_576)) },
  };
  const decider = deciderOf(reduced, asking);
  let eligible: Eligibility | undefined;
  return (item) => {
    const base = baseOf(item);
    const role = "role" in item ? item.role : undefined;
    if (role !== undefined && !protocol.roles.includes(role))
      return { ...base, verdict: "error", method: "none", reason: `${role} is no role of ${protocol.name}` };
    eligible ??= eligibility(reduced, asking);
    const queries = (): readonly string[] => options.queriesAsked?.() ?? [];
    if (eligible.kind === "ineligible")
      return { ...base, verdict: "error", method: "none", reason: notEligible(`${described(eligible.run)}${eligible.reason}`) };
    if (eligible.kind === "unknown") return { ...base, reason: `whether the conditions apply: ${eligible.reason}` };
    return withQueries(judged(base, item, role === undefined ? protocol.roles : [role], decider, solver.name), queries());
  };
}

function notEligible(reason: string): string {
  return `${reason}, so the conditions do not apply`;
}

function described(run: readonly ConcreteStep[]): string {
  if (run.length === 0) return "";
  return `after ${describeTrace(
    run.flatMap(({ transition: { sender, receiver }, sent }) =>
      (["send", "receive"] as const).map((kind) => ({ kind, sender, receiver, message: String(sent) })),
    ),
  )}, `;
}

function withQueries(verdict: Verdict, queries: readonly string[]): Verdict {
  return queries.length === 0 ? verdict : { ...verdict, evidence: [...verdict.evidence, `the solver was asked ${queries.join(", ")}`] };
}

function explicitSubject(
  { name, roles, span }: { readonly name: string; readonly roles: readonly Role[]; readonly span: Span },
  reduced: ReturnType<typeof sliced>,
  assumptions: readonly string[],
): ImplementabilitySubject | string | undefined {
  const written = writtenOut(reduced);
  switch (written.kind) {
    case "open":
      return undefined;
    case "start":
      return written.starts === "none" ? "no registers are as they have to be at first" : "registers that matter may have several values at first";
    case "finite":
      return subjectOf("protocol", name, span, written.automaton, roles, assumptions, {
        repair: () => ({ kind: "none", reason: "protocols with data are not repaired" }),
      });
  }
}

function withConfigurations(verdict: Verdict, { automaton: { states } }: ImplementabilitySubject): Verdict {
  if (verdict.verdict === "error") return verdict;
  return { ...verdict, evidence: [...verdict.evidence, `its data are finite: ${String(states.length)} configurations`] };
}

function judged(base: Verdict, item: DataItem, roles: readonly Role[], decider: Decider, solver: string): Verdict {
  switch (item.kind) {
    case "coherent":
      return byClaims({ ...base, theorem: coherenceTheorem }, roles, coherent, decider, solver);
    case "implementable":
      return byClaims({ ...base, theorem: coherenceTheorem }, roles, [...coherent, "sink-final"], decider, solver);
    case "implementable-open": {
      const verdict = byClaims({ ...base, theorem: coherenceTheorem }, roles, coherent, decider, solver);
      if (verdict.verdict !== "proved") return verdict;
      const ends = roles.map((role) => ({ role, end: decider.decide(role, ["sink-final"]).get("sink-final") }));
      const open = ends.flatMap(({ role, end }) => (end?.kind === "holds" ? [] : [role]));
      const told = open.length === 0 ? "every role knows when it is finished" : `not known to know when they are finished: ${open.join(", ")}`;
      return { ...verdict, evidence: [...verdict.evidence, told, ...ends.flatMap(({ end }) => (end?.kind === "violated" ? [describeRuns(end.runs)] : []))] };
    }
    case "send-coherent":
    case "receive-coherent":
    case "no-mixed-choice":
    case "sink-final":
      return byClaims(base, roles, [item.kind], decider, solver);
  }
}

function byClaims(base: Verdict, roles: readonly Role[], claims: readonly Claim[], decider: Decider, solver: string): Verdict {
  const decided: readonly Decided[] = roles.flatMap((role) => [...decider.decide(role, claims).values()]);
  const states = decided.reduce((sum, { pairs }) => sum + pairs, 0) / claims.length;
  const verdict: Verdict = { ...base, states };
  const contradiction = decided.find((each) => each.kind === "contradiction");
  if (contradiction !== undefined) return { ...verdict, verdict: "disagreement", reason: `evidence does not replay: ${contradiction.reason}` };
  const violations = decided.flatMap((each) => (each.kind === "violated" ? [each] : []));
  const [first] = violations;
  if (first !== undefined) {
    const evidence = violations.map(({ runs }) => describeRuns(runs));
    const technique = "bounded model checking";
    const by = `${technique}, integers, ${solver}; the runs were replayed`;
    return {
      ...verdict,
      verdict: "violated",
      technique,
      evidence: [...evidence, by],
      indistinguishable: violations.map(({ runs }) => runs),
      reason: describeRuns(first.runs),
    };
  }
  const unknown = decided.find((each) => each.kind === "unknown");
  if (unknown !== undefined) return { ...verdict, reason: unknown.reason };
  const technique = techniques[Math.max(...decided.map((each) => (each.kind === "holds" ? techniques.indexOf(each.technique) : 0)))] ?? "control alone";
  const evidence = [
    `${String(states)} pairs of states that a role may confuse, ${String(roles.length)} ${roles.length === 1 ? "role" : "roles"}`,
    `${technique}, integers, ${solver}`,
  ];
  return { ...verdict, verdict: "proved", technique, evidence };
}
