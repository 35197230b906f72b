/** The prover that asks a solver: all inputs, choices and answers at once. A model is evaluated before it is believed. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Instruction, Value } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { baseTypeOf } from "../../calculus/machine/index.ts";
import { intType, printValue } from "../../calculus/values/index.ts";
import { freeSymbols, isPossible } from "../smt/head-first/index.ts";
import type { Oracle } from "../smt/head-first/index.ts";
import type { Solver } from "../smt/solver/index.ts";
import { newTerms } from "../smt/terms/index.ts";
import type { Term } from "../smt/terms/index.ts";
import {
  attempt,
  chooseValue,
  decodeCell,
  decodeValue,
  domainConstraint,
  environmentOf,
  equalCells,
  newContext,
  nothing,
  refuse,
  textReader,
} from "../smt/values/index.ts";
import type { Arithmetic, Binding, Cell, Context, Read } from "../smt/values/index.ts";
import { tryInputs } from "./evaluate-obligation.ts";
import type { Resolutions } from "./evaluate-obligation.ts";
import type { Resolution } from "./execute.ts";
import { nothingJudged } from "./exhaustive.ts";
import { placeAfter, stageOf } from "./obligation.ts";
import type { Claim, Obligation, Place, Stage } from "./obligation.ts";
import type { ProofEffort, ProofOutcome, Prover } from "./prover.ts";
import { executeSymbolically } from "./symbolic-execution.ts";
import type { SymbolicChoice, SymbolicExecution } from "./symbolic-execution.ts";

/** An obligation as formulas. */
interface Encoded {
  readonly context: Context;
  readonly arithmetic: Arithmetic;
  readonly inputs: ReadonlyMap<Place, Binding>;
  readonly choices: ReadonlyMap<string, readonly SymbolicChoice[]>;
  /** Inputs and executions of which something is claimed. */
  readonly judged: Term;
  /** Together with `judged`: a claim fails. */
  readonly violated: Term;
}

/** Proves with this solver, in the first arithmetic that has an encoding: words, where everything is bounded, otherwise integers. What has none is `unknown`, with the reason. */
export function smtProver(solver: Solver, arithmetics: readonly Arithmetic[] = ["words", "integers"]): Prover {
  return { prove: (obligation, effort) => decide(obligation, solver, arithmetics, effort) };
}

function decide(obligation: Obligation, solver: Solver, arithmetics: readonly Arithmetic[], effort: ProofEffort): ProofOutcome {
  const attempts = arithmetics.map((arithmetic) => () => attempt(nowhere, () => encode(obligation, arithmetic)));
  let encoded = (attempts[0] ?? refused)();
  for (const next of attempts.slice(1)) if (encoded.kind === "refused") encoded = next();
  if (encoded.kind === "refused") return { kind: "unknown", reason: `there is no encoding for ${encoded.reason}`, method: "symbolic execution" };
  const { context, arithmetic, judged, violated } = encoded.result;
  const oracle: Oracle = { solver, effort: { milliseconds: effort.milliseconds } };
  const method = `symbolic execution, ${arithmetic}, ${solver.name}`;
  const found = isPossible("obligation", [judged, violated], context, oracle);
  if (found.kind === "unknown") return { kind: "unknown", reason: found.reason, method };
  if (found.kind === "yes") return { ...confirmed(obligation, encoded.result, smaller(encoded.result, found.read, oracle), effort), method };
  const something = isPossible("vacuity", [judged], context, oracle);
  if (something.kind === "unknown") return { kind: "unknown", reason: something.reason, method };
  return something.kind === "yes" ? { kind: "proved", method } : { kind: "vacuous", reason: nothingJudged, method };
}

function refused(): ReturnType<typeof attempt<Encoded>> {
  return { kind: "refused", reason: "any arithmetic", span: nowhere };
}

/** A model with small numbers for inputs, if there is one. */
function smaller({ context, inputs, judged, violated }: Encoded, read: Read, oracle: Oracle): Read {
  const { terms, integers } = context;
  const numbers = [...inputs.values()].flatMap(({ cell }) => (cell.value.kind === "integer" ? [cell.value] : []));
  if (numbers.length === 0) return read;
  for (const limit of [2n, 16n]) {
    const small = numbers.map((one) => terms.and(integers.atMost(integers.literal(-limit), one), integers.atMost(one, integers.literal(limit))));
    const found = isPossible("small", [judged, violated, ...small], context, oracle);
    if (found.kind === "yes") return found.read;
  }
  return read;
}

