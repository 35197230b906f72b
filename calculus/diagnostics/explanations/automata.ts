/** Explanation pages: contexts, the endpoints that are written side by side as automata. */
import type { Explanations } from "./explanation.ts";

export const automataExplanations: Explanations = {
  "self-channel": {
    explanation: `A member of a context sends to other members and receives from them. There is no channel from a role to itself.`,
    failing: `context Echo {
  A {
    A!ping;
    B?pong;
  }
  B {
    A!pong;
  }
}
`,
    repaired: `context Echo {
  A {
    B!ping;
    B?pong;
  }
  B {
    A?ping;
    A!pong;
  }
}
`,
  },
  "nondeterministic-automaton": {
    explanation: `A member of a context is a deterministic automaton: in one state, an action, which is its direction, its peer, its label and the types of its payload, leads to one state. Two branches of a
\`choice\` may begin with the same action only if the same follows both. What the branches have in common is written once, before the choice; or the messages are given different labels.`,
    failing: `context Buying {
  Buyer {
    choice {
      Seller!order;
      Seller?paid;
    } or {
      Seller!order;
      Seller?refused;
    }
  }
  Seller {
    Buyer?order;
    choice {
      Buyer!paid;
    } or {
      Buyer!refused;
    }
  }
}
`,
    repaired: `context Buying {
  Buyer {
    Seller!order;
    choice {
      Seller?paid;
    } or {
      Seller?refused;
    }
  }
  Seller {
    Buyer?order;
    choice {
      Buyer!paid;
    } or {
      Buyer!refused;
    }
  }
}
`,
  },
  "context-too-large": {
    explanation: `In each of its states a member of a context can do all that the text leads to from there without a message. Where many choices with empty branches follow each other, each state has the
actions of all the choices that follow, and their number grows with the square of the text; so they are counted, over all contexts of the program, and a program beyond the limit is refused instead of
filling the memory.`,
    failing: () =>
      `context Optional {\n  A {\n${Array.from({ length: 1500 }, (_, index) => `    choice { B!m${String(index)}; } or {}\n`).join("")}  }\n  B {}\n}\n`,
    repaired: `context Optional {
  A {
    choice { B!m0; } or {}
    choice { B!m1; } or {}
  }
  B {}
}
`,
  },
};
