/** Verdicts on replacement: each role of a system beside the same role of a protocol or of another system. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Protocol, Role } from "../../calculus/core/index.ts";
import {
  graphOfAutomaton,
  isAsyncSubtype,
  isRelativeSubtype,
  isSubtype,
  listensToSeveral,
  numbered,
  printLocalAction,
} from "../../calculus/protocols/index.ts";
import type { AsyncSubtypeFailure, LocalAction, LocalAutomaton, RelativeViolation, SortContext } from "../../calculus/protocols/index.ts";
import { describeTrace, type CommunicatingSystem } from "../automata/index.ts";
import { judgeSubject, protocolSubject, type ImplementabilitySubject } from "../implementability/index.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { definitionOfItem, replacementItemText, type ReplacementItem } from "./items.ts";
import { replayViolation } from "./replay-violation.ts";

/** What the endpoints are compared with: a protocol, or written endpoints. */
export type ReplacementReference = Protocol | CommunicatingSystem;

export interface ReplacementOptions {
  /** How many actions of the supertype may be outstanding. */
  readonly outstanding?: number;
  /** What the sorts of payloads refer to. */
  readonly context?: SortContext;
}

/** What was found on one role. */
interface RoleFinding {
  readonly role: Role;
  readonly verdict: "proved" | "violated" | "unknown" | "disagreement";
  readonly text: string;
  readonly size: number;
}

const theorems: Readonly<Record<ReplacementItem["kind"], string>> = {
  subtype: "synchronous subtyping is sound for replacement (Ghilezan, Jakšić, Pantović, Scalas, Yoshida, JLAMP 2019; docs/session-types.md)",
  "async-subtype":
    "asynchronous subtyping is sound for replacement among peers that each listen to one role at a time (Ghilezan, Pantović, Prokić, Scalas, Yoshida, POPL 2021 and JLAMP 2023; docs/asynchronous-subtyping.md)",
  "may-replace": "protocol refinement by decorated states (Li, Stutz, Wies, ESOP 2024; docs/asynchronous-subtyping.md)",
};

/**
 * Judges one item of a system; `resolve` finds what the item compares it with. What data decides (`exact` is false) is compared by its communications: there
 * a violation may be spurious, and the verdict is `unknown`.
 */
export function judgeReplacement(
  system: CommunicatingSystem,
  item: ReplacementItem,
  resolve: (name: string) => ReplacementReference | undefined,
  bounds: Bounds,
  options: ReplacementOptions = {},
): Verdict {
  const base: Verdict = {
    subject: system.name,
    property: replacementItemText(item),
    verdict: "unknown",
    definition: definitionOfItem(item),
    method: "none",
    bounds,
    network: "fifo",
    faults: "none",
    assumptions: system.assumptions,
    evidence: [],
    states: 0,
    transitions: 0,
    span: system.span,
  };
  const refused = (reason: string): Verdict => ({ ...base, verdict: "error", reason });
  const reference = resolve(item.of);
  if (reference === undefined) return refused(`${item.of} is neither a protocol nor a context`);
  if (item.role !== undefined && !system.automata.some(({ role }) => role === item.role)) return refused(`${item.role} is no role of ${system.name}`);
  if (item.kind === "may-replace" && !("type" in reference)) return refused(`${item.of} is no protocol: which runs are right is only said by a protocol`);
  const compared = comparison(reference, item, bounds, options);
  // The question is understood, and has no answer: there is nothing to compare with.
  if (typeof compared === "string") return { ...base, reason: compared };
  const wanted = system.automata.filter(({ role }) => item.role === undefined || role === item.role);
  const foreign = wanted.find(({ role }) => !compared.roles.includes(role));
  if (foreign !== undefined) return refused(`${foreign.role} is no role of ${item.of}`);
  const findings = wanted.map((endpoint) => compared.judge(endpoint));
  return {
    ...base,
    ...concluded(findings, system.exact),
    theorem: theorems[item.kind],
    assumptions: [...new Set([...system.assumptions, ...compared.assumptions])],
  };
}

