/**
 * Calls of nuScr: `A calls P(B, C);` begins a session of P beside this one, with fresh roles for those that P introduces (Demangeon and Honda, CONCUR 2012).
 * What the session of the caller shows of it are the invitations: a message from A to every other role that takes part, in the order of the text, which carries
 * that role's end of the new session. All who receive one know by its label who else takes part, as in nuScr.
 */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Name, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import type { DeclaredProtocol, Entering, Invitation, Reading, RoleArgument, Scope } from "./reading.ts";

interface Call {
  readonly verb: Entering["verb"];
  readonly caller: Name;
  readonly protocol: Name;
  readonly list: readonly RoleArgument[];
  readonly scope: Scope;
  readonly span: Span;
}

/** The invitations of a call, to be completed when everything has been read; none if the caller alone takes part. Linear in the roles. */
export function callOf(reading: Reading, { verb, caller, protocol, list, scope, span }: Call): readonly ProtocolStatement[] {
  const invited = list.filter(({ actual }) => actual.text !== caller.text);
  const invitations = invited.map(({ actual }): Invitation => ({ to: actual, label: { text: protocol.text, span: protocol.span }, payload: [] }));
  reading.entered.push({ verb, invitations, protocol, arguments: list, scope, roles: list.map(({ actual }) => actual) });
  if (invitations.length === 0 && !scope.roles.some(({ text }) => text === caller.text)) {
    reading.cursor.report("unknown-role", caller.span, `there is no role \`${caller.text}\` here`);
  }
  return invitations.map(({ to, label, payload }): ProtocolStatement => ({ kind: "message", from: caller, to: [to], label, payload, span }));
}

/** Fills in what the invitations say, once it is known which protocol is called. Its label has a space, so that no message that is written has the same. */
export function completeInvitations({ invitations, roles, protocol: { span } }: Entering, protocol: DeclaredProtocol): void {
  for (const { to, label, payload } of invitations ?? []) {
    const role = protocol.ends[roles.findIndex(({ text }) => text === to.text)];
    if (role === undefined) continue;
    label.text = `calls ${protocol.path}(${roles.map(({ text }) => text).join(", ")})`;
    payload.push({ sort: { kind: "session", protocol: { text: protocol.path, span }, role: { text: role.text, span: to.span } }, span: to.span });
  }
}
