/**
 * Models for the tests of the search, without machines: states are numbers below `size`, and the steps of n are those of the successors
 * (a·n + b) mod size for which n mod m is not 0. The same as code and as a state space of the reference exploration.
 */
import { add, and, binary, eq, functionOf, get, giveBack, i32, load, mul, ne, set, store, when } from "../code/index.ts";
import type { Code, Statement } from "../code/index.ts";
import { networkScene } from "../../property/scene.ts";
import type { Scene } from "../../property/scene.ts";
import type { StateSpace } from "../../explicit-state/state-space.ts";
import type { Target } from "../../explicit-state/target.ts";
import { reached } from "../../explicit-state/target.ts";
import type { ModelCode } from "./model-code.ts";
import { countFinal, peak, sightEntered, sightState, sightStep } from "./model-code.ts";

export interface ArithmeticModel {
  readonly size: number;
  readonly words: number;
  readonly initial: readonly number[];
  readonly steps: readonly { readonly factor: number; readonly summand: number; readonly unless: number }[];
  /** What is looked for: a number that has this remainder; of a step, the sum of its source and its target. */
  readonly watches: readonly { readonly kind: "state" | "step" | "entered"; readonly modulus: number; readonly remainder: number }[];
}

const remainder = (value: Code, modulus: number): Code => binary("rem_u", value, i32(modulus));

/** In all words of the row but the first there is something that follows from the number. */
function wordOf(number: Code, word: number): Code {
  return word === 0 ? number : binary("xor", mul(number, i32(0x01000193 + 2 * word)), i32(word));
}

/** As code. A number without steps that is even is final; the greatest number is the only peak. */
export function codeOf({ size, words, initial, steps, watches }: ArithmeticModel): ModelCode {
  const looksFor = (kind: string, value: Code, sight: (watch: number) => Statement): readonly Statement[] =>
    watches.flatMap((one, watch) => (one.kind === kind ? [when(eq(remainder(value, one.modulus), i32(one.remainder)), [sight(watch)])] : []));
  const body: readonly Statement[] = [
    set("n", load(get("row"))),
    ...looksFor("state", get("n"), sightState),
    ...steps.flatMap(({ factor, summand, unless }) => [
      when(ne(remainder(get("n"), unless), i32(0)), [
        set("m", remainder(add(mul(get("n"), i32(factor)), i32(summand)), size)),
        ...Array.from({ length: words }, (_, k) => store(get("out"), 4 * k, wordOf(get("m"), k))),
        ...looksFor("step", add(get("n"), get("m")), sightStep),
        set("out", add(get("out"), i32(4 * words))),
        set("any", i32(1)),
      ]),
    ]),
    when(binary("lt_u", get("any"), and(binary("xor", get("n"), i32(1)), i32(1))), [countFinal()]),
    giveBack(get("out")),
  ];
  const entered: readonly Statement[] = [set("n", load(get("row"))), peak(watches.length, 0, "n"), ...looksFor("entered", get("n"), sightEntered)];
  return {
    words,
    initial: initial.map((number) => rowOfNumber(number, words)),
    imports: [],
    functions: [functionOf("successors", ["row", "out"], ["n", "m", "any"], body, { result: "i32" }), functionOf("enter", ["row"], ["n"], entered)],
    maxSuccessors: steps.length,
    watches: watches.length,
    peaks: 1,
    scratchBytes: 0,
  };
}

/** The row of a number. */
export function rowOfNumber(number: number, words: number): Int32Array {
  return Int32Array.from({ length: words }, (_, k) => (k === 0 ? number : Math.imul(number, 0x01000193 + 2 * k) ^ k));
}

/** For the reference exploration. */
export function spaceOf({ size, initial, steps }: ArithmeticModel): StateSpace<number> {
  const targets = (n: number): readonly number[] =>
    steps.flatMap(({ factor, summand, unless }) => (n % unless === 0 ? [] : [((Math.imul(n, factor) + summand) >>> 0) % size]));
  return {
    initial: () => initial,
    key: String,
    scene: (n) => sceneOf(n, undefined),
    moves: (n) =>
      targets(n).map((target) => ({
        moments: [{ step: { label: { kind: "local", role: "A", action: String(target) }, rules: [], site } as never, scene: sceneOf(target, n) }],
        target,
      })),
    facts: (n, moves) => ({ isFinal: moves.length === 0 && n % 2 === 0, isTerminal: false, errors: [], waiting: [], number: n }),
  };
}

/** The watches as targets of the reference exploration. */
export function targetsOf({ watches }: ArithmeticModel): ReadonlyMap<number, Target> {
  const numbers = (scene: Scene): NumberedScene => scene as NumberedScene;
  return new Map(
    watches.map(({ kind, modulus, remainder: wanted }, watch): readonly [number, Target] => {
      const judge = (value: number | undefined) => (value !== undefined && value % modulus === wanted ? reached : undefined);
      switch (kind) {
        case "state":
          return [watch, { atState: (facts) => judge((facts as typeof facts & { readonly number: number }).number) }];
        case "entered":
          return [watch, { atScene: (scene) => judge(numbers(scene).number) }];
        case "step":
          return [
            watch,
            { atMoment: (scene) => judge(numbers(scene).source === undefined ? undefined : numbers(scene).number + (numbers(scene).source ?? 0)) },
          ];
      }
    }),
  );
}

type NumberedScene = Scene & { readonly number: number; readonly source?: number };

const site = {};

function sceneOf(number: number, source: number | undefined): NumberedScene {
  const world = { store: new Map(), stopped: new Map(), oracles: new Map() };
  return { ...networkScene({ processes: new Map(), channels: new Map(), world }), number, ...(source === undefined ? {} : { source }) };
}