function concluded(
  findings: readonly RoleFinding[],
  exact: boolean,
): Pick<Verdict, "verdict" | "method" | "evidence" | "states"> & { readonly reason?: string } {
  const states = findings.reduce((sum, { size }) => sum + size, 0);
  const evidence = findings.map(({ text }) => text);
  const decisive = (["disagreement", "violated", "unknown"] as const)
    .map((verdict) => findings.find((each) => each.verdict === verdict))
    .find((each) => each !== undefined);
  if (decisive === undefined) return { verdict: "proved", method: "typing", evidence, states };
  if (decisive.verdict === "violated" && !exact)
    return { verdict: "unknown", method: "typing", evidence, states, reason: `of the communications alone: ${decisive.text}; data may exclude it` };
  return { verdict: decisive.verdict, method: "typing", evidence, states, reason: decisive.text };
}

interface Comparison {
  readonly roles: readonly Role[];
  readonly assumptions: readonly string[];
  readonly judge: (endpoint: LocalAutomaton) => RoleFinding;
}

/** How endpoints are compared with the reference, or why they cannot be. */
function comparison(reference: ReplacementReference, { kind, of }: ReplacementItem, bounds: Bounds, options: ReplacementOptions): Comparison | string {
  const subject = "type" in reference ? protocolSubject(reference) : undefined;
  if (kind === "may-replace" && subject !== undefined) return relative(subject, bounds);
  const automata = localAutomata(reference, subject);
  if (typeof automata === "string") return automata;
  const ownOf = (role: Role): LocalAutomaton | undefined => automata.find((each) => each.role === role);
  return {
    roles: automata.map(({ role }) => role),
    assumptions: [...("type" in reference ? [] : reference.assumptions), ...(kind === "async-subtype" ? [amongWhom(automata, of)] : [])],
    judge: (endpoint) => {
      const own = ownOf(endpoint.role);
      if (own === undefined) return { role: endpoint.role, verdict: "unknown", text: `${endpoint.role} has no endpoint in ${of}`, size: 0 };
      return kind === "subtype" ? synchronous(endpoint, own, bounds, options) : asynchronous(endpoint, own, bounds, options);
    },
  };
}

/** Where a peer listens to several roles, a message that comes earlier may be taken for another (docs/asynchronous-subtyping.md). */
function amongWhom(automata: readonly LocalAutomaton[], of: string): string {
  const roles = automata.filter(listensToSeveral).map(({ role }) => role);
  const known = roles.length === 0 ? "" : `; in ${of} these listen to several: ${roles.join(", ")}`;
  return `it is put among peers that each listen to one role at a time${known}`;
}

function localAutomata(reference: ReplacementReference, subject: ImplementabilitySubject | undefined): readonly LocalAutomaton[] | string {
  if (!("type" in reference)) return reference.automata;
  const local = subject?.automata(false);
  if (local === undefined) return `${reference.name} has no local automata`;
  return local.ok ? local.automata : local.reason;
}

function synchronous(endpoint: LocalAutomaton, own: LocalAutomaton, bounds: Bounds, { context }: ReplacementOptions): RoleFinding {
  const { role } = endpoint;
  const result = isSubtype(graphOfAutomaton(endpoint), graphOfAutomaton(own), { pairLimit: bounds.maxStates, ...(context === undefined ? {} : { context }) });
  switch (result.kind) {
    case "holds":
      return { role, verdict: "proved", text: `${role}: ${result.pairs} pairs of states`, size: result.pairs };
    case "unknown":
      return { role, verdict: "unknown", text: `${role}: more than ${result.limit} pairs of states`, size: result.limit };
    case "fails": {
      const { path, rule, reason } = result.failure;
      return { role, verdict: "violated", text: `${role}: ${after(path ?? [])}${reason} (${rule})`, size: 0 };
    }
    default:
      return assertNever(result);
  }
}

