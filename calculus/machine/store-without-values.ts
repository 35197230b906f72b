/** Stores in which frames have numbers and fields hold nothing: what control flow is followed on. */
import type { Model, Role } from "../core/index.ts";
import type { RoleStore, World } from "../semantics/index.ts";
import { bind } from "../values/index.ts";

/** Where the number of a frame stands in a store without values; no name of a program. */
export const frameNumber = "'frame";
/** What a field holds that is not written. */
export const untouched = "'before";

/** The world of these roles, with so many calls open. */
export function storeWithoutValues(model: Model, depths: ReadonlyMap<Role, number>, stopped: World["stopped"]): World {
  const store = new Map(
    [...depths].map(([role, depth]): [Role, RoleStore] => {
      const fields = (model.roles.get(role) ?? []).reduce<RoleStore["fields"]>((before, field) => bind(before, field.name, untouched), []);
      return [role, { fields, frames: Array.from({ length: depth + 1 }, (_, number) => bind([], frameNumber, BigInt(number))) }];
    }),
  );
  return { store, stopped, oracles: new Map() };
}
