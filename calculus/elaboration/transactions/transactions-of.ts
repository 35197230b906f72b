/** Transactions as procedures of one role, with what machines that replay read of them, and the fields in which their outcome is kept. */
import { assertNever } from "../../assert-never.ts";
import type { Definitions, FieldDefinition, Role, TransactionDefinition, TransactionEffect } from "../../core/index.ts";
import type { Span } from "../../diagnostics/index.ts";
import type { Block, Declaration, Expression, Name, Statement, TransactionBlock, TransactionStatement, Type } from "../../syntax/index.ts";
import { partsOf } from "../../syntax/index.ts";
import { unchecked } from "../unchecked.ts";
import { withoutChance } from "./chance.ts";
import { defaultValue, unrefined } from "./default-value.ts";
import { Journals } from "./journals.ts";
import { abortOf, answerOf, committedOf, nameAt, undoOf } from "./names.ts";
import { isFallible, partsOfTransaction } from "./parts.ts";
import type { TransactionDeclaration } from "./parts.ts";
import { hasSagas, hasTransactions, withoutTransactions } from "./sagas.ts";

type ChoreographyDeclaration = Extract<Declaration, { kind: "choreography" }>;

/** The type of a local variable of a choreography's role, as it is inferred. */
export type TypeOfLocal = (choreography: string, role: Role, variable: string) => Type | undefined;

export interface ElaboratedTransactions {
  /** Choreographies without transactions, and those that transactions are; everything else as it was. */
  readonly declarations: readonly Declaration[];
  /** The same where aborts are broadcast, with the names of the choreographies in which that makes a difference. */
  readonly broadcast: { readonly declarations: readonly Declaration[]; readonly names: ReadonlySet<string> };
  readonly transactions: ReadonlyMap<string, TransactionDefinition>;
  readonly roles: ReadonlyMap<Role, readonly FieldDefinition[]>;
}

/** Rewrites well-checked declarations. Linear in them and in the paths of sagas; a program without transactions stays as it is. */
export function transactionsOf(
  declarations: readonly Declaration[],
  roles: ReadonlyMap<Role, readonly FieldDefinition[]>,
  definitions: Definitions,
  typeOfLocal: TypeOfLocal,
): ElaboratedTransactions {
  const written = declarations.filter((each) => each.kind === "transaction");
  const choreographies = declarations.filter((each) => each.kind === "choreography");
  if (written.length === 0 && !choreographies.some(({ body }) => hasTransactions(body)))
    return { declarations, broadcast: { declarations: [], names: new Set() }, transactions: new Map(), roles };

  const byName = new Map(written.map((each) => [each.name.text, each]));
  const journals = new Journals();
  const aborting = new Set<Role>();
  const rewritten = (mode: "explicit" | "broadcast"): readonly ChoreographyDeclaration[] =>
    choreographies.map((declaration) =>
      withoutTransactions(declaration, {
        transactions: byName,
        journals,
        typeOf: (role, variable) => typeOf(declaration, role, variable, roles) ?? typeOfLocal(declaration.name.text, role, variable),
        mode,
        aborts: (state) => aborting.add(state),
      }),
    );
  const explicit = rewritten("explicit");
  const sagas = new Set(choreographies.flatMap(({ name, body }) => (hasSagas(body) ? [name.text] : [])));
  const broadcast = sagas.size === 0 ? [] : rewritten("broadcast");
  const generated = [...written.flatMap(proceduresOf), ...[...aborting].map(abortProcedure), ...journals.all.map(({ procedure }) => procedure)];
  const definitionsOfAll = [
    ...written.map((each) => definitionOf(each, roles)),
    ...[...aborting].map(abortDefinition),
    ...journals.all.map(({ definition }) => definition),
  ];
  const answers = new Map<string, Type>([
    ...written.flatMap(({ name, result }) => (result === undefined ? [] : [[name.text, result] as const])),
    ...journals.all.map(({ definition, answer }) => [definition.name, answer] as const),
  ]);
  return {
    declarations: [...explicit, ...generated],
    broadcast: { declarations: sagas.size === 0 ? [] : [...broadcast, ...generated], names: sagas },
    transactions: new Map(definitionsOfAll.map((each) => [each.name, each])),
    roles: withOutcomes(roles, definitionsOfAll, answers, choreographies, definitions),
  };
}

