/** Association is invariant: endpoints that are typed against the local types of an implementable protocol stay so after every step, and are never stuck. */
import type { Behaviour, Model, Role, SystemDefinition, Value, Variable } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import {
  coherence,
  globalAutomaton,
  havocBehaviour,
  membership,
  messageKey,
  numbered,
  subsetConstruction,
  usualCoherence,
} from "../../calculus/protocols/index.ts";
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import { subject, systemNetwork } from "../../calculus/semantics/index.ts";
import type { Chooser, NetworkConfiguration, Step } from "../../calculus/semantics/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import { boolType, intType, stringType } from "../../calculus/values/index.ts";
import { typeCases } from "../generators/global-type-text.ts";
import type { TypeCase } from "../generators/global-types.ts";
import type { Implementation } from "../implementation.ts";
import { endpointVariants } from "../protocols/endpoint-variants.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** Networks of one protocol, configurations of each, and states of a local type that are looked at. */
const bounds = { variants: 3, configurations: 8, states: 10 };

/** One value of each domain is enough: what is sent decides nothing. */
const one: Chooser = {
  choose: (_request, domain) => {
    const value = domain.kind === "infinite" ? domain.sample(0n) : [...domain.values][0];
    return value === undefined ? [] : [value];
  },
  meetLimit: () => undefined,
};

interface Local {
  readonly automaton: LocalAutomaton;
  readonly behaviour: Behaviour;
}

function localsOf({ roles, type }: TypeCase): readonly Local[] | undefined {
  const view = numbered(globalAutomaton(type, roles));
  const locals: Local[] = [];
  for (const role of roles) {
    const built = subsetConstruction(view, role);
    if (built.kind === "capped" || built.automaton.states.length > bounds.states) return undefined;
    const havoc = havocBehaviour(built.automaton);
    if (
      !havoc.ok ||
      built.automaton.states.some(({ edges }) => new Set(edges.map(({ action }) => `${action.peer} ${action.message.label}`)).size < edges.length)
    )
      return undefined;
    locals.push({ automaton: built.automaton, behaviour: havoc.behaviour });
  }
  return locals;
}

/** The network of these behaviours, as a system of hand-written processes. */
function networkOf(locals: readonly Local[]): ReturnType<typeof systemNetwork> {
  const none = new Map<string, never>();
  const processes: Model["processes"] = new Map(
    locals.map(({ automaton: { role }, behaviour }) => [role, { name: role, role, protocol: "", parameters: [], body: behaviour, span: nowhere }]),
  );
  const model: Model = {
    sources: [],
    definitions: { constants: none, functions: none, types: none, enums: none, records: none, constructors: none },
    roles: none,
    procedures: none,
    protocols: none,
    symbolicProtocols: none,
    transactions: none,
    broadcasting: none,
    processes,
    systems: none,
    contexts: none,
    faults: none,
    properties: [],
    expectations: [],
  };
  const members = locals.map(({ automaton: { role } }): SystemDefinition["members"][number] => ({ role, by: { kind: "process", name: role }, span: nowhere }));
  return systemNetwork(model, { name: "generated", members, sessions: [], span: nowhere }, () => ({ kind: "none", reason: "no protocol" }));
}

interface Place {
  readonly configuration: NetworkConfiguration;
  /** How far each role has got in its local type. */
  readonly states: ReadonlyMap<Role, number>;
  readonly trace: readonly SplitEvent[];
}

/** Where a step leads; undefined for one that the local type of its role does not have. */
function after({ states, trace }: Place, { label, target }: Step<NetworkConfiguration>, locals: readonly Local[]): Place | undefined {
  if (label.kind !== "send" && label.kind !== "receive") return { configuration: target, states, trace };
  const role = subject(label);
  const automaton = locals.find((local) => local.automaton.role === role)?.automaton;
  const peer = label.kind === "send" ? label.to : label.from;
  const edge = automaton?.states[states.get(role) ?? 0]?.edges.find(
    ({ action }) => action.direction === label.kind && action.peer === peer && action.message.label === label.label,
  );
  if (edge === undefined) return undefined;
  const event: SplitEvent = { kind: label.kind, sender: label.from, receiver: label.to, message: messageKey(edge.action.message) };
  return { configuration: target, states: new Map(states).set(role, edge.target), trace: [...trace, event] };
}

