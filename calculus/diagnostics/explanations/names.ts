/** Explanation pages: imports, names and scopes. */
import type { Explanations } from "./explanation.ts";

export const namesExplanations: Explanations = {
  "import-not-found": {
    explanation: `An import names a file by its path relative to the importing file, with \`/\` between its parts. There is none.`,
    failing: `import "missing.choreo";
role A;
choreography main(A) { }`,
    repaired: `role A;
choreography main(A) { }`,
  },
  "import-outside-root": {
    explanation: `Imports stay inside the root of the project, also through links, and are relative: a file from elsewhere cannot make the tool read what it was not given.`,
    failing: `import "/etc/roles.choreo";
role A;
choreography main(A) { }`,
    repaired: `role A;
choreography main(A) { }`,
  },
  "import-cycle": {
    explanation: `A file imports itself, directly or through others. What two files need of each other belongs into a third that both import.`,
    failing: `import "input.choreo";
role A;
choreography main(A) { }`,
    repaired: `role A;
choreography main(A) { }`,
  },
  "unknown-name": {
    explanation: `An expression mentions a name that is no field of the role, no local variable that the role binds in this choreography, no constant and no constructor.

Refinements and contracts see \`value\`, \`result\`, parameters and constants only; in a property the variable of a role is written with it, \`A.x\`.`,
    failing: `role A { stock: int = 3; }
choreography main(A) { A.stock := stok - 1; }`,
    repaired: `role A { stock: int = 3; }
choreography main(A) { A.stock := stock - 1; }`,
  },
  "unknown-role": {
    explanation: `A role is declared with \`role A;\` and listed by the choreographies in which it acts. A formal role, \`P: Worker\`, has the state of a declared role.`,
    failing: `role Buyer;
choreography main(Buyer, Seller) { Buyer -> Seller : hello; }`,
    repaired: `role Buyer, Seller;
choreography main(Buyer, Seller) { Buyer -> Seller : hello; }`,
  },
  "unknown-type": {
    explanation: `Types are \`bool\`, \`int\`, \`string\`, \`unit\`, \`list<T>\`, \`set<T>\`, \`map<K, V>\`, \`option<T>\`, and what \`type\`, \`enum\` and \`record\` declare.`,
    failing: `role A { price: Prize = 1; }
choreography main(A) { }`,
    repaired: `type Prize = int where value > 0;
role A { price: Prize = 1; }
choreography main(A) { }`,
  },
  "unknown-function": {
    explanation: `What is applied to arguments is a declared function, a built-in one, or a constructor; what is given named fields is a record.`,
    failing: `role A { x: int = 1; }
choreography main(A) { A.x := double(x); }`,
    repaired: `fn double(n: int): int = 2 * n;
role A { x: int = 1; }
choreography main(A) { A.x := double(x); }`,
  },
  "unknown-constructor": {
    explanation: `A pattern names a constructor of the enum that is matched, \`some(x)\` or \`none\` for an option. A pattern is never a variable: \`_\` matches everything.`,
    failing: `enum Light { Red, Green }
role A { light: Light = Red; x: int = 0; }
choreography main(A) { match A.light { Red => { } Gren => { A.x := 1; } } }`,
    repaired: `enum Light { Red, Green }
role A { light: Light = Red; x: int = 0; }
choreography main(A) { match A.light { Red => { } Green => { A.x := 1; } } }`,
  },
  "unknown-choreography": {
    explanation: `A call, or a property, names a choreography that is not declared in this file or in one that it imports.`,
    failing: `role A, B;
choreography main(A, B) { call Greet(A, B); }`,
    repaired: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
choreography main(A, B) { call Greet(A, B); }`,
  },
  "unknown-loop": {
    explanation: `\`continue L\` and \`break L\` name a loop around them. A \`while\` has no name; write a \`loop\` where it is to be left from inside. In a protocol \`continue X\` names a \`rec X\` around it, in a context any \`rec X\` of the same member.`,
    failing: `role A { n: int = 0; }
choreography main(A) { loop Count { A.n := n + 1; if A.(n > 3) { break Loop; } } }`,
    repaired: `role A { n: int = 0; }
choreography main(A) { loop Count { A.n := n + 1; if A.(n > 3) { break Count; } } }`,
  },
  "unknown-label": {
    explanation: `\`A at 'paid\` is about a statement that is labelled \`'paid:\` in the choreography of the property, or in one that it calls.`,
    failing: `role A, B;
choreography main(A, B) { 'pay: A -> B : pay; }
property Reached = witness A at 'paid;`,
    repaired: `role A, B;
choreography main(A, B) { 'pay: A -> B : pay; }
property Reached = witness A at 'pay;`,
  },
  "unknown-message": {
    explanation: `\`sent A -> B : l\` is about messages with the label l; no communication of the property's choreography, or of those that it calls, has that label. Without \`: l\` it is about every message.`,
    failing: `role A, B;
choreography main(A, B) { A -> B : order; }
property Ordered = witness sent A -> B : ordered;`,
    repaired: `role A, B;
choreography main(A, B) { A -> B : order; }
property Ordered = witness sent A -> B : order;`,
  },
  "unknown-subject": {
    explanation: `An expectation is about a choreography or a property of the named file; those of imported files are judged where they stand.`,
    failing: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect Great : projectable;`,
    repaired: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect Greet : projectable;`,
  },
  "unknown-property": {
    explanation: `Of a choreography a built-in property is expected, as in \`expect C : deadlock-free;\`; of a declared property a verdict, as in \`expect P : proved;\`.`,
    failing: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect Greet : deadlock-fre;`,
    repaired: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect Greet : deadlock-free;`,
  },
  "unknown-verdict": {
    explanation: `Verdicts are proved, verified-up-to, violated, vacuous, unknown, disagreement and error.`,
    failing: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect Greet : deadlock-free = true;`,
    repaired: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect Greet : deadlock-free = proved;`,
  },
  "unknown-network": {
    explanation: `The network is a parameter of every verdict. This version knows \`fifo\`, one queue for each ordered pair of roles, and, for behavioural properties of protocols, systems and contexts, \`synchronous\`.`,
    failing: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect Greet on pigeons : deadlock-free;`,
    repaired: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect Greet on fifo : deadlock-free;`,
  },
  "unknown-fairness": {
    explanation: `What is assumed of infinite runs is no-fairness, weak-fairness or strong-fairness; without \`with …\` the formula of the property says it.`,
    failing: `protocol Greet(A, B) { A -> B : hello; }
expect Greet with luck : deadlock-free;`,
    repaired: `protocol Greet(A, B) { A -> B : hello; }
expect Greet with weak-fairness : deadlock-free;`,
  },
  "contradictory-network": {
    explanation: `Behind \`on\` stands how messages travel: one of \`fifo\`, \`mailbox\` and \`bag\` (\`fifo\` where none is written), and any of \`bounded(n)\`, \`lossy\` and \`duplicating\`, each once. \`synchronous\` stands alone.`,
    failing: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
expect Greet on bag mailbox : deadlock-free;`,
    repaired: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
expect Greet on bag : deadlock-free;`,
  },
  "unknown-fault-model": {
    explanation: `\`under F\` names a fault model, \`faults F { … }\`, of this file or of one that it imports.`,
    failing: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
faults Loss { lose A -> B at most 1; }
expect Greet under Los : no-failure;`,
    repaired: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
faults Loss { lose A -> B at most 1; }
expect Greet under Loss : no-failure;`,
  },
  "irrelevant-faults": {
    explanation: `Faults change runs. Under a fault model the items about runs of choreographies and systems are judged, and properties; what is decided by looking at the text is the same with and without faults.`,
    failing: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
faults Loss { lose A -> B at most 1; }
expect Greet under Loss : projectable;`,
    repaired: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
faults Loss { lose A -> B at most 1; }
expect Greet : projectable;`,
  },
  "duplicate-fault": {
    explanation: `The budget of a clause is shared by what it is about. Two clauses about the same faults would be one with the sum of their budgets, and two ways to reach each state.`,
    failing: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
faults Loss { lose A -> B at most 1; lose A -> B at most 2; }`,
    repaired: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
faults Loss { lose A -> B at most 3; }`,
  },
  "fault-budget": {
    explanation: `\`at most n\` bounds how often the faults of a clause happen in a run, from once to 1,000,000 times. Without it they happen any number of times; without the clause they do not happen.`,
    failing: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
faults Loss { lose A -> B at most 0; }`,
    repaired: `role A, B;
choreography Greet(A, B) { A.1 -> B.x; }
faults Loss { lose A -> B at most 1; }`,
  },
  "impossible-fault": {
    explanation: `Messages go from one role to another. \`lose\` and \`duplicate\` may be restricted to a label; \`reorder\` is about two neighbours in a queue, whose labels play no part.`,
    failing: `role A, B;
choreography Greet(A, B) { A.1 -> B.x : one; A.2 -> B.y : two; }
faults Mess { reorder A -> B : one at most 1; }`,
    repaired: `role A, B;
choreography Greet(A, B) { A.1 -> B.x : one; A.2 -> B.y : two; }
faults Mess { reorder A -> B at most 1; }`,
  },
  "irrelevant-network": {
    explanation: `Behavioural properties of protocols, systems and contexts (safe, deadlock-free, terminating, never-terminating, live, live+, live++) are judged on \`fifo\` queues or on the \`synchronous\` network; everything else is about queues, or about no network at all.`,
    failing: `protocol Greet(A, B) { A -> B : hello; }
expect Greet on synchronous : implementable;`,
    repaired: `protocol Greet(A, B) { A -> B : hello; }
expect Greet : implementable;`,
  },
  "irrelevant-fairness": {
    explanation: `Fairness says which infinite runs count. Only behavioural properties of protocols, systems and contexts (safe, deadlock-free, terminating, never-terminating, live, live+, live++) and declared properties of whole runs (eventually, leads to, until) are asked under a fairness; a property that names one itself is asked under that one.`,
    failing: `protocol Greet(A, B) { A -> B : hello; }
expect Greet with strong-fairness : implementable;`,
    repaired: `protocol Greet(A, B) { A -> B : hello; }
expect Greet : implementable;`,
  },
  "wrong-item-argument": {
    explanation: `What stands in parentheses behind an item is what the item takes: a role, a projection, a number of messages in a queue (from 1 on), or the protocol or context that the subject is compared with.`,
    failing: `protocol Greet(A, B) { A -> B : hello; }
expect Greet : bounded;`,
    repaired: `protocol Greet(A, B) { A -> B : hello; }
expect Greet : bounded(1);`,
  },
  "unknown-diagnostic": {
    explanation: `\`expect error CODE;\` names one of the codes that \`choreo-verify explain\` lists.`,
    failing: `role A, B;
choreography Greet(A, B) { A -> B : hello; }
expect error self-comunication;`,
    repaired: `role A, B;
choreography Greet(A, B) { A -> B : hello; }`,
  },
  "duplicate-name": {
    explanation: `Over all files, roles and types share one namespace, and roles, constants, functions and constructors another; choreographies and properties share a third. Fields of one role or record, and parameters of one function or choreography, are distinct.`,
    failing: `role A { x: int = 1; x: int = 2; }
choreography main(A) { }`,
    repaired: `role A { x: int = 1; y: int = 2; }
choreography main(A) { }`,
  },
  "duplicate-label": {
    explanation: `The label of a statement, \`'name:\`, stands for one place of the choreography.`,
    failing: `role A, B;
choreography main(A, B) { 'here: A -> B : one; 'here: A -> B : two; }`,
    repaired: `role A, B;
choreography main(A, B) { 'here: A -> B : one; 'there: A -> B : two; }`,
  },
  "duplicate-loop": {
    explanation: `Two loops, one inside the other, have one name, so that a reader would have to count to see which of them \`continue\` and \`break\` mean. Loops that do not enclose each other may share a name, but in a context: there \`continue\` may name any loop of its member.`,
    failing: `role A { n: int = 0; }
choreography main(A) { loop L { loop L { A.n := n + 1; break L; } if A.(n > 3) { break L; } } }`,
    repaired: `role A { n: int = 0; }
choreography main(A) { loop L { loop M { A.n := n + 1; break M; } if A.(n > 3) { break L; } } }`,
  },
  "reserved-builtin-name": {
    explanation: `The built-in functions and constructors, such as \`length\` and \`some\`, keep their meaning: no function or constructor is declared with one of their names.`,
    failing: `fn length(n: int): int = n;
role A;
choreography main(A) { }`,
    repaired: `fn width(n: int): int = n;
role A;
choreography main(A) { }`,
  },
  "shadowed-name": {
    explanation: `A name has one meaning in its place: what is a role, field, constant, function or constructor is never bound as a variable too. A formal role may be played by a role with more fields than it asks for; those are not local variables of the called choreography either.`,
    failing: `const limit = 3;
role A { x: int = 1; }
role B { y: int = 0; }
choreography main(A, B) { A.x -> B.limit; B.y := limit; }`,
    repaired: `const limit = 3;
role A { x: int = 1; }
role B { y: int = 0; }
choreography main(A, B) { A.x -> B.bound; B.y := bound + limit; }`,
  },
  "role-not-in-scope": {
    explanation: `A choreography lists every role that acts in it, so that its calls say who takes part.`,
    failing: `role A, B, C;
choreography main(A, B) { A -> B : hello; B -> C : hello; }`,
    repaired: `role A, B, C;
choreography main(A, B, C) { A -> B : hello; B -> C : hello; }`,
  },
  "no-entry-point": {
    explanation: `What is run is \`main\`, or the only choreography of the file. A property without \`of C\` is about that one too.`,
    failing: `role A, B;
choreography Hello(A, B) { A -> B : hello; }
choreography Goodbye(A, B) { A -> B : goodbye; }
property Done = finally A at end;`,
    repaired: `role A, B;
choreography Hello(A, B) { A -> B : hello; }
choreography Goodbye(A, B) { A -> B : goodbye; }
property Done of Hello = finally A at end;`,
  },
  "not-closed": {
    explanation: `A choreography with formal roles or value parameters has no runs of its own: who plays its roles, and with which values, is up to its callers. Whether it is well-typed and projectable can be asked; what its runs do is asked of a choreography that calls it.`,
    failing: `role A { x: int = 1; }
role B;
choreography Tell(A, B; n: int at A) { A.n -> B.heard; }
choreography main(A, B) { call Tell(A, B; x); }
expect Tell : deadlock-free;`,
    repaired: `role A { x: int = 1; }
role B;
choreography Tell(A, B; n: int at A) { A.n -> B.heard; }
choreography main(A, B) { call Tell(A, B; x); }
expect main : deadlock-free;`,
  },
  "recursive-function": {
    explanation: `Functions do not call themselves, directly or through others: an expression always has an end. What repeats is written as a choreography.`,
    failing: `fn down(n: int): int = if n <= 0 then 0 else down(n - 1);
role A { x: int = 3; }
choreography main(A) { A.x := down(x); }`,
    repaired: `role A { x: int = 3; }
choreography main(A) { while A.(x > 0) { A.x := x - 1; } }`,
  },
  "recursive-type": {
    explanation: `A \`type\` does not mention itself, and an enum or record has at least one finite value: some constructor without itself, or itself inside an option, list, set or map.`,
    failing: `enum Tree { Fork(Tree, Tree) }
role A;
choreography main(A) { }`,
    repaired: `enum Tree { Leaf, Fork(Tree, Tree) }
role A;
choreography main(A) { }`,
  },
  "recursive-constant": {
    explanation: `A constant is a closed expression over other constants and functions, not over itself.`,
    failing: `const low = high - 1;
const high = low + 1;
role A { x: int = low; }
choreography main(A) { }`,
    repaired: `const low = 0;
const high = low + 1;
role A { x: int = low; }
choreography main(A) { }`,
  },
  "oracle-in-closed-expression": {
    explanation: `A function without a body is an oracle: its answers are chosen during a run. Constants, initial values, refinements, contracts and properties have one value before any run, so they call functions with bodies only. A role can ask the oracle in a statement.`,
    failing: `fn price(title: string): int;
role A { offer: int = price("TAPL"); }
choreography main(A) { }`,
    repaired: `fn price(title: string): int ensures result > 0;
role A { offer: int = 0; }
choreography main(A) { A.offer := price("TAPL"); }`,
  },
};
