/** Builds members and sessions of systems from concrete syntax. */
import type { SystemMember, SystemSession } from "../../syntax/index.ts";
import { part, type Concrete } from "./concrete.ts";
import { nameOf, spanOf, type Source } from "./source.ts";

export function buildMember(source: Source, whole: Concrete): SystemMember {
  const node = part(whole, 0);
  const role = nameOf(source, part(node, 0));
  const span = spanOf(source, node);
  if (node.rule === "Member_project") return { role, by: { kind: "project", of: nameOf(source, part(node, 3)) }, span };
  return { role, by: { kind: "process", name: nameOf(source, part(node, 2)) }, span };
}

export function buildSession(source: Source, node: Concrete): SystemSession {
  return {
    name: nameOf(source, part(node, 1)),
    protocol: nameOf(source, part(node, 3)),
    ends: part(node, 5).parts.map((end) => ({
      role: nameOf(source, part(end, 0)),
      holder: nameOf(source, part(end, 2)),
      variable: nameOf(source, part(end, 4)),
      span: spanOf(source, end),
    })),
    span: spanOf(source, node),
  };
}
