/** Systems: what association proves is what the exploration of their networks finds, and what exploration refutes is replayed. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { verifyModel } from "../judge.ts";

const offer = `protocol Offer(A, B) {
  rec X { choice at A { A -> B : ask(int); B -> A : price(int); continue X; } or { A -> B : quit; } }
}
role A { n: int = any 0..2; }
process Buyer plays A in Offer { while n > 0 { B!ask(n); B?price(p); n := n - 1; } B!quit(); }
`;
const seller = "process Seller plays B in Offer { loop L { branch A { ask(k) => { A!price(k); } quit => { break L; } } } }";

/** The verdicts on the system S of a text, decided twice where a theorem decides. */
function verdicts(text: string): ReadonlyMap<string, string> {
  const report = verifyModel(analyseText(text), { paranoid: true, ignoreExpect: true });
  return new Map(report.verdicts.flatMap(({ subject, property, verdict, method }) => (subject === "S" ? [[property, `${verdict} ${method}`] as const] : [])));
}

describe("a system", () => {
  test("of associated members is proved by design, and the network agrees", () => {
    expect(verdicts(`${offer}${seller} system S { A = Buyer; B = Seller; }`)).toEqual(
      new Map([
        ["well-typed", "proved typing"],
        ["deadlock-free", "proved by-design"],
        ["reception-safe", "proved by-design"],
        ["orphan-free", "proved by-design"],
        ["no-failure", "proved network"],
      ]),
    );
  });

  test("with a projected protocol is proved although its data are infinite", () => {
    expect(verdicts(`${offer}${seller} system S { A = project Offer; B = Seller; }`).get("deadlock-free")).toBe("proved by-design");
  });

  test("with a member that drops a branch is refuted by a run", () => {
    const deaf = "process Deaf plays B in Offer { loop L { branch A { ask(k) => { A!price(k); } } } }";
    const found = verdicts(`${offer}${deaf} system S { A = Buyer; B = Deaf; }`);
    expect([found.get("well-typed"), found.get("reception-safe")]).toEqual(["violated typing", "violated network"]);
  });

  test("whose process jumps out of an inner loop does not do what follows that loop", () => {
    const text = `protocol P(A, B) { rec X { choice at A { A -> B : more; continue X; } or { A -> B : stop; } } }
role A { n: int = 0; }
process Outer plays A in P {
  loop O {
    n := n + 1;
    if n > 2 { B!stop(); break O; } else { }
    loop I { if n < 5 { B!more(); continue O; } else { break I; } }
    B!more();
  }
}
process Listener plays B in P { loop L { branch A { more => { } stop => { break L; } } } }
system S { A = Outer; B = Listener; }`;
    expect([...verdicts(text).values()]).toEqual(["proved typing", "proved by-design", "proved by-design", "proved by-design", "proved network"]);
  });

  test("whose end goes out and comes back in a loop is typed: it is there from the start", () => {
    const text = `protocol Q(C, D) { rec X { choice at C { C -> D : more; continue X; } or { C -> D : stop; } } }
protocol P(A, B) { rec X { choice at A { A -> B : lend(Q@C); B -> A : back(Q@C); continue X; } or { A -> B : bye; } } }
process PA plays A in P { loop L { choose { B!lend(c); B?back(c); continue L; } or { B!bye(); break L; } } c.D!stop(); }
process PB plays B in P {
  loop L { branch A { lend(e) => { A!back(e); continue L; } bye() => { break L; } } }
  loop M { branch d.C { more => { } stop => { break M; } } }
}
system S { A = PA; B = PB; session q : Q { C = A as c; D = B as d; } }`;
    expect([...verdicts(text).entries()].filter(([, verdict]) => !verdict.startsWith("proved"))).toEqual([]);
    expect(verdicts(text).get("well-typed")).toBe("proved typing");
  });

  test("with further sessions may deadlock although its members are well typed", () => {
    const text = `protocol Left(A, B) { A -> B : ping; } protocol Right(C, D) { C -> D : pong; }
process One plays A in Left { d.C?pong(); B!ping(); }
process Two plays B in Left { A?ping(); c.D!pong(); }
system S { A = One; B = Two; session q : Right { D = A as d; C = B as c; } }`;
    const found = verdicts(text);
    expect([found.get("well-typed"), found.get("deadlock-free"), found.get("reception-safe")]).toEqual([
      "proved typing",
      "violated network",
      "proved by-design",
    ]);
  });

  describe("whose client hears from either of two workers", () => {
    const balancer = `protocol LoadBalancer(c, s, w1, w2) {
  rec t {
    c -> s : req(int);
    choice at s { s -> w1 : req(int); w1 -> c : reply(int); continue t; } or { s -> w2 : req(int); w2 -> c : reply(int); continue t; }
  }
}
process Server plays s in LoadBalancer { loop L { c?req(n); if n % 2 == 0 { w1!req(n); } else { w2!req(n); } } }
process One plays w1 in LoadBalancer { loop L { s?req(n); c!reply(n); } }
process Two plays w2 in LoadBalancer { loop L { s?req(n); c!reply(n); } }
`;
    const client = (cases: string): string => `process Client plays c in LoadBalancer { n := 0; loop L { s!req(n); branch { ${cases} } n := 1 - n; } }`;
    const system = (by: string): string => `system S { c = ${by}; s = Server; w1 = One; w2 = Two; }`;
    const safe = ["deadlock-free", "reception-safe", "orphan-free"];

    test("is proved by design, and the network agrees", () => {
      const found = verdicts(`${balancer}${client("w1?reply(x) => {} w2?reply(x) => { assert x == 1; }")} ${system("Client")}`);
      expect(["well-typed", ...safe, "assert"].map((item) => found.get(item))).toEqual([
        "proved typing",
        "proved by-design",
        "proved by-design",
        "proved by-design",
        "proved network",
      ]);
    });

    test("is proved with the projection of the protocol as client", () => {
      const found = verdicts(`${balancer}${system("project LoadBalancer")}`);
      expect(safe.map((item) => found.get(item))).toEqual(["proved by-design", "proved by-design", "proved by-design"]);
    });

    test("deadlocks if it does not listen to one of them", () => {
      const found = verdicts(`${balancer}${client("w1?reply(x) => {}")} ${system("Client")}`);
      expect([found.get("well-typed"), found.get("deadlock-free"), found.get("reception-safe")]).toEqual([
        "violated typing",
        "violated network",
        "proved network",
      ]);
    });

    test("is stuck, and offered nothing unexpected, as long as the other may send", () => {
      const found = verdicts(`${balancer}${client("w1?reply(x) => {} w2?answer(x) => {}")} ${system("Client")}`);
      expect([found.get("well-typed"), found.get("deadlock-free"), found.get("reception-safe")]).toEqual([
        "violated typing",
        "violated network",
        "proved network",
      ]);
    });
  });

  test("whose process takes a message that is meant for later is refuted by a run", () => {
    const text = `protocol Two(A, B, C) { A -> C : l; B -> C : l; C -> A : k; }
process One plays A in Two { C!l; C?k; }
process Other plays B in Two { C!l; }
process Early plays C in Two { branch { A?l => { B?l; A!k; } B?l => {} } }
system S { A = One; B = Other; C = Early; }`;
    const found = verdicts(text);
    expect([found.get("well-typed"), found.get("deadlock-free")]).toEqual(["violated typing", "violated network"]);
  });

  test("that acts on an end that it gave away fails there", () => {
    const text = `protocol Work(M, W) { M -> W : job(int); } protocol Errand(A, B) { A -> B : task(Work@W); }
process Boss plays A in Errand { B!task(w); w.M?job(n); }
process Worker plays B in Errand { m.W!job(1); A?task(v); v.M?job(n); }
system S { A = Boss; B = Worker; session q : Work { M = B as m; W = A as w; } }`;
    const found = verdicts(text);
    expect([found.get("well-typed"), found.get("no-failure")]).toEqual(["violated typing", "violated network"]);
  });

  test("of a protocol that is not implementable claims nothing by association", () => {
    const text = `protocol Ask(A, B, C) { choice at A { A -> B : l; C -> B : x; } or { A -> B : r; C -> B : y; } }
process One plays A in Ask { choose { B!l(); } or { B!r(); } }
process Two plays B in Ask { branch A { l => { C?x(); } r => { C?y(); } } }
process Three plays C in Ask { B!x(); }
system S { A = One; B = Two; C = Three; }`;
    const found = verdicts(text);
    expect(found.get("deadlock-free")?.split(" ")[1]).not.toBe("by-design");
    expect(found.get("reception-safe")).toBe("violated network");
  });
});

test("an assertion of a process names the part that is false, with what it reads", () => {
  const text = `protocol P(A, B) { A -> B : number(int); }
    role A { n: int = any 0..3; } role B { most: int = 2; }
    process Counter plays A in P { B!number(n); }
    process Checker plays B in P { A?number(x); assert x >= 0 and x < most + 1; }
    system S { A = Counter; B = Checker; }`;
  const verdict = verifyModel(analyseText(text)).verdicts.find(({ subject, property }) => subject === "S" && property === "assert");
  expect(verdict?.counterexample?.conjunct).toMatchObject({
    text: "x < most + 1",
    bindings: [
      { variable: "B.x", text: "3" },
      { variable: "B.most", text: "2" },
    ],
  });
});
