/** The session typing of a bare behaviour against a local automaton, without a program around it: for runtime processes, whose association is recomputed step by step. */
import type { Behaviour, Variable } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import { unknownType } from "../../calculus/values/index.ts";
import type { Endpoint } from "./endpoint.ts";
import { infer } from "./infer.ts";
import type { Typing } from "./situation.ts";

/** Whether Γ; ∅ ⊢ B ▷ T for the local type from the state on. Expressions are variables of Γ; the behaviour calls nobody and holds no further ends. */
export function isAssociated(behaviour: Behaviour, variables: ReadonlyMap<Variable, Type>, automaton: LocalAutomaton, state: number): boolean {
  const endpoint: Endpoint = {
    name: automaton.role,
    role: automaton.role,
    protocol: "",
    parameters: [...variables].map(([name, type]) => ({ name, type })),
    body: behaviour,
    span: nowhere,
    fields: new Map(),
    held: new Map(),
    enter: () => {
      throw new Error("a behaviour without a program calls nobody");
    },
  };
  const typing: Typing = {
    endpoint,
    base: (type) => (type.kind === "refined" ? typing.base(type.base) : type),
    typeOf: (expression, known) => (expression.kind === "name" ? known.get(expression.name.text) : unknownType),
    typeOfDomain: (domain) => (domain.kind === "type" ? typing.base(domain.type) : unknownType),
    isRefined: () => false,
    meets: () => "met",
    patternTypes: () => undefined,
    automaton: () => ({ ...automaton, initial: state }),
    placeOf: () => undefined,
    report: () => undefined,
    assume: () => undefined,
  };
  return infer(endpoint, typing, () => []).kind === "typed";
}
