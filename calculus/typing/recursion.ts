/** Definitions by themselves: constants, functions and types are well founded (docs/language.md, declarations). */
import type { Definitions } from "../core/index.ts";
import type { Type } from "../syntax/index.ts";
import { refinementsIn } from "../values/index.ts";
import { components, isCycle } from "./graph.ts";
import type { Program } from "./program.ts";
import { namesIn, namesInType } from "./references.ts";
import type { Reporter } from "./reporter.ts";

/**
 * Constants and functions, each with those that it mentions. The answers of a function without body depend on its contract and on the refinements of its
 * result.
 */
export function valueGraph(definitions: Definitions): ReadonlyMap<string, readonly string[]> {
  const graph = new Map<string, readonly string[]>();
  for (const [name, value] of definitions.constants) graph.set(name, [...namesIn(value)]);
  for (const [name, { body, requires, ensures, result }] of definitions.functions) {
    const refinements = body === undefined ? refinementsIn(result, definitions) : [];
    graph.set(
      name,
      [body, requires, ensures, ...refinements].flatMap((each) => [...namesIn(each)]),
    );
  }
  return graph;
}

/** Type aliases, each with the names that it mentions. */
export function aliasGraph(definitions: Definitions): ReadonlyMap<string, readonly string[]> {
  return new Map([...definitions.types].map(([name, type]) => [name, namesInType(type).map((each) => each.text)]));
}

/** The nodes of a graph, what is mentioned before what mentions it. */
export function dependenciesFirst(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return components(graph.keys(), (name) => graph.get(name) ?? []).flat();
}

/** Reports every constant, function, alias, enum or record that is defined by itself, once per cycle. */
export function checkRecursion(program: Program, reporter: Reporter): void {
  const { definitions } = program;
  for (const cycle of cyclesOf(valueGraph(definitions))) {
    const code = cycle.some((name) => definitions.functions.has(name)) ? "recursive-function" : "recursive-constant";
    reportCycle(code, cycle, program, reporter);
  }
  const aliases = cyclesOf(aliasGraph(definitions));
  for (const cycle of aliases) reportCycle("recursive-type", cycle, program, reporter);
  const cyclic = new Set(aliases.flat());
  for (const name of uninhabited(definitions, cyclic)) {
    const declared = program.typeNames.get(name);
    if (declared === undefined) continue;
    reporter.report("recursive-type", declared.name.span, `\`${name}\` has no finite value: each one contains another`, {
      notes: ["give it a constructor without itself, or put itself into an option, list, set or map"],
    });
  }
}

function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const successors = (name: string): readonly string[] => graph.get(name) ?? [];
  return components(graph.keys(), successors).filter((component) => isCycle(component, successors));
}

function reportCycle(
  code: "recursive-function" | "recursive-constant" | "recursive-type",
  cycle: readonly string[],
  program: Program,
  reporter: Reporter,
): void {
  const names = code === "recursive-type" ? program.typeNames : program.valueNames;
  const declared = cycle.flatMap((name) => names.get(name) ?? []).sort((a, b) => a.name.span.file - b.name.span.file || a.name.span.start - b.name.span.start);
  const [first, ...others] = declared;
  if (first === undefined) return;
  const through = others.length === 0 ? "" : ` through ${others.map((each) => `\`${each.name.text}\``).join(", ")}`;
  reporter.report(code, first.name.span, `${first.what} \`${first.name.text}\` is defined by itself${through}`, {
    labels: others.map((each) => ({ span: each.name.span, message: "part of the cycle" })),
  });
}

/** Enums and records without any finite value, in declaration order; what mentions a cyclic alias is left to its report. */
function uninhabited(definitions: Definitions, cyclic: ReadonlySet<string>): readonly string[] {
  const alternatives = new Map<string, readonly (readonly Type[])[]>();
  for (const [name, { constructors }] of definitions.enums)
    alternatives.set(
      name,
      constructors.map((each) => each.payload),
    );
  for (const [name, { fields }] of definitions.records) alternatives.set(name, [fields.map((field) => field.type)]);

  const graph = new Map(
    [...alternatives].map(([name, each]) => [
      name,
      each
        .flat()
        .flatMap(namesInType)
        .map((mentioned) => mentioned.text),
    ]),
  );
  const inhabited = new Set<string>();
  const hasValue = (type: Type): boolean => {
    if (type.kind === "refined") return hasValue(type.base);
    if (type.kind !== "named") return true;
    const name = type.name.text;
    const alias = cyclic.has(name) ? undefined : definitions.types.get(name);
    return alias === undefined ? inhabited.has(name) || !alternatives.has(name) : hasValue(alias);
  };
  for (const component of components(alternatives.keys(), (name) => graph.get(name) ?? [])) {
    for (let before = -1; before !== inhabited.size;) {
      before = inhabited.size;
      for (const name of component) if (alternatives.get(name)?.some((payload) => payload.every(hasValue)) === true) inhabited.add(name);
    }
  }
  return [...alternatives.keys()].filter((name) => !inhabited.has(name));
}
