/** What the frames of a process hold after a move, in terms of what they held before; and which variables may be set at each location. */
import type { Variable } from "../core/index.ts";
import { present } from "../present.ts";
import type { Expression } from "../syntax/index.ts";
import type { Control, ControlLocation, ControlMove } from "./control.ts";
import type { Update } from "./machine.ts";

/** Which variables of which frame are set, by depth and name. Fields are not among them. */
export type FrameState = readonly ReadonlyMap<Variable, "set" | "may-be-set">[];

/** Where the value of a frame's variable after a move comes from. */
export type Source =
  | { readonly kind: "kept"; readonly depth: number }
  | { readonly kind: "written"; readonly value: Update["value"] }
  | { readonly kind: "argument"; readonly expression: Expression }
  /** The effect (a receive, an `any`) has put it there, in the current frame of before. */
  | { readonly kind: "bound"; readonly depth: number };

/** Whether a name at a location is a field, or an end that the process was given and still has. */
export function isField(name: Variable, { held }: ControlLocation, fields: ReadonlySet<Variable>): boolean {
  return fields.has(name) || held.includes(name);
}

/** What the effect of a move binds. */
export function boundBy({ effect }: ControlMove): readonly Variable[] {
  return effect.kind === "receive" ? effect.variables : effect.kind === "any" ? [effect.variable] : [];
}

/** For each frame after the move, where its variables come from; of what they may hold before, `state` tells. */
export function bindingsAfter(
  location: ControlLocation,
  move: ControlMove,
  state: FrameState,
  fields: ReadonlySet<Variable>,
): readonly ReadonlyMap<Variable, Source>[] {
  const { depth } = location;
  const written = new Map<Variable, Source>();
  for (const name of boundBy(move)) if (!isField(name, location, fields)) written.set(name, { kind: "bound", depth });
  for (const { variable, value } of move.writes) if (!isField(variable, location, fields)) written.set(variable, { kind: "written", value });
  return move.stack.map((slot): ReadonlyMap<Variable, Source> => {
    if (slot.kind === "pushed") return new Map(slot.parameters.map(({ variable, expression }) => [variable, { kind: "argument", expression }]));
    const kept = new Map<Variable, Source>();
    for (const name of state[slot.from]?.keys() ?? []) kept.set(name, { kind: "kept", depth: slot.from });
    if (slot.from === depth) for (const [name, source] of written) kept.set(name, source);
    return kept;
  });
}

/** For each location the variables of frames that may be set there. `sendsEnds`: what is sent as a name may be gone afterwards. */
export function frameStates(control: Control, fields: ReadonlySet<Variable>, sendsEnds: boolean): readonly FrameState[] {
  const { locations } = control;
  const states: (FrameState | undefined)[] = locations.map(() => undefined);
  states[0] = [new Map()];
  const waiting = [0];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const location = present(locations[index]);
    const before = present(states[index]);
    for (const move of location.moves) {
      const after = bindingsAfter(location, move, before, fields).map(
        (bindings) =>
          new Map(
            [...bindings].map(([name, source]): [Variable, "set" | "may-be-set"] => {
              if (source.kind !== "kept") return [name, "set"];
              const isGone = sendsEnds && source.depth === location.depth && move.sent.includes(name);
              return [name, isGone ? "may-be-set" : present(before[source.depth]?.get(name))];
            }),
          ),
      );
      const known = states[move.target];
      const joined = known === undefined ? after : joinFrameStates(known, after);
      if (joined === known) continue;
      states[move.target] = joined;
      waiting.push(move.target);
    }
  }
  return states.map((state) => state ?? []);
}

/** What may be set in one or the other state; the first state itself where the second adds nothing. */
export function joinFrameStates(known: FrameState, more: FrameState): FrameState {
  const result = known.map((frame, depth) => {
    const other = present(more[depth]);
    const merged = new Map(frame);
    for (const [name, set] of frame) {
      if (set === "may-be-set" || other.get(name) === "set") continue;
      merged.set(name, "may-be-set");
    }
    for (const name of other.keys()) {
      if (frame.has(name)) continue;
      merged.set(name, "may-be-set");
    }
    return merged;
  });
  return result.every((frame, depth) => isSame(frame, present(known[depth]))) ? known : result;
}

/** Of frames of which one has all that the other has. */
function isSame(frame: ReadonlyMap<Variable, string>, other: ReadonlyMap<Variable, string>): boolean {
  return frame.size === other.size && [...frame].every(([name, how]) => other.get(name) === how);
}
