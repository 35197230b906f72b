/** The machine of a choreography's network, or of a system, in the notations of other model checkers. */
import { error } from "../calculus/diagnostics/index.ts";
import type { Span } from "../calculus/diagnostics/index.ts";
import { machineOfChoreography, machineOfSystem } from "../calculus/machine/index.ts";
import type { BuildResult } from "../calculus/machine/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import type { Request } from "./command.ts";
import type { LoadedModel } from "./files/load-model.ts";
import { promelaText } from "./formats/promela/write-promela.ts";
import { tlaText } from "./formats/tla/write-tla.ts";
import type { WrittenText } from "./formats/writers/automata-to-write.ts";
import type { Subject } from "./subject.ts";
import { UsageError } from "./usage-error.ts";

/** Messages for which queues without bound have room, where a notation has no others. */
const usualQueueLength = 8;

/** The text, or why there is none. @throws UsageError for an option that makes no sense. */
export function machineText(
  { model }: Extract<LoadedModel, { ok: true }>,
  { name, form, network, faults }: Subject,
  notation: "promela" | "tla",
  { bound }: Request["options"],
): WrittenText {
  if (notation === "promela" && bound === 0) throw new UsageError("option --bound is at least 1 for --to promela");
  const options = { network, ...(faults === undefined ? {} : { faults }) };
  const system = model.systems.get(name);
  const span: Span = (system ?? model.procedures.get(name))?.span ?? { file: 0, start: 0, end: 0 };
  if (form.kind !== "network") {
    const what = form.kind === "choreography" ? "choreographies head first" : "contexts and protocols";
    return { diagnostics: [error("not-yet-supported", span, `${name} has no machine that is written: ${what}`)] };
  }
  const result: BuildResult = system === undefined ? machineOfChoreography(model, name, options) : machineOfSystem(model, system, contracts(model), options);
  if (!result.ok) return { diagnostics: [error("not-yet-supported", span, `${name} has no machine: ${result.reason}`)] };
  const { machine } = result.built;
  return notation === "tla" ? tlaText(machine, span) : promelaText(machine, span, { queueLength: bound ?? usualQueueLength });
}
