import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../calculus/diagnostics/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { printDeclaration } from "../../../calculus/syntax/index.ts";
import type { ProtocolBlock } from "../../../calculus/syntax/index.ts";
import { readScribble } from "./read.ts";

function sample(name: string): string {
  return readFileSync(new URL(`../samples/${name}`, import.meta.url), "utf8");
}

function read(text: string) {
  const { tree, diagnostics } = readScribble(text, 0, defaultLimits, "x.nuscr");
  return { tree, diagnostics, codes: diagnostics.map(({ code }) => code) };
}

/** The diagnostics of reading and of everything after it. */
function judged(text: string): readonly string[] {
  return analyseText(text, "x.nuscr", { parse: readScribble }).diagnostics.map(({ code }) => code);
}

function protocol(body: string, roles = "role A, role B, role C"): string {
  return `global protocol P(${roles}) { ${body} }`;
}

/** How often each kind of statement stands in the protocols of a text. */
function countsOf(text: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = ({ statements }: ProtocolBlock): void => {
    for (const statement of statements) {
      counts[statement.kind] = (counts[statement.kind] ?? 0) + 1;
      if (statement.kind === "choice" || statement.kind === "par") statement.branches.forEach(count);
      if (statement.kind === "rec") count(statement.body);
    }
  };
  for (const declaration of read(text).tree.declarations) if (declaration.kind === "protocol") count(declaration.body);
  return counts;
}

