/**
 * Calls that everybody has entered and in which nothing has happened yet, where they stand in a term: what happens in one can be told by itself, because head first
 * nothing behind it moves before it is over, or before nobody in it can move.
 */
import type { Choreography, Instruction, Model, Role } from "../core/index.ts";
import { end, rolesOfTerm, sequence } from "../core/index.ts";
import { blockedRoles } from "../head-first/index.ts";
import type { HeadFirstSchedule, HeadFirstState } from "../head-first/index.ts";
import { dropFrame, instantiator, settle } from "../semantics/index.ts";
import type { World } from "../semantics/index.ts";
import { refusing } from "../values/index.ts";
import { storeWithoutValues } from "./store-without-values.ts";

type Frame = Extract<Instruction, { kind: "frame" }>;

export interface EnteredCall {
  readonly frame: Frame;
  /** The call alone, as it begins. Equal keys iff equal beginnings. */
  readonly entry: HeadFirstState;
  readonly key: string;
  /** Where it was called, when it is over. */
  readonly returned: HeadFirstState;
}

interface Place {
  readonly term: Choreography;
  readonly world: World;
}

/** Finds calls, with one table of bodies. */
export class EnteredCalls {
  readonly #model: Model;
  readonly #schedule: HeadFirstSchedule;
  readonly #bodyOf: ReturnType<typeof instantiator>;

  constructor(model: Model, schedule: HeadFirstSchedule) {
    this.#model = model;
    this.#schedule = schedule;
    this.#bodyOf = instantiator(model);
  }

  /**
   * The call of one of these choreographies whose first step is the next one; undefined where the next step is none, and where nothing is left to do but the call: it
   * does not nest. The derivation of the step says where it stands.
   */
  enteredIn(state: HeadFirstState, procedures: ReadonlySet<string>): EnteredCall | undefined {
    const [first] = this.#schedule.stepsOf(state, refusing);
    if (first === undefined) return undefined;
    const { term, world } = state.configuration;
    const dead = new Set([...state.givenUp, ...world.stopped.keys()]);
    let found: Frame | undefined;
    const returned = (inside: Choreography, depth: number): Place | undefined => {
      if (inside.kind === "end") return undefined;
      const { head, tail } = inside;
      switch (first.rules[depth]) {
        case "D-INSTR": {
          const after = returned(tail, depth + 1);
          return after === undefined ? undefined : { ...after, term: sequence(head, after.term) };
        }
        case "C-FRAME":
        case "D-CALL": {
          if (head.kind !== "frame") return undefined;
          if (procedures.has(head.call.procedure) && this.#isFresh(head, dead)) {
            if (depth === 0 && tail.kind === "end") return undefined;
            found = head;
            return { term: tail, world: head.live.reduce((before, role) => dropFrame(before, role, 0), world) };
          }
          const after = returned(head.body, depth + 1);
          return after === undefined ? undefined : settle({ ...head, body: after.term }, tail, after.world);
        }
        default:
          return undefined;
      }
    };
    const after = returned(term, 0);
    if (after === undefined || found === undefined) return undefined;
    const frame = found;
    const depths = new Map(frame.call.roles.map((role) => [role, frame.live.includes(role) ? 1 : 0]));
    const alone = { term: sequence(frame, end), world: storeWithoutValues(this.#model, depths, world.stopped) };
    const entry = { configuration: alone, givenUp: state.givenUp };
    return { frame, entry, key: keyOf(frame, entry), returned: { configuration: after, givenUp: state.givenUp } };
  }

  #isFresh({ call, pending, body }: Frame, dead: ReadonlySet<Role>): boolean {
    return pending.every((role) => dead.has(role)) && this.#keyOf(body) === this.#keyOf(this.#bodyOf(call.procedure, call.roles));
  }

  #keyOf(term: Choreography): string {
    return this.#schedule.key({ configuration: { term, world: storeWithoutValues(this.#model, new Map(), new Map()) }, givenUp: [] });
  }
}

/** Its body follows from choreography and roles; of those who have not entered it does not matter what they would be given: they never will. */
function keyOf({ call, pending, live }: Frame, { configuration: { world }, givenUp }: HeadFirstState): string {
  const stopped = [...world.stopped].map(([role, why]) => `${role}:${why}`).sort();
  return [[call.procedure], call.roles, pending, live, stopped, givenUp].map((part) => part.join()).join(";");
}

/** Who is through with a call in which nobody moves any more, though it is not over: others in it stopped, were given up, or wait for such. */
export function leaversOf({ configuration: { term, world }, givenUp }: HeadFirstState): readonly Role[] {
  const stuck = new Set([...blockedRoles(term, new Set([...givenUp, ...world.stopped.keys()])), ...rolesOfTerm(term)]);
  return [...world.store.keys()].filter((role) => !stuck.has(role));
}
