/** Global types as JSON, for saved counterexamples: nested lists that read like the notation of the papers. */
import { globalEnd, type GlobalType, type Message, type Role } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import type { Generator } from "../theorem.ts";
import { globalTypes, type TypeCase } from "./global-types.ts";

type Written = string | { readonly rec: string; readonly body: Written } | { readonly from: Role; readonly to: readonly (readonly [Role, string, Written])[] };

/** Random global types as cases of theorems. */
export const typeCases: Generator<TypeCase> = {
  name: "random global types",
  arbitrary: globalTypes(),
  extension: "json",
  write: ({ roles, type }) => `${JSON.stringify({ roles, type: written(type) })}\n`,
  read: (text) => {
    const { roles, type } = JSON.parse(text) as { readonly roles: readonly Role[]; readonly type: Written };
    return { roles, type: read(type) };
  },
};

function written(type: GlobalType): Written {
  switch (type.kind) {
    case "end":
      return "end";
    case "variable":
      return type.name;
    case "recursion":
      return { rec: type.variable, body: written(type.body) };
    case "choice":
      return { from: type.sender, to: type.branches.map(({ receiver, message, continuation }) => [receiver, messageText(message), written(continuation)]) };
  }
}

function read(type: Written): GlobalType {
  if (type === "end") return globalEnd;
  if (typeof type === "string") return { kind: "variable", name: type };
  if ("rec" in type) return { kind: "recursion", variable: type.rec, body: read(type.body) };
  const branches = type.to.map(([receiver, text, continuation]) => ({ receiver, message: messageOf(text), continuation: read(continuation), span: nowhere }));
  return { kind: "choice", sender: type.from, branches, span: nowhere };
}

function messageText({ label, payload }: Message): string {
  return [label, ...payload.map(({ sort }) => (sort.kind === "value" && sort.type.kind === "primitive" ? sort.type.name : "?"))].join(" ");
}

function messageOf(text: string): Message {
  const [label = "", ...sorts] = text.split(" ");
  return { label, payload: sorts.map((name) => ({ sort: { kind: "value", type: { kind: "primitive", name, span: nowhere } as Type } })) };
}
