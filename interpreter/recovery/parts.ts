/** What the rules of the replay machine share: the program, its transactions by procedure, and how one process moves by itself. */
import { exposeHead } from "../../calculus/core/index.ts";
import type { Behaviour, FaultClause, FaultModel, Model, Prefix, Role, RuntimeFault, TransactionDefinition, Variable } from "../../calculus/core/index.ts";
import type { Chooser, Message, NetworkConfiguration, NetworkSystem, Step } from "../../calculus/semantics/index.ts";
import { bind } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import type { Participant, ReplayConfiguration, Run, Seat } from "./configuration.ts";
import type { ReplaySwitches } from "./switches.ts";

export interface ReplayParts {
  readonly model: Model;
  readonly roles: readonly Role[];
  readonly sessions: number;
  /** Of all participants, in the order of sessions and roles. */
  readonly seats: readonly Seat[];
  readonly behaviours: ReadonlyMap<Role, Behaviour>;
  /** The network in which each role moves by itself. */
  readonly network: NetworkSystem;
  readonly switches: ReplaySwitches;
  readonly faults?: FaultModel;
  /** The choreography whose network it is; absent: of hand-written processes. */
  readonly subject?: string;
  /** Of the fault model, in the order in which budgets are counted. */
  readonly clauses: readonly (FaultClause | RuntimeFault)[];
  /** By procedure: transactions, and what undoes them. */
  readonly transactions: ReadonlyMap<string, TransactionDefinition>;
  readonly durableFields: ReadonlyMap<Role, ReadonlySet<Variable>>;
}

/** One participant with all that it sees: what it does is a function of this. */
export interface Subject {
  readonly role: Role;
  readonly session: number;
  readonly participant: Participant;
  /** The durable fields of its role. */
  readonly durable: Environment;
  readonly oracles: ReplayConfiguration["oracles"];
  readonly chooser: Chooser;
}

/** Fields as the rules of networks see them: durable ones of the role, volatile ones of the run. */
function fieldsOf(durable: Environment, volatile: Environment): Environment {
  return volatile.reduce((fields, [name, value]) => bind(fields, name, value), durable);
}

/** Fields that a crash leaves, and the others. */
export function partFields(parts: ReplayParts, role: Role, fields: Environment): { readonly durable: Environment; readonly volatile: Environment } {
  const isDurable = (name: Variable): boolean => parts.durableFields.get(role)?.has(name) === true;
  return { durable: fields.filter(([name]) => isDurable(name)), volatile: fields.filter(([name]) => !isDurable(name)) };
}

/** A run as the only process of a network, with these messages waiting. */
export function alone({ role, durable, oracles }: Subject, run: Run, waiting: ReadonlyMap<Role, Message> = new Map()): NetworkConfiguration {
  return {
    processes: new Map([[role, run.behaviour]]),
    channels: new Map([...waiting].map(([from, message]) => [`${from}→${role}`, { from, to: role, messages: [message] }])),
    world: { store: new Map([[role, { fields: fieldsOf(durable, run.volatile), frames: run.frames }]]), stopped: new Map(), oracles },
  };
}

/** The steps of the only process of a network. */
export function stepsAlone(parts: ReplayParts, configuration: NetworkConfiguration, role: Role, chooser: Chooser): readonly Step<NetworkConfiguration>[] {
  return parts.network.steps(configuration, chooser, { excluded: new Set(parts.roles.filter((other) => other !== role)), isFirst: false });
}

/** Where a process came to by a step, taken apart again. */
export interface Moved {
  readonly run: Run;
  readonly durable: Environment;
  readonly oracles: ReplayConfiguration["oracles"];
}

/** The run after it moved to this configuration of its own. */
export function movedTo(parts: ReplayParts, role: Role, before: Run, target: NetworkConfiguration): Moved {
  const { world, processes } = target;
  const store = world.store.get(role) ?? { fields: [], frames: [] };
  const { durable, volatile } = partFields(parts, role, store.fields);
  const why = world.stopped.get(role);
  const run: Run = {
    ...before,
    behaviour: processes.get(role) ?? before.behaviour,
    volatile,
    frames: store.frames,
    ...(why === undefined ? {} : { stopped: why }),
  };
  return { run, durable, oracles: world.oracles };
}

/** What the process does next, inside its frames. */
export function headOf(behaviour: Behaviour): Prefix | undefined {
  let exposed = exposeHead(behaviour);
  while (exposed.kind === "sequence" && exposed.head.kind === "frame") exposed = exposeHead(exposed.head.body);
  return exposed.kind === "sequence" ? exposed : undefined;
}