/** The declared type of a variable that is a field or a parameter. */
function typeOf(
  { roles: written, parameters }: ChoreographyDeclaration,
  role: Role,
  variable: string,
  roles: ReadonlyMap<Role, readonly FieldDefinition[]>,
): Type | undefined {
  const state = written.find(({ name }) => name.text === role)?.state?.text ?? role;
  const field = roles.get(state)?.find(({ name }) => name === variable);
  return field?.type ?? parameters.find((each) => each.role.text === role && each.name.text === variable)?.type;
}

/** The procedure of a transaction, and the one that undoes it. */
function proceduresOf(declaration: TransactionDeclaration): readonly ChoreographyDeclaration[] {
  const { name, role, parameters, result, span } = declaration;
  const parts = partsOfTransaction(declaration);
  const body: readonly Statement[] = [
    ...statementsOf(parts.statements, role),
    ...(parts.result === undefined ? [] : [assign(role, answerOf(name.text), parts.result)]),
    assign(role, committedOf(name.text), truth(true, name.span)),
  ];
  const [first, ...others] = parts.requires;
  const all: Expression | undefined =
    first === undefined ? undefined : others.reduce((left, right) => ({ kind: "binary", operator: "and", left, right, span: left.span }), first);
  const whole: readonly Statement[] =
    all === undefined
      ? body
      : [
          {
            kind: "if",
            role,
            condition: all,
            then: { statements: body, span },
            else: { statements: [assign(role, committedOf(name.text), truth(false, name.span))], span },
            span: all.span,
          },
        ];
  const procedures = [procedure(name, role, parameters, { statements: whole, span }, span)];
  if (parts.compensate === undefined) return procedures;
  const withResult = result === undefined ? parameters : [...parameters, { name: nameAt("result", span), type: result }];
  return [...procedures, procedure(nameAt(undoOf(name.text), span), role, withResult, blockOf(parts.compensate, role), parts.compensate.span)];
}

function procedure(name: Name, role: Name, parameters: TransactionDeclaration["parameters"], body: Block, span: Span): ChoreographyDeclaration {
  return { kind: "choreography", name, roles: [{ name: role }], parameters: parameters.map((each) => ({ ...each, role })), body, span };
}

function blockOf({ statements, span }: TransactionBlock, role: Name): Block {
  return { statements: statementsOf(statements, role), span };
}

function statementsOf(statements: readonly TransactionStatement[], role: Name): readonly Statement[] {
  return statements.flatMap((statement): readonly Statement[] => {
    const { span } = statement;
    switch (statement.kind) {
      case "assign":
        return [{ kind: "assign", role, variable: statement.variable, source: withoutChance(statement.source), span }];
      case "if": {
        const otherwise = statement.else === undefined ? {} : { else: blockOf(statement.else, role) };
        return [{ kind: "if", role, condition: statement.condition, then: blockOf(statement.then, role), ...otherwise, span }];
      }
      case "key":
      case "reads":
      case "writes":
      case "requires":
      case "result":
      case "compensate":
      case "abort":
      case "perform":
        return unchecked(`\`${statement.kind}\` inside a transaction`);
      default:
        return assertNever(statement);
    }
  });
}

function assign(role: Name, variable: string, expression: Expression): Statement {
  const { span } = expression;
  return { kind: "assign", role, variable: nameAt(variable, span), source: { kind: "expression", expression }, span };
}

function truth(value: boolean, span: Span): Expression {
  return { kind: "boolean", value, span };
}

const effects: readonly string[] = ["pure", "journaled", "idempotent", "raw"] satisfies TransactionEffect[];

function isEffect(word: string): word is TransactionEffect {
  return effects.includes(word);
}

/** What a second execution of it does; `journaled` where nothing is said. */
export function effectOf({ classes }: TransactionDeclaration): TransactionEffect {
  return classes.map(({ text }) => text).find(isEffect) ?? "journaled";
}

function definitionOf(declaration: TransactionDeclaration, roles: ReadonlyMap<Role, readonly FieldDefinition[]>): TransactionDefinition {
  const { name, role, parameters, classes, result, span } = declaration;
  const parts = partsOfTransaction(declaration);
  const { reads, writes } = effectsOf(declaration);
  const durable = new Set((roles.get(role.text) ?? []).flatMap((field) => (field.durable ? [field.name] : [])));
  return {
    name: name.text,
    role: role.text,
    parameters: parameters.map((each) => ({ name: each.name.text, type: each.type })),
    effect: effectOf(declaration),
    isIrrevocable: classes.some(({ text }) => text === "irrevocable"),
    isFallible: isFallible(declaration),
    ...(parts.key === undefined ? {} : { key: parts.key }),
    isCounted: false,
    committed: committedOf(name.text),
    ...(result === undefined ? {} : { answer: answerOf(name.text) }),
    ...(parts.compensate === undefined ? {} : { undo: undoOf(name.text) }),
    reads: [...reads.keys()].filter((field) => durable.has(field)),
    writes: [...writes.keys()].filter((field) => durable.has(field)),
    span,
  };
}

