/** Contexts are well formed: by the names in their text, and those in order by the automata of their members (docs/language.md, contexts). */
import { assertNever } from "../../assert-never.ts";
import type { DiagnosticCode, Limits } from "../../diagnostics/index.ts";
import { contextsOf } from "../../elaboration/index.ts";
import type { ContextMember, LocalBlock, LocalStatement, Name } from "../../syntax/index.ts";
import { distinct } from "../collect.ts";
import { mustFlow } from "../must-flow.ts";
import type { ContextDeclaration, Program } from "../program.ts";
import { dataCheck } from "../protocols/payloads.ts";
import type { Reporter } from "../reporter.ts";

/** With these a member has no automaton; other mistakes in its text do not hide those in its flow. */
const breaking: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(["unknown-loop", "duplicate-loop", "not-yet-supported"]);

/** Reports what is wrong with the contexts of a program. Linear in their text and their automata, which the limits bound. */
export function checkContexts(program: Program, limits: Limits, reporter: Reporter): void {
  const judged = [...program.contexts.values()].map((declaration) => {
    const broken = checkContext(declaration, program, reporter);
    return broken.size === 0 ? declaration : { ...declaration, members: declaration.members.filter((member) => !broken.has(member)) };
  });
  for (const { code, span, message, labels, notes, fix } of contextsOf(judged, program.definitions, limits).diagnostics) {
    reporter.report(code, span, message, { labels, notes, ...(fix === undefined ? {} : { fix }) });
  }
}

/** Returns the members that have no automaton. */
function checkContext({ name, members }: ContextDeclaration, program: Program, reporter: Reporter): ReadonlySet<ContextMember> {
  const broken = new Set<ContextMember>();
  if (members.length === 0) reporter.report("no-roles", name.span, `\`${name.text}\` has no members`);
  const roles = members.map(({ role }) => role);
  distinct(roles, reporter);
  const known = new Set(roles.map(({ text }) => text));
  /** Said once for each name. */
  const unknown = new Set<string>();
  for (const member of members) {
    checkMember(member, {
      report: (code, span, message, details) => {
        if (breaking.has(code)) broken.add(member);
        reporter.report(code, span, message, details);
      },
      unknown: (code, unknown, what, candidates, details) => {
        if (breaking.has(code)) broken.add(member);
        reporter.unknown(code, unknown, what, candidates, details);
      },
    });
  }
  return broken;

  function checkMember({ role, body }: ContextMember, noticing: Reporter): void {
    const loops = loopsOf(body, noticing);
    each(body, (statement) => {
      switch (statement.kind) {
        case "send":
        case "receive":
          checkPeer(statement, role);
          if (statement.payload.length > 0) dataCheck(statement.payload, mustFlow(), program, noticing).message(statement.payload);
          return;
        case "continue":
          if (!loops.has(statement.variable.text)) noticing.unknown("unknown-loop", statement.variable, `loop of ${role.text}:`, () => loops);
          return;
        case "unsupported":
          noticing.report("not-yet-supported", statement.span, `\`${statement.construct}\` is not supported yet`);
          return;
        case "choice":
        case "rec":
          return;
        default:
          assertNever(statement);
      }
    });
  }

  function checkPeer({ kind, peer }: Extract<LocalStatement, { kind: "send" | "receive" }>, role: Name): void {
    if (peer.text === role.text) {
      reporter.report("self-channel", peer.span, `${role.text} cannot ${kind === "send" ? "send to" : "receive from"} itself`, {
        labels: [{ span: role.span, message: "this is what it does" }],
      });
    } else if (!known.has(peer.text) && !unknown.has(peer.text)) {
      unknown.add(peer.text);
      reporter.unknown("unknown-role", peer, `member of context \`${name.text}\`:`, () => [...known].filter((each) => each !== role.text), {
        labels: [{ span: name.span, message: `its members are ${[...known].join(", ")}` }],
      });
    }
  }
}

/** The names of the loops of a member; two of one name are reported. */
function loopsOf(body: LocalBlock, reporter: Reporter): ReadonlySet<string> {
  const loops = new Map<string, Name>();
  each(body, (statement) => {
    if (statement.kind !== "rec") return;
    const { variable } = statement;
    const before = loops.get(variable.text);
    if (before === undefined) loops.set(variable.text, variable);
    else {
      reporter.report("duplicate-loop", variable.span, `another loop of this member is called \`${before.text}\` too`, {
        labels: [{ span: before.span, message: "the other loop" }],
        notes: ["a `continue` may name any loop of its member, so their names are different"],
      });
    }
  });
  return new Set(loops.keys());
}

/** Visits every statement of a block, inner ones after the one that they stand in. Recursive along nesting only. */
function each(block: LocalBlock, visit: (statement: LocalStatement) => void): void {
  for (const statement of block.statements) {
    visit(statement);
    if (statement.kind === "choice") for (const branch of statement.branches) each(branch, visit);
    else if (statement.kind === "rec") each(statement.body, visit);
  }
}
