/** The transition system of the network that a choreography projects to (docs/semantics.md §6), or of any processes. */
import type { Action, Behaviour, FaultModel, Model, NetworkArchitecture, Prefix, Role, SystemDefinition } from "../../core/index.ts";
import { exposeHead, fifo, prefix, stop } from "../../core/index.ts";
import type { Projection, Unprojectable } from "../../projection/index.ts";
import { projectAll, projection } from "../../projection/index.ts";
import { instantiator } from "../choreographies/system.ts";
import { procedureOf } from "../subject.ts";
import type { Chooser, NetworkConfiguration, Step, TransitionSystem, World } from "../transition-system.ts";
import { demandOfAction, valuate } from "../valuation.ts";
import { dropFrame, initialWorlds, worldKey } from "../world.ts";
import { channelsKey } from "./channels.ts";
import type { FaultPremises, FaultRules } from "./fault-rule.ts";
import { faultRules } from "./fault-rules.ts";
import { faultSteps } from "./fault-steps.ts";
import { isFinalNetwork } from "./final.ts";
import { LazyStep } from "./lazy-step.ts";
import { QueueNames } from "./queue-names.ts";
import type { NetworkConclusion, NetworkPremises, NetworkRule, NetworkRules } from "./rule.ts";
import { networkRules } from "./rules.ts";

export interface NetworkSystem extends TransitionSystem<NetworkConfiguration> {
  readonly roles: readonly Role[];
  /** What the network is made of; absent where its rules are not those of the calculus. */
  readonly parts?: NetworkMembers;
}

/** The processes of a network, how calls of choreographies are projected, and the further sessions whose ends some hold. */
export interface NetworkMembers {
  readonly roles: readonly Role[];
  readonly behaviours: ReadonlyMap<Role, Behaviour>;
  readonly using: Projection;
  readonly sessions?: SystemDefinition["sessions"];
}

/** What a network is run on; and what may be replaced: the rules, and the projection (whose merge may be a mutant). */
export interface NetworkOptions {
  /** Queues without bound between any two roles by default. */
  readonly network?: NetworkArchitecture;
  /** Absent: nothing goes wrong. */
  readonly faults?: FaultModel;
  readonly rules?: NetworkRules;
  readonly faultRules?: FaultRules;
  readonly projection?: Projection;
}

/**
 * The network of the choreography `subject` (the model's entry by default).
 * @returns the transition system, or the roles whose projection is undefined.
 * @throws Error if the subject does not exist or is not closed; a procedure reached at run time must be projectable as well (check `projectionErrors` first).
 */
export function networkSystem(
  model: Model,
  subject?: string,
  options: NetworkOptions = {},
): { readonly ok: true; readonly system: NetworkSystem } | { readonly ok: false; readonly errors: readonly Unprojectable[] } {
  const procedure = procedureOf(model, subject);
  const using = options.projection ?? projection();
  const { behaviours, errors } = projectAll(procedure.body, procedure.roles, using);
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, system: networkOf(model, procedure.roles, behaviours, using, options) };
}

