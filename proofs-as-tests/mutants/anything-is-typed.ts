/** The session typing accepts processes that drop a branch or send a label of their own. */
import type { Mutant } from "./mutant.ts";

export const anythingIsTyped: Mutant = {
  name: "a typing that accepts anything",
  error: "A process that drops a branch, or sends a label that nobody expects, is typed too.",
  killedBy: "T16-association",
  change: (parts) => ({ ...parts, isAssociated: () => true }),
};
