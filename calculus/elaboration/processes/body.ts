/**
 * Statements of a process as a behaviour (core/process.ts). A block is built from its last statement to its first, each in front of what follows it,
 * so that behaviours are shared and long blocks take no stack.
 */
import { assertNever } from "../../assert-never.ts";
import { prefix, receiving, stop } from "../../core/index.ts";
import type { Action, Alternative, AlternativeAction, Behaviour, Role, Site, Variable } from "../../core/index.ts";
import type { ProcessBlock, ProcessStatement, SelectAction, SelectAlternative, Type } from "../../syntax/index.ts";
import { elaborateDomain } from "../domain.ts";
import { patternOf } from "../patterns.ts";
import { unchecked } from "../unchecked.ts";
import { jumpsOf } from "./jumps.ts";
import type { Conditional, Loop } from "./shape.ts";

interface OpenLoop {
  readonly name: string;
  /** What `break` goes on with. */
  readonly exit: Behaviour;
}

type Loops = ReadonlyMap<string, OpenLoop>;

/**
 * Returns the behaviour of a process that plays `role`; `declaredType` gives the types of fields and parameters. A called process gets one role, that
 * of its caller. Linear in the statements, recursive along nesting only.
 */
export function elaborateProcess(body: ProcessBlock, role: Role, declaredType: (variable: Variable) => Type | undefined): Behaviour {
  const { escaping, brokenFromInside, broken, names } = jumpsOf(body);

  function block(source: ProcessBlock, after: Behaviour, loops: Loops): Behaviour {
    let behaviour = after;
    for (let index = source.statements.length - 1; index >= 0; index--) {
      const statement = source.statements[index];
      if (statement !== undefined) behaviour = inFront(statement, behaviour, loops);
    }
    return behaviour;
  }

  function inFront(statement: ProcessStatement, rest: Behaviour, loops: Loops): Behaviour {
    const site: Site = { span: statement.span };
    switch (statement.kind) {
      case "send":
        return prefix(
          { kind: "send", ...sessionOf(statement), to: statement.to.text, label: statement.label.text, expressions: statement.arguments, site },
          rest,
        );
      case "receive": {
        const branch = { label: statement.label.text, variables: statement.variables.map(({ text }) => text), body: stop };
        return prefix({ kind: "receive", ...sessionOf(statement), from: statement.from.text, branches: [branch], site }, rest);
      }
      case "assign":
        return prefix(assignment(statement, site), rest);
      case "assert":
      case "assume":
        return prefix({ kind: statement.kind, condition: statement.condition, site }, rest);
      case "call":
        return prefix({ kind: "call", procedure: statement.process.text, roles: [role], arguments: statement.arguments, site }, rest);
      case "if":
      case "match":
      case "choose":
      case "branch":
      case "select":
        return conditional(statement, rest, loops, site);
      case "loop":
      case "while":
        return loop(statement, rest, loops, site);
      case "continue":
        return again(present(loops, statement.loop.text).name, site);
      case "break":
        return present(loops, statement.loop.text).exit;
      case "unsupported":
        return unchecked(statement.construct);
      default:
        return assertNever(statement);
    }
  }

  function conditional(statement: Conditional, rest: Behaviour, loops: Loops, site: Site): Behaviour {
    const [inside, tail] = escaping.has(statement) ? [rest, stop] : [stop, rest];
    switch (statement.kind) {
      case "if": {
        const otherwise = statement.else === undefined ? inside : block(statement.else, inside, loops);
        return prefix({ kind: "if", condition: statement.condition, then: block(statement.then, inside, loops), else: otherwise, site }, tail);
      }
      case "match": {
        const cases = statement.cases.map(({ pattern, body: own }) => ({ pattern: patternOf(pattern), body: block(own, inside, loops) }));
        return prefix({ kind: "match", scrutinee: statement.scrutinee, cases, site }, tail);
      }
      case "choose":
        return prefix({ kind: "choose", branches: statement.branches.map((branch) => block(branch, inside, loops)), site }, tail);
      case "select": {
        const alternatives = statement.alternatives.map((one) => alternativeOf(one, block(one.body, inside, loops)));
        return prefix({ kind: "select", alternatives, site }, tail);
      }
      case "branch": {
        // Of one case the behaviour goes on in the tail.
        const [within, behind] = statement.cases.length === 1 ? [rest, stop] : [inside, tail];
        const branches = statement.cases.map(({ from, label, variables, body: own }) => ({
          ...(from === undefined ? {} : { from: from.text }),
          label: label.text,
          variables: variables.map(({ text }) => text),
          body: block(own, within, loops),
        }));
        const from = statement.from ?? statement.cases[0]?.from ?? unchecked("a branch without a case");
        const received = receiving(from.text, branches, site, statement.session?.text);
        return received.kind === "sequence" && behind.kind === "sequence" ? prefix(received.head, behind) : received;
      }
      default:
        return assertNever(statement);
    }
  }

  function loop(statement: Loop, rest: Behaviour, loops: Loops, site: Site): Behaviour {
    const name = names.get(statement) ?? unchecked("a loop without a name");
    const isLeft = statement.kind === "while" || broken.has(statement);
    const [exit, tail] = brokenFromInside.has(statement) ? [rest, stop] : [stop, isLeft ? rest : stop];
    const inner = statement.kind === "while" ? loops : new Map(loops).set(statement.name.text, { name, exit });
    const repeated = block(statement.body, again(name, site), inner);
    const once = statement.kind === "while" ? prefix({ kind: "if", condition: statement.condition, then: repeated, else: exit, site }, stop) : repeated;
    return prefix({ kind: "loop", name, body: once, site }, tail);
  }

  function assignment({ variable, source }: Extract<ProcessStatement, { kind: "assign" }>, site: Site): Action {
    return source.kind === "expression"
      ? { kind: "assign", variable: variable.text, expression: source.expression, site }
      : { kind: "havoc", variable: variable.text, domain: elaborateDomain(source.domain, declaredType(variable.text)), site };
  }

  return block(body, stop, new Map());
}

function alternativeOf({ guard, action, updates, span }: SelectAlternative, body: Behaviour): Alternative {
  return {
    ...(guard === undefined ? {} : { guard }),
    action: actionOf(action),
    updates: updates.map(({ variable, expression }) => ({ variable: variable.text, expression })),
    body,
    site: { span },
  };
}

function actionOf(action: SelectAction): AlternativeAction {
  switch (action.kind) {
    case "send":
      return { kind: "send", to: action.to.text, label: action.label.text, expressions: action.arguments };
    case "receive":
      return { kind: "receive", from: action.from.text, label: action.label.text, variables: action.variables.map(({ text }) => text) };
    case "skip":
      return { kind: "local" };
    default:
      return assertNever(action);
  }
}

function sessionOf({ session }: Extract<ProcessStatement, { kind: "send" | "receive" }>): { readonly session?: Variable } {
  return session === undefined ? {} : { session: session.text };
}

function again(loop: string, site: Site): Behaviour {
  return prefix({ kind: "continue", loop, site }, stop);
}

function present(loops: Loops, name: string): OpenLoop {
  return loops.get(name) ?? unchecked(`no loop ${name}`);
}
