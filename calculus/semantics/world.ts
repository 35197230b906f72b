/** What configurations of choreographies and networks share: stores with frames, stopped roles, oracle answers (docs/semantics.md §3). */
import { present } from "../present.ts";
import type { FieldDefinition, Model, Role, Value, Variable } from "../core/index.ts";
import { bind, environmentKey, evaluate, evaluateAny, lookup, unbind, valueKey } from "../values/index.ts";
import type { Chooser, Environment, RoleStore, StopReason, Store, World } from "./transition-system.ts";

const emptyFrame: Environment = [];

/** Σ(p) of a role that the store does not know is a mistake of ours. */
export function storeOf(world: World, role: Role): RoleStore {
  const store = world.store.get(role);
  if (store === undefined) throw new Error(`no store for role ${role}`);
  return store;
}

/** σ(p)(x): the field, else the variable of the current frame; undefined when unset. */
export function read(world: World, role: Role, variable: Variable): Value | undefined {
  const { fields, frames } = storeOf(world, role);
  return lookup(fields, variable) ?? lookup(frames.at(-1) ?? emptyFrame, variable);
}

/** Σ[p ↦ store] */
export function withStore(world: World, role: Role, store: RoleStore): World {
  return { ...world, store: new Map(world.store).set(role, store) };
}

/** Σ[p.x ↦ v]: a field keeps its place, everything else is bound in the current frame. */
export function write(world: World, role: Role, variable: Variable, value: Value): World {
  const { fields, frames } = storeOf(world, role);
  if (lookup(fields, variable) !== undefined) return withStore(world, role, { fields: bind(fields, variable, value), frames });
  const current = bind(frames.at(-1) ?? emptyFrame, variable, value);
  return withStore(world, role, { fields, frames: [...frames.slice(0, -1), current] });
}

/** Σ[p.x⃗ ↦ v⃗] */
export function writeAll(world: World, role: Role, variables: readonly Variable[], values: readonly Value[]): World {
  return variables.reduce((result, variable, index) => write(result, role, variable, present(values[index])), world);
}

/** Σ without p.x: what was given away is held no more. */
export function release(world: World, role: Role, variable: Variable): World {
  const { fields, frames } = storeOf(world, role);
  const current = frames.at(-1) ?? emptyFrame;
  return withStore(world, role, { fields: unbind(fields, variable), frames: [...frames.slice(0, -1), unbind(current, variable)] });
}

/** Σ[p.x ↦ v] for something that p holds from the start: it persists as fields do. */
export function give(world: World, role: Role, variable: Variable, value: Value): World {
  const { fields, frames } = storeOf(world, role);
  return withStore(world, role, { fields: bind(fields, variable, value), frames });
}

/** p enters a call: a new frame that holds its parameters. */
export function pushFrame(world: World, role: Role, frame: Environment): World {
  const { fields, frames } = storeOf(world, role);
  return withStore(world, role, { fields, frames: [...frames, frame] });
}

/** Drops the frame that has `above` frames above it. */
export function dropFrame(world: World, role: Role, above: number): World {
  const { fields, frames } = storeOf(world, role);
  return withStore(world, role, { fields, frames: frames.filter((_, index) => index !== frames.length - 1 - above) });
}

/** S ∪ {p} */
export function stopRole(world: World, role: Role, why: StopReason): World {
  return { ...world, stopped: new Map(world.stopped).set(role, why) };
}

/** More initial worlds than this are not enumerated: the fields beyond are chosen as from an infinite domain. */
const maximumInitialWorlds = 100_000;

/** All initial worlds of these roles: the product of what `any` fields may hold, in a fixed order. */
export function initialWorlds(model: Model, roles: readonly Role[], chooser: Chooser): readonly World[] {
  let stores: readonly Store[] = [new Map()];
  for (const role of roles) {
    let environments: readonly Environment[] = [emptyFrame];
    for (const field of model.roles.get(role) ?? []) {
      const count = stores.length * environments.length;
      const place = `${role}.${field.name}`;
      const values = withinLimit(initialValues(model, role, field, place, chooser), count, place, role, chooser);
      environments = environments.flatMap((fields) => values.map((value) => bind(fields, field.name, value)));
    }
    stores = stores.flatMap((store) => environments.map((fields) => new Map(store).set(role, { fields, frames: [emptyFrame] })));
  }
  return stores.map((store) => ({ store, stopped: new Map(), oracles: new Map() }));
}

