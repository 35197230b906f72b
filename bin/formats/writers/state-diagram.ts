/** State machines as drawings: Graphviz and Mermaid. */
import { mermaidText } from "../../../interpreter/index.ts";

/** A machine whose states are numbered from 0, the initial one. */
export interface StateDiagram {
  readonly title: string;
  readonly states: number;
  readonly initial: number;
  readonly finals: ReadonlySet<number>;
  readonly edges: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

/** A quoted string of DOT: the quote and the backslash are its only special characters. */
function dotText(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function digraph({ title, states, initial, finals, edges }: StateDiagram): string {
  const nodes = Array.from(
    { length: states },
    (_, state) => `  ${String(state)} [label="", shape=${finals.has(state) ? "doublecircle" : "circle"}${state === initial ? ", style=filled" : ""}];\n`,
  );
  const arrows = edges.map(({ from, to, text }) => `  ${String(from)} -> ${String(to)} [label=${dotText(text)}];\n`);
  return `digraph ${dotText(title)} {\n  rankdir=LR;\n${nodes.join("")}${arrows.join("")}}\n`;
}

/** One graph for each machine. */
export function dotDiagrams(diagrams: readonly StateDiagram[]): string {
  return diagrams.map(digraph).join("");
}

function composite({ title, initial, finals, edges }: StateDiagram, index: number): string {
  const name = (state: number): string => `p${String(index)}s${String(state)}`;
  const arrows = edges.map(({ from, to, text }) => `    ${name(from)} --> ${name(to)}: ${mermaidText(text)}\n`);
  const ends = [...finals].map((state) => `    ${name(state)} --> [*]\n`);
  return `  state "${mermaidText(title)}" as p${String(index)} {\n    [*] --> ${name(initial)}\n${arrows.join("")}${ends.join("")}  }\n`;
}

/** All machines in one Mermaid diagram, each a composite state. */
export function mermaidDiagrams(diagrams: readonly StateDiagram[]): string {
  return `stateDiagram-v2\n${diagrams.map(composite).join("")}`;
}
