/** How a limit that ended an exploration is told. */

const mebibyte = 1_048_576;

/** Why an exploration ended that reached so many states. */
export function limitOfStates(maxStates: number): string {
  return `the limit of ${String(maxStates)} states was reached`;
}

/** Why an exploration ended that reached so many bytes; in MiB, as `--memory` counts, where that is a whole number. */
export function limitOfMemory(bytes: number): string {
  return `the memory limit of ${bytes % mebibyte === 0 ? `${String(bytes / mebibyte)} MiB` : `${String(bytes)} bytes`} was reached`;
}
