/** Explanation pages: processes. */
import type { Explanations } from "./explanation.ts";

export const processesExplanations: Explanations = {
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
