/** Any syntax tree that a parser can build, without regard to scopes or types: what printing and both parsers are tested on. */
import type fc from "fast-check";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Block, Declaration, ExpectItem, Expression, Fairness, Formula, ParsedFile, Property, Statement, Type } from "../../calculus/syntax/index.ts";
import { structured, type Chance } from "./chance.ts";
import { shrinkFile } from "./shrink-file.ts";
import { faultModel, networkWords } from "./fault-trees.ts";
import { context, process, protocol, system } from "./protocol-trees.ts";
import { block, file, integer, name } from "./syntax.ts";
import { comments, expression, list, low, pattern, role, source, type } from "./tree-parts.ts";

/** Syntax trees of whole files. */
export function files(): fc.Arbitrary<ParsedFile> {
  return structured(anyFile, shrinkFile);
}

/** One syntax tree. */
export function anyFile(chance: Chance): ParsedFile {
  return file(list(chance, 1, 5, () => declaration(chance)));
}

const span = nowhere;

function body(chance: Chance, depth: number): Block {
  return block(list(chance, 0, 3, () => statement(chance, depth - 1)));
}

/** A statement of at most the given nesting. */
export function statement(chance: Chance, depth: number): Statement {
  const common = { span, ...(chance.percent(6) ? { label: name(chance.pick(["here", "there"])) } : {}), ...comments(chance) };
  const at = (): { readonly role: ReturnType<typeof name> } => ({ role: name(role(chance)) });
  const simple = chance.weighted<() => Statement>([
    [6, () => communicate(chance, common)],
    [4, () => ({ ...common, kind: "select", from: name(role(chance)), to: list(chance, 1, 3, () => name(role(chance))), message: name(low(chance)) })],
    [4, () => ({ ...common, kind: "assign", ...at(), variable: name(low(chance)), source: source(chance) })],
    [2, () => ({ ...common, kind: "local", ...at(), assignments: list(chance, 1, 2, () => ({ variable: name(low(chance)), source: source(chance), span })) })],
    [2, () => ({ ...common, kind: chance.pick(["assert", "assume"]), ...at(), condition: expression(chance, 2) })],
    [2, () => ({ ...common, kind: chance.pick(["continue", "break"]), loop: name(chance.pick(["L", "M"])) })],
    [
      2,
      () => ({
        ...common,
        kind: "call",
        choreography: name("Part"),
        roles: list(chance, 1, 3, () => name(role(chance))),
        arguments: list(chance, 0, 2, () => expression(chance, 1)),
      }),
    ],
  ]);
  if (depth <= 0) return simple();
  return chance.weighted<() => Statement>([
    [6, simple],
    [2, () => conditional(chance, common, depth)],
    [
      1,
      () => ({
        ...common,
        kind: "match",
        ...at(),
        scrutinee: expression(chance, 2),
        cases: list(chance, 1, 3, () => ({ pattern: pattern(chance), body: body(chance, depth) })),
      }),
    ],
    [1, () => ({ ...common, kind: "choose", ...at(), branches: list(chance, 2, 3, () => body(chance, depth)) })],
    [1, () => ({ ...common, kind: "while", ...at(), condition: expression(chance, 2), body: body(chance, depth) })],
    [1, () => ({ ...common, kind: "loop", name: name(chance.pick(["L", "M"])), body: body(chance, depth) })],
  ])();
}

type Common = Pick<Statement, "span" | "label" | "comments">;

function communicate(chance: Chance, common: Common): Statement {
  const expressions = list(chance, 1, chance.percent(20) ? 3 : 1, () => expression(chance, 2));
  return {
    ...common,
    kind: "communicate",
    from: name(role(chance)),
    expressions,
    to: name(role(chance)),
    variables: expressions.map(() => name(low(chance))),
    ...(chance.percent(30) ? { message: name(low(chance)) } : {}),
  };
}

function conditional(chance: Chance, common: Common, depth: number): Statement {
  return {
    ...common,
    kind: "if",
    role: name(role(chance)),
    condition: expression(chance, 2),
    then: body(chance, depth),
    ...(chance.percent(70) ? { else: body(chance, depth) } : {}),
  };
}

/** A formula whose connectives are formulas themselves: a leaf expression has no connective at its top. */
function formula(chance: Chance, depth: number): Formula {
  const deeper = (): Formula => formula(chance, depth - 1);
  const atom = (): Formula =>
    chance.weighted<() => Formula>([
      [4, () => ({ kind: "expression", expression: comparison(chance), span })],
      [1, () => ({ kind: "is-set", role: name(role(chance)), variable: name(low(chance)), span })],
      [
        2,
        () => ({
          kind: chance.pick(["sent", "received"]),
          from: name(role(chance)),
          to: name(role(chance)),
          ...(chance.percent(60) ? { message: name(low(chance)) } : {}),
          span,
        }),
      ],
      [1, () => ({ kind: "at-end", role: name(role(chance)), span })],
      [1, () => ({ kind: "at-label", role: name(role(chance)), label: name(low(chance)), span })],
    ])();
  if (depth <= 0) return atom();
  return chance.weighted<() => Formula>([
    [4, atom],
    [2, () => ({ kind: "not", operand: deeper(), span })],
    [4, () => ({ kind: chance.pick(["and", "or", "implies"]), left: deeper(), right: deeper(), span })],
  ])();
}

function comparison(chance: Chance): Expression {
  const side = (): Expression =>
    chance.percent(60) ? { kind: "field", of: { kind: "name", name: name(role(chance)), span }, name: name(low(chance)), span } : integer(chance.between(0, 9));
  return { kind: "binary", operator: chance.pick(["==", "!=", "<", "<=", ">", ">="]), left: side(), right: side(), span };
}

