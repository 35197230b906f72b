/** Imports: once each, in the order met, inside the root, and every failure a diagnostic at the import that met it. */
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../diagnostics/index.ts";
import { parseFile } from "../parser/index.ts";
import { analyse, analyseText, load, memoryReader } from "./index.ts";
import type { Loaded, SourceReader } from "./index.ts";

function loadAll(texts: Record<string, string>, path = "main.choreo", reader: SourceReader = memoryReader(new Map(Object.entries(texts)))): Loaded {
  return load(path, reader, defaultLimits, parseFile);
}

const codes = (loaded: Loaded): readonly string[] => loaded.diagnostics.map((diagnostic) => diagnostic.code);
const textAt = (loaded: Loaded, index: number): string => {
  const span = loaded.diagnostics[index]!.span;
  return loaded.sources[span.file]!.text.slice(span.start, span.end);
};

describe("imports", () => {
  test("are relative to the importing file and loaded once, depth first", () => {
    const loaded = loadAll({
      "main.choreo": 'import "lib/a.choreo"; import "./lib/b.choreo"; import "c.choreo";',
      "lib/a.choreo": 'import "b.choreo"; import "../c.choreo"; role A;',
      "lib/b.choreo": "role B;",
      "c.choreo": "role C;",
    });
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.sources.map((source) => source.path)).toEqual(["main.choreo", "lib/a.choreo", "lib/b.choreo", "c.choreo"]);
    expect(loaded.files.map((file) => file.span.file)).toEqual([0, 1, 2, 3]);
  });

  test("of a file that does not exist are reported where they stand", () => {
    const loaded = loadAll({ "main.choreo": 'role A; import "b.choreo";' });
    expect(codes(loaded)).toEqual(["import-not-found"]);
    expect(textAt(loaded, 0)).toBe('import "b.choreo";');
  });

  test.each([
    "../outside.choreo",
    "lib/../../outside.choreo",
    "/etc/passwd",
    "C:/x.choreo",
    "https://example.org/x.choreo",
    "lib\\\\b.choreo",
    "a\\u{0}.choreo",
  ])("of %s are refused", (path) => {
    expect(codes(loadAll({ "main.choreo": `import "${path}";` }))).toEqual(["import-outside-root"]);
  });

  test("in a cycle are reported with the chain", () => {
    const loaded = loadAll({ "main.choreo": 'import "a.choreo";', "a.choreo": 'import "b.choreo";', "b.choreo": 'role B; import "a.choreo";' });
    expect(codes(loaded)).toEqual(["import-cycle"]);
    expect(textAt(loaded, 0)).toBe('import "a.choreo";');
    expect(loaded.diagnostics[0]?.span.file).toBe(2);
    expect(loaded.diagnostics[0]?.notes).toEqual(["the cycle is a.choreo → b.choreo → a.choreo"]);
  });

  test("may be as deep as the limit and no deeper", () => {
    const depth = defaultLimits.importDepth;
    const chain = (length: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: length + 1 }, (_, index) => [
          index === 0 ? "main.choreo" : `${String(index)}.choreo`,
          index === length ? "role A;" : `import "${String(index + 1)}.choreo";`,
        ]),
      );
    expect(codes(loadAll(chain(depth)))).toEqual([]);
    expect(codes(loadAll(chain(depth + 1)))).toEqual(["imports-too-deep"]);
  });

  test("bring no expectations and properties along", () => {
    const library = `role A, B; choreography Greet(A, B) { A -> B : hello; } property Done of Greet = finally A at end; expect Greet : projectable;`;
    const { model, diagnostics } = analyse(
      "main.choreo",
      memoryReader(
        new Map([
          ["main.choreo", 'import "greet.choreo"; choreography main(A, B) { call Greet(A, B); }'],
          ["greet.choreo", library],
        ]),
      ),
    );
    expect(diagnostics).toEqual([]);
    expect(model?.entry).toBe("main");
    expect([model?.properties, model?.expectations]).toEqual([[], []]);
    expect([...(model?.procedures.keys() ?? [])]).toEqual(["main", "Greet"]);
  });
});

test("a file that cannot be read is one diagnostic", () => {
  const { diagnostics, files, sources, model } = analyse("gone.choreo", memoryReader(new Map()));
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["file-not-found"]);
  expect([files, sources, model]).toEqual([[], [{ path: "gone.choreo", text: "" }], undefined]);
});

test("a file with syntax errors earns no others", () => {
  const { diagnostics } = analyseText("role A; choreography main(A) { A.x := ; A.y := z; }");
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["unexpected-token"]);
});

test("the roles of all files together are limited", () => {
  const many = (name: string, count: number): string => Array.from({ length: count }, (_, index) => `role ${name}${String(index)};`).join(" ");
  const reader = memoryReader(
    new Map([
      ["main.choreo", `import "more.choreo"; ${many("A", 3)}`],
      ["more.choreo", many("B", 3)],
    ]),
  );
  const limited = (roles: number): readonly string[] => load("main.choreo", reader, { ...defaultLimits, roles }, parseFile).diagnostics.map(({ code }) => code);
  expect(limited(6)).toEqual([]);
  expect(limited(5)).toEqual(["too-many-roles"]);
});

test("the tokens of all files together are limited, and nothing more is imported beyond the limit", () => {
  const opened: string[] = [];
  const texts = memoryReader(
    new Map([
      ["main.choreo", 'import "one.choreo"; import "two.choreo";'],
      ["one.choreo", "role A, B, C;"],
      ["two.choreo", "role D;"],
    ]),
  );
  const reader: SourceReader = {
    ...texts,
    read: (path) => {
      opened.push(path);
      return texts.read(path);
    },
  };
  const limited = (syntaxNodes: number): readonly string[] =>
    load("main.choreo", reader, { ...defaultLimits, syntaxNodes }, parseFile).diagnostics.map(({ code }) => code);
  const counted = ["main.choreo", "one.choreo", "two.choreo"].map((path) => {
    const read = texts.read(path);
    return read.kind === "text" ? parseFile(read.text, 0).tokens : 0;
  });
  const [first = 0, second = 0, third = 0] = counted;
  expect(Math.max(...counted)).toBeLessThan(first + second);
  expect(limited(first + second + third)).toEqual([]);
  expect(limited(first + second + third - 1)).toEqual(["program-too-large"]);
  opened.length = 0;
  expect(limited(first + second - 1)).toEqual(["program-too-large"]);
  expect(opened).toEqual(["main.choreo", "one.choreo"]);
});
