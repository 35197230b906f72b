/**
 * Which statements, initial values and contracts a proof needs: the argument of a certificate is shown again of a program in which each of them counts only if a
 * symbol says so, and the symbols of the unsatisfiable cores are those that it needs. What is not among them may be replaced: the argument stays as it is.
 */
import type { FunctionDefinition, Model } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import { baseTypeOf, machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import type { Command, MachineVariable } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { ParsedFile, Type } from "../../../calculus/syntax/index.ts";
import { expressionTypes } from "../../../calculus/typing/index.ts";
import type { Core, Ground } from "../../proof-core.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import type { Program } from "../head-first/program.ts";
import { programOf } from "../head-first/program.ts";
import { written } from "../head-first/reliance.ts";
import { namedVariables } from "../head-first/variable-names.ts";
import type { Query } from "../solver/index.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { isUnconditional, newContext, Refusal, shapeOf } from "../values/index.ts";
import type { Argument } from "./certificate.ts";
import type { Formulas } from "./obligations.ts";
import { obligationsOf } from "./obligations.ts";
import { argumentFor, decidersOf } from "./prove.ts";
import { claimed } from "./question.ts";
import { readFormula } from "./read-formula.ts";

/** So many questions are asked at most to drop grounds from a core, and so much may each of them cost. */
const most = { questions: 120, steps: 1_000_000, milliseconds: 2_000 } as const;

/** The core of a proof that the solver finds of the property head first. The cost is that of proving it and of so many questions more. The subject is closed and projectable. */
export function coreOf(property: string, subject: string, model: Model, files: readonly ParsedFile[], effort: Effortful): Core {
  const none = (reason: string): Core => ({ kind: "none", reason });
  const claim = claimed(property, subject, model);
  if (!claim.ok) return none(claim.reason);
  const machine = machineOfChoreographyHeadFirst(model, subject);
  if (!machine.ok) return none(machine.reason);
  const program = programOf(machine.built);
  const { contraries } = claim.claim;
  const found = argumentFor(contraries, program, decidersOf(program, effort), model, expressionTypes(files), effort);
  if (found.kind === "seen") return none("the solver finds the contrary");
  if (found.kind === "none") return none(found.reason);
  const replaceables = replaceablesOf(program, files);
  const checked: Program = { ...program, known: () => undefined, reliance: replaceables };
  const context = newContext({
    ...{ terms: newTerms(), definitions: program.machine.definitions, arithmetic: "integers" },
    contractCounts: replaceables.contract,
  });
  try {
    const formulas = formulasOf(found.argument, program, files);
    const queries = [...obligationsOf(checked, found.argument, formulas, contraries, context)].flatMap(({ name, premises, excluded }): readonly Query[] => {
      if (excluded.kind === "false") return [];
      const assertions = [...premises.map(({ term }) => ({ term })), { term: excluded }];
      return [{ name: `core-${name}`, assertions }];
    });
    return new Cores(queries, replaceables, context, effort).core();
  } catch (error) {
    if (error instanceof Refusal) return none(`it has no encoding: ${error.message}`);
    throw error;
  }
}

function formulasOf(argument: Argument, program: Program, files: readonly ParsedFile[]): Formulas {
  const scope = { definitions: program.machine.definitions, types: expressionTypes(files), variables: namedVariables(program.process) };
  if (argument.kind === "rounds") return new Map();
  return new Map(
    argument.invariants.map(({ location, formulas }) => [
      location,
      formulas.map((text) => {
        const reading = readFormula(text, scope);
        if (!reading.ok) throw new Error(reading.reason);
        return reading.formula;
      }),
    ]),
  );
}

/** Everything that can be replaced, by the names of the symbols, and what always counts because nothing has an encoding that could stand in its place. */
interface Replaceables {
  readonly grounds: ReadonlyMap<string, Ground>;
  readonly always: readonly Ground[];
  readonly statement: (command: Command) => string | undefined;
  readonly initial: (variable: MachineVariable) => string | undefined;
  readonly contract: (definition: FunctionDefinition) => string | undefined;
}

function replaceablesOf({ process, commands, machine: { definitions } }: Program, files: readonly ParsedFile[]): Replaceables {
  const grounds = new Map<string, Ground>();
  const always = new Map<string, Ground>();
  const context = newContext({ terms: newTerms(), definitions, arithmetic: "integers" });
  const hasLayout = (type: Type): boolean => {
    try {
      shapeOf(type, context);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  };
  const note = (kind: Ground["kind"], span: Span | undefined, isReplaceable: boolean): string | undefined => {
    if (span === undefined || span === nowhere) return undefined;
    const name = `'${kind} ${[span.file, span.start, span.end].join(" ")}`;
    if (!isReplaceable) {
      grounds.delete(name);
      always.set(name, { kind, span });
    } else if (!always.has(name)) grounds.set(name, { kind, span });
    return name;
  };
  const known = (name: string | undefined): string | undefined => (name !== undefined && grounds.has(name) ? name : undefined);
  const statements = new Map<Command, string>();
  for (const typed of commands.flat()) {
    const writes = written(typed);
    const { command } = typed;
    if (writes.length === 0 && command.guard.kind === "always") continue;
    const name = note(
      "statement",
      command.site.span,
      writes.every((index) => hasLayout(present(process.variables[index]).type)),
    );
    if (name !== undefined) statements.set(command, name);
  }
  const fields = spansOf(files);
  const initials = new Map<MachineVariable, string>();
  for (const variable of process.variables) {
    const { initial, source, type } = variable;
    if (initial === undefined || source.frame !== undefined) continue;
    const name = note("initial value", fields.initial.get(`${source.role}.${source.variable}`), hasLayout(type));
    if (name !== undefined) initials.set(variable, name);
  }
  return {
    grounds,
    always: [...always.values()],
    statement: (command) => known(statements.get(command)),
    initial: (variable) => known(initials.get(variable)),
    contract: (definition) => {
      if (isUnconditional(definition, context)) return undefined;
      return known(note("contract", fields.contract.get(definition.name), hasLayout(baseTypeOf(definition.result, definitions))));
    },
  };
}

/** Where fields begin, by `A.x`, and where functions are declared. */
function spansOf(files: readonly ParsedFile[]): { readonly initial: ReadonlyMap<string, Span>; readonly contract: ReadonlyMap<string, Span> } {
  const declarations = files.flatMap((file) => file.declarations);
  return {
    initial: new Map(
      declarations.flatMap((one) =>
        one.kind === "role" ? one.roles.flatMap(({ name, fields }) => fields.map((field) => [`${name.text}.${field.name.text}`, field.span] as const)) : [],
      ),
    ),
    contract: new Map(declarations.flatMap((one) => (one.kind === "function" ? [[one.name.text, one.span] as const] : []))),
  };
}

/** The cores of some questions, made smaller together. */
class Cores {
  readonly #queries: readonly Query[];
  readonly #replaceables: Replaceables;
  readonly #context: Context;
  readonly #effort: Effortful;
  #left: number = most.questions;

  constructor(queries: readonly Query[], replaceables: Replaceables, context: Context, effort: Effortful) {
    this.#queries = queries;
    this.#replaceables = replaceables;
    this.#context = context;
    this.#effort = effort;
  }

  core(): Core {
    const { grounds, always } = this.#replaceables;
    let needed: (readonly string[])[] = [];
    for (const query of this.#queries) {
      const names = this.#ask(query, [...grounds.keys()], this.#effort.effort);
      if (names === undefined) return { kind: "none", reason: "the solver does not find the proof again where each statement may be replaced" };
      needed.push(names);
    }
    let isLeast = true;
    for (const dropped of new Set(needed.flat())) {
      const stopped = this.#effort.shouldStop() !== undefined || this.#left <= 0;
      const without = stopped ? undefined : this.#without(dropped, needed);
      if (without !== undefined) needed = without;
      else if (stopped) isLeast = false;
    }
    const kept = new Set(needed.flat());
    const all = [...always, ...[...grounds].flatMap(([name, ground]) => (kept.has(name) ? [ground] : []))];
    return { kind: "core", grounds: inOrder(all), of: grounds.size + always.length, isLeast };
  }

  /** The cores where this name is in none of them; undefined where some question needs it, or that is not known. */
  #without(dropped: string, needed: readonly (readonly string[])[]): (readonly string[])[] | undefined {
    const rest = [...new Set(needed.flat())].filter((name) => name !== dropped);
    const fresh: (readonly string[])[] = [];
    for (const [index, query] of this.#queries.entries()) {
      const own = needed[index] ?? [];
      if (!own.includes(dropped)) {
        fresh.push(own);
        continue;
      }
      this.#left -= 1;
      const { effort } = this.#effort;
      const names = this.#ask(query, rest, {
        ...effort,
        steps: Math.min(effort.steps ?? most.steps, most.steps),
        milliseconds: Math.min(effort.milliseconds, most.milliseconds),
      });
      if (names === undefined) return undefined;
      fresh.push(names);
    }
    return fresh;
  }

  /** Of the names those that it needs; undefined where it is possible, or not known. */
  #ask(query: Query, names: readonly string[], effort: Effortful["effort"]): readonly string[] | undefined {
    const { terms, assumptions } = this.#context;
    const counting = names.map((name) => ({ term: terms.symbol(name, terms.true.sort), name }));
    const answer = this.#effort.solver.ask({ ...query, assertions: [...query.assertions, ...assumptions.map((term) => ({ term })), ...counting] }, effort);
    if (answer.kind !== "unsat") return undefined;
    return answer.core ?? names;
  }
}

function inOrder(grounds: readonly Ground[]): readonly Ground[] {
  return [...grounds].sort((left, right) => left.span.file - right.span.file || left.span.start - right.span.start);
}
