/**
 * The machine of a choreography head first: one process that makes the steps of all roles, in the order of the head-first schedule. Its states and steps are
 * those of the head-first rules (docs/machine.md, head first).
 */
import type { Choreography, Model, Role, Value } from "../core/index.ts";
import { fifo } from "../core/index.ts";
import type { HeadFirstState } from "../head-first/index.ts";
import { present } from "../present.ts";
import { procedureOf } from "../semantics/index.ts";
import type { Environment, RoleStore } from "../semantics/index.ts";
import { bind } from "../values/index.ts";
import { projection, projectionErrors } from "../projection/index.ts";
import type { BuiltHeadFirst, HeadFirstBuildOptions, HeadFirstBuildResult } from "./built.ts";
import type { EnteredCall } from "./entered-calls.ts";
import { headFirstControl } from "./head-first-control.ts";
import type { HeadFirstLocation, Nesting } from "./head-first-control.ts";
import { headFirstDraft } from "./head-first-draft.ts";
import type { HeadFirstDraft, HeadFirstVariable } from "./head-first-draft.ts";
import type { Command, Machine, MachineLocation, MachineVariable, Update } from "./machine.ts";
import { messageFlow } from "./message-flow.ts";
import type { FlowProcess } from "./message-flow.ts";
import type { MachineConfiguration } from "./configuration.ts";
import { withValues } from "./messages-underway.ts";
import { NoMachine, symbolicValues } from "./symbolic-values.ts";

/** More locations than this are not built. */
const defaultMaxLocations = 100_000;
/** Frames of calls beyond this are not built: control that nests without end is not finite. */
const defaultMaxFrameDepth = 64;
/** More messages on their way than this are not built: who sends on and on to somebody who never gets to receive has infinitely many locations, each longer than the last. */
const defaultMaxUnderway = 64;

/**
 * The machine of a closed choreography of the model (its entry by default), which must be projectable.
 * @returns the machine, or a clause that says what has none. Linear in locations and commands, times the size of the terms. @throws Error as `choreographySystem`
 */
export function machineOfChoreographyHeadFirst(model: Model, subject?: string, options: HeadFirstBuildOptions = { stopBranches: true }): HeadFirstBuildResult {
  const { name, roles, body } = procedureOf(model, subject);
  const [error] = projectionErrors(model, projection());
  if (error !== undefined) return { ok: false, reason: `it is not projectable for ${error.role}` };
  const { nested } = options;
  const nesting: Nesting = nested === undefined ? { kind: "refused" } : { kind: "cut", depth: nested };
  return attemptMachine(() => ({ ok: true, built: buildHeadFirst({ model, name, roles, body, nesting, options }).built }));
}

/** What is built: a choreography, or a call in it that everybody has entered. */
export interface HeadFirstSubject {
  readonly model: Model;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly body: Choreography;
  readonly entered?: EnteredCall;
  readonly nesting: Nesting;
  readonly options: HeadFirstBuildOptions;
}

/** Or why there is no machine. */
export function attemptMachine<Result>(build: () => Result): Result | { readonly ok: false; readonly reason: string } {
  try {
    return build();
  } catch (error) {
    if (error instanceof NoMachine) return { ok: false, reason: error.message };
    throw error;
  }
}

