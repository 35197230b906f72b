/** Transactions as transformations of the durable fields of their role: what they answer, and whether they commit, are their results. */
import { isMadeName, sequence } from "../../calculus/core/index.ts";
import type { Choreography, Model, Procedure, Role, TransactionDefinition } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { baseTypeOf } from "../../calculus/machine/index.ts";
import { usesOf } from "./of-block.ts";
import { ownPlace } from "./places.ts";
import type { OwnPlace } from "./places.ts";
import type { NotMeant } from "./obligation.ts";
import type { Transformation } from "./transformation.ts";

export interface Compensation extends Transformation {
  /** Its inputs that are arguments of the transaction, by the same names. */
  readonly arguments: ReadonlySet<OwnPlace>;
  /** Its inputs that the transaction left: where they are after it. */
  readonly handed: ReadonlyMap<OwnPlace, OwnPlace>;
}

export interface TransactionTransformation extends Transformation {
  /** All of its executions that commit. */
  readonly committing: Transformation;
  readonly undo?: Compensation;
}

/**
 * A transaction by its name, over all values of the fields of its role that it or its compensation reads or writes, and of its arguments. Durable ones are its state; all
 * others stay as they are. Linear in its body.
 */
export function transactionTransformation(name: string, model: Model): TransactionTransformation | NotMeant {
  const transaction = model.transactions.get(name);
  const procedure = model.procedures.get(name);
  if (transaction === undefined || procedure === undefined) return { kind: "not-meant", reason: `there is no transaction ${name}` };
  const { role, committed, answer, undo } = transaction;
  const results = [...(answer === undefined ? [] : [answer]), committed];
  const undoing = undo === undefined ? undefined : model.procedures.get(undo);
  const touched = new Set([procedure, ...(undoing === undefined ? [] : [undoing])].flatMap(({ body }) => touchedBy(body)));
  const whole = procedureTransformation(procedure, role, results, touched, model);
  const flag = { kind: "name" as const, name: { text: committed, span: nowhere }, span: nowhere };
  const committing = {
    ...whole,
    name: `${name}, committed`,
    body: followedBy(whole.body, sequence({ kind: "assume", role, condition: flag, site: { span: nowhere } }, { kind: "end" })),
  };
  if (undoing === undefined) return { ...whole, committing };
  return { ...whole, committing, undo: compensation(undoing, transaction, touched, model) };
}

function touchedBy(body: Choreography): readonly OwnPlace[] {
  const { read, written } = usesOf(body);
  return [...read.keys(), ...written.keys()];
}

function compensation(
  procedure: Procedure,
  { name, role, parameters, answer }: TransactionDefinition,
  touched: ReadonlySet<OwnPlace>,
  model: Model,
): Compensation {
  const places = parameters.map((parameter) => ownPlace(role, parameter.name));
  const result = procedure.parameters[parameters.length];
  return {
    ...procedureTransformation(procedure, role, [], touched, model),
    name: `the compensation of ${name}`,
    arguments: new Set(places),
    handed: new Map(result === undefined || answer === undefined ? [] : [[ownPlace(role, result.name), ownPlace(role, answer)]]),
  };
}

function procedureTransformation(
  { name, parameters, body }: Procedure,
  role: Role,
  answers: readonly string[],
  touched: ReadonlySet<OwnPlace>,
  model: Model,
): Transformation {
  const { definitions } = model;
  const fields = model.roles.get(role) ?? [];
  const own = touchedBy(body);
  const durable = fields.filter((field) => field.durable && touched.has(ownPlace(role, field.name)));
  const volatile = fields.filter((field) => !field.durable && !isMadeName(field.name) && own.includes(ownPlace(role, field.name)));
  const taken = [...durable, ...volatile, ...parameters];
  return {
    name,
    definitions,
    body,
    inputs: taken.map((one) => ({ variable: ownPlace(role, one.name), domain: { kind: "type", type: one.type } })),
    state: new Map(durable.map((field) => [ownPlace(role, field.name), ownPlace(role, field.name)])),
    results: answers.map((variable) => ownPlace(role, variable)),
    types: new Map([...fields, ...parameters].map((one) => [ownPlace(role, one.name), baseTypeOf(one.type, definitions)])),
    isFunction: false,
  };
}

function followedBy(body: Choreography, more: Choreography): Choreography {
  return body.kind === "sequence" ? sequence(body.head, followedBy(body.tail, more)) : more;
}
