/** The grounds that a proof may have: statements, initial values and contracts, each with the name of a symbol that says whether it counts. */
import type { FunctionDefinition } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import { baseTypeOf } from "../../../calculus/machine/index.ts";
import type { Command, MachineVariable } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { ParsedFile, Type } from "../../../calculus/syntax/index.ts";
import type { Ground } from "../../proof-core.ts";
import type { Program } from "../head-first/program.ts";
import type { Reliance } from "../head-first/reliance.ts";
import { written } from "../head-first/reliance.ts";
import { newTerms } from "../terms/index.ts";
import { isUnconditional, newContext, Refusal, shapeOf } from "../values/index.ts";

/** Everything that can be replaced, by the names of the symbols, and what always counts because nothing has an encoding that could stand in its place. */
export interface Replaceables extends Reliance {
  readonly grounds: ReadonlyMap<string, Ground>;
  readonly always: readonly Ground[];
  readonly contract: (definition: FunctionDefinition) => string | undefined;
}

/** The variables that a command of these programs writes, and that may hold anything where it does not count. */
export type Writes = Reliance["writes"];

/** What can be replaced in the programs, which begin in the initial states of the first one. Linear in them. */
export function replaceablesOf(programs: readonly Program[], files: readonly ParsedFile[], writes: Writes = written): Replaceables {
  const {
    process,
    machine: { definitions },
  } = present(programs[0]);
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
  for (const { process: own, commands } of programs)
    for (const typed of commands.flat()) {
      const all = writes(typed);
      const { command } = typed;
      if (all.length === 0 && command.guard.kind === "always") continue;
      const name = note(
        "statement",
        command.site.span,
        all.every((index) => hasLayout(present(own.variables[index]).type)),
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
    writes,
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
