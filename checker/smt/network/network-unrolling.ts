/** A network unrolled from some states: the state after i steps of any run, and the step from there. */
import { present } from "../../../calculus/present.ts";
import type { Context } from "../values/index.ts";
import type { Moment } from "./network-conditions.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { NetworkState } from "./network-state.ts";
import { networkStep } from "./network-step.ts";
import type { NetworkParts } from "./parts.ts";

/** Moments are made when they are asked for, one from the other. */
export class NetworkUnrolling {
  private readonly program: NetworkProgram;
  private readonly start: NetworkState;
  private readonly tag: string;
  private readonly context: Context;
  private readonly parts: NetworkParts;
  private readonly moments: Moment[] = [];

  /** `tag` names the symbols of this unrolling. */
  constructor(program: NetworkProgram, start: NetworkState, tag: string, context: Context, parts: NetworkParts) {
    this.program = program;
    this.start = start;
    this.tag = tag;
    this.context = context;
    this.parts = parts;
  }

  /** The moment after so many steps. @throws Refusal */
  moment(number: number): Moment {
    const { program, context, parts } = this;
    for (let made = this.moments.length; made <= number; made += 1) {
      const before = this.moments[made - 1];
      const state = before?.step.after ?? this.start;
      this.moments.push({ state, arriving: before?.step.moves ?? [], step: networkStep(program, state, `${this.tag}${String(made)}`, context, parts) });
    }
    return present(this.moments[number]);
  }
}
