/** What is judged of an endpoint beside another one: subtyping, synchronous or asynchronous, and replacement in the network of a protocol. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { WrittenItem } from "../written-item.ts";

export interface ReplacementItem {
  readonly kind: (typeof replacementItems)[number];
  /** The protocol or context that the endpoints are compared with. */
  readonly of: string;
  /** Absent: every role. */
  readonly role?: Role;
}

/** The names of the items. */
export const replacementItems = ["subtype", "async-subtype", "may-replace"] as const;

/** The item that is written: undefined when it is none of these, a sentence when its arguments are not in order. */
export function replacementItem({ name, arguments: words }: WrittenItem): ReplacementItem | string | undefined {
  const kind = replacementItems.find((each) => each === name);
  if (kind === undefined) return undefined;
  const [of, role] = words;
  if (of === undefined || of === "" || words.length > 2)
    return `\`${name}\` takes a ${kind === "may-replace" ? "protocol" : "protocol or context"} and, if only one role is meant, the role`;
  return role === undefined ? { kind, of } : { kind, of, role };
}

/** The item as an `expect` line writes it. */
export function replacementItemText({ kind, of, role }: ReplacementItem): string {
  return role === undefined ? `${kind}(${of})` : `${kind}(${of}, ${role})`;
}

/** The sentence that a verdict on the item decides. */
export function definitionOfItem({ kind, of, role }: ReplacementItem): string {
  const whose = role ?? "every role";
  switch (kind) {
    case "subtype":
      return `the local type of ${whose} is a synchronous subtype of the one in ${of}: it accepts at least as much, and chooses nothing else`;
    case "async-subtype":
      return `the local type of ${whose} is an asynchronous subtype of the one in ${of}: what it does is what that one does, but for outputs and inputs that come earlier than those of other channels`;
    case "may-replace":
      return `with this endpoint of ${whose} in place of the projected one, the network of ${of} has only runs of ${of}, and no deadlock`;
    default:
      return assertNever(kind);
  }
}
