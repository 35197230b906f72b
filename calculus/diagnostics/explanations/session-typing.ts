/** Explanation pages: processes against the local types of their protocols. */
import type { Explanations } from "./explanation.ts";

const greeting = `protocol Greeting(A, B) {
  A -> B : hello(int);
  B -> A : welcome;
}
`;

const errand = `protocol Errand(A, B) {
  A -> B : task(Work@W);
}
protocol Work(M, W) {
  M -> W : job(int);
  W -> M : done;
}
`;

/** A manager who gives a job, and who is handed the end at which it is done. */
function office(first: string): string {
  return `protocol Pass(A, B) {
  A -> B : task(Work@W);
}
protocol Work(M, W) {
  M -> W : job(int);
  W -> M : done;
}
process Manager plays B in Pass {
  m.W!job(1);
  A?task(w);
  w.M?job(n);
  w.M!done();
  m.W?done();
}
process First plays A in Pass {
${first}}
system Office {
  A = First;
  B = Manager;
  session work : Work {
    M = B as m;
    W = A as v;
  }
}
`;
}

export const sessionTypingExplanations: Explanations = {
  "no-local-type": {
    explanation: `A process is typed against the local type of its role: the inductive projection with full merge where it exists, and otherwise the automaton that the subset
construction gives, which is right for every implementable protocol. For this role there is neither: the protocol is not implementable, and no process can play the role: \`verify\` shows two runs
that the role cannot tell apart. Repair the protocol.`,
    failing: `protocol Ask(A, B, C) {
  choice at A {
    A -> B : left;
    C -> B : x;
  } or {
    A -> B : right;
    B -> C : y;
  }
}
process Third plays C in Ask {
  B!x();
}
`,
    repaired: `protocol Ask(A, B, C) {
  choice at A {
    A -> B : left;
    B -> C : left;
    C -> B : x;
  } or {
    A -> B : right;
    B -> C : y;
  }
}
process Third plays C in Ask {
  branch B {
    left() => {
      B!x();
    }
    y() => { }
  }
}
`,
  },
  "wrong-direction": {
    explanation: `At this point the protocol has the role send where the process receives, or receive where it sends. The message says what is expected, and the label where the
protocol says it.`,
    failing: `${greeting}process Greeter plays A in Greeting {
  B?welcome();
  B!hello(1);
}
`,
    repaired: `${greeting}process Greeter plays A in Greeting {
  B!hello(1);
  B?welcome();
}
`,
  },
  "wrong-peer": {
    explanation: `The process sends to, or waits for, another role than the protocol has here. A \`branch\` whose cases name their roles is for those that may send now: a message of
another role may be meant for later, and taken too early.`,
    failing: `protocol Round(A, B, C) {
  A -> B : ping;
  B -> C : ping;
}
process First plays A in Round {
  C!ping();
}
`,
    repaired: `protocol Round(A, B, C) {
  A -> B : ping;
  B -> C : ping;
}
process First plays A in Round {
  B!ping();
}
`,
  },
  "unexpected-label": {
    explanation: `The protocol has a message between these roles here, but none with this label. A process may choose fewer of the messages that it is allowed to send, and have branches for
more than may arrive; it may not send what nobody expects.`,
    failing: `${greeting}process Greeter plays A in Greeting {
  B!helo(1);
  B?welcome();
}
`,
    repaired: `${greeting}process Greeter plays A in Greeting {
  B!hello(1);
  B?welcome();
}
`,
  },
  "mixed-choice": {
    explanation: `In a protocol one role decides, and the others wait for it. A \`select\` under a protocol is such a choice where it only sends, with at least one alternative that has no
\`when\`, or where it only receives, from one role, with a case for each label and no \`when\`. A \`select\` that may as well send as receive, or whose guards may close all ways on, is none: what
the others do meanwhile is not decided by the protocol. A process without protocol, \`process Name plays A { … }\`, may write any \`select\`; its system is then explored, not typed.`,
    failing: `protocol Greeting(A, B) {
  A -> B : hello(int);
  B -> A : welcome;
}
process Eager plays A in Greeting {
  select {
    B!hello(1) => {
      B?welcome();
    }
    B?welcome() => {
      B!hello(1);
    }
  }
}
`,
    repaired: `protocol Greeting(A, B) {
  A -> B : hello(int);
  B -> A : welcome;
}
process Eager plays A in Greeting {
  select {
    B!hello(1) => {
      B?welcome();
    }
    B!hello(2) => {
      B?welcome();
    }
  }
}
`,
  },
  "missing-branch": {
    explanation: `The other role decides which message it sends, so a process has a branch for each of them: \`branch B { yes(x) => { … } no => { … } }\`. Branches for messages that
cannot arrive are allowed where one role may send: they are not typed. Where somebody else decides which role sends next, the cases name the roles:
\`branch { B?yes(x) => { … } C?no => { … } }\`.`,
    failing: `protocol Offer(A, B) {
  choice at A {
    A -> B : buy(int);
  } or {
    A -> B : quit;
  }
}
process Seller plays B in Offer {
  A?buy(price);
}
`,
    repaired: `protocol Offer(A, B) {
  choice at A {
    A -> B : buy(int);
  } or {
    A -> B : quit;
  }
}
process Seller plays B in Offer {
  branch A {
    buy(price) => { }
    quit() => { }
  }
}
`,
  },
  "wrong-payload": {
    explanation: `The values of a message are those that the protocol says, in their number and their types. A refinement, \`int where value > 0\`, is checked where the value is a closed
expression; elsewhere it is an assumption of the verdict. Where the protocol has the end of a session, \`Q@C\`, the variable that holds such an end is sent.`,
    failing: `${greeting}process Greeter plays A in Greeting {
  B!hello("one");
  B?welcome();
}
`,
    repaired: `${greeting}process Greeter plays A in Greeting {
  B!hello(1);
  B?welcome();
}
`,
  },
  "ends-too-early": {
    explanation: `On some way through the process it ends while its protocol goes on: somebody would wait for it, or what is sent to it would never be received.`,
    failing: `${greeting}process Greeter plays A in Greeting {
  B!hello(1);
}
`,
    repaired: `${greeting}process Greeter plays A in Greeting {
  B!hello(1);
  B?welcome();
}
`,
  },
  "action-after-end": {
    explanation: `The session is over for this role: nobody expects the message, or nobody sends it.`,
    failing: `${greeting}process Greeter plays A in Greeting {
  B!hello(1);
  B?welcome();
  B!hello(2);
}
`,
    repaired: `${greeting}process Greeter plays A in Greeting {
  B!hello(1);
  B?welcome();
}
`,
  },
  "unfinished-session": {
    explanation: `Who holds the end of a session uses it until the session is over, or delegates it. Here the process ends, or binds the variable anew, or calls a process that does not see
it, while the session goes on.`,
    failing: `${errand}process Worker plays B in Errand {
  A?task(w);
  w.M?job(n);
}
`,
    repaired: `${errand}process Worker plays B in Errand {
  A?task(w);
  w.M?job(n);
  w.M!done();
}
`,
  },
  "end-used-after-delegation": {
    explanation: `The end of a session has one holder at a time. Who sends it as a payload gives it away and does not act on it any more.`,
    failing: office(`  B!task(v);
  v.M?job(n);
`),
    repaired: office(`  B!task(v);
`),
  },
  "end-as-value": {
    explanation: `The end of a session is no value: it cannot be assigned, compared or computed with. It is used to send and to receive, and it can be delegated as a whole, as a payload of
type \`Q@C\`.`,
    failing: `${errand}process Worker plays B in Errand {
  A?task(w);
  v := w;
  v.M?job(n);
  v.M!done();
}
`,
    repaired: `${errand}process Worker plays B in Errand {
  A?task(w);
  w.M?job(n);
  w.M!done();
}
`,
  },
  "delegation-midway": {
    explanation: `A payload \`Q@C\` is a whole session for role C of Q, from its beginning. An end that was used already stands for what is left of its session.`,
    failing: office(`  v.M?job(n);
  B!task(v);
`),
    repaired: office(`  B!task(v);
`),
  },
};
