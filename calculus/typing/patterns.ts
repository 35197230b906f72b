/** Patterns of a match: each fits the type that is matched, none can be left out, none is there for nothing. */
import { assertNever } from "../assert-never.ts";
import type { EnumDefinition } from "../core/index.ts";
import type { Fix, Span } from "../diagnostics/index.ts";
import type { Expression, Name, Pattern, Type } from "../syntax/index.ts";
import { describeType, isUnknown, unknownType } from "../values/index.ts";
import { counted, listed } from "./wording.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

/** A match of a choreography or of a process. */
interface Match {
  readonly scrutinee: Expression;
  readonly cases: readonly { readonly pattern: Pattern }[];
  readonly span: Span;
}

interface Constructors {
  readonly names: readonly string[];
  readonly payload: (name: string) => readonly Type[] | undefined;
}

/**
 * Reports what is wrong in the patterns of a match on a value of `type`, and returns for each case the types of its pattern's variables.
 * Linear in the cases and constructors.
 */
export function checkPatterns(match: Match, type: Type, program: Program, reporter: Reporter): readonly (readonly Type[])[] {
  const constructors = constructorsOf(type, program);
  const literals = type.kind === "primitive" && type.name !== "unit";
  if (constructors === undefined && !literals && !isUnknown(type)) {
    reporter.report("not-matchable", match.scrutinee.span, `${describeType(type)} cannot be matched; enums, options, integers, booleans and strings can`);
    return match.cases.map(({ pattern }) => (pattern.kind === "constructor" ? pattern.variables.map(() => unknownType) : []));
  }
  const covered = new Map<string, Span>();
  let everything: Span | undefined;
  const variables = match.cases.map(({ pattern }) => {
    const key = keyOf(pattern);
    const before = everything ?? (key === undefined ? complete(covered, constructors, type, match) : covered.get(key));
    if (before !== undefined) {
      reporter.report("redundant-case", pattern.span, "this case can never apply", { labels: [{ span: before, message: "what it matches is matched here" }] });
    }
    if (key === undefined) everything ??= pattern.span;
    else if (!covered.has(key)) covered.set(key, pattern.span);
    return checkPattern(pattern, type, constructors, program, reporter);
  });
  // A misspelt constructor is reported as that; what it was meant to cover is not missing as well.
  const foreign = constructors !== undefined && [...covered.keys()].some((key) => constructors.payload(key) === undefined);
  if (everything === undefined && !foreign && !isUnknown(type) && complete(covered, constructors, type, match) === undefined) {
    reportMissing(match, missing(covered, constructors, type), type, reporter);
  }
  return variables;
}

/** The constructors of an enum or option with their payloads; undefined for other types. */
function constructorsOf(type: Type, program: Program): Constructors | undefined {
  if (type.kind === "option") {
    const payloads = new Map<string, readonly Type[]>([
      ["some", [type.element]],
      ["none", []],
    ]);
    return { names: [...payloads.keys()], payload: (name) => payloads.get(name) };
  }
  const enumeration = type.kind === "named" ? program.definitions.enums.get(type.name.text) : undefined;
  if (enumeration === undefined) return undefined;
  const payload = (name: string): readonly Type[] | undefined =>
    program.definitions.constructors.get(name) === enumeration ? program.payloads.get(name) : undefined;
  return { names: namesOf(enumeration), payload };
}

const constructorNames = new WeakMap<EnumDefinition, readonly string[]>();

/** The names of an enum's constructors, listed once however many matches there are. */
function namesOf(enumeration: EnumDefinition): readonly string[] {
  const names = constructorNames.get(enumeration) ?? enumeration.constructors.map((each) => each.name);
  constructorNames.set(enumeration, names);
  return names;
}

/** Equal keys match the same values; undefined for `_`. */
function keyOf(pattern: Pattern): string | undefined {
  switch (pattern.kind) {
    case "constructor":
      return pattern.name.text;
    case "literal":
      return literalKey(pattern.value);
    case "wildcard":
      return undefined;
    default:
      return assertNever(pattern);
  }
}

function literalKey(value: Expression): string {
  switch (value.kind) {
    case "boolean":
    case "integer":
      return String(value.value);
    case "string":
      return JSON.stringify(value.value);
    case "unary":
      return value.operator === "-" && value.operand.kind === "integer" ? String(-value.operand.value) : `${value.operator} …`;
    default:
      return `${value.kind} …`;
  }
}

