/** Bad input: each kind gets a diagnostic with its code and the right exit code, none a stack trace or an internal error. */
import { expect, test } from "vitest";
import { FileSystemError } from "./files/file-system.ts";
import type { FileSystem } from "./files/file-system.ts";
import { main } from "./main.ts";
import { overlay, recordingIo } from "./transcripts/recording-io.ts";

const good = "role A { x: int = 1; } role B { y: int = 0; } choreography main(A, B) { A.x -> B.z; B.y := z; }\n";

async function run(
  words: readonly string[],
  texts: Readonly<Record<string, string>> = {},
  files?: FileSystem,
): Promise<{ readonly code: number; readonly output: string }> {
  const recording = recordingIo(files ?? overlay("/nonexistent", new Map(Object.entries(texts))), texts["stdin"] ?? "");
  const code = await main(words, recording.io);
  return { code, output: recording.output() };
}

const texts: readonly (readonly [name: string, text: string, code: string])[] = [
  ["an empty file", "", "empty-file"],
  ["a file of blanks and comments", "  \n// nothing\n", "empty-file"],
  ["a string without end", 'role A { s: string = "abc; }\n', "unterminated-string"],
  ["a block without end", "role A; choreography main(A) { if A.true { ", "unclosed-block"],
  ["ten thousand nested parentheses", `role A { x: int = ${"(".repeat(10_000)}1${")".repeat(10_000)}; }`, "nesting-too-deep"],
  ["ten thousand nested blocks", `role A; choreography main(A) { ${"if A.true { ".repeat(10_000)}${"} ".repeat(10_000)} }`, "nesting-too-deep"],
  ["ten thousand nested types", `role A { x: ${"list<".repeat(10_000)}int${">".repeat(10_000)} = []; }`, "nesting-too-deep"],
  ["a NUL byte", "role A\0;", "control-character"],
  ["an escape sequence", "role A; // \u001b[2J", "control-character"],
  ["a bidi control", "role A; // \u202e", "bidi-control-character"],
  ["a name of a thousand letters", `role ${"A".repeat(1000)};`, "identifier-too-long"],
  ["a number of ten thousand digits", `const N = ${"9".repeat(10_000)};`, "literal-too-long"],
  ["two thousand roles", `role ${Array.from({ length: 2000 }, (_, index) => `R${String(index)}`).join(", ")};`, "too-many-roles"],
  ["a construct that is not built yet", "strategy S { first; }", "not-yet-supported"],
];

test.each(texts)("%s is refused by every command that reads it", async (_name, text, code) => {
  for (const words of [["check"], ["verify"], ["run"], ["project"], ["amend"], ["corpus"]]) {
    const { code: exit, output } = await run([...words, "a.choreo"], { "a.choreo": text });
    expect(output, words.join(" ")).toContain(`error[${code}]`);
    expect(exit).toBe(2);
  }
  // The reference parser may say it in the words of the grammar.
  expect(await run(["check", "--parser", "reference", "a.choreo"], { "a.choreo": text })).toMatchObject({ code: 2 });
});

test("a protocol with data is neither projected nor amended, and a file of constants has nothing to project", async () => {
  const text = "Initial state: (0)\nInitial register assignments: n=0\n(0) A->B:x{x>0 /\\ n'=x} (1)\nFinal states: (1)\n";
  for (const command of ["project", "amend"]) {
    const { code, output } = await run([command, "a.sprout"], { "a.sprout": text });
    expect(output, command).toContain("error[not-yet-supported]: a is a protocol with data");
    expect(code).toBe(2);
  }
  const { code, output } = await run(["project", "a.choreo"], { "a.choreo": "const N = 1;\n" });
  expect(output).toContain("there is nothing to project");
  expect(code).toBe(2);
});

