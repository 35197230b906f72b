/**
 * The moments of the runs of a system, as a graph in arrays: a state, with what is true there right after the step that led to it. An event is true right
 * after its step only, so one state may be several moments. Where nobody can move but for faults a run may end; there the last moment is repeated.
 */

/** What is known of an atom at a moment. */
export const truths = { false: 0, true: 1, undefined: 2, unknown: 3 } as const;

export type TruthCode = (typeof truths)[keyof typeof truths];

/** The action of what nobody owes: faults, and the repetition of the last moment. */
export const nobody = -1;
/** The edge of the repetition of the last moment. */
export const stutter = -1;
/** The target of a step that is possible and is not followed. */
export const beyond = -1;

export interface MomentGraph {
  readonly moments: number;
  /** Moments in which runs begin. */
  readonly initial: readonly number[];
  /** Moment m has the steps `offsets[m]` up to, not including, `offsets[m + 1]`. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  /** By step: its action, or `nobody`. */
  readonly actionOf: Int32Array;
  /** By step: the edge of the graph of states, or `stutter`. */
  readonly edgeOf: Int32Array;
  readonly actions: readonly string[];
  readonly atoms: number;
  /** The truth of atom a at moment m is at `m * atoms + a`. */
  readonly truth: Uint8Array;
  readonly stateOf: Int32Array;
}
