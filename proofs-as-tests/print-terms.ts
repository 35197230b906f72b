/** Terms and processes on one line, for the messages of refutations. */
import { assertNever } from "../calculus/assert-never.ts";
import { spine, type Behaviour, type Choreography, type Instruction, type Value } from "../calculus/core/index.ts";
import { printBehaviour as printLines } from "../calculus/notation/index.ts";
import type { NetworkConfiguration } from "../calculus/semantics/index.ts";
import { printExpression, type Expression } from "../calculus/syntax/index.ts";
import { printValue } from "../calculus/values/index.ts";

/** C */
export function printChoreography(term: Choreography): string {
  return spine(term)
    .map((cell) => (cell.kind === "end" ? "ε" : printInstruction(cell.head)))
    .join("; ");
}

/** B in the concrete syntax of processes, ε for the finished one. */
export function printBehaviour(behaviour: Behaviour): string {
  const lines = printLines(behaviour).split("\n");
  return (
    lines
      .map((line) => line.trim())
      .join(" ")
      .trim() || "ε"
  );
}

/** N, a line for each role, with what is known of why it stopped. */
export function printProcesses(N: NetworkConfiguration): string {
  return [...N.processes].map(([role, process]) => `  ${role}${N.world.stopped.has(role) ? " (stopped)" : ""}: ${printBehaviour(process)}`).join("\n");
}

function expressions(list: readonly Expression[]): string {
  return list.map(printExpression).join(", ");
}

function values(list: readonly Value[]): string {
  return list.map(printValue).join(", ");
}

function printInstruction(I: Instruction): string {
  switch (I.kind) {
    case "communicate":
      return `${I.from}.(${expressions(I.expressions)}) -> ${I.to}.(${I.variables.join()}) : ${I.label}`;
    case "select":
      return `${I.from} -> ${I.to} : ${I.label}`;
    case "assign":
      return `${I.role}.${I.variable} := ${printExpression(I.expression)}`;
    case "havoc":
      return `${I.role}.${I.variable} := any`;
    case "assert":
    case "assume":
      return `${I.kind} ${I.role}.(${printExpression(I.condition)})`;
    case "if":
      return `if ${I.role}.(${printExpression(I.condition)}) {${printChoreography(I.then)}} else {${printChoreography(I.else)}}`;
    case "match":
      return `match ${I.role}.(${printExpression(I.scrutinee)}) {${I.cases.map(({ body }) => printChoreography(body)).join(" | ")}}`;
    case "choose":
      return `choose ${I.role} {${I.branches.map(printChoreography).join(" | ")}}`;
    case "call":
      return `${I.procedure}(${I.roles.join()})`;
    case "loop":
      return `loop ${I.name} {${printChoreography(I.body)}} exit {${printChoreography(I.exit)}}`;
    case "continue":
    case "break":
      return `${I.kind} ${I.loop}`;
    case "in-transit":
      return `${I.from}⇝${I.to}.(${I.variables.join()}) : ${I.label}⟨${values(I.values)}⟩`;
    case "frame":
      return `${I.call.procedure}⟨${I.pending.join()} | ${I.live.join()}⟩{${printChoreography(I.body)}}`;
    case "leave":
      return `leave {${printChoreography(I.to)}}`;
    default:
      return assertNever(I);
  }
}
