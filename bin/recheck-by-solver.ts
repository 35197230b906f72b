/** `recheck` of a certificate with invariants: every question is asked again, of another solver where there is one (docs/certificates.md). */
import { chooseSolver, defaultBounds } from "../checker/index.ts";
import type { ExitCode } from "../checker/index.ts";
import { otherSolversFirst } from "../checker/smt/backends/index.ts";
import { decodeInvariantCertificate, recheckInvariants } from "../checker/smt/invariant-certificates/index.ts";
import type { RecheckedInvariants } from "../checker/smt/invariant-certificates/index.ts";
import type { Request } from "./command.ts";
import { loadModel } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { stopping } from "./judge-inputs.ts";
import { cleanLine } from "./report/clean-text.ts";
import { UsageError } from "./usage-error.ts";

const exitCodes: Readonly<Record<RecheckedInvariants["kind"], ExitCode>> = { accepted: 0, rejected: 1, unfinished: 3 };

/** For one question. */
const limits = { steps: 10_000_000, milliseconds: 30_000 } as const;

/** Checks the certificate and tells the result. Throws `UsageError` for what is no such certificate. */
export async function recheckBySolver(json: unknown, request: Request, io: Io): Promise<ExitCode> {
  const [word = "", fileWord] = request.words;
  const { options } = request;
  const decoded = decodeInvariantCertificate(json);
  if (!decoded.ok) throw new UsageError(`\`${word}\` is not a certificate: ${decoded.reason}`);
  const { certificate } = decoded;
  const { subject, network = "fifo", foundBy, proofs } = certificate;
  const loaded = await loadModel(fileWord ?? certificate.program.file, request, io);
  if (!loaded.ok) return loaded.exitCode;
  const { shouldStop } = stopping(options, io);
  const solvers =
    options.solver === undefined || options.solver === "auto" ? otherSolversFirst(foundBy, { shouldStop }) : [chooseSolver(options.solver, { shouldStop })];
  try {
    const effort = { ...limits, memory: Math.floor(defaultBounds.memory / 1_048_576) };
    const result = recheckInvariants(certificate, { model: loaded.model, files: loaded.files, solvers, effort, shouldStop });
    const exitCode = exitCodes[result.kind];
    const properties = proofs.map(({ property }) => property);
    const queries = result.kind === "accepted" ? result.queries : null;
    const askedSolvers = result.kind === "accepted" ? result.solvers : [];
    const reason = result.kind === "accepted" ? null : result.reason;
    if (options.format === "json") {
      const report = { schemaVersion: 1, exitCode, verdict: result.kind, reason, subject, network, faults: null, properties };
      io.stdout(`${JSON.stringify({ ...report, states: null, transitions: null, queries, foundBy, solvers: askedSolvers }, null, 2)}\n`);
      return exitCode;
    }
    const isOther = askedSolvers.every((name) => name !== foundBy);
    const who = `${String(queries)} questions to ${askedSolvers.join(", ")}${isOther ? `; found by ${foundBy}` : ", which also found the proofs"}`;
    io.stdout(`${cleanLine(`${result.kind}: ${properties.join(", ")} of ${subject} on ${network}`)}\n  ${cleanLine(reason ?? who)}\n`);
    return exitCode;
  } finally {
    for (const one of solvers) one.close();
  }
}
