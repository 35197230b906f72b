/**
 * Choreographies without the constructs of transactions (docs/sagas.md): `perform` is a call, a journaled value is the answer of one, and a saga is written out. Behind every
 * transaction that may abort its role tells the others of the saga whether it did, and on each path on which one did, what was performed on it is compensated, last first
 * (Garcia-Molina and Salem, Sagas, 1987; the knowledge that the saga succeeded is told too, or its projection would be undefined).
 */
import type { Role } from "../../core/index.ts";
import type { Span } from "../../diagnostics/index.ts";
import type { Block, Declaration, Expression, Name, Statement, Type } from "../../syntax/index.ts";
import { branchesOf } from "../escaping-jumps.ts";
import { withoutChance } from "./chance.ts";
import type { Journals } from "./journals.ts";
import { abortOf, answerOf, committedOf, nameAt, reference, savedAnswer, savedArgument, undoOf } from "./names.ts";
import { isFallible, partsOfTransaction } from "./parts.ts";
import type { TransactionDeclaration } from "./parts.ts";

type ChoreographyDeclaration = Extract<Declaration, { kind: "choreography" }>;
type Saga = Extract<Statement, { kind: "saga" }>;
type Perform = Extract<Statement, { kind: "perform" }>;
type Conditional = Extract<Statement, { kind: "if" | "match" | "choose" }>;

export interface SagaSurroundings {
  readonly transactions: ReadonlyMap<string, TransactionDeclaration>;
  readonly journals: Journals;
  /** The declared or inferred type of a role's variable. */
  readonly typeOf: (role: Role, variable: string) => Type | undefined;
  /** `explicit`: everybody is told and the program compensates. `broadcast`: the machine does both. */
  readonly mode: "explicit" | "broadcast";
  /** Called with the state of each role that aborts, where aborts are broadcast. */
  readonly aborts: (state: Role) => void;
}

/** The labels of the selections that a saga is written out with. */
export const sagaLabels = { committed: "committed", aborted: "aborted" } as const;

/** A transaction that was performed on a path of a saga, and can be compensated. */
interface Performed {
  readonly statement: Perform;
  readonly declaration: TransactionDeclaration;
  readonly site: number;
}

/** Whether a block contains a construct of transactions. */
export function hasTransactions(block: Block): boolean {
  return block.statements.some((statement) => {
    switch (statement.kind) {
      case "perform":
      case "saga":
      case "abort":
        return true;
      case "assign":
        return statement.source.kind === "journal" || withoutChance(statement.source) !== statement.source;
      case "local":
        return statement.assignments.some(({ source }) => source.kind === "journal" || withoutChance(source) !== source);
      default:
        return blocksOf(statement).some(hasTransactions);
    }
  });
}

/** The blocks inside a statement. */
function blocksOf(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "if":
    case "match":
    case "choose":
      return branchesOf(statement);
    case "while":
    case "loop":
      return [statement.body];
    case "saga":
      return statement.else === undefined ? [statement.body] : [statement.body, statement.else];
    default:
      return [];
  }
}

/** Whether a block contains a saga. */
export function hasSagas(block: Block): boolean {
  return block.statements.some((statement) => statement.kind === "saga" || blocksOf(statement).some(hasSagas));
}

/** Whether a statement performs a transaction or aborts, at any depth. */
export function decidesInSaga(statement: Statement): boolean {
  return statement.kind === "perform" || statement.kind === "abort" || blocksOf(statement).some(({ statements }) => statements.some(decidesInSaga));
}

/**
 * The choreography without them; itself if it has none. Conditionals of a saga with a transaction in a branch take what follows into their branches: as large as the
 * saga has paths.
 */
