/** The labels of the steps of rows: by the semantics of machines, asked once for all rows that agree in what the steps of a process, or of a fault, depend on. */
import { present } from "../../../calculus/present.ts";
import type { MachineConfiguration } from "../../../calculus/machine/index.ts";
import { isFault, labelKey } from "../../../calculus/semantics/index.ts";
import type { Label } from "../../../calculus/semantics/index.ts";
import type { Chooser } from "../../../calculus/values/index.ts";
import type { StateError } from "../../explicit-state/state-space.ts";
import { decode } from "../layout/index.ts";
import type { Layout } from "../layout/index.ts";
import { MaskedRows } from "./masked-rows.ts";
import type { StepPart } from "./parts.ts";
import { stepParts } from "./parts.ts";

/** What is known of a part where rows agree. */
interface KnownPart {
  readonly part: StepPart;
  readonly rows: MaskedRows;
  /** By number of `rows`: the labels of the steps, as indices into the labels that were met. */
  readonly labels: Int32Array[];
  /** By number of `rows`, where it was asked; null for none. */
  readonly errors: (StateError | null | undefined)[];
}

/** Which reception error a process has in a configuration, given whether it can move. */
export type ReceptionError = (configuration: MachineConfiguration, process: number, canMove: boolean) => StateError | undefined;

export class RowSteps {
  /** Distinct, in the order in which they were met. */
  readonly labels: Label[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #faults: boolean[] = [];
  readonly #layout: Layout;
  readonly #words: Int32Array;
  readonly #addressOf: (state: number) => number;
  readonly #chooser: Chooser;
  readonly #parts: readonly KnownPart[];

  /** Rows are those of `words`, the one of a state from index `addressOf(state)` on; `chooser` is told what the steps of the rules would tell it. */
  constructor(layout: Layout, words: Int32Array, addressOf: (state: number) => number, chooser: Chooser) {
    this.#layout = layout;
    this.#words = words;
    this.#addressOf = addressOf;
    this.#chooser = chooser;
    this.#parts = stepParts(layout).map((part) => ({ part, rows: new MaskedRows(part.mask), labels: [], errors: [] }));
  }

  /** Tells the labels of all steps of a state, in the order of the rules, in pieces. Linear in the parts of the machine, once rows like this one were met. */
  tell(state: number, use: (labels: Int32Array) => void): void {
    const at = this.#addressOf(state);
    for (const known of this.#parts) {
      const labels = this.#labelsOf(known, at);
      if (labels.length > 0) use(labels);
    }
  }

  /** Whether somebody can make a step that is no fault. */
  canMove(state: number): boolean {
    const at = this.#addressOf(state);
    return this.#parts.some((known) => known.part.process !== undefined && this.#labelsOf(known, at).length > 0);
  }

  /** Whether the label with this number is one of a fault. */
  isFault(label: number): boolean {
    return present(this.#faults[label]);
  }

  /** The first process with a reception error has this one. `errorOf` must depend on no more than the steps of the process do. */
  receptionError(state: number, errorOf: ReceptionError): StateError | undefined {
    const at = this.#addressOf(state);
    for (const known of this.#parts) {
      const { process } = known.part;
      if (process === undefined) continue;
      const canMove = this.#labelsOf(known, at).length > 0;
      const number = known.rows.numberOf(this.#words, at);
      let error = known.errors[number];
      if (error === undefined) known.errors[number] = error = errorOf(this.#configuration(at), process, canMove) ?? null;
      if (error !== null) return error;
    }
    return undefined;
  }

  #labelsOf({ part, rows, labels }: KnownPart, at: number): Int32Array {
    const number = rows.numberOf(this.#words, at);
    return (labels[number] ??= Int32Array.from(part.stepsOf(this.#configuration(at), this.#chooser), ({ label }) => this.#numberOf(label)));
  }

  #configuration(at: number): MachineConfiguration {
    return decode(this.#words.subarray(at, at + this.#layout.words), this.#layout);
  }

  #numberOf(label: Label): number {
    const name = labelKey(label);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.labels.length);
    this.#faults.push(isFault(label));
    return this.labels.push(label) - 1;
  }
}
