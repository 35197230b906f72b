/** Projected processes as text, JSON, and as control-flow graphs for Graphviz and Mermaid. */
import type { Behaviour, Role } from "../../calculus/core/index.ts";
import { printBehaviour } from "../../calculus/notation/index.ts";
import { machineOf } from "../../calculus/projection/index.ts";
import { mermaidText } from "../../interpreter/index.ts";

/** What one role does in one choreography. */
export interface Process {
  readonly choreography: string;
  readonly role: Role;
  readonly behaviour: Behaviour;
}

export type ProcessNotation = "text" | "json" | "mermaid" | "dot";

function processText({ choreography, role, behaviour }: Process): string {
  return `process ${role} in ${choreography} {\n${printBehaviour(behaviour, "  ")}}\n`;
}

/** A quoted string of DOT: the quote and the backslash are its only special characters. */
function dotText(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function processDot({ choreography, role, behaviour }: Process): string {
  const { states, final, edges } = machineOf(behaviour);
  const nodes = Array.from(
    { length: states },
    (_, state) => `  ${String(state)} [label="", shape=${state === final ? "doublecircle" : "circle"}${state === 0 ? ", style=filled" : ""}];\n`,
  );
  const arrows = edges.map(({ from, to, text }) => `  ${String(from)} -> ${String(to)} [label=${dotText(text)}];\n`);
  return `digraph ${dotText(`${role} in ${choreography}`)} {\n  rankdir=LR;\n${nodes.join("")}${arrows.join("")}}\n`;
}

/** All machines in one Mermaid diagram, each a composite state. */
function processMermaid({ choreography, role, behaviour }: Process, index: number): string {
  const { final, edges } = machineOf(behaviour);
  const name = (state: number): string => `p${String(index)}s${String(state)}`;
  const arrows = edges.map(({ from, to, text }) => `    ${name(from)} --> ${name(to)}: ${mermaidText(text)}\n`);
  const end = final === undefined ? "" : `    ${name(final)} --> [*]\n`;
  return `  state "${mermaidText(`${role} in ${choreography}`)}" as p${String(index)} {\n    [*] --> ${name(0)}\n${arrows.join("")}${end}  }\n`;
}

/** The processes in the notation, ending in a newline. */
export function writeProcesses(processes: readonly Process[], notation: ProcessNotation): string {
  switch (notation) {
    case "text":
      return processes.map(processText).join("\n");
    case "dot":
      return processes.map(processDot).join("");
    case "mermaid":
      return `stateDiagram-v2\n${processes.map(processMermaid).join("")}`;
    case "json": {
      const json = processes.map(({ choreography, role, behaviour }) => ({
        choreography,
        role,
        text: printBehaviour(behaviour),
        machine: machineJson(behaviour),
      }));
      return `${JSON.stringify({ schemaVersion: 1, processes: json }, null, 2)}\n`;
    }
  }
}

function machineJson(behaviour: Behaviour): object {
  const { states, final, edges } = machineOf(behaviour);
  return { states, initial: 0, final: final ?? null, edges };
}
