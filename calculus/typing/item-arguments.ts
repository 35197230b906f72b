/** The arguments of the items of expectations: projections, roles, numbers, and what a subject is compared with. */
import { assertNever } from "../assert-never.ts";
import type { Span } from "../diagnostics/index.ts";
import type { ItemArguments } from "./expected-items.ts";
import { projections } from "./expected-items.ts";
import type { ProtocolDeclaration } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { listed } from "./wording.ts";

/** What an item may name, with its roles. */
export interface Comparable {
  readonly protocols: ReadonlyMap<string, ProtocolDeclaration>;
  readonly contexts: ReadonlyMap<string, readonly string[]>;
  /** Names that are not there may be those of constructs that are not built yet. */
  readonly hasUnsupported: boolean;
}

interface Roled {
  readonly name: string;
  readonly roles: readonly string[];
}

/** At most this many digits, so that the number is exact. */
const mostDigits = 15;
/** The largest bound of the queues under which multiparty compatibility is asked. */
const largestK = 10_000;

/** Reports arguments that the item does not take. */
export function checkItemArguments(
  { name, arguments: given }: { readonly name: string; readonly arguments: readonly string[] },
  takes: ItemArguments,
  subject: Roled,
  span: Span,
  reporter: Reporter,
  comparable: Comparable,
): void {
  const [first, second] = given;
  const wrong = (message: string): void => {
    reporter.report("wrong-item-argument", span, message);
  };
  const checkRole = (role: string, of: Roled = subject): void => {
    if (of.roles.includes(role)) return;
    reporter.report("unknown-role", span, `\`${of.name}\` has no role \`${role}\``, { notes: [`its roles are ${listed(of.roles)}`] });
  };
  /** The protocol, or the context where that may be, that the subject is compared with. */
  const checkComparison = (withContexts: boolean): void => {
    const what = withContexts ? "protocol or context" : "protocol";
    if (first === undefined || given.length > 2) {
      wrong(`\`${name}\` takes a ${what}, and then a role or nothing: \`${name}(${withContexts ? "Q" : "P"}, A)\``);
      return;
    }
    const roles = comparable.protocols.get(first)?.roles.map(({ text }) => text) ?? (withContexts ? comparable.contexts.get(first) : undefined);
    if (roles === undefined) {
      if (comparable.hasUnsupported) return;
      if (comparable.contexts.has(first)) {
        wrong(`\`${first}\` is a context, and \`${name}\` needs a protocol, because only that says which runs are right`);
        return;
      }
      const names = [...comparable.protocols.keys(), ...(withContexts ? comparable.contexts.keys() : [])];
      reporter.report("unknown-protocol", span, `unknown ${what} \`${first}\``, { notes: names.length === 0 ? [] : [`there are ${listed(names)}`] });
      return;
    }
    if (second === undefined) return;
    checkRole(second, subject.roles.includes(second) ? { name: first, roles } : subject);
  };
  const isNumber = (text: string | undefined): boolean => text !== undefined && /^[0-9]+$/.test(text) && text.length <= mostDigits;
  switch (takes) {
    case "none":
      if (given.length > 0) wrong(`\`${name}\` takes no argument`);
      return;
    case "role?":
      if (given.length > 1) wrong(`\`${name}\` takes a role, or nothing`);
      else if (first !== undefined) checkRole(first);
      return;
    case "projection?, role?":
      if (given.length > 2 || (first !== undefined && !projections.includes(first))) {
        wrong(`\`${name}\` takes a projection (${listed(projections)}) and then a role, or less`);
      } else if (second !== undefined) checkRole(second);
      return;
    case "bound":
      if (given.length !== 1 || !isNumber(first)) wrong(`\`${name}\` takes the bound of the queues: \`${name}(2)\``);
      return;
    case "bound, count":
      if (given.length !== 2 || !isNumber(first) || !isNumber(second)) {
        wrong(`\`${name}\` takes the bound of the queues and the number of configurations: \`${name}(2, 14)\``);
      }
      return;
    case "k":
      if (given.length !== 1 || !isNumber(first) || Number(first) === 0 || Number(first) > largestK) {
        wrong(`\`${name}\` takes the number of messages that a queue may hold, from 1 to ${String(largestK)}: \`${name}(2)\``);
      }
      return;
    case "protocol, role?":
      checkComparison(false);
      return;
    case "type, role?":
      checkComparison(true);
      return;
    default:
      assertNever(takes);
  }
}
