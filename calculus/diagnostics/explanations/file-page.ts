/** The page of a code that files earn, not the text of one program. */

/** A file of the example; without content, a folder of that name. */
export interface ExampleFile {
  readonly path: string;
  readonly content?: string | Uint8Array;
}

/** Files, and which of them is checked: `failing` earns the code, `repaired` earns none. */
export interface FilePage {
  readonly explanation: string;
  readonly files: readonly ExampleFile[];
  readonly failing: string;
  readonly repaired: string;
}
