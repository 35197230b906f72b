/** Runs of the replay machine as files: what `crash`, `verify` and `run --fault` write is what the schema says, `replay` makes it again, and refuses what is damaged. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { decodeFaultyRun, encodeFaultyRun } from "../interpreter/recovery/index.ts";
import { main } from "./main.ts";
import { overlay, recordingIo } from "./transcripts/recording-io.ts";

const root = join(import.meta.dirname, "..");
const schema = (name: string): object => JSON.parse(readFileSync(join(root, "docs/schema", name), "utf8")) as object;
const ajv = new Ajv2020({ strict: false });
for (const name of ["trace-1", "report-1", "crash-1", "faulty-run-1"]) ajv.addSchema(schema(`${name}.json`));

function conforms(text: string, name: string): void {
  expect(ajv.validate(`choreo-verify/${name}.json`, JSON.parse(text)), ajv.errorsText()).toBe(true);
}

const shop = `role Client { cart: int = any 1..2; }
role Bank { durable balance: int = 10; }
raw transaction charge(amount: int) at Bank { balance := balance - amount; }
choreography Buy(Client, Bank) {
  Client.cart -> Bank.amount;
  perform Bank.charge(amount);
  Bank -> Client : receipt;
}
faults F { crash Bank at most 1; exception Client at most 1; delay at most 1; }
expect Buy under F : replay-safe = violated, exactly-once = violated, outcome-deterministic = violated;
`;

const twice = `${shop}runtime replay { sessions 2; }\n`;

const texts = new Map([
  ["shop.choreo", shop],
  ["twice.choreo", twice],
]);

async function run(...words: readonly string[]): Promise<{ readonly code: number; readonly output: string; readonly stdout: string }> {
  const recording = recordingIo(overlay(root, texts));
  const code = await main(words, recording.io);
  return { code, output: recording.output(), stdout: recording.stdout() };
}

const traces = (): readonly string[] => [...texts.keys()].filter((name) => name.startsWith("traces/"));

beforeAll(async () => {
  expect((await run("crash", "shop.choreo", "--traces", "traces/", "--role", "Bank", "--quiet")).code).toBe(1);
  expect((await run("verify", "shop.choreo", "--traces", "traces/", "--quiet")).code).toBe(0);
  texts.set("traces/run.json", (await run("run", "twice.choreo", "--fault", "Bank@5", "--fault", "exception:Client#2@7", "--to", "json")).stdout);
}, 60_000);

test("crash, verify and run write runs that the schema knows, that are read as they were written, and that replay", async () => {
  expect(traces()).toHaveLength(7);
  for (const name of traces()) {
    const text = texts.get(name) ?? "";
    conforms(text, "faulty-run-1");
    const read = decodeFaultyRun(text);
    expect(read.kind === "read" ? encodeFaultyRun(read.value) : read).toBe(text);
    const { code, output } = await run("replay", name);
    expect(output).toContain("steps are possible");
    expect(code).toBe(0);
  }
});

const broken: readonly (readonly [what: string, edit: (json: Record<string, unknown>) => unknown, place: string])[] = [
  ["another version", (json) => ({ ...json, schemaVersion: 2 }), "$.schemaVersion"],
  ["a switch that there is not", (json) => ({ ...json, switches: { ...(json["switches"] as object), magic: "on" } }), "$.switches"],
  ["a value that no switch has", (json) => ({ ...json, switches: { ...(json["switches"] as object), journal: "maybe" } }), "$.switches.journal"],
  ["a million sessions", (json) => ({ ...json, sessions: 1_000_000 }), "$.sessions"],
  ["no steps", (json) => Object.fromEntries(Object.entries(json).filter(([name]) => name !== "steps")), "$"],
  ["a step before the first", (json) => ({ ...json, steps: [{ index: -1, text: "", isFault: false }] }), "$.steps[0].index"],
  ["a fault of another kind", (json) => ({ ...json, faults: [{ kind: "meteor" }] }), "$.faults[0].kind"],
  ["a partition from nobody", (json) => ({ ...json, faults: [{ kind: "partition", from: "Bank" }] }), "$.faults[0]"],
  ["an end in one word", (json) => ({ ...json, end: ["balance"] }), "$.end[0]"],
  ["half a second run", (json) => ({ ...json, otherSteps: [] }), "$"],
];

describe("a damaged run is refused:", () => {
  test.each(broken)("%s", async (_what, edit, place) => {
    const json = JSON.parse(texts.get("traces/run.json") ?? "") as Record<string, unknown>;
    texts.set("damaged.json", JSON.stringify(edit(json)));
    const { code, output } = await run("replay", "damaged.json");
    expect(output).toContain("`damaged.json` is not a trace");
    expect(output).toContain(` at ${place}\n`);
    expect(code).toBe(2);
  });

  test("half of a file", async () => {
    texts.set("damaged.json", (texts.get("traces/run.json") ?? "").slice(0, 300));
    expect(await run("replay", "damaged.json")).toMatchObject({ code: 2 });
  });
});

describe("a run that is no longer one of the program", () => {
  const trace = "traces/run.json";
  const changed = async (from: string, to: string): Promise<{ readonly code: number; readonly output: string }> => {
    texts.set("changed.choreo", twice.replace(from, to));
    return run("replay", trace, "changed.choreo");
  };

  test("names the first step that is not possible", async () => {
    const { code, output } = await changed("raw transaction", "transaction");
    expect(output).toContain("the program has changed");
    expect(output).toMatch(/step [0-9]+ of [0-9]+ is not possible: Bank in session [12]: charge commits\n/);
    expect(code).toBe(1);
  });

  test("comes to another state by the same steps", async () => {
    const { code, output } = await changed("balance - amount", "balance - 2 * amount");
    expect(output).toContain("lead elsewhere\nBank.balance is");
    expect(code).toBe(1);
  });

  test("cannot begin where it began", async () => {
    const { code, output } = await changed("= 10", "= 20");
    expect(output).toContain("the run cannot start: it does not begin with Bank.balance = 10,");
    expect(code).toBe(1);
  });

  test("is one of the program when only the place of a step among the others changed", async () => {
    expect(await changed("any 1..2", "any 0..2")).toMatchObject({ code: 0 });
  });

  test("has no choreography to be of", async () => {
    expect(await changed("choreography Buy", "choreography Sell")).toMatchObject({ code: 2 });
  });
});

test.each([[[]], [["--fault-frontier"]], [["--faults", "F", "--property", "replay-safe"]], [["--max-states", "4"]]])(
  "crash %j prints what the schema says",
  async (more) => {
    conforms((await run("crash", "shop.choreo", ...more, "--format", "json")).stdout, "crash-1");
  },
);

test("limits leave properties undecided", async () => {
  for (const limit of [
    ["--max-states", "10"],
    ["--timeout", "0.000001"],
  ]) {
    const { code, output } = await run("crash", "corpus/sagas/warehouse-order.choreo", "--property", "residue-free", ...limit);
    expect(output).toContain("? unknown");
    expect(code).toBe(3);
  }
});

test("inputs of many sessions multiply, and are not all built", async () => {
  texts.set("many.choreo", twice.replace("sessions 2", "sessions 64"));
  const { code, output } = await run("crash", "many.choreo", "--property", "replay-safe", "--max-states", "100");
  expect(output).toContain("unknown");
  expect(code).toBe(3);
});
