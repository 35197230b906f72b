/** Notices: messages that tell a role which branch was taken, put behind the first message of a branch. */
import { present } from "../present.ts";
import type { GlobalBranch, GlobalType, Role } from "../core/index.ts";
import { nowhere, type Span } from "../diagnostics/index.ts";
import { foldGlobalType } from "./fold.ts";
import { messageKey } from "./message-key.ts";

type Choice = Extract<GlobalType, { kind: "choice" }>;

/** `sender` tells `receiver`, behind the message `behind` of the text. */
export interface Notice {
  readonly sender: Role;
  readonly receiver: Role;
  readonly label: string;
  /** The branch that it is for, as `branchPlaces` names it. */
  readonly place: string;
  readonly behind: Span;
  /** That message, as `A -> B : l`. */
  readonly behindText: string;
}

/** Names the branches of one type so that branches of one text, expanded alike, have one name however often they occur. */
export type BranchPlaces = (choice: Choice, index: number) => string;

/** The names of branches: by where they stand and what they say, or by identity for types that come from no text. */
export function branchPlaces(): BranchPlaces {
  const numbers = new Map<Choice, number>();
  return (choice, index) => {
    const branch = choice.branches[index];
    const span = branch?.span ?? nowhere;
    if (branch === undefined || span.file < 0) {
      const number = numbers.get(choice) ?? numbers.size;
      numbers.set(choice, number);
      return `#${number} ${index}`;
    }
    return JSON.stringify([span.file, span.start, span.end, choice.sender, branch.receiver, messageKey(branch.message)]);
  };
}

/**
 * The type with the notices, each behind its branch's message; `origin` is told which choice of the old type a choice of the new one is.
 * Linear in the subterm objects; shared ones stay shared.
 */
export function withNotices(type: GlobalType, notices: readonly Notice[], places: BranchPlaces, origin: (changed: Choice, from: Choice) => void): GlobalType {
  const byPlace = new Map<string, readonly Notice[]>();
  for (const notice of notices) byPlace.set(notice.place, [...(byPlace.get(notice.place) ?? []), notice]);
  return foldGlobalType<GlobalType>(type, (part, parts) => {
    if (part.kind === "recursion") return { ...part, body: present(parts[0]) };
    if (part.kind !== "choice") return part;
    const branches = part.branches.map((branch, index): GlobalBranch => {
      const told = byPlace.get(places(part, index)) ?? [];
      return { ...branch, continuation: told.reduceRight<GlobalType>(precededBy, present(parts[index])) };
    });
    const changed: Choice = { ...part, branches };
    origin(changed, part);
    return changed;
  });
}

function precededBy(rest: GlobalType, { sender, receiver, label }: Notice): GlobalType {
  return { kind: "choice", sender, branches: [{ receiver, message: { label, payload: [] }, continuation: rest, span: nowhere }], span: nowhere };
}

/**
 * Where a notice for a branch goes: behind its message, or behind the last of the messages of one statement with several receivers.
 */
export function endOfStatement(choice: Choice, index: number): { readonly choice: Choice; readonly index: number } {
  let at = { choice, index };
  for (;;) {
    const branch = at.choice.branches[at.index];
    const next = branch?.continuation;
    const [only, ...others] = next?.kind === "choice" ? next.branches : [];
    if (branch === undefined || next?.kind !== "choice" || only === undefined || others.length > 0) return at;
    const isSame = branch.span.file >= 0 && only.span.file === branch.span.file && only.span.start === branch.span.start && only.span.end === branch.span.end;
    if (!isSame) return at;
    at = { choice: next, index: 0 };
  }
}
