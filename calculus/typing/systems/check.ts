/**
 * Systems: every role of one protocol is played by one member, every end of a further session is held by one (docs/language.md, systems).
 * The protocol of a system is that of its processes and projected protocols; where there are none, the roles of its choreographies take its place.
 */
import type { Fix, Span } from "../../diagnostics/index.ts";
import { statementsOfProcess } from "../../elaboration/index.ts";
import type { Name, SystemMember } from "../../syntax/index.ts";
import { reportNotClosed } from "../closed-choreography.ts";
import { distinct } from "../collect.ts";
import { differenceOfRoles } from "../implementation.ts";
import { peersOf } from "../processes/scope.ts";
import type { ProcessDeclaration, Program, SystemDeclaration } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { listed } from "../wording.ts";
import { endsNeeded } from "./ends.ts";
import type { EndsNeeded } from "./ends.ts";
import { checkSession } from "./session.ts";

/** What the members of a system belong to. */
interface Whole {
  readonly name: string;
  readonly isProtocol: boolean;
  readonly roles: readonly Name[];
  readonly span: Span;
}

/** Reports what is wrong with the systems of a program. Linear in their text and in that of the processes. */
export function checkSystems(program: Program, reporter: Reporter): void {
  if (program.systems.size === 0) return;
  const needed = endsNeeded(program);
  for (const system of program.systems.values()) checkSystem(system, needed, program, reporter);
}

function checkSystem(system: SystemDeclaration, needed: EndsNeeded, program: Program, reporter: Reporter): void {
  const { name, members, sessions } = system;
  distinct(
    members.map(({ role }) => role),
    reporter,
  );
  const whole = wholeOf(members, program);
  checkWithoutProtocol(system, program, reporter);
  for (const member of members) {
    checkMember(member, whole, program, reporter);
    checkEnds(member, system, needed, reporter);
  }
  const played = new Set(members.map(({ role }) => role.text));
  const missing = whole?.roles.flatMap(({ text }) => (played.has(text) ? [] : text)) ?? [];
  if (members.length === 0) reporter.report("missing-member", name.span, `\`${name.text}\` has no members`);
  else if (missing.length > 0 && whole !== undefined) {
    reporter.report("missing-member", name.span, `nobody plays ${listed(missing)} of \`${whole.name}\``, {
      labels: [declaredHere(whole)],
      ...projectMissing(missing, whole, members),
    });
  }
  distinct(
    sessions.map((session) => session.name),
    reporter,
  );
  for (const session of sessions) checkSession(session, members, program, reporter);
  distinct(
    sessions.flatMap(({ ends }) => ends.map(({ holder, variable }) => ({ text: `${holder.text}.${variable.text}`, span: variable.span }))),
    reporter,
  );
}

/**
 * Processes without protocol are among themselves: what messages carry is found from what they all send, which says nothing of projections, of processes of a
 * protocol and of ends of sessions. Whom they speak to has to be a member.
 */
function checkWithoutProtocol({ members, sessions }: SystemDeclaration, program: Program, reporter: Reporter): void {
  const processOf = ({ by }: SystemMember): ProcessDeclaration | undefined => (by.kind === "process" ? program.processes.get(by.name.text) : undefined);
  const played = new Set(members.map(({ role }) => role.text));
  for (const { by } of members) {
    const process = by.kind === "process" ? program.processes.get(by.name.text) : undefined;
    if (by.kind !== "process" || process === undefined || process.protocol !== undefined) continue;
    const labels = [{ span: process.name.span, message: "declared here" }];
    const other = members.find((member) => member.by.kind === "project" || processOf(member)?.protocol !== undefined);
    if (other !== undefined) {
      const message = `\`${by.name.text}\` plays in no protocol, and ${other.role.text} is played in one or by a projection`;
      reporter.report("protocol-mismatch", by.name.span, message, { labels: [...labels, { span: other.span, message: "this member" }] });
    }
    const [session] = sessions;
    if (session !== undefined) {
      reporter.report("protocol-mismatch", by.name.span, `\`${by.name.text}\` plays in no protocol, and a system with further sessions is of one`, {
        labels: [...labels, { span: session.name.span, message: "a further session" }],
      });
    }
    for (const peer of reachablePeers(process, program)) {
      if (played.has(peer.text)) continue;
      reporter.report("missing-member", by.name.span, `nobody plays ${peer.text}, to whom \`${by.name.text}\` speaks`, {
        labels: [{ span: peer.span, message: "here" }],
      });
    }
  }
}

/** Whom a process speaks to, and those that it calls. */
function reachablePeers(start: ProcessDeclaration, program: Program): readonly Name[] {
  const reached = new Set([start]);
  const peers = new Map<string, Name>();
  for (const process of reached) {
    for (const peer of peersOf(process)) if (!peers.has(peer.text)) peers.set(peer.text, peer);
    for (const statement of statementsOfProcess(process.body)) {
      const callee = statement.kind === "call" ? program.processes.get(statement.process.text) : undefined;
      if (callee !== undefined) reached.add(callee);
    }
  }
  return [...peers.values()];
}

/** The projection plays what nobody else does. */
function projectMissing(missing: readonly string[], whole: Whole, members: readonly SystemMember[]): { readonly fix?: Fix } {
  const last = members.at(-1);
  if (last === undefined) return {};
  const span = { ...last.span, start: last.span.end };
  const replacement = missing.map((role) => ` ${role} = project ${whole.name};`).join("");
  return { fix: { title: `project \`${whole.name}\``, edits: [{ span, replacement }] } };
}

