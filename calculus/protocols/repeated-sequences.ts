/**
 * Sets of sequences of numbers, written as one sequence with parts that may come any number of times: `1 (2 3 | 4)* 5` is every sequence from 1 over any
 * number of 2 3 and 4 to 5.
 */
import { present } from "../present.ts";

/** A number, or alternatives of which any number comes, one after the other. No alternative is empty. */
export type Item = number | readonly (readonly number[])[];
export type Items = readonly Item[];

/** A machine for such a set: `letter` -1 for a step without one. State 0 is the first. */
interface Machine {
  readonly steps: readonly (readonly { readonly letter: number; readonly target: number }[])[];
  readonly last: number;
}

const machines = new WeakMap<Items, Machine>();

/** Whether every sequence of the one set is one of the other. At most exponential in the repeated parts of the larger set; they are few. */
export function includes(larger: Items, smaller: Items): boolean {
  if (larger === smaller) return true;
  const [big, small] = [machineOf(larger), machineOf(smaller)];
  const start = { place: 0, others: closed(big, [0]) };
  const seen = new Set([keyOf(start)]);
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at.place === small.last && !at.others.includes(big.last)) return false;
    for (const { letter, target } of present(small.steps[at.place])) {
      const others = letter === -1 ? at.others : closed(big, stepped(big, at.others, letter));
      if (others.length === 0) return false;
      const next = { place: target, others };
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
  return true;
}

function keyOf({ place, others }: { readonly place: number; readonly others: readonly number[] }): string {
  return `${place}|${others.join(",")}`;
}

function stepped({ steps }: Machine, places: readonly number[], letter: number): readonly number[] {
  return places.flatMap((place) => present(steps[place]).flatMap((step) => (step.letter === letter ? [step.target] : [])));
}

/** With what is reached by steps without a letter; sorted. */
function closed({ steps }: Machine, places: readonly number[]): readonly number[] {
  const all = new Set(places);
  for (const place of all) for (const { letter, target } of present(steps[place])) if (letter === -1) all.add(target);
  return [...all].sort((a, b) => a - b);
}

function machineOf(items: Items): Machine {
  const known = machines.get(items);
  if (known !== undefined) return known;
  const steps: { readonly letter: number; readonly target: number }[][] = [[]];
  let at = 0;
  for (const item of items) {
    const behind = steps.push([]) - 1;
    if (typeof item === "number") present(steps[at]).push({ letter: item, target: behind });
    else {
      present(steps[at]).push({ letter: -1, target: behind });
      for (const part of item) {
        let inside = at;
        for (const [index, letter] of part.entries()) {
          const target = index + 1 === part.length ? at : steps.push([]) - 1;
          present(steps[inside]).push({ letter, target });
          inside = target;
        }
      }
    }
    at = behind;
  }
  const machine = { steps, last: at };
  machines.set(items, machine);
  return machine;
}
