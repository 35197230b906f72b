/** What is wrong with the question of `--property`: asking for something that is not judged must not look like success. */
import type { Model } from "../calculus/core/index.ts";
import { error } from "../calculus/diagnostics/index.ts";
import type { Diagnostic, DiagnosticCode } from "../calculus/diagnostics/index.ts";
import { isBehavioural, isReplayProperty, kindsWith } from "../calculus/typing/index.ts";
import { communicatingItem } from "./communicating-systems/index.ts";
import { isBuiltInItem } from "./items.ts";
import type { VerifyOptions } from "./options.ts";
import { isElsewhere, whereOf } from "./other-networks.ts";
import type { Where } from "./other-networks.ts";
import { declaresRunProperty, isFairItem } from "./depends-on-fairness.ts";
import { isProtocolItem } from "./protocols/subjects.ts";
import type { Verdict } from "./verdict.ts";
import { writtenItem } from "./written-item.ts";

function elsewhere(property: string, { network, faults }: Where): string {
  return `\`${property}\` is not judged ${faults === undefined ? `on \`${network}\`` : `under \`${faults}\``}; what is: items about runs of choreographies and systems, and properties`;
}

/** Diagnostics on the property, the network and the fairness that are asked for; `verdicts` are what came of it. */
export function unknownProperty(model: Model, verdicts: readonly Verdict[], options: VerifyOptions): readonly Diagnostic[] {
  const { property, network = "fifo", faults, fairness } = options;
  const wrong = (code: DiagnosticCode, message: string): readonly Diagnostic[] => [error(code, { file: 0, start: 0, end: 0 }, message)];
  if (faults !== undefined && !model.faults.has(faults)) return wrong("unknown-fault-model", `no fault model of this file is called \`${faults}\``);
  if (property === undefined) return [];
  const written = writtenItem(property);
  const isDeclared = model.properties.some(({ name }) => name === property);
  const communicating = (["context", "system", "protocol"] as const).map((kind) => communicatingItem(kind, written, { network: "fifo" }));
  const reason = communicating.find((item) => typeof item === "string");
  if (typeof reason === "string") return wrong("wrong-item-argument", reason);
  const isKnown =
    isDeclared || isBuiltInItem(property) || isReplayProperty(property) || isProtocolItem(property) || communicating.some((item) => item !== undefined);
  if (!isKnown) return wrong("unknown-property", `no property of this file, and nothing built in, is called \`${property}\``);
  const isJudgedUnder = !isDeclared && isBehavioural(written.name, "context");
  const isFairly =
    isJudgedUnder || declaresRunProperty(model, property) || [...model.procedures.keys()].some((subject) => isFairItem(model, subject, property));
  const where = whereOf(options);
  if (isElsewhere(where))
    return verdicts.length > 0 ? [] : wrong(faults === undefined ? "irrelevant-network" : "irrelevant-faults", elsewhere(property, where));
  if (network !== "fifo" && !isJudgedUnder) return wrong("irrelevant-network", `\`${property}\` is judged with queues, not on the network \`${network}\``);
  if (fairness !== undefined && !isFairly) return wrong("irrelevant-fairness", `\`${property}\` does not depend on fairness`);
  if (verdicts.length > 0) return [];
  const kinds = isDeclared ? ["choreography"] : kindsWith(written.name);
  return wrong("unknown-property", `nothing in this file is judged for \`${property}\`, which is asked of a ${kinds.join(" or a ")}`);
}
