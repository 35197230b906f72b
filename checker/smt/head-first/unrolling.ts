/** A program unrolled from some states: after i segments, where a run can be and what holds there. Symbolic execution of all runs of a length at once. */
import type { Context } from "../values/index.ts";
import type { Program } from "./program.ts";
import { executeSegment, merged } from "./segment.ts";
import type { PathState, SegmentRun } from "./segment.ts";

/** The states in which runs are after some segments, by cut point, and the segments that they go on with. */
export interface Layer {
  readonly arriving: ReadonlyMap<number, PathState>;
  readonly runs: ReadonlyMap<number, SegmentRun>;
}

/** Layers are made when they are asked for, one from the other. */
export class Unrolling {
  private readonly program: Program;
  private readonly context: Context;
  private readonly tag: string;
  private readonly layers: Layer[] = [];
  private next: ReadonlyMap<number, PathState>;

  /** `tag` names the symbols of this unrolling. */
  constructor(program: Program, start: ReadonlyMap<number, PathState>, tag: string, context: Context) {
    this.program = program;
    this.context = context;
    this.tag = tag;
    this.next = start;
  }

  /** The layer with this number, from 0. Nothing arrives in a layer where every run is over. @throws Refusal */
  layer(number: number): Layer {
    for (let made = this.layers.length; made <= number; made += 1) this.layers.push(this.make(made));
    const layer = this.layers[number];
    if (layer === undefined) throw new Error("no such layer");
    return layer;
  }

  private make(number: number): Layer {
    const { program, context } = this;
    const arriving = this.next;
    const runs = new Map(
      [...arriving].map(([point, state]) => [point, executeSegment(program, point, state, `${this.tag}${String(number)}/${String(point)}`, context)]),
    );
    const leaving = new Map<number, PathState[]>();
    for (const { exits } of runs.values()) for (const [point, state] of exits) leaving.set(point, [...(leaving.get(point) ?? []), state]);
    this.next = new Map(
      [...leaving].flatMap(([point, states]) => {
        const state = merged(states, program, context);
        return state === undefined ? [] : [[point, state] as const];
      }),
    );
    return { arriving, runs };
  }
}
