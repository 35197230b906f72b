/** Traces as JSON text: canonical (equal traces are equal bytes), one step to a line, integers as decimal strings. The format is docs/schema/trace-1.json. */
import { createHash } from "node:crypto";
import type { Value } from "../calculus/core/index.ts";
import type { Label, OracleAnswer } from "../calculus/semantics/index.ts";
import { assertNever } from "../calculus/assert-never.ts";
import type { Change } from "./changes.ts";
import type { End } from "./ending.ts";
import type { Choice } from "./execution.ts";
import type { Trace, TraceStep } from "./trace.ts";

/** The version of the format that `encodeTrace` writes and `decodeTrace` reads. */
export const traceSchemaVersion = 1;

/** What `JSON.stringify` writes. Names from programs only occur as values, never as keys. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** true · {"int": "3"} · "text" · {"unit": true} · {"variant": "Some", "payload": […]} · {"record": "R", "fields": [["f", …]]} · {"list": […]} · {"set": […]} · {"map": [[k, v]]} · {"endpoint": ["q", "C"]} */
export function encodeValue(value: Value): Json {
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return { int: value.toString() };
  switch (value.kind) {
    case "unit":
      return { unit: true };
    case "variant":
      return { variant: value.name, payload: value.payload.map(encodeValue) };
    case "record":
      return { record: value.name, fields: value.fields.map(([name, field]) => [name, encodeValue(field)]) };
    case "list":
      return { list: value.items.map(encodeValue) };
    case "set":
      return { set: value.items.map(encodeValue) };
    case "endpoint":
      return { endpoint: [value.session, value.role] };
    case "map":
      return { map: value.entries.map(([key, item]) => [encodeValue(key), encodeValue(item)]) };
    default:
      return assertNever(value);
  }
}

function encodeOracles(oracles: readonly OracleAnswer[]): Json {
  return oracles.map((answer) => ({ name: answer.name, arguments: answer.arguments.map(encodeValue), result: encodeValue(answer.result) }));
}

/** A label as JSON: its fields, with the values encoded. */
export function encodeLabel(label: Label): Json {
  switch (label.kind) {
    case "send":
      return {
        kind: label.kind,
        from: label.from,
        to: label.to,
        label: label.label,
        values: label.values.map(encodeValue),
        oracles: encodeOracles(label.oracles),
      };
    case "receive":
      return {
        ...{ kind: label.kind, from: label.from, to: label.to, label: label.label, values: label.values.map(encodeValue) },
        ...(label.kept === undefined ? {} : { kept: true }),
        ...(label.clause === undefined ? {} : { clause: label.clause }),
      };
    case "crash": {
      const values = label.values.map(([name, value]) => [name, encodeValue(value)]);
      return { kind: label.kind, role: label.role, clause: label.clause, restarts: label.restarts, values };
    }
    case "lose":
    case "reorder":
      return {
        ...{ kind: label.kind, from: label.from, to: label.to, label: label.label, values: label.values.map(encodeValue), position: label.position },
        ...(label.clause === undefined ? {} : { clause: label.clause }),
      };
    case "local":
    case "stop":
      return { kind: label.kind, role: label.role, oracles: encodeOracles(label.oracles) };
    case "any":
      return { kind: label.kind, role: label.role, value: encodeValue(label.value), oracles: encodeOracles(label.oracles) };
    case "choose":
      return { kind: label.kind, role: label.role, branch: label.branch };
    case "violate":
      return { kind: label.kind, role: label.role, site: label.site, oracles: encodeOracles(label.oracles) };
    case "fail":
      return { kind: label.kind, role: label.role, reason: label.reason, oracles: encodeOracles(label.oracles) };
    default:
      return assertNever(label);
  }
}

/** A change as JSON; a missing side of a variable is null. */
function encodeChange(change: Change): Json {
  switch (change.kind) {
    case "variable": {
      const { role, scope, variable, before, after } = change;
      return {
        kind: "variable",
        role,
        scope,
        variable,
        before: before === undefined ? null : encodeValue(before),
        after: after === undefined ? null : encodeValue(after),
      };
    }
    case "depth":
      return { kind: "depth", role: change.role, before: change.before, after: change.after };
    default:
      return assertNever(change);
  }
}

function encodeEnd(end: End): Json {
  const waitsOf = (waiting: Extract<End, { kind: "deadlock" }>["waiting"]): Json =>
    waiting.map(({ role, from, labels, full }) => ({ role, from, labels, ...(full === undefined ? {} : { full }) }));
  switch (end.kind) {
    case "final":
    case "cut":
      return { kind: end.kind };
    case "deadlock":
      return { kind: end.kind, waiting: waitsOf(end.waiting) };
    case "stopped":
      return { kind: end.kind, stopped: end.stopped.map(({ role, why }) => ({ role, why })), waiting: waitsOf(end.waiting) };
    case "no-value":
    case "beyond-limits":
      return { kind: end.kind, description: end.description };
    case "limit":
      return { kind: end.kind, steps: end.steps };
    case "loop":
      return { kind: end.kind, after: end.after };
    case "schedule":
      return { kind: end.kind, reason: end.reason };
    default:
      return assertNever(end);
  }
}

function encodeChoice({ request, value }: Choice): Json {
  return { kind: request.kind, role: request.role, description: request.description, value: encodeValue(value) };
}

function encodeStep(step: TraceStep): Json {
  return {
    label: encodeLabel(step.label),
    rules: step.rules,
    ...(step.site === undefined ? {} : { site: { file: step.site.file, line: step.site.line, column: step.site.column, text: step.site.text } }),
    changes: step.changes.map(encodeChange),
  };
}

const list = (name: string, items: readonly Json[], indent: string): string =>
  items.length === 0 ? `${indent}"${name}": []` : `${indent}"${name}": [\n${items.map((item) => `${indent}  ${JSON.stringify(item)}`).join(",\n")}\n${indent}]`;

/** The trace as JSON text that ends in a newline. Equal traces give equal texts. Linear. */
export function encodeTrace(trace: Trace): string {
  const member = (name: string, value: Json): string => `  "${name}": ${JSON.stringify(value)}`;
  const { program, initial } = trace;
  const fields = initial.fields.map(({ role, bindings }) => ({ role, bindings: bindings.map(([name, value]) => [name, encodeValue(value)]) }));
  const members = [
    member("schemaVersion", traceSchemaVersion),
    member("kind", "trace"),
    member("program", { file: program.file, hash: program.hash }),
    member("subject", trace.subject),
    member("mode", trace.mode),
    member("network", trace.network),
    ...(trace.faults === undefined ? [] : [member("faults", trace.faults)]),
    member("generator", trace.generator),
    member("seed", trace.seed),
    member("schedule", trace.schedule),
    `  "initial": {\n${list("choices", initial.choices.map(encodeChoice), "    ")},\n${list("fields", fields, "    ")}\n  }`,
    list("steps", trace.steps.map(encodeStep), "  "),
    member("end", encodeEnd(trace.end)),
  ];
  return `{\n${members.join(",\n")}\n}\n`;
}

/** The name of a trace: the hash of its canonical text, shortened to 16 hexadecimal digits. */
export function traceIdentity(trace: Trace): string {
  return createHash("sha256").update(encodeTrace(trace)).digest("hex").slice(0, 16);
}
