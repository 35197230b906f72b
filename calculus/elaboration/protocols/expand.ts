/**
 * From the text of a protocol to its flow: sub-protocols are entered with their roles renamed, once for each list of roles and continuation, so that
 * a `do` in tail position that leads back to a protocol being expanded is a loop.
 */
import { assertNever } from "../../assert-never.ts";
import type { Message, Role } from "../../core/index.ts";
import type { Limits } from "../../diagnostics/index.ts";
import type { Declaration, Name, ProtocolBlock, ProtocolStatement, Type } from "../../syntax/index.ts";
import { unchecked } from "../unchecked.ts";
import { endOfFlow } from "./flow.ts";
import type { Exit, Flow, Instance, Jump, ParallelFlow, RecursionFlow } from "./flow.ts";

export type ProtocolDeclaration = Extract<Declaration, { kind: "protocol" }>;

/** How much may still be built; shared by the protocols of a program. */
export interface Budget {
  instances: number;
  size: number;
}

/** Returns the budget of a program. */
export function budgetOf(limits: Limits): Budget {
  return { instances: limits.protocolInstances, size: limits.protocolSize };
}

/** The flow of a protocol, and what of it was not known before. */
export interface Expansion {
  readonly first: Instance;
  readonly loops: readonly (RecursionFlow | Instance)[];
  readonly parallels: readonly ParallelFlow[];
}

interface Place {
  /** The protocol in whose text it is. */
  readonly scope: string;
  /** The actual role of a formal one. */
  readonly roles: ReadonlyMap<string, Role>;
  readonly recursions: ReadonlyMap<string, RecursionFlow>;
}

/**
 * Returns the expansion of protocols for their own roles: the flow of each, or undefined when the budget does not suffice; then nothing more may be
 * asked. Linear in the expanded text, of which a protocol for the same roles in the same place is part once; recursive along nesting only. The names
 * in all protocols that are reached must have been checked, and that none leads back to itself but in tail position.
 */
export function expander(
  protocols: ReadonlyMap<string, ProtocolDeclaration>,
  messageOf: (statement: Extract<ProtocolStatement, { kind: "message" }>) => Message,
  typeOf: (type: Type) => Type,
  budget: Budget,
): (declaration: ProtocolDeclaration) => Expansion | undefined {
  const instances = new Map<Flow, Map<string, Instance>>();
  const waiting: { readonly instance: Instance; readonly declaration: ProtocolDeclaration; readonly roles: readonly Role[]; readonly next: Flow }[] = [];
  let loops: (RecursionFlow | Instance)[] = [];
  let parallels: ParallelFlow[] = [];
  let isComplete = true;

  function enter(name: string, roles: readonly Role[], next: Flow): Instance {
    const known = instances.get(next) ?? new Map<string, Instance>();
    instances.set(next, known);
    const key = `${name}(${roles.join(",")})`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const entered = protocols.get(name) ?? unchecked(`no protocol ${name}`);
    const instance: Instance = { kind: "instance", protocol: name, span: entered.name.span, body: endOfFlow };
    known.set(key, instance);
    loops.push(instance);
    if (budget.instances-- > 0) waiting.push({ instance, declaration: entered, roles, next });
    else isComplete = false;
    return instance;
  }

  function block(source: ProtocolBlock, next: Flow, place: Place): Flow {
    let flow = next;
    for (let index = source.statements.length - 1; index >= 0; index--) {
      const statement = source.statements[index];
      if (statement !== undefined) flow = inFront(statement, flow, place);
    }
    return flow;
  }

  function inFront(statement: ProtocolStatement, next: Flow, place: Place): Flow {
    if (budget.size-- <= 0) {
      isComplete = false;
      return endOfFlow;
    }
    const { span } = statement;
    switch (statement.kind) {
      case "message": {
        const from = actual(statement.from, place);
        const message = messageOf(statement);
        const { scope } = place;
        return statement.to.reduceRight<Flow>(
          (flow, to, index) => ({ kind: "message", from, to: actual(to, place), message, isCopy: index > 0, scope, span, next: flow }),
          next,
        );
      }
      case "choice": {
        const branches = statement.branches.map((branch) => ({ first: block(branch, next, place), span: branch.span }));
        return { kind: "choice", at: actual(statement.at, place), branches, span, head: { ...span, end: statement.at.span.end } };
      }
      case "rec": {
        const { text, span: at } = statement.variable;
        const variables = (statement.variables ?? []).map(({ name, type, initial }) => ({ name: name.text, type: typeOf(type), initial }));
        const { scope } = place;
        const recursion: RecursionFlow = { kind: "recursion", variable: text, variables, scope, span: at, body: endOfFlow, isRepeated: false };
        loops.push(recursion);
        recursion.body = block(statement.body, next, { ...place, recursions: new Map(place.recursions).set(text, recursion) });
        return recursion;
      }
      case "continue": {
        const target = place.recursions.get(statement.variable.text) ?? unchecked(`no rec ${statement.variable.text}`);
        target.isRepeated = true;
        return { kind: "jump", target, values: statement.values ?? [], span } satisfies Jump;
      }
      case "par": {
        const blocks = statement.branches.map((branch) => {
          const exit: Exit = { kind: "exit", next };
          return { first: block(branch, exit, place), exit, span: branch.span };
        });
        const parallel: ParallelFlow = { kind: "parallel", blocks, next, span, first: undefined };
        parallels.push(parallel);
        return parallel;
      }
      case "do": {
        const roles = statement.roles.map((role) => actual(role, place));
        return { kind: "jump", target: enter(statement.protocol.text, roles, next), values: [], span };
      }
      case "unsupported":
        return unchecked(statement.construct);
      default:
        return assertNever(statement);
    }
  }

  return (declaration) => {
    [loops, parallels] = [[], []];
    const own = declaration.roles.map((role) => role.text);
    const first = enter(declaration.name.text, own, endOfFlow);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { instance, declaration: entered, roles, next: after } = next;
      const renaming = new Map(entered.roles.map((role, index) => [role.text, roles[index] ?? unchecked("too few roles in a do")]));
      instance.body = block(entered.body, after, { scope: entered.name.text, roles: renaming, recursions: new Map() });
    }
    return isComplete ? { first, loops, parallels } : undefined;
  };
}

function actual(role: Name, place: Place): Role {
  return place.roles.get(role.text) ?? unchecked(`no role ${role.text}`);
}
