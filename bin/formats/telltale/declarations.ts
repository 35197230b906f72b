/** A file of Telltale: `protocol P = …` with its roles and its `where` block; what is declared around it belongs to other programs. */
import type { Name, ProtocolBlock } from "../../../calculus/syntax/index.ts";
import { recovery } from "../token-cursor.ts";
import { readBlock, readEach, readStatement } from "./blocks.ts";
import { dedent, indent } from "./layout.ts";
import type { Reading } from "./reading.ts";
import { readRoleList } from "./roles.ts";

/** Declarations that say nothing about messages. */
const otherDeclarations: ReadonlySet<string> = new Set([
  ...["module", "import", "type", "effect", "proof_bundle", "profile", "agreement_profile", "role_set", "cluster", "ring", "mesh"],
  ...["fragment", "guest"],
]);

/** Reads everything up to the end. */
export function readDeclarations(reading: Reading): void {
  const { cursor } = reading;
  while (!cursor.atEnd()) {
    const before = cursor.position();
    const { text, start } = cursor.token();
    try {
      if (text === "protocol") readProtocol(reading);
      else if (otherDeclarations.has(text)) {
        skipDeclaration(reading);
        cursor.warn("annotation-not-judged", cursor.spanFrom(start), `this \`${text}\` is read over, and no verdict depends on it`, []);
      } else if (text === "operation") {
        skipDeclaration(reading);
        cursor.report("not-yet-supported", cursor.spanFrom(start), "`operation` is not supported yet");
      } else cursor.unexpected("`protocol` or another declaration");
    } catch (failure) {
      if (failure !== recovery) throw failure;
      if (cursor.position() === before) cursor.advance();
      skipToDeclaration(reading);
    }
  }
}

function isDeclaration(text: string): boolean {
  return text === "protocol" || text === "operation" || otherDeclarations.has(text);
}

/** Takes the first word of a declaration, and everything up to the next one. */
function skipDeclaration(reading: Reading): void {
  reading.cursor.advance();
  skipToDeclaration(reading);
}

/** Moves to a line outside of all blocks that begins a declaration. */
function skipToDeclaration({ cursor, lines }: Reading): void {
  let depth = 0;
  while (!cursor.atEnd()) {
    const { text, start } = cursor.token();
    if (depth <= 0 && lines.has(start) && isDeclaration(text)) return;
    if (text === "(" || text === "[" || text === "{") {
      cursor.skipBalanced();
      continue;
    }
    if (text === indent) depth++;
    if (text === dedent) depth--;
    cursor.advance();
  }
}

function readProtocol(reading: Reading): void {
  const { cursor } = reading;
  const { start } = cursor.advance();
  const name = cursor.name("the name of a protocol");
  const before = reading.protocols.find((protocol) => protocol.name.text === name.text);
  if (before !== undefined) {
    cursor.report("duplicate-name", name.span, `\`${name.text}\` is declared twice`, { labels: [{ span: before.name.span, message: "first here" }] });
  }
  reading.protocol = name.text;
  reading.roles = [];
  const head = readHeadRoles(reading);
  if (head !== undefined) reading.roles = head;
  for (const word of ["requires", "uses", "under"]) {
    const from = cursor.token().start;
    if (!cursor.accept(word)) continue;
    do cursor.name("a name");
    while (cursor.accept(","));
    cursor.warn("annotation-not-judged", cursor.spanFrom(from), `\`${word}\` is read, and no verdict depends on it`, []);
  }
  cursor.expect("=", "`=` and the body of the protocol");
  const body = readBody(reading, head);
  reading.protocols.push({ kind: "protocol", name, roles: reading.roles, body, span: cursor.spanFrom(start) });
  if (!cursor.accept("where")) return;
  if (cursor.is(indent) || cursor.is("{") || cursor.is("(")) {
    readEach(reading, "the protocols", () => {
      readLocal(reading);
    });
  } else
    do readLocal(reading);
    while (cursor.is("protocol"));
}

function readHeadRoles(reading: Reading): readonly Name[] | undefined {
  const { cursor } = reading;
  if (!cursor.accept("(")) return undefined;
  const roles = readRoleList(reading);
  cursor.expect(")", "`,` or `)`");
  return roles;
}

/** The block of a protocol, which begins with `roles` unless its head has them. */
function readBody(reading: Reading, head: readonly Name[] | undefined): ProtocolBlock {
  const { cursor } = reading;
  const { start } = cursor.token();
  const statements: ProtocolBlock["statements"][number][] = [];
  let isFirst = true;
  readEach(reading, "the body of the protocol", () => {
    const first = isFirst;
    isFirst = false;
    if (first && head === undefined) {
      cursor.expect("roles", "`roles` and the roles of the protocol");
      reading.roles = readRoleList(reading);
    } else readStatement(reading, statements);
  });
  return { statements, span: cursor.spanFrom(start) };
}

/** `protocol P = …` in a `where` block. Its roles are among those of the protocol around it. */
function readLocal(reading: Reading): void {
  const { cursor } = reading;
  const { start } = cursor.token();
  cursor.expect("protocol", "`protocol`");
  const written = cursor.name("the name of a protocol");
  const name = { ...written, text: `${reading.protocol}.${written.text}` };
  const before = reading.protocols.find((protocol) => protocol.name.text === name.text);
  if (before !== undefined) {
    cursor.report("duplicate-name", written.span, `\`${written.text}\` is declared twice`, { labels: [{ span: before.name.span, message: "first here" }] });
  }
  for (const { text, span } of readHeadRoles(reading) ?? []) {
    if (!reading.roles.some((role) => role.text === text)) cursor.report("unknown-role", span, `there is no role \`${text}\` in \`${reading.protocol}\``);
  }
  cursor.expect("=", "`=` and the body of the protocol");
  const body = readBlock(reading);
  reading.protocols.push({ kind: "protocol", name, roles: reading.roles, body, span: cursor.spanFrom(start) });
}
