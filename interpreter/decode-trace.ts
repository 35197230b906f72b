/** Traces from JSON text of unknown origin: every member is checked before anything is done with it, sizes are bounded, nothing is executed. */
import { networkWords, readNetwork } from "../calculus/core/index.ts";
import { assertNever } from "../calculus/assert-never.ts";
import type { Environment, Label, OracleAnswer } from "../calculus/semantics/index.ts";
import type { Change } from "./changes.ts";
import { decodeName, decodeValue, decodeValues } from "./decode-value.ts";
import { traceSchemaVersion } from "./encode-trace.ts";
import type { End } from "./ending.ts";
import type { Choice } from "./execution.ts";
import type { Found, Reading } from "./json-reader.ts";
import { items, members, natural, oneOf, pair, readJson, refuse, text } from "./json-reader.ts";
import type { Location } from "./location.ts";
import type { Trace, TraceStep } from "./trace.ts";
import type { Waiting } from "./waiting.ts";

const longFile = 64 * 1024 * 1024;
const manySteps = 1_000_000;
const manyNames = 100_000;
const longSentence = 100_000;

/** Reads a trace of schema version 1; a text that is not one is described by the place of its first mistake. */
export function decodeTrace(json: string): Reading<Trace> {
  return readJson(json, longFile, trace);
}

function trace(found: Found): Trace {
  const version = typeof found.value === "object" && found.value !== null && "schemaVersion" in found.value ? found.value.schemaVersion : undefined;
  if (version !== traceSchemaVersion) refuse({ ...found, path: `${found.path}.schemaVersion` }, `expected ${traceSchemaVersion}, a trace of this version`);
  const names = ["schemaVersion", "kind", "program", "subject", "mode", "network", "generator", "seed", "schedule", "initial", "steps", "end"] as const;
  const member = members<(typeof names)[number] | "faults">(found, names, ["faults"]);
  oneOf(member("kind"), ["trace"]);
  const program = members(member("program"), ["file", "hash"]);
  const initial = members(member("initial"), ["choices", "fields"]);
  return {
    program: { file: text(program("file"), longSentence), hash: text(program("hash"), 200) },
    subject: decodeName(member("subject")),
    mode: oneOf(member("mode"), ["choreography", "network"]),
    network: networkName(member("network")),
    ...(member("faults").value === undefined ? {} : { faults: decodeName(member("faults")) }),
    generator: decodeName(member("generator")),
    seed: text(member("seed"), longSentence),
    schedule: text(member("schedule"), longSentence),
    initial: { choices: items(initial("choices"), manyNames).map(choice), fields: items(initial("fields"), manyNames).map(fields) },
    steps: items(member("steps"), manySteps).map(step),
    end: end(member("end")),
  };
}

/** The words of a network in their standard form. */
function networkName(found: Found): string {
  const words = text(found, longSentence);
  const reading = readNetwork(words);
  return reading.ok && networkWords(reading.network) === words ? words : refuse(found, "expected the words of a network");
}

function choice(found: Found): Choice {
  const member = members(found, ["kind", "role", "description", "value"]);
  return {
    request: { kind: oneOf(member("kind"), ["any", "oracle"]), role: decodeName(member("role")), description: text(member("description"), longSentence) },
    value: decodeValue(member("value")),
  };
}

function fields(found: Found): { readonly role: string; readonly bindings: Environment } {
  const member = members(found, ["role", "bindings"]);
  return { role: decodeName(member("role")), bindings: bindings(member("bindings")) };
}

function bindings(found: Found): Environment {
  return items(found, manyNames).map((binding): Environment[number] => {
    const [name, value] = pair(binding);
    return [decodeName(name), decodeValue(value)];
  });
}

function step(found: Found): TraceStep {
  const member = members<"label" | "rules" | "site" | "changes">(found, ["label", "rules", "changes"], ["site"]);
  const site = member("site");
  return {
    label: label(member("label")),
    rules: items(member("rules"), manyNames).map(decodeName),
    ...(site.value === undefined ? {} : { site: location(site) }),
    changes: items(member("changes"), manyNames).map(change),
  };
}

function location(found: Found): Location {
  const member = members(found, ["file", "line", "column", "text"]);
  return {
    file: text(member("file"), longSentence),
    line: natural(member("line"), 1),
    column: natural(member("column"), 1),
    text: text(member("text"), longSentence),
  };
}

function oracles(found: Found): readonly OracleAnswer[] {
  return items(found, manyNames).map((answer) => {
    const member = members(answer, ["name", "arguments", "result"]);
    return { name: decodeName(member("name")), arguments: decodeValues(member("arguments")), result: decodeValue(member("result")) };
  });
}

const labelKinds = ["send", "receive", "local", "any", "choose", "violate", "stop", "fail", "crash", "lose", "reorder"] as const;

function kindOf<Kind extends string>(found: Found, kinds: readonly Kind[]): Kind {
  const { value } = found;
  if (typeof value !== "object" || value === null || !("kind" in value)) return refuse(found, `"kind" is missing`);
  return oneOf({ value: value.kind, path: `${found.path}.kind` }, kinds);
}

