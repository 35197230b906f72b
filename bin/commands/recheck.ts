/** `recheck`: checks a certificate with nothing but the rules of the calculus (docs/certificates.md, docs/schema/recheck-1.json). */
import type { ExitCode } from "../../checker/index.ts";
import { decodeCertificate, recheck as rechecked } from "../../checker/certificates/index.ts";
import type { Rechecked } from "../../checker/certificates/index.ts";
import { isInvariantCertificate } from "../../checker/smt/invariant-certificates/index.ts";
import type { Command } from "../command.ts";
import { loadModel } from "../files/load-model.ts";
import { readText } from "../files/read-text.ts";
import { stopping } from "../judge-inputs.ts";
import { cleanLine } from "../report/clean-text.ts";
import { UsageError } from "../usage-error.ts";

const exitCodes: Readonly<Record<Rechecked["kind"], ExitCode>> = { accepted: 0, rejected: 1, unfinished: 3 };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const recheck: Command = async (request, io) => {
  const [word = "", fileWord] = request.words;
  const text = readText(word, io);
  const other = parsed(text);
  if (isInvariantCertificate(other)) return (await import("../recheck-by-solver.ts")).recheckBySolver(other, request, io);
  const decoded = decodeCertificate(text);
  if (!decoded.ok) throw new UsageError(`\`${word}\` is not a certificate: ${decoded.reason}`);
  const { certificate } = decoded;
  const loaded = await loadModel(fileWord ?? certificate.program.file, request, io);
  if (!loaded.ok) return loaded.exitCode;
  const result = rechecked(certificate, loaded.model, stopping(request.options, io).shouldStop);
  const exitCode = exitCodes[result.kind];
  const { subject, network, faults, properties } = certificate;
  if (request.options.format === "json") {
    const figures = result.kind === "accepted" ? { states: result.states, transitions: result.transitions } : { states: null, transitions: null };
    const reason = result.kind === "accepted" ? null : result.reason;
    io.stdout(
      `${JSON.stringify({ schemaVersion: 1, exitCode, verdict: result.kind, reason, subject, network, faults: faults ?? null, properties, ...figures }, null, 2)}\n`,
    );
    return exitCode;
  }
  const claim = `${properties.join(", ")} of ${subject} on ${network}${faults === undefined ? "" : ` under ${faults}`}`;
  const figures = result.kind === "accepted" ? `${String(result.states)} states, ${String(result.transitions)} transitions` : result.reason;
  io.stdout(`${cleanLine(`${result.kind}: ${claim}`)}\n  ${cleanLine(figures)}\n`);
  return exitCode;
};
