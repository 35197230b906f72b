/** What decides a question, as conditions on a segment: the condition under which its run shows what is looked for. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Definitions, Domain } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Formula, Type } from "../../../calculus/syntax/index.ts";
import { closedDomain, refinementsIn, unknownType } from "../../../calculus/values/index.ts";
import type { TypedCommand } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import type { AtomicFormula, Cell, Context, Truth, ValueShape } from "../values/index.ts";
import { chooseValue, isEmptyRange, refuse, shapeOfDomain, truthOf, truthOfExpression, valueTerms } from "../values/index.ts";
import { isFinal, isKeptEnd, isOtherEnd, isStuck } from "./endings.ts";
import type { Program } from "./program.ts";
import type { Branch, SegmentRun, Visit } from "./segment.ts";

/** Something that a run can show. */
export type Watched =
  /** A step that fails; that finds an assertion false; that evaluates an assertion. */
  | { readonly kind: "failure" | "violation" | "assertion" }
  /** A choice that has no value to choose; a state in which calls nest deeper than the machine follows them. */
  | { readonly kind: "no-value" }
  | { readonly kind: "cut" }
  /** A final state; a state in which nobody moves any more, and not because of a false assumption. */
  | { readonly kind: "end" | "other-end" }
  /** A state in which nobody moves any more and no assumption was false; one in which the formula is false as well, or which is not final where there is none. */
  | { readonly kind: "kept-end" }
  | { readonly kind: "missed"; readonly formula: Formula | undefined }
  /** Anything else of a visit. `isQuantified`: the condition may have quantifiers. */
  | { readonly kind: "condition"; readonly isQuantified: boolean; readonly at: (visit: Visit, context: Context) => Term }
  /** A state, or a final one, in which the formula has this truth value; in which it has none. */
  | { readonly kind: "formula"; readonly formula: Formula; readonly wanted: boolean | "none"; readonly at: "states" | "final-states" };

/** The condition under which the run of the segment shows it. Linear in the segment. @throws Refusal for formulas that have no encoding */
export function conditionOf(watched: Watched, run: SegmentRun, program: Program, context: Context): Term {
  return context.terms.or(...run.visits.map((visit) => conditionAt(watched, visit, program, context)));
}

/** Whether the step itself is what is watched for: a run that shows it ends with it. */
export function isShownBy(watched: Watched, { typed: { command } }: Branch): boolean {
  switch (watched.kind) {
    case "failure":
      return command.effect.kind === "fail";
    case "violation":
      return command.effect.kind === "violate";
    case "assertion":
      return command.rules.some((rule) => assertionRules.has(rule));
    case "no-value":
    case "cut":
    case "end":
    case "other-end":
    case "kept-end":
    case "missed":
    case "formula":
    case "condition":
      return false;
    default:
      return assertNever(watched);
  }
}

/** The condition under which the run shows it where it comes to this location: by the state there, or by the step that it takes from there. @throws Refusal */
export function conditionAt(watched: Watched, visit: Visit, program: Program, context: Context): Term {
  const { terms } = context;
  const { location, state, branches } = visit;
  switch (watched.kind) {
    case "failure":
    case "violation":
    case "assertion":
      return terms.or(...branches.filter((branch) => isShownBy(watched, branch)).map(({ taken }) => taken));
    case "no-value":
      return isStuck(program, location)
        ? state.reach
        : terms.or(...branches.map(({ typed, offered }) => terms.and(offered, withoutValue(program, typed, state.cells, context))));
    case "cut":
      return program.built.cut?.has(location) === true ? state.reach : terms.false;
    case "end":
      return isFinal(program, location) ? state.reach : terms.false;
    case "other-end":
      return isOtherEnd(program, location) ? state.reach : terms.false;
    case "kept-end":
      return isKeptEnd(program, location) ? state.reach : terms.false;
    case "missed": {
      if (!isKeptEnd(program, location)) return terms.false;
      if (watched.formula === undefined) return isFinal(program, location) ? terms.false : state.reach;
      const { value, defined } = truthIn(watched.formula, program, location, state.cells, context);
      return terms.and(state.reach, terms.not(terms.and(defined, value)));
    }
    case "condition":
      return watched.at(visit, context);
    case "formula": {
      if (watched.at === "final-states" && !isFinal(program, location)) return terms.false;
      const { value, defined } = truthIn(watched.formula, program, location, state.cells, context);
      if (watched.wanted === "none") return terms.and(state.reach, terms.not(defined));
      return terms.and(state.reach, defined, watched.wanted ? value : terms.not(value));
    }
    default:
      return assertNever(watched);
  }
}

