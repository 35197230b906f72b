/**
 * Certificates about networks, every interleaving: the product of the processes and queues is made from the program, disregarding what variables hold, and its invariants
 * are asked of as those of a choreography are. That no queue outgrows its slots follows from the control, or is one of the things that are never shown.
 */
import { newTerms } from "../terms/index.ts";
import { newContext } from "../values/index.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Program } from "../head-first/program.ts";
import { initialState } from "../head-first/states.ts";
import { watchedInProduct } from "../network/product-program.ts";
import type { Asking, Rechecking } from "./asking.ts";
import { reject } from "./asking.ts";
import type { Proof } from "./certificate.ts";
import { hasEmptyChoice, mayBeCut, networkOf, productOf } from "./network-of.ts";
import { claimedOfNetwork } from "./question.ts";
import { recheckAnswers, recheckArgument, recheckReached } from "./recheck-argument.ts";

/** Asks everything of a proof about the subject on the network with these words. @throws Rejection @throws Refusal */
export function recheckNetwork(
  { property, argument, reached, wholeRuns }: Proof,
  slots: number,
  subject: string,
  words: string,
  rechecking: Rechecking,
  asking: Asking,
): void {
  const { model } = rechecking;
  if (argument.kind === "calls" || wholeRuns !== undefined) reject(`${property}: of networks there are neither arguments about calls nor about whole runs`);
  const claim = claimedOfNetwork(property, subject, model);
  if (!claim.ok) reject(claim.reason);
  const network = networkOf(subject, words, model);
  if (!network.ok) reject(network.reason);
  const made = productOf(network.made, slots, claim.claim.tellsPositions, model);
  if (!made.ok) reject(made.reason);
  const product = made.made;
  if (hasEmptyChoice(product)) reject("a choice of the program has no values, so that nothing is said");
  const { contraries, needed } = claim.claim;
  const program: Program = { ...product.program, known: () => undefined };
  const watched = [...contraries, ...(mayBeCut(product) ? [{ kind: "overflow" } as const] : [])].map((one): Watched => watchedInProduct(product, one));
  const context = newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic: "integers" });
  recheckArgument(property, argument, watched, program, rechecking, asking, context);
  recheckAnswers(property, asking, context);
  asking.show("start", initialState(program, context).reach, "there is no initial state, so that nothing is said", context);
  if (needed === undefined) return;
  const round = reached ?? reject(`${property}: it does not say in which round a run comes to what it is about`);
  recheckReached(property, watchedInProduct(product, needed), round, program, asking, context);
}
