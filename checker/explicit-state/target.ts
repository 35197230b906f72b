/** What an exploration looks for: a moment or a state that decides a property. */
import type { Label } from "../../calculus/semantics/index.ts";
import type { Scene } from "../property/scene.ts";
import type { StateFacts } from "./state-space.ts";

/** `undefined`: the property has no truth value there, and why. */
export type Sighting = { readonly kind: "reached" } | { readonly kind: "undefined"; readonly reason: string };

export interface Target {
  /** About steps: asked at every moment of every run that is followed, initial states (without a label) included. */
  readonly atMoment?: (scene: Scene, label: Label | undefined) => Sighting | undefined;
  /** About what can be seen without knowing the step that led there: asked at least once for every state that is entered or passed. */
  readonly atScene?: (scene: Scene) => Sighting | undefined;
  /** Asked once for each state. */
  readonly atState?: (facts: StateFacts) => Sighting | undefined;
}

export const reached: Sighting = { kind: "reached" };
