/**
 * Determinism of replay, by flow: what is chosen, or read from state that changes, and not journaled, must not reach a message, a guard or the arguments of a
 * transaction, because a role that crashes and begins again would choose and read anew (docs/sagas.md, R1).
 */
import type { Role } from "../../../calculus/core/index.ts";
import type { Label, Span } from "../../../calculus/diagnostics/index.ts";
import { variablesOf } from "../../../calculus/syntax/index.ts";
import type { Expression } from "../../../calculus/syntax/index.ts";
import { distinct } from "./finding.ts";
import type { AssumptionFinding } from "./finding.ts";
import type { PathEvent, Paths } from "./paths.ts";

/** What a role reads of its fields. */
export interface FieldsOfRole {
  readonly durable: ReadonlySet<string>;
  readonly volatile: ReadonlySet<string>;
}

interface Taint {
  readonly what: string;
  readonly origin: Span;
  readonly flow: readonly Label[];
}

/** The flows of chance in these paths, each origin with the first place that it reaches. Linear in the events, for each path. */
export function flowsOfChance(
  { paths }: Paths,
  fields: ReadonlyMap<Role, FieldsOfRole>,
  changing: ReadonlyMap<Role, ReadonlySet<string>>,
): readonly AssumptionFinding[] {
  return distinct(paths.flatMap((path) => flowsIn(path, fields, changing)));
}

function flowsIn(
  path: readonly PathEvent[],
  fields: ReadonlyMap<Role, FieldsOfRole>,
  changing: ReadonlyMap<Role, ReadonlySet<string>>,
): readonly AssumptionFinding[] {
  const tainted = new Map<string, Taint>();
  const found: AssumptionFinding[] = [];
  const placeOf = (role: Role, variable: string, frame: number): string => {
    const own = fields.get(role);
    return own?.durable.has(variable) === true || own?.volatile.has(variable) === true ? `${role}.${variable}` : `${role}.${variable}@${String(frame)}`;
  };
  const taintOf = (role: Role, expressions: readonly Expression[], frame: number): Taint | undefined => {
    for (const { text: name, span } of expressions.flatMap(variablesOf)) {
      const known = tainted.get(placeOf(role, name, frame));
      if (known !== undefined) return known;
      if (changing.get(role)?.has(name) === true) return { what: `the durable field ${role}.${name}, which changes`, origin: span, flow: [] };
    }
    return undefined;
  };
  const reach = (role: Role, expressions: readonly Expression[], frame: number, site: Span, where: string): void => {
    const taint = taintOf(role, expressions, frame);
    if (taint === undefined) return;
    found.push({
      code: "unjournaled-chance",
      message: `${taint.what} reaches ${where} and is not journaled: a replay may take another value`,
      span: taint.origin,
      labels: [...taint.flow, { span: site, message: `it reaches ${where} here` }],
      repair: "journal the value where it is chosen or read: `x := journal …`",
    });
  };
  const bind = (role: Role, variable: string, frame: number, taint: Taint | undefined, site: Span): void => {
    const place = placeOf(role, variable, frame);
    if (taint === undefined) tainted.delete(place);
    else tainted.set(place, { ...taint, flow: [...taint.flow, { span: site, message: `${role}.${variable} has it` }] });
  };
  for (const event of path) {
    const { frame } = event;
    const site = event.site.span;
    switch (event.kind) {
      case "message": {
        reach(event.from, event.expressions, frame, site, `a message to ${event.to}`);
        for (const variable of event.variables) bind(event.to, variable, frame, undefined, site);
        break;
      }
      case "assign":
        bind(event.role, event.variable, frame, taintOf(event.role, [event.expression], event.outer), site);
        break;
      case "any":
        bind(event.role, event.variable, frame, { what: `what ${event.role}.${event.variable} is chosen to be`, origin: site, flow: [] }, site);
        break;
      case "guard":
        reach(event.role, event.expressions, frame, site, `a guard of ${event.role}`);
        break;
      case "choice":
        found.push({
          code: "unjournaled-chance",
          message: `${event.role} chooses a branch, and does not journal which: a replay may take another one`,
          span: site,
          labels: [],
          repair: `journal the choice and decide by it: \`${event.role}.c := journal any bool; if ${event.role}.c { … } else { … }\``,
        });
        break;
      case "perform":
        // What is journaled is evaluated first, and answered for ever after.
        if (!event.transaction.isCounted) reach(event.role, event.expressions, frame, site, `the arguments of ${event.transaction.name}`);
        bindAnswer(event, changing.get(event.role), bind);
        break;
    }
  }
  return found;
}

/** What a transaction that is executed again answers may be another answer; what only reads fields that never change answers as before. */
function bindAnswer(
  { role, transaction, frame, site }: Extract<PathEvent, { kind: "perform" }>,
  changing: ReadonlySet<string> | undefined,
  bind: (role: Role, variable: string, frame: number, taint: Taint | undefined, site: Span) => void,
): void {
  const { effect, answer, committed, reads, name } = transaction;
  const isStable = effect === "journaled" || effect === "idempotent" || (effect === "pure" && reads.every((field) => changing?.has(field) !== true));
  const taint = isStable ? undefined : { what: `the answer of ${name}, which is executed again`, origin: site.span, flow: [] };
  for (const variable of [committed, ...(answer === undefined ? [] : [answer])]) bind(role, variable, frame, taint, site.span);
}
