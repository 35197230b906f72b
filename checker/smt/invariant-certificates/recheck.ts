/**
 * The checker of certificates with invariants. It asks three questions of each cut point, and looks for nothing: what is not in the certificate it does not believe,
 * neither bounds from an analysis nor what the prover did. With the prover it shares the machine of the choreography and its encoding.
 */
import { fifo, networkWords } from "../../../calculus/core/index.ts";
import type { Model } from "../../../calculus/core/index.ts";
import { isClosed } from "../../../calculus/semantics/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import { projectionErrors } from "../../../calculus/projection/index.ts";
import { hashOf } from "../../certificates/recheck.ts";
import { hasEmptyChoice } from "../head-first/endings.ts";
import type { Program } from "../head-first/program.ts";
import { forSolvers, programOf } from "../head-first/program.ts";
import { initialState } from "../head-first/states.ts";
import { newTerms } from "../terms/index.ts";
import { newContext, Refusal } from "../values/index.ts";
import type { RecheckedInvariants, Rechecking } from "./asking.ts";
import { Asking, reject, Rejection } from "./asking.ts";
import type { Argument, InvariantCertificate, Proof } from "./certificate.ts";
import type { Claimed } from "./question.ts";
import { claimed } from "./question.ts";
import { recheckAnswers, recheckArgument, recheckReached } from "./recheck-argument.ts";
import { recheckNetwork } from "./recheck-network.ts";
import { recheckCalls } from "./recheck-calls.ts";
import { recheckWholeRuns } from "./recheck-whole-runs.ts";

/** The network of what is proved head first. */
const words = networkWords(fifo);

/** The numbers of the cut points of a choreography, the only places where certificates have invariants; none where it has no machine. */
export function cutPointsOf(model: Model, subject: string): readonly number[] {
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  return machine.ok ? programOf(machine.built).cuts.points : [];
}

/**
 * Checks a certificate against a program: three queries for each cut point of each proof, or one for each round. `isAsked` leaves out questions, by their names, which
 * only a test of the tests wants. Throws only on mistakes of ours.
 */
export function recheckInvariants(
  certificate: InvariantCertificate,
  rechecking: Rechecking,
  isAsked: (name: string) => boolean = () => true,
): RecheckedInvariants {
  const { model } = rechecking;
  const asking = new Asking(rechecking, isAsked);
  try {
    const { subject, proofs, program, network = words } = certificate;
    if (hashOf(model.sources) !== program.hash) reject("it is for another program: the hash of the source differs");
    const headFirst = proofs.filter(({ slots }) => slots === undefined);
    for (const proof of proofs) if (proof.slots !== undefined) recheckNetwork(proof, proof.slots, subject, network, rechecking, asking);
    if (headFirst.length === 0) return { kind: "accepted", queries: asking.queries, solvers: asking.names() };
    if (network !== words) reject(`what is proved head first is so of ${words}, not of \`${network}\``);
    const procedure = model.procedures.get(subject);
    if (procedure === undefined || !isClosed(procedure)) reject(`the program has no choreography that runs by itself, \`${subject}\``);
    if (projectionErrors(model).length > 0) reject("the program has choreographies that are not projectable");
    if (hasEmptyChoice(model)) reject("a choice of the program has no values, so that nothing is said");
    for (const proof of headFirst) {
      const { property, argument, reached, wholeRuns } = proof;
      if (argument.kind !== "calls") recheckProof({ ...proof, argument }, subject, programWithoutKnowledge(subject, rechecking), rechecking, asking);
      else if (wholeRuns === undefined) recheckCalls(property, argument, reached, claimOf(proof, subject, model), subject, rechecking, asking);
      else reject(`${property}: nothing is certified of whole runs where calls nest without end`);
    }
    return { kind: "accepted", queries: asking.queries, solvers: asking.names() };
  } catch (failure) {
    if (failure instanceof Rejection) return { kind: failure.kind, reason: failure.message };
    if (failure instanceof Refusal) return { kind: "unfinished", reason: `it has no encoding: ${failure.message}` };
    throw failure;
  }
}

/** What an analysis knows is not asked: here nothing is known but what the certificate says and the queries confirm. @throws Rejection */
function programWithoutKnowledge(subject: string, { model }: Rechecking): Program {
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  return machine.ok ? { ...programOf(machine.built), known: () => undefined } : reject(`${subject} has no machine: ${machine.reason}`);
}

function claimOf({ property }: Proof, subject: string, model: Model): Claimed {
  const found = claimed(property, subject, model);
  return found.ok ? found.claim : reject(found.reason);
}

function recheckProof(proof: Proof & { readonly argument: Argument }, subject: string, program: Program, rechecking: Rechecking, asking: Asking): void {
  const { property, argument, reached, wholeRuns } = proof;
  if (wholeRuns !== undefined) {
    recheckWholeRuns(property, argument, wholeRuns, subject, program, rechecking, asking);
    return;
  }
  const { contraries, needed } = claimOf(proof, subject, rechecking.model);
  const context = newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic: "integers" });
  recheckArgument(property, argument, contraries, program, rechecking, asking, context);
  recheckAnswers(property, asking, context);
  const start = initialState(program, context);
  asking.show("start", start.reach, "there is no initial state, so that nothing is said", context);
  if (needed === undefined) return;
  const round = reached ?? reject(`${property}: it does not say in which round a run comes to what it is about`);
  recheckReached(property, needed, round, program, asking, context);
}
