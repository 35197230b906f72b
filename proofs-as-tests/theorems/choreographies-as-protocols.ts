/** T12 for choreographies: through sinks for decisions and local actions a choreography is a protocol, and a projectable one is implementable. */
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { coherence, isSink, usualCoherence } from "../../calculus/protocols/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import type { Implementation } from "../implementation.ts";
import { acceptsWord, localWords } from "../protocols/local-words.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** Runs of one program, and steps of one run. */
const walks = { runs: 3, steps: 40 };
/** Larger protocols are not judged for coherence: generated programs rarely are. */
const largestAutomaton = 1500;

function sinksOf(program: ParsedFile, implementation: Implementation): ReturnType<Implementation["parts"]["decisionSinks"]> | undefined {
  const model = modelOf(program);
  return model?.entry === undefined ? undefined : implementation.parts.decisionSinks(model, model.entry);
}

function refuted(program: ParsedFile, implementation: Implementation, tally: Tally): Refutation | undefined {
  const model = modelOf(program);
  const sinks = sinksOf(program, implementation);
  if (model === undefined || sinks?.ok !== true) throw new Error("given up before");
  const { automaton, roles } = sinks;
  tally.add("programs");
  let seed = 1;
  const pick = (below: number): number => ((seed = (seed * 48_271) % 2_147_483_647) >> 4) % Math.max(1, below);
  for (let walk = 0; walk < walks.runs; walk++) {
    const run = localWords(model, walks.steps, pick);
    if (run === undefined) continue;
    if (run.isFinal) tally.add("complete runs");
    for (const role of roles) {
      const word = run.words.get(role) ?? [];
      if (!acceptsWord(automaton, role, word, run.isFinal)) return { kind: "no run of the protocol", message: `${role}: ${word.join(" ")}` };
    }
  }
  if (!implementation.projectable(model)) return undefined;
  tally.add("projectable");
  const judged = coherence(automaton, usualCoherence, implementation.parts.coherence).roles.filter(({ role }) => !isSink(role));
  for (const { role, violations, open } of judged) {
    const [first] = violations;
    if (first !== undefined) return { kind: "incoherent", message: `projectable, but not ${first.condition} at ${role}` };
    if (open !== undefined) return { kind: "open", message: `projectable, but ${role} cannot know the end` };
  }
  return undefined;
}

export const choreographiesAsProtocols: Theorem = theorem<ParsedFile>({
  id: "T12-choreographies",
  name: "choreographies are protocols with sinks",
  statement:
    "What a role does in a run of a regular choreography, local actions and decisions included, it can do in the choreography's protocol with sinks, and the protocol may be over when the run is. A projectable choreography is coherent, and every role is sink-final.",
  reference: "decisions as messages to a role that only receives; coherence: Li, Stutz, Wies, Zufferey, OOPSLA 2025",
  forall: programGenerator("programs"),
  given: (program, implementation) => {
    const sinks = sinksOf(program, implementation);
    return sinks?.ok === true && sinks.automaton.states.length <= largestAutomaton;
  },
  discardsPerRun: 3,
  everydayRuns: 100,
  then: refuted,
  demands: [share("projectable", "programs", 20), share("complete runs", "programs", 100)],
});
