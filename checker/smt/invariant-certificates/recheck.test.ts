import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { present } from "../../../calculus/present.ts";
import { chooseSolver } from "../backends/index.ts";
import type { Argument, InvariantCertificate } from "./index.ts";
import { certifyInvariants, decodeInvariantCertificate, encodeInvariantCertificate, recheckInvariants } from "./index.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

const effort = { milliseconds: 20_000 } as const;

function rechecking(text: string): Parameters<typeof recheckInvariants>[1] {
  const { model, files, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return { model, files, solvers: [solver], effort };
}

/** B counts what A sends, at first in a loop, then once more. */
const text = `fn more(x: int): int ensures result > x;
role A { n: int = any where value >= 0 and value <= 1000; sent: int = 0; }
role B { got: int = 0; }
choreography main(A, B) {
  loop Round {
    if A.(sent < n) {
      A -> B : again;
      A.sent := sent + 1;
      B.got := got + 1;
      continue Round;
    } else { A -> B : done; break Round; }
  }
  A.sent -> B.x;
  assert B.(x == got);
}
property Bounded = always A.sent <= 1000;
property Behind = always A.sent <= A.n;
property Wrong = always A.sent <= 1;
`;

let certificate: InvariantCertificate;

beforeAll(() => {
  const certified = certifyInvariants("main", undefined, rechecking(text), { solver, effort, longest: 4, shouldStop: () => undefined });
  expect(certified.claims.filter(({ outcome }) => outcome !== "certified").map(({ property, outcome }) => [property, outcome])).toEqual([
    ["Wrong", "violated"],
  ]);
  certificate = present(certified.certificate);
}, 60_000);

function outcome(damaged: InvariantCertificate, of = text): readonly (string | undefined)[] {
  const result = recheckInvariants(damaged, rechecking(of));
  return result.kind === "accepted" ? [result.kind] : [result.kind, result.reason];
}

/** The certificate with one property alone, and its argument changed. */
function changed(property: string, change: (argument: Extract<Argument, { kind: "induction" }>) => Argument): InvariantCertificate {
  const proof = present(certificate.proofs.find((one) => one.property === property));
  if (proof.argument.kind !== "induction") throw new Error("no induction");
  return { ...certificate, proofs: [{ ...proof, argument: change(proof.argument) }] };
}

/** With the formulas at each cut point changed. */
function reformulated(property: string, change: (formulas: readonly string[]) => readonly string[]): InvariantCertificate {
  return changed(property, (argument) => ({ ...argument, invariants: argument.invariants.map((at) => ({ ...at, formulas: change(at.formulas) })) }));
}

test("what is certified is accepted, once it was written and read", () => {
  const read = decodeInvariantCertificate(JSON.parse(encodeInvariantCertificate(certificate)));
  expect(read).toEqual({ ok: true, certificate });
  expect(outcome(certificate)).toEqual(["accepted"]);
});

test("invariants are formulas of the language, and only those that the proof needs", () => {
  const formulas = certificate.proofs.flatMap(({ argument }) => (argument.kind === "induction" ? argument.invariants.flatMap((at) => at.formulas) : []));
  for (const formula of ["A.n <= 1000", "A.sent <= B.got"]) expect(formulas).toContain(formula);
  expect(formulas.length).toBeLessThan(20);
});

describe("a certificate is rejected", () => {
  test("with a weaker invariant", () => {
    expect(outcome(reformulated("Bounded", (all) => all.map((one) => one.replace("<= 1000", "<= 1001"))))[0]).toBe("rejected");
  });

  test("with a stronger invariant", () => {
    expect(outcome(reformulated("Bounded", (all) => [...all, "A.sent <= 999"]))[0]).toBe("rejected");
  });

  test.each([
    ["Bounded", "A.n <= 1000"],
    ["Bounded", "A.sent <= 1000"],
    ["assert", "A.sent <= B.got"],
  ])("of %s without `%s`", (property, formula) => {
    expect(outcome(reformulated(property, (all) => all.filter((one) => one !== formula)))[0]).toBe("rejected");
  });

  test("with an invariant that holds at the start only; one that believed in consecution would accept it", () => {
    const damaged = reformulated("Bounded", () => ["A.sent is set", "A.sent == 0"]);
    expect(outcome(damaged)).toEqual(["rejected", expect.stringContaining("is not kept")]);
    expect(recheckInvariants(damaged, rechecking(text), (name) => !name.startsWith("consecution")).kind).toBe("accepted");
  });

  test("with an invariant that does not hold at the start", () => {
    expect(outcome(reformulated("Bounded", (all) => [...all, "A.n >= 1"]))).toEqual(["rejected", expect.stringContaining("at the start")]);
  });

  test("for another property", () => {
    const { argument } = present(certificate.proofs.find(({ property }) => property === "Bounded"));
    const of = (property: string): InvariantCertificate => ({ ...certificate, proofs: [{ property, argument }] });
    expect(outcome(of("Wrong"))[0]).toBe("rejected");
    expect(outcome(of("Nothing"))).toEqual(["rejected", "main has no property `Nothing`"]);
    expect(outcome(of("deadlock-free"))[0]).toBe("rejected");
  });

  test("for another program", () => {
    const other = text.replace("sent < n", "sent <= n");
    expect(outcome(certificate, other)).toEqual(["rejected", expect.stringContaining("another program")]);
  });

  test("with a smaller k", () => {
    expect(outcome(changed("Behind", (argument) => argument))).toEqual(["accepted"]);
    expect(outcome(changed("Behind", (argument) => ({ ...argument, k: argument.k - 1 })))).toEqual(["rejected", expect.stringContaining("do not exclude")]);
  });

  test("with a number of rounds after which not every run is over", () => {
    expect(outcome(changed("Bounded", () => ({ kind: "rounds", last: 2 })))).toEqual(["rejected", expect.stringContaining("a run is not over")]);
  });

  test.each([
    ["A.sent <=", "is no formula"],
    ["true; property other = always true", "is no formula"],
    ["A.sent", "is no formula"],
    ["A.sent <= true", "has no type"],
    ["A.nothing <= 3", "has no type"],
    ["sent <= 3", "has no type"],
    ["sent A -> B", "is not about what variables hold"],
    ["A at end", "is not about what variables hold"],
    ["more(A.sent) > A.sent", "asks a function without body"],
    ["B.nothing is set", "reads a variable that there is not"],
  ])("with `%s`, which %s", (formula, reason) => {
    expect(outcome(reformulated("Bounded", (all) => [...all, formula]))).toEqual(["rejected", expect.stringContaining(reason)]);
  });

  test("with an invariant of a place that is no cut point, or of one twice", () => {
    const at = (location: number): { readonly location: number; readonly where: string; readonly formulas: readonly string[] } => ({
      location,
      where: "",
      formulas: ["true"],
    });
    expect(outcome(changed("Bounded", (argument) => ({ ...argument, invariants: [...argument.invariants, at(10_000)] })))).toEqual([
      "rejected",
      "location 10000 is no cut point",
    ]);
    expect(outcome(changed("Bounded", (argument) => ({ ...argument, invariants: [...argument.invariants, ...argument.invariants] })))[0]).toBe("rejected");
  });

  test("that does not say when an assertion is reached, or says so too early", () => {
    const proof = present(certificate.proofs.find(({ property }) => property === "assert"));
    const { property, argument } = proof;
    expect(outcome({ ...certificate, proofs: [{ property, argument }] })).toEqual(["rejected", expect.stringContaining("in which round")]);
  });
});

test("a certificate is read as its schema says, or not at all", () => {
  const damaged = (change: (json: Record<string, unknown>) => unknown): boolean =>
    decodeInvariantCertificate(change(JSON.parse(encodeInvariantCertificate(certificate)) as Record<string, unknown>)).ok;
  expect(damaged((json) => json)).toBe(true);
  expect(damaged((json) => ({ ...json, invariantCertificate: 2 }))).toBe(false);
  expect(damaged((json) => ({ ...json, proofs: [] }))).toBe(false);
  expect(damaged((json) => ({ ...json, proofs: [...certificate.proofs, ...certificate.proofs] }))).toBe(false);
  expect(damaged((json) => ({ ...json, proofs: [{ property: "x", argument: { kind: "rounds", last: -1 } }] }))).toBe(false);
  expect(damaged((json) => ({ ...json, proofs: [{ property: "x", argument: { kind: "faith" } }] }))).toBe(false);
});
