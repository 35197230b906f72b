/** `verify --emit`: the text is the same every time, and solvers take it and say what it says they say. */
import { expect, test } from "vitest";
import { execFileSync, spawnSync } from "node:child_process";
import { main } from "./main.ts";
import { overlay, recordingIo } from "./transcripts/recording-io.ts";

const counting = `role A { n: int = any where value >= 0; i: int = 0; }
role B { seen: int = 0; }
choreography main(A, B) {
  while A.(i < n) { A.i -> B.k : next; B.seen := seen + 1; A.i := i + 1; }
  A -> B : done;
  assert A.(i <= n);
}
property Same of main = always A.i <= A.n;
property Paths of main = finally B.seen == 0;
`;
const files = overlay(
  "/nonexistent",
  new Map([
    ["a.choreo", counting],
    ["b.choreo", "role A {"],
  ]),
);

async function emitted(...words: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const recording = recordingIo(files);
  return { code: await main(["verify", ...words], recording.io), text: recording.stdout() };
}

test("every question has scripts, and equal files have equal ones", async () => {
  for (const form of ["smt2", "horn"]) {
    const { code, text } = await emitted("a.choreo", "--emit", form);
    expect(code).toBe(0);
    for (const title of ["main: no-failure, ", "main: assert, ", "main: Same, ", "main: Paths, "]) expect(text, form).toContain(`; ${title}`);
    expect(text).toContain("; main: deadlock-free: it holds by design");
    expect((await emitted("a.choreo", "--emit", form)).text).toBe(text);
  }
});

test("one property alone", async () => {
  const { text } = await emitted("a.choreo", "--emit", "horn", "--property", "Same");
  expect(text.match(/^; main: .*$/gm)).toEqual(["; main: Same, horn"]);
  expect(text).toMatch(/[(]set-logic HORN[)][^]*[(]check-sat[)]\n[(]reset[)]\n$/);
});

test("a file that cannot be read is told, and has no scripts", async () => {
  expect(await emitted("b.choreo", "--emit", "smt2")).toEqual({ code: 2, text: "" });
});

const solvers = ["z3 -in -smt2", "cvc5 --lang smt2 --incremental"].filter(
  (line) => spawnSync("/bin/sh", ["-c", `command -v ${line.split(" ")[0] ?? ""}`]).status === 0,
);

// Where no solver is installed the embedded one is asked the same queries by other tests.
test.each(solvers)("%s takes the scripts", async (line) => {
  const [program = "", ...words] = line.split(" ");
  const { text } = await emitted("a.choreo", "--emit", "smt2", "--property", "Same");
  const said = execFileSync(program, words, { input: text, encoding: "utf8" });
  expect(said).toMatch(/^((un)?sat\n)+$/);
  expect(said.startsWith("unsat")).toBe(true);
});

test.each(solvers.filter((line) => line.startsWith("z3")))("%s solves the clauses exactly where no run shows it", async () => {
  const said = async (property: string): Promise<string> =>
    execFileSync("z3", ["-in", "-smt2", "-T:20"], { input: (await emitted("a.choreo", "--emit", "horn", "--property", property)).text, encoding: "utf8" });
  expect(await said("Same")).toBe("sat\n");
  expect(await said("Paths")).toBe("unsat\n");
});
