import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { present } from "../../../calculus/present.ts";
import { chooseSolver } from "../backends/index.ts";
import type { InvariantCertificate, Proof } from "./index.ts";
import { certifyInvariants, decodeInvariantCertificate, encodeInvariantCertificate, recheckInvariants } from "./index.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

const effort = { milliseconds: 20_000 } as const;

function rechecking(): Parameters<typeof recheckInvariants>[1] {
  const { model, files, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return { model, files, solvers: [solver], effort };
}

/** A loop inside of a loop, whose first measure falls when the second one rises. */
const text = `role A { n: int = any where value >= 0; m: int = any; } role B { y: int = 0; }
choreography main(A, B) {
  assume B.(y == 0);
  while A.(n > 0) { A -> B : more; A.m := any int where value / 1000 == 98765 and value % 2 == 0; while A.(m > 0) { A -> B : inner; A.m := m - 1; } A -> B : out; A.n := n - 1; }
  A -> B : done;
}
property Ends = eventually B at end;
property Falls = A.n == 5 leads to A.n == 0;
property Strictly = eventually B at end with no-fairness;
property Never = eventually B.y == 1;
`;

type WholeRuns = NonNullable<Proof["wholeRuns"]>;
type Falls = NonNullable<WholeRuns["falls"]>;

let certificate: InvariantCertificate;

beforeAll(() => {
  const certified = certifyInvariants("main", ["Ends", "Falls"], rechecking(), {
    solver,
    effort,
    longest: 4,
    shouldStop: () => undefined,
  });
  expect(certified.claims.map(({ property, outcome }) => [property, outcome])).toEqual([
    ["Ends", "certified"],
    ["Falls", "certified"],
  ]);
  certificate = present(certified.certificate);
}, 60_000);

function outcome(damaged: InvariantCertificate, isAsked?: (name: string) => boolean): readonly (string | undefined)[] {
  const result = recheckInvariants(damaged, rechecking(), isAsked);
  return result.kind === "accepted" ? [result.kind] : [result.kind, result.reason];
}

/** One proof alone, changed. */
function changed(property: string, change: (wholeRuns: WholeRuns) => WholeRuns | undefined): InvariantCertificate {
  const { wholeRuns, ...proof } = present(certificate.proofs.find((one) => one.property === property));
  const after = change(present(wholeRuns));
  return { ...certificate, proofs: [{ ...proof, ...(after === undefined ? {} : { wholeRuns: after }) }] };
}

function falling(property: string, change: (falls: Falls) => Falls): InvariantCertificate {
  return changed(property, (wholeRuns) => ({ ...wholeRuns, falls: change(present(wholeRuns.falls)) }));
}

function measured(change: (tuple: readonly string[]) => readonly string[]): InvariantCertificate {
  return falling("Ends", (falls) => ({ ...falls, measures: falls.measures.map((one) => ({ ...one, tuple: change(one.tuple) })) }));
}

test("what is certified is accepted, once it was written and read, and names the measures", () => {
  expect(decodeInvariantCertificate(JSON.parse(encodeInvariantCertificate(certificate)))).toEqual({ ok: true, certificate });
  expect(outcome(certificate)).toEqual(["accepted"]);
  const tuples = certificate.proofs.flatMap(({ wholeRuns }) => wholeRuns?.falls?.measures.map(({ tuple }) => tuple.join(", ")) ?? []);
  expect(tuples.join("; ")).toMatch(/A\.n.*, .*A\.m/);
});

describe("a certificate is rejected", () => {
  test.each<[string, (tuple: readonly string[]) => readonly string[]]>([
    ["without its last measure", (tuple) => tuple.slice(0, -1)],
    ["without its first measure", (tuple) => tuple.slice(1)],
    ["with its measures the other way round", (tuple) => [...tuple].reverse()],
    ["with a measure that is negative", (tuple) => tuple.map((one) => `${one} - 1000`)],
    ["with a measure that rises", (tuple) => tuple.map((one) => `1000 - (${one})`)],
  ])("%s", (_, change) => {
    const damaged = measured(change);
    expect(outcome(damaged)).toEqual(["rejected", expect.stringContaining("do not fall")]);
    expect(outcome(damaged, (name) => !name.startsWith("ranking"))).toEqual(["accepted"]);
  });

  test.each([
    ["A.n <=", "is no integer"],
    ["A.n) <= 0 or (A.n", "is no integer"],
    ["true", "has no type"],
    ["A.nothing", "has no type"],
  ])("with the measure `%s`, which %s", (measure, reason) => {
    expect(outcome(measured((tuple) => [...tuple, measure]))).toEqual(["rejected", expect.stringContaining(reason)]);
  });

  test("with an invariant that nobody comes to a loop with", () => {
    const damaged = falling("Ends", (falls) => ({
      ...falls,
      invariants: falls.measures.map(({ location, where }) => ({ location, where, formulas: ["false"] })),
    }));
    expect(outcome(damaged)).toEqual(["rejected", expect.stringContaining("at the start")]);
  });

  test("with a measure of a place that is no cut point, or of one twice", () => {
    const again = falling("Ends", (falls) => ({ ...falls, measures: [...falls.measures, ...falls.measures] }));
    const elsewhere = falling("Ends", (falls) => ({ ...falls, measures: [...falls.measures, { location: 10_000, where: "", tuple: ["0"] }] }));
    for (const damaged of [again, elsewhere]) expect(outcome(damaged)[0]).toBe("rejected");
  });

  test("that does not say why no run goes round for ever, in which round something is shown, or with another fairness", () => {
    const without = (name: keyof WholeRuns): ((wholeRuns: WholeRuns) => WholeRuns) => {
      return (wholeRuns) => Object.fromEntries(Object.entries(wholeRuns).filter(([key]) => key !== name)) as unknown as WholeRuns;
    };
    expect(outcome(changed("Ends", without("falls")))).toEqual(["rejected", expect.stringContaining("round for ever")]);
    expect(outcome(changed("Ends", without("choices")))).toEqual(["rejected", expect.stringContaining("choices have values")]);
    expect(outcome(changed("Ends", without("kept")))).toEqual(["rejected", expect.stringContaining("false assumption")]);
    expect(outcome(changed("Falls", without("whenever")))).toEqual(["rejected", expect.stringContaining("leads to something")]);
    const strictly = (change: (wholeRuns: WholeRuns) => WholeRuns): InvariantCertificate => {
      const { proofs } = changed("Ends", change);
      return { ...certificate, proofs: proofs.map((proof) => ({ ...proof, property: "Strictly" })) };
    };
    expect(outcome(strictly((wholeRuns) => ({ ...wholeRuns, fairness: "no-fairness" })))).toEqual(["accepted"]);
    expect(outcome(strictly((wholeRuns) => wholeRuns))).toEqual(["rejected", expect.stringContaining("not meant with")]);
    const early = (wholeRuns: WholeRuns): WholeRuns => ({ ...wholeRuns, fairness: "no-fairness", falls: { ...present(wholeRuns.falls), until: "aim" } });
    expect(outcome(strictly(early))).toEqual(["rejected", expect.stringContaining("behind what they have to come to")]);
    expect(outcome(changed("Ends", () => undefined))[0]).toBe("rejected");
  });

  test("for another property", () => {
    const { proofs } = changed("Ends", (wholeRuns) => wholeRuns);
    expect(outcome({ ...certificate, proofs: proofs.map((proof) => ({ ...proof, property: "Never" })) })[0]).toBe("rejected");
  });
});
