import { afterAll, describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { present } from "../../calculus/present.ts";
import { localTypes } from "../../calculus/typing/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { chooseSolver } from "../smt/backends/index.ts";
import {
  absorbing,
  blockTransformation,
  choreographyTransformation,
  compensated,
  contractOf,
  defaultProofEffort,
  deterministic,
  equivalent,
  exhaustiveProver,
  functionTransformation,
  idempotent,
  resultStable,
  smtProver,
} from "./index.ts";
import type { Built, Obligation, ProofOutcome, Prover, Transformation } from "./index.ts";

const solver = chooseSolver("wasm");
afterAll(() => {
  solver.close();
});
const symbolic = smtProver(solver);

interface Program {
  readonly fn: (name: string) => Transformation;
  readonly named: (name: string) => Transformation;
  readonly contract: (name: string) => Obligation;
}

function program(text: string): Program {
  const { model, files, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const locals = localTypes(files);
  const definition = (name: string) => present(model.definitions.functions.get(name));
  return {
    fn: (name) => functionTransformation(definition(name), model.definitions),
    named: (name) => {
      const found = name.startsWith("'") ? blockTransformation(name.slice(1), model, locals) : choreographyTransformation(name, model, locals);
      if ("kind" in found) throw new Error(found.reason);
      return found;
    },
    contract: (name) => present(contractOf(definition(name), model.definitions)),
  };
}

const unmeant = (built: Built): string => (built.kind === "not-meant" ? built.reason : "an obligation");

function proved(built: Built | Obligation, prover: Prover = symbolic): ProofOutcome {
  const all = "kind" in built ? (built.kind === "not-meant" ? [] : built.obligations) : [built];
  const outcomes = all.map((one) => prover.prove(one, defaultProofEffort));
  return present(outcomes.find(({ kind }) => kind !== "proved") ?? outcomes[0]);
}

/** Both provers agree; what they say. */
function kind(built: Built | Obligation): string {
  const [ours, theirs] = [proved(built), proved(built, exhaustiveProver)];
  expect(
    theirs.kind === "unknown" ? ours.kind : theirs.kind,
    JSON.stringify([ours, theirs], (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value)),
  ).toBe(ours.kind);
  return ours.kind === "unknown" ? ours.reason : ours.kind;
}

const shop = program(`
  type Count = int where value >= 0 and value <= 3;
  enum Key { K1, K2 }
  record Shop { stock: Count, done: set<Key> }
  record Reply { shop: Shop, ok: bool }
  fn reserve(s: Shop, k: Key): Reply =
    if s.stock > 0 then Reply(shop: Shop(stock: s.stock - 1, done: s.done), ok: true) else Reply(shop: s, ok: false);
  fn keyed(s: Shop, k: Key): Reply =
    if contains(s.done, k) or s.stock == 0 then Reply(shop: s, ok: s.stock > 0)
    else Reply(shop: Shop(stock: s.stock - 1, done: insert(s.done, k)), ok: true);
  fn release(s: Shop, k: Key): Shop =
    if contains(s.done, k) then Shop(stock: s.stock + 1, done: remove(s.done, k)) else s;
  fn give(s: Shop, k: Key): Shop = Shop(stock: s.stock + 1, done: s.done);
  fn sell(s: Shop, k: Key): Shop requires s.stock > 0 = Shop(stock: s.stock - 1, done: s.done);
`);

describe("functions over a state", () => {
  test("a decrement is not idempotent", () => {
    expect(kind(idempotent(shop.fn("reserve")))).toBe("violated");
  });
  test("with keys it is, but the second answer may differ: the check that everyone forgets", () => {
    expect(kind(idempotent(shop.fn("keyed")))).toBe("proved");
    const outcome = proved(resultStable(shop.fn("keyed")));
    expect(outcome.kind === "violated" ? printValue(present(outcome.violation.inputs.get("s"))) : "").toBe("Shop(stock: 1, done: set[])");
    expect(kind(resultStable(shop.fn("keyed")))).toBe("violated");
  });
  test("other keys in between are absorbed, a release of the same key is not", () => {
    expect(kind(absorbing(shop.fn("keyed"), shop.fn("keyed")))).toBe("proved");
    expect(kind(absorbing(shop.fn("keyed"), shop.fn("release")))).toBe("violated");
  });
  test("what gives back what was taken compensates it; what may have taken nothing, it does not", () => {
    expect(kind(compensated(shop.fn("sell"), shop.fn("give")))).toBe("proved");
    expect(kind(compensated(shop.fn("reserve"), shop.fn("give")))).toBe("violated");
  });
  test("a function that fails where the other has a value is not equivalent to it", () => {
    const { fn } = program(`type Small = int where value >= 0 and value < 4;
      fn half(n: Small): int = 12 / n; fn other(n: Small): int = if n == 0 then 0 else 12 / n; fn same(m: Small): int = (24 / m) / 2;`);
    expect(kind(equivalent(fn("half"), fn("other")))).toBe("violated");
    expect(kind(equivalent(fn("half"), fn("same")))).toBe("proved");
  });
  test("without bounds it is the solver who knows", () => {
    const { fn } = program(`fn clamp(n: int): int = min(max(n, 0), 9); fn next(n: int): int = n + 1;`);
    expect(proved(idempotent(fn("clamp")), exhaustiveProver)).toMatchObject({ kind: "unknown", reason: "n has infinitely many values" });
    expect(kind(idempotent(fn("clamp")))).toBe("proved");
    expect(kind(idempotent(fn("next")))).toBe("violated");
  });
  test("what no state is, and what has no answer, is told", () => {
    const { fn } = program(`fn isBig(n: int): bool = n > 3; fn next(n: int): int = n + 1; fn not_it(b: bool): int = 0;`);
    expect(unmeant(idempotent(fn("isBig")))).toContain("isBig has no state");
    expect(unmeant(resultStable(fn("next")))).toBe("next answers nothing but its state");
    expect(unmeant(equivalent(fn("isBig"), fn("not_it")))).toContain("take different inputs");
  });
});

describe("contracts", () => {
  const { contract, fn } = program(`
    type Digit = int where value >= 0 and value <= 9;
    fn largest(a: Digit, b: Digit): Digit ensures result >= a and result >= b = if a > b then a else b;
    fn sloppy(a: Digit, b: Digit): Digit ensures result >= a and result >= b = a + b;
    fn divide(a: Digit, b: Digit): int requires b != 0 ensures result * b <= a = a / b;
    fn careless(a: Digit, b: Digit): int = a / b;
    fn nobody(a: Digit): int requires a > 9 = a;
    fn oracle(a: Digit): Digit ensures result >= a;
    fn twice(a: Digit): bool ensures result = oracle(a) == oracle(a);
    fn above(a: Digit): bool ensures result = oracle(a) > a;`);
  test.each([
    ["largest", "proved"],
    ["sloppy", "violated"],
    ["divide", "proved"],
    ["careless", "violated"],
    ["nobody", "vacuous"],
    ["twice", "proved"],
    ["above", "violated"],
  ])("of %s: %s", (name, expected) => {
    expect(kind(contract(name))).toBe(expected);
  });
  test("functions without body are deterministic", () => {
    expect(kind(deterministic(fn("oracle")))).toBe("proved");
  });
});

describe("blocks", () => {
  const text = (body: string): string => `type Small = int where value >= 0 and value <= 4; enum Reply { Yes(int), No }
    role Shop { durable stock: Small = 2; durable taken: bool = false; answer: int = 0; last: Reply = No; }
    choreography Main(Shop) { ${body} }`;
  test("a choice makes a block nondeterministic, unless it does not matter", () => {
    const { named } = program(text("'a: Shop { stock := any 0..1; } 'b: Shop { answer := any 0..1; answer := 7; }"));
    expect(proved(deterministic(named("'a")))).toMatchObject({
      kind: "violated",
      violation: { stages: [{ choices: [expect.stringMatching(/Shop.stock := \d/)] }, {}] },
    });
    expect(kind(deterministic(named("'b")))).toBe("proved");
  });
  test("a journaled choice is idempotent, and only fields that are durable are state", () => {
    const { named } = program(text("'a: if Shop.(not taken) { Shop.stock := any 0..4; Shop.taken := true; } 'b: Shop { answer := answer + 1; }"));
    expect(kind(idempotent(named("'a")))).toBe("proved");
    expect(kind(idempotent(named("'b")))).toBe("proved");
    expect(kind(resultStable(named("'b")))).toBe("proved");
    expect(kind(deterministic(named("'a")))).toBe("violated");
  });
  test("blocks are compared by all their outcomes, choices included", () => {
    const { named } = program(
      text(`'a: choose Shop { Shop.stock := 0; } or { Shop.stock := 1; }
        'b: Shop { stock := any 0..1; }
        'c: Shop { stock := any 0..2; }
        'd: match Shop.last { Yes(n) => { Shop.answer := n; } No => { Shop.answer := 0; } }
        'e: if Shop.(last == No) { Shop.answer := 0; } else { match Shop.last { Yes(m) => { Shop.answer := m; } _ => {} } }`),
    );
    expect(kind(equivalent(named("'a"), named("'b")))).toBe("proved");
    expect(kind(equivalent(named("'b"), named("'c")))).toBe("violated");
    expect(kind(equivalent(named("'d"), named("'e")))).toBe("proved");
    expect(kind(equivalent(named("'d"), named("'a")))).toBe("violated");
  });
  test("choreographies of several roles are compared by their stores", () => {
    const { named } = program(`type Small = int where value >= 0 and value <= 3; role A { x: Small = 0; } role B { y: Small = 0; }
      choreography Direct(A, B) { A.(x + 1) -> B.y; }
      choreography Later(A, B) { A.x -> B.n; B.y := n + 1; }
      choreography Wrong(A, B) { A.x -> B.y; }
      choreography Around(A, B) { while A.(x > 0) { A -> B : next; A.x := x - 1; } A -> B : done; }`);
    expect(kind(equivalent(named("Direct"), named("Later")))).toBe("proved");
    expect(kind(equivalent(named("Direct"), named("Wrong")))).toBe("violated");
    expect(() => named("Around")).toThrow("Around contains a loop");
  });
  test("an assumption is trusted, and one that is always false proves nothing", () => {
    const { named } = program(
      text(
        `'b: if Shop.taken { assume Shop.(stock == 0); Shop.stock := stock * 2; }
        'c: if Shop.(stock >= 0) { assume Shop.(stock > 4); Shop.stock := 1; }`,
      ),
    );
    expect(kind(idempotent(named("'b")))).toBe("proved");
    expect(kind(idempotent(named("'c")))).toBe("vacuous");
  });
});
