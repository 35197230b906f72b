/** Global types of protocols as text: what expansion, sharing and unfolding make of them. */
import { describe, expect, test } from "vitest";
import type { GlobalType } from "../../core/index.ts";
import { analyseText } from "../../loading/index.ts";

function print(type: GlobalType): string {
  switch (type.kind) {
    case "end":
      return "end";
    case "variable":
      return type.name;
    case "recursion":
      return `μ${type.variable}.${print(type.body)}`;
    case "choice": {
      const branches = type.branches.map(({ receiver, message, continuation }) => `${receiver}:${message.label}.${print(continuation)}`);
      return `${type.sender}→${branches.length === 1 ? (branches[0] ?? "") : `{${branches.join(", ")}}`}`;
    }
  }
}

/** The global type of the last protocol of the text. */
function typeOf(text: string): string {
  const { model, diagnostics } = analyseText(text);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const protocol = [...(model?.protocols.values() ?? [])].at(-1);
  return protocol === undefined ? "none" : print(protocol.type);
}

describe("the global type of a protocol", () => {
  test("has one message for each receiver, in the order written", () => {
    expect(typeOf("protocol P(A, B, C) { A -> B, C : go(int); }")).toBe("A→B:go.A→C:go.end");
  });

  test("goes on behind a choice in every branch", () => {
    expect(typeOf("protocol P(A, B) { choice at A { A -> B : l; } or { A -> B : r; } B -> A : done; }")).toBe("A→{B:l.B→A:done.end, B:r.B→A:done.end}");
  });

  test("leaves a loop at the end of its body", () => {
    expect(typeOf("protocol P(A, B) { rec X { choice at A { A -> B : more; continue X; } or { A -> B : stop; } } B -> A : bye; }")).toBe(
      "μX.A→{B:more.X, B:stop.B→A:bye.end}",
    );
  });

  test("has distinct variables", () => {
    expect(
      typeOf("protocol P(A, B) { rec X { A -> B : a; choice at A { A -> B : l; continue X; } or { A -> B : r; } } rec X { A -> B : b; continue X; } }"),
    ).toBe("μX.A→B:a.A→{B:l.X, B:r.μX#2.A→B:b.X#2}");
  });

  test("keeps a loop that nothing repeats", () => {
    expect(typeOf("protocol P(A, B) { rec X { A -> B : a; } }")).toBe("μX.A→B:a.end");
  });

  test("is of the last protocol, its parts renamed", () => {
    expect(typeOf("protocol Q(X, Y) { X -> Y : q; } protocol P(A, B) { do Q(A, B); do Q(B, A); }")).toBe("A→B:q.B→A:q.end");
  });

  test("is a loop where a protocol ends in itself", () => {
    expect(typeOf("protocol P(A, B) { A -> B : ping; do P(A, B); }")).toBe("μP.A→B:ping.P");
    expect(typeOf("protocol P(A, B) { A -> B : ping; do P(B, A); }")).toBe("μP.A→B:ping.B→A:ping.P");
    expect(typeOf("protocol Q(A, B) { B -> A : pong; do P(A, B); } protocol P(A, B) { A -> B : ping; do Q(A, B); }")).toBe("μP.A→B:ping.B→A:pong.P");
  });

  test("flattens choices of one role", () => {
    expect(typeOf("protocol P(A, B) { choice at A { choice at A { A -> B : a; } or { A -> B : b; } } or { A -> B : c; } A -> B : d; }")).toBe(
      "A→{B:a.A→B:d.end, B:b.A→B:d.end, B:c.A→B:d.end}",
    );
  });

  test("looks through a loop at the start of a branch", () => {
    expect(typeOf("protocol P(A, B) { choice at A { rec X { A -> B : a; continue X; } } or { A -> B : c; } }")).toBe("A→{B:a.μX.A→B:a.X, B:c.end}");
  });

  test("looks through `continue` at the start of a branch", () => {
    expect(typeOf("protocol P(A, B) { rec X { A -> B : a; choice at A { A -> B : c; } or { continue X; } } }")).toBe("A→B:a.μt.A→{B:c.end, B:a.t}");
  });

  test("looks through a sub-protocol at the start of a branch", () => {
    expect(typeOf("protocol Q(A, B) { A -> B : q; } protocol P(A, B) { choice at A { do Q(A, B); A -> B : x; } or { A -> B : c; } }")).toBe(
      "A→{B:q.A→B:x.end, B:c.end}",
    );
  });

  test("does not share the inside of a loop with what is outside", () => {
    const text = "protocol Q(A, B) { A -> B : q; A -> B : r; do Q(A, B); } protocol P(A, B) { choice at A { A -> B : x; do Q(A, B); } or { do Q(A, B); } }";
    expect(typeOf(text)).toBe("A→{B:x.μQ.A→B:q.A→B:r.Q, B:q.A→B:r.μQ.A→B:q.A→B:r.Q}");
  });

  test("has parallel blocks that never end take turns", () => {
    const forever = (from: string, to: string): string => `{ rec X { ${from} -> ${to} : l; continue X; } }`;
    expect(typeOf(`protocol P(A, B, C, D) { par ${forever("A", "B")} and ${forever("C", "D")} }`)).toBe("A→B:l.μX.C→D:l.A→B:l.X");
    expect(typeOf(`protocol P(A, B, C, D, E, F) { par ${forever("A", "B")} and ${forever("C", "D")} and { E -> F : once; } }`)).toBe(
      "E→F:once.A→B:l.μX.C→D:l.A→B:l.X",
    );
    expect(typeOf(`protocol P(A, B, C, D) { par { choice at A { A -> B : l; } or { rec X { A -> B : x; continue X; } } } and ${forever("C", "D")} }`)).toBe(
      "A→{B:l.μX.C→D:l.X, B:x.μX#2.C→D:l.A→B:x.X#2}",
    );
    expect(typeOf(`protocol P(A, B, C, D, E, F) { par { par ${forever("A", "B")} and ${forever("C", "D")} } and ${forever("E", "F")} }`)).toBe(
      "A→B:l.E→F:l.μX.C→D:l.E→F:l.A→B:l.E→F:l.X",
    );
  });

  test("has parallel blocks in sequence, one that never ends last", () => {
    expect(typeOf("protocol P(A, B, C, D) { par { A -> B : l; } and { C -> D : r; } C -> A : both; }")).toBe("A→B:l.C→D:r.C→A:both.end");
    expect(typeOf("protocol P(A, B, C, D) { par { rec X { A -> B : l; continue X; } } and { C -> D : r; } }")).toBe("C→D:r.μX.A→B:l.X");
    expect(typeOf("protocol P(A, B, C, D, E, F) { par { par { rec X { A -> B : l; continue X; } } and { C -> D : r; } } and { E -> F : m; } }")).toBe(
      "E→F:m.C→D:r.μX.A→B:l.X",
    );
  });
});

