/**
 * The machine that masks crashes by replay, as a transition system: participants with journals and durable queues run the processes of a network, crash, and begin again
 * (docs/sagas.md; theory of replay after Accompanist, arXiv 2603.20942, of sagas after Garcia-Molina and Salem, SIGMOD 1987).
 */
import { exposeHead, stop } from "../../calculus/core/index.ts";
import type { FaultModel, Model, Role, TransactionDefinition } from "../../calculus/core/index.ts";
import { initialWorlds } from "../../calculus/semantics/index.ts";
import type { Chooser, NetworkSystem } from "../../calculus/semantics/index.ts";
import { environmentKey } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import { abortMoves } from "./aborts.ts";
import { noCounts, participantName, participantOf } from "./configuration.ts";
import type { Participant, ReplayConfiguration, Run, Seat } from "./configuration.ts";
import { clausesOf, Faults } from "./faults.ts";
import type { ReplayStep } from "./labels.ts";
import { moved, MoveStep, moveTo } from "./move.ts";
import type { Move } from "./move.ts";
import { partFields } from "./parts.ts";
import type { ReplayParts, Subject } from "./parts.ts";
import { runMoves } from "./run-moves.ts";
import { SharedStates } from "./sharing.ts";
import type { ReplaySwitches } from "./switches.ts";

type Steps = readonly ReplayStep<ReplayConfiguration>[];

export interface ReplaySystem {
  readonly parts: ReplayParts;
  readonly initial: (chooser: Chooser) => readonly ReplayConfiguration[];
  /** Moves of the participants, in the order of sessions and roles, and then faults. */
  readonly steps: (configuration: ReplayConfiguration, chooser: Chooser) => Steps;
  /** The same for a chooser that answers a question always alike: what a participant does is computed once for each of its states. */
  readonly remembering: (chooser: Chooser) => (configuration: ReplayConfiguration) => Steps;
  readonly key: (configuration: ReplayConfiguration) => string;
}

export interface ReplayOptions {
  readonly switches: ReplaySwitches;
  readonly sessions: number;
  readonly faults?: FaultModel;
  /** The choreography whose network it is. */
  readonly subject?: string;
}

/** The machine that runs the processes of a network. @throws Error if they hold ends of further sessions */
export function replaySystem(model: Model, network: NetworkSystem, { switches, sessions, faults, subject: name }: ReplayOptions): ReplaySystem {
  const { roles, parts: members } = network;
  if (members === undefined || (members.sessions ?? []).length > 0) throw new Error("the machine runs processes of one session");
  const states = new SharedStates(switches);
  const parts: ReplayParts = {
    model,
    roles,
    sessions,
    seats: Array.from({ length: sessions }, (_, before) =>
      roles.map((role): Seat => ({ role, session: before + 1, name: participantName(role, before + 1) })),
    ).flat(),
    behaviours: members.behaviours,
    network,
    switches,
    ...(faults === undefined ? {} : { faults }),
    ...(name === undefined ? {} : { subject: name }),
    clauses: clausesOf(faults),
    transactions: withUndoing(model.transactions),
    durableFields: new Map(roles.map((role) => [role, new Set((model.roles.get(role) ?? []).filter(({ durable }) => durable).map(({ name }) => name))])),
  };
  const begin = (role: Role, { input }: Participant): Run => ({
    behaviour: exposeHead(members.behaviours.get(role) ?? stop),
    volatile: input,
    frames: [[]],
    sent: noCounts,
    counted: noCounts,
    between: undefined,
  });
  const fails = new Faults(parts, begin, states);
  /** What the participant in this seat does, whatever the others are doing. */
  const movesOf = (seat: Seat, participant: Participant, durable: Environment, oracles: ReplayConfiguration["oracles"], chooser: Chooser): readonly Move[] => {
    const subject: Subject = { role: seat.role, session: seat.session, participant, durable, oracles, chooser };
    return [...ownMoves(parts, subject, begin), ...abortMoves(parts, subject)].map((move) => ({
      ...move,
      participant: states.participant(move.participant),
      durable: states.environment(move.durable),
    }));
  };
  /** The steps of a configuration, with what participants do by this function. */
  const stepsBy = (configuration: ReplayConfiguration, movesIn: typeof movesOf, chooser: Chooser): Steps => {
    const ordinary: ReplayStep<ReplayConfiguration>[] = [];
    const moves: { readonly seat: Seat; readonly move: Move }[] = [];
    for (const seat of parts.seats) {
      if (configuration.gone.has(seat.role)) continue;
      const durable = configuration.durable.get(seat.role) ?? [];
      for (const move of movesIn(seat, participantOf(configuration, seat.name), durable, configuration.oracles, chooser)) {
        moves.push({ seat, move });
        ordinary.push(new MoveStep(move, () => moved(parts, configuration, seat, move, states)));
      }
    }
    return faults === undefined ? ordinary : [...ordinary, ...fails.steps(configuration, moves)];
  };
  const memories = new WeakMap<Chooser, typeof movesOf>();
  const remembering = (chooser: Chooser): typeof movesOf => {
    const known = memories.get(chooser) ?? remembered(movesOf);
    memories.set(chooser, known);
    return known;
  };
  return {
    parts,
    initial: (chooser) => initialConfigurations(parts, chooser),
    steps: (configuration, chooser) => stepsBy(configuration, movesOf, chooser),
    remembering: (chooser) => {
      const movesIn = remembering(chooser);
      return (configuration) => stepsBy(configuration, movesIn, chooser);
    },
    key: (configuration) => states.key(configuration),
  };
}

