/**
 * Forward flow through a choreography: what may hold before each of its instructions, on any path, loops and calls included. The least fixpoint of monotone steps over a
 * lattice of finite height (Kildall, 1973); a procedure is looked at once for each state in which it is entered (Sharir and Pnueli, 1981, the functional approach), so
 * that what one call leaves does not come out of another one.
 *
 *     s ⊢ ε ↦ s      s ⊢ I ↦ s', s' ⊢ C ↦ t  ⟹  s ⊢ I;C ↦ t      s ⊢ C₁ ↦ t₁, s ⊢ C₂ ↦ t₂  ⟹  s ⊢ if p.e {C₁} else {C₂} ↦ t₁ ⊔ t₂
 *     loop X {B} exit {C}: h = s ⊔ what comes to `continue X` in B from h;  what comes to `break X` goes through C
 *     X(q̄; e): s ↦ leave(s, what body(X) makes of enter(s))
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Choreography, Instruction, Model, Procedure, Role } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import { instantiator } from "../../../calculus/semantics/index.ts";

export type Call = Extract<Instruction, { kind: "call" }>;

/** What flows. `join` returns its first argument itself where the second one adds nothing; joining again and again comes to an end. */
export interface Flow<State> {
  readonly start: State;
  readonly join: (one: State, other: State) => State;
  /** Behind an instruction that stands by itself: `if`, `match` and `choose` before a branch is taken. */
  readonly behind: (I: Instruction, before: State) => State;
  /** Whether a call is one instruction, not entered. */
  readonly isAtomic: (call: Call) => boolean;
  /** The state in which a body begins. */
  readonly enter: (call: Call, procedure: Procedure, before: State) => State;
  /** Behind a call whose body ended in `end`. */
  readonly leave: (call: Call, before: State, end: State) => State;
  /** Calls that enter a procedure in states of one key enter it in their join. */
  readonly key: (entered: State) => string;
}

/** An instruction that some path reaches, with what may hold before it. */
export interface Reached<State> {
  readonly I: Instruction;
  readonly before: State;
}

export interface Flowed<State> {
  /** In the order in which paths first come to them, procedures as they are called. */
  readonly reached: readonly Reached<State>[];
  /** What holds at the end of the choreography; undefined where no path ends. */
  readonly end: State | undefined;
}

/** Of one procedure so many states in which it is entered are told apart; further ones are joined, which finds no less. */
const mostEntries = 32;

/** A procedure for its actual roles, entered in a state. */
interface Context<State> {
  readonly name: string;
  readonly roles: readonly Role[];
  entry: State;
  end: State | undefined;
  reached: readonly Reached<State>[];
  readonly callers: Set<Context<State>>;
}

/** What may hold everywhere in the choreography `subject`, a procedure of the model. Linear in the program for each change of a state. */
export function flowThrough<State>(model: Model, subject: string, flow: Flow<State>): Flowed<State> {
  const instantiate = instantiator(model);
  const contexts = new Map<string, Context<State>>();
  const entries = new Map<string, number>();
  const pending = new Set<Context<State>>();

  function contextOf(name: string, roles: readonly Role[], entry: State): Context<State> {
    const instance = `${name}(${roles.join()})`;
    const exact = `${instance} ${flow.key(entry)}`;
    const isNew = !contexts.has(exact);
    const isJoined = isNew && (entries.get(instance) ?? 0) >= mostEntries;
    const key = isJoined ? instance : exact;
    const known = contexts.get(key);
    if (known !== undefined) {
      const joined = flow.join(known.entry, entry);
      if (joined !== known.entry) {
        known.entry = joined;
        pending.add(known);
      }
      return known;
    }
    entries.set(instance, (entries.get(instance) ?? 0) + 1);
    const made: Context<State> = { name, roles, entry, end: undefined, reached: [], callers: new Set() };
    contexts.set(key, made);
    pending.add(made);
    return made;
  }

  const { roles } = present(model.procedures.get(subject));
  const root = contextOf(subject, roles, flow.start);
  for (const context of pending) {
    pending.delete(context);
    const called = (call: Call, before: State): State | undefined => {
      const procedure = present(model.procedures.get(call.procedure));
      const callee = contextOf(call.procedure, call.roles, flow.enter(call, procedure, before));
      callee.callers.add(context);
      return callee.end === undefined ? undefined : flow.leave(call, before, callee.end);
    };
    const { reached, end } = through(instantiate(context.name, context.roles), context.entry, flow, called);
    context.reached = reached;
    const isNewEnd = end !== undefined && (context.end === undefined || flow.join(context.end, end) !== context.end);
    if (!isNewEnd) continue;
    context.end = context.end === undefined ? end : flow.join(context.end, end);
    for (const caller of context.callers) pending.add(caller);
  }
  return { reached: [...contexts.values()].flatMap(({ reached }) => reached), end: root.end };
}