type Judged = ProofOutcome extends infer T ? (T extends ProofOutcome ? Omit<T, "method"> : never) : never;

function confirmed(obligation: Obligation, encoded: Encoded, read: Read, { executions }: ProofEffort): Judged {
  const { context } = encoded;
  const text = textReader(read, context);
  const valueOf = (cell: Cell): Value | undefined => decodeCell(cell, read, text, context);
  const inputs = new Map<Place, Value>();
  for (const [place, { cell }] of encoded.inputs) {
    const value = valueOf(cell);
    if (value !== undefined) inputs.set(place, value);
  }
  const answers = answersIn(context, read);
  const resolutions: Resolutions = (stage) => resolutionOf(encoded.choices.get(stage) ?? [], answers, context, read);
  let left = executions;
  const trial = tryInputs(obligation, inputs, () => (left -= 1) >= 0, resolutions);
  if (trial.violation !== undefined) return { kind: "violated", violation: trial.violation };
  const given = [...inputs].map(([place, value]) => `${place} = ${printValue(value)}`).join(", ");
  if (trial.obstacle !== undefined) return { kind: "unknown", reason: `a model of the solver could not be evaluated (${given}): ${trial.obstacle}` };
  return { kind: "disagreement", reason: `a model of the solver does not evaluate to a violation: ${given}` };
}

function isTrue(term: Term, read: Read): boolean {
  const value = read(term);
  return value.kind === "boolean" && value.value;
}

/** Applications of functions without body, as questions print them, with their answers. */
function answersIn(context: Context, read: Read): ReadonlyMap<string, Value> {
  const text = textReader(read, context);
  const answers = new Map<string, Value>();
  for (const { definition, arguments: given, result, holds } of context.applications) {
    if (!isTrue(holds, read) || given.some(({ kind }) => kind === "nothing")) continue;
    const values = given.map((one) => printValue(decodeValue(one, read, text, context)));
    answers.set(`${definition.name}(${values.join(", ")})`, decodeValue(result, read, text, context));
  }
  return answers;
}

function resolutionOf(choices: readonly SymbolicChoice[], answers: ReadonlyMap<string, Value>, context: Context, read: Read): Resolution {
  const text = textReader(read, context);
  const values = new Map<Instruction, Value>();
  const branches = new Map<Instruction, number>();
  for (const choice of choices) {
    if (!isTrue(choice.when, read)) continue;
    if (choice.kind === "value") values.set(choice.instruction, decodeValue(choice.value, read, text, context));
    else {
      const picked = choice.picks.findIndex((pick) => isTrue(pick, read));
      branches.set(choice.instruction, picked < 0 ? choice.picks.length : picked);
    }
  }
  return { value: (one) => values.get(one), branch: (one) => branches.get(one), answer: (one) => answers.get(one) };
}

