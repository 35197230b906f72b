/** Behaviours in the concrete syntax of processes (docs/language.md): what `project --to text` prints and reports quote. */
import { present } from "../present.ts";
import { assertNever } from "../assert-never.ts";
import type { Action, Alternative, AlternativeAction, Behaviour, CorePattern, Domain } from "../core/index.ts";
import { noLabel, senderOf, sendersOf, spine } from "../core/index.ts";
import { printExpression, printType } from "../syntax/index.ts";
import type { Expression } from "../syntax/index.ts";

/** The behaviour as indented lines; a `return;` is never needed, a finished branch is empty. Linear in the printed text. */
export function printBehaviour(behaviour: Behaviour, indent = ""): string {
  const lines: string[] = [];
  for (const cell of spine(behaviour)) if (cell.kind === "sequence") lines.push(...actionLines(cell.head).map((line) => `${indent}${line}\n`));
  return lines.join("");
}

/** The first line of an action, on its own: `Seller!title("x");`. */
export function printAction(action: Action): string {
  const [first, ...more] = actionLines(action);
  return more.length === 0 ? present(first) : `${present(first)} … }`;
}

function block(body: Behaviour): string[] {
  return printBehaviour(body, "  ")
    .split("\n")
    .filter((line) => line !== "");
}

function actionLines(A: Action): string[] {
  switch (A.kind) {
    case "send":
      return [`${peerOf(A, A.to)}!${written(A.label)}(${expressions(A.expressions)});`];
    case "receive":
      return receiveLines(A);
    case "assign":
      return [`${A.variable} := ${printExpression(A.expression)};`];
    case "havoc":
      return [`${A.variable} := any ${printDomain(A.domain)};`];
    case "assert":
    case "assume":
      return [`${A.kind} ${printExpression(A.condition)};`];
    case "if":
      return [`if ${printExpression(A.condition)} {`, ...block(A.then), ...(A.else.kind === "end" ? ["}"] : ["} else {", ...block(A.else), "}"])];
    case "match":
      return [
        `match ${printExpression(A.scrutinee)} {`,
        ...A.cases.flatMap(({ pattern, body }) => indented([`${printPattern(pattern)} => {`, ...block(body), "}"])),
        "}",
      ];
    case "choose":
      return ["choose {", ...A.branches.flatMap((branch, index) => (index === 0 ? block(branch) : ["} or {", ...block(branch)])), "}"];
    case "select":
      return ["select {", ...A.alternatives.flatMap((one) => indented([`${alternativeHead(one)} => {`, ...block(one.body), "}"])), "}"];
    case "call":
      return [`call ${A.procedure}(${A.roles.join(", ")}${A.arguments.length === 0 ? "" : `; ${expressions(A.arguments)}`});`];
    case "loop":
      return [`loop ${A.name} {`, ...block(A.body), "}"];
    case "continue":
      return [`continue ${A.loop};`];
    case "frame":
      return ["frame {", ...block(A.body), "}"];
    default:
      return assertNever(A);
  }
}

function receiveLines(A: Extract<Action, { kind: "receive" }>): string[] {
  const [only, ...more] = A.branches;
  if (only !== undefined && more.length === 0)
    return [
      `${peerOf(A, A.from)}?${only.label}(${only.variables.join(", ")});`,
      ...printBehaviour(only.body)
        .split("\n")
        .filter((line) => line !== ""),
    ];
  const isDirected = sendersOf(A).length === 1;
  return [
    isDirected ? `branch ${peerOf(A, A.from)} {` : "branch {",
    ...A.branches.flatMap((branch) => {
      const sender = isDirected ? "" : `${peerOf(A, senderOf(A, branch))}?`;
      return indented([`${sender}${branch.label}(${branch.variables.join(", ")}) => {`, ...block(branch.body), "}"]);
    }),
    "}",
  ];
}

/** `when e: B!l(x) do { y := e; }` */
function alternativeHead({ guard, action, updates }: Alternative): string {
  const when = guard === undefined ? "" : `when ${printExpression(guard)}: `;
  const writes = updates.map(({ variable, expression }) => `${variable} := ${printExpression(expression)};`);
  return `${when}${printAlternativeAction(action)}${writes.length === 0 ? "" : ` do { ${writes.join(" ")} }`}`;
}

/** The action of an alternative of `select`: `B!l(e)`, `B?l(x)`, `skip`. */
export function printAlternativeAction(action: AlternativeAction): string {
  switch (action.kind) {
    case "send":
      return `${action.to}!${written(action.label)}(${expressions(action.expressions)})`;
    case "receive":
      return `${action.from}?${written(action.label)}(${action.variables.join(", ")})`;
    case "local":
      return "skip";
    default:
      return assertNever(action);
  }
}

function written(label: string): string {
  return label === noLabel ? "_" : label;
}

/** The other side of a message, with the session end on which it is spoken to: `B`, `s.B`. */
export function peerOf({ session }: { readonly session?: string }, role: string): string {
  return session === undefined ? role : `${session}.${role}`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function expressions(list: readonly Expression[]): string {
  return list.map((expression) => printExpression(expression)).join(", ");
}

/** A domain as written after `any`. */
export function printDomain(domain: Domain): string {
  return domain.kind === "range" ? `${printExpression(domain.low)}..${printExpression(domain.high)}` : printType(domain.type);
}

/** A pattern as written in `match`. */
export function printPattern(pattern: CorePattern): string {
  switch (pattern.kind) {
    case "wildcard":
      return "_";
    case "literal":
      return printExpression(pattern.value);
    case "constructor":
      return pattern.variables.length === 0 ? pattern.name : `${pattern.name}(${pattern.variables.join(", ")})`;
    default:
      return assertNever(pattern);
  }
}
