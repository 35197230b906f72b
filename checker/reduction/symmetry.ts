/**
 * Interchangeable roles: their exchange maps the machine to itself, so of all states that differ by it one is enough (Ip and Dill, Better verification
 * through symmetry, FMSD 1996; docs/reductions.md §4). A group is found by trying exchanges on the machine, never assumed from names.
 */
import type { FaultClause, Role } from "../../calculus/core/index.ts";
import type { Command, Effect, Machine, MachineConfiguration, MachineProcess } from "../../calculus/machine/index.ts";
import { canonicalText } from "./canonical-text.ts";
import { consultsOracle } from "./oracles.ts";
import type { Observation } from "./observation.ts";

/** Processes that may be exchanged with each other, by number, ascending; at least two. */
export type SymmetryGroup = readonly number[];

/**
 * The groups of interchangeable processes. Conditions: the exchange of any two is an automorphism; no property reads anything of them; they have no queue
 * between them and share no mailbox; no further sessions and no functions without body, by which values could tell them apart. Quadratic in the processes.
 */
export function symmetryGroups(
  machine: Machine,
  observation: Observation,
  isInterchangeable: typeof isAutomorphism = isAutomorphism,
): readonly SymmetryGroup[] {
  if (machine.channels.some(({ to, from }) => `${to}${from ?? ""}`.includes("/")) || asksOracles(machine)) return [];
  const groups: number[][] = [];
  for (const [index, { role }] of machine.processes.entries()) {
    if (observation.reads.some((read) => read.role === role)) continue;
    const group = groups.find((members) => areApart(machine, [...members, index]) && members.every((member) => isInterchangeable(machine, member, index)));
    if (group === undefined) groups.push([index]);
    else group.push(index);
  }
  return groups.filter(({ length }) => length > 1);
}

/** Whether the exchange of these two processes maps the machine to itself, and they have no queue that tells them apart. Linear in the machine, but for sorting. */
export function isAutomorphism(machine: Machine, left: number, right: number): boolean {
  const [first, second] = [machine.processes[left], machine.processes[right]];
  if (first === undefined || second === undefined) return false;
  const meets = (role: Role, other: Role): boolean => machine.channels.some(({ to, messages }) => to === other && messages.some(({ from }) => from === role));
  if (meets(first.role, second.role) || meets(second.role, first.role)) return false;
  if (machine.network.order === "mailbox" && machine.channels.some(({ messages }) => messages.some(({ from }) => from === first.role))) return false;
  const exchange = (role: Role): Role => (role === first.role ? second.role : role === second.role ? first.role : role);
  const same = (role: Role): Role => role;
  // The two have their commands in the same order, so that what is computed from the order of one's commands holds of the other.
  if (processText(first, machine, exchange, false) !== processText(second, machine, same, false)) return false;
  if (processText(second, machine, exchange, false) !== processText(first, machine, same, false)) return false;
  const isOther = (process: MachineProcess): boolean => process !== first && process !== second;
  const others = machine.processes.filter((process) => isOther(process) && (mentions(process, machine, first.role) || mentions(process, machine, second.role)));
  const isInvariant = others.every((process) => processText(process, machine, exchange, true) === processText(process, machine, same, true));
  return isInvariant && faultsText(machine, same) === faultsText(machine, exchange);
}

/** Whether every fault clause is about all of these processes, about one, or about none: then a budget belongs to everybody or to one member's block. */
function areApart({ faults, processes }: Machine, members: readonly number[]): boolean {
  const roles = members.map((member) => processes[member]?.role ?? "");
  return (faults?.clauses ?? []).every((clause) => {
    const named = roles.filter((role) => isAbout(clause, role)).length;
    return named <= 1 || (clause.kind === "crash" && named === roles.length);
  });
}

function isAbout(clause: FaultClause, role: Role): boolean {
  return clause.kind === "crash" ? clause.roles.includes(role) : clause.from === role || clause.to === role;
}

function asksOracles(machine: Machine): boolean {
  return machine.processes.some(({ locations }) => locations.some(({ commands }) => commands.some((command) => consultsOracle(command, machine.definitions))));
}

/** A process as text in which roles are renamed; `isSorted`: the order of commands does not matter. */
function processText({ role, variables, locations }: MachineProcess, machine: Machine, rename: (role: Role) => Role, isSorted: boolean): string {
  const fields = variablesText(variables);
  const control = locations.map(({ commands, isEnd }) => {
    const texts = commands.map((one) => commandText(one, machine, rename));
    return `${String(isEnd)} ${(isSorted ? texts.sort() : texts).join(";")}`;
  });
  return `${rename(role)}{${fields}}${control.join("|")}`;
}

const variableTexts = new WeakMap<MachineProcess["variables"], string>();

function variablesText(variables: MachineProcess["variables"]): string {
  const known = variableTexts.get(variables) ?? variables.map(({ name, type, durable, initial }) => canonicalText({ name, type, durable, initial })).join();
  variableTexts.set(variables, known);
  return known;
}

function commandText(command: Command, machine: Machine, rename: (role: Role) => Role): string {
  const { text, roles } = sketchOf(command, machine);
  return `${text} ${roles.map(rename).join()}`;
}

/** A command as text without roles, and the roles in it. */
interface Sketch {
  readonly text: string;
  readonly roles: readonly Role[];
}

const sketches = new WeakMap<Command, Sketch>();

