import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { present } from "../../../calculus/present.ts";
import { chooseSolver } from "../backends/index.ts";
import type { CallsArgument, InvariantCertificate } from "./index.ts";
import { certifyInvariants, decodeInvariantCertificate, encodeInvariantCertificate, recheckInvariants } from "./index.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

/** The same is asked for behind an inner call and before it, and calls leave something positive. */
const text = `role A { n: int = any; } role B { y: int = 0; }
choreography Nest(A, B; k: int at A) {
  if A.(k > 0) { A.k -> B.seen : open; call Nest(A, B; k - 1); B.seen -> A.back; assert A.(back == k); B.y := 1; } else { A -> B : turn; B.y := 2; }
}
choreography main(A, B) { call Nest(A, B; n); assert B.(y >= 1); }
property One = finally B.y == 1;
`;

function rechecking(): Parameters<typeof recheckInvariants>[1] {
  const { model, files, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return { model, files, solvers: [solver], effort: { milliseconds: 20_000 } };
}

let certificate: InvariantCertificate;

beforeAll(() => {
  const effort = { solver, effort: { milliseconds: 20_000 }, longest: 4, shouldStop: (): undefined => undefined };
  const certified = certifyInvariants("main", ["assert"], rechecking(), effort);
  expect(certified.claims).toEqual([{ property: "assert", outcome: "certified" }]);
  certificate = present(certified.certificate);
}, 60_000);

function outcome(damaged: InvariantCertificate, isAsked?: (name: string) => boolean): readonly (string | undefined)[] {
  const result = recheckInvariants(damaged, rechecking(), isAsked);
  return result.kind === "accepted" ? [result.kind] : [result.kind, result.reason];
}

function changed(change: (argument: CallsArgument) => CallsArgument): InvariantCertificate {
  return {
    ...certificate,
    proofs: certificate.proofs.map((proof) => (proof.argument.kind === "calls" ? { ...proof, argument: change(proof.argument) } : proof)),
  };
}

/** With the formulas changed of what is said there. */
function said(
  where: (location: number | undefined, machine: number) => boolean,
  change: (formulas: readonly string[]) => readonly string[],
): InvariantCertificate {
  return changed((argument) => ({
    ...argument,
    said: argument.said.map((one) => (where(one.location, one.machine) ? { ...one, formulas: change(one.formulas) } : one)),
  }));
}

test("what is certified is accepted, once it was written and read, and its summary says what calls leave", () => {
  expect(decodeInvariantCertificate(JSON.parse(encodeInvariantCertificate(certificate)))).toEqual({ ok: true, certificate });
  expect(outcome(certificate)).toEqual(["accepted"]);
  const { argument } = present(certificate.proofs[0]);
  const summary = argument.kind === "calls" ? argument.said.find(({ machine, location }) => machine === 1 && location === undefined) : undefined;
  expect(summary?.formulas.join("; ")).toMatch(/A\.k__given is set.*(B\.y >= 1|B\.y > 0)/);
});

describe("a certificate is rejected", () => {
  const isSummary = (location: number | undefined): boolean => location === undefined;
  test.each<[string, string, string, (location: number | undefined, machine: number) => boolean]>([
    ["with calls that never return", "may leave what its summary does not say", "summary", isSummary],
    ["with calls that nobody enters", "is not what its invariants say", "entering", (location, machine) => machine === 1 && location !== undefined],
  ])("%s", (_, reason, name, where) => {
    const damaged = said(where, () => ["false"]);
    expect(outcome(damaged)).toEqual(["rejected", expect.stringContaining(reason)]);
    // Who believes that asks the rest in vain.
    expect(outcome(damaged, (question) => !question.startsWith(name))[1] ?? "").not.toContain(reason);
  });

  test("without its summary, or with one that says more", () => {
    expect(outcome(said(isSummary, (all) => all.filter((one) => !one.includes("B.y") || one.endsWith("is set"))))[0]).toBe("rejected");
    expect(outcome(said(isSummary, (all) => [...all, "B.y == 1"]))[0]).toBe("rejected");
  });

  test("with what is said of other places, or twice", () => {
    const more = (one: CallsArgument["said"][number]): InvariantCertificate => changed((argument) => ({ ...argument, said: [...argument.said, one] }));
    const common = { where: "", formulas: ["true"] };
    expect(outcome(more({ ...common, machine: 7 }))).toEqual(["rejected", "there is no machine 7"]);
    expect(outcome(more({ ...common, machine: 1, location: 10_000 }))).toEqual(["rejected", expect.stringContaining("is no cut point")]);
    expect(outcome(more({ ...common, machine: 1 }))).toEqual(["rejected", expect.stringContaining("twice")]);
    expect(outcome(said(isSummary, (all) => [...all, "A.k == 1"]))).toEqual(["rejected", expect.stringContaining("has no type")]);
  });

  test("for another property, without a run that ends, or of whole runs", () => {
    const proofs = certificate.proofs.map((proof) => ({ ...proof, property: "One" }));
    expect(outcome({ ...certificate, proofs })[0]).toBe("rejected");
    const [{ property, argument }] = [present(certificate.proofs[0])];
    expect(outcome({ ...certificate, proofs: [{ property, argument }] })).toEqual(["rejected", expect.stringContaining("in which round")]);
    expect(outcome({ ...certificate, proofs: [{ property, argument, wholeRuns: { fairness: "weak-fairness" } }] })[0]).toBe("rejected");
    expect(outcome({ ...certificate, proofs: [{ property, argument: { kind: "induction", k: 0, sizes: { list: 0, keyed: 0 }, invariants: [] } }] })[0]).toBe(
      "rejected",
    );
  });
});
