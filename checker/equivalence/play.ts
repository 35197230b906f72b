/** Experiments on a system, by their definition: what is true of a state is found by taking the steps of the system, not by the partition that is judged. */
import type { TransitionSystem } from "../../calculus/semantics/index.ts";
import { present } from "../../calculus/present.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { at } from "../graph/index.ts";
import type { Formula } from "./formula.ts";
import { ended, endless, observe, silent } from "./observation.ts";
import type { Seeing, ObservedGraph } from "./observed-graph.ts";

/** A step as it is seen: the key of an observation. */
interface Move {
  readonly action: string;
  readonly target: number;
}

/** Places are numbers. `initial` are in the order of the system's initial configurations. */
export interface Play {
  readonly initial: readonly number[];
  readonly moves: (place: number) => readonly Move[];
}

/** A play of the rules themselves. Places are numbered as they are met. */
export function playOfSystem<C>(system: TransitionSystem<C>, { observation, divergence }: Seeing): Play {
  const chooser = recordingChooser();
  const numbers = new Map<string, number>();
  const configurations: (C | undefined)[] = [];
  const moves: (readonly Move[] | undefined)[] = [];
  const enter = (key: string, configuration: C | undefined): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, configurations.length);
    return configurations.push(configuration) - 1;
  };
  const sink = enter("\u0000", undefined);
  const plain = (place: number): readonly Move[] => {
    const known = moves[place];
    if (known !== undefined) return known;
    const configuration = configurations[place];
    const found: Move[] = [];
    if (configuration !== undefined) {
      for (const { label, target } of system.steps(configuration, chooser))
        found.push({ action: (observe(label, observation) ?? silent).key, target: enter(system.key(target), target) });
      if (system.isFinal(configuration)) found.push({ action: ended.key, target: sink });
    }
    moves[place] = found;
    return found;
  };
  const initial = [...new Set(system.initial(chooser.initial()).map((configuration) => enter(system.key(configuration), configuration)))];
  const returns = new Map<number, boolean>();
  const returnsInSilence = (place: number): boolean => {
    const known =
      returns.get(place) ??
      silentFrom(
        plain(place).flatMap(({ action, target }) => (action === silent.key ? [target] : [])),
        plain,
      ).has(place);
    returns.set(place, known);
    return known;
  };
  return { initial, moves: (place) => (divergence && returnsInSilence(place) ? [...plain(place), { action: endless.key, target: sink }] : plain(place)) };
}

/** The same of a graph that was built: for tries that are checked again by the rules. */
export function playOfGraph({ offsets, targets, labels, actions, initial }: ObservedGraph): Play {
  return {
    initial,
    moves: (place) => {
      const found: Move[] = [];
      for (let edge = at(offsets, place); edge < at(offsets, place + 1); edge += 1)
        found.push({ action: present(actions[at(labels, edge)]).key, target: at(targets, edge) });
      return found;
    },
  };
}

/** All places that silent steps lead to from these, which are among them. */
export function silentFrom(places: Iterable<number>, moves: Play["moves"]): ReadonlySet<number> {
  const reached = new Set(places);
  for (const place of reached) for (const { action, target } of moves(place)) if (action === silent.key) reached.add(target);
  return reached;
}

/** Whether a formula is true of a place; remembers what it has found. */
export function evaluator({ moves }: Play): (formula: Formula, place: number) => boolean {
  const known = new Map<Formula, Map<number, boolean>>();
  const all = (formulas: readonly Formula[], place: number): boolean => formulas.every((formula) => holds(formula, place));
  const compute = (formula: Formula, place: number): boolean => {
    if (formula.kind === "not") return !holds(formula.of, place);
    const { action, then } = formula;
    const does = (from: number): readonly number[] => moves(from).flatMap((move) => (move.action === action.key ? [move.target] : []));
    switch (formula.how) {
      case "at-once":
        return does(place).some((target) => all(then, target));
      case "weakly": {
        const before = silentFrom([place], moves);
        const after = action.key === silent.key ? before : silentFrom([...before].flatMap(does), moves);
        return [...after].some((target) => all(then, target));
      }
      case "staying": {
        // Without this a silent step that changes nothing could be told from none, which branching bisimilarity does not.
        if (action.key === silent.key && all(then, place)) return true;
        const through = new Set([place]);
        for (const here of through) {
          if (!all(formula.while, here)) continue;
          if (does(here).some((target) => all(then, target))) return true;
          for (const move of moves(here)) if (move.action === silent.key) through.add(move.target);
        }
        return false;
      }
    }
  };
  const holds = (formula: Formula, place: number): boolean => {
    const of = known.get(formula) ?? new Map<number, boolean>();
    known.set(formula, of);
    const value = of.get(place) ?? compute(formula, place);
    of.set(place, value);
    return value;
  };
  return holds;
}

/** Whether some run of the play shows exactly these observations, silent steps between them left out. */
export function showsTrace({ initial, moves }: Play, trace: readonly string[]): boolean {
  let places = silentFrom(initial, moves);
  for (const action of trace)
    places = silentFrom(
      [...places].flatMap((place) => moves(place).flatMap((move) => (move.action === action ? [move.target] : []))),
      moves,
    );
  return places.size > 0;
}
