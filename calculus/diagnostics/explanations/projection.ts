/** Explanation pages: projection. */
import type { Explanations } from "./explanation.ts";

export const projectionExplanations: Explanations = {
  "unmergeable-branches": {
    explanation: `A role that does not decide a choice must be able to tell its branches apart before it acts differently in them: somebody has to tell it, directly or by a
message that is different in the branches. Otherwise it has no projection: its program would have to guess (knowledge of choice; Castagna, Dezani-Ciancaglini and
Padovani 2012; Cruz-Filipe and Montesi, "Now It Compiles!", ITP 2023).

The report names the choice, the role, and the first action of the role that differs in each branch. Receives from the same sender may differ by their labels: that is
how a role learns. Everything else must be the same. \`choreo-verify amend\` inserts the selections that are missing.`,
    failing: `role Buyer { ok: bool = any; }
role Seller { }
choreography Order(Buyer, Seller) {
  if Buyer.ok {
    Seller.1 -> Buyer.receipt;
  } else {
  }
}
`,
    repaired: `role Buyer { ok: bool = any; }
role Seller { }
choreography Order(Buyer, Seller) {
  if Buyer.ok {
    Buyer -> Seller : buy;
    Seller.1 -> Buyer.receipt;
  } else {
    Buyer -> Seller : quit;
  }
}
`,
  },
  "unprojectable-loop": {
    explanation: `A role that does nothing in the repeated part of a loop passes it by: it goes on with what follows the loop. Where an inner loop can be left in several ways
(by \`break\` and by a jump to a loop around it), the role must do the same after each of them, because it does not see which was taken.

Let a role of the loop tell it, in the loop, how it ends.`,
    failing: `role A { n: int = any 0..1; }
role B { }
role C { }
choreography Rounds(A, B, C) {
  loop Outer {
    B.1 -> C.x;
    loop Inner {
      if A.(n == 0) { A.n := 1; continue Outer; } else { break Inner; }
    }
    C.2 -> B.y;
    break Outer;
  }
}
`,
    repaired: `role A { n: int = any 0..1; }
role B { }
role C { }
choreography Rounds(A, B, C) {
  loop Outer {
    B.1 -> C.x;
    loop Inner {
      if A.(n == 0) { A.n := 1; A -> B, C : again; continue Outer; } else { A -> B, C : over; break Inner; }
    }
    C.2 -> B.y;
    break Outer;
  }
}
`,
  },
};
