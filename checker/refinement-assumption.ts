/** What a verdict says about refinements of types: they are checked of initial values only (docs/verdicts.md §2). */
import type { Instruction, Model, Variable } from "../calculus/core/index.ts";
import type { Type } from "../calculus/syntax/index.ts";
import { refinementsIn } from "../calculus/values/index.ts";
import { ownRefinements } from "./refinement-checks.ts";

/**
 * A sentence that names the fields, parameters and functions whose refined types nothing holds to, or none. `below` are the instructions of the subject and of
 * what it calls. A field counts only where something writes to a variable of its name. Linear in the program.
 */
export function refinementAssumption(model: Model, subject: string, below: readonly Instruction[]): readonly string[] {
  const { definitions } = model;
  const isRefined = (type: Type): boolean => refinementsIn(type, definitions).length > 0;
  // Assertions say of a place what its own refinement says, and nothing of the elements of what is there.
  const isOpen = (type: Type): boolean => refinementsIn(type, definitions).length > (model.checksRefinements === true ? ownRefinements(model, type).length : 0);
  const written = new Set(below.flatMap(variablesOf));
  const called = below.flatMap((I) => (I.kind === "call" ? [I.procedure] : []));
  const procedures = [...new Set([subject, ...called])].flatMap((name) => model.procedures.get(name) ?? []);
  const roles = new Set(procedures.flatMap(({ stateOf }) => [...stateOf.values()]));
  const places = [
    ...[...roles].flatMap((role) =>
      (model.roles.get(role) ?? []).filter(({ name, type }) => written.has(name) && isOpen(type)).map(({ name }) => `${role}.${name}`),
    ),
    ...procedures.flatMap(({ name, parameters }) => parameters.filter(({ type }) => isOpen(type)).map((parameter) => `parameter ${parameter.name} of ${name}`)),
    ...[...definitions.functions.values()].flatMap(({ name, parameters, result, body }) => [
      ...parameters.filter(({ type }) => isRefined(type)).map((parameter) => `parameter ${parameter.name} of ${name}`),
      ...(body !== undefined && isRefined(result) ? [`the result of ${name}`] : []),
    ]),
  ];
  return places.length === 0
    ? []
    : [`what is assigned, received, passed or returned is not checked against the refinements of ${[...new Set(places)].join(", ")}`];
}

/** The variables that an instruction may write. */
function variablesOf(I: Instruction): readonly Variable[] {
  switch (I.kind) {
    case "assign":
    case "havoc":
      return [I.variable];
    case "communicate":
    case "in-transit":
      return I.variables;
    default:
      return [];
  }
}
