/** Projected processes and local types as text, JSON, and as state machines for Graphviz and Mermaid. */
import type { Behaviour, LocalType, Role } from "../../calculus/core/index.ts";
import { printBehaviour } from "../../calculus/notation/index.ts";
import { machineOf } from "../../calculus/projection/index.ts";
import { printLocalType } from "../../calculus/protocols/index.ts";
import { localDiagram } from "../formats/writers/automata.ts";
import { dotDiagrams, mermaidDiagrams } from "../formats/writers/state-diagram.ts";
import type { StateDiagram } from "../formats/writers/state-diagram.ts";

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

function processDiagram({ choreography, role, behaviour }: Process): StateDiagram {
  const { states, final, edges } = machineOf(behaviour);
  return { title: `${role} in ${choreography}`, states, initial: 0, finals: new Set(final === undefined ? [] : [final]), edges };
}

/** What one role does in one protocol. */
export interface RoleType {
  readonly protocol: string;
  readonly role: Role;
  readonly type: LocalType;
}

function typeText({ protocol, role, type }: RoleType): string {
  return `${role} in ${protocol}: ${printLocalType(type, Number.POSITIVE_INFINITY)}\n`;
}

/** The processes and local types in the notation, ending in a newline. */
export function writeProcesses(processes: readonly Process[], types: readonly RoleType[], notation: ProcessNotation): string {
  const diagrams = (): readonly StateDiagram[] => [
    ...processes.map(processDiagram),
    ...types.map(({ protocol, role, type }) => localDiagram(protocol, role, type)),
  ];
  switch (notation) {
    case "text":
      return [...processes.map(processText), ...(types.length === 0 ? [] : [types.map(typeText).join("")])].join("\n");
    case "dot":
      return dotDiagrams(diagrams());
    case "mermaid":
      return mermaidDiagrams(diagrams());
    case "json": {
      const json = processes.map(({ choreography, role, behaviour }) => ({
        choreography,
        role,
        text: printBehaviour(behaviour),
        machine: machineJson(behaviour),
      }));
      const local = types.map(({ protocol, role, type }) => ({
        protocol,
        role,
        text: printLocalType(type, Number.POSITIVE_INFINITY),
        machine: typeJson(localDiagram(protocol, role, type)),
      }));
      return `${JSON.stringify({ schemaVersion: 1, processes: json, ...(types.length === 0 ? {} : { types: local }) }, null, 2)}\n`;
    }
  }
}

function machineJson(behaviour: Behaviour): object {
  const { states, final, edges } = machineOf(behaviour);
  return { states, initial: 0, final: final ?? null, edges };
}

function typeJson({ states, initial, finals, edges }: StateDiagram): object {
  return { states, initial, finals: [...finals], edges };
}
