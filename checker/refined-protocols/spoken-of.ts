/** Which names of a protocol matter: those that refinements speak of, and those from which variables of loops that matter are computed. */
import type { Definitions, RefinedProtocol } from "../../calculus/core/index.ts";
import { variablesOf } from "../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import { refinementsIn } from "../../calculus/values/index.ts";

/** A name of the text of a protocol. */
export function nameKey(scope: string, name: string): string {
  return `${scope} ${name}`;
}

/** Names that matter to the refinements of payloads; with `loops` to those of variables of loops as well. */
export function spokenOf({ states }: RefinedProtocol, definitions: Definitions, loops: boolean): ReadonlySet<string> {
  const matters = new Set<string>();
  const computed: { readonly key: string; readonly from: readonly string[] }[] = [];
  const add = (scope: string, type: Type, own: string | undefined): void => {
    const predicates = refinementsIn(type, definitions);
    for (const name of predicates.flatMap(namesIn)) {
      if (name !== "value") matters.add(nameKey(scope, name));
      else if (own !== undefined) matters.add(nameKey(scope, own));
    }
  };
  for (const { transitions, ends } of states) {
    for (const { scope, message } of transitions) for (const { sort } of message.payload) if (sort.kind === "value") add(scope, sort.type, undefined);
    for (const { scope, variables } of [...transitions.flatMap(({ steps }) => steps), ...ends.flat()]) {
      for (const { name, type, value } of variables) {
        if (loops) add(scope, type, name);
        computed.push({ key: nameKey(scope, name), from: namesIn(value).map((other) => nameKey(scope, other)) });
      }
    }
  }
  for (let size = -1; size !== matters.size;) {
    size = matters.size;
    for (const { key, from } of computed) if (matters.has(key)) for (const other of from) matters.add(other);
  }
  return matters;
}

/** Every name in the expression; constants and constructors as well. Linear. */
export function namesIn(expression: Expression): readonly string[] {
  return variablesOf(expression).map(({ text }) => text);
}
