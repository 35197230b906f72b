/** Certificates of what a solver proves head first and of networks, checked again before anybody gets them. */
import { fifo, networkWords } from "../../../calculus/core/index.ts";
import type { Model } from "../../../calculus/core/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import { builtInProperties, expressionTypes } from "../../../calculus/typing/index.ts";
import { instructionsBelow } from "../../assumptions.ts";
import type { Claim } from "../../certificates/certify.ts";
import { hashOf } from "../../certificates/recheck.ts";
import { isBuiltInItem } from "../../items.ts";
import { isPossible } from "../head-first/ask.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import { forSolvers, programOf } from "../head-first/program.ts";
import type { Program } from "../head-first/program.ts";
import { initialState } from "../head-first/states.ts";
import { Unrolling } from "../head-first/unrolling.ts";
import { watchedInProduct } from "../network/product-program.ts";
import { newTerms } from "../terms/index.ts";
import { newContext } from "../values/index.ts";
import { callsOf } from "./call-obligations.ts";
import { callsArgumentFor } from "./prove-calls.ts";
import type { CallingProgram } from "../head-first/calls.ts";
import { symbolicParts } from "../head-first/parts.ts";
import type { InvariantCertificate, Proof } from "./certificate.ts";
import { shown } from "./obligations.ts";
import type { Deciders } from "./prove.ts";
import { argumentFor, decidersOf } from "./prove.ts";
import { runProofFor } from "./prove-whole-runs.ts";
import { hasAssertion, networkOf } from "./network-of.ts";
import { networkArgumentFor } from "./prove-network.ts";
import { claimed, claimedOfNetwork, claimedOfRuns } from "./question.ts";
import type { Rechecking } from "./asking.ts";
import { recheckInvariants } from "./recheck.ts";

export interface CertifiedInvariants {
  readonly claims: readonly Claim[];
  /** Absent where nothing is certified. */
  readonly certificate?: InvariantCertificate;
}

/** The network of what is proved head first. */
const usual = networkWords(fifo);

/** The properties of which there can be such certificates, on the network with these words. */
export function certifiableByInvariants(model: Model, subject: string, words: string): readonly string[] {
  const names = [...builtInProperties, ...model.properties.filter(({ of }) => of === subject).map(({ name }) => name), "terminating"];
  // Of a choreography on the usual network errors of networks hold by design.
  const isByDesign = (name: string): boolean => words === usual && model.procedures.has(subject) && isBuiltInItem(name);
  return [...new Set(names)].filter((name) => isHeadFirst(name, model, subject, words) || (!isByDesign(name) && claimedOfNetwork(name, subject, model).ok));
}

/** Whether a proof of it is about the choreography head first. */
function isHeadFirst(name: string, model: Model, subject: string, words: string): boolean {
  if (words !== usual || !model.procedures.has(subject)) return false;
  return claimed(name, subject, model).ok || claimedOfRuns(name, subject, model).ok;
}

/** Those that say something: without an assertion there is nothing to prove of `assert`. */
function saying(model: Model, subject: string, words: string): readonly string[] {
  const isChoreography = model.procedures.has(subject);
  const asserts = isChoreography ? instructionsBelow(model, subject).some(({ kind }) => kind === "assert") : assertsInSystem(subject, words, model);
  return certifiableByInvariants(model, subject, words).filter((name) => name !== "terminating" && (name !== "assert" || asserts));
}

function assertsInSystem(subject: string, words: string, model: Model): boolean {
  const network = networkOf(subject, words, model);
  return network.ok && hasAssertion(network.made, model);
}

/** Proves the properties (all that can be certified by default), and certifies those whose arguments are accepted. The subject is projectable and closed. */
export function certifyInvariants(
  subject: string,
  wanted: readonly string[] | undefined,
  rechecking: Rechecking,
  effort: Effortful,
  words: string = usual,
): CertifiedInvariants {
  const { model } = rechecking;
  const properties = wanted ?? saying(model, subject, words);
  const onNetwork = words === usual ? {} : { network: words };
  const about = { program: { file: model.sources[0]?.path ?? "", hash: hashOf(model.sources) }, subject, ...onNetwork, foundBy: effort.solver.name };
  const headFirst = properties.some((one) => isHeadFirst(one, model, subject, words)) ? headFirstProofs(subject, rechecking, effort) : undefined;
  const proofs: Proof[] = [];
  const claims = properties.map((property): Claim => {
    const found =
      headFirst === undefined || !isHeadFirst(property, model, subject, words)
        ? networkProofOf(property, subject, words, rechecking, effort)
        : headFirst(property);
    if (!("proof" in found)) return found;
    const checked = recheckInvariants({ ...about, proofs: [found.proof] }, rechecking);
    if (checked.kind !== "accepted") return { property, outcome: "uncertified", reason: checked.reason };
    proofs.push(found.proof);
    return { property, outcome: "certified" };
  });
  return proofs.length === 0 ? { claims } : { claims, certificate: { ...about, foundBy: effort.solver.name, proofs } };
}

