/** A selection to several receivers is printed with the first one only. */
import { rewriteStatements } from "./rewrite-statements.ts";
import type { Mutant } from "./mutant.ts";

export const printerForgetsReceivers: Mutant = {
  name: "a forgetful printer",
  error: "A selection to several receivers is printed with the first one only.",
  killedBy: "T29-print",
  change: (parts) => ({
    ...parts,
    print: (tree) =>
      parts.print(rewriteStatements(tree, (statement) => [statement.kind === "select" ? { ...statement, to: statement.to.slice(0, 1) } : statement])),
  }),
};