/** The rules whose steps judge an assertion, or may have tried to: an undefined condition fails, which `no-failure` reports. */
const assertionRules: ReadonlySet<string> = new Set(["C-ASSERT", "C-VIOLATE", "C-FAIL"]);

/** That an `any` has no value in a state: for ranges their bounds tell, for refinements every value is excluded. Types without refinements have values. */
export function withoutValue(
  program: Pick<Program, "machine" | "scope">,
  { command: { effect } }: TypedCommand,
  cells: readonly Cell[],
  context: Context,
): Term {
  const { terms } = context;
  if (effect.kind !== "any") return terms.false;
  const { domain } = effect;
  const { definitions } = program.machine;
  if (alwaysHasValue(domain, definitions)) return terms.false;
  const environment = { scope: program.scope, cells: (_: number, index: number) => present(cells[index]) };
  if (domain.kind === "range") return isEmptyRange(domain, environment, context);
  const { value, holds, defined, answered } = chooseValue(boundName(shapeOfDomain(domain, environment, context)), domain, environment, context);
  const leaves = valueTerms(value).flatMap((term) => (term.kind === "symbol" ? [term] : []));
  return terms.and(answered, defined, terms.forAll(leaves, terms.not(holds)));
}

/** Whether it does not follow from the form of its choices alone that they all have values. Linear. */
export function mayLackValue(program: Program): boolean {
  const { definitions } = program.machine;
  return program.process.locations.some(
    ({ commands }, location) =>
      isStuck(program, location) || commands.some(({ effect }) => effect.kind === "any" && !alwaysHasValue(effect.domain, definitions)),
  );
}

/** Whether that a choice has no value takes a quantifier. Linear. */
export function quantifiesValues(commands: Program["commands"], definitions: Definitions): boolean {
  return commands
    .flat()
    .some(({ command: { effect } }) => effect.kind === "any" && effect.domain.kind === "type" && !alwaysHasValue(effect.domain, definitions));
}

function alwaysHasValue(domain: Domain, definitions: Definitions): boolean {
  if (domain.kind === "type" && refinementsIn(domain.type, definitions).length === 0) return true;
  const closed = closedDomain(domain, definitions);
  return closed !== undefined && (closed.kind === "finite" ? closed.values.length > 0 : closed.sample(0n) !== undefined);
}

/** A name for symbols of this shape: symbols of one name have one sort. */
function boundName(shape: ValueShape): string {
  const text = JSON.stringify(shape, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
  return `'value ${text.replace(/[^\w.,:-]/gu, (character) => `~${(character.codePointAt(0) ?? 0).toString(16)}`)}`;
}

/** The truth of a formula in a state, evaluated from left to right. @throws Refusal */
export function truthIn(formula: Formula, program: Program, location: number, cells: readonly Cell[], context: Context): Truth {
  return truthOf(formula, context, (atom) => truthOfAtom(atom, program, location, cells, context));
}

function truthOfAtom(atom: AtomicFormula, program: Program, location: number, cells: readonly Cell[], context: Context): Truth {
  const { terms } = context;
  switch (atom.kind) {
    case "expression": {
      const roleVariable = (role: string, name: string): { readonly process: number; readonly index: number; readonly type: Type } | undefined => {
        const index = placeOf(program, location, role, name);
        return index === undefined ? undefined : { process: 0, index, type: program.process.variables[index]?.type ?? unknownType };
      };
      const scope = { definitions: program.machine.definitions, variable: () => undefined, roleVariable };
      return truthOfExpression(atom.expression, { scope, cells: (_, index) => present(cells[index]) }, context);
    }
    case "is-set": {
      const index = placeOf(program, location, atom.role.text, atom.variable.text);
      return { value: index === undefined ? terms.false : present(cells[index]).isSet, defined: terms.true };
    }
    case "sent":
    case "received":
      return refuse("a formula about events");
    case "at-end":
      return { value: terms.boolean(program.standing(location).finished.has(atom.role.text)), defined: terms.true };
    case "at-label":
      return refuse("a formula about where a role is");
    default:
      return assertNever(atom);
  }
}

/** The variable that `A.x` is at the location: a field, or a variable of the frame that the role is in. */
function placeOf({ process, standing }: Program, location: number, role: string, name: string): number | undefined {
  const frame = standing(location).frames.get(role);
  const own = process.variables.flatMap(({ source }, index) => (source.role === role && source.variable === name ? [{ index, source }] : []));
  return (own.find(({ source }) => source.frame === undefined) ?? own.find(({ source }) => source.frame === frame))?.index;
}
