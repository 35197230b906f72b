/** What `do` and `calls` enter: protocols that exist and may be entered in that way, with roles for each of theirs. */
import type { Name } from "../../../calculus/syntax/index.ts";
import type { TokenCursor } from "../token-cursor.ts";
import { completeInvitations } from "./calls.ts";
import type { DeclaredProtocol, Entering, Scope } from "./reading.ts";

/**
 * Puts roles that are passed by name in order, completes invitations, and checks what no statement of our own language says: calls, nested protocols, roles
 * passed by name. The rest about `do` is checked with the protocols of our own language. Linear in the arguments.
 */
export function checkEntered(entered: readonly Entering[], cursor: TokenCursor): void {
  for (const each of entered) {
    const protocol = find(each.protocol.text, each.scope);
    const { text, span } = each.protocol;
    if (each.verb === "do" && protocol?.kind === "nested") {
      cursor.report("unknown-protocol", span, `\`${text}\` is a nested protocol, which only \`calls\` can enter`, {
        labels: [{ span: protocol.name.span, message: "declared here" }],
      });
    }
    if (each.invitations !== undefined) checkCall(each, protocol, cursor);
    if (protocol === undefined) continue;
    orderRoles(each, protocol, cursor);
    completeInvitations(each, protocol);
  }
}

function find(name: string, scope: Scope | undefined): DeclaredProtocol | undefined {
  for (let place = scope; place !== undefined; place = place.outer) {
    const found = place.protocols.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function checkCall({ verb, protocol: { text, span }, arguments: list }: Entering, protocol: DeclaredProtocol | undefined, cursor: TokenCursor): void {
  if (verb === "do" && protocol === undefined) cursor.report("unknown-protocol", span, `there is no protocol \`${text}\` here`);
  else if (verb === "calls" && protocol?.kind !== "nested") {
    cursor.report("unknown-protocol", span, protocol === undefined ? `there is no nested protocol \`${text}\` here` : `\`${text}\` is not a nested protocol`);
  } else if (protocol !== undefined && protocol.roles.length !== list.length) {
    cursor.report("wrong-role-count", span, `\`${text}\` has ${String(protocol.roles.length)} roles, but is given ${String(list.length)}`, {
      labels: [{ span: protocol.name.span, message: "declared here" }],
    });
  }
  const seen = new Map<string, Name>();
  for (const { actual } of list) {
    const before = seen.get(actual.text);
    if (before === undefined) seen.set(actual.text, actual);
    else {
      cursor.report("aliased-roles", actual.span, `${actual.text} cannot play two roles of one protocol`, {
        labels: [{ span: before.span, message: "it plays this one" }],
      });
    }
  }
}

/** `do P(A as X, B as Y)` lists the roles in any order, but then each of them by name. */
function orderRoles({ arguments: list, roles }: Entering, protocol: DeclaredProtocol, cursor: TokenCursor): void {
  const named = list.flatMap(({ actual, formal }) => (formal === undefined ? [] : [{ actual, formal }]));
  const [first] = named;
  if (first === undefined) return;
  if (named.length < list.length) {
    cursor.report("wrong-role-count", first.formal.span, "either every role is passed by name or none is");
    return;
  }
  const actuals = new Map<string, Name>();
  for (const { actual, formal } of named) {
    if (!protocol.roles.some(({ text }) => text === formal.text)) {
      cursor.report("unknown-role", formal.span, `\`${protocol.name.text}\` has no role \`${formal.text}\``);
    } else if (actuals.has(formal.text)) cursor.report("duplicate-name", formal.span, `\`${formal.text}\` is passed twice`);
    actuals.set(formal.text, actual);
  }
  const ordered = protocol.roles.flatMap(({ text }) => actuals.get(text) ?? []);
  roles.splice(0, roles.length, ...ordered);
}