/** The network of these processes; `begin` adds to their initial worlds. Calls enter processes, or the projections of choreographies. */
export function networkOf(
  model: Model,
  roles: readonly Role[],
  behaviours: ReadonlyMap<Role, Behaviour>,
  using: Projection,
  options: Omit<NetworkOptions, "projection"> = {},
  begin: (world: World) => World = (world) => world,
): NetworkSystem {
  const { network = fifo, faults, rules = networkRules, faultRules: rulesOfFaults = faultRules } = options;
  const { identities } = using;
  const instantiate = instantiator(model);
  const byKind = ruleIndex(rules);
  const queues = new QueueNames();
  const isUnreliable = network.lossy || network.duplicating || faults !== undefined;
  const beginningOf = (p: Role): Behaviour => behaviours.get(p) ?? stop;
  const isSame = (one: Behaviour, other: Behaviour): boolean => identities.behaviour(one) === identities.behaviour(other);
  const unspent = (world: World): World => (faults === undefined ? world : { ...world, spent: faults.clauses.map(() => 0) });

  function bodyOf(procedure: string, actual: readonly Role[], role: Role): Behaviour {
    const process = model.processes.get(procedure);
    if (process !== undefined) return process.body;
    const projected = using.of(instantiate(procedure, actual), role);
    if (!projected.ok) throw new Error(`procedure ${procedure} is not projectable for ${role}`);
    return projected.behaviour;
  }

  /** The steps of one process: of its head, inside the frames that enclose it. */
  function stepsOf(p: Role, configuration: NetworkConfiguration, chooser: Chooser): readonly Step<NetworkConfiguration>[] {
    const tails: Behaviour[] = [];
    let exposed = exposeHead(configuration.processes.get(p) ?? stop);
    while (exposed.kind === "sequence" && exposed.head.kind === "frame") {
      tails.push(exposed.tail);
      exposed = exposeHead(exposed.head.body);
    }
    if (exposed.kind === "end") return [];
    const { head: A, tail: B } = exposed;
    const { channels: Q, world: Σ } = configuration;
    const valuations = once(() => valuate(demandOfAction(A), p, Σ, model, chooser));
    const evaluate: NetworkPremises["evaluate"] = (expressions, world) => valuate({ kind: "expressions", expressions }, p, world, model, chooser);
    const premises: NetworkPremises = { p, A, B, Q, Σ, model, network, valuations, evaluate, bodyOf };
    return (byKind.get(A.kind) ?? []).flatMap((rule) => rule.apply(premises).map((step) => stepOf(configuration.processes, p, step, tails)));
  }

  /** The steps of all roles but the excluded ones, in their order, and then those of faults. */
  function allSteps(configuration: NetworkConfiguration, chooser: Chooser, excluded: ReadonlySet<Role> | undefined): readonly Step<NetworkConfiguration>[] {
    const steps = roles.filter((p) => !configuration.world.stopped.has(p) && excluded?.has(p) !== true).flatMap((p) => stepsOf(p, configuration, chooser));
    if (!isUnreliable) return steps;
    const premises: FaultPremises = { configuration, roles, network, model, chooser, steps, beginningOf, isSame };
    return [...steps, ...faultSteps(premises, faults, rulesOfFaults)];
  }

  const isStandard = rules === networkRules && rulesOfFaults === faultRules;
  return {
    roles,
    ...(isStandard ? { parts: { roles, behaviours, using } } : {}),
    architecture: network,
    ...(faults === undefined ? {} : { faults }),
    definitions: model.definitions,
    initial: (chooser) => initialWorlds(model, roles, chooser).map((world) => ({ processes: behaviours, channels: new Map(), world: begin(unspent(world)) })),
    steps: (configuration, chooser, scope) => allSteps(configuration, chooser, scope?.excluded),
    isFinal: isFinalNetwork,
    interned: () => identities.size + queues.size,
    key: ({ processes, channels, world }) =>
      `${roles.map((p) => String(identities.behaviour(processes.get(p) ?? stop))).join()}\u0003${channelsKey(channels, queues)}\u0003${worldKey(world)}`,
  };
}

/** The step of a conclusion. `tails`: what follows the frames around the action, outermost first. */
function stepOf(processes: NetworkConfiguration["processes"], p: Role, conclusion: NetworkConclusion, tails: readonly Behaviour[]): Step<NetworkConfiguration> {
  return new LazyStep(conclusion, () => {
    const { behaviour, world } = settleAll(conclusion, p, tails);
    return { processes: new Map(processes).set(p, behaviour), channels: conclusion.channels, world };
  });
}

interface Settled {
  readonly behaviour: Behaviour;
  readonly world: World;
}

/** What a process does next after a step inside these frames. */
function settleAll({ behaviour, world }: NetworkConclusion, p: Role, tails: readonly Behaviour[]): Settled {
  let settled = settleHead(behaviour, p, world);
  for (let index = tails.length - 1; index >= 0; index -= 1)
    settled = settle(prefix({ kind: "frame", body: settled.behaviour }, tails[index] ?? stop), p, settled.world);
  return settled;
}

/** After a step: a frame that a call has just pushed may already be over. */
function settleHead(behaviour: Behaviour, p: Role, world: World): Settled {
  return behaviour.kind === "sequence" && behaviour.head.kind === "frame" ? settle(behaviour, p, world) : { behaviour, world };
}

/** Leaves a frame whose body is over, and drops a frame in which only the frame of a tail call is left. */
function settle(framed: Prefix, p: Role, world: World): Settled {
  const { head, tail } = framed;
  if (head.kind !== "frame") return { behaviour: framed, world };
  if (head.body.kind === "end") return { behaviour: tail, world: dropFrame(world, p, 0) };
  if (head.body.head.kind === "frame" && head.body.tail.kind === "end")
    return { behaviour: prefix(head.body.head, tail), world: dropFrame(world, p, framesOf(head.body.head)) };
  return { behaviour: framed, world };
}

/** How many frames are open from this one inwards. */
function framesOf(A: Action): number {
  let depth = 0;
  let head: Action | undefined = A;
  while (head?.kind === "frame") {
    depth++;
    head = head.body.kind === "sequence" ? head.body.head : undefined;
  }
  return depth;
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

function ruleIndex(rules: NetworkRules): ReadonlyMap<Action["kind"], readonly NetworkRule[]> {
  const index = new Map<Action["kind"], NetworkRule[]>();
  for (const rule of Object.values(rules)) for (const kind of rule.on) index.set(kind, [...(index.get(kind) ?? []), rule]);
  return index;
}
