/** Explanation pages: types, definite assignment, communication, calls and recursion. */
import type { Explanations } from "./explanation.ts";

export const typesExplanations: Explanations = {
  "type-mismatch": {
    explanation: `An expression has another type than its place asks for: the declared type of a field or parameter, the type with which a local variable was first bound, what an operator or function takes. Refinements count as their base type here.`,
    failing: `role A { title: string = "TAPL"; }
role B { stock: int = 3; }
choreography main(A, B) { A.title -> B.stock; }`,
    repaired: `role A { title: string = "TAPL"; }
role B { stock: int = 3; }
choreography main(A, B) { A.title -> B.wanted; }`,
  },
  "ambiguous-type": {
    explanation: `Nothing says which values a local variable holds: it is only ever given empty collections, \`none\`, or an \`any\` without a type. A field has a declared type.

In a property the same code says that a local variable has one type in one choreography and another in one that it calls, so that what the property reads depends on the call that the role is in.`,
    failing: `role A;
choreography main(A) { A.seen := []; }`,
    repaired: `role A { seen: list<int> = [1]; }
choreography main(A) { A.seen := []; }`,
  },
  "wrong-argument-count": {
    explanation: `A function, constructor or choreography is given as many values as it declares parameters; a constructor pattern binds as many variables as the constructor carries values.`,
    failing: `fn add(x: int, y: int): int = x + y;
role A { x: int = 1; }
choreography main(A) { A.x := add(x); }`,
    repaired: `fn add(x: int, y: int): int = x + y;
role A { x: int = 1; }
choreography main(A) { A.x := add(x, 1); }`,
  },
  "payload-mismatch": {
    explanation: `The sender evaluates as many expressions as the receiver binds variables.`,
    failing: `role A { x: int = 1; }
role B;
choreography main(A, B) { A.(x, x + 1) -> B.(y) : pair; }`,
    repaired: `role A { x: int = 1; }
role B;
choreography main(A, B) { A.(x, x + 1) -> B.(y, z) : pair; }`,
  },
  "unknown-field": {
    explanation: `\`e.f\` is the field f of a record, and \`R(f: e)\` gives the fields that the record declares.`,
    failing: `record Order { title: string, count: int }
role A { order: Order = Order(title: "TAPL", count: 1); n: int = 0; }
choreography main(A) { A.n := order.cuont; }`,
    repaired: `record Order { title: string, count: int }
role A { order: Order = Order(title: "TAPL", count: 1); n: int = 0; }
choreography main(A) { A.n := order.count; }`,
  },
  "missing-field": {
    explanation: `A record value gives every field of the record.`,
    failing: `record Order { title: string, count: int }
role A { order: Order = Order(title: "TAPL"); }
choreography main(A) { }`,
    repaired: `record Order { title: string, count: int }
role A { order: Order = Order(title: "TAPL", count: 1); }
choreography main(A) { }`,
  },
  "duplicate-field": {
    explanation: `A record value gives every field once.`,
    failing: `record Order { title: string, count: int }
role A { order: Order = Order(title: "TAPL", count: 1, count: 2); }
choreography main(A) { }`,
    repaired: `record Order { title: string, count: int }
role A { order: Order = Order(title: "TAPL", count: 2); }
choreography main(A) { }`,
  },
  "not-a-function": {
    explanation: `Functions, built-in functions and constructors with payloads are applied to arguments. The fields of a record are named: \`R(f: e)\`.`,
    failing: `role A { x: int = 1; }
choreography main(A) { A.x := x(1); }`,
    repaired: `role A { x: int = 1; }
choreography main(A) { A.x := x + 1; }`,
  },
  "not-indexable": {
    explanation: `\`e[i]\` takes an element of a list by its position from 0, or a value of a map by its key.`,
    failing: `role A { seen: set<int> = set[1]; x: int = 0; }
choreography main(A) { A.x := seen[0]; }`,
    repaired: `role A { seen: set<int> = set[1]; x: int = 0; }
choreography main(A) { A.x := elements(seen)[0]; }`,
  },
  "not-matchable": {
    explanation: `Enums and options are matched by their constructors, integers, booleans and strings by literals. What other values hold is taken out first: a field of a record, the length or head of a list.`,
    failing: `role A { xs: list<int> = [1]; }
choreography main(A) { match A.xs { _ => { } } }`,
    repaired: `role A { xs: list<int> = [1]; n: int = 0; }
choreography main(A) { match A.length(xs) { 0 => { } _ => { A.n := 1; } } }`,
  },
  "non-exhaustive-match": {
    explanation: `Every value that can be matched has a case, so that no role is stuck on a value that nobody thought of. \`_\` matches the rest.`,
    failing: `enum Light { Red, Green }
role A { light: Light = Red; x: int = 0; }
choreography main(A) { match A.light { Red => { A.x := 1; } } }`,
    repaired: `enum Light { Red, Green }
role A { light: Light = Red; x: int = 0; }
choreography main(A) { match A.light { Red => { A.x := 1; } Green => { } } }`,
  },
  "redundant-case": {
    explanation: `The cases before this one match everything that it would match.`,
    failing: `role A { b: bool = true; x: int = 0; }
choreography main(A) { match A.b { true => { } false => { A.x := 1; } _ => { A.x := 2; } } }`,
    repaired: `role A { b: bool = true; x: int = 0; }
choreography main(A) { match A.b { true => { } false => { A.x := 1; } } }`,
  },
  "invalid-range": {
    explanation: `\`any a..b\` is one of the integers from a to b, both included.`,
    failing: `role A { x: int = any 9..0; }
choreography main(A) { }`,
    repaired: `role A { x: int = any 0..9; }
choreography main(A) { }`,
  },
  "constant-fails": {
    explanation: `A constant or an initial value applies a partial operation where it has no value: it divides by zero, takes the head of an empty list, reads a key that is not there.`,
    failing: `const share = 1 / 0;
role A { x: int = share; }
choreography main(A) { }`,
    repaired: `const share = 1 / 2;
role A { x: int = share; }
choreography main(A) { }`,
  },
  "evaluation-limit": {
    explanation: `A constant or an initial value is beyond what this tool computes: integers have at most 1048576 bits, strings 1000000 characters, collections 1000000 items, values 500 levels, and one evaluation at most 5000000 steps and 1500 levels. That says nothing about the program, so no verdict is built on it.`,
    failing: `const large = power(2, 10000000);
role A { x: int = large; }
choreography main(A) { }`,
    repaired: `const large = power(2, 100);
role A { x: int = large; }
choreography main(A) { }`,
  },
  "refinement-violated": {
    explanation: `An initial value is not among the values of the declared type: the condition behind \`where\` is false for it, or has no value. \`any\` without a range, and \`any where …\`, give the values of the declared type alone.

Initial values are all that is checked against refinements. Assignments, messages, arguments and results of functions are not; every verdict about a program with such types says so among its assumptions.`,
    failing: `type Positive = int where value > 0;
role A { x: Positive = 0; }
choreography main(A) { }`,
    repaired: `type Positive = int where value > 0;
role A { x: Positive = 1; }
choreography main(A) { }`,
  },
  "remote-read": {
    explanation: `An expression is evaluated by one role, from what that role knows: its fields and its local variables. What another role knows is sent first.`,
    failing: `role A { x: int = 1; }
role B { y: int = 0; }
choreography main(A, B) { B.y := A.x + 1; }`,
    repaired: `role A { x: int = 1; }
role B { y: int = 0; }
choreography main(A, B) { A.x -> B.x; B.y := x + 1; }`,
  },
  "role-as-value": {
    explanation: `Roles are not values: they are not sent, compared or stored. Inside an expression at A the variables of A are written without \`A.\`.`,
    failing: `role A { x: int = 1; }
choreography main(A) { A.x := A.x + 1; }`,
    repaired: `role A { x: int = 1; }
choreography main(A) { A.x := x + 1; }`,
  },
  "not-assignable": {
    explanation: `Fields and local variables are assigned. Constants, functions, constructors and roles mean the same everywhere.`,
    failing: `const limit = 3;
role A;
choreography main(A) { A.limit := 4; }`,
    repaired: `role A { limit: int = 3; }
choreography main(A) { A.limit := 4; }`,
  },
  "unassigned-variable": {
    explanation: `On some path to this place the role has not bound the variable. After a conditional a variable is set if every branch that goes on sets it; after a \`loop\` if every \`break\` comes after it was set; a \`while\` may not run at all. Fields always have a value.`,
    failing: `role A { rich: bool = any; }
role B;
choreography main(A, B) {
  if A.rich { A.offer := 10; } else { }
  A.offer -> B.offer;
}`,
    repaired: `role A { rich: bool = any; }
role B;
choreography main(A, B) {
  if A.rich { A.offer := 10; } else { A.offer := 1; }
  A.offer -> B.offer;
}`,
  },
  "unguarded-variable": {
    explanation: `A property is about every state of a run, and in some of them a local variable is not set yet. \`A.x is set implies …\` says what holds once it is; for what must be reachable write \`A.x is set and …\`.`,
    failing: `role A { x: int = 1; }
role B;
choreography main(A, B) { A.x -> B.heard; }
property Small = always B.heard <= 3;`,
    repaired: `role A { x: int = 1; }
role B;
choreography main(A, B) { A.x -> B.heard; }
property Small = always B.heard is set implies B.heard <= 3;`,
  },
  "no-roles": {
    explanation: `A choreography lists at least one role: nobody would enter a call of one that lists none. So does a protocol, and a context has at least one member.`,
    failing: `role A { x: int = 0; }
choreography Nothing() { }
choreography main(A) { call Nothing(); A.x := 1; }`,
    repaired: `role A { x: int = 0; }
choreography Nothing(A) { }
choreography main(A) { call Nothing(A); A.x := 1; }`,
  },
  "self-communication": {
    explanation: `A role does not send to itself: there is no queue from a role to itself. What it keeps is an assignment.`,
    failing: `role A { x: int = 1; y: int = 0; }
choreography main(A) { A.x -> A.y; }`,
    repaired: `role A { x: int = 1; y: int = 0; }
choreography main(A) { A.y := x; }`,
  },
  "repeated-receiver": {
    explanation: `A selection tells each of its receivers once.`,
    failing: `role A, B;
choreography main(A, B) { A -> B, B : go; }`,
    repaired: `role A, B;
choreography main(A, B) { A -> B : go; }`,
  },
  "repeated-variable": {
    explanation: `The variables that one message or pattern binds are distinct.`,
    failing: `role A { x: int = 1; }
role B;
choreography main(A, B) { A.(x, x + 1) -> B.(y, y) : pair; }`,
    repaired: `role A { x: int = 1; }
role B;
choreography main(A, B) { A.(x, x + 1) -> B.(y, z) : pair; }`,
  },
  "aliased-roles": {
    explanation: `The roles of a call are distinct: one role for two parameters would send to itself wherever they talk to each other.`,
    failing: `role Worker { n: int = 0; }
role A { n: int = 1; }
choreography Pass(P: Worker, Q: Worker) { P.n -> Q.n; }
choreography main(A, Worker) { call Pass(A, A); }`,
    repaired: `role Worker { n: int = 0; }
role A { n: int = 1; }
choreography Pass(P: Worker, Q: Worker) { P.n -> Q.n; }
choreography main(A, Worker) { call Pass(A, Worker); }`,
  },
  "role-state-mismatch": {
    explanation: `Who plays \`P: Worker\` has every field of Worker, with the same types up to refinement. More fields are no harm.`,
    failing: `role Worker { n: int = 0; }
role A { count: int = 1; }
role B { n: int = 1; }
choreography Pass(P: Worker, Q: Worker) { P.n -> Q.n; }
choreography main(A, B) { call Pass(A, B); }`,
    repaired: `role Worker { n: int = 0; }
role A { n: int = 1; }
role B { n: int = 1; }
choreography Pass(P: Worker, Q: Worker) { P.n -> Q.n; }
choreography main(A, B) { call Pass(A, B); }`,
  },
  "wrong-role": {
    explanation: `A parameter that names a declared role is that role, in every call. A formal role, \`P: A\`, can be played by any role with A's state.`,
    failing: `role A { n: int = 1; }
role B { n: int = 1; }
choreography Count(A) { A.n := n + 1; }
choreography main(A, B) { call Count(B); }`,
    repaired: `role A { n: int = 1; }
role B { n: int = 1; }
choreography Count(P: A) { P.n := n + 1; }
choreography main(A, B) { call Count(B); }`,
  },
  "wrong-role-count": {
    explanation: `A call passes as many roles as the choreography lists.`,
    failing: `role A, B, C;
choreography Greet(A, B, C) { A -> B, C : hello; }
choreography main(A, B, C) { call Greet(A, B); }`,
    repaired: `role A, B, C;
choreography Greet(A, B, C) { A -> B, C : hello; }
choreography main(A, B, C) { call Greet(A, B, C); }`,
  },
  "unguarded-recursion": {
    explanation: `On every way around a recursion each role of the list acts: it sends, receives, computes or decides. A role that did nothing could enter the call again and again without ever coming to an end.

A role that has nothing to do in the recursion is left out of its list. In a protocol, somebody sends something on every way around a \`rec\`; in a context, the member sends or receives something.`,
    failing: `role A { n: int = 3; }
role B;
choreography Down(A, B) { if A.(n > 0) { A.n := n - 1; call Down(A, B); } else { } }
choreography main(A, B) { call Down(A, B); A -> B : done; }`,
    repaired: `role A { n: int = 3; }
role B;
choreography Down(A) { if A.(n > 0) { A.n := n - 1; call Down(A); } else { } }
choreography main(A, B) { call Down(A); A -> B : done; }`,
  },
  "unguarded-loop": {
    explanation: `On every way through a loop some role acts: otherwise the loop goes round without anything happening.`,
    failing: `role A { n: int = 3; }
choreography main(A) { loop Wait { continue Wait; } }`,
    repaired: `role A { n: int = 3; }
choreography main(A) { loop Wait { A.n := n - 1; if A.(n == 0) { break Wait; } } }`,
  },
  "unreachable-statement": {
    explanation: `After \`continue\` or \`break\`, or after a conditional in which every branch ends in one, nothing of the block is executed. In a context, what follows may still hold a \`rec\` that a \`continue\` elsewhere in the member leads to.`,
    failing: `role A { n: int = 3; }
choreography main(A) { loop L { A.n := n - 1; break L; A.n := 0; } }`,
    repaired: `role A { n: int = 3; }
choreography main(A) { loop L { A.n := n - 1; break L; } A.n := 0; }`,
  },
  "choice-without-alternative": {
    explanation: `\`choose A { … } or { … }\` offers at least two branches; with one there is nothing to choose.`,
    failing: `role A { n: int = 3; }
choreography main(A) { choose A { A.n := 0; } }`,
    repaired: `role A { n: int = 3; }
choreography main(A) { choose A { A.n := 0; } or { A.n := 1; } }`,
  },
};
