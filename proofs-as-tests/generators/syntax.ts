/** Short constructors of surface syntax for the generators: trees that stand nowhere in a text. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { BinaryOperator, Block, Declaration, Expression, Name, ParsedFile, PlainSource, Source, Statement } from "../../calculus/syntax/index.ts";

/** A name that stands nowhere. */
export function name(text: string): Name {
  return { text, span: nowhere };
}

/** n, for small n; a negative one is written with the unary minus, as the parsers build it. */
export function integer(value: number): Expression {
  return value < 0 ? { kind: "unary", operator: "-", operand: integer(-value), span: nowhere } : { kind: "integer", value: BigInt(value), span: nowhere };
}

/** x */
export function variable(text: string): Expression {
  return { kind: "name", name: name(text), span: nowhere };
}

/** f(e, …) */
export function apply(text: string, ...operands: readonly Expression[]): Expression {
  return { kind: "call", name: name(text), arguments: operands, span: nowhere };
}

/** l ⊕ r */
export function binary(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right, span: nowhere };
}

/** { s … } */
export function block(statements: readonly Statement[]): Block {
  return { statements, span: nowhere };
}

/** A.e -> B.x : l;   without a label when `message` is undefined */
export function communicate(from: string, expressions: readonly Expression[], to: string, variables: readonly string[], message?: string): Statement {
  return {
    kind: "communicate",
    from: name(from),
    expressions,
    to: name(to),
    variables: variables.map(name),
    ...(message === undefined ? {} : { message: name(message) }),
    span: nowhere,
  };
}

/** A -> B, C : l; */
export function select(from: string, to: readonly string[], message: string): Statement {
  return { kind: "select", from: name(from), to: to.map(name), message: name(message), span: nowhere };
}

/** A.x := source; */
export function assign(role: string, variable: string, source: Source): Statement {
  return { kind: "assign", role: name(role), variable: name(variable), source, span: nowhere };
}

/** = e */
export function computed(expression: Expression): PlainSource {
  return { kind: "expression", expression };
}

/** any low..high */
export function anyOf(low: number, high: number): PlainSource {
  return { kind: "any", domain: { kind: "range", low: integer(low), high: integer(high), span: nowhere } };
}

/** if A.e { … } else { … } */
export function conditional(role: string, condition: Expression, then: readonly Statement[], otherwise: readonly Statement[]): Statement {
  return { kind: "if", role: name(role), condition, then: block(then), else: block(otherwise), span: nowhere };
}

/** choose A { … } or { … } */
export function choose(role: string, branches: readonly (readonly Statement[])[]): Statement {
  return { kind: "choose", role: name(role), branches: branches.map(block), span: nowhere };
}

/** call X(A, B; e, …); */
export function call(choreography: string, roles: readonly string[], operands: readonly Expression[]): Statement {
  return { kind: "call", choreography: name(choreography), roles: roles.map(name), arguments: operands, span: nowhere };
}

/** loop L { … } */
export function loop(text: string, body: readonly Statement[]): Statement {
  return { kind: "loop", name: name(text), body: block(body), span: nowhere };
}

/** while A.e { … } */
export function whileLoop(role: string, condition: Expression, body: readonly Statement[]): Statement {
  return { kind: "while", role: name(role), condition, body: block(body), span: nowhere };
}

/** continue L;   break L; */
export function jump(kind: "continue" | "break", text: string): Statement {
  return { kind, loop: name(text), span: nowhere };
}

/** assert A.e;   assume A.e; */
export function claim(kind: "assert" | "assume", role: string, condition: Expression): Statement {
  return { kind, role: name(role), condition, span: nowhere };
}

/** A whole file. */
export function file(declarations: readonly Declaration[]): ParsedFile {
  return { declarations, span: nowhere };
}
