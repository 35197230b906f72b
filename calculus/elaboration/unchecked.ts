/** Elaboration is for checked programs; meeting anything else is our own mistake, so it throws. */
export function unchecked(what: string): never {
  throw new Error(`elaboration of an unchecked program: ${what}`);
}
