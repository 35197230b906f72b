/**
 * From proofs to arguments that can be checked again: how many rounds, which k, and of all that was known (facts of an analysis, invariants of Houdini, solutions of
 * Horn clauses) only what unsatisfiable cores need, which is found backwards from what excludes the contrary.
 */
import type { Model } from "../../../calculus/core/index.ts";
import type { SourceFile } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import type { ExpressionTypes } from "../../../calculus/typing/index.ts";
import type { Decision, Effortful } from "../head-first/decide-watched.ts";
import { Decider } from "../head-first/decide-watched.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Program } from "../head-first/program.ts";
import { anyState, initialState, slotsAt, stored } from "../head-first/states.ts";
import { Unrolling } from "../head-first/unrolling.ts";
import { namedVariables } from "../head-first/variable-names.ts";
import { newTerms } from "../terms/index.ts";
import type { Term } from "../terms/index.ts";
import type { Arithmetic, Context, ValueShape } from "../values/index.ts";
import { newContext, Refusal } from "../values/index.ts";
import type { Argument, InvariantsAt, Sizes } from "./certificate.ts";
import { factsOf } from "./facts.ts";
import { hornFormulas } from "./horn-formulas.ts";
import type { Formulas, Obligation } from "./obligations.ts";
import { obligationsOf, slotsOf } from "./obligations.ts";
import type { ReadFormula } from "./read-formula.ts";
import { readFormula } from "./read-formula.ts";

export type FoundArgument = { readonly kind: "found"; readonly argument: Argument } | NotFound;

type NotFound = { readonly kind: "seen"; readonly which: Watched } | { readonly kind: "none"; readonly reason: string };

type Never = Extract<Decision, { kind: "never" }>;

/** The deciders of one program by their arithmetic: they share what was unrolled, and invariants. */
export type Deciders = (arithmetic: Arithmetic) => Decider;

/** Deciders that are made when they are asked for. Asking throws Refusal where the start has no encoding. */
export function decidersOf(program: Program, effort: Effortful): Deciders {
  const made = new Map<Arithmetic, Decider>();
  return (arithmetic) => {
    const known = made.get(arithmetic);
    if (known !== undefined) return known;
    const decider = new Decider(program, newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic }), effort);
    made.set(arithmetic, decider);
    return decider;
  };
}

/** An argument that none of these is ever shown; the cost is that of the solver, within the effort. */
export function argumentFor(
  contraries: readonly Watched[],
  program: Program,
  deciders: Deciders,
  { sources }: Model,
  types: ExpressionTypes,
  effort: Effortful,
): FoundArgument {
  const decided = decisionsOn(contraries, program, deciders);
  if (decided.kind !== "never") return decided;
  const { decisions } = decided;
  const over = decisions.find(({ method }) => method === "symbolic execution" || method === "bounded model checking");
  if (over !== undefined) return { kind: "found", argument: { kind: "rounds", last: over.k } };
  try {
    const known = decisions.findLast((decision) => decision.program !== undefined)?.program ?? program;
    return inductive(contraries, decisions, known, sources, types, effort);
  } catch (error) {
    if (error instanceof Refusal) return { kind: "none", reason: `a state at a loop has no encoding: ${error.message}` };
    throw error;
  }
}

/** What the prover says of each of them, in bit-vectors or in integers. */
function decisionsOn(
  contraries: readonly Watched[],
  program: Program,
  deciders: Deciders,
): { readonly kind: "never"; readonly decisions: readonly Never[] } | NotFound {
  let reason = "";
  for (const arithmetic of program.parts.arithmetics) {
    try {
      const decider = deciders(arithmetic);
      const found: Never[] = [];
      for (const which of contraries) {
        const decision = decider.decide(which);
        if (decision.kind === "seen") return { kind: "seen", which };
        if (decision.kind === "up-to") return { kind: "none", reason: decision.reason };
        found.push(decision);
      }
      return { kind: "never", decisions: found };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reason = `it has no encoding: ${error.message}`;
    }
  }
  return { kind: "none", reason };
}

