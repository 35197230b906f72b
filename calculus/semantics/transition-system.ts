/** The one interface behind which every semantics stands: what runs or explores goes through it. */
import type { Behaviour, Choreography, Definitions, FaultModel, NetworkArchitecture, Role, Site, Value, MessageLabel } from "../core/index.ts";
import type { Chooser, Environment, OracleAnswer } from "../values/index.ts";
import type { Label } from "./label.ts";

export type { ChoiceRequest, Chooser, DomainValues, Environment } from "../values/index.ts";

/** Σ(p): the fields persist; the last frame is the current call's. The first frame is the entry's and is never popped. */
export interface RoleStore {
  readonly fields: Environment;
  readonly frames: readonly Environment[];
}
export type Store = ReadonlyMap<Role, RoleStore>;

/** What both kinds of configuration share. */
export interface World {
  readonly store: Store;
  /** Roles stopped by `fail`, a false `assume` (docs/semantics.md §3) or a crash for good, each with why. */
  readonly stopped: ReadonlyMap<Role, StopReason>;
  /** Answers given so far by functions without body, keyed canonically. */
  readonly oracles: ReadonlyMap<string, OracleAnswer>;
  /** How often each clause of the fault model was used; stays 0 for one without a budget. Absent where there is no fault model. */
  readonly spent?: readonly number[];
}

export type StopReason = "failed" | "assumption" | "crashed";

export interface ChoreographyConfiguration {
  readonly term: Choreography;
  readonly world: World;
}

export interface Message {
  readonly label: MessageLabel;
  readonly values: readonly Value[];
  /** Who sent it; given in a mailbox only. */
  readonly from?: Role;
}

/** Messages on their way, oldest first; of a bag in the order of labels and values. `from` is absent in a mailbox, which has many senders. */
export interface Queue {
  readonly from?: Role;
  readonly to: Role;
  readonly messages: readonly Message[];
}

/** The queues by their names: `p→q`, of a mailbox `→q`. Empty queues are absent. */
export type Channels = ReadonlyMap<string, Queue>;

export interface NetworkConfiguration {
  readonly processes: ReadonlyMap<Role, Behaviour>;
  readonly channels: Channels;
  readonly world: World;
}

/** One transition. `rules` is the derivation from the conclusion inwards: delay rules first, the axiom last. */
export interface Step<Configuration> {
  readonly label: Label;
  readonly target: Configuration;
  readonly rules: readonly string[];
  readonly site: Site;
}

/** What part of the transitions is asked for, because the rest would be thrown away. A system that answers with more of them is correct too. */
export interface Scope {
  /** Roles whose steps are not wanted. */
  readonly excluded: ReadonlySet<Role>;
  /** Only steps of the instruction that stands first among those that have steps. */
  readonly isFirst: boolean;
}

export interface TransitionSystem<Configuration> {
  /** Initial configurations: one per choice of the `any` fields, in a fixed order. */
  readonly initial: (chooser: Chooser) => readonly Configuration[];
  /** All transitions in the scope (everywhere by default), in syntactic (choreography) or role (network) order: a function of the configuration alone. */
  readonly steps: (configuration: Configuration, chooser: Chooser, scope?: Scope) => readonly Step<Configuration>[];
  /** Everybody finished and every message received, nobody stopped. */
  readonly isFinal: (configuration: Configuration) => boolean;
  /** Equal keys iff equal configurations. */
  readonly key: (configuration: Configuration) => string;
  /** Of networks: what happens to messages; queues without bound between any two roles where it is absent. */
  readonly architecture?: NetworkArchitecture;
  /** Of networks: what may go wrong; absent: nothing. */
  readonly faults?: FaultModel;
  /** Of networks: what the expressions of its processes apply. */
  readonly definitions?: Definitions;
  /** How many parts of configurations `key` has numbered so far: what it keeps in memory besides the keys. */
  readonly interned?: () => number;
}
