/** Choreographies as protocols: implementability through sinks for what a role does by itself, and conformance to the protocol that it claims to implement. */
import { present } from "../../calculus/present.ts";
import type { Model } from "../../calculus/core/index.ts";
import { conforms, printLocalAction } from "../../calculus/protocols/index.ts";
import type { Conformance, LocalAction } from "../../calculus/protocols/index.ts";
import { choreographySubject, judgeSubject } from "../implementability/index.ts";
import type { VerifyOptions } from "../options.ts";
import { boundsOf } from "../options.ts";
import type { Verdict } from "../verdict.ts";
import type { ExpectedVerdict, WantedSubject } from "../wanted.ts";
import { asksConformance, choreographyItems } from "./subjects.ts";

/** Verdicts on what is asked of the choreography as a protocol, and on its claim to implement one. */
export function verdictsAsProtocol(model: Model, subject: WantedSubject, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  const { name, span } = subject;
  const base: Verdict = {
    subject: name,
    property: "conforms",
    verdict: "unknown",
    definition: "",
    method: "none",
    bounds: boundsOf(options),
    network: "fifo",
    faults: "none",
    assumptions: [],
    evidence: [],
    states: 0,
    transitions: 0,
    span,
  };
  const conformance = asksConformance(model, name, options) ? [judgeConformance(base, model)] : [];
  const items = choreographyItems(name, expected, options);
  if (items.length === 0) return conformance;
  const found = choreographySubject(model, name);
  const verdicts = items.map(({ text, item }): Verdict => {
    if (found.ok) return { ...judgeSubject(found.subject, item, base.bounds), property: text };
    return { ...base, property: text, definition: `the choreography as a protocol is ${text}`, reason: found.reason };
  });
  return [...conformance, ...verdicts];
}

const conformanceTheorem = "process-oriented subtyping is sound and complete for replacing processes (Ghilezan et al., JLAMP 2019; docs/semantics.md)";

function judgeConformance(base: Verdict, model: Model): Verdict {
  const procedure = present(model.procedures.get(base.subject));
  const protocol = present(model.protocols.get(present(procedure.implements)));
  const verdict: Verdict = {
    ...base,
    definition: `for every role, what it does in ${base.subject} is a subtype of what ${protocol.name} asks of it`,
    method: "projection",
    theorem: conformanceTheorem,
    assumptions: ["values are erased: refinements of payloads are not compared"],
  };
  const result: Conformance = conforms(model, procedure, protocol);
  switch (result.kind) {
    case "conforms":
      return { ...verdict, verdict: "proved", evidence: [`the local types of ${protocol.roles.join(", ")} are subtypes`] };
    case "unknown":
      return { ...verdict, reason: result.reason };
    case "fails": {
      const { role, failure } = result;
      const [ours, theirs] = failure.heads.map(written);
      const after = failure.path === undefined || failure.path.length === 0 ? "at its beginning" : `after ${failure.path.map(printLocalAction).join(", ")}`;
      const reason = `${role} ${after}: ${ours ?? ""} here, ${theirs ?? ""} in ${protocol.name}; ${failure.reason} (${failure.rule})`;
      return { ...verdict, verdict: "violated", evidence: [reason], reason };
    }
  }
}

function written(actions: readonly LocalAction[]): string {
  return actions.length === 0 ? "nothing" : actions.map(printLocalAction).join(", ");
}
