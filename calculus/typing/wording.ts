/** Turns of phrase that messages share. */

/** The names in backquotes; of many the first ones and how many there are more. */
export function listed(names: readonly string[], most: number = 8): string {
  const shown = names
    .slice(0, most)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names.length > most ? `${shown} and ${String(names.length - most)} more` : shown;
}

/** "1 value", "2 values" */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
