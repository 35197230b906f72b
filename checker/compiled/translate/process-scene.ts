/** Where the expressions of one process are computed: its variables in a row, and what is known of them. */
import type { Machine } from "../../../calculus/machine/index.ts";
import type { Analysis } from "../analysis/index.ts";
import { cellOf, knowing } from "../analysis/knowledge.ts";
import type { Cell, Knowledge } from "../analysis/knowledge.ts";
import { anyShape } from "../analysis/shape.ts";
import type { Layout } from "../layout/index.ts";
import type { Computed } from "./computed.ts";
import type { Block } from "./locals.ts";
import { no, yes } from "./logic.ts";
import { fieldCode, readPacked } from "./row-words.ts";
import type { Words } from "./row-words.ts";
import type { Evaluated, Scene } from "./term-code.ts";

/** What a translation is about. */
export interface Subject {
  readonly machine: Machine;
  readonly layout: Layout;
  readonly analysis: Analysis;
}

const unknownCell: Cell = { shape: anyShape, mayBeUnset: true };

/** What is known of all variables, and more of those of one process at one location. */
export function knowledgeAt({ analysis }: Subject, process?: number, location?: number): Knowledge {
  const here = process === undefined || location === undefined ? undefined : analysis.locations[process]?.[location];
  return knowing((other, index) => (other === process && here !== undefined ? here[index] : analysis.variables[other]?.[index]) ?? unknownCell);
}

/** Reads the variable from the row. */
export function variableCode({ layout }: Subject, process: number, index: number, knowledge: Knowledge, words: Words): Evaluated {
  const { isSet, packing } = layout.processes[process]?.variables[index] ?? {};
  const { shape, mayBeUnset } = cellOf(knowledge, process, index);
  if (packing === undefined || shape.kind === "none") return { value: { kind: "boolean", code: no }, isDefined: no };
  return { value: readPacked(packing, words, shape), isDefined: mayBeUnset && isSet !== undefined ? fieldCode(isSet, words) : yes };
}

/** A scene over the words of a row; `bound` has the variables of `process` that have new values already. */
export function sceneOf(
  subject: Subject,
  knowledge: Knowledge,
  words: Words,
  block: Block,
  process?: number,
  bound: ReadonlyMap<number, Computed> = new Map(),
): Scene {
  return {
    definitions: subject.machine.definitions,
    tables: subject.layout.tables,
    knowledge,
    variable: (other, index, known) => {
      const fresh = other === process ? bound.get(index) : undefined;
      return fresh === undefined ? variableCode(subject, other, index, known, words) : { value: fresh, isDefined: yes };
    },
    locals: new Map(),
    block,
  };
}