/** The names that a transaction and its compensation read and write, each with its first place. Names of parameters and constants are among those read. */
export function effectsOf(declaration: TransactionDeclaration): { readonly reads: ReadonlyMap<string, Span>; readonly writes: ReadonlyMap<string, Span> } {
  const parts = partsOfTransaction(declaration);
  const reads = new Map<string, Span>();
  const writes = new Map<string, Span>();
  const read = (expression: Expression): void => {
    const pending = [expression];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next.kind === "name" && !reads.has(next.name.text)) reads.set(next.name.text, next.span);
      pending.push(...partsOf(next));
    }
  };
  const visit = (statement: TransactionStatement): void => {
    if (statement.kind === "assign") {
      if (!writes.has(statement.variable.text)) writes.set(statement.variable.text, statement.variable.span);
      const { source } = statement;
      if (source.kind === "expression") read(source.expression);
      else if (source.domain.kind === "range") [source.domain.low, source.domain.high].forEach(read);
    } else if (statement.kind === "if") {
      read(statement.condition);
      for (const inner of [...statement.then.statements, ...(statement.else?.statements ?? [])]) visit(inner);
    }
  };
  parts.requires.forEach(read);
  parts.statements.forEach(visit);
  if (parts.result !== undefined) read(parts.result);
  parts.compensate?.statements.forEach(visit);
  return { reads, writes };
}

/** `abort A`, where aborts are broadcast. */
function abortProcedure(state: Role): ChoreographyDeclaration {
  const span = nowhereOf(state);
  const role = nameAt(state, span);
  const name = abortOf(state);
  return procedure(nameAt(name, span), role, [], { statements: [assign(role, committedOf(name), truth(false, span))], span }, span);
}

function abortDefinition(state: Role): TransactionDefinition {
  const name = abortOf(state);
  return {
    name,
    role: state,
    parameters: [],
    effect: "pure",
    isIrrevocable: false,
    isFallible: true,
    isCounted: false,
    committed: committedOf(name),
    reads: [],
    writes: [],
    span: nowhereOf(state),
  };
}

function nowhereOf(state: Role): Span {
  return { file: -1, start: 0, end: state.length };
}

/**
 * The roles with the fields in which outcomes are kept: a role has those of its own transactions, and those of roles whose formal roles it may play, because it has all
 * their fields.
 */
function withOutcomes(
  roles: ReadonlyMap<Role, readonly FieldDefinition[]>,
  transactions: readonly TransactionDefinition[],
  answers: ReadonlyMap<string, Type>,
  choreographies: readonly ChoreographyDeclaration[],
  definitions: Definitions,
): ReadonlyMap<Role, readonly FieldDefinition[]> {
  const played = new Set(choreographies.flatMap((each) => each.roles.flatMap(({ state }) => state?.text ?? [])));
  return new Map(
    [...roles].map(([role, fields]) => {
      const names = new Set(fields.map(({ name }) => name));
      const mayPlay = (state: Role): boolean => role === state || (played.has(state) && (roles.get(state) ?? []).every(({ name }) => names.has(name)));
      const own = transactions.filter((each) => mayPlay(each.role));
      return [role, [...fields, ...own.flatMap((each) => outcomes(each, answers.get(each.name), definitions))]];
    }),
  );
}

function outcomes({ name, committed, answer }: TransactionDefinition, type: Type | undefined, definitions: Definitions): readonly FieldDefinition[] {
  const boolean: Type = { kind: "primitive", name: "bool", span: nowhereOf(name) };
  const flag: FieldDefinition = { name: committed, durable: false, type: boolean, initial: { kind: "expression", expression: truth(false, nowhereOf(name)) } };
  if (answer === undefined || type === undefined) return [flag];
  const expression = defaultValue(type, definitions) ?? unchecked(`no value of the result of ${name}`);
  return [flag, { name: answer, durable: false, type: unrefined(type, definitions), initial: { kind: "expression", expression } }];
}
