/** What may be asked of protocols, systems and contexts: items with their arguments, networks and fairness, each mistake with its place. */
import { describe, expect, test } from "vitest";
import { errorsOf } from "./expect-errors.ts";

const world = `protocol P(A, B) { A -> B : x(int); } protocol Q(A, B) { A -> B : x(int); }
context C { A { B!x(int); } B { A?x(int); } } context D { A { B!x(int); } B { A?x(int); } }
role A, B; choreography Greet(A, B) { A -> B : hello; }
`;

describe("expectations of communicating automata", () => {
  test.each([
    ["wrong-item-argument", "expect C : «k-mc»;"],
    ["wrong-item-argument", "expect C : «k-mc(0)»;"],
    ["wrong-item-argument", "expect C : «k-mc(A)»;"],
    ["wrong-item-argument", "expect C : «k-safe(12345)»;"],
    ["wrong-item-argument", "expect P : «least-k(1, 2)»;"],
    ["wrong-item-argument", "expect C : «compatible(1)»;"],
    ["wrong-item-argument", "expect C : «subtype»;"],
    ["wrong-item-argument", "expect C : «async-subtype(D, A, B)»;"],
    ["wrong-item-argument", "expect C : «bounded»;"],
    ["unknown-protocol", "expect C : «subtype(R)»;"],
    ["wrong-item-argument", "expect C : «may-replace(D)»;"],
    ["unknown-protocol", "expect C : «may-replace(E)»;"],
    ["unknown-role", "expect C : «may-replace(P, Z)»;"],
    ["irrelevant-network", "expect C on synchronous : «bounded(1)»;"],
    ["irrelevant-network", "expect Greet on synchronous : «deadlock-free»;"],
    ["irrelevant-fairness", "expect P with weak-fairness : «implementable»;"],
    ["irrelevant-fairness", "expect Greet with weak-fairness : «deadlock-free»;"],
    ["irrelevant-fairness", "property R of Greet = always true; «expect R with weak-fairness : proved;»"],
    ["irrelevant-fairness", "property R of Greet = eventually true with no-fairness; «expect R with weak-fairness : proved;»"],
    ["irrelevant-network", "property R of Greet = eventually true; «expect R on synchronous : proved;»"],
    ["not-yet-supported", "expect C on mailbox : «deadlock-free»;"],
    ["unknown-network", "«expect C on pigeons : deadlock-free;»"],
    ["unknown-fairness", "«expect C with luck : deadlock-free;»"],
    ["unknown-property", "expect Greet : «k-mc(1)»;"],
    ["unknown-property", "expect C : «implementable»;"],
  ])("%s: %s", (code, text) => {
    const { found, marks } = errorsOf(`${world} ${text}`);
    expect(found.filter(({ code: other }) => other !== "not-yet-supported" || code === other)).toEqual(marks.map((at) => ({ code, at })));
  });

  test("on synchronous and with fairness are in order where the answer depends on them", () => {
    const { found } = errorsOf(`${world} expect C on synchronous with strong-fairness : deadlock-free; expect P with no-fairness : deadlock-free;
      expect C on fifo : well-typed, bounded(1), states(1, 3), directed, no-mixed-states;`);
    expect(found).toEqual([]);
  });
});
