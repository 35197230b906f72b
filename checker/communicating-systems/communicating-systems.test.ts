/** The automata of protocols and systems: what members communicate, with data erased, and what is said about what is lost. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { LocalAutomaton } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { messageKey } from "../../calculus/protocols/index.ts";
import type { CommunicatingSystem } from "../automata/index.ts";
import { communicatingSystem } from "./communicating-system.ts";
import type { FoundSystem } from "./communicating-system.ts";

function find(text: string, name: string): FoundSystem {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  return communicatingSystem(model, name);
}

function systemOf(text: string, name: string): CommunicatingSystem {
  const found = find(text, name);
  if (!found.ok) throw new Error(found.reason);
  return found.system;
}

/** One line for each state: `0. B!ask(int) → 1`. */
function drawn({ states }: LocalAutomaton): readonly string[] {
  return states.map(({ isFinal, edges }, state) => {
    const steps = edges.map(({ action: { direction, peer, message }, target }) => {
      return `${peer}${direction === "send" ? "!" : "?"}${messageKey(message)} → ${String(target)}`;
    });
    return `${String(state)}${isFinal ? "." : ""} ${steps.join(", ")}`.trim();
  });
}

function automatonOf({ automata }: CommunicatingSystem, role: string): LocalAutomaton {
  const automaton = automata.find((one) => one.role === role);
  if (automaton === undefined) throw new Error(`no automaton of ${role}`);
  return automaton;
}

const offer = `protocol Offer(A, B) {
  rec X { choice at A { A -> B : ask(int); B -> A : price(int); continue X; } or { A -> B : quit; } }
}
role A { n: int = 2; }
process Seller plays B in Offer { loop L { branch A { ask(k) => { A!price(k); } quit => { break L; } } } }
`;

describe("a protocol", () => {
  test("has the local automata of its roles", () => {
    const system = systemOf(offer, "Offer");
    expect([system.kind, system.exact]).toEqual(["protocol", true]);
    expect(drawn(automatonOf(system, "A"))).toEqual(["0 B!ask(int) → 1, B!quit → 2", "1 B?price(int) → 0", "2."]);
  });
});

describe("a process", () => {
  test("that loops is a cycle, and its conditions are taken for free", () => {
    const system = systemOf(
      `${offer}process Buyer plays A in Offer { while n > 0 { B!ask(n); B?price(p); n := n - 1; } B!quit(); } system S { A = Buyer; B = Seller; }`,
      "S",
    );
    expect(drawn(automatonOf(system, "A"))).toEqual(["0 B!ask(int) → 1, B!quit → 2", "1 B?price(int) → 0", "2."]);
    expect(drawn(automatonOf(system, "B"))).toEqual(["0 A?ask(int) → 1, A?quit → 2", "1 A!price(int) → 0", "2."]);
    expect([system.exact, system.unfaithful, system.assumptions]).toEqual([false, undefined, ["A: decisions by data are taken for free"]]);
  });

  test("without data, and without merging, is exactly its automaton", () => {
    const system = systemOf(
      `${offer}process Buyer plays A in Offer { choose { B!ask(1); B?price(p); B!quit(); } or { B!quit(); } } system S { A = Buyer; B = Seller; }`,
      "S",
    );
    expect(drawn(automatonOf(system, "A"))).toEqual(["0 B!ask(int) → 1, B!quit → 2", "1 B?price(int) → 3", "2.", "3 B!quit → 2"]);
    expect([system.exact, system.assumptions]).toEqual([true, []]);
  });

  test("that calls others has them in place, and a call in last position is a jump", () => {
    const system = systemOf(
      `${offer}process Once plays A in Offer { B!ask(1); B?price(p); }
       process Again plays A in Offer { choose { call Once(); call Again(); } or { B!quit(); } }
       system S { A = Again; B = Seller; }`,
      "S",
    );
    expect(drawn(automatonOf(system, "A"))).toEqual(["0 B!quit → 1, B!ask(int) → 2", "1.", "2 B?price(int) → 0"]);
  });

  test("that calls itself before its work is done has no automaton", () => {
    const found = find(
      `protocol P(A, B) { rec X { choice at A { A -> B : push; continue X; } or { A -> B : pop; } } }
       process Deep plays A in P { choose { B!push(); call Deep(); B!pop(); } or { B!pop(); } }
       process Sink plays B in P { loop L { branch A { push => {} pop => { break L; } } } }
       system S { A = Deep; B = Sink; }`,
      "S",
    );
    expect(found.ok ? "" : found.reason).toBe("Deep: `Deep` is called again before the work behind an earlier call of it is done");
  });

  test("that decides alone what it waits for has a blurred automaton, and that is said", () => {
    const text = `protocol P(A, B) { choice at B { B -> A : x; } or { B -> A : y; } }
      role A { n: int = any 0..1; }
      process Fickle plays A in P { if n > 0 { B?x(); } else { B?y(); } }
      process Any plays B in P { choose { A!x(); } or { A!y(); } }
      system S { A = Fickle; B = Any; }`;
    const system = systemOf(text, "S");
    expect(drawn(automatonOf(system, "A"))).toEqual(["0 B?x → 1, B?y → 1", "1."]);
    expect(system.unfaithful).toBe("A decides by itself whether it waits for B?x or waits for B?y, and its automaton offers both");
  });

  test("that may send or be finished is blurred, one that sends one of two messages is not", () => {
    const protocol =
      "protocol P(A, B) { choice at A { A -> B : x; } or { A -> B : y; } } process B1 plays B in P { branch A { x => {} y => {} } } role A { n: int = any 0..1; }";
    const member = (body: string): CommunicatingSystem => systemOf(`${protocol} process A1 plays A in P { ${body} } system S { A = A1; B = B1; }`, "S");
    expect(member("if n > 0 { B!x(); }").unfaithful).toBe("A decides by itself whether it sends to B or is finished, and its automaton offers both");
    expect(member("if n > 0 { B!x(); } else { B!y(); }").unfaithful).toBeUndefined();
  });

  test("whose silent decision shows later only is merged", () => {
    const text = `protocol P(A, B) { choice at A { A -> B : x; A -> B : y; } or { A -> B : z; } }
      process Late plays A in P { choose { B!x(); B!y(); } or { B!x(); B!z(); } }
      process Any plays B in P { branch A { x => { branch A { y => {} z => {} } } z => {} } }
      system S { A = Late; B = Any; }`;
    const system = systemOf(text, "S");
    expect(drawn(automatonOf(system, "A"))).toEqual(["0 B!x → 1", "1 B!y → 2, B!z → 2", "2."]);
    expect([system.exact, system.assumptions]).toEqual([false, ["A: what it decides silently is left open until it shows"]]);
  });

  test("that computes for ever or may have no value is not exact", () => {
    const protocol = "protocol P(A, B) { A -> B : x(int); } process B1 plays B in P { A?x(v); } role A { n: int = 1; }";
    const member = (body: string): CommunicatingSystem => systemOf(`${protocol} process A1 plays A in P { ${body} } system S { A = A1; B = B1; }`, "S");
    expect(member("loop L { choose { n := n + 1; continue L; } or { break L; } } B!x(n);").assumptions).toEqual(["A: it is taken not to compute for ever"]);
    expect(member("B!x(1 / n);").assumptions).toEqual(["A: expressions are taken to have values"]);
  });
});

