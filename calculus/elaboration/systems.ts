/** Systems as written, as definitions: who plays each role, and who holds the ends of further sessions at first. */
import type { SystemDefinition } from "../core/index.ts";
import type { Declaration } from "../syntax/index.ts";

type SystemDeclaration = Extract<Declaration, { kind: "system" }>;

/** Returns the systems of the declarations by name. A name behind `project` is a choreography where there is one, else a protocol. Linear. */
export function systemsOf(declarations: readonly Declaration[]): ReadonlyMap<string, SystemDefinition> {
  const choreographies = new Set(declarations.flatMap((declaration) => (declaration.kind === "choreography" ? [declaration.name.text] : [])));
  return new Map(
    declarations.flatMap((declaration) => (declaration.kind === "system" ? [[declaration.name.text, definitionOf(declaration, choreographies)] as const] : [])),
  );
}

function definitionOf({ name, members, sessions, span }: SystemDeclaration, choreographies: ReadonlySet<string>): SystemDefinition {
  return {
    name: name.text,
    members: members.map(({ role, by, span: at }) => ({
      role: role.text,
      by:
        by.kind === "process"
          ? { kind: "process", name: by.name.text }
          : { kind: choreographies.has(by.of.text) ? "choreography" : "protocol", name: by.of.text },
      span: at,
    })),
    sessions: sessions.map((session) => ({
      name: session.name.text,
      protocol: session.protocol.text,
      ends: session.ends.map(({ role, holder, variable }) => ({ role: role.text, holder: holder.text, variable: variable.text })),
      span: session.span,
    })),
    span,
  };
}
