/** Processes are well scoped and, as far as that does not need their protocols, well typed (docs/language.md, processes). */
import { distinct } from "../collect.ts";
import type { ProcessDeclaration, Program } from "../program.ts";
import { silent } from "../reporter.ts";
import type { Reporter } from "../reporter.ts";
import { checkType } from "../type-expressions.ts";
import { checkProcessBody } from "./body.ts";
import { checkGuardedProcesses } from "./guarded.ts";
import { MessageTypes } from "./message-types.ts";
import { heldEnds } from "./scope.ts";

/** What is sent may depend on what was received: through so many processes the types are followed. */
const mostRounds = 50;

const none: ReadonlySet<string> = new Set();

/** Reports what is wrong with the processes of a program. Linear in their text. */
export function checkProcesses(program: Program, reporter: Reporter): void {
  const held = heldEnds(program);
  const endsOf = ({ role }: ProcessDeclaration): ReadonlySet<string> => held.get(role.text) ?? none;
  const messages = new MessageTypes();
  const isKnown = learnMessages(messages, endsOf, program);
  for (const declaration of program.processes.values()) {
    checkHeader(declaration, program, reporter);
    checkProcessBody(declaration, endsOf(declaration), messages, program, reporter);
    if (!isKnown && declaration.protocol === undefined) {
      reporter.report("type-mismatch", declaration.name.span, `what \`${declaration.name.text}\` and its peers send each other has no finite type`);
    }
  }
  checkGuardedProcesses(program, reporter);
}

/** Looks at the processes without protocol until nothing more is learned of what they send; false where that does not come to an end. */
function learnMessages(messages: MessageTypes, endsOf: (declaration: ProcessDeclaration) => ReadonlySet<string>, program: Program): boolean {
  const declarations = [...program.processes.values()].filter(({ protocol }) => protocol === undefined);
  for (let round = 0; round < mostRounds; round++) {
    const before = messages.changes;
    for (const declaration of declarations) checkProcessBody(declaration, endsOf(declaration), messages, program, silent);
    if (messages.changes === before) return true;
  }
  return false;
}

function checkHeader({ role, protocol: name, parameters }: ProcessDeclaration, program: Program, reporter: Reporter): void {
  const protocol = name === undefined ? undefined : program.protocols.get(name.text);
  if (name === undefined) {
    // Whom it may speak to is known where a system makes it a member.
  } else if (protocol === undefined) reporter.unknown("unknown-protocol", name, "protocol", () => program.protocols.keys());
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
