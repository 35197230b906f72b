import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { present } from "../../../calculus/present.ts";
import { chooseSolver } from "../backends/index.ts";
import type { Argument, InvariantCertificate } from "./index.ts";
import { certifyInvariants, decodeInvariantCertificate, encodeInvariantCertificate, recheckInvariants } from "./index.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

/** What B holds was sent by A, who has counted on since. */
const text = `role A { x: int = 0; z: int = 0; } role B { y: int = 0; }
process P plays A { B!first; loop L { x := x + 1; B!m(x); B?ok; } }
process Q plays B { A?first; loop R { A?m(y); A!ok; } }
process Once plays A { B!m(x); B!m(x + 1); x := 5; }
process Twice plays B { A?m(y); A?m(y); }
system S { A = P; B = Q; }
system T { A = Once; B = Twice; }
property Behind of S = always B.y <= A.x;
property Equal of S = always B.y == A.x;
property Positive of S = always B.y >= 0;
property Last of T = finally B.y == 1 and A.x == 5;
`;

type Rechecked = Parameters<typeof recheckInvariants>[1];

function rechecking(): Rechecked {
  const { model, files, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return { model, files, solvers: [solver], effort: { milliseconds: 20_000 } };
}

function certified(subject: string, properties: readonly string[], words?: string): InvariantCertificate {
  const effort = { solver, effort: { milliseconds: 20_000 }, longest: 4, shouldStop: (): undefined => undefined };
  const { claims, certificate } = certifyInvariants(subject, properties, rechecking(), effort, words);
  expect(claims).toEqual(properties.map((property) => ({ property, outcome: "certified" })));
  return present(certificate);
}

let certificate: InvariantCertificate;

beforeAll(() => {
  certificate = certified("S", ["Behind", "deadlock-free", "Positive"]);
}, 60_000);

function outcome(damaged: InvariantCertificate, isAsked?: (name: string) => boolean): readonly (string | undefined)[] {
  const result = recheckInvariants(damaged, rechecking(), isAsked);
  return result.kind === "accepted" ? [result.kind] : [result.kind, result.reason];
}

type Induction = Extract<Argument, { kind: "induction" }>;

/** The proof of `Positive` alone, changed. */
function changed(change: (argument: Induction) => Argument): InvariantCertificate {
  const { argument, ...proof } = present(certificate.proofs.find(({ property }) => property === "Positive"));
  if (argument.kind !== "induction") throw new Error("an argument with invariants");
  return { ...certificate, proofs: [{ ...proof, argument: change(argument) }] };
}

test("what is certified of every interleaving is accepted, once it was written and read, and says where the roles are and what waits", () => {
  expect(decodeInvariantCertificate(JSON.parse(encodeInvariantCertificate(certificate)))).toEqual({ ok: true, certificate });
  expect(outcome(certificate)).toEqual(["accepted"]);
  expect(certificate.proofs.map(({ slots }) => slots)).toEqual([2, 2, 2]);
  const places = certificate.proofs.flatMap(({ argument }) => (argument.kind === "induction" ? argument.invariants.map(({ where }) => where) : []));
  expect(places.join("\n")).toMatch(/A at .*:\d+; B at .*:\d+/);
});

test("the same on another network, and of runs that are over", () => {
  const bounded = certified("T", ["Last"], "bounded(1)");
  expect(bounded.network).toBe("bounded(1)");
  expect(outcome(bounded)).toEqual(["accepted"]);
  expect(outcome({ ...bounded, network: "fifo" })[0]).toBe("rejected");
  expect(outcome({ ...bounded, network: "bag" })).toEqual(["rejected", expect.stringContaining("no order")]);
  expect(outcome({ ...bounded, network: "carrier pigeons" })).toEqual(["rejected", expect.stringContaining("no network")]);
});

describe("a certificate is rejected", () => {
  test.each<[string, string, (argument: Induction) => Argument]>([
    ["without invariants", "do not exclude", (argument) => ({ ...argument, k: 0, invariants: [] })],
    [
      "with loops that nobody comes to",
      "not kept",
      (argument) => ({ ...argument, k: 0, invariants: argument.invariants.map((one) => (one.location === 0 ? one : { ...one, formulas: ["false"] })) }),
    ],
    ["with a start that nobody comes to", "at the start", (argument) => ({ ...argument, invariants: [{ location: 0, where: "", formulas: ["false"] }] })],
    [
      "with invariants of a place that is no cut point",
      "no cut point",
      (argument) => ({ ...argument, invariants: [{ location: 9_999, where: "", formulas: [] }] }),
    ],
    ["about runs that are over", "not over", () => ({ kind: "rounds", last: 1 })],
  ])("%s", (_, reason, change) => {
    const damaged = changed(change);
    expect(outcome(damaged)).toEqual(["rejected", expect.stringContaining(reason)]);
  });

  test("for another property, another subject, or as one of a choreography head first", () => {
    const [proof] = [present(certificate.proofs.find(({ property }) => property === "Positive"))];
    expect(outcome({ ...certificate, proofs: [{ ...proof, property: "Equal" }] })[0]).toBe("rejected");
    expect(outcome({ ...certificate, subject: "T", proofs: [proof] })).toEqual(["rejected", expect.stringContaining("has no property")]);
    const { property, argument } = proof;
    expect(outcome({ ...certificate, proofs: [{ property, argument }] })).toEqual(["rejected", expect.stringContaining("no choreography")]);
    expect(outcome({ ...certificate, proofs: [{ ...proof, wholeRuns: { fairness: "weak-fairness" } }] })[0]).toBe("rejected");
  });

  test("with queues that are too small: what is sent to a full one would not be looked at", () => {
    const [proof] = [present(certificate.proofs.find(({ property }) => property === "Behind"))];
    for (const slots of [0, 1]) expect(outcome({ ...certificate, proofs: [{ ...proof, slots }] })[0]).toBe("rejected");
    // Without a message on its way nobody would learn anything.
    const idle: InvariantCertificate = { ...certificate, proofs: [{ property: "Behind", argument: { kind: "rounds", last: 0 }, slots: 0 }] };
    expect(outcome(idle)).toEqual(["rejected", expect.stringContaining("possible in round 0")]);
    expect(outcome(idle, (name) => !name.startsWith("round"))).toEqual(["accepted"]);
  });
});