function sketchOf(command: Command, machine: Machine): Sketch {
  const known = sketches.get(command);
  if (known !== undefined) return known;
  const { guard, updates, target, rules, effect } = command;
  const made = { text: canonicalText({ guard, updates, target, rules, effect: withoutRoles(effect) }), roles: rolesIn(effect, machine) };
  sketches.set(command, made);
  return made;
}

function withoutRoles(effect: Effect): unknown {
  switch (effect.kind) {
    case "send":
    case "receive":
      return { ...effect, channel: 0, to: "", from: "", sender: "" };
    case "violate":
      // Its text names the role.
      return { kind: effect.kind };
    default:
      return effect;
  }
}

function rolesIn(effect: Effect, { channels }: Machine): readonly Role[] {
  if (effect.kind !== "send" && effect.kind !== "receive") return [];
  const { from = "", to = "" } = channels[effect.channel] ?? {};
  return effect.kind === "send" ? [from, to, effect.to] : [from, to, effect.from, effect.sender];
}

function mentions({ locations }: MachineProcess, machine: Machine, role: Role): boolean {
  return locations.some(({ commands }) => commands.some((command) => sketchOf(command, machine).roles.includes(role)));
}

function faultsText({ faults }: Machine, rename: (role: Role) => Role): string {
  const clauses = (faults?.clauses ?? []).map((clause) => clauseText(clause, rename));
  return clauses.sort().join("\n");
}

function clauseText(clause: FaultClause, rename: (role: Role) => Role): string {
  if (clause.kind === "crash") return canonicalText({ ...clause, roles: clause.roles.map(rename).sort() });
  return canonicalText({ ...clause, from: clause.from && rename(clause.from), to: clause.to && rename(clause.to) });
}

/** What of a configuration belongs to one member: whoever exchanges two members exchanges these. */
export interface MemberBlock {
  readonly process: number;
  readonly role: Role;
  /** Channels from and to it, in the order of those whom they connect it with, so that the blocks of a group agree place by place. */
  readonly channels: readonly number[];
  /** Fault clauses that name it and no other member, in the order of what they say of it, so that the blocks of a group agree place by place. */
  readonly clauses: readonly number[];
}

/** The blocks of a group's members, comparable place by place. */
export function memberBlocks(machine: Machine, group: SymmetryGroup): readonly MemberBlock[] {
  const roles = group.map((process) => machine.processes[process]?.role ?? "");
  return group.map((process, place) => {
    const role = roles[place] ?? "";
    const peer = (channel: number): string => {
      const one = machine.channels[channel];
      return one?.from === role ? `to ${one.to}` : `from ${one?.from ?? ""}`;
    };
    const channels = [...machine.channels.keys()].filter((index) => machine.channels[index]?.from === role || machine.channels[index]?.to === role);
    const isIts = (clause: FaultClause): boolean => isAbout(clause, role) && !roles.some((other) => other !== role && isAbout(clause, other));
    const own = [...(machine.faults?.clauses ?? []).entries()].filter(([, clause]) => isIts(clause));
    const said = own.map(([index, clause]) => ({ index, text: clauseText(clause, (one) => (one === role ? "" : one)) }));
    const clauses = said.sort((left, right) => compareTexts(left.text, right.text) || left.index - right.index).map(({ index }) => index);
    return { process, role, channels: channels.sort((left, right) => compareTexts(peer(left), peer(right))), clauses };
  });
}

/** The representative of a configuration's orbit: members in the order of their blocks. Equal for two configurations iff some exchange maps one to the other. */
export function representative(configuration: MachineConfiguration, blocks: readonly (readonly MemberBlock[])[]): MachineConfiguration {
  return blocks.reduce(sorted, configuration);
}

function sorted(configuration: MachineConfiguration, blocks: readonly MemberBlock[]): MachineConfiguration {
  const texts = blocks.map((block) => blockText(configuration, block));
  const order = [...blocks.keys()].sort((left, right) => compareTexts(texts[left] ?? "", texts[right] ?? "") || left - right);
  const locations = [...configuration.locations];
  const values = [...configuration.values];
  const stopped = [...configuration.stopped];
  const queues = [...configuration.queues];
  const spent = [...configuration.spent];
  order.forEach((from, place) => {
    const [source, target] = [blocks[from], blocks[place]];
    if (source === undefined || target === undefined) return;
    locations[target.process] = configuration.locations[source.process] ?? 0;
    values[target.process] = configuration.values[source.process] ?? [];
    stopped[target.process] = configuration.stopped[source.process];
    target.channels.forEach((channel, index) => {
      const queue = configuration.queues[source.channels[index] ?? 0] ?? [];
      queues[channel] = queue.map((message) => (message.from === source.role ? { ...message, from: target.role } : message));
    });
    target.clauses.forEach((clause, index) => (spent[clause] = configuration.spent[source.clauses[index] ?? 0] ?? 0));
  });
  return { ...configuration, locations, values, stopped, queues, spent };
}

/** Equal texts iff the blocks agree, whoever's they are. */
function blockText({ locations, values, stopped, queues, spent }: MachineConfiguration, { process, role, channels, clauses }: MemberBlock): string {
  const messages = channels.map((channel) => (queues[channel] ?? []).map((message) => ({ ...message, from: message.from === role ? "" : message.from })));
  return canonicalText([locations[process], stopped[process], values[process], messages, clauses.map((clause) => spent[clause])]);
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
