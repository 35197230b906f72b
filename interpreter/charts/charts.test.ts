import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calls, crossing, halting, recorded, samplePrograms, shop, systemsOf } from "../sample-programs.ts";
import { headFirst, random, scriptedIndices, starving } from "../schedulers/index.ts";
import type { Trace, TraceStep } from "../trace.ts";
import { chartOf } from "./chart.ts";
import { mermaidChart, textChart } from "./index.ts";
import { columns, plain, wrap } from "./plain-text.ts";

/** Characters that mean something to a terminal or to Mermaid, that are wide, or that have no width. */
const awkward = fc.constantFrom(
  ...Array.from("\0\n\r\t\u001B\u007F\u0085\u200B\u202E\u2028\uFEFF\uE000\uD800\u0301文\u{1F600}é#;:<>%{}()-+\\\"' "),
  ...Array.from("endENDx0_"),
);
const traceOfProgram = (text: string, seed = "1"): Trace => recorded(systemsOf(text), "network", headFirst, seed);
const shopTrace = traceOfProgram(shop);
const samples: readonly Trace[] = samplePrograms.flatMap((text) => {
  const systems = systemsOf(text);
  return [recorded(systems, "choreography", random("5"), "5", 60), recorded(systems, "network", starving("C"), "6", 30)];
});

/** A trace in which these names and texts play. */
function hostile(role: string, text: string): Trace {
  const step = (label: TraceStep["label"]): TraceStep => ({
    label,
    rules: [text],
    site: { file: text, line: 1, column: 1, text },
    changes: [{ kind: "variable", role, scope: "field", variable: text, before: text, after: { kind: "variant", name: text, payload: [text] } }],
  });
  return {
    ...shopTrace,
    steps: [
      step({ kind: "send", from: role, to: "B", label: text, values: [text], oracles: [{ name: text, arguments: [text], result: text }] }),
      step({ kind: "local", role: "B", oracles: [] }),
      step({ kind: "receive", from: role, to: "B", label: text, values: [text] }),
      step({ kind: "send", from: "B", to: role, label: text, values: [], oracles: [] }),
      step({ kind: "violate", role, site: text, oracles: [] }),
      step({ kind: "fail", role, reason: text, oracles: [] }),
    ],
    end: { kind: "stopped", stopped: [{ role, why: "failed" }], waiting: [{ role: "B", from: role, labels: [text] }] },
  };
}

describe("the chart of a trace", () => {
  test("draws a message that is received at once as one arrow", () => {
    const chart = chartOf(traceOfProgram(shop));
    expect(chart.rows.map(({ kind, steps }) => [kind, ...steps])).toEqual(
      [
        ["message", 1, 2],
        ["local", 3],
        ["message", 4, 5],
        ["local", 6],
      ].slice(0, chart.rows.length),
    );
  });

  test("shows messages that cross in flight at both ends, in the order of their queue", () => {
    const { rows } = chartOf(recorded(systemsOf(crossing), "network", scriptedIndices([0, 0, 0, 1, 1]), "1"));
    const first = rows.filter(({ kind }) => kind === "send").map(({ steps }) => steps[0]);
    const received = rows.filter(({ kind }) => kind === "receive").map(({ sentAt }) => sentAt);
    expect(first).toContain(received[0]);
    expect(received).toEqual(received.toSorted());
  });

  test("says which messages nobody received", () => {
    const { undelivered } = chartOf(recorded(systemsOf(crossing), "network", scriptedIndices([0, 0, 0]), "1"));
    expect(undelivered.map(({ from, to, sentAt }) => [from, to, sentAt])).toEqual(
      [
        ["A", "C", 1],
        ["A", "C", 2],
        ["B", "A", 3],
      ].slice(0, undelivered.length),
    );
    expect(undelivered.length).toBeGreaterThan(0);
  });

  test("marks violations, failures, stops and the step it is about", () => {
    const { rows } = chartOf(recorded(systemsOf(halting), "network", headFirst, "1"), { failingStep: 1 });
    expect(rows.map(({ mark }) => mark)).toContain("failure");
    expect(rows.map(({ mark }) => mark)).toContain("stop");
    expect(rows.map(({ failing }) => failing)).toEqual([true, ...rows.slice(1).map(() => false)]);
  });
});