function property(chance: Chance): Property {
  const fairness = (): { readonly fairness?: Fairness } =>
    chance.percent(40) ? { fairness: chance.pick(["no-fairness", "weak-fairness", "strong-fairness"]) } : {};
  return chance.weighted<() => Property>([
    [4, () => ({ kind: chance.pick(["always", "never", "finally", "witness"]), formula: formula(chance, 2), span })],
    [1, () => ({ kind: "eventually", formula: formula(chance, 2), ...fairness(), span })],
    [1, () => ({ kind: chance.pick(["leads-to", "until"]), left: formula(chance, 1), right: formula(chance, 1), ...fairness(), span })],
  ])();
}

const builtIn = ["well-typed", "projectable", "deadlock-free", "no-failure", "live+", "live++", "never-terminating", "implementable-open"];
const parametric = [
  ["bounded", ["3"]],
  ["k-mc", ["2"]],
  ["projectable", ["coinductive-plain", "A"]],
  ["states", ["2", "22"]],
  ["sink-final", ["constructor"]],
] as const;
const verdicts = ["proved", "violated", "vacuous", "unknown", "verified-up-to"];

function expectItem(chance: Chance): ExpectItem {
  if (chance.percent(25)) return { verdict: chance.pick(verdicts), span };
  const [parametricName, parametricArguments] = chance.pick(parametric);
  const named = chance.percent(80) ? { name: chance.pick(builtIn), arguments: [] } : { name: parametricName, arguments: parametricArguments };
  return { property: named, ...(chance.percent(40) ? { verdict: chance.pick(verdicts) } : {}), span };
}

function declaration(chance: Chance): Declaration {
  const common = { span, ...comments(chance) };
  const parameter = (): { readonly name: ReturnType<typeof name>; readonly type: Type } => ({ name: name(low(chance)), type: type(chance, 1) });
  return chance.weighted<() => Declaration>([
    [1, () => ({ ...common, kind: "import", path: chance.pick(["other.choreo", "a/b.choreo"]) })],
    [4, () => roles(chance, common)],
    [2, () => ({ ...common, kind: "const", name: name(low(chance)), value: expression(chance, 3) })],
    [2, () => ({ ...common, kind: "type", name: name("T"), type: type(chance, 3) })],
    [
      1,
      () => ({
        ...common,
        kind: "enum",
        name: name("E"),
        constructors: list(chance, 1, 3, () => ({ name: name(chance.pick(["Red", "Green", "Pair"])), payload: list(chance, 0, 2, () => type(chance, 1)) })),
      }),
    ],
    [1, () => ({ ...common, kind: "record", name: name("Point"), fields: list(chance, 1, 3, parameter) })],
    [
      2,
      () => ({
        ...common,
        kind: "function",
        name: name(low(chance)),
        parameters: list(chance, 0, 2, parameter),
        result: type(chance, 1),
        ...(chance.percent(25) ? { requires: expression(chance, 2) } : {}),
        ...(chance.percent(25) ? { ensures: expression(chance, 2) } : {}),
        ...(chance.percent(60) ? { body: expression(chance, 3) } : {}),
      }),
    ],
    [
      14,
      () => ({
        ...common,
        kind: "choreography",
        name: name(chance.pick(["main", "Part", "valueOf"])),
        roles: list(chance, 1, 3, () => ({ name: name(role(chance)), ...(chance.percent(30) ? { state: name("Worker") } : {}) })),
        parameters: list(chance, 0, chance.percent(30) ? 2 : 0, () => ({ ...parameter(), role: name(role(chance)) })),
        ...(chance.percent(10) ? { implements: name("Protocol") } : {}),
        body: body(chance, 4),
      }),
    ],
    [6, () => ({ ...common, ...protocol(chance) })],
    [6, () => ({ ...common, ...process(chance) })],
    [3, () => ({ ...common, ...system(chance) })],
    [5, () => ({ ...common, ...context(chance) })],
    [4, () => ({ ...common, ...faultModel(chance) })],
    [2, () => ({ ...common, kind: "property", name: name("Safe"), ...(chance.percent(50) ? { of: name("main") } : {}), property: property(chance) })],
    [
      2,
      () => ({
        ...common,
        kind: "expect",
        subject: name("main"),
        ...(chance.percent(15) ? { faults: name("F") } : {}),
        ...(chance.percent(30) ? { network: networkWords(chance) } : {}),
        ...(chance.percent(15) ? { fairness: chance.pick(["weak-fairness", "no-fairness"]) } : {}),
        items: list(chance, 1, 3, () => expectItem(chance)),
      }),
    ],
    [
      1,
      () => ({
        ...common,
        kind: "expect-error",
        code: "type-mismatch",
        ...(chance.percent(50) ? (chance.percent(50) ? { role: name("A") } : { line: chance.between(1, 9) }) : {}),
      }),
    ],
  ])();
}

function roles(chance: Chance, common: Pick<Declaration, "span" | "comments">): Declaration {
  if (chance.percent(40)) return { ...common, kind: "role", roles: list(chance, 1, 3, () => ({ name: name(role(chance)), fields: [] })) };
  const field = () => ({ name: name(low(chance)), durable: chance.percent(25), type: type(chance, 2), initial: source(chance), span, ...comments(chance) });
  return { ...common, kind: "role", roles: [{ name: name(role(chance)), fields: list(chance, 1, 3, field) }] };
}