type Moves = (seat: Seat, participant: Participant, durable: Environment, oracles: ReplayConfiguration["oracles"], chooser: Chooser) => readonly Move[];

/** The same function, which remembers what it said; not where answers of unknown functions were consulted. */
function remembered(movesOf: Moves): Moves {
  const bySeat = new Map<Seat, Map<Participant, Map<Environment, readonly Move[]>>>();
  return (seat, participant, durable, oracles, chooser) => {
    if (oracles.size > 0) return movesOf(seat, participant, durable, oracles, chooser);
    const byParticipant = emplaced(bySeat, seat);
    const byDurable = emplaced(byParticipant, participant);
    const known = byDurable.get(durable);
    if (known !== undefined) return known;
    const moves = movesOf(seat, participant, durable, oracles, chooser);
    byDurable.set(durable, moves);
    return moves;
  };
}

function emplaced<K, L, V>(map: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = new Map<L, V>();
  map.set(key, fresh);
  return fresh;
}

/** What a participant's runs do; one that has not begun does what begins it. */
function ownMoves(parts: ReplayParts, subject: Subject, begin: (role: Role, participant: Participant) => Run): readonly Move[] {
  const { participant, role, session } = subject;
  if (participant.isAnnouncing) return [];
  if (participant.status === "unborn") return runMoves(parts, subject, 0, begin(role, participant));
  const own = participant.runs.flatMap((run, index) => runMoves(parts, subject, index, run));
  const isWoken = participant.status === "started" && !participant.isKnown && participant.inbox.length > 0;
  if (!isWoken) return own;
  const runs = [...participant.runs, begin(role, participant)];
  return [...own, moveTo(subject, { kind: "start-again", role, session }, { ...participant, runs, isKnown: true })];
}

/** The transactions with those that undo them: journaled, and sure to commit. */
function withUndoing(transactions: ReadonlyMap<string, TransactionDefinition>): ReadonlyMap<string, TransactionDefinition> {
  const all = new Map(transactions);
  for (const transaction of transactions.values()) {
    const { undo, role, parameters, key, isCounted, committed, reads, writes, span } = transaction;
    if (undo === undefined) continue;
    const common = {
      name: undo,
      role,
      parameters,
      isCounted,
      committed,
      reads,
      writes,
      span,
      effect: "journaled" as const,
      isFallible: false,
      isIrrevocable: true,
    };
    all.set(undo, key === undefined ? common : { ...common, key });
  }
  return all;
}

/** Initial configurations are not built beyond so many participants in all of them: inputs of sessions multiply. */
const mostParticipants = 200_000;

/** One for each choice of the durable fields, and of the volatile ones in each session. */
function initialConfigurations(parts: ReplayParts, chooser: Chooser): readonly ReplayConfiguration[] {
  const { model, roles, sessions, clauses } = parts;
  const [durables, inputs] = [new Map<string, ReadonlyMap<Role, Environment>>(), new Map<string, ReadonlyMap<Role, Environment>>()];
  for (const world of initialWorlds(model, roles, chooser)) {
    const parted = roles.map((role) => [role, partFields(parts, role, world.store.get(role)?.fields ?? [])] as const);
    const durable = new Map(parted.map(([role, fields]) => [role, fields.durable]));
    const volatile = new Map(parted.map(([role, fields]) => [role, fields.volatile]));
    durables.set(keyOf(durable), durable);
    inputs.set(keyOf(volatile), volatile);
  }
  let combined: readonly (readonly ReadonlyMap<Role, Environment>[])[] = [[]];
  const most = Math.max(1, Math.floor(mostParticipants / (durables.size * sessions * roles.length)));
  let isCut = false;
  for (let session = 1; session <= sessions; session += 1) {
    const choices = [...inputs.values()].slice(0, Math.max(1, Math.floor(most / combined.length)));
    isCut ||= choices.length < inputs.size;
    combined = combined.flatMap((before) => choices.map((input) => [...before, input]));
  }
  if (isCut) chooser.meetLimit({ role: "", what: `the inputs of ${String(sessions)} sessions`, reason: "there are too many initial states" });
  return [...durables.values()].flatMap((durable) =>
    combined.map((bySession): ReplayConfiguration => {
      const participants = new Map(parts.seats.map(({ role, session, name }) => [name, beginning(bySession[session - 1]?.get(role) ?? [])]));
      return { durable, participants, spent: clauses.map(() => 0), gone: new Set(), parted: new Set(), oracles: new Map() };
    }),
  );
}

function keyOf(environments: ReadonlyMap<Role, Environment>): string {
  return [...environments.values()].map(environmentKey).join("|");
}

function beginning(input: Environment): Participant {
  return {
    status: "unborn",
    journal: new Map(),
    inbox: [],
    arrived: noCounts,
    isTold: false,
    isAnnouncing: false,
    input,
    effects: noCounts,
    runs: [],
    received: noCounts,
    isKnown: false,
    compensating: undefined,
  };
}
