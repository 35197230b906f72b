/** Explanation pages: what is particular to files of other tools (docs/formats.md). */
import type { DiagnosticCode } from "../catalogue.ts";
import type { FilePage } from "./file-page.ts";

const greeting = "global protocol Greeting(role A, role B) {\n  hello(string) from A to B;\n}\n";

const machine = (state: string, marking: string): string => `.outputs A\n.state graph\n${state}${marking}.end\n\n`;
const sender = (marking: string): string => machine("q0 1 ! hello q1\n", marking);
const receiver = ".outputs B\n.state graph\nq0 0 ? hello q1\n.marking q0\n.end\n";

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
  "missing-initial-state": {
    explanation:
      "A machine of an `.fsa` file is marked by `.marking q0`, the state in which it begins. Without that line nothing says what the machine does first.",
    files: [
      { path: "unmarked.fsa", content: sender("") + receiver },
      { path: "marked.fsa", content: sender(".marking q0\n") + receiver },
    ],
    failing: "unmarked.fsa",
    repaired: "marked.fsa",
  },
  "several-initial-states": {
    explanation: "A machine begins in one state. Two `.marking` lines in one machine of an `.fsa` file leave open in which, so none of them is taken.",
    files: [
      { path: "twice.fsa", content: sender(".marking q0\n.marking q1\n") + receiver },
      { path: "once.fsa", content: sender(".marking q0\n") + receiver },
    ],
    failing: "twice.fsa",
    repaired: "once.fsa",
  },
  "unknown-state": {
    explanation:
      "A machine of an imported file names a state that it does not have: `.marking` a state that no line of an `.fsa` file leaves or enters, or an edge of a drawing a state that is not declared. Most often it is a slip of the pen.",
    files: [
      { path: "slip.fsa", content: sender(".marking qO\n") + receiver },
      { path: "right.fsa", content: sender(".marking q0\n") + receiver },
    ],
    failing: "slip.fsa",
    repaired: "right.fsa",
  },
  "unreachable-state": {
    explanation:
      "A machine of an imported file has states that it never comes to. What it would do there is left out, which this warning says; the verdicts are the same without it.",
    files: [
      { path: "leftover.fsa", content: machine("q0 1 ! hello q1\nq2 1 ! bye q1\n", ".marking q0\n") + receiver },
      { path: "clean.fsa", content: sender(".marking q0\n") + receiver },
    ],
    failing: "leftover.fsa",
    repaired: "clean.fsa",
  },
  "stuck-state": {
    explanation:
      "A run of a global automaton of Sprout can come to a state without transitions that is not among the final states. It could neither go on nor be over there, so the automaton is no protocol.",
    files: [
      { path: "stuck.sprout", content: "Initial state: (0)\nInitial register assignments:\n(0) a->b:hello{hello=1} (1)\nFinal states:\n" },
      { path: "final.sprout", content: "Initial state: (0)\nInitial register assignments:\n(0) a->b:hello{hello=1} (1)\nFinal states: (1)\n" },
    ],
    failing: "stuck.sprout",
    repaired: "final.sprout",
  },
  "annotation-not-judged": {
    explanation:
      "An imported file says something about its protocol that this tool reads and does not judge: guards of branches, costs and journals of messages, declarations for the program around the protocol. It is a warning, and names what it is about. What is judged is the protocol without it: every branch may be taken, and no message is refused.",
    files: [
      { path: "guarded.gc", content: "sel A { A -> B : pay unless A % poor + A -> B : leave }\n" },
      { path: "plain.gc", content: "sel A { A -> B : pay + A -> B : leave }\n" },
    ],
    failing: "guarded.gc",
    repaired: "plain.gc",
  },
};
