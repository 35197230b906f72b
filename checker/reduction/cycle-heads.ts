/** Locations that cut every cycle of a control-flow graph: the targets of its back edges (Tarjan, Depth-first search and linear graph algorithms, 1972). */
import type { Command, MachineProcess } from "../../calculus/machine/index.ts";

/** Some location of each cycle that runs through `within` only; a process that fails or stops goes nowhere. Linear; no recursion. */
export function cycleHeads(process: MachineProcess, within: (location: number) => boolean): ReadonlySet<number> {
  const heads = new Set<number>();
  const state = new Map<number, "open" | "closed">();
  const targetsOf = (location: number): readonly number[] =>
    (process.locations[location]?.commands ?? [])
      .filter(goesOn)
      .map(({ target }) => target)
      .filter(within);
  for (let root = 0; root < process.locations.length; root += 1) {
    if (state.has(root) || !within(root)) continue;
    const path: { readonly location: number; readonly targets: readonly number[]; next: number }[] = [];
    const open = (location: number): void => {
      state.set(location, "open");
      path.push({ location, targets: targetsOf(location), next: 0 });
    };
    open(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = top.targets[top.next];
      top.next += 1;
      if (target === undefined) {
        state.set(top.location, "closed");
        path.pop();
      } else if (state.get(target) === "open") heads.add(target);
      else if (!state.has(target)) open(target);
    }
  }
  return heads;
}

function goesOn({ effect }: Command): boolean {
  return effect.kind !== "fail" && effect.kind !== "stop";
}
