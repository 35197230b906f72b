/** Solvers of this machine, with scripts in their place: whatever they do, the answer says what happened, and the next query works. */
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { solverOver } from "../solver/index.ts";
import type { Answer, Effort, Solver } from "../solver/index.ts";
import { chooseSolver } from "./index.ts";
import { nativeCvc5, nativeZ3 } from "./native.ts";
import { smallQuery } from "./questions.ts";

const folder = mkdtempSync(join(tmpdir(), "solvers-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A solver that does this for the n-th check since it was started, and says `sat` from the second process on. */
function scripted(name: string, behaviour: string): string {
  const path = join(folder, name);
  const program = `#!/bin/sh
started=${path}.started
if [ -e "$started" ]; then again=yes; fi
: > "$started"
while read -r line; do
  case "$line" in
    '(echo "'*) mark=\${line#'(echo "'}; printf '%s\\n' "\${mark%'")'}" ;;
    '(get-value'*) echo '((x 4))' ;;
    '(get-info :version)') echo '(:version "0.${String(name.length)}")' ;;
    '(check-sat)') if [ "$again" ]; then echo sat; else ${behaviour}; fi ;;
  esac
done
`;
  writeFileSync(path, program);
  chmodSync(path, 0o755);
  return path;
}

const effort: Effort = { milliseconds: 20_000 };
const sat: Answer = { kind: "sat", values: [{ kind: "integer", value: 4n }], definitions: [] };

function using(solver: Solver, act: (solver: Solver) => void): void {
  try {
    act(solver);
  } finally {
    solver.close();
  }
}

describe("a solver that", () => {
  test.each<readonly [string, string, string, number]>([
    ["answers", "echo sat", "sat", 20_000],
    ["says something else", "echo hello world", "garbage", 20_000],
    ["says an error and goes on", `echo '(error "line 1")'; echo sat`, "garbage", 20_000],
    ["says half a list", "echo '((x'", "garbage", 20_000],
    ["does not answer", "sleep 60", "time", 300],
    ["is killed", "kill -9 $$", "crash", 20_000],
    ["ends", "exit 3", "crash", 20_000],
    ["ends for lack of memory", "echo '(error \"out of memory\")'; exit 101", "memory", 20_000],
    ["runs out of memory as C++ does", "echo std::bad_alloc >&2; exit 134", "memory", 20_000],
  ])("%s", (name, behaviour, kind, milliseconds) => {
    using(solverOver(nativeZ3(scripted(name.replaceAll(" ", "-"), behaviour))), (solver) => {
      const answer = solver.ask(smallQuery(5), { milliseconds });
      expect(answer.kind === "unknown" ? answer.reason : answer.kind).toBe(kind);
      expect(solver.ask(smallQuery(5), effort)).toEqual(sat);
    });
  });

  test("works aside while another one answers, and is ended when nobody wants to know any more", () => {
    using(solverOver(nativeZ3(scripted("slow", "sleep 60"))), (solver) => {
      const pending = solver.begin(smallQuery(5), effort);
      expect(pending.isAnswered()).toBe(false);
      // It has been started before: so the second process answers.
      while (!existsSync(join(folder, "slow.started"))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      expect(solver.ask(smallQuery(5), effort)).toEqual(sat);
      expect(pending.isAnswered()).toBe(false);
      pending.cancel();
      const next = solver.begin(smallQuery(5), effort);
      expect(next.answer()).toEqual(sat);
    });
  });

  test("does not answer aside", () => {
    using(solverOver(nativeZ3(scripted("slow-aside", "sleep 60"))), (solver) => {
      expect(solver.begin(smallQuery(5), { milliseconds: 300 }).answer()).toMatchObject({ kind: "unknown", reason: "time" });
      expect(solver.begin(smallQuery(5), effort).answer()).toEqual(sat);
    });
  });

  test("is not there", () => {
    for (const engine of [nativeZ3(join(folder, "none")), nativeCvc5(join(folder, "none"))])
      using(solverOver(engine), (solver) => {
        expect(solver.ask(smallQuery(5), effort)).toMatchObject({ kind: "unknown", reason: "missing" });
        expect(solver.ask(smallQuery(5), { ...effort, memory: 100 })).toMatchObject({ kind: "unknown", reason: "missing" });
        expect(solver.name).toMatch(/^(z3|cvc5) \(missing\)$/);
      });
  });

  test("vanishes between two queries", () => {
    const path = scripted("vanishing", "echo sat; rm $0; exit");
    using(solverOver(nativeZ3(path)), (solver) => {
      solver.ask(smallQuery(5), effort);
      expect(solver.ask(smallQuery(5), effort)).toMatchObject({ kind: "unknown", reason: "missing" });
    });
  });

  test("is asked for its name", () => {
    using(solverOver(nativeCvc5(scripted("four", "echo sat"))), (solver) => expect(solver.name).toBe("cvc5 0.4"));
  });

  test("is told about its limits on the command line", () => {
    const words = join(folder, "words");
    const path = scripted("limited", `echo sat`);
    const wrapper = join(folder, "wrapper");
    writeFileSync(wrapper, `#!/bin/sh\necho "$@" >> ${words}\nexec ${path} "$@"\n`);
    chmodSync(wrapper, 0o755);
    using(solverOver(nativeZ3(wrapper)), (solver) => expect(solver.ask(smallQuery(5), { ...effort, memory: 64 })).toEqual(sat));
    using(solverOver(nativeCvc5(wrapper)), (solver) => expect(solver.ask(smallQuery(5), { ...effort, steps: 7, memory: 500 })).toEqual(sat));
  });
});

test("nothing is started by choosing a solver", () => {
  for (const name of ["auto", "wasm", "z3", "cvc5", "all"] as const) {
    const solver = chooseSolver(name);
    solver.open().close();
    solver.close();
  }
});
