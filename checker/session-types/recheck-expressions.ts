/** What the re-checker asks about expressions, payloads and bindings: its own reading, over the typing of expressions that it trusts. */
import type { Definitions, Domain, Message, Role, Value, Variable } from "../../calculus/core/index.ts";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import { partsOf, printExpression, printPlainType } from "../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import type { ExpressionTypes } from "../../calculus/typing/index.ts";
import { closedOutcome, intType, isExcluded, joinTypes, refinementsIn } from "../../calculus/values/index.ts";
import type { End } from "./derivation.ts";
import type { Endpoint } from "./endpoint.ts";

/** What the re-checker trusts. */
export interface Trusted {
  readonly localType: (protocol: string, role: Role) => LocalAutomaton | undefined;
  readonly expressions: ExpressionTypes;
  readonly definitions: Definitions;
}

export type Gamma = ReadonlyMap<Variable, Type>;
export type Delta = ReadonlyMap<Variable, End>;

export class Invalid extends Error {}

/** @throws Invalid where the condition does not hold */
export function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Invalid(what);
}

/** @throws Invalid where the role has no local type */
export function automatonOf(protocol: string, role: Role, { localType }: Trusted): LocalAutomaton {
  const automaton = localType(protocol, role);
  demand(automaton !== undefined, `${role} has no local type in ${protocol}`);
  return automaton;
}

/** Whether nothing is left of the session. */
export function isOver(end: End, trusted: Trusted): boolean {
  const state = automatonOf(end.protocol, end.role, trusted).states[end.state];
  return state?.edges.length === 0;
}

/** Γ ⊢ e : S at one judgement; the functions throw Invalid where it does not hold. */
export class Expressions {
  readonly #gamma: Gamma;
  readonly #endpoint: Endpoint;
  readonly #trusted: Trusted;

  constructor(gamma: Gamma, endpoint: Endpoint, trusted: Trusted) {
    this.#gamma = gamma;
    this.#endpoint = endpoint;
    this.#trusted = trusted;
  }

  typeOf(expression: Expression): Type {
    const { expressions } = this.#trusted;
    const fields = [...this.#endpoint.fields].map(([name, type]) => [name, expressions.base(type)] as const);
    const { type, diagnostics } = expressions.typeOf(expression, new Map([...fields, ...this.#gamma]));
    demand(diagnostics.length === 0, "an expression is ill-typed");
    return type;
  }

  has(expression: Expression, type: Type): void {
    demand(joinTypes(this.typeOf(expression), this.#trusted.expressions.base(type)) !== undefined, "an expression has another type");
  }

  typeOfDomain(domain: Domain): Type {
    if (domain.kind === "type") return this.#trusted.expressions.base(domain.type);
    this.has(domain.low, intType);
    this.has(domain.high, intType);
    return intType;
  }

  /** Γ ⊢ e⃗ : S⃗; the variables whose ends are given away. */
  payload(expressions: readonly Expression[], { payload }: Message, ends: Delta, assumptions: readonly string[]): readonly Variable[] {
    demand(expressions.length === payload.length, "the number of values is another");
    const given: Variable[] = [];
    const named = new Map<string, Value | undefined>();
    for (const [index, { name, sort }] of payload.entries()) {
      const expression = expressions[index];
      demand(expression !== undefined, "the number of values is another");
      if (sort.kind === "value") {
        this.has(expression, sort.type);
        this.#meets(expression, sort.type, named, assumptions);
        if (name !== undefined) named.set(name, this.#closedValue(expression));
        continue;
      }
      const variable = expression.kind === "name" ? expression.name.text : "";
      const end = ends.get(variable);
      demand(end !== undefined && !given.includes(variable) && end.protocol === sort.protocol && end.role === sort.role, "another end is delegated");
      demand(end.state === automatonOf(end.protocol, end.role, this.#trusted).initial, "an end is delegated midway");
      given.push(variable);
    }
    return given;
  }

  #closedValue(expression: Expression): Value | undefined {
    const isClosed = (part: Expression): boolean =>
      part.kind === "name" ? !this.#gamma.has(part.name.text) && !this.#endpoint.fields.has(part.name.text) : partsOf(part).every(isClosed);
    const outcome = isClosed(expression) ? closedOutcome(expression, this.#trusted.definitions) : undefined;
    return outcome?.kind === "value" ? outcome.value : undefined;
  }

  #meets(expression: Expression, type: Type, named: ReadonlyMap<string, Value | undefined>, assumptions: readonly string[]): void {
    const { definitions } = this.#trusted;
    const refinements = refinementsIn(type, definitions);
    if (refinements.length === 0) return;
    const isKnown = (part: Expression): boolean => {
      if (part.kind !== "name") return partsOf(part).every(isKnown);
      const { text } = part.name;
      return text === "value" || text === "none" || definitions.constants.has(text) || definitions.constructors.has(text) || named.get(text) !== undefined;
    };
    const value = refinements.every(isKnown) ? this.#closedValue(expression) : undefined;
    if (value !== undefined) demand(!isExcluded(value, type, definitions, (name) => named.get(name)), "a value is not of its refined type");
    else
      demand(assumptions.includes(`\`${printExpression(expression)}\` satisfies \`${printPlainType(type)}\` where it is sent`), "an assumption is not stated");
  }

  /** Γ, x⃗:S⃗ and Δ, s⃗:T⃗ behind a message. */
  received(variables: readonly Variable[], { payload }: Message, ends: Delta): { readonly variables: Gamma; readonly ends: Delta } {
    demand(variables.length === payload.length, "the number of values is another");
    const after = { variables: new Map(this.#gamma), ends: new Map(ends) };
    for (const [index, { sort }] of payload.entries()) {
      const variable = variables[index] ?? "";
      if (sort.kind === "value") {
        this.#binds(variable, sort.type, after.variables, after.ends);
        continue;
      }
      this.#forgets(variable, after.ends);
      demand(!this.#endpoint.fields.has(variable), "a field holds no end");
      after.variables.delete(variable);
      after.ends.set(variable, { protocol: sort.protocol, role: sort.role, state: automatonOf(sort.protocol, sort.role, this.#trusted).initial });
    }
    return after;
  }

  /** Γ, x:S */
  bound(variable: Variable, type: Type, gamma: Gamma, ends: Delta): { readonly variables: Gamma; readonly ends: Delta } {
    const after = { variables: new Map(gamma), ends: new Map(ends) };
    this.#binds(variable, type, after.variables, after.ends);
    return after;
  }

  #binds(variable: Variable, type: Type, gamma: Map<Variable, Type>, ends: Map<Variable, End>): void {
    const { base } = this.#trusted.expressions;
    const field = this.#endpoint.fields.get(variable);
    this.#forgets(variable, ends);
    if (field === undefined) {
      gamma.set(variable, base(type));
      ends.delete(variable);
    } else demand(joinTypes(base(type), base(field)) !== undefined, "a field gets a value of another type");
  }

  #forgets(variable: Variable, ends: Delta): void {
    const end = ends.get(variable);
    demand(end === undefined || isOver(end, this.#trusted), "an end is dropped");
  }

  /** What a constructor of the type carries. */
  carriedBy(constructor: string, type: Type): readonly Type[] {
    if (type.kind === "option") {
      demand(constructor === "some" || constructor === "none", "no option is made so");
      return constructor === "some" ? [type.element] : [];
    }
    const owner = this.#trusted.definitions.constructors.get(constructor);
    demand(owner !== undefined && type.kind === "named" && type.name.text === owner.name, "a pattern is of another type");
    return owner.constructors.find(({ name }) => name === constructor)?.payload ?? [];
  }
}
