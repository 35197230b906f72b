/** Fault models: what may go wrong, and how often (docs/language.md, Faults). */
import type { Declaration, FaultClauseSyntax, Name } from "../syntax/index.ts";
import { parseLabel } from "./bindings.ts";
import { parseUntilBrace } from "./blocks.ts";
import type { Cursor } from "./cursor.ts";
import { lineNumber } from "./expectations.ts";
import { ARROW, COLON, COMMA, IDENTIFIER, INTEGER, LEFT_BRACE } from "./tokens.ts";

/** Parses what stands behind `faults`. */
export function parseFaults(cursor: Cursor, start: number): Declaration {
  const name = cursor.name("the name of a fault model");
  const open = cursor.here();
  cursor.expect(LEFT_BRACE, "`{` and what may go wrong");
  const clauses: FaultClauseSyntax[] = [];
  parseUntilBrace(cursor, open, () => clauses.push(parseClause(cursor)));
  return { kind: "faults", name, clauses, span: cursor.spanFrom(start) };
}

function parseClause(cursor: Cursor): FaultClauseSyntax {
  const start = cursor.start();
  if (cursor.acceptWord("crash")) {
    const roles = parseRoles(cursor, "a role that may crash, or `anywhere`");
    const permanently = cursor.acceptWord("permanently");
    return { kind: "crash", roles, permanently, ...parseBudget(cursor), span: cursor.spanFrom(start) };
  }
  if (cursor.acceptWord("exception")) {
    const roles = parseRoles(cursor, "a role that may end in an exception, or `anywhere`");
    return { kind: "exception", roles, ...parseBudget(cursor), span: cursor.spanFrom(start) };
  }
  if (cursor.acceptWord("restart")) {
    cursor.expectWord("broker");
    return { kind: "restart-broker", ...parseBudget(cursor), span: cursor.spanFrom(start) };
  }
  if (cursor.acceptWord("partition")) {
    const from = cursor.name("a role");
    cursor.expectWord("from");
    const to = cursor.name("a role");
    return { kind: "partition", from, to, ...parseBudget(cursor), span: cursor.spanFrom(start) };
  }
  const kind = messageFaults.find((word) => cursor.acceptWord(word));
  if (kind === undefined) cursor.unexpected("`crash`, `exception`, `restart`, `partition`, `lose`, `duplicate`, `reorder` or `delay`");
  const between = cursor.kind() === IDENTIFIER && cursor.ahead(1) === ARROW ? parseBetween(cursor) : undefined;
  return { kind, ...(between === undefined ? {} : { between }), ...parseBudget(cursor), span: cursor.spanFrom(start) };
}

const messageFaults = ["lose", "duplicate", "reorder", "delay"] as const;

/** Roles, none for `anywhere`. */
function parseRoles(cursor: Cursor, what: string): readonly Name[] {
  const roles: Name[] = [];
  if (cursor.acceptWord("anywhere")) return roles;
  do roles.push(cursor.name(what));
  while (cursor.accept(COMMA));
  return roles;
}

/** `A -> B` or `A -> B : l` */
function parseBetween(cursor: Cursor): NonNullable<Extract<FaultClauseSyntax, { readonly between?: unknown }>["between"]> {
  const from = cursor.name("a role");
  cursor.advance();
  const to = cursor.name("a role");
  return cursor.accept(COLON) ? { from, to, label: parseLabel(cursor) } : { from, to };
}

/** `at most 2`, and the semicolon. */
function parseBudget(cursor: Cursor): { readonly atMost?: number } {
  if (!cursor.acceptWord("at")) {
    cursor.semicolon("a fault");
    return {};
  }
  cursor.expectWord("most");
  const from = cursor.start();
  cursor.expect(INTEGER, "a number");
  const atMost = lineNumber(cursor.text.slice(from, cursor.previousEnd()));
  cursor.semicolon("a fault");
  return { atMost };
}