describe("samples", () => {
  test.each(["every-construct.nuscr", "every-construct.scr"])("%s means what is written, and is well formed", (name) => {
    const text = sample(name);
    expect(read(text).diagnostics).toEqual([]);
    expect(analyseText(text, name, { parse: readScribble }).diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test.each(["every-construct.nuscr", "every-construct.scr"])("messages, choices, recursions and uses of %s are as many as in the text", (name) => {
    const words = sample(name)
      .replace(/\(\*\).*|\/\/.*/g, "")
      .replace(/\(\*[^]*?\*\)/g, "")
      .replace(/\/\*[^]*?\*\//g, "")
      .replace(/"[^"]*"/g, "");
    const count = (pattern: RegExp): number => [...words.matchAll(pattern)].length;
    expect(countsOf(sample(name))).toEqual({
      message: count(/\bfrom\s+\w+\s+to\b/g),
      choice: count(/\bchoice at\b/g),
      rec: count(/\brec\b/g),
      continue: count(/\bcontinue\b/g),
      do: count(/\bdo\b|\binstantiates\b/g),
      ...(words.includes("par {") ? { par: 1 } : {}),
    });
  });

  test("types without a declaration of ours are records of their own; the same names are the same types", () => {
    expect(read(sample("every-construct.nuscr")).tree.declarations.slice(0, 2).map(printDeclaration)).toEqual([
      "record Title { value: int }",
      "record accounts.Number { value: int }",
    ]);
  });
});

describe("statements", () => {
  test.each([
    ["l(x: int, T) from A to B, C;", "A -> B, C : l(x: int, T);"],
    ["1() from A to B;", "A -> B : 1;"],
    ["Ping from A to B;", "A -> B : Ping;"],
    ["(int) from A to B;", "A -> B : _(int);"],
    ["do from A to B;", "A -> B : do;"],
    ["connect() from A to B;", "A -> B : connect;"],
    ["accept(x: int{x > 0}) from A to B;", "A -> B : accept(x: (int where value > 0));"],
    ["wrap from A to B;", "A -> B : wrap;"],
    ["s(q: Q@C) from A to B;", "A -> B : s(q: Q@C);"],
    ["m(x: int{x > y && not b || x + 1 - 2 <> 3}) from A to B;", "A -> B : m(x: (int where value > y and not b or value + 1 - 2 != 3));"],
    ["rec X { a from A to B; continue X; }", "rec X {\n    A -> B : a;\n    continue X;\n  }"],
    ['par { a from A to B; } and { } @"note"', undefined],
  ])("%s", (text, expected) => {
    const { tree, codes } = read(protocol(text));
    if (expected === undefined) expect(codes).toEqual(["unexpected-token"]);
    else expect(tree.declarations.map(printDeclaration).at(-1)).toBe(`protocol P(A, B, C) {\n  ${expected}\n}`);
  });

  test("spans point into the imported text", () => {
    const text = protocol("hello(x: int) from A to B;");
    const [declaration] = read(text).tree.declarations;
    const statement = declaration?.kind === "protocol" ? declaration.body.statements[0] : undefined;
    expect(statement === undefined ? "" : text.slice(statement.span.start, statement.span.end)).toBe("hello(x: int) from A to B;");
  });

  test("roles passed by name are put in order", () => {
    const text = `${protocol("do Q(A as Y, B as X);", "role A, role B")} global protocol Q(role X, role Y) { m from X to Y; }`;
    expect(read(text).tree.declarations.map(printDeclaration)[0]).toContain("do Q(B, A);");
  });
});

describe("what is not modelled is refused by name, never approximated", () => {
  test.each([
    ["explicit connections", protocol("connect A to B;"), "not-yet-supported"],
    ["messages that connect", protocol("l() connect A to B;"), "not-yet-supported"],
    ["disconnecting", protocol("disconnect A and B;"), "not-yet-supported"],
    ["wrapping", protocol("wrap A to B;"), "not-yet-supported"],
    ["interrupts", protocol("interruptible { a from A to B; } with { stop by A; } b from A to B;"), "not-yet-supported"],
    ["explicit protocols", "explicit global protocol P(role A, role B) { a from A to B; }", "not-yet-supported"],
    ["parameters that are types", "global protocol P<type T>(role A, role B) { a(T) from A to B; }", "not-yet-supported"],
    ["arguments that are messages", protocol("do P<m(int)>(A, B, C);"), "not-yet-supported"],
    ["imports", `import other.Module; ${protocol("a from A to B;")}`, "not-yet-supported"],
    ["local protocols", `local protocol P at A(role A, role B) { a to B; } ${protocol("a from A to B;")}`, "not-yet-supported"],
    ["functions in refinements", protocol("a(x: int{x > max(1, 2)}) from A to B;"), "not-yet-supported"],
    ["an unknown pragma", `(*# Nonsense #*) ${protocol("a from A to B;")}`, "unknown-pragma"],
  ])("%s", (_name, text, code) => {
    expect(judged(text)).toContain(code);
    expect(analyseText(text, "x.nuscr", { parse: readScribble }).model).toBeUndefined();
  });

  test.each([
    ["l() connect A to B;", "that a role nobody connects to need not begin has no counterpart"],
    ["wrap A to B;", "not a message of the protocol"],
    ["interruptible { a from A to B; } with { stop by A; }", "while messages of the block are on their way"],
  ])("`%s` is refused in all of its length, with the reason", (statement, reason) => {
    const text = protocol(`${statement} b from A to B;`);
    const [found] = read(text).diagnostics;
    expect(text.slice(found?.span.start, found?.span.end)).toBe(statement);
    expect(found?.notes.join()).toContain(reason);
  });

  test("what a pragma asks for is expected of every protocol", () => {
    const text = `(*# ValidateRefinementProgress, PrintUsage: "x", ValidateRefinementSatisfiability #*) ${protocol("a from A to B; b from B to C;")}`;
    const { model, diagnostics, files } = analyseText(text, "x.nuscr", { parse: readScribble });
    expect(diagnostics).toEqual([]);
    expect(model?.expectations).toHaveLength(1);
    expect(files[0]?.declarations.map(printDeclaration).at(-1)).toBe("expect P : progress, satisfiable;");
  });
});

describe("variables of loops", () => {
  const counted = (refinement: string, value = "n + 1"): string =>
    protocol(
      `s(y: int) from A to B; rec X [n<A, B>: int{n >= 0} = y, on<A>: bool = true] { a(x: int${refinement}) from A to B; continue X [${value}, not on]; }`,
      "role A, role B",
    );

  test("are those of our own loops, and refinements may speak of them", () => {
    const { diagnostics, files } = analyseText(counted("{x > n && on}"), "x.nuscr", { parse: readScribble });
    expect(diagnostics).toEqual([]);
    expect(files[0]?.declarations.map(printDeclaration)).toEqual([
      [
        "protocol P(A, B) {",
        "  A -> B : s(y: int);",
        "  rec X(n: (int where value >= 0) = y, on: bool = true) {",
        "    A -> B : a(x: (int where value > n and on));",
        "    continue X(n + 1, not on);",
        "  }",
        "}",
      ].join("\n"),
    ]);
  });

  test("messages, choices and recursions of the sample are as many as in the text", () => {
    const text = sample("loop-variables.nuscr");
    const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
    expect(read(text).codes).toEqual([]);
    expect(countsOf(text)).toEqual({ message: count(/ from \w+ to /g), choice: count(/choice at/g), rec: count(/rec /g), continue: count(/continue /g) });
  });

  test.each([
    ["a first value of another type", protocol("rec X [n<A>: int = true] { a from A to B; continue X [n]; }"), "type-mismatch"],
    ["a new value of another type", counted("", "on"), "type-mismatch"],
    ["a refinement of a variable that is no condition", protocol("rec X [n<A>: int{n + 1} = 0] { a from A to B; continue X [n]; }"), "type-mismatch"],
    ["a refinement over a variable that is no condition", counted("{x + n}"), "type-mismatch"],
    ["a comparison of different types", counted("{on = n}"), "type-mismatch"],
    ["a name that nobody sent", counted("{n = z}"), "unknown-name"],
    ["a name of another protocol", `${protocol("s(z: int) from A to B;")} ${counted("{n = z}").replace("P(", "Q(")}`, "unknown-name"],
    ["too few values", protocol("rec X [n<A>: int = 0] { a from A to B; continue X; }"), "wrong-argument-count"],
    ["too many values", protocol("rec X { a from A to B; continue X [1]; }"), "wrong-argument-count"],
    ["one name twice", protocol("rec X [n<A>: int = 0, n<A>: int = 0] { a from A to B; continue X [n, n]; }"), "repeated-variable"],
    ["a role that does not exist", protocol("rec X [n<D>: int = 0] { a from A to B; continue X [n]; }"), "unknown-role"],
    ["a payload of the same name", protocol("rec X [n<A>: int = 0] { a(n: int) from A to B; continue X [n]; }"), "shadowed-name"],
    ["a variable outside of its loop", protocol("rec X [n<A>: int = 0] { a from A to B; } b(x: int{x = n}) from B to C;"), "unknown-name"],
  ])("%s", (_name, text, code) => {
    expect(judged(text)).toContain(code);
  });
});

describe("mistakes", () => {
  const nested = "nested protocol N(role X, role Y; new role Z) { nested protocol M(role X) { } a from X to Y; }";
  test.each([
    ["a nested protocol behind a global one", `${protocol("a from A to B;")} nested protocol N(role A, role B) { }`, "unexpected-token"],
    ["a nested protocol behind an interaction", protocol("a from A to B; nested protocol N(role A, role B) { }"), "unexpected-token"],
    ["a call of a global protocol", protocol("A calls P(A, B, C);"), "unknown-protocol"],
    ["a call from outside", `${nested} ${protocol("A calls M(A);")}`, "unknown-protocol"],
    ["a call with too many roles", `${nested} ${protocol("A calls N(A, B, C);")}`, "wrong-role-count"],
    ["a call with one role twice", `${nested} ${protocol("A calls N(A, A);")}`, "aliased-roles"],
    ["`do` of a nested protocol", `${nested} ${protocol("do N(A, B);")}`, "unknown-protocol"],
    ["a nested and a global protocol of one name", `nested protocol P(role X, role Y) { } ${protocol("a from A to B;")}`, "duplicate-name"],
    [
      "a call of another role than the one that chooses",
      `${nested} ${protocol("choice at A { B calls N(A, B); } or { a from A to B; }")}`,
      "choice-not-sender-driven",
    ],
    ["two global protocols of one name", `${protocol("a from A to B;")} ${protocol("a from A to B;")}`, "duplicate-name"],
    ["a type declared twice", `type <a> "b" from "c" as T; type <a> "b" from "c" as T; ${protocol("a from A to B;")}`, "duplicate-name"],
    ["a refinement that is no condition", protocol("a(x: int{42}) from A to B;"), "type-mismatch"],
    ["a refinement over a name that was not sent", protocol("a(x: int{x = y}) from A to B;"), "unknown-name"],
    [
      "a refinement over another branch",
      protocol("choice at A { a(y: int) from A to B; } or { b from A to B; } c(x: int{x = y}) from A to B;"),
      "unassigned-variable",
    ],
    ["a comparison of comparisons", protocol("a(x: int{0 < x < 2}) from A to B;"), "chained-comparison"],
    ["an unknown role", protocol("a from A to D;"), "unknown-role"],
    ["a role that is passed under a name it does not have", protocol("do P(A as A, B as B, C as D);"), "unknown-role"],
    ["a message to oneself", protocol("a from A to A;"), "self-communication"],
    ["no protocol", "module empty;", "empty-file"],
    ["a missing semicolon", protocol("a from A to B\n b from B to C;"), "missing-semicolon"],
    ["an open comment", `${protocol("a from A to B;")} (* (*) *) (* x`, "unterminated-comment"],
    ["a block without end", "global protocol P(role A, role B) { a from A to B;", "unclosed-block"],
    ["an open string", `type <a> "b\n`, "unterminated-string"],
  ])("%s", (_name, text, code) => {
    expect(judged(text)).toContain(code);
  });

  test("each statement that cannot be read is reported, and those around it are kept", () => {
    const { codes, tree } = read(protocol("a frm A to B; b from A to B; c() A; choice at { d from A to B; } or { } e from B to A;"));
    expect(codes).toEqual(["unexpected-token", "unexpected-token", "unexpected-token"]);
    expect(tree.declarations.map(printDeclaration)).toEqual(["protocol P(A, B, C) {\n  A -> B : b;\n  B -> A : e;\n}"]);
  });
});

describe("damaged texts", () => {
  const texts = [sample("every-construct.nuscr"), sample("every-construct.scr")];

  test("every truncation is read or refused", () => {
    for (const text of texts) {
      for (let end = 0; end < text.length; end += 11) expect(() => judged(text.slice(0, end))).not.toThrow();
    }
  });

  test("every text is read or refused, with spans inside it", () => {
    const piece = fc.oneof(
      fc.constantFrom(...texts.join("\n").split(/(?<=\s)|(?=[{}();])/)),
      fc.string({ maxLength: 3, unit: "binary" }),
      fc.constantFrom("{", "}", "(", ")", "(*", "*)", "(*#", "#*)", "/*", '"', "@", "\0", "nested protocol", "choice at A", "rec X", "or", "calls"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join(" ");
        for (const { span } of analyseText(text, "x.scr", { parse: readScribble }).diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ["brackets", protocol("choice at A { ".repeat(100_000)), "nesting-too-deep"],
    ["operators", protocol(`a(x: int{${"x + ".repeat(100_000)}1 > 0}) from A to B;`), "nesting-too-deep"],
    ["prefixes", protocol(`a(x: int{${"not ".repeat(100_000)}true}) from A to B;`), "nesting-too-deep"],
    ["a name", protocol(`${"a".repeat(1000)} from A to B;`), "identifier-too-long"],
    ["binary", String.fromCharCode(...Array.from({ length: 5000 }, (_, index) => index % 256)), "control-character"],
  ])("%s beyond a limit are refused", (_name, text, code) => {
    expect(read(text).codes).toContain(code);
  });

  test("tokens beyond the limit are refused", () => {
    const { diagnostics } = readScribble(protocol("a from A to B; ".repeat(20)), 0, { ...defaultLimits, syntaxNodes: 100 }, "x.nuscr");
    expect(diagnostics.map(({ code }) => code)).toEqual(["program-too-large"]);
  });
});