export function withoutTransactions(declaration: ChoreographyDeclaration, surroundings: SagaSurroundings): ChoreographyDeclaration {
  if (!hasTransactions(declaration.body)) return declaration;
  const { transactions, journals, typeOf, mode, aborts } = surroundings;
  const states = new Map(declaration.roles.map(({ name, state }) => [name.text, state?.text ?? name.text]));
  const stateOf = (role: Name): Role => states.get(role.text) ?? role.text;
  const sites = new Map<Perform, number>();
  const siteOf = (statement: Perform): number => {
    const site = sites.get(statement) ?? sites.size + 1;
    sites.set(statement, site);
    return site;
  };

  const block = ({ statements, span }: Block): Block => ({ statements: statements.flatMap(plain), span });

  function plain(statement: Statement): readonly Statement[] {
    const { span, label } = statement;
    switch (statement.kind) {
      case "assign":
        return assigned(statement.role, statement, label);
      case "local":
        return statement.assignments.some(({ source }) => source.kind === "journal")
          ? statement.assignments.flatMap((each) => assigned(statement.role, each, label))
          : [
              {
                ...statement,
                assignments: statement.assignments.map((each) => ({
                  ...each,
                  source: each.source.kind === "journal" ? each.source : withoutChance(each.source),
                })),
              },
            ];
      case "perform":
        return [call(statement, statement.arguments), ...answered(statement)];
      case "saga":
        return mode === "explicit" ? inSaga(statement.body.statements, [], statement) : statement.body.statements.flatMap(plain);
      case "abort": {
        const state = stateOf(statement.role);
        aborts(state);
        return [
          { kind: "call", choreography: nameAt(abortOf(state), span), roles: [statement.role], arguments: [], span, ...(label === undefined ? {} : { label }) },
        ];
      }
      case "if":
      case "match":
      case "choose":
        return [withBranches(statement, block)];
      case "while":
      case "loop":
        return [{ ...statement, body: block(statement.body) }];
      default:
        return [statement];
    }
  }

  function assigned(
    role: Name,
    each: { readonly variable: Name; readonly source: Extract<Statement, { kind: "assign" }>["source"]; readonly span: Statement["span"] },
    label: Name | undefined,
  ): readonly Statement[] {
    const { variable, source, span } = each;
    if (source.kind === "journal")
      return journals.statements({ variable, source: source.source, span }, role, stateOf(role), () => typeOf(role.text, variable.text), label);
    return [{ kind: "assign", role, variable, source: withoutChance(source), span, ...(label === undefined ? {} : { label }) }];
  }

  /** The statements of a saga from some place on; `performed` is what can be compensated there. */
  function inSaga(statements: readonly Statement[], performed: readonly Performed[], saga: Saga): readonly Statement[] {
    const made: Statement[] = [];
    let compensable = performed;
    for (const [index, statement] of statements.entries()) {
      const rest = statements.slice(index + 1);
      switch (statement.kind) {
        case "perform": {
          const declaration = transactions.get(statement.transaction.text);
          if (declaration === undefined) break;
          const isCompensated = partsOfTransaction(declaration).compensate !== undefined;
          const site = siteOf(statement);
          if (isCompensated)
            made.push(
              ...saved(statement, site),
              call(
                statement,
                statement.arguments.map((each, position) => reference(savedArgument(site, position), each.span)),
              ),
            );
          else made.push(call(statement, statement.arguments));
          const after = isCompensated ? [...compensable, { statement, declaration, site }] : compensable;
          const done = [...answered(statement), ...(isCompensated ? savedResult(statement, declaration, site) : [])];
          if (isFallible(declaration)) {
            made.push(
              decided(
                statement,
                [...done, ...told(statement, sagaLabels.committed, saga), ...inSaga(rest, after, saga)],
                aborted(statement, compensable, saga),
              ),
            );
            return made;
          }
          made.push(...done);
          compensable = after;
          continue;
        }
        case "abort":
          return [...made, ...aborted(statement, compensable, saga)];
        case "if":
        case "match":
        case "choose":
          if (!decidesInSaga(statement)) break;
          made.push(withBranches(statement, ({ statements: inner, span }) => ({ statements: inSaga([...inner, ...rest], compensable, saga), span })));
          return made;
        default:
          break;
      }
      made.push(...plain(statement));
    }
    return made;
  }

  function aborted(statement: Perform | Extract<Statement, { kind: "abort" }>, performed: readonly Performed[], saga: Saga): readonly Statement[] {
    return [
      ...told(statement, sagaLabels.aborted, saga),
      ...performed.toReversed().map(undone),
      ...(saga.else === undefined ? [] : saga.else.statements.flatMap(plain)),
    ];
  }

  return { ...declaration, body: block(declaration.body) };
}

