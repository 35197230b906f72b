/** T35-engines: the rules and generated code answer the same questions alike, and with reductions too. */
import fc from "fast-check";
import { faultySystems } from "../generators/faulty-systems.ts";
import { reducibleSystems } from "../generators/reducible-systems.ts";
import { enginesDisagree } from "../machines/engines-agree.ts";
import { numberOf } from "../machines/number-of.ts";
import { surroundedSystem } from "../machines/surrounded-system.ts";
import { share } from "../tally.ts";
import { theorem, type Generator, type Theorem } from "../theorem.ts";

/** So many states of a system are explored. */
const mostStates = 400;

/** What is asked of systems that ask nothing themselves. */
const properties = [
  "property P0 of S = always A.x < 2;",
  "property P1 of S = never A.x == 1 and B.y == 2;",
  "property P2 of S = finally A.x == B.x;",
  "property P3 of S = witness B.x == 2 and B.rounds == 0;",
  "property P4 of S = always sent A -> B implies A.y == 1;",
  "",
].join("\n");

const systems: Generator<string> = {
  ...reducibleSystems,
  name: "systems of two or three processes on any network, with and without faults: in guarded choices, or in any mixture of statements",
  arbitrary: fc.oneof(
    reducibleSystems.arbitrary,
    faultySystems.arbitrary.map((text) => text + properties),
  ),
};

export const enginesAgree: Theorem = theorem<string>({
  id: "T35-engines",
  everydayRuns: 10,
  name: "all engines give the same answers",
  statement:
    "The rules, generated WebAssembly and generated JavaScript, by one thread and by two of which the second one expands all states, find as many states, steps, initial and final states of a system, the same answer to every question, and shortest runs of the same length; with persistent sets, with symmetry, with dead variables and with all of these the answers are the same, by runs of the network none of which is shorter than the shortest.",
  reference: "docs/machine.md; docs/reductions.md; docs/verdicts.md",
  forall: systems,
  given: (text) => text.includes("system S {"),
  then: (text, { parts }, tally) => {
    const subject = surroundedSystem(text);
    if (typeof subject === "string") return { kind: "refused", message: subject };
    const { model, network, questions } = subject;
    return enginesDisagree(
      { systems: { model, network }, questions },
      { maxStates: mostStates, choice: numberOf(text), layout: parts.layout, noted: parts.noted },
      tally,
    );
  },
  demands: [
    share("with all states", "systems", 40),
    share("with something found", "systems", 60),
    share("with faults", "systems", 50),
    share("by wasm", "systems", 95),
    share("by javascript", "systems", 95),
    share("by wasm with two threads", "systems", 15),
    share("expanded by a second thread", "by wasm with two threads", 40),
    share("with something found by a second thread", "by wasm with two threads", 30),
    share("reduced", "systems", 80),
    share("with fewer states", "systems", 30),
  ],
});
