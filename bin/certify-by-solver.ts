/** `certify --engine smt`: certificates with inductive invariants, of what a solver proves head first, and of networks (docs/certificates.md). */
import { networkWords } from "../calculus/core/index.ts";
import type { ExitCode } from "../checker/index.ts";
import { chooseSolver, defaultBounds } from "../checker/index.ts";
import { certifiableByInvariants, certifyInvariants, encodeInvariantCertificate } from "../checker/smt/invariant-certificates/index.ts";
import { otherSolversFirst } from "../checker/smt/backends/index.ts";
import type { Request } from "./command.ts";
import type { LoadedModel } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { stopping } from "./judge-inputs.ts";
import { told } from "./report/claims.ts";
import type { Subject } from "./subject.ts";
import { UsageError } from "./usage-error.ts";

/** As `verify --engine smt`; the second look at what was found has the same. */
const limits = { steps: 10_000_000, milliseconds: 30_000, rounds: 24 } as const;

/** Writes the certificate to standard output, and what became of each property to standard error. Throws `UsageError` for what no solver proves head first. */
export function certifyBySolver({ model, files }: Extract<LoadedModel, { ok: true }>, subject: Subject, request: Request, io: Io): ExitCode {
  const { options } = request;
  const { name, title, form, network, faults } = subject;
  if (form.kind === "automata" || faults !== undefined)
    throw new UsageError(`invariants are certified of choreographies and systems without faults, not of ${title}`);
  const words = networkWords(network);
  const known = certifiableByInvariants(model, name, words);
  if (options.property !== undefined && !known.includes(options.property))
    throw new UsageError(`there are certificates with invariants of ${known.join(", ")}; not of \`${options.property}\``);
  const { shouldStop } = stopping(options, io);
  const solver = chooseSolver(options.solver ?? "auto", { shouldStop });
  const solvers = otherSolversFirst(solver.name, { shouldStop });
  const memory = options.memory ?? Math.floor(defaultBounds.memory / 1_048_576);
  const effort = { steps: limits.steps, milliseconds: limits.milliseconds, memory };
  try {
    const { claims, certificate } = certifyInvariants(
      name,
      options.property === undefined ? undefined : [options.property],
      { model, files, solvers, effort, shouldStop },
      { solver, effort, longest: limits.rounds, shouldStop },
      words,
    );
    if (certificate !== undefined) io.stdout(encodeInvariantCertificate(certificate));
    return told(claims, title, request, io);
  } finally {
    for (const one of [solver, ...solvers]) one.close();
  }
}
