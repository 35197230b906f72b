/**
 * Protocols with data as text, in the notation of Sprout's files (docs/formats.md): our own language has none for them. What is printed is read again as the same
 * automaton.
 */
import { assertNever } from "../assert-never.ts";
import type { Declaration } from "./program.ts";
import type { DataCondition, DataTerm } from "./symbolic-automaton.ts";

/** Adds the lines of a protocol with data, without its name, which is that of its file. Linear. */
export function writeSymbolicProtocol(lines: string[], { automaton }: Extract<Declaration, { kind: "symbolic-protocol" }>): void {
  const { registers, initial, start, states } = automaton;
  const place = (state: number): string => `(${states[state]?.name.text ?? String(state)})`;
  lines.push(`Initial state: ${place(initial)}`);
  lines.push(`Initial register assignments: ${assignments(start).join(", ")}`.trimEnd());
  states.forEach(({ transitions }, index) => {
    for (const { sender, receiver, condition, target } of transitions)
      lines.push(
        `${place(index)} ${sender.text}->${receiver.text}:${sentName(registers)}{${printDataCondition(condition, sentName(registers))}} ${place(target)}`,
      );
  });
  const finals = states.flatMap(({ isFinal }, index) => (isFinal ? [place(index)] : []));
  lines.push(`Final states: ${finals.join(", ")}`);
}

/** Every register is declared by being spoken of here. */
function assignments(start: DataCondition): readonly string[] {
  if (start.kind === "and") return [...assignments(start.left), ...assignments(start.right)];
  return start.kind === "constant" && start.value ? [] : [printDataCondition(start)];
}

/** What the value that is sent is called: no register is. */
function sentName(registers: readonly string[]): string {
  let name = "x";
  while (registers.includes(name)) name += "x";
  return name;
}

/** The condition as Sprout's files write it; `sent` names the value that is sent. Linear; recursive along the condition. */
export function printDataCondition(condition: DataCondition, sent = "x"): string {
  switch (condition.kind) {
    case "constant":
      return condition.value ? "True" : "False";
    case "comparison":
      return `${printDataTerm(condition.left, sent)}${condition.operator}${printDataTerm(condition.right, sent)}`;
    case "not":
      return `~(${printDataCondition(condition.of, sent)})`;
    case "and":
      return `(${printDataCondition(condition.left, sent)} /\\ ${printDataCondition(condition.right, sent)})`;
    case "or":
      return `(${printDataCondition(condition.left, sent)} \\/ ${printDataCondition(condition.right, sent)})`;
    default:
      return assertNever(condition);
  }
}

function printDataTerm(term: DataTerm, sent: string): string {
  switch (term.kind) {
    case "integer":
      return String(term.value);
    case "sent":
      return sent;
    case "before":
      return term.register;
    case "after":
      return `${term.register}'`;
    case "arithmetic":
      return `(${printDataTerm(term.left, sent)}${term.operator}${printDataTerm(term.right, sent)})`;
    default:
      return assertNever(term);
  }
}
