/** The judgement on the endpoints of a program: derivations of those that are well typed, and what is wrong with the others. */
import type { Definitions, Model, SystemDefinition } from "../../calculus/core/index.ts";
import { error } from "../../calculus/diagnostics/index.ts";
import type { Diagnostic, Span } from "../../calculus/diagnostics/index.ts";
import type { Analysis } from "../../calculus/loading/index.ts";
import { contracts, globalAutomaton, messageKey } from "../../calculus/protocols/index.ts";
import type { Contracts, LocalAutomaton } from "../../calculus/protocols/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import { expressionTypes } from "../../calculus/typing/index.ts";
import type { ExpressionTypes } from "../../calculus/typing/index.ts";
import { intType, joinTypes, refinementsIn } from "../../calculus/values/index.ts";
import type { Derivation } from "./derivation.ts";
import { endpointOf } from "./endpoint.ts";
import type { Endpoint, ProtocolProcess } from "./endpoint.ts";
import { infer } from "./infer.ts";
import { recheckDerivation } from "./recheck-derivation.ts";
import { meetsRefinements } from "./refined-payload.ts";
import type { Typing, Variables } from "./situation.ts";

/** The verdict of the session typing on one endpoint. */
export interface TypedEndpoint {
  readonly endpoint: Endpoint;
  readonly derivation?: Derivation;
  /** Why the second reading of the rules refuses the derivation: a defect of ours. */
  readonly refuted?: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Set where it is unknown whether the endpoint is well typed. */
  readonly unknown?: string;
}

/** The session typing of a program: what is asked of it is found once. */
export interface SessionTyping {
  readonly contracts: Contracts;
  readonly expressions: ExpressionTypes;
  readonly ofEndpoint: (endpoint: Endpoint) => TypedEndpoint;
  /** A process, in no system or as a member of one. */
  readonly ofProcess: (process: ProtocolProcess, system?: SystemDefinition) => TypedEndpoint;
}

/** The session typing of an analysed program that has a model. */
export function sessionTyping({ files }: Analysis, model: Model): SessionTyping {
  const found = contracts(model);
  let types: ExpressionTypes | undefined;
  const expressions: ExpressionTypes = {
    base: (type) => (types ??= expressionTypes(files)).base(type),
    typeOf: (expression, variables) => (types ??= expressionTypes(files)).typeOf(expression, variables),
  };
  const places = protocolPlaces(model);
  const known = new Map<ProtocolProcess, Map<SystemDefinition | undefined, TypedEndpoint>>();
  const reported = new Map<string, Diagnostic>();
  const ofEndpoint = (endpoint: Endpoint): TypedEndpoint => typeEndpoint(endpoint, { definitions: model.definitions, found, expressions, places, reported });
  return {
    contracts: found,
    expressions,
    ofEndpoint,
    ofProcess: (process, system) => {
      let bySystem = known.get(process);
      if (bySystem === undefined) known.set(process, (bySystem = new Map<SystemDefinition | undefined, TypedEndpoint>()));
      let typed = bySystem.get(system);
      if (typed === undefined) bySystem.set(system, (typed = ofEndpoint(endpointOf(model, process, system))));
      return typed;
    },
  };
}

interface Program {
  readonly definitions: Definitions;
  readonly found: Contracts;
  readonly expressions: ExpressionTypes;
  readonly places: Places;
  /** Every mistake that was reported is one object, whichever endpoints make it. */
  readonly reported: Map<string, Diagnostic>;
}

