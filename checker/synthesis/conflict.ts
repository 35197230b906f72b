/**
 * Situations of a network of endpoints that no network of the local automata of a coherent protocol is ever in (docs/synthesis.md). The first three are faults
 * of the network whoever asks. The others break a condition of coherence: had a protocol these endpoints, it would be a run of it, and a role that does the
 * one thing here could not know whether it is in the run where it is to do the other.
 */
import type { Role } from "../../calculus/core/index.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";

/**
 * `mixed`: the role may send, and a message that it may receive is there. `race`: messages of two roles are there, and it may receive either. `silent-stop`:
 * the role may have finished, and may send. `starved`: the role only waits, and what it waits for stands nowhere in what its peers may still do.
 */
export const conflictKinds = ["deadlock", "orphan", "reception", "mixed", "race", "silent-stop", "starved"] as const;

export type ConflictKind = (typeof conflictKinds)[number];

export interface Conflict {
  readonly kind: ConflictKind;
  /** Who cannot know; absent for a deadlock and an orphan. */
  readonly role?: Role;
  /** The steps to the situation. */
  readonly run: readonly SplitEvent[];
  /** The steps that the role may do there. */
  readonly steps: readonly SplitEvent[];
}
