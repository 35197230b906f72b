/** One check and what is asked after it: values, definitions, the core, or why nothing is known. */
import { printTerm } from "../terms/index.ts";
import type { ModelValue, Term } from "../terms/index.ts";
import type { Reply } from "./engine.ts";
import { reasonOf, understood, unknown } from "./read-answer.ts";
import type { Unknown } from "./read-answer.ts";
import { readValues } from "./read-value.ts";
import { itemsOf, nameOf, shortText } from "./s-expression.ts";
import type { SExpression } from "./s-expression.ts";
import type { Answer, Definition, Effort } from "./solver.ts";

export interface Check {
  /** Commands up to the check. */
  readonly text: string;
  readonly values: readonly Term[];
  /** Of the named assertions, by what they are called in the text. */
  readonly names?: ReadonlyMap<string, string>;
  /** Reads what is defined in a model; absent if no definitions are asked. */
  readonly definitions?: (
    reply: readonly SExpression[],
  ) => { readonly ok: true; readonly definitions: readonly Definition[] } | { readonly ok: false; readonly problem: string };
}

/** Whether the solver can go on after this answer: what is unknown because of it may have left it in any state. */
export function isTrusted(answer: Answer): boolean {
  return answer.kind !== "unknown" || answer.reason === "incomplete" || answer.reason === "steps" || answer.reason === "unreadable";
}

/** Has the conversation through `say`, which replies to commands. */
export function converse(check: Check, effort: Effort, say: (text: string) => Reply): Answer {
  const ask = (text: string): readonly SExpression[] | Unknown => {
    const reply = say(text);
    if (reply.kind === "lost") return unknown(reply.reason, reply.detail);
    const read = understood(reply.text);
    return read.ok ? read.expressions : read.unknown;
  };
  const said = ask(check.text);
  if ("kind" in said) return said;
  const status = said.length === 1 ? nameOf(said[0]) : undefined;
  switch (status) {
    case "sat":
      return withModel(check, ask);
    case "unsat":
      return check.names === undefined ? { kind: "unsat" } : withCore(check.names, ask);
    case "unknown": {
      const why = ask("(get-info :reason-unknown)\n");
      if ("kind" in why) return why;
      const detail = why.map(reasonText).join(" ");
      return unknown(reasonOf(detail, effort), detail);
    }
    default:
      return unknown("garbage", said.length === 0 ? "no answer" : said.map(shortText).join(" "));
  }
}

type Ask = (text: string) => readonly SExpression[] | Unknown;

function withModel({ values, definitions }: Check, ask: Ask): Answer {
  let found: readonly ModelValue[] = [];
  if (values.length > 0) {
    const said = ask(`(get-value (${values.map(printTerm).join("\n")}))\n`);
    if ("kind" in said) return said;
    const read = readValues(values, said);
    if (!read.ok) return unknown("unreadable", read.problem);
    found = read.values;
  }
  if (definitions === undefined) return { kind: "sat", values: found, definitions: [] };
  const said = ask("(get-model)\n");
  if ("kind" in said) return said;
  const read = definitions(said);
  return read.ok ? { kind: "sat", values: found, definitions: read.definitions } : unknown("unreadable", read.problem);
}

function withCore(names: ReadonlyMap<string, string>, ask: Ask): Answer {
  const said = ask("(get-unsat-core)\n");
  if ("kind" in said) return said;
  const core = said.length === 1 ? itemsOf(said[0])?.map((label) => names.get(nameOf(label) ?? "")) : undefined;
  if (core === undefined) return unknown("garbage", said.map(shortText).join(" "));
  const known = core.filter((name) => name !== undefined);
  return known.length === core.length ? { kind: "unsat", core: [...new Set(known)] } : unknown("garbage", said.map(shortText).join(" "));
}

/** `(:reason-unknown …)` without its keyword. */
function reasonText(expression: SExpression): string {
  const [, ...rest] = itemsOf(expression) ?? [expression, expression];
  return rest.map(shortText).join(" ");
}
