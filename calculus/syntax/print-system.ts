/** Systems as text: a member a line, then the sessions. */
import { writeAbove, writeBehind, writeBlockOf, writeBraced } from "./lines.ts";
import type { Declaration } from "./program.ts";
import type { SystemMember, SystemSession } from "./protocol.ts";

/** Appends the lines of `system S { A = N; B = project C; session q : Q { … } }`. */
export function writeSystem(lines: string[], declaration: Extract<Declaration, { kind: "system" }>): void {
  writeBlockOf(lines, "", `system ${declaration.name.text}`, [...declaration.members, ...declaration.sessions], declaration, writeItem);
}

function writeItem(lines: string[], indent: string, item: SystemMember | SystemSession, first: boolean): void {
  writeAbove(lines, indent, item, first);
  if ("by" in item) lines.push(`${indent}${item.role.text} = ${item.by.kind === "process" ? item.by.name.text : `project ${item.by.of.text}`};`);
  else {
    writeBraced(
      lines,
      indent,
      `session ${item.name.text} : ${item.protocol.text}`,
      item.ends,
      item,
      (end) => `${end.role.text} = ${end.holder.text} as ${end.variable.text}`,
      ";",
    );
  }
  writeBehind(lines, item);
}
