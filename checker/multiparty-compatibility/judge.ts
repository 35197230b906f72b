/** Verdicts on multiparty compatibility of communicating automata (Lange and Yoshida, CAV 2019; docs/compatibility.md). */
import { assertNever } from "../../calculus/assert-never.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import { describeTrace } from "../automata/describe.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { claimText, type Claim } from "./claim.ts";
import { decideSafety, type Grounds } from "./decide.ts";
import { compatibilityItemText, definitionOfCompatibility, type CompatibilityItem } from "./items.ts";
import { judgeCondition, type BoundedCondition } from "./judge-condition.ts";
import { shapeOf } from "./shape.ts";

export interface CompatibilityOptions {
  /** `compatible` tries the bounds 1 … maxK; 5 unless told. */
  readonly maxK?: number;
  /** Asked now and then; a text ends the exploration and says why. */
  readonly shouldStop?: () => string | undefined;
}

/** The bounds that `compatible` tries unless told. */
export const usualMaxK = 5;

const theorem =
  "k-multiparty compatible systems of deterministic automata without mixed states that are k-OBI, and k-SIBI or k-CIBI, are safe with queues of any length (Lange, Yoshida, CAV 2019, Theorem 1 and Lemma 1; docs/compatibility.md)";

/** Judges one item of a system. Linear in the configurations that are explored; k-CIBI explores without reduction. */
export function judgeCompatibility(system: CommunicatingSystem, item: CompatibilityItem, bounds: Bounds, options: CompatibilityOptions = {}): Verdict {
  const { name, span, assumptions } = system;
  const base: Verdict = {
    subject: name,
    property: compatibilityItemText(item),
    verdict: "unknown",
    definition: definitionOfCompatibility(item),
    method: "network",
    bounds,
    network: "fifo",
    faults: "none",
    assumptions,
    evidence: [],
    states: 0,
    transitions: 0,
    span,
  };
  return carriedOver(system, judged(base, system, item, options));
}

function judged(base: Verdict, system: CommunicatingSystem, item: CompatibilityItem, options: CompatibilityOptions): Verdict {
  switch (item.kind) {
    case "directed":
    case "no-mixed-states": {
      const { mixed, undirected } = shapeOf(system.automata);
      const found = item.kind === "directed" ? undirected : mixed;
      return found === undefined ? { ...base, verdict: "proved" } : { ...base, verdict: "violated", reason: found.text };
    }
    case "k-safe":
    case "k-exhaustive":
    case "k-obi":
    case "k-sibi":
    case "k-cibi":
      return byCondition(base, system, item.kind, item.bound, options);
    case "k-mc":
      return multipartyCompatible(base, system, item.bound, options);
    case "least-k":
      return least(base, system, item.bound, options);
    case "compatible":
      return compatible(base, system, options);
    default:
      return assertNever(item);
  }
}

/** Data decides what a subject does that its automata only may do: then a run of theirs may be none of it. */
function carriedOver({ exact, unfaithful }: CommunicatingSystem, verdict: Verdict): Verdict {
  if (verdict.verdict === "violated" && verdict.networkRun !== undefined && !exact)
    return { ...verdict, verdict: "unknown", reason: `${verdict.reason ?? "a run was found"}; it is a run of the communications, which data may exclude` };
  if (verdict.verdict !== "proved") return verdict;
  if (unfaithful !== undefined) return { ...verdict, verdict: "unknown", reason: unfaithful };
  return exact
    ? verdict
    : { ...verdict, assumptions: [...verdict.assumptions, "whatever the values are, each branch of a choice may be taken again and again"] };
}

function byCondition(base: Verdict, { automata }: CommunicatingSystem, condition: BoundedCondition, bound: number, options: CompatibilityOptions): Verdict {
  const result = judgeCondition(automata, condition, bound, limitsOf(base, options));
  const sized = { ...base, states: base.states + result.configurations, transitions: base.transitions + result.steps };
  switch (result.kind) {
    case "holds":
      return { ...sized, verdict: "proved", evidence: [...base.evidence, `${condition}: ${String(result.configurations)} configurations`] };
    case "fails": {
      const text = `after ${describeTrace(result.run)}, ${claimText(result.claim, bound)}`;
      return { ...sized, verdict: "violated", networkRun: result.run, evidence: [...base.evidence, text], reason: `${text}; the system is not thereby unsafe` };
    }
    case "disagreement":
      return { ...sized, verdict: "disagreement", networkRun: result.run, reason: `the run does not replay: ${result.reason}` };
    case "unknown":
      return { ...sized, reason: result.reason };
    default:
      return assertNever(result);
  }
}

