/**
 * The control flow of a choreography head first: the terms that it can come to with who stopped and who is given up, up to identity (of states with dead roles: up to
 * what their live part is), and the moves between them. The moves are what the rules of choreographies and the head-first schedule conclude on stores
 * without values. What variables hold is disregarded, so some of the locations may never be reached.
 */
import type { Choreography, Instruction, Model, Role, Site, Value, Variable } from "../core/index.ts";
import { alternatives, blockedRoles, headFirstSchedule, isEntry, liveKeys } from "../head-first/index.ts";
import type { HeadFirstOptions, HeadFirstSchedule, HeadFirstState, HeadFirstStep } from "../head-first/index.ts";
import { present } from "../present.ts";
import { choreographyRules, choreographySystem, subject } from "../semantics/index.ts";
import type { RoleStore } from "../semantics/index.ts";
import { lookup, refusing } from "../values/index.ts";
import { EnteredCalls, leaversOf } from "./entered-calls.ts";
import type { EnteredCall } from "./entered-calls.ts";
import type { Guard } from "./machine.ts";
import { nameMessages, nameUnderway } from "./messages-underway.ts";
import type { Underway } from "./messages-underway.ts";
import { frameNumber, storeWithoutValues, untouched } from "./store-without-values.ts";
import { NoMachine } from "./symbolic-values.ts";
import type { SymbolicValues } from "./symbolic-values.ts";

/** A condition over the variables of one role. */
export interface RoleGuard {
  readonly role: Role;
  readonly guard: Guard;
}

/** What a step does to the frames of a role; what it writes has names that `SymbolicValues` knows. */
export interface RoleChange {
  readonly fields: ReadonlyMap<Variable, Value>;
  /** The frames afterwards: those of before by their depth, undefined for one that was pushed; and what is written into them. */
  readonly frames: readonly { readonly from: number | undefined; readonly writes: ReadonlyMap<Variable, Value> }[];
}

export interface HeadFirstMove {
  /** What happens, in order: nothing where roles are given up. */
  readonly steps: readonly HeadFirstStep[];
  /** When it happens; the first is that of the first step. */
  readonly guards: readonly RoleGuard[];
  readonly changes: ReadonlyMap<Role, RoleChange>;
  /** The message that is sent or received, with what its receiver binds. */
  readonly message?: Underway;
  /** Who is given up. */
  readonly givenUp: readonly Role[];
  readonly target: number;
  /** What is on its way afterwards is what was called so before: by canonical names. */
  readonly underway: ReadonlyMap<string, Value>;
  /** A call is over, of which `HeadFirstLocation.call` tells: frames are gone, and the fields of its roles hold what it has left in them. */
  readonly returns?: true;
}

export interface HeadFirstLocation {
  readonly state: HeadFirstState;
  /** How many frames of calls each role has open. */
  readonly depths: ReadonlyMap<Role, number>;
  /** The canonical names of values on their way that somebody may still take. */
  readonly underway: readonly Underway[];
  readonly stopped: ReadonlyMap<Role, "failed" | "assumption">;
  readonly isEnd: boolean;
  readonly site?: Site;
  readonly moves: readonly HeadFirstMove[];
  /** Everybody has entered this call, and what happens in it is not followed here: there is one move, which returns. */
  readonly call?: EnteredCall;
  /** What happens from here is not followed, because calls nest too deep. */
  readonly isCut?: true;
}

/** How calls inside calls are followed that may nest without end: not at all, to a depth, or (of these choreographies) as calls that return. */
export type Nesting =
  { readonly kind: "refused" } | { readonly kind: "cut"; readonly depth: number } | { readonly kind: "summarised"; readonly procedures: ReadonlySet<string> };

export interface HeadFirstRequest {
  readonly model: Model;
  readonly subject: string;
  readonly roles: readonly Role[];
  readonly body: Choreography;
  /** Of a call that was entered, `subject` and `roles` are those of the caller. */
  readonly start?: HeadFirstState;
  readonly nesting: Nesting;
  readonly values: SymbolicValues;
  readonly options: HeadFirstOptions;
  readonly maxLocations: number;
  readonly maxFrameDepth: number;
  readonly maxUnderway: number;
}

/** Location 0 is the start; the others are numbered breadth first. @throws NoMachine */
export function headFirstControl(request: HeadFirstRequest): readonly HeadFirstLocation[] {
  return new Control(request).locations();
}

