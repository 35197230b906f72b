/** What generated code leaves to the semantics of machines and to the predicates on configurations: rows are decoded, and what comes out is encoded. */
import type { Model } from "../../../calculus/core/index.ts";
import type { MachineConfiguration, MachineStep } from "../../../calculus/machine/index.ts";
import { machineSteps } from "../../../calculus/machine/index.ts";
import type { Label } from "../../../calculus/semantics/index.ts";
import { isFault } from "../../../calculus/semantics/index.ts";
import { exhaustive } from "../../../calculus/values/index.ts";
import { truthOf } from "../../property/evaluate.ts";
import { errorsIn, sceneOf } from "../explored-machine.ts";
import type { ExploredMachine } from "../explored-machine.ts";
import type { CodeMemory, ImportedFunction, Imports } from "../code/index.ts";
import { addresses, sightingKinds, watchAddress } from "../exploration/model-code.ts";
import { decode, encode, Overflow } from "../layout/index.ts";
import type { Layout } from "../layout/index.ts";
import type { Watch } from "../watch.ts";
import type { Event } from "./formula-code.ts";
import { evaluationLimit, infiniteChoice, manySuccessors } from "./reasons.ts";
import { isSeen, sortedWatches } from "./sightings.ts";
import type { SortedWatches } from "./sightings.ts";
import { roomForCallOut } from "./successors.ts";

/** The functions that `successors` and `enter` call. */
export const callOutFunctions: readonly ImportedFunction[] = [
  { name: "stepsOf", parameters: 3, hasResult: true },
  { name: "faultsOf", parameters: 2, hasResult: true },
  { name: "errorsOf", parameters: 1, hasResult: true },
  { name: "formulaAt", parameters: 2, hasResult: true },
  { name: "formulaAfter", parameters: 3, hasResult: true },
  { name: "lengthOf", parameters: 2, hasResult: true },
];

export interface CallOutParts {
  readonly built: ExploredMachine;
  readonly model: Model;
  readonly layout: Layout;
  readonly watches: readonly Watch[];
  readonly events: readonly (Event | undefined)[];
}

/** The functions, bound to a memory. */
export function callOuts(parts: CallOutParts): (memory: CodeMemory) => Imports {
  return (memory) => {
    const own = new CallOuts(parts, memory);
    return {
      stepsOf: (process = 0, row = 0, out = 0) => own.stepsOf(process, row, out),
      faultsOf: (row = 0, out = 0) => own.faultsOf(row, out),
      errorsOf: (row = 0) => own.errorsOf(row),
      formulaAt: (place = 0, row = 0) => own.formulaAt(place, row, undefined),
      formulaAfter: (place = 0, row = 0, event = 0) => own.formulaAt(place, row, event),
      lengthOf: (channel = 0, row = 0) => own.lengthOf(channel, row),
    };
  };
}

class CallOuts {
  readonly #parts: CallOutParts;
  readonly #sorted: SortedWatches;
  readonly #words: Int32Array;
  #reason = 0;

  constructor(parts: CallOutParts, memory: CodeMemory) {
    this.#parts = parts;
    this.#sorted = sortedWatches(parts.watches);
    this.#words = memory.words;
  }

  #isWithoutValue = false;
  readonly #chooser = exhaustive(
    () => (this.#reason = infiniteChoice),
    () => (this.#isWithoutValue = true),
    () => (this.#reason = evaluationLimit),
  );

  #configuration(address: number): MachineConfiguration {
    const at = address >>> 2;
    const { layout } = this.#parts;
    return decode(this.#words.subarray(at, at + layout.words), layout);
  }

  #steps(address: number): readonly MachineStep[] {
    this.#reason = 0;
    this.#isWithoutValue = false;
    return machineSteps(this.#parts.built.machine, this.#configuration(address), this.#chooser);
  }

  /** The steps of a process that are no faults. */
  stepsOf(process: number, row: number, out: number): number {
    return this.#write(
      this.#steps(row).filter((step) => step.process === process && !isFault(step.label)),
      out,
    );
  }

  faultsOf(row: number, out: number): number {
    return this.#write(
      this.#steps(row).filter(({ label }) => isFault(label)),
      out,
    );
  }

