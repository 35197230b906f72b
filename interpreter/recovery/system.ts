/**
 * The machine that masks crashes by replay, as a transition system: participants with journals and durable queues run the processes of a network, crash, and begin again
 * (docs/sagas.md; theory of replay after Accompanist, arXiv 2603.20942, of sagas after Garcia-Molina and Salem, SIGMOD 1987).
 */
import { exposeHead, stop } from "../../calculus/core/index.ts";
import type { Behaviour, FaultModel, Model, Role, TransactionDefinition } from "../../calculus/core/index.ts";
import { Identities } from "../../calculus/identity/index.ts";
import { initialWorlds } from "../../calculus/semantics/index.ts";
import type { Chooser, NetworkSystem } from "../../calculus/semantics/index.ts";
import { environmentKey } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import { abortSteps } from "./aborts.ts";
import { noCounts, participantName, replayKey, withParticipant } from "./configuration.ts";
import type { Participant, ReplayConfiguration, Run } from "./configuration.ts";
import { clausesOf, faultSteps } from "./faults.ts";
import type { ReplayStep } from "./labels.ts";
import { partFields } from "./parts.ts";
import type { ReplayParts, Subject } from "./parts.ts";
import { runSteps } from "./run-steps.ts";
import type { ReplaySwitches } from "./switches.ts";

export interface ReplaySystem {
  readonly parts: ReplayParts;
  readonly initial: (chooser: Chooser) => readonly ReplayConfiguration[];
  /** Moves of the participants, in the order of sessions and roles, and then faults. */
  readonly steps: (configuration: ReplayConfiguration, chooser: Chooser) => readonly ReplayStep<ReplayConfiguration>[];
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
  const identities = new Identities();
  const parts: ReplayParts = {
    model,
    roles,
    sessions,
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
  return {
    parts,
    initial: (chooser) => initialConfigurations(parts, chooser),
    steps: (configuration, chooser) => {
      const ordinary = [...configuration.participants].flatMap(([name, participant]): readonly ReplayStep<ReplayConfiguration>[] => {
        const [role = "", session = "1"] = name.split("#");
        if (configuration.gone.has(role)) return [];
        const subject: Subject = { role, session: Number(session), name, participant, configuration, chooser };
        return [...ownSteps(parts, subject, begin), ...abortSteps(parts, subject)];
      });
      return faults === undefined ? ordinary : [...ordinary, ...faultSteps(parts, configuration, begin, ordinary)];
    },
    key: (configuration) => replayKey(configuration, (behaviour: Behaviour) => identities.behaviour(behaviour)),
  };
}

/** What a participant's runs do; one that has not begun does what begins it. */
function ownSteps(parts: ReplayParts, subject: Subject, begin: (role: Role, participant: Participant) => Run): readonly ReplayStep<ReplayConfiguration>[] {
  const { participant, role, name, session, configuration } = subject;
  if (participant.isAnnouncing) return [];
  if (participant.status === "unborn") return runSteps(parts, subject, 0, begin(role, participant));
  const own = participant.runs.flatMap((run, index) => runSteps(parts, subject, index, run));
  const isWoken = participant.status === "started" && !participant.isKnown && participant.inbox.length > 0;
  if (!isWoken) return own;
  const runs = [...participant.runs, begin(role, participant)];
  return [...own, { label: { kind: "start-again", role, session }, target: withParticipant(configuration, name, { runs, isKnown: true }) }];
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
      const participants = new Map<string, Participant>();
      for (const [index, input] of bySession.entries())
        for (const role of roles) participants.set(participantName(role, index + 1), beginning(input.get(role) ?? []));
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
