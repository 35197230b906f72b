/**
 * The control flow of one process: the behaviours that it can come to, up to identity, and the moves between them. What variables hold is disregarded, so
 * some of the locations may never be reached. Linear in the locations and moves.
 */
import type { Action, Behaviour, Role, Variable } from "../core/index.ts";
import { exposeHead } from "../core/index.ts";
import { labelTrail } from "./label-trail.ts";
import { movesOf } from "./moves.ts";
import type { CallTarget, Move } from "./moves.ts";
import type { Stack } from "./stack.ts";
import { innermost, settle, stackOf } from "./stack.ts";

export interface ControlLocation {
  readonly behaviour: Behaviour;
  /** How many frames of calls are open. */
  readonly depth: number;
  /** Ends of further sessions that the process was given and has not given away: they stand among its fields. Sorted. */
  readonly held: readonly Variable[];
  readonly isEnd: boolean;
  readonly label?: string;
  readonly moves: readonly ControlMove[];
}

export interface ControlMove extends Move {
  /** The frames afterwards. */
  readonly stack: Stack;
  /** Names that are sent as such: a variable that holds an end does not hold it any more. */
  readonly sent: readonly Variable[];
  readonly target: number;
}

export interface ControlRequest {
  readonly role: Role;
  readonly behaviour: Behaviour;
  /** Variables in which it is given ends of further sessions. */
  readonly given: readonly Variable[];
  readonly identity: (behaviour: Behaviour) => number;
  readonly enter: (call: Extract<Action, { kind: "call" }>) => CallTarget;
  readonly tellsPositions: boolean;
  readonly maxLocations: number;
  readonly maxFrameDepth: number;
}

export interface Control {
  readonly locations: readonly ControlLocation[];
  /** Where a process stands that is about to do this while it has these ends among its fields. */
  readonly locationOf: (behaviour: Behaviour, held: readonly Variable[]) => number | undefined;
}

export type ControlResult = { readonly ok: true; readonly control: Control } | { readonly ok: false; readonly reason: string };

/** Location 0 is the start; the others are numbered breadth first. @throws Error where a call has no behaviour. */
export function controlOf(request: ControlRequest): ControlResult {
  const { role, identity, enter, tellsPositions, maxLocations, maxFrameDepth } = request;
  const numbers = new Map<string, number>();
  const waiting: { readonly behaviour: Behaviour; readonly held: readonly Variable[] }[] = [];
  const locations: ControlLocation[] = [];
  const entered = new Set<string>();
  const entering: ControlRequest["enter"] = (call) => {
    entered.add(`${call.procedure}(${call.roles.join()})`);
    return enter(call);
  };

  const keyOf = (behaviour: Behaviour, held: readonly Variable[]): string =>
    `${String(identity(behaviour))}|${held.join()}${tellsPositions ? `|${labelTrail(behaviour)}` : ""}`;

  const numberOf = (behaviour: Behaviour, held: readonly Variable[]): number => {
    const key = keyOf(behaviour, held);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const fresh = numbers.size;
    numbers.set(key, fresh);
    waiting.push({ behaviour, held });
    return fresh;
  };

  numberOf(request.behaviour, [...request.given].sort());
  for (const { behaviour, held } of waiting) {
    if (waiting.length > maxLocations) return { ok: false, reason: `${role} has more than ${String(maxLocations)} locations` };
    const { inner, tails } = innermost(behaviour, exposeHead);
    const depth = tails.length;
    // Of more open calls than there are different ones two are alike, and what led from one to the other can happen again.
    if (depth > entered.size) return { ok: false, reason: `calls of ${role} nest without end` };
    if (depth > maxFrameDepth) return { ok: false, reason: `calls of ${role} nest deeper than ${String(maxFrameDepth)} frames` };
    const moves = inner.kind === "end" ? [] : movesOf(role, inner.head, inner.tail, entering);
    const label = inner.kind === "end" || !("site" in inner.head) ? undefined : inner.head.site.label;
    locations.push({
      behaviour,
      depth,
      held,
      isEnd: depth === 0 && inner.kind === "end",
      ...(label === undefined ? {} : { label }),
      moves: moves.map((move) => {
        const before = stackOf(depth);
        const { behaviour: next, stack } = settle(move.next, move.pushed === undefined ? before : [...before, move.pushed], tails);
        const sent = sentNames(move);
        const left = sent.length === 0 ? held : held.filter((variable) => !sent.includes(variable));
        return { ...move, stack, sent, target: numberOf(next, left) };
      }),
    });
  }
  return {
    ok: true,
    control: { locations, locationOf: (behaviour, held) => numbers.get(keyOf(behaviour, [...held].sort())) },
  };
}

function sentNames({ effect }: Move): readonly Variable[] {
  return effect.kind === "send" ? effect.payload.flatMap((expression) => (expression.kind === "name" ? [expression.name.text] : [])) : [];
}
