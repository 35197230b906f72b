/**
 * Generated programs: a role declaration, functions, up to two procedures (recursive ones counted and with their roles rotated) and `main`.
 * They are well-typed by construction and mostly projectable; the shrinker keeps to the surface tree, so that only elaboration knows the calculus.
 */
import type fc from "fast-check";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Declaration, ParsedFile, Statement, Type } from "../../calculus/syntax/index.ts";
import { structured, type Chance } from "./chance.ts";
import { integerAt } from "./expressions.ts";
import { binding, fields, outermost, readable, within, type Features, type Scope, type Signature } from "./scope.ts";
import { shrinkProgram } from "./shrink-program.ts";
import { statements } from "./statements.ts";
import { anyOf, binary, block, call, communicate, computed, conditional, file, integer, name, select, variable } from "./syntax.ts";

export interface ProgramOptions {
  readonly roles: readonly [least: number, most: number];
  /** Percentages of programs with choices, with failures, with loops and recursion. */
  readonly choices: number;
  readonly failures: number;
  readonly repetition: number;
  /** Percentages of conditionals that are amended, and that have a common prefix; the rest are unconstrained. */
  readonly amended: number;
  readonly prefixed: number;
  /** Percentage of loops that are not counted down, so that they may run for ever. */
  readonly diverging: number;
  /** How deep blocks are nested in `main`; one less in procedures. */
  readonly depth: number;
  /** Statements of `main` at the outermost level. */
  readonly length: readonly [least: number, most: number];
}

/** The mixture that the lock-step theorems are tested with. */
export const ordinary: ProgramOptions = {
  roles: [3, 4],
  choices: 25,
  failures: 20,
  repetition: 70,
  amended: 50,
  prefixed: 42,
  diverging: 15,
  depth: 2,
  length: [2, 4],
};

/** Programs as surface trees, shrunk on the tree. */
export function programs(options: ProgramOptions = ordinary): fc.Arbitrary<ParsedFile> {
  return structured((chance) => program(chance, options), shrinkProgram);
}

const declaredRoles = ["A", "B", "C", "D"];
const formalRoles = ["P", "Q", "R"];

/** One program. */
export function program(chance: Chance, options: ProgramOptions): ParsedFile {
  const roles = declaredRoles.slice(
    0,
    chance.weighted([
      [80, options.roles[0]],
      [20, options.roles[1]],
    ]),
  );
  const features: Features = {
    choices: chance.percent(options.choices),
    failures: chance.percent(options.failures),
    repetition: chance.percent(options.repetition),
    amended: options.amended,
    prefixed: options.prefixed,
    diverging: options.diverging,
  };
  const signatures = Array.from(
    {
      length: chance.weighted([
        [25, 0],
        [55, 1],
        [20, 2],
      ]),
    },
    (_, index) => signature(chance, roles, features, `Part${index + 1}`),
  );
  const procedures = signatures.map((own, index) =>
    procedure(chance, own, { all: signatures, later: signatures.slice(index + 1), depth: options.depth - 1, features }),
  );
  const body = statements(chance, outermost(roles, signatures, features, options.depth, false), chance.between(...options.length));
  return file([roleDeclaration(chance, roles, features), ...functions(features), ...procedures, choreography("main", roles, false, false, body.statements)]);
}

const integers: Type = { kind: "primitive", name: "int", span: nowhere };

function roleDeclaration(chance: Chance, roles: readonly string[], features: Features): Declaration {
  return {
    kind: "role",
    roles: roles.map((role) => ({
      name: name(role),
      fields: fields.map((field) => ({
        name: name(field),
        durable: false,
        type: integers,
        initial: features.choices && chance.percent(8) ? anyOf(0, 1) : computed(integer(chance.between(0, 2))),
        span: nowhere,
      })),
    })),
    span: nowhere,
  };
}

