/** What a typing rule looks at, what it asks for, and where it says what is wrong. */
import type { Action, Behaviour, Domain, Role, Variable } from "../../calculus/core/index.ts";
import type { DiagnosticCode, Label, Span } from "../../calculus/diagnostics/index.ts";
import type { LocalAutomaton, LocalEdge } from "../../calculus/protocols/index.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import type { Callee, Endpoint } from "./endpoint.ts";
import type { End, LocalTypeAt, Point } from "./derivation.ts";
import type { SentValues } from "./refined-payload.ts";

export type Variables = ReadonlyMap<Variable, Type>;
export type Ends = ReadonlyMap<Variable, End>;

/** Γ; Δ ⊢ B ▷ T as the inference has it; Γ has more than the live variables until the judgement is made. */
export interface Goal {
  readonly point: Point;
  readonly variables: Variables;
  readonly ends: Ends;
  readonly type: LocalTypeAt;
  readonly on?: { readonly variable: Variable; readonly type: LocalTypeAt };
  /** Set where the premise is about another body: that of a called process. */
  readonly callee?: Callee;
}

/** What the rules ask of the program, and where they report. */
export interface Typing {
  readonly endpoint: Endpoint;
  readonly base: (type: Type) => Type;
  /** The type of an expression over Γ and the fields; what is wrong is reported. */
  readonly typeOf: (expression: Expression, variables: Variables) => Type | undefined;
  readonly typeOfDomain: (domain: Domain, variables: Variables) => Type | undefined;
  /** Whether values of the base type may fail to be of the type; and whether what is sent is of it, beside what else is in the message. */
  readonly isRefined: (type: Type) => boolean;
  readonly meets: (expression: Expression, type: Type, sent: SentValues, isVariable: (name: Variable) => boolean) => "met" | "missed" | "open";
  /** What a constructor of the type carries; undefined where it is none of the type. */
  readonly patternTypes: (constructor: string, scrutinee: Type) => readonly Type[] | undefined;
  /** The local type of a session end; undefined, and reported at the span, where there is none. */
  readonly automaton: (protocol: string, role: Role, at: Span) => LocalAutomaton | undefined;
  /** Where the protocol says this. */
  readonly placeOf: (end: Pick<End, "protocol" | "role">, edge: LocalEdge) => Label | undefined;
  readonly report: (code: DiagnosticCode, span: Span, message: string, labels?: readonly Label[], notes?: readonly string[]) => void;
  readonly assume: (text: string) => void;
}

export interface Situation<K extends Action["kind"] = Action["kind"]> {
  readonly A: Action & { readonly kind: K };
  readonly goal: Goal;
  /** The point of a part of the action, of what follows it, and of the loop of this name around it. */
  readonly into: (part: Behaviour) => Point;
  readonly behind: Point;
  readonly loop: (name: string) => Point;
  /** Delegated on the way here: who has it was told by the message at the span. */
  readonly delegated: ReadonlyMap<Variable, Span>;
  readonly typing: Typing;
}

/** Γ, x⃗:S⃗ */
export function extended<T>(bindings: ReadonlyMap<Variable, T>, variables: readonly Variable[], values: readonly T[]): ReadonlyMap<Variable, T> {
  const result = new Map(bindings);
  variables.forEach((variable, index) => {
    const value = values[index];
    if (value !== undefined) result.set(variable, value);
  });
  return result;
}

/** Whether a local type is over: nothing leaves the state. Where the protocol of others never ends it is not final, and the role is finished all the same. */
export function isOver(automaton: LocalAutomaton, state: number): boolean {
  const at = automaton.states[state];
  return at?.edges.length === 0;
}

/** The edges that a type has: all of its state, or the one that it is cut to. */
export function edgesOf(automaton: LocalAutomaton, { state, only }: LocalTypeAt): readonly LocalEdge[] {
  const edges = automaton.states[state]?.edges ?? [];
  return only === undefined ? edges : edges.filter((_, index) => index === only);
}
