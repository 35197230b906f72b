/** What a step changed: the difference of two stores, in the words of a report. */
import type { Role, Value, Variable } from "../calculus/core/index.ts";
import { isMadeName } from "../calculus/core/index.ts";
import type { Environment, Store } from "../calculus/semantics/index.ts";
import { equalValues, lookup } from "../calculus/values/index.ts";

export type Change =
  | {
      readonly kind: "variable";
      readonly role: Role;
      /** A field of the role, or a name of its current frame. */
      readonly scope: "field" | "local";
      readonly variable: Variable;
      /** Absent if it was not bound. */
      readonly before?: Value;
      /** Absent if it is bound no more. */
      readonly after?: Value;
    }
  /** The role entered or left calls: the number of its frames. */
  | { readonly kind: "depth"; readonly role: Role; readonly before: number; readonly after: number };

const nothing: Environment = [];

/**
 * The changes of a program's variables from one store to the next, by role in the order of the store, fields before locals, by name. Of the frames the current one is compared;
 * a role that enters a call shows the names of its new frame, one that returns shows only the change of depth.
 */
export function changesBetween(older: Store, newer: Store): readonly Change[] {
  const changes: Change[] = [];
  for (const [role, now] of newer) {
    const was = older.get(role);
    if (was === now) continue;
    changes.push(...differences(role, "field", was?.fields ?? nothing, now.fields));
    const [depthBefore, depthNow] = [was?.frames.length ?? 0, now.frames.length];
    const [frameBefore, frameNow] = [was?.frames.at(-1) ?? nothing, now.frames.at(-1) ?? nothing];
    if (depthBefore !== depthNow) changes.push({ kind: "depth", role, before: depthBefore, after: depthNow });
    if (depthNow > depthBefore) changes.push(...differences(role, "local", nothing, frameNow));
    else if (depthNow === depthBefore) changes.push(...differences(role, "local", frameBefore, frameNow));
  }
  return changes;
}

function differences(role: Role, scope: "field" | "local", older: Environment, newer: Environment): readonly Change[] {
  if (older === newer) return [];
  const names = [...new Set([...older, ...newer].map(([name]) => name))].filter((name) => !isMadeName(name)).sort();
  return names.flatMap((variable): readonly Change[] => {
    const [was, now] = [lookup(older, variable), lookup(newer, variable)];
    if (was !== undefined && now !== undefined && equalValues(was, now)) return [];
    return [{ kind: "variable", role, scope, variable, ...(was === undefined ? {} : { before: was }), ...(now === undefined ? {} : { after: now }) }];
  });
}
