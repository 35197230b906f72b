/** `choreography C(A, B) implements P`: P exists and has the roles of C. Whether C behaves like P is judged when it is verified. */
import type { Name } from "../syntax/index.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { listed } from "./wording.ts";

/** Reports what is wrong with the protocol that a choreography names, if it names one. */
export function checkImplementation(declaration: ChoreographyDeclaration, program: Program, reporter: Reporter): void {
  const { implements: named } = declaration;
  if (named === undefined) return;
  const protocol = program.protocols.get(named.text);
  if (protocol === undefined) {
    reporter.unknown("unknown-protocol", named, "protocol", () => program.protocols.keys());
    return;
  }
  const difference = differenceOfRoles(
    declaration.roles.map(({ name }) => name),
    protocol.roles,
  );
  if (difference === undefined) return;
  reporter.report("protocol-mismatch", named.span, `\`${declaration.name.text}\` ${difference}: its roles are not those of \`${named.text}\``, {
    labels: [{ span: protocol.name.span, message: `its roles are ${protocol.roles.map((role) => role.text).join(", ")}` }],
  });
}

/** How roles differ from those of a protocol, as a clause: "lacks `B`"; undefined when they are the same. */
export function differenceOfRoles(own: readonly Name[], of: readonly Name[]): string | undefined {
  const [have, need] = [new Set(own.map(({ text }) => text)), new Set(of.map(({ text }) => text))];
  const lacking = [...need].filter((role) => !have.has(role));
  const surplus = [...have].filter((role) => !need.has(role));
  const parts = [...(lacking.length > 0 ? [`lacks ${listed(lacking)}`] : []), ...(surplus.length > 0 ? [`has ${listed(surplus)} besides`] : [])];
  return parts.length === 0 ? undefined : parts.join(" and ");
}
