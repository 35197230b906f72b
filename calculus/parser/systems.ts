/** Systems, the networks of endpoints (docs/language.md, Systems). */
import type { Span } from "../diagnostics/index.ts";
import type { Declaration, Name, SystemMember, SystemSession } from "../syntax/index.ts";
import { parseUntilBrace } from "./blocks.ts";
import type { Cursor } from "./cursor.ts";
import { parseHead } from "./recover.ts";
import { COLON, EQUALS, IDENTIFIER, LEFT_BRACE } from "./tokens.ts";

/** Parses what stands behind `system`. */
export function parseSystem(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of a system");
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, "`{` and the members");
  const members: SystemMember[] = [];
  const sessions: SystemSession[] = [];
  parseUntilBrace(cursor, open, () => {
    if (cursor.isWord("session") && cursor.ahead(1) === IDENTIFIER) {
      const session = parseSession(cursor);
      if (session !== undefined) sessions.push(session);
      return;
    }
    const member = parseMember(cursor);
    const [session] = sessions;
    if (session !== undefined) {
      cursor.report("unexpected-token", member.span, "the members of a system stand before its sessions", {
        labels: [{ span: session.name.span, message: "a session stands here" }],
      });
    }
    members.push(member);
  });
  return { kind: "system", name, members, sessions, span: cursor.spanFrom(start) };
}

/** `A = Name;` or `A = project C;` */
function parseMember(cursor: Cursor): SystemMember {
  const start = cursor.start();
  const role = cursor.name("a role, or `session`");
  cursor.expect(EQUALS, "`=` and the process that plays the role");
  const projected = cursor.isWord("project") && cursor.ahead(1) === IDENTIFIER;
  if (projected) cursor.advance();
  const name = cursor.name(projected ? "a choreography or a protocol" : "a process, or `project`");
  cursor.semicolon("a member");
  return { role, by: projected ? { kind: "project", of: name } : { kind: "process", name }, span: cursor.spanFrom(start) };
}

/** `session q : Q { C = A as s; D = B as t; }` */
function parseSession(cursor: Cursor): SystemSession | undefined {
  const start = cursor.start();
  cursor.advance();
  const head = parseHead(cursor, () => {
    const name = cursor.name("the name of a session");
    cursor.expect(COLON, "`:` and the protocol of the session");
    return { name, protocol: cursor.name("a protocol") };
  });
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, "`{` and the ends of the session");
  const ends: { role: Name; holder: Name; variable: Name; span: Span }[] = [];
  parseUntilBrace(cursor, open, () => {
    const from = cursor.start();
    const role = cursor.name("a role of the session");
    cursor.expect(EQUALS, "`=` and the member that holds this end");
    const holder = cursor.name("a member");
    cursor.expectWord("as");
    const variable = cursor.name("the variable that holds this end");
    cursor.semicolon("an end of a session");
    ends.push({ role, holder, variable, span: cursor.spanFrom(from) });
  });
  return head === undefined ? undefined : { ...head, ends, span: cursor.spanFrom(start) };
}
