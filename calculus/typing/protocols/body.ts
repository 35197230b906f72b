/**
 * The text of one protocol: its roles, loops, messages and the protocols that it uses (docs/language.md, protocols). One walk in the order of the
 * text; recursive along nesting only. What needs the protocols it uses is checked on their expansion.
 */
import { assertNever } from "../../assert-never.ts";
import type { Span } from "../../diagnostics/index.ts";
import type { LoopVariable, Name, ProtocolBlock, ProtocolStatement } from "../../syntax/index.ts";
import { distinct } from "../collect.ts";
import { mustFlow } from "../must-flow.ts";
import type { Program, ProtocolDeclaration } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { counted } from "../wording.ts";
import { allStatements } from "./all-statements.ts";
import { dataCheck } from "./payloads.ts";
import { checkSenderKnowledge } from "./sender-knowledge.ts";

/** A `do` statement, and what follows it before the protocol is over, if anything does. */
export interface Use {
  readonly statement: Extract<ProtocolStatement, { kind: "do" }>;
  readonly followed: Span | undefined;
}

interface LoopInScope {
  readonly name: Name;
  readonly variables: readonly LoopVariable[];
  /** How many `par` stand around it. */
  readonly parallels: number;
}

interface Place {
  readonly loops: readonly LoopInScope[];
  readonly parallels: number;
  /** What comes after the block. */
  readonly followed: Span | undefined;
}

