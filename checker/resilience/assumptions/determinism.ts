/**
 * Determinism of replay, by flow: what is chosen, or read from state that changes, and not journaled, must not reach a message, a guard, a transaction or the journal, nor
 * decide whether its role can go on, because a role that crashes and begins again would choose and read anew (docs/sagas.md, R1). Flow is followed through loops and calls
 * to a fixpoint; what a message carries is as its receiver's queue keeps it, so that a finding ends there, at its sender.
 */
import { instructionsWithin, isMadeName } from "../../../calculus/core/index.ts";
import type { Instruction, Model, Procedure, Role, TransactionDefinition } from "../../../calculus/core/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import { variablesOf } from "../../../calculus/syntax/index.ts";
import type { Expression } from "../../../calculus/syntax/index.ts";
import { totality } from "../../../calculus/values/index.ts";
import { expressionsByRole } from "../../instruction-expressions.ts";
import { decidingParts } from "./deciding.ts";
import { distinct } from "./finding.ts";
import type { AssumptionFinding } from "./finding.ts";
import type { Call, Flow, flowThrough } from "./flow.ts";
import { performedBy } from "./reached.ts";
import type { Performed } from "./reached.ts";
import { assigned, isFieldPlace, joinedTaints, keyOf, noTaints, placeOf, restricted, taintsAt, taintsKey } from "./taint.ts";
import type { Taint, Taints } from "./taint.ts";

/** What a role reads of its fields. */
export interface FieldsOfRole {
  readonly durable: ReadonlySet<string>;
  readonly volatile: ReadonlySet<string>;
}

/** What is known of a program before chance is followed through it. */
export interface Surroundings {
  readonly model: Model;
  readonly subject: string;
  readonly transactions: ReadonlyMap<string, TransactionDefinition>;
  readonly fields: ReadonlyMap<Role, FieldsOfRole>;
  /** Durable fields that something writes: a second read may see another value. */
  readonly changing: ReadonlyMap<Role, ReadonlySet<string>>;
}

/** What a taint comes to. `isDecision`: it decides something, and is no part of it. */
interface Arrival {
  readonly taint: Taint;
  readonly where: string;
  readonly site: Span;
  readonly isDecision: boolean;
}

/** The flows of chance, each origin with the places that it reaches by a shortest way. Polynomial in the program. */
export function flowsOfChance(surroundings: Surroundings, through: typeof flowThrough): readonly AssumptionFinding[] {
  const { model, subject } = surroundings;
  const reading = readingOf(surroundings);
  const { reached, end } = through(model, subject, flowOf(surroundings, reading));
  const arrivals = reached.flatMap(({ I, before }) => arrivalsAt(I, before, surroundings, reading));
  const known = new Set(arrivals.map(({ taint }) => keyOf(taint)));
  const last = present(model.procedures.get(subject)).span;
  const atEnd = arrivalsAtEnd(end ?? noTaints, surroundings, last).filter(({ taint }) => !known.has(keyOf(taint)));
  const branches = reached.flatMap(({ I }) => (I.kind === "choose" ? [chosenBranch(I)] : []));
  return distinct([...[...arrivals, ...atEnd].sort(byLength).map(findingOf), ...branches]);
}

/** Shorter ways first, of equally long ones the one that arrives first in the text. */
function byLength(one: Arrival, other: Arrival): number {
  return one.taint.flow.length - other.taint.flow.length || one.site.file - other.site.file || one.site.start - other.site.start;
}

/** What evaluating an expression may bring that a replay does not. */
interface Reading {
  readonly of: (role: Role, expressions: readonly Expression[], taints: Taints) => readonly Taint[];
  /** Of those variables alone that hold something: durable fields that are read here and now are not among them. */
  readonly ofVariables: (role: Role, expressions: readonly Expression[], taints: Taints) => readonly Taint[];
  readonly place: (role: Role, variable: string) => string;
  /** What decides whether the expressions have values. */
  readonly deciding: (expressions: readonly Expression[]) => readonly Expression[];
}

function readingOf({ model, fields, changing }: Surroundings): Reading {
  const { expression: isTotal } = totality(model.definitions);
  const place = (role: Role, variable: string): string => {
    const own = fields.get(role);
    return placeOf(role, variable, own?.durable.has(variable) === true || own?.volatile.has(variable) === true);
  };
  const ofVariables: Reading["ofVariables"] = (role, expressions, taints) =>
    expressions.flatMap(variablesOf).flatMap(({ text }) => taintsAt(taints, place(role, text)));
  return {
    place,
    ofVariables,
    of: (role, expressions, taints) => [
      ...ofVariables(role, expressions, taints),
      ...expressions.flatMap(variablesOf).flatMap(({ text, span }): readonly Taint[] => {
        if (changing.get(role)?.has(text) !== true) return [];
        return [{ what: `the durable field ${role}.${text}, which changes,`, origin: span, isRead: true, flow: [] }];
      }),
    ],
    deciding: (expressions) => expressions.flatMap((each) => decidingParts(each, isTotal)),
  };
}

