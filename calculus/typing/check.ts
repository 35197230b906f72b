/** The judgement that a program is well scoped and well typed. */
import { defaultLimits } from "../diagnostics/index.ts";
import type { Diagnostic, Limits } from "../diagnostics/index.ts";
import type { ParsedFile } from "../syntax/index.ts";
import { checkClosedExpressions } from "./closed-expressions.ts";
import { collectProgram } from "./collect.ts";
import { checkContexts } from "./contexts/check.ts";
import { checkDeclaration } from "./declarations.ts";
import { checkExpectations } from "./expectations.ts";
import { checkFrames } from "./frames.ts";
import { checkGuardedness } from "./guardedness.ts";
import { checkProcedure } from "./procedures.ts";
import type { ChoreographyDeclaration } from "./program.ts";
import { checkProperty } from "./properties.ts";
import { observable } from "./reachable.ts";
import type { Observable } from "./reachable.ts";
import { checkProcesses } from "./processes/check.ts";
import { checkProtocols } from "./protocols/check.ts";
import { checkRecursion } from "./recursion.ts";
import { checkSystems } from "./systems/check.ts";
import { collect } from "./reporter.ts";
import type { RoleScope } from "./role-scope.ts";
import { checkOneRuntime } from "./transactions/runtime.ts";
import { typesOfLocals } from "./types-of-locals.ts";
import type { LocalTypes } from "./types-of-locals.ts";

interface Checked {
  /** Every error, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  /** For each choreography, its roles with their locals. */
  readonly scopes: ReadonlyMap<string, ReadonlyMap<string, RoleScope>>;
}

/**
 * Checks names, types, definite assignment, guardedness, properties and expectations of the files (the named one first, then what it imports).
 * Properties and expectations of imported files are checked when those are named. Linear in the program for programs without errors.
 */
function checkProgram(files: readonly ParsedFile[], limits: Limits): Checked {
  const reporter = collect();
  const program = collectProgram(files, reporter);
  for (const file of files) for (const declaration of file.declarations) checkDeclaration(declaration, program, reporter);
  checkRecursion(program, reporter);
  checkProtocols(program, limits, reporter);
  checkProcesses(program, reporter);
  checkSystems(program, reporter);
  checkContexts(program, limits, reporter);

  const scopes = new Map<string, ReadonlyMap<string, RoleScope>>();
  for (const [name, declaration] of program.choreographies) scopes.set(name, checkProcedure(declaration, program, reporter));
  checkGuardedness(program, reporter);
  checkFrames(program, scopes, reporter);

  const observed = new Map<ChoreographyDeclaration, Observable>();
  const observe = (declaration: ChoreographyDeclaration): Observable => {
    const seen = observed.get(declaration) ?? observable(declaration, program, scopes);
    observed.set(declaration, seen);
    return seen;
  };
  for (const declaration of program.properties.values()) checkProperty(declaration, program, observe, reporter);
  const [named] = files;
  if (named !== undefined) {
    checkOneRuntime(named.declarations, reporter);
    checkExpectations(named, program, reporter);
  }
  // Evaluation is for well-typed expressions.
  if (reporter.diagnostics.every(({ severity }) => severity !== "error")) checkClosedExpressions(program, reporter);

  return {
    diagnostics: reporter.diagnostics.toSorted((a, b) => a.span.file - b.span.file || a.span.start - b.span.start || a.span.end - b.span.end),
    scopes,
  };
}

/** The errors and warnings that `checkProgram` finds. */
export function check(files: readonly ParsedFile[], limits: Limits = defaultLimits): readonly Diagnostic[] {
  return checkProgram(files, limits).diagnostics;
}

/** The inferred base types of the locals of each choreography, by role and name; for well-typed programs. */
export function localTypes(files: readonly ParsedFile[]): ReadonlyMap<string, LocalTypes> {
  return new Map([...checkProgram(files, defaultLimits).scopes].map(([name, each]) => [name, typesOfLocals(each)]));
}
