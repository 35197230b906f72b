/** What watches want to see of steps, of states that are entered and of states as such: as code, with call-outs for what has none. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Command } from "../../../calculus/machine/index.ts";
import type { Machine } from "../../../calculus/machine/index.ts";
import type { Code, Statement } from "../code/index.ts";
import { binary, call, get, i32, load, not, when } from "../code/index.ts";
import { addresses, sightEntered, sightStep, watchAddress } from "../exploration/model-code.ts";
import type { Watch } from "../watch.ts";
import { conditionally } from "./command-code.ts";
import type { Event } from "./formula-code.ts";
import { atLocation, sightCode } from "./formula-code.ts";
import { isRunning } from "./fault-code.ts";
import { Block } from "./locals.ts";
import type { Locals } from "./locals.ts";
import { both, constantOf, equal, no, oneOf, truth, yes } from "./logic.ts";
import { NotNative } from "./not-native.ts";
import type { Subject } from "./process-scene.ts";
import { fieldCode, wordsAt } from "./row-words.ts";
import type { Words } from "./row-words.ts";

type ErrorKind = "deadlock" | "orphan" | "reception";

/** Watches by what they are about, with their places. */
export interface SortedWatches {
  readonly errors: readonly { readonly place: number; readonly kind: ErrorKind }[];
  readonly terminal: readonly number[];
  /** Watches for choices without values. */
  readonly noValue: readonly number[];
  readonly steps: readonly { readonly place: number; readonly watch: Extract<Watch, { kind: "failure" | "violation" | "rule" }> }[];
  readonly entered: readonly { readonly place: number; readonly watch: Extract<Watch, { kind: "formula" }> }[];
  readonly events: readonly { readonly place: number; readonly watch: Extract<Watch, { kind: "formula" }> }[];
}

/** The watches, sorted. */
export function sortedWatches(watches: readonly Watch[]): SortedWatches {
  const errors: { readonly place: number; readonly kind: ErrorKind }[] = [];
  const terminal: number[] = [];
  const noValue: number[] = [];
  const steps: SortedWatches["steps"][number][] = [];
  const entered: SortedWatches["entered"][number][] = [];
  const events: SortedWatches["events"][number][] = [];
  watches.forEach((watch, place) => {
    switch (watch.kind) {
      case "deadlock":
      case "orphan":
      case "reception":
        errors.push({ place, kind: watch.kind });
        break;
      case "terminal":
        terminal.push(place);
        break;
      case "no-value":
        noValue.push(place);
        break;
      case "failure":
      case "violation":
      case "rule":
        steps.push({ place, watch });
        break;
      case "formula":
        (watch.at === "steps" ? events : entered).push({ place, watch });
        break;
      default:
        assertNever(watch);
    }
  });
  return { errors, terminal, noValue, steps, entered, events };
}

/** Whether a step by such a command, with these rules, is what the watch looks for. */
export function isSeen(watch: SortedWatches["steps"][number]["watch"], effect: Command["effect"]["kind"] | undefined, rules: readonly string[]): boolean {
  switch (watch.kind) {
    case "failure":
      return effect === "fail";
    case "violation":
      return effect === "violate";
    case "rule":
      return rules.some((rule) => watch.rules.has(rule));
    default:
      return assertNever(watch);
  }
}

/** The event of a step by the command, if formulas can tell it. */
export function eventOf({ role, effect }: Command, { channels, network }: Machine): Event | undefined {
  if (effect.kind !== "send" && effect.kind !== "receive") return undefined;
  const channel = channels[effect.channel];
  if (channel === undefined) return undefined;
  const from = network.order === "mailbox" ? (effect.kind === "send" ? role : effect.from) : (channel.from ?? "");
  return { kind: effect.kind === "send" ? "sent" : "received", from, to: channel.to, label: effect.label };
}

/** What is to be seen after the row of a step is written at `out`. `callOut` numbers events that formulas without code are asked about. */
export function seenOfStep(
  sorted: SortedWatches,
  subject: Subject,
  locals: Locals,
  effect: Command["effect"]["kind"] | undefined,
  rules: readonly string[],
  event: Event | undefined,
  callOut: (place: number, event: Event | undefined) => Code,
): readonly Statement[] {
  const direct = sorted.steps.filter(({ watch }) => isSeen(watch, effect, rules)).map(({ place }) => sightStep(place));
  const judged = sorted.events.flatMap(({ place, watch }) => {
    const block = new Block(locals);
    const condition = ((): Code => {
      try {
        return sightCode(watch.formula, watch.wanted, subject, wordsAt("out"), block, event);
      } catch (error) {
        if (!(error instanceof NotNative)) throw error;
        block.statements.length = 0;
        return callOut(place, event);
      }
    })();
    return constantOf(condition) === 0 ? [] : [whileOpen(place, [...block.statements, ...conditionally(condition, [sightStep(place)])])];
  });
  return [...direct, ...judged];
}

/** Only while the watch has seen nothing. */
export function whileOpen(place: number, statements: readonly Statement[]): Statement {
  return when(not(load(i32(0), watchAddress(place))), statements);
}

/** Whether all processes are over, nothing waits for one that runs, and nobody stopped but by a crash (calculus/semantics/networks/final.ts). */
export function finalCode(subject: Subject, words: Words): Code {
  const { machine, layout } = subject;
  const isCrashed = (process: number): Code => {
    const { stopped, statuses } = layout.processes[process] ?? {};
    const status = statuses?.indexOf("crashed") ?? -1;
    return stopped === undefined || status < 0 ? no : equal(fieldCode(stopped, words), i32(status + 1));
  };
  let all: Code = yes;
  machine.processes.forEach((_, process) => {
    const isDone = both(
      isRunning({ layout, words }, process),
      atLocation(subject, process, words, ({ isEnd }) => isEnd),
    );
    all = both(all, oneOf(isDone, isCrashed(process)));
  });
  machine.channels.forEach(({ to }, channel) => {
    const queue = layout.queues[channel];
    if (queue === undefined || queue.kind === "empty") return;
    const isEmpty = equal(fieldCode(queue.kind === "interned" ? queue.at : queue.length, words), i32(0));
    const receiver = machine.processes.findIndex(({ role }) => role === to);
    all = both(all, receiver < 0 ? isEmpty : oneOf(isEmpty, isCrashed(receiver)));
  });
  return all;
}

/**
 * What is to be seen of a state that is entered. The first `initialRows` rows are initial states, which formulas about steps see as targets of no event.
 */
export function seenOnEntering(sorted: SortedWatches, subject: Subject, words: Words, locals: Locals, initialRows: number): readonly Statement[] {
  const look = ({ place, watch }: SortedWatches["entered"][number], isAsked: Code): readonly Statement[] => {
    const block = new Block(locals);
    const condition = ((): Code => {
      try {
        return sightCode(watch.formula, watch.wanted, subject, words, block, undefined);
      } catch (error) {
        if (!(error instanceof NotNative)) throw error;
        block.statements.length = 0;
        return call("formulaAt", i32(place), get("row"));
      }
    })();
    const inner = [...block.statements, ...conditionally(condition, [sightEntered(place)])];
    return constantOf(condition) === 0 || constantOf(isAsked) === 0 ? [] : [whileOpen(place, conditionally(isAsked, inner))];
  };
  const isInitial = binary("lt_u", load(i32(0), addresses.currentRow), i32(initialRows));
  return [
    ...sorted.entered.flatMap((one) => look(one, one.watch.at === "final-states" ? finalCode(subject, words) : truth(true))),
    ...sorted.events.flatMap((one) => look(one, isInitial)),
  ];
}