/** The conditional with its branches changed; a missing `else` is an empty block. */
function withBranches(statement: Conditional, change: (block: Block) => Block): Statement {
  switch (statement.kind) {
    case "if":
      return { ...statement, then: change(statement.then), else: change(statement.else ?? { statements: [], span: statement.span }) };
    case "match":
      return { ...statement, cases: statement.cases.map((each) => ({ ...each, body: change(each.body) })) };
    case "choose":
      return { ...statement, branches: statement.branches.map(change) };
  }
}

function call(statement: Perform, values: readonly Expression[]): Statement {
  const { transaction, role, span, label } = statement;
  return { kind: "call", choreography: transaction, roles: [role], arguments: values, span, ...(label === undefined ? {} : { label }) };
}

/** `A.x := t.answer` */
function answered({ role, variable, transaction, span }: Perform): readonly Statement[] {
  return variable === undefined ? [] : [kept(role, variable.text, reference(answerOf(transaction.text), span), span)];
}

function kept(role: Name, variable: string, expression: Expression, span: Span): Statement {
  return { kind: "assign", role, variable: nameAt(variable, span), source: { kind: "expression", expression }, span };
}

function saved({ role, arguments: values, span }: Perform, site: number): readonly Statement[] {
  return values.map((each, position) => kept(role, savedArgument(site, position), each, span));
}

function savedResult({ role, transaction, span }: Perform, { result }: TransactionDeclaration, site: number): readonly Statement[] {
  return result === undefined ? [] : [kept(role, savedAnswer(site), reference(answerOf(transaction.text), span), span)];
}

function decided({ role, transaction, span }: Perform, then: readonly Statement[], otherwise: readonly Statement[]): Statement {
  return {
    kind: "if",
    role,
    condition: reference(committedOf(transaction.text), span),
    then: { statements: then, span },
    else: { statements: otherwise, span },
    span,
  };
}

function undone({ statement, declaration, site }: Performed): Statement {
  const { role, transaction, arguments: values, span } = statement;
  const given = values.map((each, position) => reference(savedArgument(site, position), each.span));
  const answer = declaration.result === undefined ? [] : [reference(savedAnswer(site), span)];
  return { kind: "call", choreography: nameAt(undoOf(transaction.text), span), roles: [role], arguments: [...given, ...answer], span };
}

/** The role tells every other role of the saga. */
function told({ role, span }: { readonly role: Name; readonly span: Statement["span"] }, label: string, saga: Saga): readonly Statement[] {
  const others = rolesOfSaga(saga)
    .filter((each) => each !== role.text)
    .map((each) => nameAt(each, span));
  return others.length === 0 ? [] : [{ kind: "select", from: role, to: others, message: nameAt(label, span), span }];
}

const knownRoles = new WeakMap<Saga, readonly Role[]>();

/** The roles that act in a saga or behind it when it aborts, in the order of the text. */
export function rolesOfSaga(saga: Saga): readonly Role[] {
  let roles = knownRoles.get(saga);
  if (roles === undefined) {
    const found = new Set<Role>();
    gatherRoles(saga, found);
    knownRoles.set(saga, (roles = [...found]));
  }
  return roles;
}

function gatherRoles(statement: Statement, into: Set<Role>): void {
  if ("role" in statement) into.add(statement.role.text);
  if (statement.kind === "communicate" || statement.kind === "select") {
    into.add(statement.from.text);
    for (const { text } of statement.kind === "select" ? statement.to : [statement.to]) into.add(text);
  }
  if (statement.kind === "call") for (const { text } of statement.roles) into.add(text);
  for (const { statements } of blocksOf(statement)) for (const inner of statements) gatherRoles(inner, into);
}