function flowOf({ model, transactions, changing }: Surroundings, { of, place }: Reading): Flow<Taints> {
  const bind = (taints: Taints, role: Role, variable: string, held: readonly Taint[], span: Span): Taints =>
    assigned(taints, place(role, variable), held, { variable, span, message: `${role}.${variable} has it` });
  return {
    start: noTaints,
    join: joinedTaints,
    key: taintsKey,
    isAtomic: ({ procedure }) => transactions.has(procedure),
    behind: (I, before) => {
      if (!("site" in I)) return before;
      const { span } = I.site;
      switch (I.kind) {
        case "communicate":
          return I.variables.reduce((taints, variable) => bind(taints, I.to, variable, [], span), before);
        case "assign":
          return bind(before, I.role, I.variable, of(I.role, [I.expression], before), span);
        case "havoc": {
          const chosen: Taint = { what: `what ${I.role}.${I.variable} is chosen to be`, origin: span, isRead: false, flow: [] };
          return bind(before, I.role, I.variable, [chosen], span);
        }
        case "match": {
          const held = of(I.role, [I.scrutinee], before);
          const variables = I.cases.flatMap(({ pattern }) => (pattern.kind === "constructor" ? pattern.variables : []));
          return variables.reduce((taints, variable) => bind(taints, I.role, variable, held, span), before);
        }
        case "call": {
          const performed = performedBy(I, transactions);
          if (performed === undefined) return before;
          const { role, transaction } = performed;
          const { committed, answer } = transaction;
          const held = answerTaints(performed, span, model, changing);
          // Whether it commits is told where it is performed.
          const decided = bind(before, role, committed, [], span);
          return answer === undefined ? decided : bind(decided, role, answer, held, span);
        }
        default:
          return before;
      }
    },
    enter: (call, procedure, before) => entered(call, procedure, before, bind, of),
    leave: (_, before, end) =>
      joinedTaints(
        restricted(before, (each) => !isFieldPlace(each)),
        restricted(end, isFieldPlace),
      ),
  };
}

/** Fields as they are, and what the parameters of a call are. */
function entered(
  call: Call,
  procedure: Procedure,
  before: Taints,
  bind: (taints: Taints, role: Role, variable: string, held: readonly Taint[], span: Span) => Taints,
  of: Reading["of"],
): Taints {
  let taints = restricted(before, isFieldPlace);
  for (const [role, expressions] of call.arguments) {
    const formal = procedure.roles[call.roles.indexOf(role)];
    const own = procedure.parameters.filter((parameter) => parameter.role === formal);
    for (const [index, { name }] of own.entries()) taints = bind(taints, role, name, of(role, expressions.slice(index, index + 1), before), call.site.span);
  }
  return taints;
}

/**
 * What a transaction that is executed again may answer otherwise. The journal answers for a journaled one; of an idempotent one provers are asked whether its answer is the
 * same; a raw one is reported for what it does.
 */
function answerTaints({ role, transaction }: Performed, origin: Span, model: Model, changing: Surroundings["changing"]): readonly Taint[] {
  const { effect, name } = transaction;
  if (effect === "journaled" || effect === "idempotent") return [];
  const isStable = effect === "pure" && changedReads(role, transaction, changing).length === 0 && !chooses(transaction, model);
  return isStable ? [] : [{ what: `the answer of ${name}, which is executed again,`, origin, isRead: true, flow: [] }];
}

function changedReads(role: Role, { reads }: TransactionDefinition, changing: Surroundings["changing"]): readonly string[] {
  return reads.filter((field) => changing.get(role)?.has(field) === true);
}

function bodyOf({ name }: TransactionDefinition, { procedures }: Model): readonly Instruction[] {
  const procedure = procedures.get(name);
  return procedure === undefined ? [] : instructionsWithin(procedure.body);
}

function chooses(transaction: TransactionDefinition, model: Model): boolean {
  return bodyOf(transaction, model).some(({ kind }) => kind === "havoc");
}

