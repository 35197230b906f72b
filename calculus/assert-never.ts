/** Ends every exhaustive switch: a new union member then lists its own work as compile errors. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
}
