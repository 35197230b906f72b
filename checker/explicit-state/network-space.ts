/** The plain state space of a network: every interleaving, one step at a time. */
import type { Role } from "../../calculus/core/index.ts";
import { isFault } from "../../calculus/semantics/index.ts";
import type { NetworkConfiguration, TransitionSystem } from "../../calculus/semantics/index.ts";
import { networkScene } from "../property/scene.ts";
import type { RecordingChooser } from "./chooser.ts";
import { movesItself, networkErrors, waitingRoles } from "./network-errors.ts";
import { positionKey } from "./position-key.ts";
import type { StateSpace } from "./state-space.ts";

/** No run is followed beyond a queue of so many messages: a system that lets a queue grow without end is told so. */
const maximumQueueLength = 10_000;

/** All runs of `system`, with nondeterminism resolved by `chooser`. `tellsPositions`: states that differ in statement labels only are told apart. */
export function networkSpace(
  system: TransitionSystem<NetworkConfiguration>,
  chooser: RecordingChooser,
  tellsPositions = false,
): StateSpace<NetworkConfiguration> {
  return {
    initial: () => system.initial(chooser.initial()),
    key: tellsPositions ? (configuration) => `${system.key(configuration)}\u0004${positionKey(configuration)}` : system.key,
    interned: () => system.interned?.() ?? 0,
    excess: ({ channels }) => {
      for (const { from, to, messages } of channels.values())
        if (messages.length > maximumQueueLength)
          return `the ${from === undefined ? "mailbox of" : `queue from ${from} to`} ${to} grew beyond ${String(maximumQueueLength)} messages`;
      return undefined;
    },
    scene: (configuration) => networkScene(configuration),
    moves: (configuration) =>
      system.steps(configuration, chooser).map(({ label, rules, site, target }) => ({
        moments: [{ step: { label, rules, site }, scene: networkScene(target, label) }],
        target,
      })),
    facts: (configuration, moves) => {
      const isStuck = moves.every(({ moments }) => moments.every(({ step }) => isFault(step.label)));
      const canMove = (role: Role): boolean => moves.some(({ moments }) => moments.some(({ step }) => movesItself(step.label, role)));
      return {
        isFinal: system.isFinal(configuration),
        isTerminal: isStuck,
        errors: networkErrors(configuration, isStuck, canMove, system),
        waiting: isStuck ? waitingRoles(configuration, system) : [],
      };
    },
  };
}
