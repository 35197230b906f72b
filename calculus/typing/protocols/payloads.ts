/**
 * What a protocol says of data: payloads of messages, with types that exist, ends of sessions that exist, and names that later refinements may use, and variables
 * of loops. A refinement sees `value`, what it refines, the names of what was certainly sent before it, in its own message and in earlier ones, and the variables
 * of the loops around; the values that loops are given see the same without `value`.
 */
import type { Expression, LoopVariable, Name, PayloadItem, Type } from "../../syntax/index.ts";
import { describeType, joinTypes } from "../../values/index.ts";
import { closedScope } from "../closed-scope.ts";
import { distinct } from "../collect.ts";
import type { ExpressionScope } from "../expression-scope.ts";
import { expect } from "../expressions.ts";
import type { MustFlow } from "../must-flow.ts";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { checkVariableName } from "../shadowing.ts";
import { checkType, refinementScope } from "../type-expressions.ts";
import { counted } from "../wording.ts";

/** A name of the payloads of a text. */
interface NamedPayload {
  readonly first: PayloadItem;
  readonly type: Type;
  /** An item of this name with another type. */
  readonly conflict: { readonly item: PayloadItem; readonly type: Type } | undefined;
}

/** The checks of a protocol's data, in the order of its text. */
export interface DataCheck {
  readonly message: (payload: readonly PayloadItem[]) => void;
  /** Walks the body of a loop with these variables; `body` says whether it can be left. */
  readonly loop: (variables: readonly LoopVariable[], body: () => boolean) => boolean;
  /** The values with which a loop with these variables, called `loop`, is repeated. */
  readonly again: (variables: readonly LoopVariable[], loop: Name, values: readonly Expression[]) => void;
}

/** Returns the checks; `items` are all items of the text, `sent` the names that are known where it stands, and messages add to them. */
export function dataCheck(items: Iterable<PayloadItem>, sent: MustFlow<string>, program: Program, reporter: Reporter): DataCheck {
  const names = namesOf(items, program);
  const open = new Map<string, LoopVariable>();
  const seeing = (closed: ExpressionScope): ExpressionScope => ({
    ...closed,
    variable: (name) => {
      const variable = name.text === "value" ? undefined : open.get(name.text);
      if (variable !== undefined) return program.base(variable.type);
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
    variables: () => [...closed.variables(), ...open.keys(), ...names.keys()],
  });
  const scopeOf = (base: Type): ExpressionScope => seeing(refinementScope(base, program, reporter));
  const valueScope = seeing(closedScope(program, reporter, { what: "the value of a variable of a loop", oracles: "refused" }));

  function declare({ name }: LoopVariable): void {
    checkVariableName(name, program, reporter);
    const outer = open.get(name.text) ?? names.get(name.text)?.first;
    if (outer === undefined) return;
    reporter.report(
      "shadowed-name",
      name.span,
      `\`${name.text}\` is ${open.has(name.text) ? "a variable of a loop around this one" : "the name of a payload"}`,
      {
        labels: [{ span: outer.span, message: "here" }],
      },
    );
  }

  return {
    message: (payload) => {
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
    },
    loop: (variables, body) => {
      distinct(
        variables.map(({ name }) => name),
        reporter,
        "repeated-variable",
      );
      for (const { type, initial } of variables) expect(initial, program.base(type), valueScope);
      for (const variable of variables) declare(variable);
      const hidden = variables.map(({ name }) => [name.text, open.get(name.text)] as const);
      for (const variable of variables) open.set(variable.name.text, variable);
      for (const { type } of variables) checkType(type, program, reporter, scopeOf);
      const falls = body();
      for (const [name, outer] of hidden) {
        if (outer === undefined) open.delete(name);
        else open.set(name, outer);
      }
      return falls;
    },
    again: (variables, loop, values) => {
      if (values.length !== variables.length) {
        const message = `\`${loop.text}\` has ${counted(variables.length, "variable")}, but is given ${counted(values.length, "value")}`;
        reporter.report("wrong-argument-count", loop.span, message);
      }
      values.forEach((value, index) => {
        const variable = variables[index];
        if (variable !== undefined) expect(value, program.base(variable.type), valueScope);
      });
    },
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
