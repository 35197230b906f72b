/**
 * Further sessions of a system: whoever holds the end q/C in a variable acts as C in q, on the queues between q/C and the other ends. The ends are values that
 * are sent as payloads; each is held by one role or is on its way (docs/semantics.md, systems).
 */
import type { Action, Role, SystemDefinition, Value, Variable } from "../../core/index.ts";
import type { NetworkConfiguration, World } from "../transition-system.ts";
import { give, read, release } from "../world.ts";
import { channelKey } from "./channels.ts";

type Endpoint = Extract<Value, { kind: "endpoint" }>;
type Session = Extract<Action, { kind: "send" | "receive" }>;

/** A queue by its two sides. */
export interface ChannelSides {
  readonly from: Role;
  readonly to: Role;
}

/** `q/C`, the name of an end in queues and labels. No role is called so. */
export function endName({ session, role }: { readonly session: string; readonly role: Role }): Role {
  return `${session}/${role}`;
}

/** The queue of a further session as the far side of labels: `q/C→q/D`. No role is called so, and sends and receives of one queue name it alike. */
export function sessionChannel({ from, to }: ChannelSides): Role {
  return channelKey(from, to);
}

/** Whether the far side of a label is a queue of a further session. */
export function isSessionChannel(side: Role): boolean {
  return side.includes("→");
}

/** The end that a role holds in a variable; undefined where it holds none. */
export function heldEnd(world: World, role: Role, variable: Variable): Endpoint | undefined {
  const value = read(world, role, variable);
  return typeof value === "object" && value.kind === "endpoint" ? value : undefined;
}

/** The queue on which p's action is done, of a receive that from the given sender; undefined where p holds no end to do it on. */
export function channelOf(world: World, p: Role, A: Session, sender: Role = A.kind === "send" ? p : A.from): ChannelSides | undefined {
  if (A.session === undefined) return A.kind === "send" ? { from: p, to: A.to } : { from: sender, to: p };
  const end = heldEnd(world, p, A.session);
  if (end === undefined) return undefined;
  const [own, other] = [endName(end), endName({ session: end.session, role: A.kind === "send" ? A.to : sender })];
  return A.kind === "send" ? { from: own, to: other } : { from: other, to: own };
}

/** Who acts for a side of a queue: a role for itself; for an end its holder, undefined while the end is on its way. Linear in the stores. */
export function actorOf({ world }: NetworkConfiguration, side: Role): Role | undefined {
  if (world.store.has(side)) return side;
  for (const [role, { fields, frames }] of world.store) {
    for (const environment of [fields, ...frames]) {
      if (environment.some(([, value]) => typeof value === "object" && value.kind === "endpoint" && endName(value) === side)) return role;
    }
  }
  return undefined;
}

/** Σ[p.s ↦ q/C] for every end that the system gives to a role. */
export function giveEnds(world: World, sessions: SystemDefinition["sessions"]): World {
  let result = world;
  for (const { name, ends } of sessions) {
    for (const { role, holder, variable } of ends) result = give(result, holder, variable, { kind: "endpoint", session: name, role });
  }
  return result;
}

/** Σ without the ends that p gives away with these values: the variables that are sent as such. */
export function withoutDelegated(world: World, p: Role, { expressions }: Extract<Action, { kind: "send" }>, values: readonly Value[]): World {
  let result = world;
  for (const [index, value] of values.entries()) {
    const expression = expressions[index];
    if (typeof value === "object" && value.kind === "endpoint" && expression?.kind === "name") result = release(result, p, expression.name.text);
  }
  return result;
}