describe("a guarded choice", () => {
  const member = (alternatives: string): CommunicatingSystem =>
    systemOf(`role A { n: int = 1; } process A1 plays A { select { ${alternatives} } } process B1 plays B { A!y; A?x; } system S { A = A1; B = B1; }`, "S");

  test("of sends and receives is a mixed state", () => {
    const system = member("B!x => { B?y; } B?y => { B!x; }");
    expect(drawn(automatonOf(system, "A"))).toEqual(["0 B!x → 1, B?y → 2", "1 B?y → 3", "2 B!x → 3", "3."]);
    expect([system.exact, system.unfaithful]).toEqual([true, undefined]);
  });

  test("whose guards may take alternatives away is not shown faithfully", () => {
    expect(member("when n > 0: B!x => { B?y; } B?y => { B!x; }").unfaithful).toContain("A decides by itself");
    expect(member("when n > 0: B!x => { B?y; }").unfaithful).toContain("does nothing");
    expect(member("skip => { B!x; B?y; } B?y => { B!x; }").unfaithful).toContain("sends to B");
  });

  test("of sends of which one is always possible is a choice", () => {
    const system = member("when n > 0: B!x => { B?y; } B!z => { B?y; }");
    expect([system.unfaithful, system.assumptions]).toEqual([undefined, ["A: decisions by data are taken for free"]]);
  });
});

describe("a system", () => {
  test("with a projected choreography takes the sorts of the protocol", () => {
    const system = systemOf(readFileSync("corpus/systems/mixed-with-a-choreography.choreo", "utf8"), "Shop");
    expect(drawn(automatonOf(system, "A"))).toEqual(["0 B!want(int) → 1", "1 B?no → 2, B?yes(int) → 2", "2."]);
    expect(drawn(automatonOf(system, "B"))).toEqual(["0 A?want(int) → 1", "1 A!yes(int) → 2", "2."]);
  });

  test("of the corpus has an automaton for each member, or a reason", () => {
    const outcomes = readdirSync("corpus/systems")
      .filter((file) => file.endsWith(".choreo"))
      .flatMap((file): readonly string[] => {
        const { model } = analyseText(readFileSync(`corpus/systems/${file}`, "utf8"));
        return [...(model?.systems.values() ?? [])].map(({ name, members }) => {
          const found = model === undefined ? undefined : communicatingSystem(model, name);
          if (found?.ok !== true) return found?.reason ?? "";
          expect(found.system.automata.map(({ role }) => role)).toEqual(members.map(({ role }) => role));
          if (!file.startsWith("select-")) expect(found.system.unfaithful).toBeUndefined();
          return found.system.exact ? "exact" : "data erased";
        });
      });
    const reasons = outcomes.filter((outcome) => outcome !== "exact" && outcome !== "data erased");
    expect(reasons.every((reason) => reason.endsWith("queues of several sessions are not judged together"))).toBe(true);
    expect(new Set(outcomes.filter((outcome) => !reasons.includes(outcome)))).toEqual(new Set(["exact", "data erased"]));
  });

  test("with names that are not there is refused", () => {
    expect(find(offer, "Nothing").ok).toBe(false);
  });
});
