/** What transactions and sagas are elaborated to: procedures of one role, and choreographies without them. */
import { describe, expect, test } from "vitest";
import type { Choreography, Instruction, Model } from "../../core/index.ts";
import { choreographiesOf } from "../../core/index.ts";
import { analyseText } from "../../loading/index.ts";
import { printExpression } from "../../syntax/index.ts";

function modelOf(text: string): Model {
  const { model, diagnostics } = analyseText(text);
  expect(diagnostics).toEqual([]);
  if (model === undefined) throw new Error("no model");
  return model;
}

function show(term: Choreography | undefined): string {
  const parts: string[] = [];
  for (let cell = term; cell?.kind === "sequence"; cell = cell.tail) parts.push(showInstruction(cell.head));
  return parts.join("; ");
}

function showInstruction(I: Instruction): string {
  switch (I.kind) {
    case "communicate":
      return `${I.from} -> ${I.to}`;
    case "select":
      return `${I.from} -> ${I.to}[${I.label}]`;
    case "assign":
      return `${I.role}.${I.variable} := ${printExpression(I.expression)}`;
    case "havoc":
      return `${I.role}.${I.variable} := any ${I.domain.kind}`;
    case "if":
      return `if ${I.role}.${printExpression(I.condition)} {${show(I.then)}} else {${show(I.else)}}`;
    case "call":
      return `${I.procedure}(${[...I.arguments.values()].flat().map(printExpression).join(", ")})@${I.roles.join()}`;
    default:
      return I.kind;
  }
}

const declarations = `role A { durable x: int = 1; } role B { durable z: int = 0; }
transaction take(n: int) at A : int { requires x >= n else abort; requires n > 0 else abort; x := x - n; result x; compensate { x := x + n; } }
transaction give(n: int) at B { z := z + n; compensate { z := z - n; } }
irrevocable transaction last() at B { requires z > 0 else abort; if z > 1 { z := 1; } }
`;

describe("a transaction", () => {
  const model = modelOf(`${declarations} choreography main(A, B) { A -> B : go; }`);

  test("is a procedure that keeps whether it committed and what it answers", () => {
    expect(show(model.procedures.get("take")?.body)).toBe(
      "if A.x >= n and n > 0 {A.x := x - n; A.take.answer := x; A.take.committed := true} else {A.take.committed := false}",
    );
    expect(show(model.procedures.get("give")?.body)).toBe("B.z := z + n; B.give.committed := true");
    expect(model.procedures.get("take.undo")?.parameters.map(({ name }) => name)).toEqual(["n", "result"]);
    expect(choreographiesOf(model).map(({ name }) => name)).toEqual(["main"]);
  });

  test("has hidden volatile fields", () => {
    expect(model.roles.get("A")?.map(({ name, durable }) => [name, durable])).toEqual([
      ["x", true],
      ["take.committed", false],
      ["take.answer", false],
    ]);
  });

  test("is described to machines that replay", () => {
    expect(
      [...model.transactions.values()].map(({ name, isFallible, isIrrevocable, undo, reads, writes }) => ({
        name,
        isFallible,
        isIrrevocable,
        undo,
        reads,
        writes,
      })),
    ).toEqual([
      { name: "take", isFallible: true, isIrrevocable: false, undo: "take.undo", reads: ["x"], writes: ["x"] },
      { name: "give", isFallible: false, isIrrevocable: false, undo: "give.undo", reads: ["z"], writes: ["z"] },
      { name: "last", isFallible: true, isIrrevocable: true, undo: undefined, reads: ["z"], writes: ["z"] },
    ]);
  });
});

