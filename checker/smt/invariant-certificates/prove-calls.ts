/** From summaries of calls that Horn clauses find to arguments in the language's own syntax, with what an analysis knows of the variables. */
import type { Model } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import type { ParsedFile } from "../../../calculus/syntax/index.ts";
import type { Said } from "../head-first/call-clauses.ts";
import type { CallingProgram } from "../head-first/calls.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import { spacer } from "../head-first/horn.ts";
import { isWatchedNowhere, summarySolution } from "../head-first/summaries.ts";
import type { namedVariables } from "../head-first/variable-names.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { newContext, Refusal } from "../values/index.ts";
import { callObligations, saidKey, variablesOf } from "./call-obligations.ts";
import type { CallsArgument } from "./certificate.ts";
import { factsOf } from "./facts.ts";
import { hornFormulas } from "./horn-formulas.ts";
import { listOf, sizesOf, whereOf } from "./prove.ts";
import { formulasSaid } from "./recheck-calls.ts";

/** Which facts about variables are said. */
type Facts = (text: string) => boolean;

/** Tried in this order. */
const fewest: readonly Facts[] = [() => false, (text) => /^[\w.]+ is set$/.test(text)];

function saysWhatIsSet(text: string): boolean {
  return text.endsWith(" is set");
}

/** So often it is tried at most to leave out what is known of the values of a variable. */
const mostTried = 24;

/**
 * All facts but the values of those variables without which the rest is still enough; undefined where all of them are needed, or that is not known. What is left out makes others
 * needless that were needed for it.
 */
function withoutNeedless(facts: readonly string[], isEnough: (facts: Facts) => boolean): Facts | undefined {
  const needed = new Set(facts.flatMap((text) => (saysWhatIsSet(text) ? [] : (variableOf(text) ?? []))));
  const leaves =
    (variables: ReadonlySet<string | undefined>): Facts =>
    (text) =>
      saysWhatIsSet(text) || !variables.has(variableOf(text));
  const dropped = new Set<string>();
  let tries = 0;
  for (let before = -1; before < dropped.size;) {
    before = dropped.size;
    for (const variable of needed) {
      if (tries === mostTried) break;
      tries += 1;
      if (!isEnough(leaves(new Set([...dropped, variable])))) continue;
      dropped.add(variable);
      needed.delete(variable);
    }
  }
  return dropped.size === 0 ? undefined : leaves(dropped);
}

/** The variable that a fact is about; undefined where nobody comes. */
function variableOf(text: string): string | undefined {
  return /[A-Za-z_]\w*\.\w+/.exec(text)?.[0].replace(/__given_*$/, "");
}

interface Program {
  readonly model: Model;
  readonly files: readonly ParsedFile[];
}

/** Whether the solver says that the argument excludes them. @throws Refusal */
function isShown(
  argument: CallsArgument,
  contraries: readonly Watched[],
  programs: readonly CallingProgram[],
  { model, files }: Program,
  effort: Effortful,
): boolean {
  const context = newContext({ terms: newTerms(), definitions: model.definitions, arithmetic: "integers" });
  const unknowing = programs.map((program): CallingProgram => ({ ...program, known: () => undefined }));
  const obligations = callObligations(unknowing, formulasSaid(argument, unknowing, { model, files }), argument.sizes, contraries, context);
  return obligations.every(({ name, premises, excluded }) => {
    if (excluded.kind === "false") return true;
    const assertions = [...premises.map(({ term }) => term), excluded, ...context.assumptions].map((term) => ({ term }));
    return effort.solver.ask({ name: `certify-${name}`, assertions }, effort.effort).kind === "unsat";
  });
}

