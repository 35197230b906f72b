import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Value } from "../calculus/core/index.ts";
import { makeMap, makeSet } from "../calculus/values/index.ts";
import { decodeTrace } from "./decode-trace.ts";
import { decodeValue } from "./decode-value.ts";
import { encodeTrace, encodeValue, traceIdentity } from "./encode-trace.ts";
import { awkwardNames, calls, recorded, samplePrograms, shop, systemsOf } from "./sample-programs.ts";
import { headFirst, random, scriptedIndices } from "./schedulers/index.ts";
import type { Trace } from "./trace.ts";
import { programHash } from "./trace.ts";

const schema = JSON.parse(readFileSync(new URL("../docs/schema/trace-1.json", import.meta.url), "utf8")) as object;
const isValid = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);

function decoded(json: string): Trace {
  const reading = decodeTrace(json);
  if (reading.kind !== "read") throw new Error(`${reading.path}: ${reading.message}`);
  return reading.value;
}

const traces: readonly Trace[] = samplePrograms.flatMap((text) => {
  const systems = systemsOf(text);
  return (["choreography", "network"] as const).flatMap((mode) =>
    ["1", "2", "3"].map((seed) => recorded(systems, mode, random(seed), seed, seed === "3" ? 4 : 100)),
  );
});

describe("the JSON form of traces", () => {
  test("is what the schema says, and read back to the same trace", () => {
    for (const trace of traces) {
      const json = encodeTrace(trace);
      expect([isValid(JSON.parse(json)), isValid.errors]).toEqual([true, null]);
      expect(decoded(json)).toEqual(trace);
      expect(encodeTrace(decoded(json))).toBe(json);
    }
    const ends = new Set(traces.map(({ end }) => end.kind));
    expect(ends).toEqual(new Set(["final", "stopped", "limit"]));
    const labels = new Set(traces.flatMap(({ steps }) => steps.map(({ label }) => label.kind)));
    expect(labels).toEqual(new Set(["send", "receive", "local", "choose", "violate", "stop", "fail"]));
  });

  test.each([
    [{ kind: "deadlock", waiting: [{ role: "A", from: "__proto__", labels: ["_"] }] }],
    [{ kind: "no-value", description: "A.n" }],
    [{ kind: "beyond-limits", description: "A, evaluating power(2, n): integer of more than 1048576 bits" }],
    [{ kind: "schedule", reason: "over" }],
    [{ kind: "cut" }],
  ] as const)("has every end: %j", (end) => {
    const trace: Trace = { ...traces[0]!, end };
    expect(isValid(JSON.parse(encodeTrace(trace)))).toBe(true);
    expect(decoded(encodeTrace(trace))).toEqual(trace);
  });

  test("puts each step on a line of its own", () => {
    const trace = recorded(systemsOf(shop), "network", headFirst, "1");
    expect(
      encodeTrace(trace)
        .split("\n")
        .filter((line) => line.startsWith(`    {"label"`)),
    ).toHaveLength(trace.steps.length);
  });

  test("keeps names that JavaScript objects are born with", () => {
    const trace = recorded(systemsOf(awkwardNames), "network", headFirst, "1");
    const again = decoded(encodeTrace(trace));
    expect(again).toEqual(trace);
    expect(again.initial.fields.map(({ role }) => role)).toEqual(["__proto__", "hasOwnProperty"]);
  });

  test("has a golden example", () => {
    const trace = recorded(systemsOf(shop), "network", scriptedIndices([0, 0]), "1");
    expect(encodeTrace(trace)).toMatchInlineSnapshot(`
      "{
        "schemaVersion": 1,
        "kind": "trace",
        "program": {"file":"input.choreo","hash":"sha256:21b60b0073ea6debf783e6ea8f843539d2bd9971c6b1facda292605873c9d7b1"},
        "subject": "Shop",
        "mode": "network",
        "network": "fifo",
        "generator": "splitmix64-1",
        "seed": "1",
        "schedule": "script:0,0",
        "initial": {
          "choices": [
            {"kind":"any","role":"Buyer","description":"Buyer.budget","value":{"int":"14"}}
          ],
          "fields": [
            {"role":"Buyer","bindings":[["budget",{"int":"14"}],["price",{"int":"0"}]]},
            {"role":"Seller","bindings":[["stock",{"int":"3"}]]}
          ]
        },
        "steps": [
          {"label":{"kind":"send","from":"Seller","to":"Buyer","label":"offer","values":[{"int":"23"}],"oracles":[]},"rules":["N-SEND"],"site":{"file":"input.choreo","line":5,"column":3,"text":"Seller.(20 + stock) -> Buyer.price : offer;"},"changes":[]},
          {"label":{"kind":"receive","from":"Seller","to":"Buyer","label":"offer","values":[{"int":"23"}]},"rules":["N-RECEIVE"],"site":{"file":"input.choreo","line":5,"column":3,"text":"Seller.(20 + stock) -> Buyer.price : offer;"},"changes":[{"kind":"variable","role":"Buyer","scope":"field","variable":"price","before":{"int":"0"},"after":{"int":"23"}}]}
        ],
        "end": {"kind":"schedule","reason":"the script ends here"}
      }
      "
    `);
  });

  test("is documented by the trace of an example", () => {
    const page = readFileSync(new URL("../docs/traces.md", import.meta.url), "utf8");
    const block = (start: string): string => page.slice(page.indexOf(start) + start.indexOf("\n") + 1, page.indexOf("\n```", page.indexOf(start)) + 1);
    const trace = recorded(systemsOf(block("```choreo\n")), "network", headFirst, "1");
    expect(block("```\n{")).toBe(encodeTrace({ ...trace, program: { ...trace.program, file: "counter.choreo" } }).replaceAll("input.choreo", "counter.choreo"));
  });

  test("identifies a trace by its content", () => {
    const identities = traces.map(traceIdentity);
    expect(new Set(identities).size).toBe(new Set(traces.map(encodeTrace)).size);
    expect(identities[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});

const names = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom("__proto__", "constructor", "int", "list"));
const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.boolean(),
    fc.bigInt(),
    fc.string(),
    fc.constant<Value>({ kind: "unit" }),
    fc.record({ kind: fc.constant("variant" as const), name: names, payload: fc.array(tie("value"), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant("record" as const), name: names, fields: fc.array(fc.tuple(names, tie("value")), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant("list" as const), items: fc.array(tie("value"), { maxLength: 3 }) }),
    fc.array(tie("value"), { maxLength: 3 }).map(makeSet),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map(makeMap),
  ),
}));

/** Changes one place of a JSON document: removes or adds a member, or puts something else there. */
function damaged(json: unknown, path: readonly number[], kind: number): unknown {
  const odd = [null, -1, 1.5, "", "x".repeat(2000), [], {}, true, { int: "01" }, { kind: "final" }];
  const [first, ...rest] = path;
  if (typeof json !== "object" || json === null || first === undefined) return odd[kind % odd.length];
  const entries = Object.entries(json);
  const index = entries.length === 0 ? 0 : first % entries.length;
  const entry = entries[index];
  if (entry === undefined) return odd[kind % odd.length];
  let changed: [string, unknown][];
  if (rest.length > 0) changed = entries.map(([key, value], at) => [key, at === index ? damaged(value, rest, kind) : value]);
  else if (kind % 3 === 0) changed = entries.filter((_, at) => at !== index);
  else if (kind % 3 === 1) changed = [...entries, [Array.isArray(json) ? String(entries.length) : "extra", odd[kind % odd.length]]];
  else changed = entries.map(([key, value], at) => [key, at === index ? odd[kind % odd.length] : value]);
  return Array.isArray(json) ? changed.map(([, value]) => value) : Object.fromEntries(changed);
}

describe("a trace of unknown origin", () => {
  test("values are read back as they were", () => {
    fc.assert(
      fc.property(values, (value) => {
        const json = JSON.parse(JSON.stringify(encodeValue(value))) as unknown;
        expect(decodeValue({ value: json, path: "$" })).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });

  test("is refused with the place of the mistake, or is valid by the schema and canonical", () => {
    const documents = traces.slice(0, 12).map((trace) => JSON.parse(encodeTrace(trace)) as unknown);
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), fc.nat(1000), (document, path, kind) => {
        const json = damaged(document, path, kind);
        const reading = decodeTrace(JSON.stringify(json));
        if (reading.kind === "malformed") {
          refused += 1;
          expect(reading.path).toMatch(/^\$/);
        } else {
          expect(isValid(json)).toBe(true);
          expect(JSON.parse(encodeTrace(reading.value))).toEqual(json);
        }
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  const golden = encodeTrace(recorded(systemsOf(calls), "network", headFirst, "1"));
  const replaced = (from: string, to: string): string => {
    expect(golden).toContain(from);
    return golden.replace(from, to);
  };

  const refusals: readonly (readonly [what: string, json: () => string, path: string, message: string])[] = [
    ["no JSON", () => "{", "$", "not JSON"],
    ["nothing", () => "", "$", "not JSON"],
    ["a list", () => "[]", "$.schemaVersion", "expected 1, a trace of this version"],
    ["another version", () => replaced(`"schemaVersion": 1`, `"schemaVersion": 2`), "$.schemaVersion", "expected 1, a trace of this version"],
    ["something else than a trace", () => replaced(`"kind": "trace"`, `"kind": "report"`), "$.kind", `expected "trace"`],
    ["an unknown network", () => replaced(`"fifo"`, `"pigeons"`), "$.network", "expected the words of a network"],
    ["a network in other words", () => replaced(`"fifo"`, `"fifo lossy"`), "$.network", "expected the words of a network"],
    ["a member too many", () => replaced(`"seed"`, `"__proto__": {}, "seed"`), "$", `"__proto__" is not a member here`],
    ["a member too few", () => replaced(`"schedule": "head-first",`, ""), "$", `"schedule" is missing`],
    ["an unknown label", () => replaced(`{"kind":"local"`, `{"kind":"magic"`), "$.steps[0].label.kind", 'expected "send" or'],
    ["an integer with a leading zero", () => replaced(`{"int":"3"}`, `{"int":"03"}`), "$.initial.fields[0].bindings[0][1].int", "expected a decimal integer"],
    ["an integer of another notation", () => replaced(`{"int":"3"}`, `{"int":"0x3"}`), "$.initial.fields[0].bindings[0][1].int", "expected a decimal integer"],
    [
      "an integer with too many digits",
      () => replaced(`{"int":"3"}`, `{"int":"${"9".repeat(70_000)}"}`),
      "$.initial.fields[0].bindings[0][1].int",
      "longer than 65536 characters",
    ],
    ["a number for an integer", () => replaced(`{"int":"3"}`, "3"), "$.initial.fields[0].bindings[0][1]", "expected a value"],
    [
      "a set with repetitions",
      () => replaced(`{"int":"3"}`, `{"set":[true,true]}`),
      "$.initial.fields[0].bindings[0][1].set",
      "expected ascending order without repetition",
    ],
    ["a value nested too deep", () => replaced(`{"int":"3"}`, `${`{"list":[`.repeat(300)}${"]}".repeat(300)}`), "$.initial", "nested deeper than 200"],
    ["JSON nested 100,000 deep", () => "[".repeat(100_000) + "]".repeat(100_000), "$.schemaVersion", "expected 1"],
  ];

  test.each(refusals)("%s is refused", (_, json, path, message) => {
    const reading = decodeTrace(json());
    expect(reading.kind).toBe("malformed");
    if (reading.kind !== "malformed") return;
    expect(reading.path.startsWith(path), reading.path).toBe(true);
    expect(reading.message).toContain(message);
  });

  test("a text beyond the limit is refused before it is parsed", () => {
    const reading = decodeTrace(" ".repeat(64 * 1024 * 1024 + 1));
    expect(reading).toEqual({ kind: "malformed", path: "$", message: "longer than 67108864 characters" });
  });
});

describe("the hash of a program", () => {
  test("depends on its texts and their division, not on file names", () => {
    const of = (...texts: string[]): string => programHash(texts.map((text, index) => ({ path: `${index}.choreo`, text })));
    expect(of("ab")).toBe(programHash([{ path: "elsewhere", text: "ab" }]));
    expect(new Set([of("ab"), of("a", "b"), of("ab", ""), of("ba")]).size).toBe(4);
    expect(of("")).toMatchInlineSnapshot(`"sha256:ba768b331fd86cec803be04e56ab2b3d4c0e98ef4ee4fcd4e72ad7cce61a1d1f"`);
  });
});