describe("a saga", () => {
  const both = (body: string): { readonly explicit: string; readonly broadcast: string; readonly model: Model } => {
    const model = modelOf(`${declarations} choreography main(A, B) { ${body} }`);
    return { explicit: show(model.procedures.get("main")?.body), broadcast: show(model.broadcasting.get("main")?.body), model };
  };

  test("tells everybody, and compensates the last first", () => {
    const { explicit, broadcast } = both("saga { A.l := perform take(1); perform B.give(2); perform B.last(); } else { A -> B : over; } A -> B : end;");
    const undo = "give.undo(performed.2.0)@B; take.undo(performed.1.0, performed.1.answer)@A; A -> B[over]";
    expect(explicit).toBe(
      "A.performed.1.0 := 1; take(performed.1.0)@A; if A.take.committed {A.l := take.answer; A.performed.1.answer := take.answer; A -> B[committed]; " +
        "B.performed.2.0 := 2; give(performed.2.0)@B; last()@B; " +
        `if B.last.committed {B -> A[committed]} else {B -> A[aborted]; ${undo}}} else {A -> B[aborted]; A -> B[over]}; A -> B[end]`,
    );
    expect(broadcast).toBe("take(1)@A; A.l := take.answer; give(2)@B; last()@B; A -> B[end]");
  });

  test("continues in the branches of a conditional that decides", () => {
    const { explicit, broadcast, model } = both("saga { perform B.give(1); if A.(x > 0) { abort A; } A.x -> B.y; }");
    expect(explicit).toBe("B.performed.1.0 := 1; give(performed.1.0)@B; if A.x > 0 {A -> B[aborted]; give.undo(performed.1.0)@B} else {A -> B}");
    expect(broadcast).toBe("give(1)@B; if A.x > 0 {abort.A()@A} else {}; A -> B");
    expect(model.transactions.get("abort.A")).toMatchObject({ role: "A", isFallible: true });
    expect(show(model.procedures.get("abort.A")?.body)).toBe("A.abort.A.committed := false");
  });

  test("may jump out of a loop", () => {
    const { explicit } = both("loop L { saga { perform A.take(1); } else { A -> B : stop; break L; } A -> B : again; } A.x := 0;");
    expect(explicit).toBe("loop");
  });
});

describe("a journaled value", () => {
  const bodyOf = (statements: string, model = modelOf(`${declarations} choreography main(A, B) { ${statements} }`)): string =>
    show(model.procedures.get("main")?.body);

  test("is the answer of a transaction of its place", () => {
    expect(bodyOf("A.i := journal any 0..9; A.x := journal i + 1;")).toBe(
      "journal.1()@A; A.i := journal.1.answer; journal.2(i + 1)@A; A.x := journal.2.answer",
    );
    expect(bodyOf("A.i := 3; A { j := journal any 0..i; k := 1; }")).toBe("A.i := 3; journal.1(0, i)@A; A.j := journal.1.answer; A.k := 1");
  });

  test("keeps its place where it is copied", () => {
    const model = modelOf(`${declarations} choreography main(A, B) { saga { if A.(x > 0) { perform A.take(1); } A.i := journal uuid(); } }`);
    expect([...model.transactions.keys()]).toEqual(["take", "give", "last", "journal.1"]);
    expect(model.transactions.get("journal.1")).toMatchObject({ isCounted: true, effect: "journaled", answer: "journal.1.answer" });
  });

  test("and chance are choices", () => {
    expect(bodyOf("A.i := uuid(); A { j := now(); k := 1; }")).toBe("A.i := any type; A.j := any type; A.k := 1");
  });
});

test("a runtime has its switches as written, and its sessions", () => {
  expect(modelOf("role A; choreography main(A) {} runtime replay as-implemented { journal off; sessions 3; }").runtime).toMatchObject({
    preset: "as-implemented",
    sessions: 3,
    settings: [{ name: "journal", value: "off" }],
  });
});

test("fault models have their faults of networks and of runtimes apart", () => {
  const faults = "faults F { crash anywhere at most 2; exception A at most 1; restart broker at most 1; delay A -> B; partition A from B; }";
  const model = modelOf(`role A, B; choreography main(A, B) {} ${faults}`).faults.get("F");
  expect(model?.clauses).toMatchObject([{ kind: "crash", roles: ["A", "B"], restarts: true, atMost: 2 }]);
  expect(model?.ofRuntime?.map(({ kind }) => kind)).toEqual(["exception", "restart-broker", "delay", "partition"]);
});
