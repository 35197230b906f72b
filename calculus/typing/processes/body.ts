/**
 * The statements of one process: roles that it speaks to, types of what it computes, definite assignment, jumps, calls (docs/language.md, processes).
 * What it receives has the types that its protocol gives, which are not known here: they are the unknown type, which agrees with everything. Without protocol
 * it has the types of what is sent. One walk in the order of the text; recursive along nesting only.
 */
import { assertNever } from "../../assert-never.ts";
import type { Span } from "../../diagnostics/index.ts";
import { jumpsOfProcess } from "../../elaboration/index.ts";
import type { Expression, Name, PlainSource, ProcessBlock, ProcessStatement, Type } from "../../syntax/index.ts";
import { boolType, describeType, isUnknown, totality, unknownType } from "../../values/index.ts";
import { mustAgree } from "../agreement.ts";
import { distinct } from "../collect.ts";
import { checkDomain } from "../domains.ts";
import { expect, infer } from "../expressions.ts";
import { mustFlow } from "../must-flow.ts";
import type { OpenLoop } from "../must-flow.ts";
import { checkPatterns } from "../patterns.ts";
import type { ProcessDeclaration, Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { checkVariableName } from "../shadowing.ts";
import { counted } from "../wording.ts";
import type { MessageTypes } from "./message-types.ts";
import { processExpressions, scopesOf } from "./scope.ts";

type Of<Kind> = Extract<ProcessStatement, { kind: Kind }>;

interface LoopInScope {
  readonly name: Name | undefined;
  readonly open: OpenLoop<Name>;
}

/**
 * Reports what is wrong in the body of a process; `messages` are those between processes without protocol, which one of them learns more about. `ends` are the variables in which systems give its role the ends of
 * further sessions.
 */
export function checkProcessBody(
  declaration: ProcessDeclaration,
  ends: ReadonlySet<string>,
  messages: MessageTypes,
  program: Program,
  reporter: Reporter,
): void {
  const scopes = scopesOf(declaration, program);
  const { own, all } = scopes;
  const assigned = mustFlow<Name>();
  const expressions = processExpressions(scopes, ends, assigned, program, reporter);
  const { broken } = jumpsOfProcess(declaration.body);
  const protocol = declaration.protocol === undefined ? undefined : program.protocols.get(declaration.protocol.text);
  const { expression: isTotal } = totality(program.definitions);
  const strangers = new Set<string>();

  for (const { name, type } of declaration.parameters) bindLocal(name, program.base(type), name.span);
  // An end that a system gives is there from the start, also where the process receives it again later.
  for (const end of ends) {
    const binding = own.bindings.get(end);
    if (binding !== undefined) assigned.add(binding);
  }
  block(declaration.body, []);

  /** Whether the block can be left at its end. */
  function block(source: ProcessBlock, loops: readonly LoopInScope[]): boolean {
    for (const [index, statement] of source.statements.entries()) {
      if (check(statement, loops)) continue;
      const next = source.statements[index + 1];
      const last = source.statements.at(-1);
      if (next !== undefined && last !== undefined) {
        const span = { ...next.span, end: last.span.end };
        reporter.report("unreachable-statement", span, "nothing can come here", {
          labels: [{ span: statement.span, message: "every path through this jumps, or stays in it" }],
          fix: { title: "delete it", edits: [{ span, replacement: "" }] },
        });
      }
      return false;
    }
    return true;
  }

  /** Whether something can come behind the statement. */
  function check(statement: ProcessStatement, loops: readonly LoopInScope[]): boolean {
    switch (statement.kind) {
      case "send":
        peer(statement.session, statement.to);
        send(statement, statement.session);
        return true;
      case "receive":
        peer(statement.session, statement.from);
        receive(statement, statement.session);
        return true;
      case "branch":
        return branch(statement, loops);
      case "select":
        return select(statement, loops);
      case "assign":
        assign(statement.variable, statement.source);
        return true;
      case "assert":
      case "assume":
        expect(statement.condition, boolType, expressions);
        return true;
      case "if":
        expect(statement.condition, boolType, expressions);
        return assigned.branches([() => block(statement.then, loops), () => statement.else === undefined || block(statement.else, loops)]);
      case "match":
        return match(statement, loops);
      case "choose":
        if (statement.branches.length < 2) reporter.report("choice-without-alternative", statement.span, "a choice has at least two branches");
        return assigned.branches(statement.branches.map((each) => () => block(each, loops)));
      case "while": {
        expect(statement.condition, boolType, expressions);
        const open = assigned.enter();
        assigned.leave(open);
        block(statement.body, [...loops, { name: undefined, open }]);
        assigned.exit(open);
        return true;
      }
      case "loop":
        return loop(statement, loops);
      case "continue":
      case "break": {
        const target = loops.findLast(({ name }) => name?.text === statement.loop.text);
        if (target === undefined) reporter.unknown("unknown-loop", statement.loop, "enclosing loop", () => loops.flatMap(({ name }) => name?.text ?? []));
        else if (statement.kind === "break") assigned.leave(target.open);
        return false;
      }
      case "call":
        call(statement);
        return true;
      case "unsupported":
        reporter.report("not-yet-supported", statement.span, `\`${statement.construct}\` is not supported yet`);
        return true;
      default:
        return assertNever(statement);
    }
  }

  /** The role on the other side; that of a further session is known to the session typing only. */
  function peer(session: Name | undefined, role: Name): void {
    if (session !== undefined) {
      checkEnd(session);
      return;
    }
    if (role.text === own.role.text) {
      reporter.report("self-communication", role.span, `${role.text} cannot talk to itself`, {
        labels: [{ span: own.role.span, message: "the role that it plays" }],
      });
      return;
    }
    if (protocol === undefined || all.has(role.text) || strangers.has(role.text)) return;
    strangers.add(role.text);
    const candidates = (): readonly string[] => protocol.roles.flatMap(({ text }) => (text === own.role.text ? [] : text));
    reporter.unknown("unknown-role", role, `role of protocol \`${protocol.name.text}\`:`, candidates, {
      labels: [{ span: protocol.name.span, message: `its roles are ${protocol.roles.map(({ text }) => text).join(", ")}` }],
    });
  }

  /** Reports unless the variable may hold the end of a session: received, or given by a system. */
  function checkEnd(session: Name): void {
    if (own.fields.has(session.text)) {
      reporter.report("unknown-session", session.span, `\`${session.text}\` is a field, which holds no end of a session`);
    } else if (!own.bindings.has(session.text) && !ends.has(session.text)) {
      const candidates = (): readonly string[] => [...ends, ...own.bindings.keys()];
      reporter.unknown("unknown-session", session, "session end", candidates, {
        notes: [
          `it is received with a payload of a type \`Q@C\`, or a system gives it to ${own.role.text}: \`session q : Q { C = ${own.role.text} as ${session.text}; … }\``,
        ],
      });
    } else {
      const type = expressions.variable(session);
      if (type === undefined || isUnknown(type)) return;
      reporter.report("unknown-session", session.span, `\`${session.text}\` holds ${describeType(type)}, not the end of a session`);
    }
  }

  function send({ to, label, arguments: values }: Pick<Of<"send">, "to" | "label" | "arguments">, session: Name | undefined): void {
    const types = values.map((value) => infer(value, expressions));
    if (declaration.protocol === undefined && session === undefined) messages.sent(own.role.text, to.text, label.text, values, types, reporter);
  }

  function receive(
    { from, label, variables }: Pick<Of<"receive">, "label" | "variables"> & { readonly from: Name | undefined },
    session: Name | undefined,
  ): void {
    distinct(variables, reporter, "repeated-variable");
    const isKnown = declaration.protocol === undefined && session === undefined && from !== undefined;
    const types = isKnown ? messages.received(from.text, own.role.text, label.text, variables.length) : [];
    for (const [index, variable] of variables.entries()) bind(variable, types[index] ?? unknownType, variable.span);
  }

  function select(statement: Of<"select">, loops: readonly LoopInScope[]): boolean {
    if (statement.alternatives.length === 0) reporter.report("choice-without-alternative", statement.span, "a `select` has at least one alternative");
    const inStep = { ...expressions, oracles: "in-select" as const };
    return assigned.branches(
      statement.alternatives.map(({ guard, action, updates, body }) => () => {
        if (guard !== undefined) expect(guard, boolType, inStep);
        if (action.kind === "send") {
          peer(undefined, action.to);
          send(action, undefined);
        } else if (action.kind === "receive") {
          peer(undefined, action.from);
          receive(action, undefined);
        }
        distinct(
          updates.map(({ variable }) => variable),
          reporter,
          "repeated-variable",
        );
        const types = updates.map(({ expression }) => infer(expression, inStep));
        for (const [index, { variable, expression }] of updates.entries()) {
          update(variable, types[index] ?? unknownType, expression);
        }
        return block(body, loops);
      }),
    );
  }

  /** An assignment behind `do`, which cannot fail: its step is that of a message. */
  function update(variable: Name, type: Type, expression: Expression): void {
    if (!isTotal(expression)) {
      reporter.report("partial-update", expression.span, "this may be undefined, and what stands behind `do` is done in the step of the alternative", {
        notes: ["compute it before the `select` or in the block behind `=>`, or let `when` ask first and write an expression that always has a value"],
      });
    }
    if (isAssignable(variable)) bind(variable, type, expression.span);
  }

  function branch(statement: Of<"branch">, loops: readonly LoopInScope[]): boolean {
    if (statement.from !== undefined) peer(statement.session, statement.from);
    const { session } = statement;
    if (statement.cases.length === 0) reporter.report("choice-without-alternative", statement.span, "a `branch` has at least one case");
    const messages = new Map<string, Name>();
    for (const { from, label } of statement.cases) {
      if (from !== undefined) peer(undefined, from);
      const message = from === undefined ? label.text : `${from.text}?${label.text}`;
      const before = messages.get(message);
      if (before === undefined) messages.set(message, label);
      else
        reporter.report("redundant-case", label.span, `there is a case for \`${message}\` already`, {
          labels: [{ span: before.span, message: "this one" }],
        });
    }
    return assigned.branches(
      statement.cases.map(({ from, label, variables, body }) => () => {
        receive({ from: from ?? statement.from, label, variables }, session);
        return block(body, loops);
      }),
    );
  }

  function match(statement: Of<"match">, loops: readonly LoopInScope[]): boolean {
    const payloads = checkPatterns(statement, infer(statement.scrutinee, expressions), program, reporter);
    return assigned.branches(
      statement.cases.map(({ pattern, body }, index) => () => {
        if (pattern.kind === "constructor") {
          distinct(
            pattern.variables.filter(({ text }) => text !== "_"),
            reporter,
            "repeated-variable",
          );
          pattern.variables.forEach((variable, position) => {
            if (variable.text !== "_") bindLocal(variable, payloads[index]?.[position] ?? unknownType, variable.span);
          });
        }
        return block(body, loops);
      }),
    );
  }

  function loop(statement: Of<"loop">, loops: readonly LoopInScope[]): boolean {
    const outer = loops.find(({ name }) => name?.text === statement.name.text)?.name;
    if (outer !== undefined) {
      reporter.report("duplicate-loop", statement.name.span, `a loop around this one is called \`${outer.text}\` too`, {
        labels: [{ span: outer.span, message: "the outer loop" }],
      });
    }
    const open = assigned.enter();
    block(statement.body, [...loops, { name: statement.name, open }]);
    assigned.exit(open);
    return broken.has(statement);
  }

  function call(statement: Of<"call">): void {
    const { process: name } = statement;
    const callee = program.processes.get(name.text);
    for (const [index, argument] of statement.arguments.entries()) {
      const parameter = callee?.parameters[index];
      if (parameter === undefined) infer(argument, expressions);
      else expect(argument, program.base(parameter.type), expressions, () => [{ span: parameter.name.span, message: "the parameter" }]);
    }
    if (callee === undefined) {
      reporter.unknown("unknown-process", name, "process", () => program.processes.keys());
      return;
    }
    const labels = [{ span: callee.name.span, message: "declared here" }];
    if (callee.parameters.length !== statement.arguments.length) {
      const message = `\`${name.text}\` takes ${counted(callee.parameters.length, "value")}, but is given ${String(statement.arguments.length)}`;
      reporter.report("wrong-argument-count", statement.span, message, { labels });
    }
    if (callee.role.text !== own.role.text || callee.protocol?.text !== declaration.protocol?.text) {
      const message = `\`${name.text}\` ${playing(callee)}, this process ${playing(declaration)}`;
      reporter.report("protocol-mismatch", name.span, message, { labels });
    }
  }

  function assign(variable: Name, source: PlainSource): void {
    if (!isAssignable(variable)) return;
    if (source.kind === "expression") {
      bind(variable, infer(source.expression, expressions), source.expression.span);
      return;
    }
    const parameter = declaration.parameters.find(({ name }) => name.text === variable.text);
    const type = own.fields.get(variable.text)?.type ?? (parameter === undefined ? undefined : program.base(parameter.type));
    bind(variable, checkDomain(source.domain, type, expressions), source.domain.span);
  }

  function isAssignable(variable: Name): boolean {
    const declared = program.valueNames.get(variable.text);
    if (declared === undefined || own.fields.has(variable.text)) return true;
    reporter.report("not-assignable", variable.span, `\`${variable.text}\` is a ${declared.what}, which is not assigned`, {
      labels: [{ span: declared.name.span, message: "declared here" }],
    });
    return false;
  }

  /** The variable, a field or a local, gets a value of the type; `span` is where the value comes from. */
  function bind(variable: Name, type: Type, span: Span): void {
    const field = own.fields.get(variable.text);
    if (field === undefined) bindLocal(variable, type, span);
    else mustAgree(type, field.type, span, { reporter }, () => [{ span: field.declaration.name.span, message: `a field of type ${describeType(field.type)}` }]);
  }

  function bindLocal(variable: Name, type: Type, span: Span): void {
    if (variable.text === "_") {
      reporter.report("not-assignable", variable.span, "`_` is not a variable");
      return;
    }
    const local = own.locals.get(variable.text);
    if (local === undefined) {
      checkFresh(variable);
      own.locals.set(variable.text, { name: variable, type, parameter: false });
    } else {
      local.type = mustAgree(type, local.type, span, { reporter }, () => [
        { span: local.name.span, message: `first bound here, as ${describeType(local.type)}` },
      ]);
    }
    assigned.add(own.bindings.get(variable.text) ?? variable);
  }

  function checkFresh(variable: Name): void {
    const field = own.fields.get(variable.text);
    if (field !== undefined) {
      reporter.report("shadowed-name", variable.span, `\`${variable.text}\` is a field of ${own.state} and cannot be bound as something else`, {
        labels: [{ span: field.declaration.name.span, message: "declared here" }],
      });
    } else if (all.has(variable.text)) {
      reporter.report("shadowed-name", variable.span, `\`${variable.text}\` is a role and cannot be a variable too`);
    } else checkVariableName(variable, program, reporter);
  }
}

/** `plays A in P`, or without a protocol. */
function playing({ role, protocol }: ProcessDeclaration): string {
  return `plays ${role.text} in ${protocol === undefined ? "no protocol" : protocol.text}`;
}