/** What jumps bring to a loop. */
interface Jumps<State> {
  again: State;
  out: State | undefined;
}

/** Flow through the body of one procedure. Parts of a term that are shared are joined. */
function through<State>(body: Choreography, entry: State, flow: Flow<State>, called: (call: Call, before: State) => State | undefined): Flowed<State> {
  const before = new Map<Choreography, State>();
  const ends = new Map<Choreography, State | undefined>();
  const loops = new Map<Instruction, Jumps<State>>();

  function joined(one: State | undefined, other: State | undefined): State | undefined {
    return one === undefined || other === undefined ? (one ?? other) : flow.join(one, other);
  }

  /** The state behind a term; undefined where no path comes to its end. */
  function run(term: Choreography, state: State, around: ReadonlyMap<string, Jumps<State>>): State | undefined {
    const passed: Choreography[] = [];
    let now: State | undefined = state;
    let here = term;
    while (here.kind !== "end" && now !== undefined) {
      const known = before.get(here);
      const all: State = known === undefined ? now : flow.join(known, now);
      if (known !== undefined && all === known && ends.has(here)) {
        now = ends.get(here);
        break;
      }
      before.set(here, all);
      passed.push(here);
      now = behind(here.head, all, around);
      here = here.tail;
    }
    for (const each of passed) ends.set(each, now);
    return now;
  }

  function behind(I: Instruction, state: State, around: ReadonlyMap<string, Jumps<State>>): State | undefined {
    switch (I.kind) {
      case "if":
      case "match":
      case "choose": {
        const taken = flow.behind(I, state);
        const branches = I.kind === "if" ? [I.then, I.else] : I.kind === "match" ? I.cases.map((each) => each.body) : I.branches;
        return branches.map((each) => run(each, taken, around)).reduce(joined, undefined);
      }
      case "loop": {
        const jumps = loops.get(I) ?? { again: state, out: undefined };
        loops.set(I, jumps);
        jumps.again = flow.join(jumps.again, state);
        const inside = new Map(around).set(I.name, jumps);
        for (let head: State | undefined; head !== jumps.again;) {
          head = jumps.again;
          run(I.body, head, inside);
        }
        return jumps.out === undefined ? undefined : run(I.exit, jumps.out, around);
      }
      case "continue":
      case "break": {
        const jumps = present(around.get(I.loop));
        if (I.kind === "continue") jumps.again = flow.join(jumps.again, state);
        else jumps.out = joined(jumps.out, state);
        return undefined;
      }
      case "call":
        return flow.isAtomic(I) ? flow.behind(I, state) : called(I, state);
      case "frame":
        return run(I.body, state, around);
      case "leave":
        run(I.to, state, around);
        return undefined;
      case "communicate":
      case "select":
      case "assign":
      case "havoc":
      case "assert":
      case "assume":
      case "in-transit":
        return flow.behind(I, state);
      default:
        return assertNever(I);
    }
  }

  const end = run(body, entry, new Map());
  const reached = [...before].flatMap(([term, state]) => (term.kind === "end" ? [] : [{ I: term.head, before: state }]));
  return { reached, end };
}
