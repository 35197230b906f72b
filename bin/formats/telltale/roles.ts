/** Roles of Telltale: their declaration, their use, and the record of annotations behind a sender. */
import type { Name } from "../../../calculus/syntax/index.ts";
import type { Reading } from "./reading.ts";

/** Takes `A, B, W[N]` behind `roles`, or between the parentheses of a head. Families of roles are refused. */
export function readRoleList({ cursor }: Reading): readonly Name[] {
  const roles: Name[] = [];
  do {
    const role = cursor.name("a role");
    if (cursor.is("[")) {
      cursor.skipBalanced();
      cursor.report("not-yet-supported", cursor.spanFrom(role.span.start), "families of roles are not supported yet", {
        notes: ["write out their members: `roles W1, W2`"],
      });
    }
    roles.push(role);
  } while (cursor.accept(","));
  return roles;
}

/** Takes a role that sends, receives or decides. `W[i]`, a member of a family, is refused. */
export function readRole({ cursor }: Reading, what: string): Name {
  const role = cursor.name(what);
  if (cursor.is("[") && !(cursor.isWord(1) && (cursor.is("=", 2) || cursor.is(":", 2)))) {
    cursor.skipBalanced();
    cursor.report("not-yet-supported", cursor.spanFrom(role.span.start), "members of families of roles are not supported yet");
  }
  return role;
}

/** Takes the record behind a sender, `{ guard : "…", flow_cost : 1 }`, in brackets in old versions, and warns of what it says. */
export function readAnnotations({ cursor }: Reading): void {
  if (!cursor.is("{") && !cursor.is("[")) return;
  const { start, text } = cursor.advance();
  const closing = text === "{" ? "}" : "]";
  const names: string[] = [];
  while (!cursor.is(closing)) {
    names.push(`\`${cursor.name("an annotation").text}\``);
    if (!cursor.accept(":")) cursor.expect("=", "`:` or `=`");
    readValue(closing);
    if (!cursor.accept(",")) break;
  }
  cursor.expect(closing, `\`,\` or \`${closing}\``);
  if (names.length === 0) return;
  cursor.warn("annotation-not-judged", cursor.spanFrom(start), `${names.join(", ")} of this message: read, and no verdict depends on it`, [
    "what is judged is the protocol in which the message is always sent, at no cost and without a record",
  ]);

  /** A string, number, duration, word, or list in brackets: everything up to the comma. */
  function readValue(end: string): void {
    const { start: first } = cursor.token();
    while (!cursor.atEnd() && !cursor.is(",") && !cursor.is(end)) {
      if (cursor.is("(") || cursor.is("[") || cursor.is("{")) cursor.skipBalanced();
      else cursor.advance();
    }
    if (cursor.token().start === first) cursor.unexpected("the value of the annotation");
  }
}