/** @throws Refusal */
function encode(obligation: Obligation, arithmetic: Arithmetic): Encoded {
  const { definitions, stages, match } = obligation;
  const context = newContext({ terms: newTerms(), definitions, arithmetic });
  const { terms } = context;
  const inputs = new Map<Place, Binding>();
  const conditions: Term[] = [];
  for (const { place, domain } of obligation.inputs) {
    const { value, holds, defined, answered } = chooseValue(place, domain, environmentOf(definitions, new Map()), context);
    conditions.push(holds, defined, answered);
    const type = domain.kind === "range" ? intType : baseTypeOf(domain.type, definitions);
    inputs.set(place, { type, cell: { value, isSet: value.kind === "nothing" ? terms.false : terms.true } });
  }
  const ends = new Map<string, Ending>();
  const execute = (stage: Stage, symbols: string): Ending => executeStage(stage, symbols, obligation, inputs, ends, context);
  for (const stage of stages) ends.set(stage.name, execute(stage, stage.name));
  if (match !== undefined) ends.set(match.name, execute(match, match.name));
  for (const { reached, completed, failed } of ends.values()) conditions.push(terms.implies(reached, terms.or(completed, failed)));
  for (const name of obligation.given) conditions.push(ends.get(name)?.completed ?? terms.false);
  const violation = (all: ReadonlyMap<string, Ending>): Term =>
    terms.or(...obligation.claims.map((claim) => terms.not(encodeClaim(claim, obligation, inputs, all, context))));
  const choices = new Map([...ends].map(([name, end]) => [name, end.choices]));
  const judged = terms.and(...conditions);
  if (match === undefined) return { context, arithmetic, inputs, choices, judged, violated: violation(ends) };
  // Every choice of the last stage that ends somewhere ends elsewhere.
  const asked = context.applications.length;
  const other = execute(match, `${match.name}′`);
  const differs = terms.implies(terms.or(other.completed, other.failed), violation(new Map(ends).set(match.name, other)));
  const own = freeSymbols(differs).filter(({ name }) => name.startsWith(`${match.name}′/`));
  if (context.applications.length > asked && own.length > 0) refuse("a function without body that is asked where choices are to be matched");
  return { context, arithmetic, inputs, choices, judged, violated: own.length === 0 ? differs : terms.forAll(own, differs) };
}

interface Ending extends SymbolicExecution {
  readonly reached: Term;
}

function executeStage(
  stage: Stage,
  symbols: string,
  obligation: Obligation,
  inputs: ReadonlyMap<Place, Binding>,
  ends: ReadonlyMap<string, Ending>,
  context: Context,
): Ending {
  const { terms } = context;
  const start = new Map<string, Binding>();
  const needed: Term[] = [];
  for (const [variable, place] of stage.reads) {
    const from = stageOf(place, obligation);
    if (from !== undefined) needed.push(ends.get(from.name)?.completed ?? terms.false);
    const binding = bindingAt(place, obligation, inputs, ends);
    if (binding !== undefined) start.set(variable, binding);
  }
  const reached = terms.and(...needed);
  return { ...executeSymbolically(symbols, stage.body, start, reached, context), reached };
}

function bindingAt(place: Place, obligation: Obligation, inputs: ReadonlyMap<Place, Binding>, ends: ReadonlyMap<string, Ending>): Binding | undefined {
  const stage = stageOf(place, obligation);
  return stage === undefined ? inputs.get(place) : ends.get(stage.name)?.store.get(place.slice(placeAfter(stage.name, "").length));
}

function encodeClaim(claim: Claim, obligation: Obligation, inputs: ReadonlyMap<Place, Binding>, ends: ReadonlyMap<string, Ending>, context: Context): Term {
  const { terms } = context;
  const end = (name: string): Ending | undefined => ends.get(name);
  const isThere = (place: Place): Term => {
    const stage = stageOf(place, obligation);
    return stage === undefined ? terms.true : (end(stage.name)?.completed ?? terms.false);
  };
  const cell = (place: Place): Cell => bindingAt(place, obligation, inputs, ends)?.cell ?? { value: nothing, isSet: terms.false };
  switch (claim.kind) {
    case "completes":
      return terms.not(end(claim.stage)?.failed ?? terms.false);
    case "ends-alike": {
      const [left, right] = claim.stages.map(end);
      if (left === undefined || right === undefined) throw new Error("stages that end");
      return terms.implies(terms.and(left.reached, right.reached), terms.equal(left.completed, right.completed));
    }
    case "same":
      return terms.implies(terms.and(isThere(claim.left), isThere(claim.right)), equalCells(cell(claim.left), cell(claim.right), context));
    case "true": {
      const { value, isSet } = cell(claim.place);
      return terms.implies(isThere(claim.place), terms.and(isSet, value.kind === "boolean" ? value.term : terms.false));
    }
    case "inhabits": {
      const { value, isSet } = cell(claim.place);
      if (value.kind === "nothing") return terms.true;
      const { holds } = domainConstraint(value, { kind: "type", type: claim.type }, environmentOf(context.definitions, new Map()), context);
      return terms.implies(terms.and(isThere(claim.place), isSet), holds);
    }
    default:
      return assertNever(claim);
  }
}