function label(found: Found): Label {
  const kind = kindOf(found, labelKinds);
  switch (kind) {
    case "send": {
      const member = members(found, ["kind", "from", "to", "label", "values", "oracles"]);
      return { kind, ...message(member), oracles: oracles(member("oracles")) };
    }
    case "receive": {
      const member = members<Member | "kept" | "clause">(found, ["kind", "from", "to", "label", "values"], ["kept", "clause"]);
      const kept = member("kept").value !== undefined;
      if (kept && member("kept").value !== true) refuse(member("kept"), "expected true");
      return { kind, ...message(member), ...(kept ? { kept: true } : {}), ...clause(member("clause")) };
    }
    case "crash": {
      const member = members(found, ["kind", "role", "clause", "restarts", "values"]);
      const restarts = member("restarts").value;
      if (typeof restarts !== "boolean") return refuse(member("restarts"), "expected true or false");
      return { kind, role: decodeName(member("role")), clause: natural(member("clause"), 0), restarts, values: bindings(member("values")) };
    }
    case "lose":
    case "reorder": {
      const member = members<Member | "position" | "clause">(found, ["kind", "from", "to", "label", "values", "position"], ["clause"]);
      return { kind, ...message(member), position: natural(member("position"), 0), ...clause(member("clause")) };
    }
    case "local":
    case "stop": {
      const member = members(found, ["kind", "role", "oracles"]);
      return { kind, role: decodeName(member("role")), oracles: oracles(member("oracles")) };
    }
    case "any": {
      const member = members(found, ["kind", "role", "value", "oracles"]);
      return { kind, role: decodeName(member("role")), value: decodeValue(member("value")), oracles: oracles(member("oracles")) };
    }
    case "choose": {
      const member = members(found, ["kind", "role", "branch"]);
      return { kind, role: decodeName(member("role")), branch: natural(member("branch"), 0) };
    }
    case "violate": {
      const member = members(found, ["kind", "role", "site", "oracles"]);
      return { kind, role: decodeName(member("role")), site: text(member("site"), longSentence), oracles: oracles(member("oracles")) };
    }
    case "fail": {
      const member = members(found, ["kind", "role", "reason", "oracles"]);
      return { kind, role: decodeName(member("role")), reason: text(member("reason"), longSentence), oracles: oracles(member("oracles")) };
    }
    default:
      return assertNever(kind);
  }
}

type Member = "kind" | "from" | "to" | "label" | "values";

/** The fault clause of a label that names one. */
function clause(found: Found): { readonly clause?: number } {
  return found.value === undefined ? {} : { clause: natural(found, 0) };
}

function message(member: (name: "from" | "to" | "label" | "values") => Found): Pick<Extract<Label, { kind: "receive" }>, "from" | "to" | "label" | "values"> {
  return { from: decodeName(member("from")), to: decodeName(member("to")), label: decodeName(member("label")), values: decodeValues(member("values")) };
}

function change(found: Found): Change {
  const kind = kindOf(found, ["variable", "depth"]);
  if (kind === "depth") {
    const member = members(found, ["kind", "role", "before", "after"]);
    return { kind, role: decodeName(member("role")), before: natural(member("before"), 0), after: natural(member("after"), 0) };
  }
  const member = members(found, ["kind", "role", "scope", "variable", "before", "after"]);
  const [before, after] = [member("before"), member("after")];
  return {
    kind,
    role: decodeName(member("role")),
    scope: oneOf(member("scope"), ["field", "local"]),
    variable: decodeName(member("variable")),
    ...(before.value === null ? {} : { before: decodeValue(before) }),
    ...(after.value === null ? {} : { after: decodeValue(after) }),
  };
}

function waits(found: Found): readonly Waiting[] {
  return items(found, manyNames).map((item) => {
    const member = members<"role" | "from" | "labels" | "full">(item, ["role", "from", "labels"], ["full"]);
    const full = member("full").value !== undefined;
    if (full && member("full").value !== true) refuse(member("full"), "expected true");
    return {
      ...{ role: decodeName(member("role")), from: decodeName(member("from")), labels: items(member("labels"), manyNames).map(decodeName) },
      ...(full ? { full } : {}),
    };
  });
}

function end(found: Found): End {
  const kind = kindOf(found, ["final", "deadlock", "stopped", "no-value", "beyond-limits", "limit", "schedule", "loop", "cut"]);
  switch (kind) {
    case "final":
    case "cut":
      members(found, ["kind"]);
      return { kind };
    case "deadlock":
      return { kind, waiting: waits(members(found, ["kind", "waiting"])("waiting")) };
    case "stopped": {
      const member = members(found, ["kind", "stopped", "waiting"]);
      const stopped = items(member("stopped"), manyNames).map((item) => {
        const one = members(item, ["role", "why"]);
        return { role: decodeName(one("role")), why: oneOf(one("why"), ["failed", "assumption", "crashed"]) };
      });
      return { kind, stopped, waiting: waits(member("waiting")) };
    }
    case "no-value":
    case "beyond-limits":
      return { kind, description: text(members(found, ["kind", "description"])("description"), longSentence) };
    case "limit":
      return { kind, steps: natural(members(found, ["kind", "steps"])("steps"), 0) };
    case "loop":
      return { kind, after: natural(members(found, ["kind", "after"])("after"), 0) };
    case "schedule":
      return { kind, reason: text(members(found, ["kind", "reason"])("reason"), longSentence) };
    default:
      return assertNever(kind);
  }
}
