/** Thrown while code is generated for something that has none: what contains it is done by the rules of machines instead, in a call-out. */
export class NotNative extends Error {}

/** @throws NotNative, always. `what` is for whoever asks why a model is slow. */
export function notNative(what: string): never {
  throw new NotNative(what);
}