/** Reports what is wrong in a protocol by itself, and returns the protocols that it uses. Linear in its text. */
export function checkBody(declaration: ProtocolDeclaration, program: Program, reporter: Reporter): readonly Use[] {
  const roles = new Map<string, Name>();
  for (const role of declaration.roles) if (!roles.has(role.text)) roles.set(role.text, role);
  const uses: Use[] = [];
  const sent = mustFlow<string>();
  const items = allStatements(declaration.body).flatMap((statement) => (statement.kind === "message" ? statement.payload : []));
  const data = dataCheck(items, sent, program, reporter);

  if (declaration.roles.length === 0) reporter.report("no-roles", declaration.name.span, `\`${declaration.name.text}\` lists no role`);
  distinct(declaration.roles, reporter);
  block(declaration.body, { loops: [], parallels: 0, followed: undefined });
  checkSenderKnowledge(declaration, reporter);
  const used = rolesOf(declaration.body);
  for (const role of roles.values()) {
    if (used.has(role.text)) continue;
    reporter.report("unused-role", role.span, `role \`${role.text}\` does nothing in \`${declaration.name.text}\``, { severity: "warning" });
  }
  return uses;

  /** Whether the block can be left at its end. */
  function block(source: ProtocolBlock, place: Place): boolean {
    for (const [index, statement] of source.statements.entries()) {
      const next = source.statements[index + 1];
      if (check(statement, next === undefined ? place : { ...place, followed: next.span })) continue;
      const last = source.statements.at(-1);
      if (next !== undefined && last !== undefined) {
        const span = { ...next.span, end: last.span.end };
        reporter.report("unreachable-statement", span, "nothing can come here", {
          labels: [{ span: statement.span, message: "every path through this repeats a loop" }],
          fix: { title: "delete it", edits: [{ span, replacement: "" }] },
        });
      }
      return false;
    }
    return true;
  }

  /** Whether something can come behind the statement. */
  function check(statement: ProtocolStatement, place: Place): boolean {
    switch (statement.kind) {
      case "message":
        find(statement.from);
        for (const to of statement.to) {
          find(to);
          if (to.text === statement.from.text) {
            reporter.report("self-communication", to.span, `${to.text} cannot send to itself`, {
              labels: [{ span: statement.from.span, message: "the sender" }],
            });
          }
        }
        distinct(statement.to, reporter, "repeated-receiver");
        data.message(statement.payload);
        return true;
      case "choice":
        find(statement.at);
        return sent.branches(statement.branches.map((branch) => () => block(branch, place)));
      case "rec": {
        const { variable, variables = [], body } = statement;
        const outer = place.loops.find(({ name }) => name.text === variable.text)?.name;
        if (outer !== undefined) {
          reporter.report("duplicate-loop", variable.span, `a loop around this one is called \`${outer.text}\` too`, {
            labels: [{ span: outer.span, message: "the outer loop" }],
          });
        }
        const loops = [...place.loops, { name: variable, variables, parallels: place.parallels }];
        return data.loop(variables, () => block(body, { ...place, loops }));
      }
      case "continue":
        jump(statement, place);
        return false;
      case "par":
        checkDisjoint(statement.branches);
        for (const branch of statement.branches) block(branch, { ...place, parallels: place.parallels + 1, followed: statement.span });
        // Whether something can follow is a question to the expanded blocks.
        return true;
      case "do":
        use(statement, place.followed);
        return true;
      case "unsupported":
        reporter.report("not-yet-supported", statement.span, `\`${statement.construct}\` is not supported yet`);
        return true;
      default:
        return assertNever(statement);
    }
  }

  function find(role: Name): void {
    if (roles.has(role.text)) return;
    reporter.unknown("unknown-role", role, `role of protocol \`${declaration.name.text}\`:`, () => roles.keys(), {
      labels: [{ span: declaration.name.span, message: `its roles are ${[...roles.keys()].join(", ") || "none"}` }],
    });
    // Said once for each name.
    roles.set(role.text, role);
  }

  function jump({ variable, values = [] }: Extract<ProtocolStatement, { kind: "continue" }>, place: Place): void {
    const target = place.loops.findLast(({ name }) => name.text === variable.text);
    if (target === undefined) {
      reporter.unknown("unknown-loop", variable, "enclosing loop", () => place.loops.map(({ name }) => name.text));
      return;
    }
    data.again(target.variables, variable, values);
    if (target.parallels < place.parallels) {
      reporter.report("continue-out-of-parallel", variable.span, `\`${variable.text}\` is a loop around the \`par\` that this stands in`, {
        labels: [{ span: target.name.span, message: "the loop" }],
        notes: ["the other blocks of the `par` would not know that they are to begin again; put the loop into the block"],
      });
    }
  }

  function use(statement: Use["statement"], followed: Span | undefined): void {
    const { protocol: name } = statement;
    for (const role of statement.roles) find(role);
    distinctRoles(statement.roles);
    const protocol = program.protocols.get(name.text);
    if (protocol === undefined) {
      reporter.unknown("unknown-protocol", name, "protocol", () => program.protocols.keys());
      return;
    }
    if (protocol.roles.length !== statement.roles.length) {
      const message = `\`${name.text}\` has ${counted(protocol.roles.length, "role")}, but is given ${String(statement.roles.length)}`;
      reporter.report("wrong-role-count", statement.span, message, { labels: [{ span: protocol.name.span, message: "declared here" }] });
    }
    uses.push({ statement, followed });
  }

  function distinctRoles(list: readonly Name[]): void {
    const seen = new Map<string, Name>();
    for (const role of list) {
      const before = seen.get(role.text);
      if (before === undefined) seen.set(role.text, role);
      else
        reporter.report("aliased-roles", role.span, `${role.text} cannot play two roles of one protocol`, {
          labels: [{ span: before.span, message: "it plays this one" }],
        });
    }
  }

  function checkDisjoint(branches: readonly ProtocolBlock[]): void {
    const owners = new Map<string, Name>();
    for (const branch of branches) {
      const own = rolesOf(branch);
      for (const role of own.values()) {
        const other = owners.get(role.text);
        if (other === undefined) continue;
        reporter.report("parallel-roles-overlap", role.span, `${role.text} acts in two blocks of this \`par\``, {
          labels: [{ span: other.span, message: "it acts here too" }],
          notes: ["a role does one thing after the other: blocks of a `par` have no role in common"],
        });
      }
      for (const [name, role] of own) if (!owners.has(name)) owners.set(name, role);
    }
  }
}

/** The roles that a block names, each where it is named first. Linear in the block. */
function rolesOf(block: ProtocolBlock): ReadonlyMap<string, Name> {
  const roles = new Map<string, Name>();
  for (const statement of allStatements(block)) {
    for (const role of rolesOfStatement(statement)) if (!roles.has(role.text)) roles.set(role.text, role);
  }
  return roles;
}

function rolesOfStatement(statement: ProtocolStatement): readonly Name[] {
  switch (statement.kind) {
    case "message":
      return [statement.from, ...statement.to];
    case "choice":
      return [statement.at];
    case "do":
      return statement.roles;
    case "rec":
    case "continue":
    case "par":
    case "unsupported":
      return [];
    default:
      return assertNever(statement);
  }
}
