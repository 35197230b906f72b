/** Says that a value is there where the types cannot know it: a position within bounds, a name that was checked. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a value that must be present is missing");
  return value;
}