/** Where the last value of a finite type was matched, when all of them are. */
function complete(covered: ReadonlyMap<string, Span>, constructors: Constructors | undefined, type: Type, match: Match): Span | undefined {
  const values = constructors?.names ?? (isBool(type) ? ["true", "false"] : undefined);
  if (values === undefined || covered.size < values.length || !values.every((value) => covered.has(value))) return undefined;
  return [...covered.values()].at(-1) ?? match.span;
}

function isBool(type: Type): boolean {
  return type.kind === "primitive" && type.name === "bool";
}

/** More missing cases than this are neither listed nor added. */
const mostMissing = 32;

/** What is not matched yet, as patterns, a few more than `mostMissing` at most; `_` for the rest of an infinite type. */
function missing(covered: ReadonlyMap<string, Span>, constructors: Constructors | undefined, type: Type): readonly string[] {
  if (constructors === undefined) return isBool(type) ? ["true", "false"].filter((value) => !covered.has(value)) : ["_"];
  const patterns: string[] = [];
  for (const name of constructors.names) {
    if (covered.has(name)) continue;
    const payload = constructors.payload(name) ?? [];
    patterns.push(payload.length === 0 ? name : `${name}(${payload.map(() => "_").join(", ")})`);
    if (patterns.length > mostMissing) break;
  }
  return patterns;
}

function reportMissing(match: Match, patterns: readonly string[], type: Type, reporter: Reporter): void {
  const inside = match.span.end - 1;
  const few = patterns.length <= mostMissing;
  const fix: Fix = {
    title: few ? "add the missing cases" : "add a case for the rest",
    edits: [
      {
        span: { file: match.span.file, start: inside, end: inside },
        replacement: `${(few ? patterns : ["_"]).map((pattern) => `${pattern} => { }`).join(" ")} `,
      },
    ],
  };
  // The head of the match: its cases may go on for pages.
  const span = { ...match.span, end: match.scrutinee.span.end };
  reporter.report("non-exhaustive-match", span, `no case for ${listed(patterns)}`, {
    labels: [{ span: match.scrutinee.span, message: `this is ${describeType(type)}` }],
    fix,
  });
}

function checkPattern(pattern: Pattern, type: Type, constructors: Constructors | undefined, program: Program, reporter: Reporter): readonly Type[] {
  switch (pattern.kind) {
    case "wildcard":
      return [];
    case "literal":
      checkLiteral(pattern.value, type, reporter);
      return [];
    case "constructor": {
      const payload = constructors?.payload(pattern.name.text);
      if (payload === undefined) {
        if (!isUnknown(type)) reportForeign(pattern.name, type, constructors, program, reporter);
        return pattern.variables.map(() => unknownType);
      }
      if (payload.length !== pattern.variables.length) {
        const carried = counted(payload.length, "value");
        reporter.report(
          "wrong-argument-count",
          pattern.span,
          `\`${pattern.name.text}\` carries ${carried}, but the pattern binds ${String(pattern.variables.length)}`,
        );
      }
      return pattern.variables.map((_, index) => {
        const carried = payload[index];
        return carried === undefined ? unknownType : program.base(carried);
      });
    }
    default:
      return assertNever(pattern);
  }
}

function checkLiteral(value: Expression, type: Type, reporter: Reporter): void {
  const found = value.kind === "boolean" ? "bool" : value.kind === "string" ? "string" : "int";
  if (isUnknown(type) || (type.kind === "primitive" && type.name === found)) return;
  reporter.report("type-mismatch", value.span, `expected a pattern of ${describeType(type)}, found ${found}`);
}

function reportForeign(name: Name, type: Type, constructors: Constructors | undefined, program: Program, reporter: Reporter): void {
  const owner = program.definitions.constructors.get(name.text);
  const what = describeType(type);
  if (owner !== undefined) {
    reporter.report("type-mismatch", name.span, `expected a pattern of ${what}, found a constructor of ${owner.name}`);
  } else if (name.text === "some" || name.text === "none") {
    reporter.report("type-mismatch", name.span, `expected a pattern of ${what}, found one of an option`);
  } else {
    reporter.unknown("unknown-constructor", name, `constructor of ${what}:`, () => constructors?.names ?? []);
  }
}
