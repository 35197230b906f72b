/** The judgement of the protocols of a file: the standing items and what is expected of them (docs/verdicts.md). */
import type { Definitions, Model, Protocol } from "../../calculus/core/index.ts";
import { judgeSubject, protocolSubject } from "../implementability/index.ts";
import type { VerifyOptions } from "../options.ts";
import { boundsOf } from "../options.ts";
import { dataProtocolJudge } from "../protocols-with-data/index.ts";
import { refinementJudge } from "../refined-protocols/index.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import type { ExpectedVerdict } from "../wanted.ts";
import { judgeProjectable, projectionsOf } from "./projectable.ts";
import { protocolItems, symbolicProtocolItems } from "./subjects.ts";

/** Verdicts on all protocols of a checked file, in the order of their declarations. What several items need is computed once per protocol. */
export function protocolVerdicts(model: Model, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  return [...model.protocols.values()].flatMap((protocol) => verdictsOn(protocol, model.definitions, expected, options));
}

/** The same for protocols with data. */
export function symbolicProtocolVerdicts(model: Model, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  return [...model.symbolicProtocols.values()].flatMap((protocol) => {
    const judge = dataProtocolJudge(protocol, options);
    return symbolicProtocolItems(protocol.name, expected, options).map(({ text, item }): Verdict => {
      const reason = options.shouldStop?.();
      const base = wellTyped(protocol, text, boundsOf(options));
      if (item.kind === "well-typed") return base;
      if (reason === undefined) return { ...judge(item), property: text };
      return { ...base, verdict: "unknown", method: "none", definition: `the item ${text}`, evidence: [], reason: `stopped by ${reason}` };
    });
  });
}

function wellTyped({ name, span }: Pick<Protocol, "name" | "span">, property: string, bounds: Bounds): Verdict {
  return {
    subject: name,
    property,
    verdict: "proved",
    definition: "the protocol is an automaton whose conditions speak of what is sent and of its registers",
    method: "typing",
    bounds,
    network: "fifo",
    faults: "none",
    assumptions: [],
    evidence: ["the protocol denotes a global automaton with data"],
    states: 0,
    transitions: 0,
    span,
  };
}

/** Asked of a protocol that says something of data. */
function aboutData({ refined }: Protocol): readonly string[] {
  if (refined === undefined) return [];
  const steps = refined.states.flatMap(({ transitions, ends }) => [...transitions.flatMap((transition) => transition.steps), ...ends.flat()]);
  return steps.some(({ variables }) => variables.some(({ type }) => type.kind === "refined")) ? ["progress", "loop-invariants"] : ["progress"];
}

function verdictsOn(protocol: Protocol, definitions: Definitions, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  const bounds = boundsOf(options);
  const subject = protocolSubject(protocol);
  const projections = projectionsOf(protocol);
  const judgeData = refinementJudge(protocol, definitions, options);
  return protocolItems(protocol.name, expected, options, aboutData(protocol)).map(({ text, item, asked }): Verdict => {
    const reason = options.shouldStop?.();
    const base: Verdict = {
      subject: protocol.name,
      property: text,
      verdict: "proved",
      definition: "the protocol is well formed: every choice is its sender's, its branches differ in their first messages, and recursion is guarded",
      method: "typing",
      bounds,
      network: "fifo",
      faults: "none",
      assumptions: [],
      evidence: ["the protocol denotes a global type"],
      states: 0,
      transitions: 0,
      span: protocol.span,
    };
    if (item.kind === "well-typed") return base;
    if (reason !== undefined)
      return { ...base, verdict: "unknown", method: "none", definition: `the item ${text}`, evidence: [], reason: `stopped by ${reason}` };
    if (item.kind === "data") {
      const verdict = judgeData(item.item);
      return asked || verdict.verdict !== "unknown" ? verdict : { ...verdict, informs: true };
    }
    if (item.kind !== "projectable") return { ...judgeSubject(subject, item, bounds), property: text };
    const verdict = judgeProjectable(base, protocol, projections, item);
    return asked ? verdict : { ...verdict, informs: true };
  });
}
