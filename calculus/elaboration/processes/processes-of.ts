/** Hand-written endpoints as behaviours, and how deep their conditionals with jumps nest. */
import type { FieldDefinition, ProcessDefinition, Role } from "../../core/index.ts";
import { error } from "../../diagnostics/index.ts";
import type { Diagnostic, Limits } from "../../diagnostics/index.ts";
import type { Declaration, ParsedFile, ProcessBlock, ProcessStatement } from "../../syntax/index.ts";
import { elaborateProcess } from "./body.ts";
import { jumpsOf } from "./jumps.ts";
import { shapeOf } from "./shape.ts";
import type { Conditional } from "./shape.ts";

/** Returns the processes of the declarations by name. `roles` are the declared roles with their fields: one of the name of a process's role has its state. */
export function processesOf(
  declarations: readonly Declaration[],
  roles: ReadonlyMap<Role, readonly FieldDefinition[]>,
): ReadonlyMap<string, ProcessDefinition> {
  const processes = new Map<string, ProcessDefinition>();
  for (const declaration of declarations) {
    if (declaration.kind !== "process") continue;
    const parameters = declaration.parameters.map(({ name, type }) => ({ name: name.text, type }));
    const types = new Map([...(roles.get(declaration.role.text) ?? []), ...parameters].map(({ name, type }) => [name, type]));
    processes.set(declaration.name.text, {
      name: declaration.name.text,
      role: declaration.role.text,
      ...(declaration.protocol === undefined ? {} : { protocol: declaration.protocol.text }),
      parameters,
      body: elaborateProcess(declaration.body, declaration.role.text, (variable) => types.get(variable)),
      span: declaration.span,
    });
  }
  return processes;
}

/**
 * `nesting-too-deep` at the first conditional of each process beyond the limit: what follows a conditional with a jump stands inside its branches, so one
 * after another they nest like written blocks. Linear in the statements.
 */
export function checkProcessDepth(files: readonly ParsedFile[], limits: Limits): readonly Diagnostic[] {
  return files.flatMap(({ declarations }) =>
    declarations.flatMap((declaration) => {
      if (declaration.kind !== "process") return [];
      const { escaping, brokenFromInside } = jumpsOf(declaration.body);
      const nests = new Set<ProcessStatement>([...escaping, ...brokenFromInside]);
      const tooDeep = firstBelow(declaration.body, 0, limits.nesting, nests);
      if (tooDeep === undefined) return [];
      const message = `more than ${String(limits.nesting)} conditionals or loops with \`continue\` or \`break\` follow each other before this one`;
      return [error("nesting-too-deep", tooDeep.span, message, { notes: ["each is nested in the one before: what follows it belongs to its branches"] })];
    }),
  );
}

function firstBelow(block: ProcessBlock, above: number, limit: number, nests: ReadonlySet<ProcessStatement | Conditional>): ProcessStatement | undefined {
  let depth = above;
  for (const statement of block.statements) {
    if (nests.has(statement)) depth++;
    if (depth > limit) return statement;
    const shape = shapeOf(statement);
    const inner = shape.kind === "loop" ? [shape.body] : shape.kind === "conditional" ? shape.blocks : [];
    for (const each of inner) {
      const found = firstBelow(each, depth, limit, nests);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
