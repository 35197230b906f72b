/** Random small graphs of moments: truths of two atoms, steps with actions, steps of nobody, steps that are possible and not followed. */
import { beyond, nobody, stutter, type MomentGraph } from "../../checker/liveness/index.ts";
import type { Generator } from "../theorem.ts";
import { structured, type Chance } from "./chance.ts";

/** A step: where it leads (−1: beyond) and its action (−1: nobody's). */
type WrittenStep = readonly [target: number, action: number];

export interface MomentGraphCase {
  /** The first ones are those in which runs begin. */
  readonly moments: readonly { readonly truth: readonly [boolean, boolean]; readonly steps: readonly WrittenStep[] }[];
  readonly initial: number;
}

const mostMoments = 5;
/** Including the repetitions of last moments: all sets of steps are looked at. */
const mostSteps = 10;
const actions = 3;

export const momentGraphs: Generator<MomentGraphCase> = {
  name: "random graphs of up to 5 moments and 10 steps with 3 actions",
  arbitrary: structured(generated, smaller),
  extension: "json",
  write: (value) => `${JSON.stringify(value)}\n`,
  read: (text) => JSON.parse(text) as MomentGraphCase,
};

function generated(chance: Chance): MomentGraphCase {
  const count = chance.between(1, mostMoments);
  let room = mostSteps - count;
  const moments = Array.from({ length: count }, () => {
    const truth: readonly [boolean, boolean] = [chance.percent(45), chance.percent(25)];
    const number = Math.min(room, chance.between(0, 3));
    room -= number;
    const steps = Array.from({ length: number }, (): WrittenStep => [
      chance.percent(6) ? beyond : chance.between(0, count - 1),
      chance.percent(10) ? nobody : chance.between(0, actions - 1),
    ]);
    return { truth, steps };
  });
  return { moments, initial: chance.between(1, Math.min(2, count)) };
}

function smaller({ moments, initial }: MomentGraphCase): readonly MomentGraphCase[] {
  return moments.flatMap(({ truth, steps }, index) =>
    steps.map((_, dropped) => ({ initial, moments: moments.with(index, { truth, steps: steps.filter((_step, place) => place !== dropped) }) })),
  );
}

/** The case as the checker takes graphs; where nobody has a step of somebody the moment is repeated. */
export function momentGraphOf({ moments, initial }: MomentGraphCase): MomentGraph {
  const rows = moments.map(({ steps }, index): readonly (readonly [number, number, number])[] => [
    ...steps.map(([target, action], edge) => [target, action, edge] as const),
    ...(steps.every(([, action]) => action === nobody) ? [[index, nobody, stutter] as const] : []),
  ]);
  const offsets = [0];
  for (const row of rows) offsets.push((offsets.at(-1) ?? 0) + row.length);
  const column = (place: 0 | 1 | 2): Int32Array => Int32Array.from(rows.flat().map((step) => step[place]));
  return {
    moments: moments.length,
    initial: Array.from({ length: initial }, (_, index) => index),
    offsets: Int32Array.from(offsets),
    targets: column(0),
    actionOf: column(1),
    edgeOf: column(2),
    actions: Array.from({ length: actions }, (_, action) => `action ${String(action)}`),
    atoms: 2,
    truth: Uint8Array.from(moments.flatMap(({ truth }) => truth.map(Number))),
    stateOf: Int32Array.from(moments.keys()),
  };
}