function typeEndpoint(endpoint: Endpoint, { definitions, found, expressions, places, reported }: Program): TypedEndpoint {
  const diagnostics = new Map<string, Diagnostic>();
  const assumptions = new Set<string>();
  let unknown: string | undefined;
  const add = (diagnostic: Diagnostic): void => {
    const { code, span, message } = diagnostic;
    const key = `${code} ${String(span.file)}:${String(span.start)}-${String(span.end)} ${message}`;
    const known = reported.get(key) ?? diagnostic;
    reported.set(key, known);
    diagnostics.set(key, known);
  };
  const fields = new Map([...endpoint.fields].map(([name, type]) => [name, expressions.base(type)]));
  const scope = (variables: Variables): Variables => (fields.size === 0 ? variables : new Map([...fields, ...variables]));
  const typing: Typing = {
    endpoint,
    base: expressions.base,
    typeOf: (expression, variables) => {
      const { type, diagnostics: wrong } = expressions.typeOf(expression, scope(variables));
      wrong.forEach(add);
      return wrong.length === 0 ? type : undefined;
    },
    typeOfDomain: (domain, variables) => {
      if (domain.kind === "type") return expressions.base(domain.type);
      const bounds = [domain.low, domain.high].map((bound) => typing.typeOf(bound, variables));
      if (bounds.some((type) => type === undefined)) return undefined;
      if (bounds.every((type) => type !== undefined && joinTypes(type, intType) !== undefined)) return intType;
      typing.report("type-mismatch", domain.low.span, "the bounds of a range are integers");
      return undefined;
    },
    isRefined: (type) => refinementsIn(type, definitions).length > 0,
    meets: (expression, type, sent, isVariable) => meetsRefinements(expression, type, sent, isVariable, definitions),
    patternTypes: (constructor, scrutinee) => patternTypes(constructor, scrutinee, definitions, expressions.base),
    automaton: (protocol, role, at) => {
      const contract = found(protocol, role);
      if (contract.kind === "type") return contract.automaton;
      if (contract.kind === "unknown") unknown = contract.reason;
      else typing.report("no-local-type", at, `there is no local type for ${role} in ${protocol}: ${contract.reason}`);
      return undefined;
    },
    placeOf: ({ protocol, role }, { action }) => {
      const [sender, receiver] = action.direction === "send" ? [role, action.peer] : [action.peer, role];
      const span = places(protocol).get(`${sender} ${receiver} ${messageKey(action.message)}`);
      return span === undefined ? undefined : { span, message: `${protocol} has \`${sender} -> ${receiver} : ${action.message.label}\` here` };
    },
    report: (code, span, message, labels = [], notes = []) => add(error(code, span, message, { labels, notes })),
    assume: (text) => assumptions.add(text),
  };
  const inference = infer(endpoint, typing, () => [...assumptions]);
  if (inference.kind === "unknown") unknown = `more than ${String(inference.limit)} judgements`;
  const wrong = [...diagnostics.values()].sort((a, b) => a.span.file - b.span.file || a.span.start - b.span.start || a.span.end - b.span.end);
  if (wrong.length > 0) return { endpoint, diagnostics: wrong };
  if (unknown !== undefined) return { endpoint, diagnostics: [], unknown };
  if (inference.kind !== "typed") throw new Error(`${endpoint.name} is ill-typed, and nothing is wrong with it`);
  const { derivation } = inference;
  const localType = (protocol: string, role: string): LocalAutomaton | undefined => {
    const contract = found(protocol, role);
    return contract.kind === "type" ? contract.automaton : undefined;
  };
  const refuted = recheckDerivation(derivation, endpoint, { localType, expressions, definitions });
  return { endpoint, derivation, ...(refuted === undefined ? {} : { refuted }), diagnostics: [] };
}

/** What the constructor carries where the scrutinee is of its type. */
function patternTypes(constructor: string, scrutinee: Type, { constructors }: Definitions, base: ExpressionTypes["base"]): readonly Type[] | undefined {
  if (constructor === "some" || constructor === "none") {
    if (scrutinee.kind !== "option") return undefined;
    return constructor === "some" ? [scrutinee.element] : [];
  }
  const owner = constructors.get(constructor);
  if (owner === undefined || scrutinee.kind !== "named" || scrutinee.name.text !== owner.name) return undefined;
  return owner.constructors.find(({ name }) => name === constructor)?.payload.map(base);
}

/** Where a protocol first has a message, by sender, receiver and message. */
type Places = (protocol: string) => ReadonlyMap<string, Span>;

function protocolPlaces(model: Model): Places {
  const known = new Map<string, ReadonlyMap<string, Span>>();
  return (name) => {
    let places = known.get(name);
    if (places === undefined) {
      const protocol = model.protocols.get(name);
      const found = new Map<string, Span>();
      for (const { edges } of protocol === undefined ? [] : globalAutomaton(protocol.type, protocol.roles).states) {
        for (const { sender, receiver, message, span } of edges) {
          const key = `${sender} ${receiver} ${messageKey(message)}`;
          if (!found.has(key)) found.set(key, span);
        }
      }
      known.set(name, (places = found));
    }
    return places;
  };
}
