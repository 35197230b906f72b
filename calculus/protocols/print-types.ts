/**
 * Global and local types as text, in the notation of the literature: `p → q: ℓ(int). G`, `p → { q: a. G, r: b. G }`, `μt. G`, `q!ℓ(int). T`,
 * `⊕{ q!a. T, q!b. T }`, `&{ p?a. T, p?b. T }`. Shared subterms are written each time, so texts are cut at a limit.
 */
import type { GlobalType, LocalType, Message } from "../core/index.ts";
import { printPlainType } from "../syntax/index.ts";
import type { LocalAction } from "./automata.ts";

/** How many characters a type may take unless the caller says otherwise. */
export const typeTextLimit = 2000;

/** Pieces of a text that are still to be written: the next is last. */
type Piece<T> = string | T;

/** The text of a global type; what lies beyond `limit` characters is `…`. Takes no stack. */
export function printGlobalType(type: GlobalType, limit: number = typeTextLimit): string {
  return write<GlobalType>(type, limit, (part) => {
    switch (part.kind) {
      case "end":
        return ["end"];
      case "variable":
        return [part.name];
      case "recursion":
        return [`μ${part.variable}. `, part.body];
      case "choice": {
        const [only] = part.branches;
        if (only !== undefined && part.branches.length === 1) return [`${part.sender} → ${only.receiver}: ${printMessage(only.message)}. `, only.continuation];
        const common = only !== undefined && part.branches.every(({ receiver }) => receiver === only.receiver) ? only.receiver : undefined;
        return [
          `${part.sender} → ${common === undefined ? "" : `${common} `}{ `,
          ...part.branches.flatMap(({ receiver, message, continuation }, index): readonly Piece<GlobalType>[] => [
            `${index === 0 ? "" : ", "}${common === undefined ? `${receiver}: ` : ""}${printMessage(message)}. `,
            continuation,
          ]),
          " }",
        ];
      }
    }
  });
}

/** The text of a local type; what lies beyond `limit` characters is `…`. Takes no stack. */
export function printLocalType(type: LocalType, limit: number = typeTextLimit): string {
  return write<LocalType>(type, limit, (part) => {
    switch (part.kind) {
      case "end":
        return ["end"];
      case "variable":
        return [part.name];
      case "recursion":
        return [`μ${part.variable}. `, part.body];
      case "select":
      case "branch": {
        const direction = part.kind === "select" ? "send" : "receive";
        const branches = part.branches.flatMap(({ peer, message, continuation }, index): readonly Piece<LocalType>[] => [
          `${index === 0 ? "" : ", "}${printLocalAction({ direction, peer, message })}. `,
          continuation,
        ]);
        return part.branches.length === 1 ? branches : [part.kind === "select" ? "⊕{ " : "&{ ", ...branches, " }"];
      }
    }
  });
}

/** The head of a local type: `⊕{ q!a, q!b }`, `p?a`, `end`; loops are opened. */
export function printHead(type: LocalType): string {
  let head = type;
  while (head.kind === "recursion") head = head.body;
  if (head.kind === "end") return "end";
  if (head.kind === "variable") return head.name;
  const direction = head.kind === "select" ? "send" : "receive";
  const actions = head.branches.map(({ peer, message }) => printLocalAction({ direction, peer, message }));
  return actions.length === 1 ? actions.join() : `${head.kind === "select" ? "⊕" : "&"}{ ${actions.join(", ")} }`;
}

/** `q!ℓ(int)` or `p?ℓ(int)`. */
export function printLocalAction({ direction, peer, message }: LocalAction): string {
  return `${peer}${direction === "send" ? "!" : "?"}${printMessage(message)}`;
}

/** `ℓ`, `ℓ(int)`, `ℓ(x: int, Q@r)`. */
export function printMessage({ label, payload }: Message): string {
  if (payload.length === 0) return label;
  const items = payload.map(({ name, sort }) => {
    const text = sort.kind === "session" ? `${sort.protocol}@${sort.role}` : printPlainType(sort.type);
    return name === undefined ? text : `${name}: ${text}`;
  });
  return `${label}(${items.join(", ")})`;
}

function write<T extends object>(root: T, limit: number, piecesOf: (part: T) => readonly Piece<T>[]): string {
  const waiting: Piece<T>[] = [root];
  const written: string[] = [];
  let length = 0;
  for (let piece = waiting.pop(); piece !== undefined; piece = waiting.pop()) {
    if (typeof piece !== "string") {
      waiting.push(...piecesOf(piece).toReversed());
      continue;
    }
    if (length + piece.length > limit) return `${written.join("")}…`;
    written.push(piece);
    length += piece.length;
  }
  return written.join("");
}
