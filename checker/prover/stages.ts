/** What obligations about several executions are put together from. */
import { placeAfter } from "./obligation.ts";
import type { Claim, Input, Place, Stage } from "./obligation.ts";
import type { OwnPlace } from "./places.ts";
import type { Transformation } from "./transformation.ts";

/** Its inputs, each at the place that is given for it. */
export function inputsOf({ inputs }: Transformation, place: (variable: OwnPlace) => Place = (variable) => variable): readonly Input[] {
  return inputs.map(({ variable, domain }) => ({ place: place(variable), domain }));
}

/** An execution in which each input comes from the place that is given for it. */
export function stage(name: string, { body, inputs }: Transformation, from: (variable: OwnPlace) => Place): Stage {
  return { name, body, reads: new Map(inputs.map(({ variable }) => [variable, from(variable)])) };
}

/** What both stages left in these variables is the same. */
export function sameAfter(left: string, right: string, pairs: Iterable<readonly [OwnPlace, OwnPlace]>): readonly Claim[] {
  return [...pairs].map(([one, other]) => ({ kind: "same", left: placeAfter(left, one), right: placeAfter(right, other) }));
}

/** Each variable with itself. */
export function pairsOf(variables: Iterable<OwnPlace>): readonly (readonly [OwnPlace, OwnPlace])[] {
  return [...variables].map((variable) => [variable, variable] as const);
}