function asynchronous(endpoint: LocalAutomaton, own: LocalAutomaton, bounds: Bounds, { context, outstanding }: ReplacementOptions): RoleFinding {
  const { role } = endpoint;
  const result = isAsyncSubtype(graphOfAutomaton(endpoint), graphOfAutomaton(own), {
    positions: Math.min(bounds.maxStates, 200_000),
    ...(context === undefined ? {} : { context }),
    ...(outstanding === undefined ? {} : { outstanding }),
  });
  const { positions: size } = result;
  switch (result.kind) {
    case "holds": {
      const how = { synchronous: "synchronous", explored: "explored to the end", generalised: "proved for any number of outstanding actions" }[result.how];
      return { role, verdict: "proved", text: `${role}: ${how}, ${size} positions`, size };
    }
    case "unknown":
      return { role, verdict: "unknown", text: `${role}: ${result.reason}`, size };
    case "fails":
      return { role, verdict: "violated", text: `${role}: ${unmatched(result.failure)}`, size };
    default:
      return assertNever(result);
  }
}

/** The failure as a sentence: what T did, what it has not done by then, and what fits nowhere. */
export function unmatched({ path, outstanding, reason, rule }: AsyncSubtypeFailure): string {
  const undone = outstanding.length === 0 || rule === "A-ACT" || rule === "A-END" ? "" : `, which leaves ${actions(outstanding)} for later`;
  return `${after(path)}${reason}${undone} (${rule})`;
}

function after(path: readonly LocalAction[]): string {
  return path.length === 0 ? "" : `after ${actions(path)}: `;
}

/** How many actions are named before the rest is counted. */
const namedActions = 8;

function actions(all: readonly LocalAction[]): string {
  const named = all.slice(-namedActions).map((action) => `\`${printLocalAction(action)}\``);
  return all.length > namedActions ? [`${all.length - namedActions} actions`, ...named].join(", ") : named.join(", ");
}

/** Relative to a protocol that can be implemented; nothing is claimed of others. */
function relative(subject: ImplementabilitySubject, bounds: Bounds): Comparison | string {
  const coherent = judgeSubject(subject, { kind: "coherent" }, bounds);
  if (coherent.verdict !== "proved")
    return `${subject.name} is not shown to be coherent, so there is no network to put an endpoint into: ${coherent.reason ?? coherent.verdict}`;
  const local = subject.automata(false);
  if (!local.ok) return local.reason;
  const view = numbered(subject.automaton);
  return {
    roles: subject.roles,
    assumptions: subject.assumptions,
    judge: (endpoint) => {
      const { role } = endpoint;
      const result = isRelativeSubtype(view, endpoint, { pairs: 10 * bounds.maxStates });
      if (result.kind === "unknown") return { role, verdict: "unknown", text: `${role}: ${result.reason}`, size: 0 };
      if (result.kind === "holds")
        return { role, verdict: "proved", text: `${role}: ${result.pairs} pairs of a state of the endpoint and one of the protocol`, size: result.pairs };
      const network = local.automata.map((own) => (own.role === role ? endpoint : own));
      const wrong = replayViolation(subject.automaton, network, endpoint, result.violation);
      const text = `${role}: ${describeViolation(result.violation, role, subject.name)}`;
      if (wrong !== undefined) return { role, verdict: "disagreement", text: `${text}; but the run does not replay: ${wrong}`, size: result.pairs };
      return { role, verdict: "violated", text, size: result.pairs };
    },
  };
}

/** The violation as a sentence. */
export function describeViolation({ kind, run, wanted }: RelativeViolation, role: Role, protocol: string): string {
  const last = run.at(-1);
  const before = `after ${describeTrace(kind === "sends-otherwise" || kind === "takes-early" ? run.slice(0, -1) : run)}`;
  switch (kind) {
    case "sends-otherwise":
      return `${before}, it may send ${last?.message ?? ""} to ${last?.receiver ?? ""}, which no run of ${protocol} has there`;
    case "takes-early":
      return `${before}, it may receive ${last?.message ?? ""} from ${last?.sender ?? ""}, which ${protocol} has it receive only later`;
    case "refuses":
      return `${before}, ${protocol} has ${role} receive ${wanted?.message ?? ""} from ${wanted?.sender ?? ""}, which it does not`;
    case "silent":
      return `${before}, ${protocol} waits for ${role} to send, such as ${wanted?.message ?? ""} to ${wanted?.receiver ?? ""}, and it sends nothing`;
    case "unfinished":
      return `${before}, ${protocol} is over, and ${role} is not finished`;
    default:
      return assertNever(kind);
  }
}