interface Reached {
  readonly state: HeadFirstState;
  readonly underway: readonly Underway[];
}

/** One way in which a step goes on, under conditions on arguments of calls. */
interface Chain {
  readonly guards: readonly RoleGuard[];
  readonly steps: readonly HeadFirstStep[];
}

/** The steps of the role that acts first, where arguments of calls are defined or not as the conditions say. */
interface Choice {
  readonly assumed: readonly RoleGuard[];
  readonly steps: readonly HeadFirstStep[];
  /** Whether there are other choices, when the guards of these steps do not hold. */
  readonly isConditional: boolean;
}

class Control {
  readonly #request: HeadFirstRequest;
  readonly #schedule: HeadFirstSchedule;
  readonly #liveKey = liveKeys();
  readonly #calls: EnteredCalls;
  readonly #numbers = new Map<string, number>();
  readonly #waiting: Reached[] = [];

  constructor(request: HeadFirstRequest) {
    this.#request = request;
    const { model, values, options } = request;
    this.#schedule = headFirstSchedule(choreographySystem(model, request.subject, choreographyRules, values.valuator), model, options);
    this.#calls = new EnteredCalls(model, this.#schedule);
  }

  locations(): readonly HeadFirstLocation[] {
    const { body, roles, maxLocations, start } = this.#request;
    const world = storeWithoutValues(this.#request.model, new Map(roles.map((role) => [role, 0])), new Map());
    this.#numberOf(start ?? { configuration: { term: body, world }, givenUp: [] }, []);
    const locations: HeadFirstLocation[] = [];
    for (const reached of this.#waiting) {
      if (this.#waiting.length > maxLocations) throw new NoMachine(`${this.#request.subject} has more than ${String(maxLocations)} locations`);
      locations.push(this.#location(reached));
    }
    return locations;
  }

  #numberOf(state: HeadFirstState, underway: readonly Underway[]): number {
    const key = this.#schedule.key(state);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const fresh = this.#numbers.size;
    this.#numbers.set(key, fresh);
    this.#waiting.push({ state, underway });
    return fresh;
  }

  #location({ state, underway }: Reached): HeadFirstLocation {
    const { term, world } = state.configuration;
    const { nesting } = this.#request;
    const depths = new Map([...world.store].map(([role, { frames }]) => [role, frames.length - 1]));
    const call = nesting.kind === "summarised" ? this.#calls.enteredIn(state, nesting.procedures) : undefined;
    const isCut = nesting.kind === "cut" && [...depths.values()].some((depth) => depth > nesting.depth);
    const moves =
      call !== undefined ? [this.#returning(state, call)] : isCut ? [] : this.#choices(state, new Map()).flatMap((choice) => this.#movesOf(choice, state));
    const site = siteOf(term);
    return {
      state,
      depths,
      underway,
      ...(call === undefined ? {} : { call }),
      ...(isCut ? { isCut } : {}),
      stopped: new Map([...world.stopped].flatMap(([role, why]) => (why === "crashed" ? [] : [[role, why]]))),
      isEnd: term.kind === "end" && world.stopped.size === 0,
      ...(site === undefined ? {} : { site }),
      moves,
    };
  }

  #movesOf({ assumed, steps, isConditional }: Choice, state: HeadFirstState): readonly HeadFirstMove[] {
    const { values } = this.#request;
    const guardOf = ({ label }: HeadFirstStep): RoleGuard => ({ role: subject(label), guard: values.guardOf(label) });
    const moves = steps.flatMap((step) =>
      this.#chains(step, state, known(assumed)).map((chain) => this.#move(state, { steps: chain.steps, guards: [guardOf(step), ...assumed, ...chain.guards] })),
    );
    const target = this.#schedule.givingUp(state, steps, refusing, this.#request.start !== undefined);
    if (target === undefined || !this.#goesOn(target)) return moves;
    const only = isConditional ? steps.map(guardOf) : [];
    const givenUp = target.givenUp.filter((role) => !state.givenUp.includes(role));
    const guards = [...only, ...assumed].filter(({ guard }) => guard.kind !== "always");
    return [...moves, { ...this.#arrive(state, target), steps: [], guards, changes: new Map(), givenUp }];
  }

  /** Whether somebody goes on without those who are given up: in a call also who has nothing left to do in it. */
  #goesOn(state: HeadFirstState): boolean {
    const { start } = this.#request;
    return start === undefined || this.#schedule.stepsOf(state, refusing).length > 0 || leaversOf(state).length > 0;
  }

  /** The call is over, as if it had done nothing: what it does to fields is told elsewhere. */
  #returning(state: HeadFirstState, { returned }: EnteredCall): HeadFirstMove {
    const { world: before } = state.configuration;
    const changes = new Map<Role, RoleChange>();
    for (const [role, store] of returned.configuration.world.store) if (store !== before.store.get(role)) changes.set(role, changeOf(store));
    return { ...this.#arrive(state, returned), steps: [], guards: [], changes, givenUp: [], returns: true };
  }

  /** Who acts first: of several roles that may enter a call the first whose arguments have values, or else the first of all, which fails. */
  #choices(state: HeadFirstState, knownOf: ReadonlyMap<Role, "defined" | "undefined">): readonly Choice[] {
    const steps = this.#schedule.stepsOf(state, refusing);
    const entries = steps.filter(isEntry);
    if (entries.length === 0 || !isEntry(present(steps[0])))
      return steps.length === 0 ? [] : [{ assumed: [], steps: alternatives(steps), isConditional: false }];
    const choices: Choice[] = [];
    const assumed: RoleGuard[] = [];
    const others = steps.filter((step) => !isEntry(step));
    for (const entry of entries) {
      const role = subject(entry.label);
      const failure = others.find(({ label }) => label.kind === "fail" && label.role === role);
      if (failure === undefined) return [...choices, { assumed: [...assumed], steps: [entry], isConditional: true }];
      if (knownOf.get(role) === "undefined") continue;
      choices.push({ assumed: [...assumed], steps: [entry], isConditional: true });
      const guard = this.#request.values.guardOf(failure.label);
      if (entries.length > 1) this.#refuseQuestions(guard, role);
      assumed.push({ role, guard });
    }
    const failing = present(others[0]);
    // What is assumed of the role that fails is the condition of its step.
    const rest = assumed.filter(({ role }) => role !== subject(failing.label));
    return [...choices, { assumed: rest, steps: [failing], isConditional: true }];
  }

  /** Whose arguments ask a function without body has as many ways to enter as there are answers. */
  #refuseQuestions(guard: Guard, role: Role): void {
    const expressions = guard.kind === "defined" || guard.kind === "undefined" ? guard.expressions : [];
    if (this.#request.values.natureOf(expressions).consults) throw new NoMachine(`arguments of a call by ${role} ask functions without body`);
  }

  /** What happens in one move that begins with the step: the receive that takes what it sent, the entries of the other roles into the call that it starts. */
  #chains(step: HeadFirstStep, { givenUp }: HeadFirstState, knownOf: ReadonlyMap<Role, "defined" | "undefined">): readonly Chain[] {
    const state = { configuration: step.target, givenUp };
    const alone: Chain = { guards: [], steps: [step] };
    if (step.label.kind === "send") {
      const receipt = this.#schedule.receipt(step, state, refusing);
      return receipt === undefined ? [alone] : [{ guards: [], steps: [step, receipt] }];
    }
    if (!isEntry(step)) return [alone];
    const choices = this.#choices(state, knownOf);
    if (!choices.some(({ steps }) => isEntryOfOne(steps))) return [alone];
    return choices.flatMap(({ assumed, steps }): readonly Chain[] => {
      const guards = steps.map(({ label }): RoleGuard => ({ role: subject(label), guard: this.#request.values.guardOf(label) }));
      const [entry] = steps;
      if (entry === undefined || !isEntryOfOne(steps)) return [{ ...alone, guards: [...assumed, ...guards] }];
      for (const { role, guard } of guards) this.#refuseQuestions(guard, role);
      const chains = this.#chains(entry, state, new Map([...knownOf, ...known(assumed)]));
      return chains.map((chain) => ({ guards: [...assumed, ...guards, ...chain.guards], steps: [step, ...chain.steps] }));
    });
  }

  #move(state: HeadFirstState, { steps, guards }: Chain): HeadFirstMove {
    const first = present(steps[0]);
    const last = present(steps.at(-1));
    const roles = steps.map(({ label }) => subject(label));
    if (new Set(roles).size < roles.length) throw new NoMachine("a role enters two calls in one step");
    const message = this.#messageOf(first, state);
    const { world: before } = state.configuration;
    const changes = new Map<Role, RoleChange>();
    for (const [role, store] of last.target.world.store) if (store !== before.store.get(role)) changes.set(role, changeOf(store));
    const arrived = this.#arrive(state, { configuration: last.target, givenUp: state.givenUp });
    return {
      ...arrived,
      steps,
      guards: guards.filter(({ guard }) => guard.kind !== "always"),
      changes,
      givenUp: [],
      ...(message === undefined ? {} : { message }),
    };
  }

  /** What the step sends or receives, with its place afterwards or before. */
  #messageOf({ label, target }: HeadFirstStep, state: HeadFirstState): Underway | undefined {
    if (label.kind !== "send" && label.kind !== "receive") return undefined;
    const { term } = label.kind === "send" ? target : state.configuration;
    const found = named(term).messages.filter(({ from, to }) => from === label.from && to === label.to);
    return label.kind === "send" ? found.at(-1) : found[0];
  }

  /** Where a step leads: without the values that it has written, and with canonical names of what is on its way. */
  #arrive(from: HeadFirstState, { configuration, givenUp }: HeadFirstState): Pick<HeadFirstMove, "target" | "underway"> {
    const { term, messages } = named(configuration.term);
    const { stopped, store } = configuration.world;
    const depths = new Map([...store].map(([role, { frames }]) => [role, frames.length - 1]));
    this.#checkDepths(depths);
    const isSame = stopped === from.configuration.world.stopped && [...store].every(([role, one]) => one === from.configuration.world.store.get(role));
    const world = isSame ? from.configuration.world : storeWithoutValues(this.#request.model, depths, stopped);
    const state = { configuration: { term, world }, givenUp };
    const dead = new Set([...givenUp, ...stopped.keys()]);
    const lost = dead.size === 0 || this.#liveKey(state.configuration, dead) === undefined ? new Set<Role>() : blockedRoles(term, dead);
    const kept = messages.filter(({ to }) => !lost.has(to));
    const { maxUnderway } = this.#request;
    if (kept.length > maxUnderway) throw new NoMachine(`more than ${String(maxUnderway)} messages may be on their way at once`);
    const underway = new Map(kept.flatMap((message) => message.values.map((value, position): [string, Value] => [nameUnderway(message, position), value])));
    return { target: this.#numberOf(state, kept), underway };
  }

  #checkDepths(depths: ReadonlyMap<Role, number>): void {
    const { maxFrameDepth, model, nesting } = this.#request;
    if (nesting.kind === "cut") return;
    // Of more open calls than there are choreographies two are of one, and what led from one to the other can happen again.
    const most = model.procedures.size + (nesting.kind === "summarised" ? 1 : 0);
    for (const [role, depth] of depths) {
      if (depth > most) throw new NoMachine(`calls of ${role} nest without end`);
      if (depth > maxFrameDepth) throw new NoMachine(`calls of ${role} nest deeper than ${String(maxFrameDepth)} frames`);
    }
  }
}

function named(term: Choreography): { readonly term: Choreography; readonly messages: readonly Underway[] } {
  const result = nameMessages(term);
  if (result === undefined) throw new NoMachine("branches of a choice disagree about the messages on their way");
  return result;
}

/** Whether one role enters a call that has begun, and that is all that may happen next. */
function isEntryOfOne(steps: readonly HeadFirstStep[]): boolean {
  return steps.length === 1 && steps[0]?.rules.at(-1) === "C-ENTER";
}

function known(guards: readonly RoleGuard[]): ReadonlyMap<Role, "defined" | "undefined"> {
  return new Map(guards.flatMap(({ role, guard }) => (guard.kind === "defined" || guard.kind === "undefined" ? [[role, guard.kind] as const] : [])));
}

/** What was written into a store without values. */
function changeOf({ fields, frames }: RoleStore): RoleChange {
  return {
    fields: new Map(fields.filter(([, value]) => value !== untouched)),
    frames: frames.map((frame) => {
      const number = lookup(frame, frameNumber);
      return { from: number === undefined ? undefined : Number(number), writes: new Map(frame.filter(([name]) => name !== frameNumber)) };
    }),
  };
}

/** Where the first instruction stands. */
function siteOf(term: Choreography): Site | undefined {
  if (term.kind === "end") return undefined;
  const { head }: { readonly head: Instruction } = term;
  switch (head.kind) {
    case "frame":
      return siteOf(head.body) ?? head.call.site;
    case "leave":
      return siteOf(head.to);
    default:
      return head.site;
  }
}