/** The machine, and the locations that it is of. @throws NoMachine */
export function buildHeadFirst({ model, name, roles, body, entered, nesting, options }: HeadFirstSubject): {
  readonly built: BuiltHeadFirst;
  readonly locations: readonly HeadFirstLocation[];
} {
  const { maxLocations = defaultMaxLocations, maxFrameDepth = defaultMaxFrameDepth, maxUnderway = defaultMaxUnderway } = options;
  const values = symbolicValues(model.definitions, options.claimsChoices);
  const start = entered === undefined ? {} : { start: entered.entry };
  const locations = headFirstControl({ model, subject: name, roles, body, ...start, nesting, values, options, maxLocations, maxFrameDepth, maxUnderway });
  const draft = headFirstDraft(locations, roles, model, values, entered?.frame);
  const followed = messageFlow([flowOf(name, draft)], model.definitions);
  if (!followed.ok) throw new NoMachine(followed.reason);
  const types = present(followed.flow.types[0]);
  const machine: Machine = {
    name,
    definitions: model.definitions,
    processes: [
      {
        role: name,
        of: roles,
        variables: draft.variables.map((variable, index) => machineVariable(variable, present(types[index]))),
        locations: locations.map((location, index) => machineLocation(location, present(draft.commands[index]))),
      },
    ],
    channels: [],
    network: fifo,
  };
  const cut = locations.flatMap(({ isCut }, index) => (isCut === true ? [index] : []));
  return { built: { machine, stateOf: decoding(locations, draft), ...(cut.length === 0 ? {} : { cut: new Set(cut) }) }, locations };
}

/** Where values go: a transfer is an assignment. */
function flowOf(role: Role, { variables, commands }: HeadFirstDraft): FlowProcess {
  const followed = ({ guard, effect, updates }: Command): FlowProcess["locations"][number]["commands"][number] => {
    if (effect.kind === "any") return { guard, effect, updates };
    const bound = effect.kind === "transfer" ? effect.variables : [];
    const given = bound.map((variable, position): Update => {
      const expression = present(effect.kind === "transfer" ? effect.payload[position] : undefined);
      return { variable, value: { kind: "expression", expression } };
    });
    return { guard, effect: { kind: "local" }, updates: [...given, ...updates] };
  };
  return { role, variables, locations: commands.map((all) => ({ commands: all.map(followed) })) };
}

function machineVariable({ name, role, source, frame, field }: HeadFirstVariable, type: MachineVariable["type"]): MachineVariable {
  return {
    name,
    source: { role, variable: source, ...(frame === undefined ? {} : { frame }) },
    type,
    durable: field?.durable ?? false,
    ...(field === undefined ? {} : { initial: field.initial }),
  };
}

function machineLocation({ isEnd, site, stopped, state }: HeadFirstLocation, commands: readonly Command[]): MachineLocation {
  return {
    commands,
    isEnd,
    ...(site?.label === undefined ? {} : { label: site.label }),
    ...(site === undefined ? {} : { site }),
    ...(stopped.size === 0 ? {} : { stopped: [...stopped].map(([role, why]) => ({ role, why })) }),
    ...(state.givenUp.length === 0 ? {} : { givenUp: state.givenUp }),
  };
}

/** From configurations of the machine to states of the rules. */
function decoding(locations: readonly HeadFirstLocation[], { variables }: HeadFirstDraft): BuiltHeadFirst["stateOf"] {
  return ({ locations: [at = 0], values: [values = []], oracles }: MachineConfiguration): HeadFirstState => {
    const { state, depths } = present(locations[at]);
    const { term, world } = state.configuration;
    const underway = new Map<string, Value>();
    const fields = new Map<Role, Environment>([...depths.keys()].map((role) => [role, []]));
    const frames = new Map<Role, Environment[]>([...depths].map(([role, depth]) => [role, Array.from({ length: depth + 1 }, (): Environment => [])]));
    for (const [index, { role, source, frame, field }] of variables.entries()) {
      const value = values[index];
      if (value === undefined) continue;
      const own = present(frames.get(role));
      if (frame !== undefined) own[frame] = bind(present(own[frame]), source, value);
      else if (field === undefined) underway.set(source, value);
      else fields.set(role, bind(present(fields.get(role)), source, value));
    }
    const store = new Map(
      [...depths.keys()].map((role): [Role, RoleStore] => [role, { fields: present(fields.get(role)), frames: present(frames.get(role)) }]),
    );
    const decoded = withValues(term, (name) => underway.get(name) ?? name);
    return { configuration: { term: decoded, world: { store, stopped: world.stopped, oracles } }, givenUp: state.givenUp };
  };
}