type Found = Claim | { readonly proof: Proof };

/** The proofs of one choreography, which share what was unrolled. */
function headFirstProofs(subject: string, rechecking: Rechecking, effort: Effortful): (property: string) => Found {
  const { model } = rechecking;
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  if (machine.ok) {
    const program = programOf(machine.built);
    const deciders = decidersOf(program, effort);
    return (property) => proofOf(property, subject, program, deciders, rechecking, effort);
  }
  const calls = callsOf(model, subject);
  return calls === undefined
    ? (property) => ({ property, outcome: "uncertified", reason: machine.reason })
    : (property) => callsProofOf(property, subject, calls, rechecking, effort);
}

/** About every interleaving. */
function networkProofOf(property: string, subject: string, words: string, { model, files }: Rechecking, effort: Effortful): Found {
  const found = networkArgumentFor(property, subject, words, { model, files }, effort);
  if (found.kind !== "found") return { property, outcome: found.kind === "violated" ? "violated" : "uncertified", reason: found.reason };
  const { product, argument, slots, needed } = found;
  const reached = needed === undefined ? undefined : roundOf(watchedInProduct(product, needed), product.program, effort);
  if (needed !== undefined && reached === undefined)
    return { property, outcome: "vacuous", reason: `no run is known that comes to ${needed.kind === "end" ? "a final state" : "an assertion"}` };
  return { proof: { property, argument, ...(reached === undefined ? {} : { reached }), slots } };
}

function proofOf(property: string, subject: string, program: Program, deciders: Deciders, { model, files }: Rechecking, effort: Effortful): Found {
  if (claimedOfRuns(property, subject, model).ok) {
    const found = runProofFor(property, subject, program, { model, files }, effort, (needed, of) => roundOf(needed, of, effort));
    if (found.kind === "found") return { proof: found.proof };
    return { property, outcome: found.kind === "none" ? "uncertified" : found.kind, reason: found.reason };
  }
  const question = claimed(property, subject, model);
  if (!question.ok) return { property, outcome: "uncertified", reason: question.reason };
  const { contraries, needed } = question.claim;
  const reached = needed === undefined ? undefined : roundOf(needed, program, effort);
  if (needed !== undefined && reached === undefined)
    return { property, outcome: "vacuous", reason: `no run is known that comes to ${needed.kind === "end" ? "a final state" : "an assertion"}` };
  const found = argumentFor(contraries, program, deciders, model, expressionTypes(files), effort);
  switch (found.kind) {
    case "found":
      return { proof: { property, argument: found.argument, ...(reached === undefined ? {} : { reached }) } };
    case "none":
      return { property, outcome: "uncertified", reason: found.reason };
    case "seen":
      return found.which.kind === "no-value"
        ? { property, outcome: "vacuous", reason: "a choice that is reached has no value" }
        : { property, outcome: "violated", reason: "`verify` shows the run" };
  }
}

/** Of a choreography whose calls nest without end. */
function callsProofOf(property: string, subject: string, calls: readonly CallingProgram[], { model, files }: Rechecking, effort: Effortful): Found {
  const none = (reason: string): Claim => ({ property, outcome: "uncertified", reason });
  const question = claimed(property, subject, model);
  if (!question.ok) return none(question.reason);
  const { contraries, needed } = question.claim;
  const machine = machineOfChoreographyHeadFirst(model, subject, { stopBranches: true, nested: symbolicParts.shallow.depth });
  if (!machine.ok) return none(machine.reason);
  const reached = needed === undefined ? undefined : roundOf(needed, programOf(machine.built), { ...effort, longest: symbolicParts.shallow.rounds });
  if (needed !== undefined && reached === undefined) return none("no run is known that comes to what it is about");
  const argument = callsArgumentFor(contraries, calls, { model, files }, effort);
  return typeof argument === "string" ? none(argument) : { proof: { property, argument, ...(reached === undefined ? {} : { reached }) } };
}

/** The first round in which some run shows it; undefined where none is known. */
function roundOf(watched: Watched, program: Program, effort: Effortful): number | undefined {
  const context = newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic: "integers" });
  const unrolling = new Unrolling(program, new Map([[0, initialState(program, context)]]), "", context);
  for (let round = 0; round < effort.longest; round += 1) {
    if (unrolling.layer(round).runs.size === 0) return undefined;
    if (isPossible(`reached-${String(round)}`, [shown(unrolling, round, [watched], program, context)], context, effort).kind === "yes") return round;
  }
  return undefined;
}
