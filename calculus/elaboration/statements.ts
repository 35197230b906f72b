/**
 * Statements as terms of the calculus (its shape: core/choreography.ts). A block is built from its last statement to its first, each in front of
 * what follows it, so that terms are shared and long blocks take no stack.
 */
import { assertNever } from "../assert-never.ts";
import { end, noLabel, sequence } from "../core/index.ts";
import type { Choreography, Instruction, Role, Site, Variable } from "../core/index.ts";
import type { Block, Expression, Source, Statement, Type } from "../syntax/index.ts";
import { elaborateDomain } from "./domain.ts";
import { escapingConditionals } from "./escaping-jumps.ts";
import { loopNames } from "./loop-names.ts";
import { patternOf } from "./patterns.ts";
import { waysOut } from "./ways-out.ts";
import { unchecked } from "./unchecked.ts";

/** What elaboration needs to know of the procedures that are called and of the roles of this one. */
export interface Surroundings {
  /** Formal roles of a procedure and the role of each of its value parameters, both in order. */
  readonly signature: (procedure: string) => { readonly roles: readonly Role[]; readonly owners: readonly Role[] };
  /** The declared type of a field or parameter, if it has one. */
  readonly declaredType: (role: Role, variable: Variable) => Type | undefined;
}

/** Returns the choreography of a procedure's body. Linear in the statements, recursive along nesting only. */
export function elaborateBody(body: Block, surroundings: Surroundings): Choreography {
  const escaping = escapingConditionals(body);
  const names = loopNames(body);
  const exits = waysOut(body);

  /** The block's statements, then `after`. `loops` maps the loops in scope, as written, to their names in the calculus. */
  function block(source: Block, after: Choreography, loops: ReadonlyMap<string, string>): Choreography {
    let term = after;
    for (let index = source.statements.length - 1; index >= 0; index--) {
      const statement = source.statements[index];
      if (statement !== undefined) term = inFront(statement, term, loops);
    }
    return term;
  }

  function inFront(statement: Statement, rest: Choreography, loops: ReadonlyMap<string, string>): Choreography {
    const site = siteOf(statement);
    switch (statement.kind) {
      case "communicate":
        return sequence(
          {
            kind: "communicate",
            from: statement.from.text,
            expressions: statement.expressions,
            to: statement.to.text,
            variables: statement.variables.map((variable) => variable.text),
            label: statement.message?.text ?? noLabel,
            site,
          },
          rest,
        );
      case "select":
        return prepend(
          statement.to.map((to): Instruction => ({ kind: "select", from: statement.from.text, to: to.text, label: statement.message.text, site })),
          rest,
        );
      case "assign":
        return sequence(assignment(statement.role.text, statement.variable.text, statement.source, site), rest);
      case "local":
        return prepend(
          statement.assignments.map((each) => assignment(statement.role.text, each.variable.text, each.source, { ...site, span: each.span })),
          rest,
        );
      case "assert":
      case "assume":
        return sequence({ kind: statement.kind, role: statement.role.text, condition: statement.condition, site }, rest);
      case "if": {
        const { inside, tail } = continuation(statement, rest);
        const otherwise = statement.else === undefined ? inside : block(statement.else, inside, loops);
        return sequence(
          { kind: "if", role: statement.role.text, condition: statement.condition, then: block(statement.then, inside, loops), else: otherwise, site },
          tail,
        );
      }
      case "match": {
        const { inside, tail } = continuation(statement, rest);
        const cases = statement.cases.map((branch) => ({ pattern: patternOf(branch.pattern), body: block(branch.body, inside, loops) }));
        return sequence({ kind: "match", role: statement.role.text, scrutinee: statement.scrutinee, cases, site }, tail);
      }
      case "choose": {
        const { inside, tail } = continuation(statement, rest);
        const branches = statement.branches.map((branch) => block(branch, inside, loops));
        return sequence({ kind: "choose", role: statement.role.text, branches, site }, tail);
      }
      case "loop": {
        const name = names.get(statement) ?? unchecked("a loop without a name");
        const body = block(statement.body, jump("continue", name, site), new Map(loops).set(statement.name.text, name));
        return sequence({ kind: "loop", name, body, exit: exitOf(statement, rest, loops), site }, end);
      }
      case "while": {
        const name = names.get(statement) ?? unchecked("a loop without a name");
        const body = sequence(
          {
            kind: "if",
            role: statement.role.text,
            condition: statement.condition,
            then: block(statement.body, jump("continue", name, site), loops),
            else: jump("break", name, site),
            site,
          },
          end,
        );
        return sequence({ kind: "loop", name, body, exit: rest, site }, end);
      }
      case "continue":
      case "break":
        return jump(statement.kind, loops.get(statement.loop.text) ?? unchecked(`no loop ${statement.loop.text}`), site);
      case "call":
        return sequence(
          {
            kind: "call",
            procedure: statement.choreography.text,
            roles: statement.roles.map((role) => role.text),
            arguments: argumentsByRole(statement, surroundings),
            site,
          },
          rest,
        );
      case "perform":
      case "saga":
      case "abort":
        return unchecked(`\`${statement.kind}\` of a transaction`);
      case "unsupported":
        return unchecked(statement.construct);
      default:
        return assertNever(statement);
    }
  }

  function exitOf(loop: Extract<Statement, { kind: "loop" }>, rest: Choreography, loops: ReadonlyMap<string, string>): Choreography {
    const { isBroken = false, outer } = exits.get(loop) ?? {};
    return isBroken || outer === undefined ? rest : inFront(outer, end, loops);
  }

  function continuation(statement: Statement, rest: Choreography): { readonly inside: Choreography; readonly tail: Choreography } {
    return escaping.has(statement) ? { inside: rest, tail: end } : { inside: end, tail: rest };
  }

  function assignment(role: Role, variable: Variable, source: Source, site: Site): Instruction {
    if (source.kind === "journal") return unchecked("a journaled value");
    if (source.kind === "expression") return { kind: "assign", role, variable, expression: source.expression, site };
    return { kind: "havoc", role, variable, domain: elaborateDomain(source.domain, surroundings.declaredType(role, variable)), site };
  }

  return block(body, end, new Map());
}

function siteOf(statement: Statement): Site {
  return statement.label === undefined ? { span: statement.span } : { span: statement.span, label: statement.label.text };
}

function jump(kind: "continue" | "break", loop: string, site: Site): Choreography {
  return sequence({ kind, loop, site }, end);
}

function prepend(instructions: readonly Instruction[], rest: Choreography): Choreography {
  return instructions.reduceRight((term, instruction) => sequence(instruction, term), rest);
}

function argumentsByRole(call: Extract<Statement, { kind: "call" }>, surroundings: Surroundings): ReadonlyMap<Role, readonly Expression[]> {
  const { roles, owners } = surroundings.signature(call.choreography.text);
  const actual = new Map(roles.map((formal, index) => [formal, call.roles[index]?.text ?? unchecked("too few roles in a call")]));
  const grouped = new Map<Role, Expression[]>();
  owners.forEach((owner, index) => {
    const role = actual.get(owner) ?? unchecked(`parameter at ${owner}, which is no role of ${call.choreography.text}`);
    const argument = call.arguments[index] ?? unchecked("too few arguments in a call");
    const list = grouped.get(role);
    if (list === undefined) grouped.set(role, [argument]);
    else list.push(argument);
  });
  return grouped;
}