function functions(features: Features): readonly Declaration[] {
  const parameters = [{ name: name("n"), type: integers }];
  const twist: Declaration = {
    kind: "function",
    name: name("twist"),
    parameters,
    result: integers,
    body: binary("%", binary("*", variable("n"), integer(2)), integer(3)),
    span: nowhere,
  };
  if (!features.choices) return [twist];
  const colours = ["Red", "Green"].map((text) => ({ name: name(text), payload: [] }));
  return [
    twist,
    { kind: "enum", name: name("Colour"), constructors: colours, span: nowhere },
    { kind: "function", name: name("guess"), parameters, result: { kind: "primitive", name: "bool", span: nowhere }, span: nowhere },
    { kind: "function", name: name("colour"), parameters, result: { kind: "named", name: name("Colour"), span: nowhere }, span: nowhere },
  ];
}

function choreography(text: string, roles: readonly string[], formal: boolean, counted: boolean, body: readonly Statement[]): Declaration {
  return {
    kind: "choreography",
    name: name(text),
    roles: roles.map((role) => (formal ? { name: name(role), state: name("A") } : { name: name(role) })),
    parameters: counted ? [{ name: name("n"), type: integers, role: name(roles[0] ?? "") }] : [],
    body: block(body),
    span: nowhere,
  };
}

function signature(chance: Chance, roles: readonly string[], features: Features, text: string): Signature {
  const formal = chance.percent(60);
  const count = chance.between(2, 3);
  return {
    name: text,
    roles: formal ? formalRoles.slice(0, count) : chance.subset(roles, count),
    formal,
    counted: features.repetition && chance.percent(45),
  };
}

/** What the body of a procedure may use. */
interface Surroundings {
  readonly all: readonly Signature[];
  /** The procedures declared after this one: calling only those, unless counted, ends. */
  readonly later: readonly Signature[];
  readonly depth: number;
  readonly features: Features;
}

function procedure(chance: Chance, own: Signature, around: Surroundings): Declaration {
  const body = own.counted ? recursiveBody(chance, own, around) : plainBody(chance, own, around);
  return choreography(own.name, own.roles, own.formal, own.counted, body);
}

function plainBody(chance: Chance, own: Signature, { later, depth, features }: Surroundings): readonly Statement[] {
  const callable = later.filter((other) => !other.counted);
  return statements(chance, outermost(own.roles, callable, features, depth, false), chance.between(1, 3)).statements;
}

/**
 * if p.(n > 0) { p -> q̄ : again; … call X(rotated q̄; n - 1); … } else { p -> q̄ : enough; … }: guarded for every role; what stands after the call
 * reads the caller's frame. With the roles rotated the counter travels to its next owner first.
 */
function recursiveBody(chance: Chance, own: Signature, { all, features }: Surroundings): readonly Statement[] {
  const [decider, next, ...rest] = own.roles;
  if (decider === undefined || next === undefined) throw new Error("a recursion needs two roles");
  const others = [next, ...rest];
  const scope = outermost(own.roles, [], features, 1, true);
  const before = statements(chance, { ...scope, depth: 0 }, chance.between(0, 1));
  const partner = all.filter((other) => other.counted && other.formal === own.formal && other.roles.join() === own.roles.join());
  const target = chance.percent(30) ? chance.pick(partner) : own;
  const rotate = own.formal && chance.percent(60);
  const told = (label: string): readonly Statement[] => others.map((role) => select(decider, [role], label));
  const inner: Scope = { ...within(before.scope, own.roles), depth: 0 };
  const first = statements(chance, inner, chance.between(0, 1));
  const passed = rotate ? [communicate(decider, [binary("-", variable("n"), integer(1))], next, ["k"])] : [];
  const counter = rotate ? variable("k") : binary("-", variable("n"), integer(1));
  const after = statements(
    chance,
    rotate ? binding(first.scope, next, ["k"]) : first.scope,
    chance.weighted([
      [45, 0],
      [40, 1],
      [15, 2],
    ]),
  );
  const stop = statements(chance, inner, chance.between(0, 1));
  return [
    ...before.statements,
    conditional(
      decider,
      binary(">", variable("n"), integer(0)),
      [...told("again"), ...first.statements, ...passed, call(target.name, rotate ? [next, ...rest, decider] : own.roles, [counter]), ...after.statements],
      [...told("enough"), ...stop.statements],
    ),
    ...(chance.percent(30)
      ? [communicate(decider, [integerAt(chance, before.scope, decider)], next, [chance.pick(readable(outermost([next], [], features, 0, false), next))])]
      : []),
  ];
}