function typeOfValue(value: Value): Type {
  return typeof value === "bigint" ? intType : typeof value === "string" ? stringType : boolType;
}

/** The first step after which a process is not associated, or the trace is none of the protocol, or nobody can move. */
function faultOf(value: TypeCase, locals: readonly Local[], types: readonly Local[], { parts }: Implementation, tally: Tally): Refutation | undefined {
  const network = networkOf(locals);
  if (!network.ok) return undefined;
  const { system } = network;
  const protocol = globalAutomaton(value.type, value.roles);
  const begin = new Map(types.map(({ automaton }) => [automaton.role, automaton.initial]));
  const waiting: Place[] = system.initial(one).map((configuration) => ({ configuration, states: begin, trace: [] }));
  const seen = new Set(waiting.map(({ configuration }) => system.key(configuration)));
  for (const place of waiting) {
    for (const { automaton } of types) {
      const { configuration, states } = place;
      const behaviour = configuration.processes.get(automaton.role);
      const bound = configuration.world.store.get(automaton.role)?.frames.at(-1) ?? [];
      const variables = new Map<Variable, Type>(bound.map(([name, of]) => [name, typeOfValue(of)]));
      tally.add("associations");
      if (behaviour === undefined || !parts.isAssociated(behaviour, variables, automaton, states.get(automaton.role) ?? 0))
        return { kind: "association", message: `${automaton.role} is not associated after ${String(place.trace.length)} messages` };
    }
    if (membership(protocol, place.trace) === "neither")
      return { kind: "fidelity", message: `a trace of ${String(place.trace.length)} events is none of the protocol` };
    const steps = system.steps(place.configuration, one);
    if (steps.length === 0 && !system.isFinal(place.configuration))
      return { kind: "stuck", message: `nobody can move after ${String(place.trace.length)} messages` };
    for (const step of steps) {
      const next = after(place, step, types);
      if (next === undefined) return { kind: "fidelity", message: `${subject(step.label)} does what its local type does not say` };
      const key = system.key(next.configuration);
      if (seen.has(key) || seen.size >= bounds.configurations) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
  return undefined;
}

function invariant(value: TypeCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  const types = localsOf(value);
  if (types === undefined) return undefined;
  tally.add("protocols");
  const fault = faultOf(value, types, types, implementation, tally);
  if (fault !== undefined) return fault;
  let tried = 0;
  for (const [index, { automaton }] of types.entries()) {
    for (const variant of endpointVariants(automaton)) {
      const havoc = havocBehaviour(variant);
      if (!havoc.ok || tried >= bounds.variants) continue;
      tried++;
      tally.add("variants");
      if (!implementation.parts.isAssociated(havoc.behaviour, new Map(), automaton, automaton.initial)) continue;
      tally.add("associated variants");
      const found = faultOf(value, types.with(index, { automaton: variant, behaviour: havoc.behaviour }), types, implementation, tally);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

export const associationInvariant: Theorem = theorem<TypeCase>({
  id: "T16-association",
  everydayRuns: 50,
  name: "association is invariant",
  statement:
    "In a network whose processes are typed against the local types of an implementable protocol, each that follows its type or a subtype of it, after every step every process is typed against what is left of its local type, the trace is one of the protocol, and somebody can move or everybody has finished, within bounds on the configurations.",
  reference: "Yoshida and Hou, Less is More Revisited, arXiv 2402.16741; Li, Stutz, Wies, Zufferey, CAV 2023",
  forall: typeCases,
  given: ({ roles, type }) =>
    coherence(globalAutomaton(type, roles), usualCoherence).roles.every(
      ({ violations, open, capped }) => violations.length === 0 && open === undefined && capped.length === 0,
    ),
  discardsPerRun: 4,
  then: invariant,
  demands: [share("associated variants", "variants", 15)],
});
