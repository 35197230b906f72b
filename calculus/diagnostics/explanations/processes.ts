/** Explanation pages: processes. */
import type { Explanations } from "./explanation.ts";

export const processesExplanations: Explanations = {
  "partial-update": {
    explanation: `What stands behind \`do\` is done in the step of its alternative: the message is sent or received and the variables have their new values at once. So it always has a value:
division by what may be zero, \`xs[i]\`, \`m[k]\`, \`head\`, \`tail\`, \`last\`, \`unwrap\`, \`power\` and functions that use them or have a \`requires\` may not stand there. Write an expression
that cannot fail, or assign in the block behind \`=>\`.`,
    failing: `role Taker {
  total: int = 12;
}
process Take plays Taker {
  select {
    Giver?many(n) do { total := total / n; }
    Giver?none
  }
}
process Give plays Giver {
  Taker!many(3);
}
`,
    repaired: `role Taker {
  total: int = 12;
}
process Take plays Taker {
  select {
    Giver?many(n) => {
      total := total / n;
    }
    Giver?none
  }
}
process Give plays Giver {
  Taker!many(3);
}
`,
  },
  "oracle-in-select": {
    explanation: `A function without a body may answer anything. Behind \`when\` and \`do\` of a \`select\` none is called, so that an alternative is one step and either possible or not. Assign the
answer to a variable before the \`select\`.`,
    failing: `fn lucky(n: int): bool;
process Ask plays A {
  select {
    when lucky(1): B!yes
    B!no
  }
}
process Hear plays B {
  select {
    A?yes
    A?no
  }
}
`,
    repaired: `fn lucky(n: int): bool;
process Ask plays A {
  luck := lucky(1);
  select {
    when luck: B!yes
    B!no
  }
}
process Hear plays B {
  select {
    A?yes
    A?no
  }
}
`,
  },
  "unknown-process": {
    explanation: `No process of this name is declared. \`call Other(e);\` names a process that plays the same role in the same protocol, a member of a system \`A = Other;\` one that
plays A. The projection of a choreography or of a protocol is written \`A = project C;\`.`,
    failing: `protocol Greeting(A, B) {
  A -> B : hello(int);
}
process Greeter plays A in Greeting {
  B!hello(1);
}
system Hall {
  A = Greter;
  B = project Greeting;
}
`,
    repaired: `protocol Greeting(A, B) {
  A -> B : hello(int);
}
process Greeter plays A in Greeting {
  B!hello(1);
}
system Hall {
  A = Greeter;
  B = project Greeting;
}
`,
  },
  "unknown-session": {
    explanation: `\`s.B!label(e);\` acts on the end of a further session that the variable s holds. It holds one when it was received with a payload of type \`Q@C\`, or when a system gives
the end to the role of this process: \`session q : Q { C = A as s; … }\`. Here it does neither.`,
    failing: `protocol Greeting(A, B) {
  A -> B : hello(int);
}
process Greeter plays A in Greeting {
  B!hello(1);
  s.D!go();
}
`,
    repaired: `protocol Greeting(A, B) {
  A -> B : hello(int);
}
protocol Start(C, D) {
  C -> D : go;
}
process Greeter plays A in Greeting {
  B!hello(1);
  s.D!go();
}
process Greeted plays B in Greeting {
  A?hello(n);
  t.C?go();
}
system Hall {
  A = Greeter;
  B = Greeted;
  session start : Start {
    C = A as s;
    D = B as t;
  }
}
`,
  },
};