/** What reaches something at an instruction. */
function arrivalsAt(I: Instruction, before: Taints, surroundings: Surroundings, reading: Reading): readonly Arrival[] {
  const { of, deciding } = reading;
  const to = (where: string, taints: readonly Taint[], site: Span, isDecision = false): readonly Arrival[] =>
    taints.map((taint) => ({ taint, where, site, isDecision }));
  switch (I.kind) {
    case "communicate":
      return to(`a message to ${I.to}`, of(I.from, I.expressions, before), I.site.span);
    case "if":
    case "assume":
      return to(`a guard of ${I.role}`, of(I.role, [I.condition], before), I.site.span);
    case "match":
      return to(`a guard of ${I.role}`, of(I.role, [I.scrutinee], before), I.site.span);
    case "assert":
      return to(goesOn(I.role), of(I.role, [I.condition], before), I.site.span, true);
    case "assign":
      return to(goesOn(I.role), of(I.role, deciding([I.expression]), before), I.site.span, true);
    case "havoc": {
      const bounds = I.domain.kind === "range" ? [I.domain.low, I.domain.high] : [];
      return to(goesOn(I.role), of(I.role, bounds, before), I.site.span, true);
    }
    case "call": {
      const performed = performedBy(I, surroundings.transactions);
      if (performed !== undefined) return arrivalsAtTransaction(I, performed, before, surroundings, reading);
      return expressionsByRole(I).flatMap(([role, values]) => to(goesOn(role), of(role, deciding(values), before), I.site.span, true));
    }
    default:
      return [];
  }
}

function goesOn(role: Role): string {
  return `whether ${role} can go on`;
}

/** What is handed to a transaction or read by it, and what decides whether it aborts. */
function arrivalsAtTransaction(
  call: Call,
  { role, transaction }: Performed,
  before: Taints,
  { model, changing, fields }: Surroundings,
  { of, ofVariables, deciding }: Reading,
): readonly Arrival[] {
  const { name, isCounted, effect } = transaction;
  const site = call.site.span;
  const values = call.arguments.get(role) ?? [];
  // A journal that reads a durable field itself is what keeps the value; one that is told of a variable keeps one value, and the variable has another one.
  const handed = isCounted ? ofVariables(role, values, before) : of(role, values, before);
  const failing = isCounted ? of(role, deciding(values), before) : [];
  const read = bodyOf(transaction, model).flatMap((I) =>
    expressionsByRole(I).flatMap(([, expressions]) => expressions.flatMap(variablesOf).filter(({ text }) => fields.get(role)?.volatile.has(text) === true)),
  );
  const readTaints = read.flatMap(({ text }) => taintsAt(before, placeOf(role, text, true)));
  const decision = mayAbort(transaction, model, deciding) && effect === "pure" ? changedReads(role, transaction, changing) : [];
  return [
    ...handed.map((taint) => ({ taint, where: isCounted ? `the journal of ${role}` : `the arguments of ${name}`, site, isDecision: false })),
    ...failing.map((taint) => ({ taint, where: goesOn(role), site, isDecision: true })),
    ...readTaints.map((taint) => ({ taint, where: `what ${name} reads`, site, isDecision: false })),
    ...decision.map((field) => ({
      taint: { what: `the durable field ${role}.${field}, which changes,`, origin: site, isRead: true, flow: [] },
      where: `whether ${name} aborts`,
      site,
      isDecision: true,
    })),
  ];
}

/** It may abort by its own decision, or because an operation in it has no value. */
function mayAbort(transaction: TransactionDefinition, model: Model, deciding: Reading["deciding"]): boolean {
  return transaction.isFallible || bodyOf(transaction, model).some((I) => expressionsByRole(I).some(([, values]) => deciding(values).length > 0));
}

/** What a role read from durable state and still has at the end, which after a crash may be what no run without one ends with. */
function arrivalsAtEnd(end: Taints, { fields }: Surroundings, last: Span): readonly Arrival[] {
  return [...end].flatMap(([place, held]) => {
    const [role, variable] = splitPlace(place);
    if (isMadeName(variable) || fields.get(role)?.durable.has(variable) === true) return [];
    return [...held.values()]
      .filter(({ isRead }) => isRead)
      .map((taint) => ({ taint, where: `what ${role} ends with`, site: taint.flow.at(-1)?.span ?? last, isDecision: false }));
  });
}

function splitPlace(place: string): readonly [Role, string] {
  const dot = place.indexOf(".");
  return [place.slice(0, dot), place.slice(dot + 1).replace("@", "")];
}

function findingOf({ taint, where, site, isDecision }: Arrival): AssumptionFinding {
  const { what, origin, flow } = taint;
  const clause = isDecision ? `decides ${where},` : `reaches ${where}`;
  return {
    code: "unjournaled-chance",
    message: `${what} ${clause} and is not journaled: a replay may take another value`,
    span: origin,
    labels: [...flow, { span: site, message: isDecision ? `it decides ${where} here` : `it reaches ${where} here` }],
    repair: "journal the value where it is chosen or read: `x := journal …`",
  };
}

function chosenBranch({ role, site }: Extract<Instruction, { kind: "choose" }>): AssumptionFinding {
  return {
    code: "unjournaled-chance",
    message: `${role} chooses a branch, and does not journal which: a replay may take another one`,
    span: site.span,
    labels: [],
    repair: `journal the choice and decide by it: \`${role}.c := journal any bool; if ${role}.c { … } else { … }\``,
  };
}
