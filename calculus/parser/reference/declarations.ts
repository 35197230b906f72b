/** Builds declarations from concrete syntax. */
import type { Declaration, ExpectItem, FieldDeclaration, Name, ValueParameter } from "../../syntax/index.ts";
import { lineNumber } from "../expectations.ts";
import { decodeString } from "../string-literal.ts";
import { elements, option, part, type Concrete } from "./concrete.ts";
import { buildContextMember } from "./contexts.ts";
import { buildExpression } from "./expressions.ts";
import { buildFaultClause } from "./faults.ts";
import { buildProcessBlock } from "./processes.ts";
import { buildProperty } from "./properties.ts";
import { buildProtocolBlock } from "./protocols.ts";
import { buildNames, nameOf, spanOf, textOf, type Source } from "./source.ts";
import { buildBlock } from "./statements.ts";
import { buildMember, buildSession } from "./systems.ts";
import { buildRuntime, buildTransaction } from "./transactions.ts";
import { buildSource, buildType } from "./types.ts";
import { buildUnsupported } from "./unsupported.ts";

export function buildDeclaration(source: Source, whole: Concrete): Declaration {
  const node = part(whole, 0);
  const span = spanOf(source, node);
  const name = (index: number): Name => nameOf(source, part(node, index));
  switch (node.rule) {
    case "Declaration_import": {
      const path = part(node, 1);
      return { kind: "import", path: decodeString(source.text, path.start, path.end), span };
    }
    case "Declaration_roleArray":
      return buildUnsupported(source, "an array of roles", node.start, span);
    case "Declaration_role":
      return { kind: "role", roles: [...part(node, 1).parts, part(node, 3)].map((entry) => buildRole(source, entry)), span };
    case "Declaration_const":
      return { kind: "const", name: name(1), value: buildExpression(source, part(node, 3)), span };
    case "Declaration_type":
      return { kind: "type", name: name(1), type: buildType(source, part(node, 3)), span };
    case "Declaration_enum":
      return {
        kind: "enum",
        name: name(1),
        constructors: listOption(node, 3).map((constructor) => {
          const payload = option(constructor, 2);
          return { name: nameOf(source, part(constructor, 0)), payload: payload === undefined ? [] : elements(payload).map((type) => buildType(source, type)) };
        }),
        span,
      };
    case "Declaration_record":
      return { kind: "record", name: name(1), fields: listOption(node, 3).map((field) => buildTyped(source, field)), span };
    case "Declaration_function":
      return {
        kind: "function",
        name: name(1),
        parameters: elements(part(node, 3)).map((parameter) => buildTyped(source, parameter)),
        result: buildType(source, part(node, 6)),
        ...clause(source, "requires", option(node, 7)),
        ...clause(source, "ensures", option(node, 8)),
        ...clause(source, "body", option(node, 9)),
        span,
      };
    case "Declaration_choreography": {
      const values = option(node, 4);
      const implemented = option(node, 6);
      return {
        kind: "choreography",
        name: name(1),
        roles: elements(part(node, 3)).map((role) => {
          const state = option(role, 2);
          return { name: nameOf(source, part(role, 0)), ...(state === undefined ? {} : { state: nameOf(source, state) }) };
        }),
        parameters: values === undefined ? [] : elements(part(values, 1)).map((value) => buildValueParameter(source, value)),
        ...(implemented === undefined ? {} : { implements: nameOf(source, part(implemented, 1)) }),
        body: buildBlock(source, part(node, 7)),
        span,
      };
    }
    case "Declaration_protocol":
      return { kind: "protocol", name: name(1), roles: buildNames(source, part(node, 2)), body: buildProtocolBlock(source, part(node, 3)), span };
    case "Declaration_process": {
      const parameters = option(node, 2);
      const protocol = option(node, 5);
      return {
        kind: "process",
        name: name(1),
        parameters: parameters === undefined ? [] : elements(part(parameters, 1)).map((parameter) => buildTyped(source, parameter)),
        role: name(4),
        ...(protocol === undefined ? {} : { protocol: nameOf(source, part(protocol, 1)) }),
        body: buildProcessBlock(source, part(node, 6)),
        span,
      };
    }
    case "Declaration_system":
      return {
        kind: "system",
        name: name(1),
        members: part(node, 3).parts.map((member) => buildMember(source, member)),
        sessions: part(node, 4).parts.map((session) => buildSession(source, session)),
        span,
      };
    case "Declaration_context":
      return { kind: "context", name: name(1), members: part(node, 3).parts.map((member) => buildContextMember(source, member)), span };
    case "Declaration_transaction":
      return buildTransaction(source, node);
    case "Declaration_runtime":
      return buildRuntime(source, node);
    case "Declaration_faults":
      return { kind: "faults", name: name(1), clauses: part(node, 3).parts.map((clause) => buildFaultClause(source, clause)), span };
    case "Declaration_secret":
      return buildUnsupported(source, "secret", node.start, span);
    case "Declaration_property": {
      const of = option(node, 2);
      return {
        kind: "property",
        name: name(1),
        ...(of === undefined ? {} : { of: nameOf(source, part(of, 1)) }),
        property: buildProperty(source, part(node, 4)),
        span,
      };
    }
    case "Declaration_expectError":
      return { kind: "expect-error", code: textOf(source, part(node, 2)), ...buildErrorPlace(source, option(node, 3)), span };
    case "Declaration_expect": {
      const [under, on, fairness] = [option(node, 2), option(node, 3), option(node, 4)];
      return {
        kind: "expect",
        subject: name(1),
        ...(under === undefined ? {} : { faults: nameOf(source, part(under, 1)) }),
        ...(on === undefined ? {} : { network: buildNetwork(source, on) }),
        ...(fairness === undefined ? {} : { fairness: textOf(source, part(fairness, 1)) }),
        items: elements(part(node, 6)).map((item) => buildItem(source, part(item, 0))),
        span,
      };
    }
    case "Declaration_later":
      return buildUnsupported(source, textOf(source, part(node, 0)), node.start, span);
    case "Declaration_annotation":
      return buildUnsupported(source, `@${nameOf(source, part(part(node, 0), 1)).text}`, node.start, span);
    default:
      throw new Error(`rule ${node.rule} builds no declaration`);
  }
}

