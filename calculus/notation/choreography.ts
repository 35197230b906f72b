/** Terms of the calculus as text, runtime terms included: what traces and counterexamples of theorems quote. */
import { assertNever } from "../assert-never.ts";
import type { Choreography, Instruction } from "../core/index.ts";
import { spine } from "../core/index.ts";
import { printExpression } from "../syntax/index.ts";
import { printValue } from "../values/index.ts";
import { printDomain, printPattern } from "./behaviour.ts";

/** One line per instruction, blocks indented. Linear in the printed text. */
export function printChoreography(term: Choreography, indent = ""): string {
  return spine(term)
    .flatMap((cell) => (cell.kind === "sequence" ? instructionLines(cell.head) : []))
    .map((line) => `${indent}${line}\n`)
    .join("");
}

function block(term: Choreography): string[] {
  return printChoreography(term, "  ")
    .split("\n")
    .filter((line) => line !== "");
}

function instructionLines(I: Instruction): string[] {
  switch (I.kind) {
    case "communicate":
      return [`${I.from}.(${I.expressions.map((e) => printExpression(e)).join(", ")}) -> ${I.to}.(${I.variables.join(", ")}) : ${I.label}`];
    case "select":
      return [`${I.from} -> ${I.to} : ${I.label}`];
    case "in-transit":
      return [`${I.from} ⇝ ${I.to}.(${I.variables.join(", ")}) : ${I.label}⟨${I.values.map(printValue).join(", ")}⟩`];
    case "assign":
      return [`${I.role}.${I.variable} := ${printExpression(I.expression)}`];
    case "havoc":
      return [`${I.role}.${I.variable} := any ${printDomain(I.domain)}`];
    case "assert":
    case "assume":
      return [`${I.kind} ${I.role}.(${printExpression(I.condition)})`];
    case "if":
      return [`if ${I.role}.(${printExpression(I.condition)}) {`, ...block(I.then), "} else {", ...block(I.else), "}"];
    case "match":
      return [
        `match ${I.role}.(${printExpression(I.scrutinee)}) {`,
        ...I.cases.flatMap(({ pattern, body }) => [`  ${printPattern(pattern)} => {`, ...block(body).map((line) => `  ${line}`), "  }"]),
        "}",
      ];
    case "choose":
      return [`choose ${I.role} {`, ...I.branches.flatMap((branch, index) => (index === 0 ? block(branch) : ["} or {", ...block(branch)])), "}"];
    case "call":
      return [`call ${I.procedure}(${I.roles.join(", ")})`];
    case "loop":
      return [`loop ${I.name} {`, ...block(I.body), "} exit {", ...block(I.exit), "}"];
    case "continue":
    case "break":
      return [`${I.kind} ${I.loop}`];
    case "frame":
      return [`${I.call.procedure}(${I.call.roles.join(", ")}) ⟨pending ${I.pending.join(", ")} | live ${I.live.join(", ")}⟩ {`, ...block(I.body), "}"];
    case "leave":
      return ["leave {", ...block(I.to), "}"];
    default:
      return assertNever(I);
  }
}
