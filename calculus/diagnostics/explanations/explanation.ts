/** The page behind `choreo-verify explain CODE`: why the code exists, one program that earns it and one that is repaired. */
import type { DiagnosticCode } from "../catalogue.ts";

export interface Explanation {
  /** Paragraphs of plain text, separated by an empty line. */
  readonly explanation: string;
  /** A `.choreo` text that earns the code, or a function that builds one where it would be too long to read. */
  readonly failing: string | (() => string);
  /** The same program without the error; it earns no error of any code. */
  readonly repaired: string;
}

/** The pages of one theme; together the themes cover every code. */
export type Explanations = Readonly<Partial<Record<DiagnosticCode, Explanation>>>;
