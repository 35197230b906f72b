/** In which order constants are evaluated: what a constant mentions, directly or through functions, comes before it. */
import type { Definitions } from "../core/index.ts";
import type { Expression } from "../syntax/index.ts";
import { partsOf } from "../syntax/index.ts";

/** The constants and functions that the expressions mention. Linear, without recursion. */
function mentioned(expressions: readonly (Expression | undefined)[], { constants, functions }: Definitions): string[] {
  const names = new Set<string>();
  const pending = [...expressions];
  for (let next = pending.pop(); next !== undefined || pending.length > 0; next = pending.pop()) {
    if (next === undefined) continue;
    if ((next.kind === "name" || next.kind === "call") && (constants.has(next.name.text) || functions.has(next.name.text))) names.add(next.name.text);
    pending.push(...partsOf(next));
  }
  return [...names];
}

/**
 * All constants with their expressions, each after those that it mentions; one that is defined by itself stands once, somewhere.
 * Linear in the definitions, without recursion: chains of constants are as long as a file allows.
 */
export function constantsInOrder(definitions: Definitions): ReadonlyMap<string, Expression> {
  const { constants, functions } = definitions;
  const ordered = new Map<string, Expression>();
  const entered = new Set<string>();
  const path: { readonly name: string; readonly rest: string[] }[] = [];
  const enter = (name: string): void => {
    if (entered.has(name)) return;
    entered.add(name);
    const definition = functions.get(name);
    path.push({ name, rest: mentioned([constants.get(name), definition?.body, definition?.requires, definition?.ensures], definitions) });
  };
  for (const name of constants.keys()) {
    enter(name);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next !== undefined) {
        enter(next);
        continue;
      }
      path.pop();
      const expression = constants.get(top.name);
      if (expression !== undefined) ordered.set(top.name, expression);
    }
  }
  return ordered;
}
