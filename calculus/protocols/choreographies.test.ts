/** Choreographies as protocols: what a role sees of them, whether they implement one, and the protocol that they are. */
import { describe, expect, test } from "vitest";
import { present } from "../present.ts";
import type { Model } from "../core/index.ts";
import { analyseText } from "../loading/index.ts";
import { conforms } from "./conforms.ts";
import { eraseChoreography } from "./erase.ts";
import { protocolOf } from "./extract-protocol.ts";
import { numbered } from "./numbered-automaton.ts";
import { printLocalAction, printLocalType } from "./print-types.ts";
import { subsetConstruction } from "./subset-construction.ts";
import { graphOfAutomaton, localTypeOfGraph } from "./type-graph.ts";

function modelOf(text: string): Model {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined || diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return model;
}

function seenBy(text: string, role: string): string {
  const erasure = eraseChoreography(modelOf(text), "main");
  if (!erasure.ok) return erasure.reason;
  const built = subsetConstruction(numbered(erasure.automaton), role);
  const type = built.kind === "built" ? localTypeOfGraph(graphOfAutomaton(built.automaton)) : undefined;
  return type === undefined ? "none" : printLocalType(type);
}

function implementing(choreography: string, protocol: string): string {
  const model = modelOf(
    `role A { x: int = 1; } role B { y: int = 0; } role C; choreography main(A, B, C) { ${choreography} } protocol P(A, B, C) { ${protocol} }`,
  );
  const verdict = conforms(model, present(model.procedures.get("main")), present(model.protocols.get("P")));
  if (verdict.kind !== "fails") return verdict.kind;
  const { path, reason } = verdict.failure;
  return `${verdict.role}: ${(path ?? []).map((action) => `${printLocalAction(action)}. `).join("")}${reason}`;
}

function extracted(body: string): string {
  const model = modelOf(`role A { x: int = 1; } role B { y: int = 0; } role C; choreography main(A, B, C) { ${body} }`);
  const result = protocolOf(model, "main", "P");
  return result.ok ? result.text : result.reason;
}

const bargain = `loop L { A.x -> B.y : offer; if B.(y > 3) { B -> A, C : yes; break L; } else { B -> A, C : no; A.x := x + 1; continue L; } } B.y -> C.z;`;

describe("choreographies as protocols", () => {
  test("a role sees its messages; decisions and local actions are silent", () => {
    const text = `role A { x: int = 1; } role B { y: int = 0; } role C; choreography main(A, B, C) { ${bargain} }`;
    expect(seenBy(text, "A")).toBe("B!offer(int). μt. &{ B?no. B!offer(int). t, B?yes. end }");
    expect(seenBy(text, "B")).toBe("A?offer(int). μt. ⊕{ A!no. C!no. A?offer(int). t, A!yes. C!yes. C!_(int). end }");
    expect(seenBy(text, "C")).toContain("B?yes. B?_(int). end");
  });

  test("conformance is subtyping for every role", () => {
    const protocol = `rec X { A -> B : offer(int); choice at B { B -> A : yes; B -> C : yes; B -> C : _(int); } or { B -> A : no; B -> C : no; continue X; } }`;
    expect(implementing(bargain, protocol)).toBe("conforms");
    expect(implementing("A.x -> B.y : offer; B -> A, C : yes; B.y -> C.z;", protocol)).toBe("A: B!offer(int). T' accepts `B?no`, T only `B?yes`");
    expect(implementing("A.x -> B.y : offer; B -> C : other;", "A -> B : offer(int); B -> C : done;")).toContain("B: A?offer(int). T may choose `C!other`");
    expect(implementing("A.x -> B.y : offer; B -> C : done;", "A -> B : offer(x: (int where value > 0)); B -> C : done;")).toBe("conforms");
    expect(implementing("A.(x > 1) -> B.b : offer; B -> C : done;", "A -> B : offer(int); B -> C : done;")).toContain("bool is not int");
    expect(implementing("A -> B : go;", "A -> B : go; B -> C : go;")).toContain("B: A?go. T may have ended where T' goes on");
    expect(implementing("A -> B, C : go; call main(A, B, C); A -> B : up;", "A -> B, C : go;")).toBe("unknown");
  });

  test("the protocol that a choreography is conforms to itself", () => {
    const text = extracted(bargain);
    expect(text).toBe(
      [
        "protocol P(A, B, C) {",
        "  rec X1 {",
        "    A -> B : offer(int);",
        "    choice at B {",
        "      B -> A : yes;",
        "      B -> C : yes;",
        "      B -> C : _(int);",
        "    } or {",
        "      B -> A : no;",
        "      B -> C : no;",
        "      continue X1;",
        "    }",
        "  }",
        "}",
        "",
      ].join("\n"),
    );
    expect(implementing(bargain, text.slice(text.indexOf("{") + 1, text.lastIndexOf("}")))).toBe("conforms");
  });

  test("decisions that change no message are left out, nested ones of one role are one choice", () => {
    expect(extracted("if A.(x > 0) { A.x := 1; } else { A.x := 2; } A -> B : go;")).toBe("protocol P(A, B, C) {\n  A -> B : go;\n}\n");
    expect(extracted("choose A { A -> B : l; } or { choose A { A -> C : m; } or { A -> B : n; } }")).toContain("} or {\n    A -> C : m;\n  } or {");
    expect(extracted("")).toBe("protocol P(A, B, C) {\n}\n");
  });

  test("what a protocol cannot say has a reason", () => {
    expect(extracted("if A.(x > 0) { A -> B : l; } else { }")).toBe("one branch ends, and nobody is told; the other goes on");
    expect(extracted("if A.(x > 0) { B -> C : l; } else { B -> C : m; }")).toBe("A decides what B sends");
    expect(extracted("if A.(x > 0) { B -> C : l; } else { A -> C : m; }")).toContain("one branch goes on with a message of");
    expect(extracted("if A.(x > 0) { A -> B : l; A -> C : x; } else { A -> B : l; }")).toContain("two branches go on with the same message");
    expect(extracted("A -> B, C : go; call main(A, B, C); A -> B : up;")).toContain("has no bound");
  });
});
