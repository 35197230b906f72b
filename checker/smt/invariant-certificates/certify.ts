/** Certificates of what a solver proves head first, checked again before anybody gets them. */
import type { Model } from "../../../calculus/core/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import { builtInProperties, expressionTypes } from "../../../calculus/typing/index.ts";
import { instructionsBelow } from "../../assumptions.ts";
import type { Claim } from "../../certificates/certify.ts";
import { hashOf } from "../../certificates/recheck.ts";
import { isPossible } from "../head-first/ask.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import { forSolvers, programOf } from "../head-first/program.ts";
import type { Program } from "../head-first/program.ts";
import { initialState } from "../head-first/states.ts";
import { Unrolling } from "../head-first/unrolling.ts";
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
import { claimed, claimedOfRuns } from "./question.ts";
import type { Rechecking } from "./asking.ts";
import { recheckInvariants } from "./recheck.ts";

export interface CertifiedInvariants {
  readonly claims: readonly Claim[];
  /** Absent where nothing is certified. */
  readonly certificate?: InvariantCertificate;
}

/** The properties of which there can be such certificates. */
export function certifiableHeadFirst(model: Model, subject: string): readonly string[] {
  const names = [...builtInProperties, ...model.properties.filter(({ of }) => of === subject).map(({ name }) => name), "terminating"];
  return [...new Set(names)].filter((name) => claimed(name, subject, model).ok || claimedOfRuns(name, subject, model).ok);
}

/** Those that say something: without an assertion there is nothing to prove of `assert`. */
function saying(model: Model, subject: string): readonly string[] {
  const hasAssertion = instructionsBelow(model, subject).some(({ kind }) => kind === "assert");
  return certifiableHeadFirst(model, subject).filter((name) => name !== "terminating" && (name !== "assert" || hasAssertion));
}

/** Proves the properties (all that can be certified by default), and certifies those whose arguments are accepted. The subject is projectable and closed. */
export function certifyInvariants(subject: string, wanted: readonly string[] | undefined, rechecking: Rechecking, effort: Effortful): CertifiedInvariants {
  const { model } = rechecking;
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  const properties = wanted ?? saying(model, subject);
  const calls = machine.ok ? undefined : callsOf(model, subject);
  if (!machine.ok && calls === undefined) return { claims: properties.map((property) => ({ property, outcome: "uncertified", reason: machine.reason })) };
  const program = machine.ok ? programOf(machine.built) : undefined;
  const deciders = program === undefined ? undefined : decidersOf(program, effort);
  const about = { program: { file: model.sources[0]?.path ?? "", hash: hashOf(model.sources) }, subject, foundBy: effort.solver.name };
  const proofs: Proof[] = [];
  const claims = properties.map((property): Claim => {
    const found =
      program === undefined || deciders === undefined
        ? callsProofOf(property, subject, calls ?? [], rechecking, effort)
        : proofOf(property, subject, program, deciders, rechecking, effort);
    if (!("proof" in found)) return found;
    const checked = recheckInvariants({ ...about, proofs: [found.proof] }, rechecking);
    if (checked.kind !== "accepted") return { property, outcome: "uncertified", reason: checked.reason };
    proofs.push(found.proof);
    return { property, outcome: "certified" };
  });
  return proofs.length === 0 ? { claims } : { claims, certificate: { ...about, foundBy: effort.solver.name, proofs } };
}

function proofOf(
  property: string,
  subject: string,
  program: Program,
  deciders: Deciders,
  { model, files }: Rechecking,
  effort: Effortful,
): Claim | { readonly proof: Proof } {
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
function callsProofOf(
  property: string,
  subject: string,
  calls: readonly CallingProgram[],
  { model, files }: Rechecking,
  effort: Effortful,
): Claim | { readonly proof: Proof } {
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
