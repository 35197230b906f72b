/** What decides a question about a network, as conditions on a state, the step that led to it and the step from it. */
import { assertNever } from "../../../calculus/assert-never.ts";
import { present } from "../../../calculus/present.ts";
import type { Formula } from "../../../calculus/syntax/index.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Term } from "../terms/index.ts";
import type { AtomicFormula, Context, Truth } from "../values/index.ts";
import { refuse, truthOf, truthOfExpression } from "../values/index.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { NetworkState } from "./network-state.ts";
import type { Move } from "./moves.ts";
import type { NetworkStep } from "./network-step.ts";
import { deadlock, isCutOff, isFinal, isFinished, isStuck, orphanMessage, unspecifiedReception } from "./stuck.ts";

/** Something that a run of a network can show. */
export type WatchedInNetwork =
  | Exclude<Watched, { kind: "kept-end" | "missed" | "cut" | "condition" }>
  /** An error of networks; a send to a queue whose slots are full. */
  | { readonly kind: "deadlock" | "reception" | "orphan" | "overflow" };

/** A state of a run. */
export interface Moment {
  readonly state: NetworkState;
  /** From this state. */
  readonly step: NetworkStep;
  /** The moves of the step that led here; none at the start; absent where that is not told. */
  readonly arriving?: readonly Move[];
}

/** Those whose steps judge an assertion, or may have tried to. */
const assertionRules: ReadonlySet<string> = new Set(["N-ASSERT", "N-VIOLATE", "N-FAIL"]);

/** Whether the move itself is what is watched for: a run that shows it ends with it. */
export function isShownByMove(watched: WatchedInNetwork, { what }: Move): boolean {
  if (what.kind !== "command") return false;
  const { effect, rules } = what.offer.typed.command;
  switch (watched.kind) {
    case "failure":
      return effect.kind === "fail";
    case "violation":
      return effect.kind === "violate";
    case "assertion":
      return rules.some((rule) => assertionRules.has(rule));
    default:
      return false;
  }
}

/** The condition under which the run shows it here, by the state or by the step from it. @throws Refusal */
export function shownAt(watched: WatchedInNetwork, moment: Moment, program: NetworkProgram, context: Context): Term {
  const { terms } = context;
  const { state, step } = moment;
  switch (watched.kind) {
    case "failure":
    case "violation":
    case "assertion":
      return terms.or(...step.moves.filter((move) => isShownByMove(watched, move)).map(({ made }) => made));
    case "no-value":
      return terms.and(state.reach, terms.or(...step.offers.map(({ here, guard, withoutValue }) => terms.and(here, guard, withoutValue))));
    case "end":
      return terms.and(state.reach, isFinal(program, state, context));
    case "deadlock":
      return terms.and(state.reach, deadlock(program, state, step, context));
    case "reception":
      return terms.and(state.reach, unspecifiedReception(program, state, step, context));
    case "orphan":
      return terms.and(state.reach, orphanMessage(program, state, context));
    case "overflow":
      return step.overflow;
    case "other-end":
      return terms.and(state.reach, isStuck(step, context), terms.not(isCutOff(program, state, context)));
    case "formula": {
      const { value, defined } = truthAt(watched.formula, moment, program, context);
      const where = watched.at === "final-states" ? isFinal(program, state, context) : terms.true;
      if (watched.wanted === "none") return terms.and(state.reach, where, terms.not(defined));
      return terms.and(state.reach, where, terms.or(terms.not(defined), watched.wanted ? value : terms.not(value)));
    }
    default:
      return assertNever(watched);
  }
}

/** The truth of a formula, evaluated from left to right. @throws Refusal */
export function truthAt(formula: Formula, moment: Moment, program: NetworkProgram, context: Context): Truth {
  return truthOf(formula, context, (atom) => truthOfAtom(atom, moment, program, context));
}

function truthOfAtom(atom: AtomicFormula, { state, arriving }: Moment, program: NetworkProgram, context: Context): Truth {
  const { terms } = context;
  const always = (value: Term): Truth => ({ value, defined: terms.true });
  switch (atom.kind) {
    case "expression": {
      const roleVariable = (role: string, name: string): ReturnType<NetworkProgram["scopes"][number]["variable"]> => {
        const place = placeOf(program, role, name);
        return place === undefined ? undefined : { ...place, type: present(program.machine.processes[place.process]?.variables[place.index]).type };
      };
      const scope = { definitions: program.machine.definitions, variable: () => undefined, roleVariable };
      const cells = (process: number, index: number): NetworkState["cells"][number][number] => present(state.cells[process]?.[index]);
      return truthOfExpression(atom.expression, { scope, cells }, context);
    }
    case "is-set": {
      const place = placeOf(program, atom.role.text, atom.variable.text);
      return always(place === undefined ? terms.false : present(state.cells[place.process]?.[place.index]).isSet);
    }
    case "sent":
    case "received":
      if (arriving === undefined) return refuse("a formula about events");
      return always(terms.or(...arriving.filter((move) => isEvent(atom, move, program)).map(({ made }) => made)));
    case "at-end": {
      const process = processOf(program, atom.role.text);
      return always(process < 0 ? terms.true : isFinished(program, state, process, context));
    }
    case "at-label": {
      const process = processOf(program, atom.role.text);
      const locations = program.machine.processes[process]?.locations ?? [];
      return always(terms.or(...locations.flatMap(({ label }, location) => (label === atom.label.text ? [present(state.at[process]?.[location])] : []))));
    }
    default:
      return assertNever(atom);
  }
}

function isEvent(formula: Extract<Formula, { kind: "sent" | "received" }>, { what }: Move, { machine }: NetworkProgram): boolean {
  if (what.kind !== "command") return false;
  const { effect, role } = what.offer.typed.command;
  const event =
    effect.kind === "send" && formula.kind === "sent"
      ? { from: machine.channels[effect.channel]?.from ?? role, to: effect.to, label: effect.label }
      : effect.kind === "receive" && formula.kind === "received"
        ? { from: effect.from, to: role, label: effect.label }
        : undefined;
  if (event === undefined || event.from !== formula.from.text || event.to !== formula.to.text) return false;
  return formula.message === undefined || formula.message.text === event.label;
}

function processOf({ machine }: NetworkProgram, role: string): number {
  return machine.processes.findIndex((one) => one.role === role);
}

/** The variable that `A.x` is: a field, or a variable of the role's only frame. @throws Refusal where that depends on the calls that the role is in */
function placeOf(program: NetworkProgram, role: string, name: string): { readonly process: number; readonly index: number } | undefined {
  const process = processOf(program, role);
  const own = program.machine.processes[process];
  if (own === undefined) return undefined;
  const field = own.variables.findIndex(({ source }) => source.variable === name && source.frame === undefined);
  if (field >= 0) return { process, index: field };
  if (own.locations.some(({ commands }) => commands.some(({ rules }) => rules.includes("N-CALL")))) return refuse("a variable of a role that is in calls");
  const index = own.variables.findIndex(({ source }) => source.variable === name);
  return index < 0 ? undefined : { process, index };
}
