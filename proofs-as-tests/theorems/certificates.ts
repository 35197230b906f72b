/** Certificates: what is certified is accepted by the checker, and rejected as soon as a state is missing, another one, or one too many. */
import { programHash } from "../../interpreter/index.ts";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { certify, decodeCertificate, encodeCertificate, hashOf, type Certificate } from "../../checker/certificates/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import { ordinary } from "../generators/programs.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

const limits = { maxStates: 60, memory: 2 ** 30 };

/** The certificate with one of its states damaged, in three ways. */
function* damaged(certificate: Certificate): Generator<readonly [string, Certificate]> {
  const { states } = certificate;
  const place = Math.floor(states.length / 2);
  yield ["a state less", { ...certificate, states: states.toSpliced(place, 1) }];
  yield ["another state", { ...certificate, states: states.with(place, `${states[place] ?? ""}!`) }];
  yield ["a state more", { ...certificate, states: [...states, "nowhere"] }];
  yield ["another network", { ...certificate, network: "pigeons" }];
}

export const certificatesAreChecked: Theorem = theorem<ParsedFile>({
  id: "certificates",
  everydayRuns: 80,
  name: "certificates are accepted, damaged ones are not",
  statement:
    "What is certified of the network of a program is accepted by the checker that knows the rules only; with a state less, another one, or one more it is rejected.",
  reference: "Namjoshi, Certifying model checkers, CAV 2001; docs/certificates.md",
  forall: programGenerator("programs that may fail", { ...ordinary, failures: 30 }),
  given: (program, implementation) => {
    const model = modelOf(program);
    return model !== undefined && implementation.projectable(model);
  },
  then: (program, implementation, tally) => {
    const model = modelOf(program);
    const systems = model && implementation.systems(model);
    if (model === undefined || systems === undefined) return undefined;
    const subject = model.entry ?? "main";
    tally.add("programs");
    const { certificate, claims } = certify({ model, network: systems.network, subject, architecture: "fifo" }, undefined, limits);
    const wrong = claims.find(({ outcome }) => outcome === "disagreement");
    if (wrong !== undefined) return { kind: "disagreement", message: `${wrong.property}: ${wrong.reason ?? ""}` };
    if (certificate === undefined) return undefined;
    tally.add("certified");
    if (hashOf(model.sources) !== programHash(model.sources)) return { kind: "hash", message: "two definitions of the hash of a program differ" };
    const read = decodeCertificate(encodeCertificate(certificate));
    if (!read.ok || implementation.parts.recheck(read.certificate, model).kind !== "accepted")
      return { kind: "rejected", message: "it is rejected once it was written and read" };
    for (const [what, tampered] of damaged(certificate))
      if (implementation.parts.recheck(tampered, model).kind === "accepted") return { kind: "accepted", message: `accepted with ${what}` };
    return undefined;
  },
  demands: [share("certified", "programs", 40)],
});
