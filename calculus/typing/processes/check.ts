/** Processes are well scoped and, as far as that does not need their protocols, well typed (docs/language.md, processes). */
import { distinct } from "../collect.ts";
import type { ProcessDeclaration, Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { checkType } from "../type-expressions.ts";
import { checkProcessBody } from "./body.ts";
import { checkGuardedProcesses } from "./guarded.ts";
import { heldEnds } from "./scope.ts";

const none: ReadonlySet<string> = new Set();

/** Reports what is wrong with the processes of a program. Linear in their text. */
export function checkProcesses(program: Program, reporter: Reporter): void {
  const held = heldEnds(program);
  for (const declaration of program.processes.values()) {
    checkHeader(declaration, program, reporter);
    checkProcessBody(declaration, held.get(declaration.role.text) ?? none, program, reporter);
  }
  checkGuardedProcesses(program, reporter);
}

function checkHeader({ role, protocol: name, parameters }: ProcessDeclaration, program: Program, reporter: Reporter): void {
  const protocol = program.protocols.get(name.text);
  if (protocol === undefined) reporter.unknown("unknown-protocol", name, "protocol", () => program.protocols.keys());
  else if (!protocol.roles.some(({ text }) => text === role.text)) {
    reporter.unknown("unknown-role", role, `role of protocol \`${name.text}\`:`, () => protocol.roles.map(({ text }) => text), {
      labels: [{ span: protocol.name.span, message: `its roles are ${protocol.roles.map(({ text }) => text).join(", ")}` }],
    });
  }
  distinct(
    parameters.map((parameter) => parameter.name),
    reporter,
  );
  for (const { type } of parameters) checkType(type, program, reporter);
}
