/** `certify`: the certificate of what holds in every state of a network (docs/certificates.md). It goes to standard output; what is certified is told beside it. */
import { networkWords } from "../../calculus/core/index.ts";
import { certifiable, certify as certified, encodeCertificate } from "../../checker/certificates/index.ts";
import type { Command } from "../command.ts";
import { graphLimits } from "../explored.ts";
import { loadModel } from "../files/load-model.ts";
import { told } from "../report/claims.ts";
import { subjectOf } from "../subject.ts";
import { UsageError } from "../usage-error.ts";

export const certify: Command = async (request, io) => {
  const { options, words } = request;
  const loaded = await loadModel(words[0] ?? "", request, io);
  if (!loaded.ok) return loaded.exitCode;
  const found = subjectOf(loaded, options.subject, request, io);
  if (!found.ok) return found.exitCode;
  const { name, title, form, network, faults } = found.subject;
  if (options.engine === "smt") return (await import("../certify-by-solver.ts")).certifyBySolver(loaded, found.subject, request, io);
  if (options.engine !== undefined && options.engine !== "auto")
    throw new UsageError(`option --engine of certify is one of auto, smt, not \`${options.engine}\``);
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
  return told(claims, `${title}${certificate === undefined ? "" : `: ${String(certificate.states.length)} states`}`, request, io);
};