function wholeOf(members: readonly SystemMember[], program: Program): Whole | undefined {
  const protocolOf = ({ by }: SystemMember): string | undefined => {
    if (by.kind === "process") return program.processes.get(by.name.text)?.protocol?.text;
    const choreography = program.choreographies.get(by.of.text);
    return choreography === undefined ? by.of.text : choreography.implements?.text;
  };
  for (const member of members) {
    const protocol = program.protocols.get(protocolOf(member) ?? "");
    if (protocol !== undefined) return { name: protocol.name.text, isProtocol: true, roles: protocol.roles, span: protocol.name.span };
  }
  for (const { by } of members) {
    const choreography = by.kind === "project" ? program.choreographies.get(by.of.text) : undefined;
    if (choreography === undefined) continue;
    const roles = choreography.roles.map((role) => role.name);
    return { name: choreography.name.text, isProtocol: false, roles, span: choreography.name.span };
  }
  return undefined;
}

function declaredHere({ roles, span }: Whole): { readonly span: Span; readonly message: string } {
  return { span, message: `its roles are ${roles.map(({ text }) => text).join(", ")}` };
}

function checkMember({ role, by }: SystemMember, whole: Whole | undefined, program: Program, reporter: Reporter): void {
  if (whole !== undefined && !whole.roles.some(({ text }) => text === role.text)) {
    reporter.unknown("unknown-role", role, `role of \`${whole.name}\`:`, () => whole.roles.map(({ text }) => text), { labels: [declaredHere(whole)] });
  }
  if (by.kind === "process") checkProcess(role, by.name, whole, program, reporter);
  else checkProjection(role, by.of, whole, program, reporter);
}

function checkProcess(role: Name, name: Name, whole: Whole | undefined, program: Program, reporter: Reporter): void {
  const process = program.processes.get(name.text);
  if (process === undefined) {
    const isProjected = program.choreographies.has(name.text) || program.protocols.has(name.text);
    const fix: Fix = { title: "project it", edits: [{ span: name.span, replacement: `project ${name.text}` }] };
    if (isProjected) reporter.report("unknown-process", name.span, `\`${name.text}\` is no process; its projection is \`project ${name.text}\``, { fix });
    else reporter.unknown("unknown-process", name, "process", () => program.processes.keys());
    return;
  }
  const labels = [{ span: process.name.span, message: "declared here" }];
  if (process.role.text !== role.text) {
    reporter.report("protocol-mismatch", name.span, `\`${name.text}\` plays ${process.role.text}, not ${role.text}`, { labels });
  } else if (
    process.protocol !== undefined &&
    whole?.isProtocol === true &&
    program.protocols.has(process.protocol.text) &&
    process.protocol.text !== whole.name
  ) {
    reporter.report(
      "protocol-mismatch",
      name.span,
      `\`${name.text}\` plays ${role.text} in \`${process.protocol.text}\`, but this is a system of \`${whole.name}\``,
      {
        labels: [...labels, { span: whole.span, message: "the protocol of the system" }],
      },
    );
  }
  const [parameter] = process.parameters;
  if (parameter !== undefined) {
    reporter.report("wrong-argument-count", name.span, `\`${name.text}\` takes values, and a member of a system is given none`, {
      labels: [{ span: parameter.name.span, message: "a parameter" }],
      notes: ["write a process without parameters that calls it"],
    });
  }
}

function checkProjection(role: Name, of: Name, whole: Whole | undefined, program: Program, reporter: Reporter): void {
  const choreography = program.choreographies.get(of.text);
  const protocol = program.protocols.get(of.text);
  if (choreography !== undefined) {
    reportNotClosed(choreography, of.span, "its projection", reporter);
    const difference =
      whole === undefined
        ? undefined
        : differenceOfRoles(
            choreography.roles.map(({ name }) => name),
            whole.roles,
          );
    const other = whole?.isProtocol === true && choreography.implements !== undefined && choreography.implements.text !== whole.name;
    if (whole !== undefined && (difference !== undefined || other)) {
      const how = difference ?? `implements \`${choreography.implements?.text ?? ""}\``;
      reporter.report("protocol-mismatch", of.span, `\`${of.text}\` ${how}, so it does not play ${role.text} in \`${whole.name}\``, {
        labels: [declaredHere(whole), { span: choreography.name.span, message: "declared here" }],
      });
    }
  } else if (protocol === undefined) {
    reporter.unknown("unknown-choreography", of, "choreography or protocol", () => [...program.choreographies.keys(), ...program.protocols.keys()]);
  } else if (whole?.isProtocol === true && whole.name !== of.text) {
    reporter.report("protocol-mismatch", of.span, `this projects \`${of.text}\`, but this is a system of \`${whole.name}\``, {
      labels: [{ span: whole.span, message: "the protocol of the system" }],
    });
  }
}

/** A process that acts on the end of a further session is given it by the system that it is a member of. */
function checkEnds({ role, by }: SystemMember, { sessions }: SystemDeclaration, needed: EndsNeeded, reporter: Reporter): void {
  if (by.kind !== "process") return;
  const given = new Set(sessions.flatMap(({ ends }) => ends.flatMap(({ holder, variable }) => (holder.text === role.text ? [variable.text] : []))));
  for (const [variable, use] of needed.get(by.name.text) ?? []) {
    if (given.has(variable)) continue;
    reporter.report(
      "unknown-session",
      by.name.span,
      `\`${by.name.text}\` acts on \`${variable}\`, and no session of this system gives ${role.text} an end of that name`,
      {
        labels: [{ span: use.span, message: "here" }],
      },
    );
  }
}
