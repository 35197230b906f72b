/** Explanation pages: protocols and the systems that play them. */
import type { Explanations } from "./explanation.ts";

export const protocolsExplanations: Explanations = {
  "unknown-protocol": {
    explanation: `No protocol of this name is declared in the file or in what it imports. Protocols are named by \`do P(A, B);\`, by a delegated end \`P@A\` in a payload, by
\`process … plays A in P\`, by \`session q : P { … }\` and by \`choreography C(A, B) implements P\`.`,
    failing: `protocol Greeting(A, B) {
  A -> B : hello(string);
}
protocol Meeting(A, B) {
  do Greting(A, B);
  B -> A : bye;
}
`,
    repaired: `protocol Greeting(A, B) {
  A -> B : hello(string);
}
protocol Meeting(A, B) {
  do Greeting(A, B);
  B -> A : bye;
}
`,
  },
  "choice-not-sender-driven": {
    explanation: `\`choice at A\` is resolved by A, and the others learn of it by messages. So every branch begins with a message that A sends, to whomever; loops and sub-protocols
at the start of a branch are looked through, and a choice at A there is part of the choice around it (sender-driven choice: Majumdar, Mukund, Stutz and
Zufferey, CONCUR 2021). A branch that can end before A has sent anything is refused for the same reason.`,
    failing: `protocol Order(Buyer, Seller) {
  choice at Buyer {
    Buyer -> Seller : buy(int);
  } or {
    Seller -> Buyer : soldOut;
  }
}
`,
    repaired: `protocol Order(Buyer, Seller) {
  choice at Buyer {
    Buyer -> Seller : buy(int);
  } or {
    Buyer -> Seller : ask;
    Seller -> Buyer : soldOut;
  }
}
`,
  },
  "ambiguous-choice": {
    explanation: `Two branches of a choice begin with messages of the same label to the same receiver, so the message does not say which branch was chosen. Payloads and what comes
later do not count. Give the messages different labels, or put what the branches have in common before the choice.`,
    failing: `protocol Login(User, Server) {
  choice at User {
    User -> Server : login(string);
    Server -> User : ok;
  } or {
    User -> Server : login(string);
    Server -> User : denied;
  }
}
`,
    repaired: `protocol Login(User, Server) {
  User -> Server : login(string);
  choice at Server {
    Server -> User : ok;
  } or {
    Server -> User : denied;
  }
}
`,
  },
  "non-regular-protocol": {
    explanation: `A protocol may lead back to itself as its last act: then \`do\` is a loop. When something follows the \`do\`, each round leaves more to be done afterwards, and the
protocol has no finite description that could be projected. Let the \`do\` be the last thing, or write the repetition as a \`rec\`.`,
    failing: `protocol Nested(A, B) {
  choice at A {
    A -> B : open;
    do Nested(A, B);
    A -> B : close;
  } or {
    A -> B : leaf;
  }
}
`,
    repaired: `protocol Nested(A, B) {
  choice at A {
    A -> B : open;
    A -> B : close;
    do Nested(A, B);
  } or {
    A -> B : leaf;
  }
}
`,
  },
  "parallel-roles-overlap": {
    explanation: `A role is sequential: it does one thing after the other. So the blocks of a \`par\` have no role in common, not even through the protocols that they use. Where one
role takes part in both, write the blocks one after the other, in the order in which that role acts.`,
    failing: `protocol Notify(A, B, C) {
  par {
    A -> B : news;
  } and {
    A -> C : news;
  }
}
`,
    repaired: `protocol Notify(A, B, C) {
  A -> B : news;
  A -> C : news;
}
`,
  },
  "parallel-never-ends": {
    explanation: `The blocks of a \`par\` have no role in common, so they are understood one after the other: over queues between pairs of roles nobody can tell the difference. That
fails where something would have to come after a block that may never reach its end. Blocks that may never end are allowed when nothing follows the \`par\`: then
they take turns.`,
    failing: `protocol Clocks(A, B, C, D) {
  par {
    rec X { A -> B : tick; continue X; }
  } and {
    C -> D : tick;
  }
  D -> C : bye;
}
`,
    repaired: `protocol Clocks(A, B, C, D) {
  par {
    rec X { A -> B : tick; continue X; }
  } and {
    C -> D : tick;
    D -> C : bye;
  }
}
`,
  },
  "continue-out-of-parallel": {
    explanation: `A block of a \`par\` jumps to a loop around the \`par\`. The other blocks would have to begin again as well, but their roles do not learn of it. Put the loop into the
block, or let what decides come after the \`par\`.`,
    failing: `protocol Rounds(A, B, C, D) {
  rec X {
    par {
      A -> B : round;
      continue X;
    } and {
      C -> D : round;
    }
  }
}
`,
    repaired: `protocol Rounds(A, B, C, D) {
  par {
    rec X { A -> B : round; continue X; }
  } and {
    C -> D : round;
  }
}
`,
  },
  "protocol-too-large": {
    explanation: `\`do Q(A, B);\` stands for the text of Q. Protocols that use others several times, which use others several times, grow exponentially; so the uses of protocols and the
statements that they stand for are counted, over all protocols of the program, and a program beyond the limits is refused instead of filling the memory.`,
    failing: () => `${Array.from({ length: 20 }, (_, level) => doubled(level)).join("")}protocol Level20(A, B) { A -> B : m; }\n`,
    repaired: `protocol Level1(A, B) { do Level2(A, B); do Level2(A, B); }
protocol Level2(A, B) { A -> B : m; }
`,
  },
  "refinement-unknown-to-sender": {
    explanation: `Who sends a value sees to it that its refinement holds, and needs to know what the refinement speaks of. A role knows what was sent last under a name if it has sent or
received it, or a value that a refinement says is equal to it (\`value == x\`), on every path to the message. It is a warning: other refinements may determine the value all the same.`,
    failing: `protocol Relay(A, B, C) {
  A -> B : first(x: int);
  B -> C : go;
  C -> A : last((int where value > x));
}
`,
    repaired: `protocol Relay(A, B, C) {
  A -> B : first(x: int);
  B -> C : second((int where value == x));
  C -> A : last((int where value > x));
}
`,
  },
  "unused-role": {
    explanation: `A role is listed in the head of a protocol and does nothing in it. That is allowed, and it is a warning because more often than not it is a slip. In a system somebody
has to play the role all the same.`,
    failing: `protocol Greeting(A, B, C) {
  A -> B : hello;
}
`,
    repaired: `protocol Greeting(A, B) {
  A -> B : hello;
}
`,
  },
  "protocol-mismatch": {
    explanation: `What implements or plays a protocol has its roles. A choreography that \`implements\` a protocol has the same roles, by name. The members of a system belong to one
protocol; a process that plays A in P stands for A in a system of P; a projected choreography has the roles of the system's protocol.`,
    failing: `protocol Greeting(A, B) {
  A -> B : hello(int);
}
role A;
role C;
choreography Greet(A, C) implements Greeting {
  A.1 -> C.x : hello;
}
`,
    repaired: `protocol Greeting(A, B) {
  A -> B : hello(int);
}
role A;
role B;
choreography Greet(A, B) implements Greeting {
  A.1 -> B.x : hello;
}
`,
  },
  "missing-member": {
    explanation: `A system has one member for every role of its protocol, and a further session inside a system has a holder for every role of its own. Without one, the others would
wait for messages that nobody sends.`,
    failing: `protocol Greeting(A, B) {
  A -> B : hello(int);
}
process Greeter plays A in Greeting {
  B!hello(1);
}
system Hall {
  A = Greeter;
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
};

function doubled(level: number): string {
  const next = `do Level${String(level + 1)}(A, B);`;
  return `protocol Level${String(level)}(A, B) { ${next} ${next} }\n`;
}
