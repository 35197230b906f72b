/** Guards and updates of machines' commands as terms. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Term as CoreTerm } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { MaybeTerm, TypedCase, TypedGuard, TypedUpdate } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import { endName } from "./context.ts";
import type { Context } from "./context.ts";
import { encodeTerm, encodeTerms } from "./encode-term.ts";
import type { Cells } from "./environment.ts";
import { equalValues } from "./equal.ts";
import { refuse } from "./refusal.ts";
import { isCase, payloadOf } from "./sums.ts";
import { nothing } from "./symbolic-value.ts";
import type { Cell, SymbolicValue } from "./symbolic-value.ts";

/** That the guard is passed: what it evaluates is defined (or fails, where it asks for that), and the questions that it asks are answered. @throws Refusal */
export function encodeGuard(guard: TypedGuard, process: number, cells: Cells, context: Context): Term {
  const { terms } = context;
  switch (guard.kind) {
    case "always":
      return terms.true;
    case "holds":
    case "refutes": {
      const { value, defined, answered } = encodeTerm(known(guard.condition), cells, context);
      const truth = asBoolean(value, context);
      return terms.and(answered, defined, guard.kind === "holds" ? truth : terms.not(truth));
    }
    case "defined": {
      const { defined, answered } = encodeTerms(guard.terms.map(known), cells, context);
      return terms.and(answered, defined);
    }
    case "undefined": {
      const { defined, answered } = encodeTerms(guard.terms.map(known), cells, context);
      const fails = terms.and(answered, terms.not(defined));
      if (!guard.isConditional) return fails;
      const when = encodeTerm(known(guard.when), cells, context);
      return terms.and(when.answered, when.defined, asBoolean(when.value, context), fails);
    }
    case "matches": {
      const { value, defined, answered } = encodeTerm(known(guard.scrutinee), cells, context);
      if (value.kind === "nothing") return terms.false;
      const isEarlier = guard.cases.slice(0, guard.index).map((one) => terms.not(matchesCase(value, one, context)));
      return terms.and(answered, defined, ...isEarlier, matchesCase(value, present(guard.cases[guard.index]), context));
    }
    case "all":
      return terms.and(...guard.guards.map((one) => encodeGuard(one, process, cells, context)));
    case "has-end":
    case "has-no-end": {
      const { value, isSet } = cells(process, guard.variable);
      const isEnd = value.kind === "sum" && value.type.name === context.endType.name ? isSet : terms.false;
      if (guard.kind === "has-no-end") return terms.not(isEnd);
      if (isEnd.kind === "false" || value.kind !== "sum") return terms.false;
      const end = context.ends?.find(({ session, role }) => session === guard.session && role === guard.end);
      return end === undefined ? terms.false : terms.and(isEnd, isCase(value, endName(end), context));
    }
    default:
      return assertNever(guard);
  }
}

function matchesCase(value: SymbolicValue, one: TypedCase, context: Context): Term {
  switch (one.kind) {
    case "wildcard":
      return context.terms.true;
    case "constructor":
      if (value.kind !== "sum") throw new Error("an enum or an option");
      return isCase(value, one.name, context);
    case "literal":
      return equalValues(value, encodeTerm(known(one.value), () => refuse("a variable in a pattern"), context).value, context);
    default:
      return assertNever(one);
  }
}

/** What the variables hold that a command updates, all from the values in `cells` (after what its effect has bound). */
export interface Updated {
  /** By the index of the variable; of several updates of one variable the last one counts. */
  readonly cells: ReadonlyMap<number, Cell>;
  /** The questions that the expressions ask are answered. */
  readonly answered: Term;
}

/**
 * The updates of a command whose guard, `guard`, is passed; they are total then. Widths are not those of the variables: `storeCell` brings the cells into their
 * shapes, with a side condition. @throws Refusal
 */
export function encodeUpdates(updates: readonly TypedUpdate[], guard: TypedGuard, process: number, cells: Cells, context: Context): Updated {
  const { terms } = context;
  const result = new Map<number, Cell>();
  const answers: Term[] = [];
  for (const { variable, value } of updates) {
    switch (value.kind) {
      case "unset":
        result.set(variable, { value: nothing, isSet: terms.false });
        break;
      case "copy":
        result.set(variable, cells(process, value.of));
        break;
      case "term": {
        const computed = encodeTerm(known(value.term), cells, context);
        answers.push(computed.answered);
        result.set(variable, { value: computed.value, isSet: terms.true });
        break;
      }
      case "payload": {
        const scrutinee = encodeTerm(known(value.scrutinee), cells, context);
        answers.push(scrutinee.answered);
        const matched = matchedCase(guard, value.scrutinee);
        if (matched?.kind !== "constructor") throw new Error("a payload without a matched constructor");
        const payload = scrutinee.value.kind === "sum" ? payloadOf(scrutinee.value, matched.name, value.position) : nothing;
        result.set(variable, { value: payload, isSet: terms.true });
        break;
      }
      default:
        return assertNever(value);
    }
  }
  return { cells: result, answered: terms.and(...answers) };
}

type Matching = Extract<TypedGuard, { readonly kind: "matches" }>;

/** The case that the guard asks of the scrutinee: terms are made once for each expression, and of a guard that matches once there is no other. */
function matchedCase(guard: TypedGuard, scrutinee: MaybeTerm): TypedCase | undefined {
  const all = matchings(guard);
  const own = all.find((one) => one.scrutinee === scrutinee) ?? (all.length === 1 ? all[0] : undefined);
  return own?.cases[own.index];
}

function matchings(guard: TypedGuard): readonly Matching[] {
  return guard.kind === "all" ? guard.guards.flatMap(matchings) : guard.kind === "matches" ? [guard] : [];
}

function known(term: MaybeTerm): CoreTerm {
  return term ?? refuse("an expression that is too large");
}

function asBoolean(value: SymbolicValue, { terms }: Context): Term {
  if (value.kind === "nothing") return terms.false;
  if (value.kind !== "boolean") throw new Error(`a Boolean, not ${value.kind}`);
  return value.term;
}