function inductive(
  contraries: readonly Watched[],
  decisions: readonly Never[],
  program: Program,
  sources: readonly SourceFile[],
  types: ExpressionTypes,
  effort: Effortful,
): FoundArgument {
  const context = newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic: "integers" });
  const sizes = sizesOf(program, context);
  const formulas = allFormulas(decisions, program, types);
  const largest = Math.max(...decisions.map(({ k, horn }) => (horn === undefined ? k : 0)));
  const asking = new Cores(effort, context);
  for (let k = 0; k <= largest; k += 1) {
    const safety = [...obligationsOf(program, { kind: "induction", k, sizes, invariants: [] }, formulas, contraries, context)].filter(
      ({ name }) => name.startsWith("safety") || name.startsWith("round"),
    );
    const needed = asking.all(safety);
    if (needed === undefined) continue;
    const kept = inductiveCore(needed, formulas, program, sizes, context, asking);
    if (kept === undefined)
      return { kind: "none", reason: withoutUnwritten("what the prover has found is not shown to be inductive", decisions, program, sources) };
    return { kind: "found", argument: { kind: "induction", k, sizes, invariants: invariantsIn(formulas, kept, program, sources) } };
  }
  return { kind: "none", reason: withoutUnwritten("the invariants are not shown to exclude the contrary", decisions, program, sources) };
}

/** Why there is no argument, with what of the solutions of Horn clauses is no formula of the language. */
function withoutUnwritten(reason: string, decisions: readonly Never[], program: Program, sources: readonly SourceFile[]): string {
  const variables = namedVariables(program.process);
  const unwritten = decisions.flatMap(({ horn }) =>
    horn === undefined
      ? []
      : [...hornFormulas(horn, variables)].flatMap(([point, said]) => said.unwritten.map((text) => `${text} at ${whereOf(point, program, sources)}`)),
  );
  return unwritten.length === 0 ? reason : `${reason} without what cannot be written in the language: ${listOf(unwritten)}`;
}

/** The first few, and how many there are besides. */
export function listOf(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const more = all.length > mostShown ? `; and ${String(all.length - mostShown)} more` : "";
  return `${all.slice(0, mostShown).join("; ")}${more}`;
}

const mostShown = 3;

/** Those of the formulas that are kept. */
export function invariantsIn(formulas: Formulas, kept: ReadonlySet<ReadFormula>, program: Program, sources: readonly SourceFile[]): readonly InvariantsAt[] {
  return program.cuts.points.flatMap((location) => {
    const own = (formulas.get(location) ?? []).filter((formula) => kept.has(formula)).map(({ text }) => text);
    return own.length === 0 ? [] : [{ location, where: whereOf(location, program, sources), formulas: own }];
  });
}

/** Everything that may help: facts, invariants, solutions. */
export function allFormulas(decisions: readonly Pick<Never, "horn" | "invariants">[], program: Program, types: ExpressionTypes): Formulas {
  const variables = namedVariables(program.process);
  const solutions = decisions.flatMap(({ horn }) => (horn === undefined ? [] : [hornFormulas(horn, variables)]));
  const scope = { definitions: program.machine.definitions, types, variables };
  return new Map(
    program.cuts.points.map((point) => {
      const candidates = decisions.flatMap(({ invariants }) => invariants?.get(point) ?? []).map(({ text }) => text);
      const texts = [...factsOf(program.known(point), variables), ...candidates, ...solutions.flatMap((solution) => solution.get(point)?.formulas ?? [])];
      const read = [...new Set(texts)].flatMap((text) => {
        const reading = readFormula(text, scope);
        return reading.ok ? [reading.formula] : [];
      });
      return [point, read];
    }),
  );
}

