/** Explanation pages: what is particular to files of other tools (docs/formats.md). */
import type { DiagnosticCode } from "../catalogue.ts";
import type { FilePage } from "./file-page.ts";

const greeting = "global protocol Greeting(role A, role B) {\n  hello(string) from A to B;\n}\n";

/** Pages with files, because the text of a `.choreo` file cannot earn these codes. */
export const formatPages: Readonly<Partial<Record<DiagnosticCode, FilePage>>> = {
  "unterminated-comment": {
    explanation:
      "In nuScr and Scribble a comment between `/*` and `*/` or between `(*` and `*)`, and a pragma between `(*#` and `#*)`, is closed. Comments in `(* *)` may contain each other.",
    files: [
      { path: "open.nuscr", content: `(* says (* hello *)\n${greeting}` },
      { path: "closed.nuscr", content: `(* says (* hello *) *)\n${greeting}` },
    ],
    failing: "open.nuscr",
    repaired: "closed.nuscr",
  },
  "unknown-pragma": {
    explanation:
      "A pragma of a nuScr file has a name that nuScr does not know. It might change what the file means, so the file is not read as if it were not there.",
    files: [
      { path: "unknown.nuscr", content: `(*# NestedProtocol #*)\n${greeting}` },
      { path: "known.nuscr", content: `(*# NestedProtocols #*)\n${greeting}` },
    ],
    failing: "unknown.nuscr",
    repaired: "known.nuscr",
  },
  "check-not-made": {
    explanation: `A pragma of a nuScr file asks for a check that is not made: whether every refinement can be satisfied (\`ValidateRefinementSatisfiability\`), and whether some branch of each choice can be taken (\`ValidateRefinementProgress\`). Both need a solver. It is a warning: the other verdicts about the file do not depend on it.`,
    files: [
      { path: "asks.nuscr", content: `(*# RefinementTypes, ValidateRefinementProgress #*)\n${greeting}` },
      { path: "plain.nuscr", content: `(*# RefinementTypes #*)\n${greeting}` },
    ],
    failing: "asks.nuscr",
    repaired: "plain.nuscr",
  },
};
