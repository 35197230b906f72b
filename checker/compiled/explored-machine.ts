/** The machines that are explored: of networks, and of choreographies head first; and how their configurations look to properties and to the predicates on them. */
import type { BuiltHeadFirst, BuiltMachine, MachineConfiguration, MachineStep } from "../../calculus/machine/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import { movesItself, networkErrors } from "../explicit-state/network-errors.ts";
import type { StateError } from "../explicit-state/state-space.ts";
import { choreographyScene, networkScene } from "../property/scene.ts";
import type { Scene } from "../property/scene.ts";

export type ExploredMachine = BuiltMachine | BuiltHeadFirst;

/** What a property sees of a configuration, after a step with this label. */
export function sceneOf(built: ExploredMachine, configuration: MachineConfiguration, event?: Label): Scene {
  return "stateOf" in built ? choreographyScene(built.stateOf(configuration).configuration, event) : networkScene(built.configurationOf(configuration), event);
}

/** What is wrong with a configuration from which these steps lead that are no faults. Nothing is head first: where nobody acts, somebody stopped, was given up or has no value to choose. */
export function errorsIn(built: ExploredMachine, configuration: MachineConfiguration, steps: readonly MachineStep[]): readonly StateError[] {
  if ("stateOf" in built) return [];
  const canMove = (role: string): boolean => steps.some(({ label }) => movesItself(label, role));
  const { network, definitions } = built.machine;
  return networkErrors(built.configurationOf(configuration), steps.length === 0, canMove, { architecture: network, definitions });
}