describe("the text chart", () => {
  test("of crossing messages", () => {
    expect(textChart(chartOf(recorded(systemsOf(crossing), "network", random("2"), "2")), { width: 100 })).toMatchInlineSnapshot(`
      "      A                 B                 C
            │                 │                 │
       1    │◁┄┄┄┄ (913) ┄┄┄┄┄┤                 │                                       line 8
       2-3  ├─────────── first(-31) ───────────▶│  C.a = -31                            line 6
       4-5  ├────────── second(-30) ───────────▶│  C.b = -30                            line 7
       6    │                 │                 ■  C.seen := a + b                      line 9
            │                 │                 │  C.seen: 0 → -61
       7    ├◀┄┄┄┄ (913) ┄┄┄┄┄│                 │  A.sum: 0 → 913                       line 8
            │                 │                 │  sent at 1
      ✗8    ✗                 │                 │  assert A.(sum < 100) does not hold  line 11
       9-10 │                 │◀──── (-61) ─────┤  B.got = -61                         line 10
        everybody has finished"
    `);
  });

  test("of roles that stop, with the step that it is about", () => {
    const trace = recorded(systemsOf(halting), "network", random("3"), "1");
    expect(textChart(chartOf(trace, { failingStep: 2 }), { width: 80 })).toMatchInlineSnapshot(`
      "     A         B         D
           │         │         │
       1   │         ✗         │  stops: its assumption is false   line 9
      ✗2-3 ├────── (1) ───────▶│  D.x: 0 → 1                       line 7
      ✗4   ✗                   │  fails: division by zero          line 8
       5                       ■  D.x := 2                        line 11
                               │  D.x: 1 → 2
        B has stopped at a false assumption
        A has failed
        nobody else can move
        C waits for a message from A"
    `);
  });

  test("of calls and oracles", () => {
    expect(textChart(chartOf(recorded(systemsOf(calls), "network", random("1"), "4", 12)), { width: 80 })).toMatchInlineSnapshot(`
      "       P            Q
             │            │
       1     │            ■  call Down(P, Q; left)  line 24
             │            │  Q enters a call
       2     ■            │  call Down(P, Q; left)  line 24
             │            │  P enters a call
             │            │  P.n = 3
       3     ├┄┄ (51) ┄┄┄▷│  cost(3) = 51            line 8
       4     ■            │  if P.(n > 0): true     line 10
       5     ├┄┄ more ┄┄┄▷│                         line 11
       6     │┄┄ (51) ┄┄┄▶┤  Q.c = 51                line 8
             │            │  sent at 3
       7     │            ■  Q.total := total + c    line 9
             │            │  Q.total: 0 → 51
       8     │┄┄ more ┄┄┄▶┤  sent at 5              line 11
       9     │            ■  chooses branch 2       line 12
       10-11 │◀─ enough ──┤  Q leaves a call        line 16
       12    ■            │  P.x := n               line 18
             │            │  P leaves a call
        the limit of 12 steps is reached"
    `);
  });

  test("becomes a list where there is no room for lifelines", () => {
    expect(textChart(chartOf(traceOfProgram(shop)), { width: 44 })).toMatchInlineSnapshot(`
      " 1-2 Seller sends offer(23) to Buyer, who
             receives it (line 5)
             Buyer.price: 0 → 23
       3   Buyer: if Buyer.(price <= budget):
             false (line 6)
       4-5 Buyer sends quit to Seller, who
             receives it (line 10)
        everybody has finished"
    `);
  });

  test("of a run without steps says how it ended", () => {
    const trace = recorded(systemsOf("role A; choreography C(A) { }"), "network", headFirst, "1");
    expect(textChart(chartOf(trace), { width: 80 })).toBe("  everybody has finished");
  });

  test("never exceeds the width, has every step once, and is deterministic", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.integer({ min: 40, max: 160 }), (trace, width) => {
        const text = textChart(chartOf(trace), { width });
        for (const line of text.split("\n")) expect(columns(line)).toBeLessThanOrEqual(width);
        const numbers = [...text.matchAll(/^[ ✗]([0-9-]+) /gm)].flatMap((match) => match[1]?.split("-") ?? []);
        expect(numbers.map(Number)).toEqual(trace.steps.map((_, index) => index + 1));
        expect(textChart(chartOf(trace), { width })).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test("shows whatever a name or a text contains on one line, in its width, without control characters", () => {
    const texts = fc.oneof(
      fc.string({ unit: awkward, maxLength: 40 }),
      fc.constantFrom("\u202Eevil", "a\nb", "\u001B[2J", "表意文字".repeat(9), "e\u0301".repeat(30), ""),
    );
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 40, max: 120 }), (role, text, width) => {
        const trace = hostile(role === "" || role === "B" ? "A" : role, text);
        const lines = textChart(chartOf(trace), { width }).split("\n");
        expect(lines.filter((line) => columns(line) > width || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(line))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the Mermaid chart", () => {
  test("of crossing messages", () => {
    expect(mermaidChart(chartOf(recorded(systemsOf(crossing), "network", random("2"), "2"), { failingStep: 3 }))).toMatchInlineSnapshot(`
      "sequenceDiagram
        participant r0 as A
        participant r1 as B
        participant r2 as C
        r1-)r0: 1 (913)
        r0->>r2: 2-3 first(-31)
        Note right of r2: fails here<br/>C.a = -31
        r0->>r2: 4-5 second(-30)
        Note right of r2: C.b = -30
        Note over r2: 6 C.seen #58;= a + b
        Note right of r2: C.seen#58; 0 #8594; -61
        Note over r0: 7 receives (913), sent at 1
        Note right of r0: A.sum#58; 0 #8594; 913
        Note over r0: 8 assert A.(sum #60; 100) does not hold
        r2->>r1: 9-10 (-61)
        Note right of r1: B.got = -61
        Note over r0,r2: everybody has finished
      "
    `);
  });

  test("has only its own syntax, whatever names and texts contain", () => {
    const texts = fc.oneof(
      fc.string({ unit: awkward, maxLength: 30 }),
      fc.constantFrom(
        "end",
        "x\nend",
        "%%{init: {}}%%",
        "<script>",
        "B->>A: hi",
        "a;b#c",
        "participant Z",
        "Note over A: x",
        "link B: x @ javascript:alert(1)",
        "end_",
      ),
    );
    const line =
      /^ {2}(?:participant r[0-9]+ as T|r[0-9]+(?:->>|-\)|--x)r[0-9]+: [0-9]+(?:-[0-9]+)? T|Note over r[0-9]+(?:,r[0-9]+)?: (?:[0-9]+(?:-[0-9]+)? )?T|Note right of r[0-9]+: (?:[0-9]+(?:-[0-9]+)? )?T)$/;
    const escaped = /^(?:[\p{L}\p{N} _.,()=+*/?!'[\]-]|#[0-9]+;|<br\/>)*$/u;
    fc.assert(
      fc.property(texts, texts, (role, text) => {
        const chart = mermaidChart(chartOf(hostile(role === "B" ? "A" : role, text)));
        const [head, ...lines] = chart.trimEnd().split("\n");
        expect(head).toBe("sequenceDiagram");
        for (const one of lines) {
          const match = /^( {2}(?:participant r[0-9]+ as|[^:]*: [0-9]+(?:-[0-9]+)?|[^:]*:)) (.*)$/u.exec(`${one} `);
          expect(match, one).not.toBeNull();
          expect(`${match?.[1] ?? ""} T`).toMatch(line);
          expect(match?.[2]).toMatch(escaped);
          expect(match?.[2]).not.toMatch(/\bend\b/i);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("plain text", () => {
  test("wraps at spaces, keeps the width, and ends with an ellipsis after so many lines", () => {
    expect(wrap("one two three four", 9, 5)).toEqual(["one two", "  three", "  four"]);
    expect(wrap("abcdefghijklmnopqrstuvwxyz", 10, 2)).toEqual(["abcdefghij", "  klmnopq…"]);
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 8, max: 60 }), fc.integer({ min: 1, max: 5 }), (text, width, lines) => {
        const wrapped = wrap(plain(text), width, lines);
        expect(wrapped.length).toBeLessThanOrEqual(lines);
        for (const line of wrapped) expect(columns(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test("counts wide and combining characters as a terminal does", () => {
    expect([columns("abc"), columns("文字"), columns("e\u0301"), columns("→")]).toEqual([3, 4, 1, 1]);
  });
});
