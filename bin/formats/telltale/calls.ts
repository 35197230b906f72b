/** What `call` enters: protocols of the `where` block, for those roles that act in them, themselves or through what they call. */
import type { Name, ProtocolBlock } from "../../../calculus/syntax/index.ts";
import type { Reading } from "./reading.ts";

interface Acting {
  readonly roles: Set<string>;
  readonly called: Set<string>;
}

function gather({ statements }: ProtocolBlock, acting: Acting): void {
  for (const statement of statements) {
    if (statement.kind === "message") for (const { text } of [statement.from, ...statement.to]) acting.roles.add(text);
    else if (statement.kind === "choice" || statement.kind === "par") {
      if (statement.kind === "choice") acting.roles.add(statement.at.text);
      for (const branch of statement.branches) gather(branch, acting);
    } else if (statement.kind === "rec") gather(statement.body, acting);
    else if (statement.kind === "do") acting.called.add(statement.protocol.text);
  }
}

/** Fills the roles of calls and of what they call, in the order in which they are declared, and reports calls of what is not there. */
export function resolveCalls({ calls, protocols, cursor }: Reading): void {
  const acting = new Map<string, Acting>();
  const callers = new Map<string, string[]>();
  for (const { name, body } of protocols) {
    const found: Acting = { roles: new Set(), called: new Set() };
    gather(body, found);
    acting.set(name.text, found);
    for (const called of found.called) callers.set(called, [...(callers.get(called) ?? []), name.text]);
  }
  // Roles go to callers until nothing is new; each protocol gets each role once.
  const pending = [...acting.keys()];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const { roles } = acting.get(name) ?? { roles: new Set<string>() };
    for (const caller of callers.get(name) ?? []) {
      const into = acting.get(caller)?.roles ?? new Set<string>();
      const before = into.size;
      for (const role of roles) into.add(role);
      if (into.size > before) pending.push(caller);
    }
  }
  const locals = new Map<string, Name[]>();
  for (const [index, protocol] of protocols.entries()) {
    if (!protocol.name.text.includes(".")) continue;
    const roles = protocol.roles.filter(({ text }) => acting.get(protocol.name.text)?.roles.has(text) === true);
    locals.set(protocol.name.text, roles);
    protocols[index] = { ...protocol, roles };
  }
  for (const { written, protocol, roles } of calls) {
    const of = locals.get(protocol.text);
    if (of === undefined) cursor.report("unknown-protocol", written.span, `there is no protocol \`${written.text}\` in a \`where\` block here`);
    else for (const { text } of of) roles.push({ text, span: written.span });
  }
}
