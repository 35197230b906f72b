/** `certify`: the certificate of what holds in every state of a network (docs/certificates.md). It goes to standard output; what is certified is told beside it. */
import { networkWords } from "../../calculus/core/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import { certifiable, certify as certified, encodeCertificate } from "../../checker/certificates/index.ts";
import type { Claim } from "../../checker/certificates/index.ts";
import type { Command } from "../command.ts";
import { graphLimits } from "../explored.ts";
import { loadModel } from "../files/load-model.ts";
import { cleanLine } from "../report/clean-text.ts";
import { subjectOf } from "../subject.ts";
import { UsageError } from "../usage-error.ts";

/**
 * 0 if everything that was asked is certified, 1 if something is violated, 3 if there is no certificate of something, 4 if a certificate of ours is rejected.
 * What is vacuous counts if it was asked for by name.
 */
function exitCodeOf(claims: readonly Claim[], isAsked: boolean): ExitCode {
  const outcomes = new Set(claims.map(({ outcome }) => outcome));
  if (outcomes.has("vacuous") && isAsked) return 3;
  return outcomes.has("disagreement") ? 4 : outcomes.has("violated") ? 1 : outcomes.has("uncertified") ? 3 : 0;
}

export const certify: Command = async (request, io) => {
  const { options, words } = request;
  const loaded = await loadModel(words[0] ?? "", request, io);
  if (!loaded.ok) return loaded.exitCode;
  const found = subjectOf(loaded, options.subject, request, io);
  if (!found.ok) return found.exitCode;
  const { name, title, form, network, faults } = found.subject;
  if (form.kind !== "network") throw new UsageError(`certificates are of the networks of choreographies and systems, not of ${title}`);
  const known = certifiable(loaded.model, name);
  if (options.property !== undefined && !known.includes(options.property))
    throw new UsageError(`there are certificates of ${known.join(", ")}; not of \`${options.property}\``);
  const { claims, certificate } = certified(
    { model: loaded.model, network: form.system, subject: name, architecture: networkWords(network), ...(faults === undefined ? {} : { faults: faults.name }) },
    options.property === undefined ? undefined : [options.property],
    graphLimits(request, io),
  );
  if (certificate !== undefined) io.stdout(encodeCertificate(certificate));
  if (!options.quiet) {
    io.stderr(`${cleanLine(title)}${certificate === undefined ? "" : `: ${String(certificate.states.length)} states`}\n`);
    for (const { property, outcome, reason } of claims) io.stderr(`  ${cleanLine(`${property}: ${outcome}${reason === undefined ? "" : `, ${reason}`}`)}\n`);
  }
  return exitCodeOf(claims, options.property !== undefined);
};
