/** Smaller global types for shrinking: each a closed and guarded type with fewer subterms, the smallest first. */
import { globalEnd, type GlobalType } from "../../calculus/core/index.ts";

/** Candidates in the order in which they are to be tried. Types here are small: recursion over them is no danger. */
export function* smallerTypes(type: GlobalType): Iterable<GlobalType> {
  for (const candidate of candidates(type)) if (isGuarded(candidate) && isClosed(candidate, new Set())) yield candidate;
}

function* candidates(type: GlobalType): Iterable<GlobalType> {
  switch (type.kind) {
    case "end":
      return;
    case "variable":
      yield globalEnd;
      return;
    case "recursion":
      yield globalEnd;
      yield without(type.body, type.variable);
      for (const body of candidates(type.body)) yield { ...type, body };
      return;
    case "choice": {
      yield globalEnd;
      for (const { continuation } of type.branches) yield continuation;
      if (type.branches.length > 1) for (const gone of type.branches) yield { ...type, branches: type.branches.filter((one) => one !== gone) };
      for (const at of type.branches) {
        if (at.message.payload.length > 0)
          yield { ...type, branches: type.branches.map((one) => (one === at ? { ...at, message: { ...at.message, payload: [] } } : one)) };
        for (const continuation of candidates(at.continuation))
          yield { ...type, branches: type.branches.map((one) => (one === at ? { ...at, continuation } : one)) };
      }
    }
  }
}

/** The type with `end` for the variable. */
function without(type: GlobalType, variable: string): GlobalType {
  switch (type.kind) {
    case "variable":
      return type.name === variable ? globalEnd : type;
    case "recursion":
      return { ...type, body: without(type.body, variable) };
    case "choice":
      return { ...type, branches: type.branches.map((one) => ({ ...one, continuation: without(one.continuation, variable) })) };
    default:
      return type;
  }
}

function isGuarded(type: GlobalType): boolean {
  let head = type;
  while (head.kind === "recursion") head = head.body;
  if (type.kind === "recursion" && head.kind !== "choice") return false;
  return head.kind !== "choice" || head.branches.every(({ continuation }) => isGuarded(continuation));
}

function isClosed(type: GlobalType, bound: ReadonlySet<string>): boolean {
  switch (type.kind) {
    case "end":
      return true;
    case "variable":
      return bound.has(type.name);
    case "recursion":
      return isClosed(type.body, new Set([...bound, type.variable]));
    case "choice":
      return type.branches.every(({ continuation }) => isClosed(continuation, bound));
  }
}
