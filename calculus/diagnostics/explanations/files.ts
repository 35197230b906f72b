/** Explanation pages of codes that no single program can earn: they concern the file system, several files, or files of other tools. */
import type { DiagnosticCode } from "../catalogue.ts";
import type { ExampleFile, FilePage } from "./file-page.ts";
import { formatPages } from "./formats.ts";

export type { ExampleFile, FilePage } from "./file-page.ts";

const program = "role A { x: int = 1; }\nchoreography Count(A) {\n  A.x := x + 1;\n}\n";

function link(index: number, count: number): ExampleFile {
  return {
    path: `part-${String(index)}.choreo`,
    content: index === count ? "const N = 1;\n" : `import "part-${String(index + 1)}.choreo";\nconst N${String(index)} = 1;\n`,
  };
}

const pages: Readonly<Partial<Record<DiagnosticCode, FilePage>>> = {
  ...formatPages,
  "file-not-found": {
    explanation: "No file has the name that was given. Names are taken relative to the working directory.",
    files: [{ path: "count.choreo", content: program }],
    failing: "cuont.choreo",
    repaired: "count.choreo",
  },
  "file-not-readable": {
    explanation: "The file exists but is no regular file, or may not be read. Devices, pipes and sockets are never opened; standard input is named `-`.",
    files: [
      { path: "count.choreo", content: program },
      { path: "other.choreo", content: program },
    ],
    failing: "count.choreo/other.choreo",
    repaired: "other.choreo",
  },
  "file-not-utf8": {
    explanation: "Programs are UTF-8 text, with or without a byte order mark. A file in another encoding would be read as something else than was written.",
    files: [
      { path: "latin.choreo", content: new Uint8Array([...new TextEncoder().encode("// caf"), 0xe9, 10, ...new TextEncoder().encode(program)]) },
      { path: "utf8.choreo", content: `// café\n${program}` },
    ],
    failing: "latin.choreo",
    repaired: "utf8.choreo",
  },
  "import-not-readable": {
    explanation: "An imported file exists but is no regular file, or may not be read.",
    files: [
      { path: "parts" },
      { path: "parts.choreo", content: "const N = 1;\n" },
      { path: "failing.choreo", content: `import "parts";\n${program}` },
      { path: "repaired.choreo", content: `import "parts.choreo";\n${program}` },
    ],
    failing: "failing.choreo",
    repaired: "repaired.choreo",
  },
  "imports-too-deep": {
    explanation: "Imports may follow each other only so far (docs/language.md, Limits). A flat list of imports says the same and reads better.",
    files: [
      ...Array.from({ length: 20 }, (_, index) => link(index + 1, 20)),
      { path: "failing.choreo", content: `import "part-1.choreo";\n${program}` },
      { path: "repaired.choreo", content: `import "part-19.choreo";\nimport "part-20.choreo";\n${program}` },
    ],
    failing: "failing.choreo",
    repaired: "repaired.choreo",
  },
};

/** The page of a code that concerns files; undefined for every other code. */
export function filePageOf(code: DiagnosticCode): FilePage | undefined {
  return pages[code];
}