/** The elements of an optional list. */
function listOption(node: Concrete, index: number): readonly Concrete[] {
  const list = option(node, index);
  return list === undefined ? [] : elements(list);
}

function buildRole(source: Source, node: Concrete): { readonly name: Name; readonly fields: readonly FieldDeclaration[] } {
  const entry = node.rule === "RoleEntry" || node.rule === "RoleWithState" || node.rule === "RoleAlone" ? node : part(node, 0);
  const name = nameOf(source, part(entry, 0));
  const body = entry.rule === "RoleAlone" ? undefined : entry.rule === "RoleEntry" ? option(entry, 1) : part(entry, 1);
  return { name, fields: body === undefined ? [] : part(body, 1).parts.map((field) => buildField(source, field)) };
}

function buildField(source: Source, node: Concrete): FieldDeclaration {
  return {
    name: nameOf(source, part(node, 1)),
    durable: option(node, 0) !== undefined,
    type: buildType(source, part(node, 3)),
    initial: buildSource(source, part(node, 5)),
    span: spanOf(source, node),
  };
}

function buildTyped(source: Source, node: Concrete): { readonly name: Name; readonly type: ReturnType<typeof buildType> } {
  return { name: nameOf(source, part(node, 0)), type: buildType(source, part(node, 2)) };
}

function clause<Key extends "requires" | "ensures" | "body">(
  source: Source,
  key: Key,
  node: Concrete | undefined,
): { readonly [key in Key]?: ReturnType<typeof buildExpression> } {
  if (node === undefined) return {};
  const expression = buildExpression(source, part(node, 1));
  return { [key]: expression } as { readonly [key in Key]?: ReturnType<typeof buildExpression> };
}

function buildValueParameter(source: Source, node: Concrete): ValueParameter {
  return { ...buildTyped(source, node), role: nameOf(source, part(node, 4)) };
}

function buildErrorPlace(source: Source, node: Concrete | undefined): { readonly role?: Name; readonly line?: number } {
  if (node === undefined) return {};
  const place = part(node, 0);
  return place.rule === "ErrorPlace_line" ? { line: lineNumber(textOf(source, part(place, 2))) } : { role: nameOf(source, part(place, 1)) };
}

function buildNetwork(source: Source, node: Concrete): string {
  const words = part(node, 1).parts.map((each) => {
    const word = textOf(source, part(each, 0));
    const bounds = option(each, 1);
    return bounds === undefined ? word : `${word}(${buildBounds(source, bounds).join(", ")})`;
  });
  return words.join(" ");
}

function buildBounds(source: Source, node: Concrete): readonly string[] {
  return elements(part(node, 1)).map((bound) => textOf(source, bound));
}

function buildItem(source: Source, node: Concrete): ExpectItem {
  const span = spanOf(source, node);
  if (node.rule === "Item_verdict") return { verdict: textOf(source, part(node, 0)), span };
  const bounds = option(node, 1);
  const property = { name: textOf(source, part(node, 0)), arguments: bounds === undefined ? [] : buildBounds(source, bounds) };
  return node.rule === "Item_judged" ? { property, verdict: textOf(source, part(node, node.parts.length - 1)), span } : { property, span };
}
