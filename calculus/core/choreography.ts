/**
 * The calculus: choreographies as sequences of instructions (Montesi, Introduction to Choreographies, 2023; runtime terms after
 * Cruz-Filipe and Montesi, ICE 2017), with labelled messages, loops as binders and frames (docs/semantics.md).
 *
 *   C ::= ε | I ; C
 *
 * Elaboration (`calculus/elaboration`) guarantees of a source term: `loop`, `continue`, `break` stand last in their sequence; every path of a loop body
 * ends in a jump; a conditional with a jump out of it stands last too, its continuation copied (shared) into the branches that fall through.
 */
import type { Value } from "./value.ts";
import type { Span } from "../diagnostics/index.ts";
import type { Expression, Type } from "../syntax/index.ts";

export type Role = string;
export type Variable = string;
export type MessageLabel = string;

/** The label of a communication that writes none. */
export const noLabel: MessageLabel = "_";

export type Choreography = End | Sequence;
export interface End {
  readonly kind: "end";
}
export interface Sequence {
  readonly kind: "sequence";
  readonly head: Instruction;
  readonly tail: Choreography;
}

/** Where an instruction came from. Not part of its identity: terms that differ in their sites only are equal. */
export interface Site {
  readonly span: Span;
  /** `'name:` of the statement. */
  readonly label?: string;
}

/** What `any` ranges over; the type is closed (names resolved by the model). `where` binds `value`. */
export type Domain = { readonly kind: "type"; readonly type: Type } | { readonly kind: "range"; readonly low: Expression; readonly high: Expression };

export type CorePattern =
  | { readonly kind: "constructor"; readonly name: string; readonly variables: readonly Variable[] }
  | { readonly kind: "literal"; readonly value: Expression }
  | { readonly kind: "wildcard" };

export type Instruction =
  // p.e⃗ -> q.x⃗ : ℓ
  | {
      readonly kind: "communicate";
      readonly from: Role;
      readonly expressions: readonly Expression[];
      readonly to: Role;
      readonly variables: readonly Variable[];
      readonly label: MessageLabel;
      readonly site: Site;
    }
  // p -> q[ℓ]
  | { readonly kind: "select"; readonly from: Role; readonly to: Role; readonly label: MessageLabel; readonly site: Site }
  // p.x := e
  | { readonly kind: "assign"; readonly role: Role; readonly variable: Variable; readonly expression: Expression; readonly site: Site }
  // p.x := any D
  | { readonly kind: "havoc"; readonly role: Role; readonly variable: Variable; readonly domain: Domain; readonly site: Site }
  // assert p.e      assume p.e
  | { readonly kind: "assert" | "assume"; readonly role: Role; readonly condition: Expression; readonly site: Site }
  // if p.e {C1} else {C2}
  | { readonly kind: "if"; readonly role: Role; readonly condition: Expression; readonly then: Choreography; readonly else: Choreography; readonly site: Site }
  // match p.e { P ⇒ C, … }
  | {
      readonly kind: "match";
      readonly role: Role;
      readonly scrutinee: Expression;
      readonly cases: readonly { readonly pattern: CorePattern; readonly body: Choreography }[];
      readonly site: Site;
    }
  // choose p { C1 } or { C2 } …
  | { readonly kind: "choose"; readonly role: Role; readonly branches: readonly Choreography[]; readonly site: Site }
  // X(q̄ ; p.e, …): one argument list per role, in the order of the role's parameters
  | {
      readonly kind: "call";
      readonly procedure: string;
      readonly roles: readonly Role[];
      readonly arguments: ReadonlyMap<Role, readonly Expression[]>;
      readonly site: Site;
    }
  // loop X {B} exit {C}: a role outside B's own roles passes under the loop into the exits
  | { readonly kind: "loop"; readonly name: string; readonly body: Choreography; readonly exit: Choreography; readonly site: Site }
  // continue X      break X      (only inside loop X)
  | { readonly kind: "continue" | "break"; readonly loop: string; readonly site: Site }
  // ---- runtime terms ----
  // p⇝q.x⃗ : ℓ⟨v⃗⟩     the values were fixed when p sent
  | {
      readonly kind: "in-transit";
      readonly from: Role;
      readonly to: Role;
      readonly label: MessageLabel;
      readonly variables: readonly Variable[];
      readonly values: readonly Value[];
      readonly site: Site;
    }
  // X⟨pending⟩ live {C}: `pending` have not entered; `live` have a frame of this call; body runs in those frames
  | {
      readonly kind: "frame";
      readonly call: Extract<Instruction, { kind: "call" }>;
      readonly pending: readonly Role[];
      readonly live: readonly Role[];
      readonly body: Choreography;
    }
  // leave {C}: inside a loop body, the closed continuation of an outer loop that this path jumps to
  | { readonly kind: "leave"; readonly to: Choreography };

export const end: End = { kind: "end" };

/**
 * I ; C with room for what is found out about its roles: steps make many new sequences, and a note on the sequence itself is several times cheaper for
 * the garbage collector than an entry in a table of weak references.
 */
class Cell implements Sequence {
  readonly kind = "sequence";
  readonly head: Instruction;
  readonly tail: Choreography;
  #notes: (ReadonlySet<Role> | undefined)[] | undefined;

  constructor(head: Instruction, tail: Choreography) {
    this.head = head;
    this.tail = tail;
  }

  static noteOn(term: Choreography, about: number): ReadonlySet<Role> | undefined {
    return #notes in term ? term.#notes?.[about] : undefined;
  }

  static note(term: Choreography, about: number, roles: ReadonlySet<Role>): void {
    if (#notes in term) (term.#notes ??= [undefined, undefined, undefined])[about] = roles;
  }
}

/** What was noted on a sequence under this number, from 0 to 2. */
export function noteOn(term: Choreography, about: number): ReadonlySet<Role> | undefined {
  return Cell.noteOn(term, about);
}

/** Notes something on a sequence; it must follow from the sequence alone. Notes are no part of a term. */
export function note(term: Choreography, about: number, roles: ReadonlySet<Role>): void {
  Cell.note(term, about, roles);
}

/** I ; C */
export function sequence(head: Instruction, tail: Choreography): Sequence {
  return new Cell(head, tail);
}
