/** A conflict in words. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { describeTrace } from "../automata/describe.ts";
import type { Conflict } from "./conflict.ts";

/** One sentence: after which messages who may do what, and why no protocol says so. */
export function describeConflict({ kind, role = "a role", run, steps }: Conflict): string {
  const after = `after ${describeTrace(run)}`;
  const [first, second] = steps.map(describeStep);
  switch (kind) {
    case "deadlock":
      return `${after}, nobody can move, and not everybody is finished`;
    case "orphan":
      return `${after}, everybody is finished, and a message is left`;
    case "reception":
      return `${after}, ${role} only receives, and expects none of the messages that have come`;
    case "mixed":
      return `${after}, ${role} may ${first ?? ""}, but also ${second ?? ""}: whose turn it is, no protocol says`;
    case "race":
      return `${after}, ${role} may ${first ?? ""} or ${second ?? ""}, whichever it takes first: a protocol has an order`;
    case "silent-stop":
      return `${after}, ${role} may ${first ?? ""}, but also stop without telling anybody: no choice of a protocol does`;
    case "starved":
      return `${after}, ${role} waits for what nobody will ever send`;
    default:
      return assertNever(kind);
  }
}

function describeStep({ kind, sender, receiver, message }: SplitEvent): string {
  return kind === "send" ? `send ${message} to ${receiver}` : `receive ${message} from ${sender}`;
}
