/** The moments of a network, from its explicit graph and from what the atoms of a formula ask of each of them. */
import { present } from "../../calculus/present.ts";
import type { Label, NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { at, NumberList } from "../graph/index.ts";
import type { SystemGraph } from "../graph/index.ts";
import { networkScene } from "../property/scene.ts";
import type { Scene } from "../property/scene.ts";
import { actionOfLabel } from "./actions.ts";
import { beyond, nobody, stutter, truths } from "./moments.ts";
import type { MomentGraph, TruthCode } from "./moments.ts";
import { PairNumbers } from "./pair-numbers.ts";
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
  const asked = new Asked(graph, atoms, isObscure);
  const numbers = new PairNumbers();
  const actions: string[] = [];
  const actionByLabel = graph.actions.map((label) => {
    const action = actionOfLabel(label);
    if (action === undefined) return nobody;
    const known = actions.indexOf(action);
    return known >= 0 ? known : actions.push(action) - 1;
  });
  const moment = (state: number, label: number): number => numbers.numberOf(state, asked.kindAt(state, label));
  const initial = graph.initial.filter((state) => asked.follows(state)).map((state) => moment(state, -1));
  const [offsets, targets, actionOf, edgeOf] = [new NumberList(), new NumberList(), new NumberList(), new NumberList()];
  let cutOff = graph.initial.some((state) => asked.isCutOff(state));
  for (let source = 0; source < numbers.size; source += 1) {
    offsets.push(targets.length);
    const [state] = numbers.pairOf(source);
    let canMove = false;
    for (let edge = at(graph.offsets, state); edge < at(graph.offsets, state + 1); edge += 1) {
      const [label, target] = [at(graph.labels, edge), at(graph.targets, edge)];
      const action = present(actionByLabel[label]);
      canMove ||= action !== nobody;
      const isFollowed = asked.follows(target);
      cutOff ||= !isFollowed && asked.isCutOff(target);
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
  const [stateOf, truth] = [new Int32Array(numbers.size), new Uint8Array(numbers.size * atoms.length)];
  for (let one = 0; one < numbers.size; one += 1) {
    const [state, kind] = numbers.pairOf(one);
    stateOf[one] = state;
    truth.set(asked.truthOf(kind), one * atoms.length);
  }
  return {
    moments: numbers.size,
    initial: [...new Set(initial)],
    offsets: offsets.toArray(),
    targets: targets.toArray(),
    actionOf: actionOf.toArray(),
    edgeOf: edgeOf.toArray(),
    actions,
    atoms: atoms.length,
    truth,
    stateOf,
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

const bitsOfTruth = 2;
/** What is known of a state: nothing yet, that runs are followed through it, that they are not, and that an assumption is false there. */
const looks = { none: 0, followed: 1, left: 2, cutOff: 3 } as const;

/**
 * What is asked of states, once for each, and of atoms about events once more for each label that they are about. Moments of one state with the same truth are of
 * one kind: the truth codes of the atoms as digits, the first the highest.
 */
class Asked {
  readonly #graph: SystemGraph<NetworkConfiguration>;
  readonly #atoms: readonly Atom[];
  readonly #isObscure: ((configuration: NetworkConfiguration) => boolean) | undefined;
  readonly #looked: Uint8Array;
  /** By state, the kind of the moment in which nothing has happened that an atom is about; −1 before it is asked. */
  readonly #still: Int32Array;
  /** The configuration that was asked for last: most are asked for twice. */
  #last: { readonly state: number; readonly configuration: NetworkConfiguration } | undefined;
  readonly #pairs = new PairNumbers();
  /** By number of a pair of a state and a label. */
  readonly #kinds = new NumberList();
  /** By label: whether the truth of some atom may depend on it. */
  readonly #matters: readonly boolean[];
  undefinedBecause: string | undefined;
  unknownBecause: string | undefined;

  constructor(graph: SystemGraph<NetworkConfiguration>, atoms: readonly Atom[], isObscure: ((configuration: NetworkConfiguration) => boolean) | undefined) {
    this.#graph = graph;
    this.#atoms = atoms;
    this.#isObscure = isObscure;
    this.#looked = new Uint8Array(graph.states);
    this.#still = new Int32Array(graph.states).fill(-1);
    this.#matters = graph.actions.map((label) => atoms.some(({ readsEvents, isAbout }) => readsEvents && isAbout?.(label) !== false));
  }

  /** Whether runs are followed through the state. */
  follows(state: number): boolean {
    return this.#look(state) === looks.followed;
  }

  isCutOff(state: number): boolean {
    return this.#look(state) === looks.cutOff;
  }

  /** `label` is that of the step that leads to the state, −1 for none. The state is one that runs are followed through. */
  kindAt(state: number, label: number): number {
    if (label < 0 || this.#matters[label] !== true) {
      const known = present(this.#still[state]);
      return known >= 0 ? known : (this.#still[state] = this.#kindOf(state, undefined));
    }
    const number = this.#pairs.numberOf(state, label);
    if (number === this.#kinds.length) this.#kinds.push(this.#kindOf(state, present(this.#graph.actions[label])));
    return this.#kinds.get(number);
  }

  /** The truth codes of a kind. */
  truthOf(kind: number): readonly number[] {
    return this.#atoms.map((_, index) => (kind >> (bitsOfTruth * (this.#atoms.length - 1 - index))) & (2 ** bitsOfTruth - 1));
  }

  #look(state: number): number {
    const before = this.#looked[state] ?? looks.none;
    if (before !== looks.none) return before;
    const configuration = this.#configuration(state);
    const isLeft = state >= this.#graph.expanded || this.#isObscure?.(configuration) === true;
    return (this.#looked[state] = isCutOff(configuration) ? looks.cutOff : isLeft ? looks.left : looks.followed);
  }

  #configuration(state: number): NetworkConfiguration {
    if (this.#last?.state !== state) this.#last = { state, configuration: this.#graph.configuration(state) };
    return this.#last.configuration;
  }

  /** What does not depend on events is asked once. */
  #kindOf(state: number, event: Label | undefined): number {
    const scene = networkScene(this.#configuration(state), event);
    const still = event === undefined ? -1 : present(this.#still[state]);
    const known = still < 0 ? undefined : this.truthOf(still);
    return this.#atoms.reduce((kind, atom, index) => {
      const truth = known === undefined || atom.readsEvents ? this.#ask(atom, scene) : present(known[index]);
      return (kind << bitsOfTruth) | truth;
    }, 0);
  }

  #ask(atom: Atom, scene: Scene): TruthCode {
    const truth = atom.truthAt(scene);
    if (truth.kind === "undefined") this.undefinedBecause ??= truth.reason;
    if (truth.kind === "unknown") this.unknownBecause ??= truth.reason;
    return truths[truth.kind];
  }
}