  #write(steps: readonly MachineStep[], out: number): number {
    const { layout } = this.#parts;
    if (this.#reason !== 0) return this.#giveUp(this.#reason, out);
    if (steps.length > roomForCallOut) return this.#giveUp(manySuccessors, out);
    if (this.#isWithoutValue) for (const place of this.#sorted.noValue) this.#sightState(place);
    let at = out >>> 0;
    for (const step of steps) {
      try {
        this.#words.set(encode(step.target, layout), at >>> 2);
      } catch (error) {
        if (error instanceof Overflow) return this.#giveUp(error.reason, out);
        throw error;
      }
      this.#see(step, at);
      at += 4 * layout.words;
    }
    return at;
  }

  #giveUp(reason: number, out: number): number {
    this.#words[addresses.gaveUp >> 2] = reason;
    return out;
  }

  #see({ label, target, command }: MachineStep, at: number): void {
    const effect = label.kind === "fail" ? "fail" : label.kind === "violate" ? "violate" : undefined;
    for (const { place, watch } of this.#sorted.steps) if (isSeen(watch, effect, rulesOf(label, command?.rules ?? []))) this.#sight(place, at);
    for (const { place, watch } of this.#sorted.events) {
      const truth = truthOf(watch.formula, sceneOf(this.#parts.built, target, label), this.#parts.model);
      if (truth.kind === "unknown") this.#giveUp(evaluationLimit, at);
      if (truth.kind === "undefined" || truth.kind === String(watch.wanted)) this.#sight(place, at);
    }
  }

  #sight(place: number, at: number): void {
    const word = watchAddress(place) >> 2;
    if (this.#words[word] !== sightingKinds.none) return;
    this.#words[word] = sightingKinds.step;
    this.#words[word + 1] = this.#words[addresses.currentRow >> 2] ?? 0;
    this.#words[word + 2] = at - ((this.#words[addresses.currentOut >> 2] ?? 0) >>> 0);
  }

  #sightState(place: number): void {
    const word = watchAddress(place) >> 2;
    if (this.#words[word] !== sightingKinds.none) return;
    this.#words[word] = sightingKinds.state;
    this.#words[word + 1] = this.#words[addresses.currentRow >> 2] ?? 0;
  }

  /** One bit for each watch for errors, in their order: whether the state has the error. */
  errorsOf(row: number): number {
    const { built } = this.#parts;
    const steps = this.#steps(row).filter(({ label }) => !isFault(label));
    const found = errorsIn(built, this.#configuration(row), steps);
    return this.#sorted.errors.reduce((bits, { kind }, index) => (found.some((error) => error.kind === kind) ? bits | (1 << index) : bits), 0);
  }

  /** Whether the formula of a watch has the truth value that is looked for, or none. */
  formulaAt(place: number, row: number, event: number | undefined): number {
    const { built, model, watches, events } = this.#parts;
    const watch = watches[place];
    if (watch?.kind !== "formula") return 0;
    const happened = event === undefined ? undefined : events[event];
    const truth = truthOf(watch.formula, sceneOf(built, this.#configuration(row), labelOf(happened)), model);
    if (truth.kind === "unknown") this.#giveUp(evaluationLimit, 0);
    return truth.kind === "undefined" || truth.kind === String(watch.wanted) ? 1 : 0;
  }

  lengthOf(channel: number, row: number): number {
    return this.#configuration(row).queues[channel]?.length ?? 0;
  }
}

/** A label that formulas cannot tell from that of the event. */
function labelOf(event: Event | undefined): Label | undefined {
  if (event === undefined) return undefined;
  const { from, to, label } = event;
  return event.kind === "sent" ? { kind: "send", from, to, label, values: [], oracles: [] } : { kind: "receive", from, to, label, values: [] };
}

/** The rules of a step: those of its command, and of the fault that it is. */
function rulesOf(label: Label, rules: readonly string[]): readonly string[] {
  switch (label.kind) {
    case "receive":
      return label.kept === true ? [label.clause === undefined ? "N-KEEP" : "F-DUPLICATE", ...rules] : rules;
    case "lose":
      return [label.clause === undefined ? "N-LOSE" : "F-LOSE"];
    case "reorder":
      return ["F-REORDER"];
    case "crash":
      return [label.restarts ? "F-CRASH" : "F-CRASH-FOR-GOOD"];
    case "send":
    case "local":
    case "any":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
      return rules;
  }
}
