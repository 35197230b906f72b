/** What the command line needs of the outside world. The process supplies the real one (`process-io.ts`), tests a recording one. */
import type { FileSystem } from "./files/file-system.ts";

export interface Io {
  /** Results, and nothing else. */
  readonly stdout: (text: string) => void;
  /** Progress and complaints. */
  readonly stderr: (text: string) => void;
  readonly files: FileSystem;
  /** Standard input as bytes, at most `limit` of them. */
  readonly stdin: (limit: number) => Uint8Array;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** Whether a person can be asked (standard input is a terminal). */
  readonly stdinIsTerminal: boolean;
  /** Asks one question on the terminal; undefined at the end of input. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Whether somebody has asked the work to come to an end. May change at any time. */
  readonly interrupted: () => boolean;
  /** NO_COLOR and FORCE_COLOR, the only variables that are read. */
  readonly environment: { readonly noColor: boolean; readonly forceColor: boolean };
}
