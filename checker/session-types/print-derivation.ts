/** Derivations as text, as LaTeX and as data for JSON: judgements in a list, premises by their numbers, the states of local types in a legend. */
import type { Variable } from "../../calculus/core/index.ts";
import { printAction } from "../../calculus/notation/index.ts";
import { printLocalAction } from "../../calculus/protocols/index.ts";
import { describeType } from "../../calculus/values/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import type { Contracts } from "../../calculus/protocols/index.ts";
import type { Derivation, End, Judgement, LocalTypeAt, Point } from "./derivation.ts";

/** One judgement of a derivation as texts; numbers count from 1. */
export interface PrintedJudgement {
  readonly number: number;
  readonly rule: string;
  readonly variables: readonly { readonly variable: string; readonly type: string }[];
  readonly ends: readonly { readonly variable: string; readonly type: string }[];
  readonly process: string;
  readonly type: string;
  readonly premises: readonly number[];
}

export interface PrintedDerivation {
  readonly subject: string;
  /** The states that the judgements name, each with what it is: `T1`, `&{ A?ask(int).T2, A?quit.T3 }`. */
  readonly types: readonly { readonly name: string; readonly is: string }[];
  readonly judgements: readonly PrintedJudgement[];
  readonly assumptions: readonly string[];
}

/** The derivation as texts: what JSON has, and what the other forms are written from. Linear. */
export function printedDerivation({ subject, nodes, assumptions }: Derivation, contracts: Contracts): PrintedDerivation {
  const names = new Map<string, { readonly name: string; readonly end: End }>();
  const edgesOf = ({ protocol, role, state }: End): readonly { readonly text: string; readonly target: number; readonly direction: "send" | "receive" }[] => {
    const contract = contracts(protocol, role);
    const edges = contract.kind === "type" ? (contract.automaton.states[state]?.edges ?? []) : [];
    return edges.map(({ action, target }) => ({ text: printLocalAction(action), target, direction: action.direction }));
  };
  const nameOf = (end: End): string => {
    if (edgesOf(end).length === 0) return "end";
    const key = `${end.protocol}@${end.role}@${String(end.state)}`;
    let known = names.get(key);
    if (known === undefined) names.set(key, (known = { name: `T${String(names.size + 1)}`, end }));
    return known.name;
  };
  const textOf = (type: LocalTypeAt): string => {
    if (type.only === undefined && type.more === undefined) return nameOf(type);
    const edges = edgesOf(type).filter((_, index) => type.only === undefined || index === type.only);
    return written(
      [...edges.map(({ text, target }) => `${text}.${nameOf({ ...type, state: target })}`), ...(type.more ?? []).map((label) => `?${label}.…`)],
      edges[0]?.direction,
    );
  };
  const judgements = nodes.map(({ rule, conclusion, premises }, index) => printed(conclusion, rule, index, premises, textOf, nameOf));
  const types: { readonly name: string; readonly is: string }[] = [];
  // Naming the targets of a state may name further states: the map grows while it is walked.
  for (const { name, end } of names.values()) {
    const edges = edgesOf(end);
    types.push({
      name,
      is: written(
        edges.map(({ text, target }) => `${text}.${nameOf({ ...end, state: target })}`),
        edges[0]?.direction,
      ),
    });
  }
  return { subject, types, judgements, assumptions };
}

function written(branches: readonly string[], direction: "send" | "receive" | undefined): string {
  return branches.length === 1 ? (branches[0] ?? "") : `${direction === "send" ? "⊕" : "&"}{ ${branches.join(", ")} }`;
}

function printed(
  { point, variables, ends, type, on }: Judgement,
  rule: string,
  index: number,
  premises: readonly number[],
  textOf: (type: LocalTypeAt) => string,
  nameOf: (end: End) => string,
): PrintedJudgement {
  return {
    number: index + 1,
    rule,
    variables: variables.map(([variable, of]: readonly [Variable, Type]) => ({ variable, type: describeType(of) })),
    ends: ends.map(([variable, end]) => ({ variable, type: on?.variable === variable ? textOf(on.type) : nameOf(end) })),
    process: processText(point),
    type: textOf(type),
    premises: premises.map((premise) => premise + 1),
  };
}

function processText({ rest, outside }: Point): string {
  if (rest.kind === "end") return "ε";
  const more = rest.tail.kind === "sequence" || outside !== undefined ? " …" : "";
  return `${printAction(rest.head)}${more}`;
}

function context(bindings: PrintedJudgement["variables"]): string {
  return bindings.length === 0 ? "∅" : bindings.map(({ variable, type }) => `${variable}: ${type}`).join(", ");
}

/** The derivation as lines: `3  T-SEND  n: int; ∅ ⊢ A!price(n); … ▷ T2  (4)`. */
export function derivationText(derivation: PrintedDerivation): string {
  const { subject, types, judgements, assumptions } = derivation;
  const width = String(judgements.length).length;
  return [
    `derivation of ${subject}`,
    ...judgements.map(({ number, rule, variables, ends, process, type, premises }) => {
      const by = premises.length === 0 ? "" : `  (${premises.join(", ")})`;
      return `  ${String(number).padStart(width)}  ${rule.padEnd(10)}  ${context(variables)}; ${context(ends)} ⊢ ${process} ▷ ${type}${by}`;
    }),
    ...(types.length === 0 ? [] : ["where", ...types.map(({ name, is }) => `  ${name} = ${is}`)]),
    ...(assumptions.length === 0 ? [] : ["assuming", ...assumptions.map((text) => `  ${text}`)]),
    "",
  ].join("\n");
}

/** The derivation as displayed formulas for amsmath, one rule each, numbered; nothing but `\dfrac`, `\tag` and `\texttt` is used. */
export function derivationLatex({ subject, types, judgements, assumptions }: PrintedDerivation): string {
  const bindings = (list: PrintedJudgement["variables"]): string =>
    list.length === 0 ? "\\emptyset" : list.map(({ variable, type }) => `${code(variable)}{:}\\,${code(type)}`).join(",\\; ");
  return [
    `% derivation of ${subject.replaceAll("\n", " ")}`,
    ...judgements.map(({ number, rule, variables, ends, process, type, premises }) => {
      const above = premises.length === 0 ? "\\strut" : premises.map((premise) => `(${String(premise)})`).join("\\quad ");
      const below = `${bindings(variables)};\\; ${bindings(ends)} \\vdash ${code(process)} \\triangleright ${code(type)}`;
      return `\\[ \\dfrac{${above}}{${below}}\\;\\text{\\textsc{${rule.toLowerCase().replace("t-", "T-")}}} \\tag{${String(number)}} \\]`;
    }),
    ...types.map(({ name, is }) => `\\[ ${code(name)} = ${code(is)} \\]`),
    ...assumptions.map((text) => `\\noindent Assuming: ${escaped(text)}\\par`),
    "",
  ].join("\n");
}

function code(text: string): string {
  return `\\texttt{${escaped(text)}}`;
}

const replacements: ReadonlyMap<string, string> = new Map([
  ["\\", "\\textbackslash{}"],
  ["{", "\\{"],
  ["}", "\\}"],
  ["$", "\\$"],
  ["&", "\\&"],
  ["#", "\\#"],
  ["%", "\\%"],
  ["_", "\\_"],
  ["^", "\\textasciicircum{}"],
  ["~", "\\textasciitilde{}"],
  ["⊕", "$\\oplus$"],
  ["ε", "$\\varepsilon$"],
  ["…", "\\ldots{}"],
]);

function escaped(text: string): string {
  return Array.from(text, (character) => replacements.get(character) ?? character).join("");
}
