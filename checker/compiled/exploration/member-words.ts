/** Words that each thread of a search has of its own, below those that models know. */
export const memberWords = {
  /** Numbers of rows that it has taken and not used. */
  nextNumber: 176,
  endOfNumbers: 180,
  transitions: 184,
  /** Rows that it has expanded. */
  expanded: 188,
  /** How many entries its list for the first thread has (./noted-code.ts). */
  noted: 192,
  /** 1 while rows are entered, 0 while they are expanded. */
  isEntering: 196,
} as const;