/** Of the formulas those that the needed ones, and that lists fit, rest on; undefined where something of it is not inductive. */
export function inductiveCore(
  needed: ReadonlySet<ReadFormula>,
  formulas: Formulas,
  program: Program,
  sizes: Sizes,
  context: Context,
  asking: Cores,
): ReadonlySet<ReadFormula> | undefined {
  const { terms } = context;
  const slots = slotsOf(program, sizes, context);
  const initial = initialState(program, context);
  const points = program.cuts.points.map((point) => {
    const start = anyState(slots, `at ${String(point)}`, context);
    const run = present(
      new Unrolling(program, new Map([[point, { ...start, reach: terms.true }]]), `from ${String(point)}: `, context).layer(0).runs.get(point),
    );
    const premises = [{ term: start.reach }, ...(formulas.get(point) ?? []).map((formula) => ({ term: formula.holds(start.cells, context), formula }))];
    return { premises, exits: [...run.exits].map(([target, state]) => ({ target, state, kept: stored(state, slots, context) })) };
  });
  const arrival = stored(initial, slots, context);
  const found = new Set<ReadFormula>();
  const waiting: { readonly at?: number; readonly formula?: ReadFormula }[] = [
    {},
    ...[...formulas].flatMap(([at, own]) => own.filter((formula) => needed.has(formula)).map((formula) => ({ at, formula }))),
  ];
  for (const { formula } of waiting) if (formula !== undefined) found.add(formula);
  /** Without a formula: that everything fits. */
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { at, formula } = next;
    const fails = (state: typeof arrival): Term => terms.and(state.reach, terms.not(formula === undefined ? state.fits : formula.holds(state.cells, context)));
    const obligations: Obligation[] = at === undefined || at === 0 ? [{ name: "kept-at-start", premises: [], excluded: fails(arrival), otherwise: "" }] : [];
    for (const { premises, exits } of points) {
      const excluded = terms.or(...exits.filter(({ target }) => at === undefined || target === at).map(({ kept }) => fails(kept)));
      obligations.push({ name: "kept", premises, excluded, otherwise: "" });
    }
    const used = asking.all(obligations);
    if (used === undefined) return undefined;
    for (const [point, own] of formulas)
      for (const one of own)
        if (used.has(one) && !found.has(one)) {
          found.add(one);
          waiting.push({ at: point, formula: one });
        }
  }
  return found;
}

/** Asks for cores. */
export class Cores {
  private readonly effort: Effortful;
  private readonly context: Context;

  constructor(effort: Effortful, context: Context) {
    this.effort = effort;
    this.context = context;
  }

  /** The formulas in the cores; all premises' where the solver tells none. Undefined where something is possible, or not known. */
  all(obligations: readonly Obligation[]): ReadonlySet<ReadFormula> | undefined {
    const used = new Set<ReadFormula>();
    for (const { name, premises, excluded } of obligations) {
      if (excluded.kind === "false") continue;
      const assertions = [
        ...premises.map(({ term, formula }, index) => (formula === undefined ? { term } : { term, name: String(index) })),
        { term: excluded },
        ...this.context.assumptions.map((term) => ({ term })),
      ];
      const answer = this.effort.solver.ask({ name: `certify-${name}`, assertions }, this.effort.effort);
      if (answer.kind !== "unsat") return undefined;
      for (const [index, { formula }] of premises.entries())
        if (formula !== undefined && (answer.core === undefined || answer.core.includes(String(index)))) used.add(formula);
    }
    return used;
  }
}

/** How many items lists, sets and maps have at most at cut points, as the prover laid them out. @throws Refusal */
export function sizesOf(program: Program, context: Context): Sizes {
  const sizes = { list: 0, keyed: 0 };
  const look = (shape: ValueShape): void => {
    switch (shape.kind) {
      case "list":
        sizes.list = Math.max(sizes.list, shape.bound);
        look(shape.element);
        return;
      case "set":
      case "map":
        sizes.keyed = Math.max(sizes.keyed, shape.keys.kind === "slots" ? shape.keys.bound : shape.keys.values.length);
        if (shape.keys.kind === "slots") look(shape.keys.key);
        if (shape.kind === "map") look(shape.value);
        return;
      case "sum":
        for (const { payload } of shape.cases) payload.forEach(look);
        return;
      case "record":
        for (const [, part] of shape.fields) look(part);
        return;
      case "nothing":
      case "boolean":
      case "unit":
      case "integer":
      case "string":
    }
  };
  for (const point of program.cuts.points) for (const { shape } of slotsAt(program, point, context) ?? []) look(shape);
  return sizes;
}

/** Where a cut point is in the program: the line of what comes next there. */
export function whereOf(location: number, { process }: Program, sources: readonly SourceFile[]): string {
  const { label, site } = present(process.locations[location]);
  const { path = "", text = "" } = (site === undefined ? undefined : sources[site.span.file]) ?? {};
  const line = site === undefined ? "" : `${path}:${String(text.slice(0, site.span.start).split("\n").length)}`;
  return [...(location === 0 ? ["the start"] : []), ...(line === "" ? [] : [line]), ...(label === undefined ? [] : [`'${label}`])].join(", ");
}
