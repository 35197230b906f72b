/** What obligations are about: a piece of a program that takes a state and leaves one. */
import type { Choreography, Definitions, Domain } from "../../calculus/core/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import type { OwnPlace } from "./places.ts";

export interface Transformation {
  /** As reports name it: `reserve`, `'reserve`, `Order`. */
  readonly name: string;
  readonly definitions: Definitions;
  readonly body: Choreography;
  /** What it starts from. */
  readonly inputs: readonly { readonly variable: OwnPlace; readonly domain: Domain }[];
  /** Of the inputs, those that a further execution finds as this one left them; and where they are after it. */
  readonly state: ReadonlyMap<OwnPlace, OwnPlace>;
  /** What it answers: variables after it that are no state. */
  readonly results: readonly OwnPlace[];
  /** Of inputs, state and results, without refinements. */
  readonly types: ReadonlyMap<OwnPlace, Type>;
  /** A function: its inputs and results are compared with those of another one in their order; variables of roles by their names. */
  readonly isFunction: boolean;
}
