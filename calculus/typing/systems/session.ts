/** Further sessions of a system: each end is held by one member, in a variable of its own. */
import type { SystemMember, SystemSession } from "../../syntax/index.ts";
import { distinct } from "../collect.ts";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { checkVariableName } from "../shadowing.ts";
import { listed } from "../wording.ts";

/** Reports what is wrong with a session of a system that has these members. Linear in the session, the members and the roles of its protocol. */
export function checkSession(session: SystemSession, members: readonly SystemMember[], program: Program, reporter: Reporter): void {
  const { name, protocol: named, ends } = session;
  const protocol = program.protocols.get(named.text);
  if (protocol === undefined) reporter.unknown("unknown-protocol", named, "protocol", () => program.protocols.keys());
  distinct(
    ends.map(({ role }) => role),
    reporter,
  );
  const holders = new Set(members.map(({ role }) => role.text));
  for (const { role, holder, variable } of ends) {
    if (protocol !== undefined && !protocol.roles.some(({ text }) => text === role.text)) {
      reporter.unknown("unknown-role", role, `role of protocol \`${named.text}\`:`, () => protocol.roles.map(({ text }) => text), {
        labels: [{ span: protocol.name.span, message: `its roles are ${protocol.roles.map(({ text }) => text).join(", ")}` }],
      });
    }
    if (!holders.has(holder.text)) reporter.unknown("unknown-role", holder, "member of the system:", () => holders);
    const field = program.roles.get(holder.text)?.fields.get(variable.text)?.declaration.name;
    if (field === undefined) checkVariableName(variable, program, reporter);
    else {
      reporter.report("shadowed-name", variable.span, `\`${variable.text}\` is a field of ${holder.text} and cannot hold the end of a session`, {
        labels: [{ span: field.span, message: "declared here" }],
      });
    }
  }
  const held = new Set(ends.map(({ role }) => role.text));
  const missing = protocol?.roles.flatMap(({ text }) => (held.has(text) ? [] : text)) ?? [];
  if (missing.length > 0) reporter.report("missing-member", name.span, `nobody holds ${listed(missing)} of session \`${name.text}\``);
}
