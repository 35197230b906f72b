import { afterAll, describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { present } from "../../calculus/present.ts";
import { printValue } from "../../calculus/values/index.ts";
import { chooseSolver } from "../smt/backends/index.ts";
import {
  absorbing,
  compensatedByItself,
  defaultProofEffort,
  deterministic,
  exhaustiveProver,
  framed,
  idempotent,
  idempotentCompensation,
  resultAbsorbing,
  resultStable,
  smtProver,
  tombstoned,
  total,
  transactionTransformation,
} from "./index.ts";
import type { Built, TransactionTransformation } from "./index.ts";

const solver = chooseSolver("wasm");
afterAll(() => {
  solver.close();
});

function transactionsOf(text: string): (name: string) => TransactionTransformation {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return (name) => {
    const found = transactionTransformation(name, model);
    if ("kind" in found) throw new Error(found.reason);
    return found;
  };
}

/** What both provers say. */
function kind(built: Built): string {
  if (built.kind === "not-meant") return built.reason;
  const [obligation] = built.obligations;
  const [ours, theirs] = [smtProver(solver), exhaustiveProver].map((prover) => prover.prove(present(obligation), defaultProofEffort).kind);
  return ours === theirs ? present(ours) : `${String(ours)} and ${String(theirs)}`;
}

const t = transactionsOf(`
  enum Key { K1, K2 }
  type Count = int where value >= 0 and value <= 3;
  role Shop { durable stock: Count = 1; durable held: set<Key> = set[]; durable log: int = 0; open: bool = true; }
  transaction reserve(n: Count) at Shop : int {
    requires stock >= n else abort;
    stock := stock - n;
    result n;
    compensate { stock := stock + result; }
  }
  idempotent transaction hold(k: Key) at Shop : bool {
    requires stock > 0 or contains(held, k) else abort;
    if not contains(held, k) { stock := stock - 1; held := insert(held, k); }
    result true;
    compensate { if contains(held, k) { stock := stock + 1; held := remove(held, k); } }
  }
  idempotent transaction look() at Shop : Count { result stock; }
  idempotent transaction guess() at Shop { stock := any Count; }
  transaction all() at Shop { stock := 0; }
  transaction fix(n: Count) at Shop { if open { stock := n; } compensate { if open { stock := 0; } } }
  transaction share(n: Count) at Shop { stock := 3 / n; }
  choreography main(Shop) { saga { perform Shop.reserve(1); perform Shop.hold(K1); } }
`);

describe("what replay asks of transactions", () => {
  test("a reservation by key is idempotent and answers the same, one by number takes again", () => {
    expect(kind(idempotent(t("hold")))).toBe("proved");
    expect(kind(resultStable(t("hold")))).toBe("proved");
    expect(kind(idempotent(t("reserve")))).toBe("violated");
  });
  test("what reads what others write changes nothing, and yet answers something else", () => {
    expect(kind(idempotent(t("look")))).toBe("proved");
    expect(kind(resultStable(t("look")))).toBe("proved");
    expect(kind(absorbing(t("look"), t("all")))).toBe("proved");
    expect(kind(resultAbsorbing(t("look"), t("all")))).toBe("violated");
    expect(kind(resultAbsorbing(t("hold"), t("all")))).toBe("proved");
  });
  test("a choice inside is not deterministic", () => {
    expect(kind(deterministic(t("hold")))).toBe("proved");
    expect(kind(deterministic(t("guess")))).toBe("violated");
  });
  test("a division by zero is no commit", () => {
    expect(kind(total(t("all")))).toBe("proved");
    expect(kind(total(t("share")))).toBe("violated");
  });
});

describe("what sagas ask of compensations", () => {
  test("what was taken is given back, by what the transaction answered", () => {
    expect(kind(compensatedByItself(t("reserve")))).toBe("proved");
    expect(kind(compensatedByItself(t("all")))).toBe("all has no compensation");
  });
  test("a key that was there before is taken away by the compensation", () => {
    expect(kind(compensatedByItself(t("hold")))).toBe("violated");
  });
  test("a compensation that reads a volatile field finds it changed", () => {
    const outcome = smtProver(solver).prove(present(first(framed(t("fix"), t("fix")))), defaultProofEffort);
    expect(outcome.kind).toBe("violated");
    const undone = first(compensatedByItself(t("fix")));
    expect(undone?.inputs.map(({ place }) => place)).toEqual(["Shop.stock", "Shop.open", "Shop.n", "undo.Shop.open"]);
  });
  test("what others took in between stays taken; what they emptied does not", () => {
    expect(kind(framed(t("reserve"), t("reserve")))).toBe("proved");
    expect(kind(framed(t("reserve"), t("hold")))).toBe("proved");
    const outcome = exhaustiveProver.prove(present(first(framed(t("reserve"), t("all")))), defaultProofEffort);
    expect(outcome.kind).toBe("violated");
    if (outcome.kind !== "violated") return;
    expect(outcome.violation.stages.map(({ name }) => name)).toEqual(["do", "between", "undo", "alone"]);
    expect([...outcome.violation.inputs].map(([place, value]) => `${place} = ${printValue(value)}`)).toEqual(["Shop.stock = 1", "Shop.n = 1"]);
  });
  test("where the other transaction chooses, it may choose the same again", () => {
    const obligation = first(framed(t("reserve"), t("guess")));
    expect(obligation?.match?.name).toBe("alone");
  });
  test("what was compensated and arrives again is done again, unless it left a mark", () => {
    expect(kind(tombstoned(t("reserve")))).toBe("violated");
    const marked = transactionsOf(`
      role Shop { durable stock: (int where value >= 0 and value <= 3) = 1; durable gone: bool = false; }
      transaction take() at Shop { if not gone { stock := stock - 1; } compensate { if not gone { stock := stock + 1; gone := true; } } }
      choreography main(Shop) { perform Shop.take(); }
    `);
    expect(kind(tombstoned(marked("take")))).toBe("proved");
    expect(kind(idempotentCompensation(marked("take")))).toBe("proved");
  });
  test("adding twice is not adding once", () => {
    expect(kind(idempotentCompensation(t("reserve")))).toBe("violated");
    expect(kind(idempotentCompensation(t("hold")))).toBe("proved");
  });
});

function first(built: Built): Extract<Built, { kind: "obligations" }>["obligations"][number] | undefined {
  return built.kind === "obligations" ? built.obligations[0] : undefined;
}