function limitsOf({ bounds }: Verdict, { shouldStop }: CompatibilityOptions): Parameters<typeof judgeCondition>[3] {
  return { maxConfigurations: bounds.maxStates, ...(shouldStop === undefined ? {} : { shouldStop }) };
}

/** All conditions of the theorem, the cheap ones first; the first that is not proved decides. */
function multipartyCompatible(base: Verdict, system: CommunicatingSystem, bound: number, options: CompatibilityOptions): Verdict {
  const { nondeterministic, mixed, undirected } = shapeOf(system.automata);
  const outside = nondeterministic ?? mixed;
  if (outside !== undefined) return { ...base, verdict: "violated", reason: `${outside.text}: the class has no such state; the system is not thereby unsafe` };
  const conditions: readonly BoundedCondition[] = undirected === undefined ? ["k-exhaustive", "k-safe"] : ["k-obi", "k-exhaustive", "k-safe"];
  let verdict = base;
  for (const condition of conditions) {
    verdict = byCondition(verdict, system, condition, bound, options);
    if (verdict.verdict !== "proved") return verdict;
  }
  if (undirected === undefined) return { ...verdict, theorem, evidence: [...verdict.evidence, "the automata are directed: k-OBI and k-SIBI"] };
  const strong = byCondition(verdict, system, "k-sibi", bound, options);
  if (strong.verdict === "proved" || strong.verdict === "disagreement") return { ...strong, theorem };
  return { ...byCondition(verdict, system, "k-cibi", bound, options), theorem };
}

function least(base: Verdict, system: CommunicatingSystem, bound: number, options: CompatibilityOptions): Verdict {
  const verdict = multipartyCompatible(base, system, bound, options);
  if (verdict.verdict !== "proved") return verdict;
  for (let smaller = bound - 1; smaller >= 1; smaller--) {
    const other = multipartyCompatible(base, system, smaller, options);
    if (other.verdict === "proved") return { ...verdict, verdict: "violated", reason: `it is so for k = ${String(smaller)} already` };
    if (other.verdict !== "violated") return { ...other, reason: `for k = ${String(smaller)}: ${other.reason ?? "not decided"}` };
  }
  return verdict;
}

function compatible(base: Verdict, { automata }: CommunicatingSystem, options: CompatibilityOptions): Verdict {
  const { decisions, configurations, steps } = decideSafety(automata, { maxK: options.maxK ?? usualMaxK, ...limitsOf(base, options) });
  const sized = { ...base, states: configurations, transitions: steps };
  const grounds: Grounds[] = [];
  let open: string | undefined;
  for (const decision of decisions) {
    switch (decision.kind) {
      case "safe":
        grounds.push(decision.grounds);
        break;
      case "unsafe":
        return shown(sized, decision.run, decision.claim);
      case "disagreement":
        return { ...sized, verdict: "disagreement", networkRun: decision.run, reason: `the run does not replay: ${decision.reason}` };
      case "unknown":
        open ??= decision.reason;
        break;
      default:
        return assertNever(decision);
    }
  }
  if (open !== undefined) return { ...sized, reason: open };
  const bounds = grounds.flatMap((each) => (each.kind === "bound" ? [each.bound] : []));
  const leastK = bounds.length > 0 && bounds.length === grounds.length ? { leastK: Math.max(...bounds) } : {};
  return { ...sized, verdict: "proved", evidence: groundsText(grounds), ...(bounds.length > 0 ? { theorem } : {}), ...leastK };
}

function shown(verdict: Verdict, run: readonly SplitEvent[], claim: Claim): Verdict {
  const text = `after ${describeTrace(run)}, ${claimText(claim)}`;
  return { ...verdict, verdict: "violated", networkRun: run, evidence: [text], reason: text };
}

/** What the parts of a network rest on, in a sentence each; of bounds the largest, since what is compatible for one is so for larger ones. */
function groundsText(grounds: readonly Grounds[]): readonly string[] {
  const bounds = grounds.flatMap((each) => (each.kind === "bound" ? [each] : []));
  const bound = Math.max(0, ...bounds.map((each) => each.bound));
  const independence = new Set(bounds.map((each) => each.independence));
  const texts = bounds.length === 0 ? [] : [`k-multiparty compatible, least k = ${String(bound)} (${[...independence].join(", ")})`];
  const others = grounds.map((each) => {
    switch (each.kind) {
      case "bound":
        return undefined;
      case "finite":
        return `not certified by any k; explored completely up to the order of independent steps, with queues of any length (up to ${String(each.longest)} messages)`;
      case "abstract":
        return "not certified by any k; proved with an abstraction of long queues: from whatever may happen, what is waited for can be brought about";
      default:
        return assertNever(each);
    }
  });
  return [...new Set([...texts, ...others.filter((text) => text !== undefined)])];
}
