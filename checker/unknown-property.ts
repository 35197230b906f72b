/** What is wrong with the question of `--property`: asking for something that is not judged must not look like success. */
import type { Model } from "../calculus/core/index.ts";
import { error } from "../calculus/diagnostics/index.ts";
import type { Diagnostic, DiagnosticCode } from "../calculus/diagnostics/index.ts";
import { isBehavioural, kindsWith } from "../calculus/typing/index.ts";
import { communicatingItem } from "./communicating-systems/index.ts";
import { isBuiltInItem } from "./items.ts";
import type { VerifyOptions } from "./options.ts";
import { declaresRunProperty } from "./run-properties.ts";
import { isProtocolItem } from "./protocols/subjects.ts";
import type { Verdict } from "./verdict.ts";
import { writtenItem } from "./written-item.ts";

/** Diagnostics on the property, the network and the fairness that are asked for; `verdicts` are what came of it. */
export function unknownProperty(model: Model, verdicts: readonly Verdict[], { property, network = "fifo", fairness }: VerifyOptions): readonly Diagnostic[] {
  if (property === undefined) return [];
  const written = writtenItem(property);
  const wrong = (code: DiagnosticCode, message: string): readonly Diagnostic[] => [error(code, { file: 0, start: 0, end: 0 }, message)];
  const isDeclared = model.properties.some(({ name }) => name === property);
  const communicating = (["context", "system", "protocol"] as const).map((kind) => communicatingItem(kind, written, { network: "fifo" }));
  const reason = communicating.find((item) => typeof item === "string");
  if (typeof reason === "string") return wrong("wrong-item-argument", reason);
  const isKnown = isDeclared || isBuiltInItem(property) || isProtocolItem(property) || communicating.some((item) => item !== undefined);
  if (!isKnown) return wrong("unknown-property", `no property of this file, and nothing built in, is called \`${property}\``);
  const isJudgedUnder = !isDeclared && isBehavioural(written.name, "context");
  const isFairly = isJudgedUnder || declaresRunProperty(model, property);
  if (network !== "fifo" && !isJudgedUnder) return wrong("irrelevant-network", `\`${property}\` is judged with queues, not on the network \`${network}\``);
  if (fairness !== undefined && !isFairly) return wrong("irrelevant-fairness", `\`${property}\` does not depend on fairness`);
  if (verdicts.length > 0) return [];
  const kinds = isDeclared ? ["choreography"] : kindsWith(written.name);
  return wrong("unknown-property", `nothing in this file is judged for \`${property}\`, which is asked of a ${kinds.join(" or a ")}`);
}
