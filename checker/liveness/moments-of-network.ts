/** The moments of a network, from its explicit graph and from what the atoms of a formula ask of each of them. */
import { present } from "../../calculus/present.ts";
import type { Label, NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { at } from "../graph/index.ts";
import type { SystemGraph } from "../graph/index.ts";
import { networkScene } from "../property/scene.ts";
import { actionOfLabel } from "./actions.ts";
import { beyond, nobody, stutter, truths } from "./moments.ts";
import type { MomentGraph, TruthCode } from "./moments.ts";
import { usualRunParts } from "./parts.ts";
import type { RunParts } from "./parts.ts";
import type { Atom } from "./run-property.ts";

export interface NetworkMoments extends MomentGraph {
  /** Why atoms have no truth value, or none that is known, in words: the first of each kind. */
  readonly undefinedBecause?: string;
  readonly unknownBecause?: string;
  /** There are states where a false assumption stopped somebody: runs through them are not followed. */
  readonly isCutOff: boolean;
}

/**
 * The moments of a graph of a network. Runs in which an assumption of the program turns out to be false are not followed beyond: they do not count.
 * Neither are states that were not looked into, and those in which the steps of somebody are not known (`isObscure`). Linear in the graph, times the kinds
 * of moments of a state where atoms read events.
 */
export function momentsOfNetwork(
  graph: SystemGraph<NetworkConfiguration>,
  atoms: readonly Atom[],
  isObscure?: (configuration: NetworkConfiguration) => boolean,
  { repeatsLastMoment }: RunParts = usualRunParts,
): NetworkMoments {
  const asked = new Asked(graph, atoms);
  const numbers = new Map<number, number>();
  const actions: string[] = [];
  const actionByLabel = graph.actions.map((label) => {
    const action = actionOfLabel(label);
    if (action === undefined) return nobody;
    const known = actions.indexOf(action);
    return known >= 0 ? known : actions.push(action) - 1;
  });
  const [stateOf, truth]: [number[], TruthCode[][]] = [[], []];
  const moment = (state: number, label: number): number => {
    const found = asked.at(state, label);
    const key = state * asked.kinds + found.kind;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, stateOf.length);
    stateOf.push(state);
    truth.push(found.truth);
    return stateOf.length - 1;
  };
  const followed = new Int8Array(graph.states).fill(-1);
  const follows = (state: number): boolean => {
    if (followed[state] === -1) {
      const configuration = graph.configuration(state);
      followed[state] = state < graph.expanded && !isCutOff(configuration) && isObscure?.(configuration) !== true ? 1 : 0;
    }
    return followed[state] === 1;
  };
  const initial = graph.initial.filter(follows).map((state) => moment(state, -1));
  const [offsets, targets, actionOf, edgeOf]: [number[], number[], number[], number[]] = [[], [], [], []];
  let cutOff = graph.initial.some((state) => isCutOff(graph.configuration(state)));
  for (let source = 0; source < stateOf.length; source += 1) {
    offsets.push(targets.length);
    const state = present(stateOf[source]);
    let canMove = false;
    for (let edge = at(graph.offsets, state); edge < at(graph.offsets, state + 1); edge += 1) {
      const [label, target] = [at(graph.labels, edge), at(graph.targets, edge)];
      const action = present(actionByLabel[label]);
      canMove ||= action !== nobody;
      const isFollowed = follows(target);
      cutOff ||= !isFollowed && isCutOff(graph.configuration(target));
      targets.push(isFollowed ? moment(target, label) : beyond);
      actionOf.push(action);
      edgeOf.push(edge);
    }
    if (canMove || !repeatsLastMoment) continue;
    targets.push(source);
    actionOf.push(nobody);
    edgeOf.push(stutter);
  }
  offsets.push(targets.length);
  return {
    moments: stateOf.length,
    initial: [...new Set(initial)],
    offsets: Int32Array.from(offsets),
    targets: Int32Array.from(targets),
    actionOf: Int32Array.from(actionOf),
    edgeOf: Int32Array.from(edgeOf),
    actions,
    atoms: atoms.length,
    truth: Uint8Array.from(truth.flat()),
    stateOf: Int32Array.from(stateOf),
    isCutOff: cutOff,
    ...(asked.undefinedBecause === undefined ? {} : { undefinedBecause: asked.undefinedBecause }),
    ...(asked.unknownBecause === undefined ? {} : { unknownBecause: asked.unknownBecause }),
  };
}

/** An assumption was false: the run is outside of what the program is about. */
function isCutOff({ world }: NetworkConfiguration): boolean {
  for (const why of world.stopped.values()) if (why === "assumption") return true;
  return false;
}

/** The truth of atoms, asked once for each state, and for atoms about events once for each state and label. */
class Asked {
  readonly #graph: SystemGraph<NetworkConfiguration>;
  readonly #atoms: readonly Atom[];
  readonly #still = new Map<number, TruthCode[]>();
  readonly #known = new Map<number, { readonly kind: number; readonly truth: TruthCode[] }>();
  readonly #readsEvents: boolean;
  /** More than the number of the last kind. */
  readonly kinds: number;
  undefinedBecause: string | undefined;
  unknownBecause: string | undefined;

  constructor(graph: SystemGraph<NetworkConfiguration>, atoms: readonly Atom[]) {
    this.#graph = graph;
    this.#atoms = atoms;
    this.#readsEvents = atoms.some(({ readsEvents }) => readsEvents);
    this.kinds = 4 ** atoms.length;
  }

  /** `label` is that of the step that leads to the state, −1 for none. Moments of one state with the same truth are of one kind. */
  at(state: number, label: number): { readonly kind: number; readonly truth: TruthCode[] } {
    const key = state * (this.#graph.actions.length + 1) + (this.#readsEvents ? label + 1 : 0);
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const event = label < 0 ? undefined : present(this.#graph.actions[label]);
    const still = this.#still.get(state);
    const truth = this.#atoms.map((atom, index) => (still === undefined || atom.readsEvents ? this.#ask(atom, state, event) : present(still[index])));
    if (still === undefined) this.#still.set(state, truth);
    const found = { kind: truth.reduce<number>((sum, one) => 4 * sum + one, 0), truth };
    this.#known.set(key, found);
    return found;
  }

  #ask(atom: Atom, state: number, event: Label | undefined): TruthCode {
    const truth = atom.truthAt(networkScene(this.#graph.configuration(state), event));
    if (truth.kind === "undefined") this.undefinedBecause ??= truth.reason;
    if (truth.kind === "unknown") this.unknownBecause ??= truth.reason;
    return truths[truth.kind];
  }
}
