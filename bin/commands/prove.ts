/** `prove`: contracts of functions, and determinism, idempotence and equivalence of functions, statements and choreographies, for all inputs (docs/prove.md). */
import { localTypes } from "../../calculus/typing/index.ts";
import { chooseSolver, combineExitCodes } from "../../checker/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import { comparing, defaultProofEffort, exhaustiveProver, firstAnswer, smtProver } from "../../checker/prover/index.ts";
import type { ProofOutcome, Prover } from "../../checker/prover/index.ts";
import type { Command } from "../command.ts";
import { loadModel } from "../files/load-model.ts";
import { stopping } from "../judge-inputs.ts";
import type { Options } from "../options.ts";
import { obligationsOf } from "../proof-claims.ts";
import { proofsJson, proofsText } from "../report/proofs.ts";

const exitCodes: Readonly<Record<ProofOutcome["kind"], ExitCode>> = { proved: 0, violated: 1, vacuous: 3, unknown: 3, disagreement: 4 };

export const prove: Command = async (request, io) => {
  const { options, words } = request;
  const [word = "", ...claim] = words;
  const loaded = await loadModel(word, request, io);
  if (!loaded.ok) return loaded.exitCode;
  const obligations = obligationsOf(claim, loaded.model, localTypes(loaded.files));
  const { shouldStop } = stopping(options, io);
  const kept = options.smtDir === undefined ? undefined : (await import("../kept-queries.ts")).keptQueries(options.smtDir, io);
  if (kept?.exitCode() === 2) return 2;
  const solver = chooseSolver(options.solver ?? "auto", { shouldStop, ...(kept === undefined ? {} : { keep: kept.keep }) });
  try {
    const prover = proverNamed(options.prover, smtProver(solver));
    const proofs = obligations.map((obligation) => {
      const stopped = shouldStop();
      const outcome: ProofOutcome = stopped === undefined ? prover.prove(obligation, defaultProofEffort) : { kind: "unknown", reason: stopped, method: "none" };
      return { obligation, outcome };
    });
    const exitCode = combineExitCodes([...proofs.map(({ outcome }) => exitCodes[outcome.kind]), kept?.exitCode() ?? 0]);
    io.stdout(options.format === "json" ? proofsJson(proofs, exitCode) : proofsText(proofs));
    return exitCode;
  } finally {
    solver.close();
  }
};

function proverNamed(name: Options["prover"], symbolic: Prover): Prover {
  switch (name) {
    case "smt":
      return symbolic;
    case "exhaustive":
      return exhaustiveProver;
    case "both":
      return comparing([symbolic, exhaustiveProver]);
    case "auto":
    case undefined:
      return firstAnswer([symbolic, exhaustiveProver]);
  }
}