describe("the sorts of a message", () => {
  test("have declared names of types expanded, however long the chain", () => {
    const chain = Array.from({ length: 2000 }, (_, index) => `type T${String(index)} = T${String(index + 1)};`).join(" ");
    const { model } = analyseText(`${chain} type T2000 = int where value > 0; enum E { X } protocol P(A, B) { A -> B : l(list<T0>, x: E, B: P@A); }`);
    const type = model?.protocols.get("P")?.type;
    expect(type?.kind === "choice" ? type.branches[0]?.message.payload : undefined).toMatchObject([
      { sort: { kind: "value", type: { kind: "list", element: { kind: "refined", base: { kind: "primitive", name: "int" } } } } },
      { name: "x", sort: { kind: "value", type: { kind: "named", name: { text: "E" } } } },
      { name: "B", sort: { kind: "session", protocol: "P", role: "A" } },
    ]);
  });
});

describe("the graph of a global type", () => {
  const choices = (count: number): string => "choice at A { A -> B : l; } or { A -> B : r; } ".repeat(count);

  test("shares what follows a choice", () => {
    const { model } = analyseText(`protocol P(A, B) { ${choices(1000)} }`);
    const type = model?.protocols.get("P")?.type;
    const nodes = new Set<GlobalType>();
    const pending = type === undefined ? [] : [type];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (nodes.has(next)) continue;
      nodes.add(next);
      if (next.kind === "choice") pending.push(...next.branches.map(({ continuation }) => continuation));
    }
    expect(nodes.size).toBe(1001);
  });

  test("of a long protocol takes no stack", () => {
    const { model } = analyseText(`protocol P(A, B) { ${"A -> B : m; ".repeat(20_000)} }`);
    let length = 0;
    for (let type = model?.protocols.get("P")?.type; type?.kind === "choice"; type = type.branches[0]?.continuation) length++;
    expect(length).toBe(20_000);
  });

  test("of a long chain of protocols takes no stack", () => {
    const links = Array.from({ length: 2000 }, (_, index) => `protocol P${String(index)}(A, B) { A -> B : m; do P${String(index + 1)}(A, B); }`);
    const { diagnostics } = analyseText(`${links.join("\n")} protocol P2000(A, B) { A -> B : m; }`);
    expect(diagnostics).toEqual([]);
  });
});