test.each(["__proto__", "constructor", "hasOwnProperty", "toString"])("`%s` is a name like any other", async (name) => {
  const text = good.replaceAll(/\bA\b/g, name).replaceAll(/\bz\b/g, `${name}_`).replace("choreography main", `choreography ${name}s`);
  const label = `role P { ${name}: int = 1; } role Q { v: int = 0; } choreography main(P, Q) { P.${name} -> Q.w : ${name}; Q.v := w; }\nproperty ${name} = always P.${name} == 1;\nexpect ${name} : proved;\n`;
  for (const source of [text, label]) {
    for (const words of [["verify"], ["run", "--to", "json"], ["project"], ["fmt"], ["verify", "--format", "json"]]) {
      const { code, output } = await run([...words, "a.choreo"], { "a.choreo": source });
      expect(code, `${words.join(" ")}: ${output}`).toBe(0);
    }
  }
});

test("a cycle of imports and an import outside the root are refused", async () => {
  const files = { "package.json": "{}", "a.choreo": `import "b.choreo";\n${good}`, "b.choreo": 'import "a.choreo";\nconst N = 1;\n' };
  expect((await run(["check", "a.choreo"], files)).output).toContain("error[import-cycle]");
  const outside = await run(["check", "a.choreo"], { ...files, "a.choreo": `import "../../x.choreo";\n${good}` });
  expect(outside).toMatchObject({ code: 2 });
  expect(outside.output).toContain("error[import-outside-root]");
});

test.each([
  ["EACCES", "file-not-readable"],
  ["EPERM", "file-not-readable"],
  ["ENOENT", "file-not-found"],
  ["EMFILE", "file-not-readable"],
])("a file system that answers %s is reported", async (failure, code) => {
  const failing = (): never => {
    throw new FileSystemError(failure);
  };
  const files: FileSystem = { ...overlay("/nonexistent", new Map()), status: failing, realPath: failing, read: failing };
  for (const command of ["check", "verify", "run", "fmt"]) {
    const { code: exit, output } = await run([command, "a.choreo"], {}, files);
    expect(output, command).toContain(`error[${code}]`);
    expect(exit).toBe(2);
  }
});

test("a directory without files, and a pattern that matches nothing", async () => {
  const empty: FileSystem = { ...overlay("/nonexistent", new Map()), status: () => ({ kind: "directory", size: 0 }), list: () => [] };
  const { code, output } = await run(["check", "here"], {}, empty);
  expect(code).toBe(2);
  expect(output).toMatch(/^error\[file-not-found\]: the directory holds no \.choreo, .* files\n --> here\n\nfailed here: 1 error\n$/);
  expect((await run(["verify", "no*such.choreo"])).code).toBe(2);
});

test("a file without a name is refused", async () => {
  for (const command of ["check", "verify", "run", "fmt", "amend", "project"]) {
    const { code, output } = await run([command, ""]);
    expect(output, command).toContain("error[file-not-found]: a file is named by an empty word");
    expect(code).toBe(2);
  }
});

test.each(["EACCES", "ENOSPC", "EROFS"])("a file that cannot be written back (%s) is told, and the others are written", async (failure) => {
  const texts = new Map([
    ["a.choreo", "role  A;  choreography main(A) { }\n"],
    ["b.choreo", "role  B;  choreography main(B) { }\n"],
  ]);
  const files = overlay("/nonexistent", texts);
  const failing: FileSystem = {
    ...files,
    write: (path, text) => {
      if (path === "a.choreo") throw new FileSystemError(failure);
      files.write(path, text);
    },
  };
  const { code, output } = await run(["fmt", "--write", "a.choreo", "b.choreo"], {}, failing);
  expect(output).toMatch(/^choreo-verify: a\.choreo cannot be written: .*\nb\.choreo\n$/);
  expect(code).toBe(2);
  expect(texts.get("b.choreo")).toContain("role B;");
});

test("every truncation of a program is refused or accepted, never a defect", async () => {
  for (let length = 0; length < good.length; length += 1) {
    const { code, output } = await run(["check", "-"], { stdin: good.slice(0, length) });
    expect([0, 1, 2], output).toContain(code);
  }
});

test("a trace that is no trace is a usage error", async () => {
  for (const text of ["", "{", "[]", '{"schemaVersion":1}', '{"schemaVersion":99}', "null"]) {
    const { code, output } = await run(["replay", "t.json"], { "t.json": text });
    expect(code, output).toBe(2);
  }
});
