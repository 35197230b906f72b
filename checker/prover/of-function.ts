/** Functions as transformations, and their contracts as obligations. */
import { end, sequence } from "../../calculus/core/index.ts";
import type { Choreography, Definitions, FunctionDefinition, Instruction, Site } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { baseTypeOf } from "../../calculus/machine/index.ts";
import type { Expression, Name } from "../../calculus/syntax/index.ts";
import { refinementsIn, typeKey } from "../../calculus/values/index.ts";
import type { OwnPlace } from "./places.ts";
import { placeAfter } from "./obligation.ts";
import type { Claim, Obligation, Stage } from "./obligation.ts";
import type { Transformation } from "./transformation.ts";

const site: Site = { span: nowhere };
const named = (text: string): Name => ({ text, span: nowhere });
const variable = (text: string): Expression => ({ kind: "name", name: named(text), span: nowhere });

function block(...instructions: readonly Instruction[]): Choreography {
  return instructions.reduceRight<Choreography>((tail, head) => sequence(head, tail), end);
}

function assign(name: string, expression: Expression): Instruction {
  return { kind: "assign", role: "", variable: name, expression, site };
}

/**
 * The application of a function. Its first parameter is its state if the result has the same type, or is a record with exactly one field of that type; the other
 * fields of the record are then what it answers.
 */
export function functionTransformation(definition: FunctionDefinition, definitions: Definitions): Transformation {
  const { name, parameters, result } = definition;
  const own = new Set(parameters.map((parameter) => parameter.name));
  const answer = own.has("result") ? "result′" : "result";
  const call: Expression = { kind: "call", name: named(name), arguments: parameters.map((parameter) => variable(parameter.name)), span: nowhere };
  const types = new Map(parameters.map((parameter) => [parameter.name, baseTypeOf(parameter.type, definitions)]));
  const common = {
    name,
    definitions,
    inputs: parameters.map((parameter) => ({ variable: parameter.name, domain: { kind: "type" as const, type: parameter.type } })),
    isFunction: true,
  };
  const base = baseTypeOf(result, definitions);
  const [first] = parameters;
  const stateType = first === undefined ? undefined : types.get(first.name);
  const isState = (type: Parameters<typeof typeKey>[0]): boolean => stateType !== undefined && typeKey(baseTypeOf(type, definitions)) === typeKey(stateType);
  const whole = { ...common, body: block(assign(answer, call)), types: new Map(types).set(answer, base) };
  if (first !== undefined && isState(base)) return { ...whole, state: new Map([[first.name, answer]]), results: [] };
  const fields = base.kind === "named" ? (definitions.records.get(base.name.text)?.fields ?? []) : [];
  const [field, ...more] = fields.filter(({ type }) => isState(type));
  if (first === undefined || field === undefined || more.length > 0) return { ...whole, state: new Map(), results: [answer] };
  const part = (of: string): OwnPlace => `${answer}.${of}`;
  return {
    ...common,
    body: block(
      assign(answer, call),
      ...fields.map((each) => assign(part(each.name), { kind: "field", of: variable(answer), name: named(each.name), span: nowhere })),
    ),
    types: new Map([...types, ...fields.map((each) => [part(each.name), baseTypeOf(each.type, definitions)] as const)]),
    state: new Map([[first.name, part(field.name)]]),
    results: fields.filter((each) => each !== field).map((each) => part(each.name)),
  };
}

/**
 * For all arguments that `requires` allows, the body has a value, which `ensures` allows and which is one of the result's type, refinements included. Undefined for a
 * function without body.
 */
export function contractOf({ name, parameters, requires, ensures, body, result }: FunctionDefinition, definitions: Definitions): Obligation | undefined {
  if (body === undefined) return undefined;
  const reads = new Map(parameters.map((parameter) => [parameter.name, parameter.name]));
  const before: readonly Stage[] =
    requires === undefined ? [] : [{ name: "requires", body: block({ kind: "assume", role: "", condition: requires, site }), reads }];
  const value: Stage = { name: "body", body: block(assign("result", body)), reads };
  const after: readonly Stage[] =
    ensures === undefined
      ? []
      : [{ name: "ensures", body: block(assign("holds", ensures)), reads: new Map([...reads, ["result", placeAfter("body", "result")]]) }];
  const claims: readonly Claim[] = [
    { kind: "completes", stage: "body" },
    ...(refinementsIn(result, definitions).length === 0 ? [] : [{ kind: "inhabits" as const, place: placeAfter("body", "result"), type: result }]),
    ...(ensures === undefined
      ? []
      : [
          { kind: "completes" as const, stage: "ensures" },
          { kind: "true" as const, place: placeAfter("ensures", "holds") },
        ]),
  ];
  return {
    name: `${name} keeps its contract`,
    definitions,
    inputs: parameters.map((parameter) => ({ place: parameter.name, domain: { kind: "type", type: parameter.type } })),
    stages: [...before, value, ...after],
    given: before.map((one) => one.name),
    claims,
  };
}
