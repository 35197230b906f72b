/**
 * Payloads of messages: types that exist, ends of sessions that exist, and names that later refinements may use. A refinement sees `value`, what it
 * refines, and the names of what was certainly sent before it, in its own message and in earlier ones.
 */
import type { PayloadItem, Type } from "../../syntax/index.ts";
import { describeType, joinTypes } from "../../values/index.ts";
import { distinct } from "../collect.ts";
import type { ExpressionScope } from "../expression-scope.ts";
import type { MustFlow } from "../must-flow.ts";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { checkVariableName } from "../shadowing.ts";
import { checkType, refinementScope } from "../type-expressions.ts";

/** A name of the payloads of a text. */
interface NamedPayload {
  readonly first: PayloadItem;
  readonly type: Type;
  /** An item of this name with another type. */
  readonly conflict: { readonly item: PayloadItem; readonly type: Type } | undefined;
}

/** Returns the check of a message's payload; `items` are all items of the text, `sent` the names that are known where it stands, and it adds to them. */
export function payloadCheck(
  items: Iterable<PayloadItem>,
  sent: MustFlow<string>,
  program: Program,
  reporter: Reporter,
): (payload: readonly PayloadItem[]) => void {
  const names = namesOf(items, program);
  const scopeOf = (base: Type): ExpressionScope => {
    const closed = refinementScope(base, program, reporter);
    return {
      ...closed,
      variable: (name) => {
        const named = name.text === "value" ? undefined : names.get(name.text);
        if (named === undefined) return closed.variable(name);
        const { first, type, conflict } = named;
        if (conflict !== undefined) {
          reporter.report("ambiguous-type", name.span, `\`${name.text}\` is the name of payloads of two types`, {
            labels: [
              { span: first.span, message: `here it is ${describeType(type)}` },
              { span: conflict.item.span, message: `here it is ${describeType(conflict.type)}` },
            ],
          });
        } else if (!sent.has(name.text)) {
          reporter.report("unassigned-variable", name.span, `\`${name.text}\` may not have been sent here`, {
            labels: [{ span: first.span, message: "this is where it is sent" }],
          });
        }
        return type;
      },
      variables: () => [...closed.variables(), ...names.keys()],
    };
  };

  return (payload) => {
    for (const { name, sort } of payload) {
      if (sort.kind === "value") checkType(sort.type, program, reporter, scopeOf);
      else checkSessionEnd(sort, program, reporter);
      if (name === undefined) continue;
      checkVariableName(name, program, reporter);
      if (sort.kind === "value") sent.add(name.text);
    }
    distinct(
      payload.flatMap(({ name }) => name ?? []),
      reporter,
      "repeated-variable",
    );
  };
}

function namesOf(items: Iterable<PayloadItem>, program: Program): ReadonlyMap<string, NamedPayload> {
  const names = new Map<string, NamedPayload>();
  for (const item of items) {
    if (item.name === undefined || item.sort.kind !== "value") continue;
    const type = program.base(item.sort.type);
    const before = names.get(item.name.text);
    if (before === undefined) names.set(item.name.text, { first: item, type, conflict: undefined });
    else if (before.conflict === undefined && joinTypes(before.type, type) === undefined) names.set(item.name.text, { ...before, conflict: { item, type } });
  }
  return names;
}

function checkSessionEnd(sort: Extract<PayloadItem["sort"], { kind: "session" }>, program: Program, reporter: Reporter): void {
  const protocol = program.protocols.get(sort.protocol.text);
  if (protocol === undefined) {
    reporter.unknown("unknown-protocol", sort.protocol, "protocol", () => program.protocols.keys());
    return;
  }
  if (protocol.roles.some((role) => role.text === sort.role.text)) return;
  reporter.unknown("unknown-role", sort.role, `role of protocol \`${protocol.name.text}\`:`, () => protocol.roles.map((role) => role.text), {
    labels: [{ span: protocol.name.span, message: "declared here" }],
  });
}
