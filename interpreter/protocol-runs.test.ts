import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { coherence, evidenceAgainst, globalAutomaton, replayRuns, type IndistinguishableRuns } from "../calculus/protocols/index.ts";
import { analyseText } from "../calculus/loading/index.ts";
import { decodeRuns, encodeRuns } from "./protocol-runs.ts";

const schema = JSON.parse(readFileSync(new URL("../docs/schema/runs-1.json", import.meta.url), "utf8")) as object;
const isValid = new Ajv2020({ strict: true }).compile(schema);

const protocol = analyseText("protocol P(p, q, r, s) { choice at p { p -> q : o; r -> s : o(int); } or { p -> q : m; r -> s : m; } }").model?.protocols.get(
  "P",
);
if (protocol === undefined) throw new Error("the sample is well-formed");
const automaton = globalAutomaton(protocol.type, protocol.roles);
const program = { file: "input.choreo", hash: "sha256:0" };
const evidence: readonly IndistinguishableRuns[] = evidenceAgainst(coherence(automaton), "r");
const [first] = evidence;
if (first === undefined) throw new Error("the sample is incoherent");

describe("evidence against a protocol", () => {
  test("is written as the schema says, read back and still replays", () => {
    for (const runs of evidence) {
      const json = encodeRuns({ program, subject: "P", runs });
      expect([isValid(JSON.parse(json)), isValid.errors]).toEqual([true, null]);
      const reading = decodeRuns(json);
      if (reading.kind !== "read") throw new Error(reading.message);
      expect(encodeRuns(reading.value)).toBe(json);
      expect(replayRuns(automaton, reading.value.runs)).toEqual({ ok: true });
    }
    expect(evidence).toHaveLength(2);
  });

  test("has a golden example", () => {
    expect(encodeRuns({ program, subject: "P", runs: first })).toMatchInlineSnapshot(`
      "{
        "schemaVersion": 1,
        "kind": "indistinguishable-runs",
        "program": {"file":"input.choreo","hash":"sha256:0"},
        "subject": "P",
        "claim": "send-coherent",
        "role": "r",
        "first": [
          {"kind":"send","from":"p","to":"q","message":"o"},
          {"kind":"receive","from":"p","to":"q","message":"o"}
        ],
        "second": [
          {"kind":"send","from":"p","to":"q","message":"m"},
          {"kind":"receive","from":"p","to":"q","message":"m"}
        ],
        "step": {"kind":"send","from":"r","to":"s","message":"o(int)"}
      }
      "
    `);
  });

  test.each([
    ["no JSON", "{", "$", "not JSON"],
    [
      "a trace of another kind",
      encodeRuns({ program, subject: "P", runs: first }).replace("indistinguishable-runs", "trace"),
      "$.kind",
      'expected "indistinguishable-runs"',
    ],
    [
      "another version",
      encodeRuns({ program, subject: "P", runs: first }).replace('"schemaVersion": 1', '"schemaVersion": 7'),
      "$.schemaVersion",
      "expected 1, runs of this version",
    ],
    [
      "an event too odd",
      encodeRuns({ program, subject: "P", runs: first }).replace('"kind":"receive"', '"kind":"lose"'),
      "$.first[1].kind",
      'expected "send" or "receive"',
    ],
  ])("is refused with its place: %s", (_, json, path, message) => expect(decodeRuns(json)).toEqual({ kind: "malformed", path, message }));
});

describe("replay refuses", () => {
  const refused = (changed: Partial<IndistinguishableRuns>): string => {
    const replay = replayRuns(automaton, { ...first, ...changed });
    return replay.ok ? "accepted" : replay.reason;
  };
  const other = { kind: "send", sender: "r", receiver: "s", message: "m" } as const;
  test.each([
    ["a step of another role", { step: { kind: "send", sender: "p", receiver: "q", message: "o" } }, "p▷q!o is not a step of r"],
    ["runs that the role can tell apart", { second: [...first.second, other] }, "r can tell the runs apart"],
    ["a message out of turn", { first: first.first.slice(1) }, "q◁p?o, but nothing is first in the queue"],
    ["a step that may not follow the first run", { step: other }, "the protocol does not allow the first run and then r▷s!m"],
    ["a step that may follow the second run too", { second: first.first }, "the second run and then r▷s!o(int) is not shown to be forbidden"],
    ["a second run that is none", { second: [{ kind: "send", sender: "s", receiver: "p", message: "x" }] }, "the protocol does not allow the second run"],
    ["an end that is none", { claim: "sink-final" }, "the protocol is not over after the second run"],
  ] as const)("%s", (_, changed, reason) => expect(refused(changed)).toBe(reason));
});