/** An argument that none of these is ever shown, or why there is none; `isLeast`: it is tried to say less, with some questions more. The cost is that of the solver, within the effort. */
export function callsArgumentFor(
  contraries: readonly Watched[],
  programs: readonly CallingProgram[],
  { model, files }: Program,
  effort: Effortful,
  isLeast = false,
): CallsArgument | string {
  const fresh = (): Context => newContext({ terms: newTerms(), definitions: model.definitions, arithmetic: "integers" });
  const found = new Map<string, string[]>();
  const missing: string[] = [];
  try {
    for (const watched of contraries) {
      if (isWatchedNowhere(programs, watched, fresh())) continue;
      const solution = summarySolution(programs, watched, fresh(), effort, [spacer.apart, spacer.together]);
      if (solution === undefined) return "the solver finds no summaries of calls";
      for (const { said, cells, definition } of solution.said) {
        const variables = variablesOf(present(programs[said.machine]), said);
        const { formulas, unwritten } = present(hornFormulas({ context: solution.context, points: [{ point: 0, cells, definition }] }, variables).get(0));
        found.set(saidKey(said), [...(found.get(saidKey(said)) ?? []), ...formulas]);
        missing.push(...unwritten.map((text) => `${text} at ${whereOf(said.point ?? 0, present(programs[said.machine]), model.sources)}`));
      }
    }
    const said = programs.flatMap((program) => [
      ...program.cuts.points.map((point) => ({ machine: program.number, point })),
      ...(program.number === 0 ? [] : [{ machine: program.number }]),
    ]);
    const contexts = fresh();
    const sizes = programs.map((program) => sizesOf(program, contexts));
    const argumentWith = (facts: Facts): CallsArgument => ({
      kind: "calls",
      sizes: { list: Math.max(...sizes.map(({ list }) => list)), keyed: Math.max(...sizes.map(({ keyed }) => keyed)) },
      said: said.flatMap((one: Said) => {
        const program = present(programs[one.machine]);
        const formulas = [...new Set([...factsAbout(program, one).filter(facts), ...(found.get(saidKey(one)) ?? [])])];
        const place = one.point === undefined ? {} : { location: one.point };
        return formulas.length === 0 ? [] : [{ machine: one.machine, ...place, where: whereOf(one.point ?? 0, program, model.sources), formulas }];
      }),
    });
    const isEnough = (facts: Facts): boolean => isShown(argumentWith(facts), contraries, programs, { model, files }, effort);
    // As little as is enough of what an analysis knows; the whole where that is not known.
    const all = said.flatMap((one) => factsAbout(present(programs[one.machine]), one));
    const few = contraries.length === 0 ? undefined : fewest.find(isEnough);
    const enough = few ?? (isLeast ? withoutNeedless(all, isEnough) : undefined);
    const argument = argumentWith(enough ?? (() => true));
    if (enough === undefined && missing.length > 0 && !isEnough(() => true))
      return `the summaries of calls are not shown to exclude the contrary without what cannot be written in the language: ${listOf(missing)}`;
    return argument;
  } catch (error) {
    if (error instanceof Refusal) return `it has no encoding: ${error.message}`;
    throw error;
  }
}

/** What an analysis knows of variables there, and of what was given. */
function factsAbout(program: CallingProgram, said: Said): readonly string[] {
  const { given, remembered, left, known, process } = program;
  const names = variablesOf(program, said);
  const renamed = (indices: readonly number[], from: number): ReturnType<typeof namedVariables> =>
    indices.map((index, place) => ({ ...present(names[from + place]), index }));
  const all = process.variables.map((_, index) => index);
  if (said.point !== undefined) {
    if (known(said.point) === undefined) return ["false"];
    return [...factsOf(known(0), renamed(remembered, 0)), ...factsOf(known(said.point), renamed(all, remembered.length))];
  }
  const ends = process.locations.flatMap(({ isEnd }, location) => (isEnd && known(location) !== undefined ? [location] : []));
  if (ends.length === 0) return ["false"];
  const [first = [], ...others] = ends.map((end) => factsOf(known(end), renamed(left, given.length)));
  return [...factsOf(known(0), renamed(given, 0)), ...first.filter((fact) => others.every((facts) => facts.includes(fact)))];
}
