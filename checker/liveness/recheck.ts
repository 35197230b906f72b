/**
 * Checks that a run violates a property of whole runs: repeats it by the rules, comes back to where its round begins, asks whether it is fair, and evaluates
 * the property along it from its meaning. Shares nothing with the search but the questions about single moments.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import { present } from "../../calculus/present.ts";
import type { Label, NetworkConfiguration, Step, TransitionSystem } from "../../calculus/semantics/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import { firstValues, visited, watching } from "../../interpreter/index.ts";
import type { RecordedSteps } from "../../interpreter/index.ts";
import { positionKey } from "../explicit-state/position-key.ts";
import { networkScene } from "../property/scene.ts";
import type { Atom, RunProperty } from "./run-property.ts";

export type Recheck =
  | {
      readonly kind: "confirmed";
      readonly start: NetworkConfiguration;
      readonly steps: readonly Step<NetworkConfiguration>[];
      /** After so many steps the property is seen to fail: where what leads to something is true, or what is to hold until something is false. */
      readonly after: number;
    }
  /** `isRun`: its steps are possible one after the other, and yet it does not show the contrary. */
  | { readonly kind: "refuted"; readonly reason: string; readonly isRun: boolean };

/** A run and its round: the steps behind `loop` are repeated for ever; without `loop` the run is over. */
export type ClaimedRun = RecordedSteps;

/** Whether the run violates the property. Linear in the run, plus the steps that are possible on its round. */
export function recheckRun(network: TransitionSystem<NetworkConfiguration>, property: RunProperty, fairness: Fairness, run: ClaimedRun): Recheck {
  const readsPositions = property.atoms.some((atom) => atom.readsPositions);
  const key = (configuration: NetworkConfiguration): string => `${network.key(configuration)}${readsPositions ? positionKey(configuration) : ""}`;
  const walked = visited(network, run, key);
  switch (walked.kind) {
    case "no-start":
      return refuted("no run starts with these values", false);
    case "impossible":
      return refuted(`step ${String(walked.step)} of the run is not possible`, false);
    case "not-closed":
      return refuted("the round does not come back to where it begins");
    case "visited":
      break;
    default:
      return assertNever(walked);
  }
  const { start, steps } = walked;
  const configurations = [start, ...steps.map(({ target }) => target)];
  if (configurations.some(({ world }) => [...world.stopped.values()].includes("assumption"))) return refuted("an assumption is false on the run");
  const unfair = run.loop === undefined ? goesOn(network, present(configurations.at(-1))) : unfairness(network, configurations, steps, run.loop, fairness);
  if (unfair !== undefined) return refuted(unfair);
  const labels: readonly (Label | undefined)[] = [undefined, ...steps.map(({ label }) => label)];
  const word = configurations.map((configuration, index) => networkScene(configuration, labels[index]));
  const truthAt = (atom: Atom | undefined, moment: number): string => (atom === undefined ? "false" : atom.truthAt(present(word[moment])).kind);
  const after = failsAfter(property, word.length, run.loop, truthAt);
  return typeof after === "string" ? refuted(after) : { kind: "confirmed", start, steps, after };
}

function refuted(reason: string, isRun = true): Recheck {
  return { kind: "refuted", reason, isRun };
}

/** The steps that are possible, faults apart; undefined where somebody cannot be asked, because of a limit or a choice without a value. */
function owed(network: TransitionSystem<NetworkConfiguration>, configuration: NetworkConfiguration): readonly Label[] | undefined {
  const { chooser, obstacle } = watching(firstValues);
  const labels = network.steps(configuration, chooser).map(({ label }) => label);
  return obstacle() === undefined ? labels.filter(({ kind }) => kind !== "crash" && kind !== "lose" && kind !== "reorder") : undefined;
}

/** Why a run that is said to be over is not. */
function goesOn(network: TransitionSystem<NetworkConfiguration>, configuration: NetworkConfiguration): string | undefined {
  const possible = owed(network, configuration);
  if (possible === undefined) return "what comes next is beyond a limit, or a choice without a value";
  return possible.length > 0 ? "somebody can move at the end of the run" : undefined;
}

/** What fairness is owed to: who sends what to whom, who receives what from whom, and who does something by itself. */
function owedTo(label: Label): string {
  return JSON.stringify(label.kind === "send" || label.kind === "receive" ? [label.kind, label.from, label.to, label.label] : [subject(label)]);
}

/** What the round neglects. */
function unfairness(
  network: TransitionSystem<NetworkConfiguration>,
  configurations: readonly NetworkConfiguration[],
  steps: readonly Step<NetworkConfiguration>[],
  loop: number,
  fairness: Fairness,
): string | undefined {
  if (steps.length <= loop) return "the round is empty";
  const taken = new Set(steps.slice(loop).map(({ label }) => owedTo(label)));
  const possible = configurations.slice(loop, -1).map((configuration) => owed(network, configuration)?.map(owedTo));
  for (const here of possible) {
    if (here === undefined) return "on the round somebody meets a limit, or a choice without a value";
    for (const action of here) {
      if (taken.has(action) || fairness === "no-fairness") continue;
      if (fairness === "strong-fairness") return `${action} is possible on the round and not taken`;
      if (possible.every((others) => others?.includes(action))) return `${action} is possible all along the round and not taken`;
    }
  }
  return undefined;
}

/**
 * The moment after which the property fails on the run, by the meaning of its shape; a sentence if it does not fail. The moments are those of the steps; the
 * ones behind `loop` come again and again, and in a run that is over the last one stays.
 */
function failsAfter(
  { shape, atoms: [first, second] }: RunProperty,
  moments: number,
  loop: number | undefined,
  truthAt: (atom: Atom | undefined, moment: number) => string,
): number | string {
  const all = Array.from({ length: moments }, (_, moment) => moment);
  /** The moments that come at this one or later. */
  const from = (moment: number): readonly number[] => all.slice(loop === undefined ? moment : Math.min(moment, loop + 1));
  const never = (atom: Atom | undefined, among: readonly number[]): boolean => among.every((moment) => truthAt(atom, moment) === "false");
  switch (shape) {
    case "eventually":
      return never(first, all) ? 0 : "what is said never to be true is true on the run";
    case "leads-to": {
      const open = all.find((moment) => truthAt(first, moment) === "true" && never(second, from(moment)));
      return open ?? "whatever the property waits for comes on the run";
    }
    case "until": {
      for (const moment of all) {
        if (truthAt(second, moment) !== "false") return "what the property waits for comes on the run, and what is to hold until then holds";
        if (truthAt(first, moment) === "false") return moment;
      }
      return moments - 1;
    }
    default:
      return assertNever(shape);
  }
}