/** How a chooser is asked what a volatile field is when its role starts again: not as for its first value, nor as for an assignment. */
export function restartRequest(role: Role, field: Variable): string {
  return `${role}.${field} at a restart`;
}

/** A way in which a role starts again: its store, and what its volatile `any` fields are. */
export interface Restart {
  readonly store: RoleStore;
  readonly values: readonly (readonly [Variable, Value])[];
}

/**
 * All ways in which a role starts again: durable fields and what else its fields hold stay, the others have initial values, there are no frames but the first.
 * One for each choice of the volatile `any` fields, in a fixed order.
 */
export function restarts(model: Model, role: Role, world: World, chooser: Chooser): readonly Restart[] {
  let found: readonly Restart[] = [{ store: { fields: storeOf(world, role).fields, frames: [emptyFrame] }, values: [] }];
  for (const field of model.roles.get(role) ?? []) {
    if (field.durable) continue;
    const place = restartRequest(role, field.name);
    const values = withinLimit(initialValues(model, role, field, place, chooser), found.length, place, role, chooser);
    const isChosen = field.initial.kind === "any";
    found = found.flatMap(({ store, values: before }) =>
      values.map((value) => ({
        store: { ...store, fields: bind(store.fields, field.name, value) },
        values: isChosen ? [...before, [field.name, value] as const] : before,
      })),
    );
  }
  return found;
}

function withinLimit(values: readonly Value[], worlds: number, place: string, role: Role, chooser: Chooser): readonly Value[] {
  if (worlds * values.length <= maximumInitialWorlds || values.length <= 1) return values;
  const description = `${place} (beyond ${String(maximumInitialWorlds)} initial states)`;
  const sample = (index: bigint): Value | undefined => values[Number(index % BigInt(values.length))];
  return chooser.choose({ kind: "any", role, description }, { kind: "infinite", extent: "large", sample, contains: () => true }).slice(0, 1);
}

function initialValues(model: Model, role: Role, { initial }: FieldDefinition, place: string, chooser: Chooser): readonly Value[] {
  const scope = { definitions: model.definitions, local: () => undefined, oracles: new Map(), role, chooser };
  const evaluations = initial.kind === "any" ? evaluateAny(initial.domain, place, scope) : evaluate(initial.expression, scope);
  return evaluations.map(({ outcome }) => {
    if (outcome.kind === "failure") throw new Error(`the initial value of ${place} is undefined: ${outcome.reason}`);
    return outcome.value;
  });
}

const roleKeys = new WeakMap<RoleStore, string>();
const storeKeys = new WeakMap<Store, string>();
const worldKeys = new WeakMap<World, string>();

/** Equal keys iff equal worlds. Memoised, also by role, so that a step costs only what it changed. */
export function worldKey(world: World): string {
  const known = worldKeys.get(world);
  if (known !== undefined) return known;
  const stopped = [...world.stopped].map(([role, why]) => `${role}:${why}`).sort();
  const oracles = [...world.oracles].map(([key, { result }]) => `${key}=${valueKey(result)}`).sort();
  const spent = world.spent === undefined ? "" : `\u0001${world.spent.join()}`;
  const key = `${storeKey(world.store)}\u0001${stopped.join(",")}\u0001${oracles.join(",")}${spent}`;
  worldKeys.set(world, key);
  return key;
}

function storeKey(store: Store): string {
  const known = storeKeys.get(store);
  if (known !== undefined) return known;
  const key = [...store].map(([role, of]) => `${role}{${roleKey(of)}}`).join("");
  storeKeys.set(store, key);
  return key;
}

/** Whether two stores of a role are equal, frames included. */
export function sameStore(one: RoleStore, other: RoleStore): boolean {
  return roleKey(one) === roleKey(other);
}

function roleKey(store: RoleStore): string {
  const known = roleKeys.get(store);
  if (known !== undefined) return known;
  const key = [store.fields, ...store.frames].map(environmentKey).join("|");
  roleKeys.set(store, key);
  return key;
}
