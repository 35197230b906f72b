/** A protocol as it is judged: its automaton, and what is derived from it, each derived once and only when it is asked for. */
import type { Model, Protocol, Role } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import {
  coherence,
  decisionSinks,
  globalAutomaton,
  numbered,
  repairProtocol,
  subsetConstruction,
  unsharedGlobalAutomaton,
  usualSubsets,
} from "../../calculus/protocols/index.ts";
import type { Coherence, GlobalAutomaton, LocalAutomaton, Repair } from "../../calculus/protocols/index.ts";

/** The local automata C(G, p) of all roles, or why there are none. */
export type LocalAutomata = { readonly ok: true; readonly automata: readonly LocalAutomaton[] } | { readonly ok: false; readonly reason: string };

export interface ImplementabilitySubject {
  readonly kind: "protocol" | "choreography";
  readonly name: string;
  readonly span: Span;
  readonly automaton: GlobalAutomaton;
  /** The roles that are reported on: not the sinks of decisions. */
  readonly roles: readonly Role[];
  readonly assumptions: readonly string[];
  readonly coherence: () => Coherence;
  /** Notices that make it coherent, or implementable where `closed`; only protocols of a text have them. */
  readonly repair: (closed: boolean) => Repair;
  /** `counted`: every occurrence of a subterm is a state, and no state is passed over, as counts of configurations want it. */
  readonly automata: (counted: boolean) => LocalAutomata;
}

/** How many states a protocol read as a tree may have. */
const treeLimit = 100_000;

/** A protocol of a checked file. */
export function protocolSubject({ name, roles, type, span }: Protocol): ImplementabilitySubject {
  const automaton = globalAutomaton(type, roles);
  const hasPayload = automaton.states.some(({ edges }) => edges.some(({ message }) => message.payload.length > 0));
  return subjectOf("protocol", name, span, automaton, roles, hasPayload ? ["values of payloads and refinements are erased"] : [], {
    tree: () => unsharedGlobalAutomaton(type, roles, treeLimit),
    repair: (closed) => repairProtocol(type, roles, { closed }),
  });
}

/** A choreography of a checked file, its local actions and decisions as messages to sinks; or why it is no protocol. */
export function choreographySubject(
  model: Model,
  name: string,
): { readonly ok: true; readonly subject: ImplementabilitySubject } | { readonly ok: false; readonly reason: string; readonly span: Span } {
  const result = decisionSinks(model, name);
  if (!result.ok) return result;
  const { automaton, roles, span } = result;
  const assumptions = ["values are erased: both outcomes of every decision are taken for possible, and messages differ in label and types only"];
  return { ok: true, subject: subjectOf("choreography", name, span, automaton, roles, assumptions) };
}

/** What only a subject with a global type has. */
export interface SubjectSource {
  readonly tree?: () => GlobalAutomaton | undefined;
  readonly repair?: (closed: boolean) => Repair;
}

const notRepaired: Repair = { kind: "none", reason: "only protocols are repaired by notices" };

/** The subject of an automaton that comes from elsewhere, such as an imported one. */
export function subjectOf(
  kind: ImplementabilitySubject["kind"],
  name: string,
  span: Span,
  automaton: GlobalAutomaton,
  roles: readonly Role[],
  assumptions: readonly string[],
  { tree = () => automaton, repair = () => notRepaired }: SubjectSource = {},
): ImplementabilitySubject {
  const local = (counted: boolean): LocalAutomata => {
    const of = counted ? tree() : automaton;
    if (of === undefined) return { ok: false, reason: `the protocol has more than ${treeLimit} places when it is written without sharing` };
    const numberedAutomaton = numbered(of);
    const automata: LocalAutomaton[] = [];
    for (const role of of.roles) {
      const result = subsetConstruction(numberedAutomaton, role, { ...usualSubsets, passOver: !counted });
      if (result.kind === "capped") return { ok: false, reason: `the local automaton of ${role} has more than ${result.at} ${result.limit}` };
      automata.push(result.automaton);
    }
    return { ok: true, automata };
  };
  const [usual, counting] = [once(() => local(false)), once(() => local(true))];
  const [opened, closed] = [once(() => repair(false)), once(() => repair(true))];
  return {
    kind,
    name,
    span,
    automaton,
    roles,
    assumptions,
    coherence: once(() => coherence(automaton)),
    repair: (isClosed) => (isClosed ? closed() : opened()),
    automata: (counted) => (counted ? counting() : usual()),
  };
}

function once<Answer>(compute: () => Answer): () => Answer {
  let known: { readonly answer: Answer } | undefined;
  return () => (known ??= { answer: compute() }).answer;
}
