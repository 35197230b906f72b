/** The provers agree: a solver over words, a solver over integers, and enumeration. */
import { analyseText } from "../../calculus/loading/index.ts";
import { localTypes } from "../../calculus/typing/index.ts";
import { chooseSolver } from "../../checker/index.ts";
import type { Obligation, Transformation } from "../../checker/prover/index.ts";
import { blockTransformation, deterministic, equivalent, exhaustiveProver, idempotent, resultStable, smtProver } from "../../checker/prover/index.ts";
import { smallBlocks } from "../generators/small-blocks.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

const effort = { milliseconds: 20_000, executions: 50_000 };
const solver = chooseSolver("wasm");
const symbolic = { words: smtProver(solver, ["words"]), integers: smtProver(solver, ["integers"]) } as const;

/** What is asked of the two blocks; one of them, by the number. */
function obligationsOf(text: string, number: number): readonly Obligation[] {
  const { model, files } = analyseText(text);
  if (model === undefined) return [];
  const locals = localTypes(files);
  const blocks = ["one", "two"].map((label) => blockTransformation(label, model, locals)).filter((each): each is Transformation => !("kind" in each));
  const [one, two] = blocks;
  if (one === undefined || two === undefined) return [];
  const built = [deterministic, idempotent, resultStable, (each: Transformation) => equivalent(each, two)][number % 4]?.(one);
  return built?.kind === "obligations" ? built.obligations : [];
}

export const proversAgree: Theorem = theorem<string>({
  id: "provers",
  everydayRuns: 20,
  name: "provers agree",
  statement: "What the solver proves of two executions, over words or over integers, enumeration proves too; what it finds, enumeration finds.",
  reference: "Barthe, D'Argenio, Rezk, CSFW 2004 (self-composition); docs/prove.md",
  forall: smallBlocks,
  then: (text, implementation, tally) => {
    const arithmetic = text.length % 2 === 0 ? "words" : "integers";
    for (const obligation of obligationsOf(text, text.length >> 1)) {
      tally.add("obligations");
      const byHand = exhaustiveProver.prove(obligation, effort);
      const bySolver = symbolic[arithmetic].prove(implementation.parts.symbolicObligation(obligation), effort);
      tally.add(byHand.kind);
      if (bySolver.kind !== byHand.kind)
        return {
          kind: `${byHand.kind}-${bySolver.kind}`,
          message: `${obligation.name}: ${byHand.kind} by enumeration, ${bySolver.kind} by the solver (${arithmetic})`,
        };
    }
    return undefined;
  },
  demands: [share("proved", "obligations", 20), share("violated", "obligations", 20)],
});
