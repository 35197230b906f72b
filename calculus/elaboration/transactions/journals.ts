/** Journaled values: each place where one is assigned is a transaction of its own, whose answer a replay does not evaluate again. */
import type { Role, TransactionDefinition } from "../../core/index.ts";
import type { Span } from "../../diagnostics/index.ts";
import type { AnyDomain, Declaration, Expression, Name, PlainSource, Statement, Type } from "../../syntax/index.ts";
import { intType } from "../../values/index.ts";
import { unchecked } from "../unchecked.ts";
import { withoutChance } from "./chance.ts";
import { answerOf, committedOf, journalOf, nameAt, reference } from "./names.ts";

type ChoreographyDeclaration = Extract<Declaration, { kind: "choreography" }>;

/** An assignment `x := journal …` of a role. */
export interface JournalSite {
  readonly variable: Name;
  readonly source: PlainSource;
  readonly span: Span;
}

interface JournaledValue {
  readonly definition: TransactionDefinition;
  readonly procedure: ChoreographyDeclaration;
  readonly answer: Type;
  readonly arguments: readonly Expression[];
}

const value = "journal.value";
const [low, high] = ["journal.low", "journal.high"];

/** Gives each place its transaction, numbered in the order asked; a place that is copied keeps its own. A class because it is the places seen so far. */
export class Journals {
  readonly all: JournaledValue[] = [];
  readonly #known = new Map<object, JournaledValue>();

  /**
   * The call and the assignment that an assignment of a journaled value is. `state` is the declared role whose state the role has, `typeOf` the type of the variable
   * there as it is declared or inferred.
   */
  statements(site: JournalSite, role: Name, state: Role, typeOf: () => Type | undefined, label: Name | undefined): readonly Statement[] {
    let journaled = this.#known.get(site.source);
    if (journaled === undefined) {
      journaled = journaledValue(site, this.all.length + 1, state, typeOf);
      this.#known.set(site.source, journaled);
      this.all.push(journaled);
    }
    const { span } = site;
    const { name } = journaled.definition;
    return [
      { kind: "call", choreography: nameAt(name, span), roles: [role], arguments: journaled.arguments, span, ...(label === undefined ? {} : { label }) },
      { kind: "assign", role, variable: site.variable, source: { kind: "expression", expression: reference(answerOf(name), span) }, span },
    ];
  }
}

function journaledValue({ source, span }: JournalSite, number: number, state: Role, typeOf: () => Type | undefined): JournaledValue {
  const name = journalOf(number);
  const plain = withoutChance(source);
  const { answer, parameters, values, chosen } = plan(plain, typeOf);
  const role = nameAt(state, span);
  return {
    definition: {
      name,
      role: state,
      parameters: parameters.map((each) => ({ name: each, type: answer })),
      effect: "journaled",
      isIrrevocable: false,
      isFallible: false,
      isCounted: true,
      committed: committedOf(name),
      answer: answerOf(name),
      reads: [],
      writes: [],
      span,
    },
    procedure: {
      kind: "choreography",
      name: nameAt(name, span),
      roles: [{ name: role }],
      parameters: parameters.map((each) => ({ name: nameAt(each, span), type: answer, role })),
      body: { statements: [{ kind: "assign", role, variable: nameAt(answerOf(name), span), source: chosen, span }], span },
      span,
    },
    answer,
    arguments: values,
  };
}

/** The type of the answer, and what is handed over: the transaction does not see the locals of the choreography. */
function plan(
  source: PlainSource,
  typeOf: () => Type | undefined,
): { readonly answer: Type; readonly parameters: readonly string[]; readonly values: readonly Expression[]; readonly chosen: PlainSource } {
  const declared = (): Type => typeOf() ?? unchecked("a journaled value of no known type");
  if (source.kind === "expression") {
    const { span } = source.expression;
    return { answer: declared(), parameters: [value], values: [source.expression], chosen: { kind: "expression", expression: reference(value, span) } };
  }
  const { domain } = source;
  const { span } = domain;
  if (domain.kind === "range") {
    if (isLiteral(domain.low) && isLiteral(domain.high)) return { answer: intType, parameters: [], values: [], chosen: { kind: "any", domain } };
    const bounds: AnyDomain = { kind: "range", low: reference(low, span), high: reference(high, span), span };
    return { answer: intType, parameters: [low, high], values: [domain.low, domain.high], chosen: { kind: "any", domain: bounds } };
  }
  const type: Type =
    domain.kind === "type" ? domain.type : domain.kind === "declared" ? declared() : { kind: "refined", base: declared(), predicate: domain.predicate, span };
  return { answer: type, parameters: [], values: [], chosen: { kind: "any", domain: { kind: "type", type, span } } };
}

function isLiteral(expression: Expression): boolean {
  return expression.kind === "integer" || (expression.kind === "unary" && expression.operand.kind === "integer");
}
