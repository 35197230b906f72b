/** S-expressions of SMT-LIB 2.6 (§3.2), as solvers reply with them, within limits: a reply is input like any other. */

export type SExpression =
  /** `x` and `|x|` are the same symbol. */
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "keyword"; readonly name: string }
  /** A numeral, decimal, `#x…` or `#b…`, as written. */
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly SExpression[] };

export interface ReadingLimits {
  /** Lists within each other. */
  readonly nesting: number;
  readonly nodes: number;
}

/** What follows reads recursively. */
const usualLimits: ReadingLimits = { nesting: 1_000, nodes: 4_000_000 };

export type Reading = { readonly ok: true; readonly expressions: readonly SExpression[] } | { readonly ok: false; readonly problem: string };

const separators = " \t\r\n";
const ends = `${separators}()";|`;

/** All expressions of the text, or why it has none. Linear, without recursion. */
export function readSExpressions(text: string, limits: ReadingLimits = usualLimits): Reading {
  const open: SExpression[][] = [[]];
  let nodes = 0;
  let at = 0;
  const failure = (problem: string): Reading => ({ ok: false, problem: `${problem} at character ${String(at)}` });
  while (at < text.length) {
    const character = text.charAt(at);
    if (separators.includes(character)) {
      at += 1;
      continue;
    }
    if (character === ";") {
      at = endOf(text, "\n", at);
      continue;
    }
    nodes += 1;
    if (nodes > limits.nodes) return failure(`more than ${String(limits.nodes)} expressions`);
    const innermost = open.at(-1) ?? [];
    if (character === "(") {
      if (open.length > limits.nesting) return failure(`more than ${String(limits.nesting)} lists within each other`);
      open.push([]);
      at += 1;
    } else if (character === ")") {
      if (open.length === 1) return failure("a closing parenthesis without an opening one");
      open.pop();
      open.at(-1)?.push({ kind: "list", items: innermost });
      at += 1;
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (end > text.length) return failure("a string without end");
      innermost.push({ kind: "string", text: text.slice(at + 1, end - 1).replaceAll('""', '"') });
      at = end;
    } else if (character === "|") {
      const end = text.indexOf("|", at + 1);
      if (end < 0) return failure("a quoted symbol without end");
      innermost.push({ kind: "symbol", name: text.slice(at + 1, end) });
      at = end + 1;
    } else {
      const start = at;
      while (at < text.length && !ends.includes(text.charAt(at))) at += 1;
      innermost.push(atom(text.slice(start, at)));
    }
  }
  const [expressions = []] = open;
  return open.length > 1 ? failure("a list without end") : { ok: true, expressions };
}

function atom(text: string): SExpression {
  const first = text.charAt(0);
  if (first === ":") return { kind: "keyword", name: text.slice(1) };
  return first === "#" || (first >= "0" && first <= "9") ? { kind: "literal", text } : { kind: "symbol", name: text };
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}

/** After the closing quotation mark; beyond the text if there is none. Two of them are one within the string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const found = text.indexOf('"', at);
    if (found < 0) return text.length + 1;
    if (text.charAt(found + 1) !== '"') return found + 1;
    at = found + 2;
  }
}

/** The name of a symbol; undefined for everything else. */
export function nameOf(expression: SExpression | undefined): string | undefined {
  return expression?.kind === "symbol" ? expression.name : undefined;
}

/** The items of a list; undefined for everything else. */
export function itemsOf(expression: SExpression | undefined): readonly SExpression[] | undefined {
  return expression?.kind === "list" ? expression.items : undefined;
}

/** The expression as text of one line, for messages, cut after about 200 characters. */
export function shortText(expression: SExpression): string {
  let text = "";
  const waiting: (SExpression | ")")[] = [expression];
  for (let next = waiting.pop(); next !== undefined && text.length < 200; next = waiting.pop()) {
    const space = text === "" || text.endsWith("(") || next === ")" ? "" : " ";
    if (next === ")") text += ")";
    else if (next.kind === "list") {
      text += `${space}(`;
      waiting.push(")");
      for (const item of [...next.items].reverse()) waiting.push(item);
    } else text += `${space}${next.kind === "symbol" || next.kind === "keyword" ? next.name : next.text}`;
  }
  return waiting.length > 0 ? `${text} …` : text;
}
