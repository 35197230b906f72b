/** Small programs that the tests of this folder run, and the way from a text to its two transition systems. */
import { analyseText } from "../calculus/loading/index.ts";
import type { ChoreographySystem, NetworkSystem } from "../calculus/semantics/index.ts";
import { choreographySystem, networkSystem } from "../calculus/semantics/index.ts";
import type { Scheduler } from "./schedulers/index.ts";
import { run } from "./run.ts";
import type { Configuration } from "./execution.ts";
import type { Replay, Replayable } from "./replay.ts";
import { replay } from "./replay.ts";
import type { Mode, Trace } from "./trace.ts";
import { traceOf } from "./trace.ts";
import type { TransitionSystem } from "../calculus/semantics/index.ts";

/** A purchase with a decision: `any`, a conditional, a field that changes. */
export const shop = `
role Buyer { budget: int = any 0..100; price: int = 0; }
role Seller { stock: int = 3; }
choreography Shop(Buyer, Seller) {
  Seller.(20 + stock) -> Buyer.price : offer;
  if Buyer.(price <= budget) {
    Buyer -> Seller : buy;
    Seller.stock := stock - 1;
  } else {
    Buyer -> Seller : quit;
  }
}
`;

/** Two senders whose messages cross, and an assertion that fails for some choices only. */
export const crossing = `
role A { n: int = any; sum: int = 0; }
role B { n: int = any 0..1000; }
role C { seen: int = 0; }
choreography Crossing(A, B, C) {
  A.n -> C.a : first;
  A.(n + 1) -> C.b : second;
  B.n -> A.sum;
  C.seen := a + b;
  C.seen -> B.got;
  assert A.(sum < 100);
}
`;

/** Functions without body, frames, recursion, a match and a `choose`. */
export const calls = `
enum Answer { Yes, No(int) }
role P { left: int = 3; }
role Q { total: int = 0; }
fn judge(n: int): Answer;
fn cost(n: int): int ensures result >= n and result < n + 50;
choreography Down(P, Q; n: int at P) {
  P.cost(n) -> Q.c;
  Q.total := total + c;
  if P.(n > 0) {
    P -> Q : more;
    choose Q {
      Q -> P : again;
      call Down(P, Q; n - 1);
    } or {
      Q -> P : enough;
    }
    P.x := n;
  } else {
    P -> Q : done;
  }
}
choreography main(P, Q) {
  call Down(P, Q; left);
  match P.judge(left) {
    Yes => { P -> Q : yes; }
    No(why) => { P.why -> Q.why : no; }
  }
  assert Q.(total < 60);
}
`;

/** A role that fails, one that stops at an assumption, one that waits for it, and one that goes on. */
export const halting = `
role A { zero: int = 0; }
role B { ok: bool = false; }
role C { x: int = 0; }
role D { x: int = 0; }
choreography Halting(A, B, C, D) {
  A.1 -> D.x;
  A.(1 / zero) -> C.x;
  assume B.ok;
  B.2 -> C.x;
  D.x := 2;
}
`;

/** Roles, fields, variables and labels with the names that JavaScript objects are born with. */
export const awkwardNames = `
role __proto__ { constructor: int = any 0..3; }
role hasOwnProperty { toString: int = 0; }
choreography main(__proto__, hasOwnProperty) {
  __proto__.constructor -> hasOwnProperty.__defineGetter__ : valueOf;
  hasOwnProperty.toString := __defineGetter__ + 1;
  hasOwnProperty -> __proto__ : __proto__;
}
`;

export const samplePrograms: readonly string[] = [shop, crossing, calls, halting, awkwardNames];

export interface Systems {
  readonly text: string;
  readonly subject: string;
  readonly choreography: ChoreographySystem;
  readonly network: NetworkSystem;
}

/** Both systems of a correct and projectable program. Throws for any other: a test's own mistake. */
export function systemsOf(text: string): Systems {
  const { model, diagnostics } = analyseText(text);
  if (model?.entry === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const network = networkSystem(model);
  if (!network.ok) throw new Error("not projectable");
  return { text, subject: model.entry, choreography: choreographySystem(model), network: network.system };
}

/** A run that starts, as a trace. */
export function recorded(systems: Systems, mode: Mode, scheduler: Scheduler, seed: string, maxSteps = 200): Trace {
  const origin = { sources: [{ path: "input.choreo", text: systems.text }], subject: systems.subject, mode, seed, schedule: scheduler.name };
  const traced = <C extends Configuration>(system: TransitionSystem<C>): Trace => {
    const result = run(system, scheduler, { seed, maxSteps });
    if (result.kind !== "run") throw new Error(`no value for ${result.obstacle.description}`);
    return traceOf(result.execution, result.end, origin);
  };
  return mode === "network" ? traced(systems.network) : traced(systems.choreography);
}

/** The replay of a trace in one of the two systems. */
export function replayed(systems: Systems, mode: Mode, trace: Replayable): Replay<Configuration> {
  return mode === "network" ? replay(systems.network, trace) : replay(systems.choreography, trace);
}
