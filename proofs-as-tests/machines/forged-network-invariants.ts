/** Certificates about networks of what exploration refutes, made up in several ways: with invariants that nobody comes to, and with queues that are too small. */
import { networkWords } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { surveyNetwork } from "../../checker/index.ts";
import { hashOf } from "../../checker/certificates/index.ts";
import { cutPointsOfNetwork } from "../../checker/smt/invariant-certificates/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { askedSolver, effortOfTheorems } from "./asked-solver.ts";
import { forgeries, initiallyIn } from "./forged-invariants.ts";
import { numberOf } from "./number-of.ts";
import { surroundedSystem } from "./surrounded-system.ts";

const most = { states: 2_000, memory: 2 ** 28 } as const;

/** A forgery that is accepted of system S of the text, with one of the properties that are refuted. */
export function forgedNetworkAccepted(text: string, implementation: Implementation, tally: Tally): Refutation | undefined {
  const subject = surroundedSystem(text);
  if (typeof subject === "string") return { kind: "refused", message: subject };
  tally.add("systems");
  const { model, network, questions } = subject;
  if (network.faults !== undefined) return undefined;
  const { conclusions } = surveyNetwork({ model, network }, questions, { maxStates: most.states, memory: most.memory });
  const refutable = questions.filter((one) => conclusions.get(one)?.outcome === "violated" && !(one.kind === "property" && one.property.kind === "witness"));
  const refuted = refutable[numberOf(text) % Math.max(1, refutable.length)];
  if (refuted === undefined || cutPointsOfNetwork(network, 1, model).length === 0) return undefined;
  tally.add("refuted");
  const solver = askedSolver();
  const { files } = analyseText(text);
  const rechecking = { model, files, solvers: [solver], effort: effortOfTheorems };
  const words = network.architecture === undefined ? "fifo" : networkWords(network.architecture);
  const about = { program: { file: "", hash: hashOf(model.sources) }, subject: "S", network: words, foundBy: "nobody" };
  const property = refuted.kind === "built-in" ? refuted.item : refuted.name;
  for (const slots of [1, 3])
    for (const [how, argument] of forgeries(cutPointsOfNetwork(network, slots, model), initiallyIn(files, text))) {
      const result = implementation.parts.recheckInvariants({ ...about, proofs: [{ property, argument, reached: 0, slots }] }, rechecking);
      if (result.kind === "accepted")
        return { kind: "accepted", message: `${property} is violated, and a certificate with ${how} and ${String(slots)} slots is accepted` };
    }
  return undefined;
}
