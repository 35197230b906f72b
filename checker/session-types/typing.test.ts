/** Processes against the local types of their protocols: what is typed, what is refused, and with which words. */
import { describe, expect, test } from "vitest";
import { diagnosticsOf, typingOf } from "./typings-of-text.ts";

const offer = `protocol Offer(A, B) {
  rec X {
    choice at A {
      A -> B : ask(int);
      B -> A : price(int);
      continue X;
    } or {
      A -> B : quit;
    }
  }
}
`;

/** C hears of the choice from A or from B. */
const fork = "protocol Fork(A, B, C, D) { A -> D : begin; choice at A { A -> B : left; B -> C : go; } or { A -> C : right(int); } } ";

function codes(text: string): readonly string[] {
  return diagnosticsOf(text).map(({ code }) => code);
}

function rules(text: string): readonly string[] {
  return typingOf(text).judged.flatMap(({ typed }) => typed.derivation?.nodes.map(({ rule }) => rule) ?? []);
}

describe("a process is typed", () => {
  test("that follows its protocol through a loop", () => {
    expect(
      rules(`${offer}process Seller plays B in Offer {
  loop L {
    branch A {
      ask(n) => { A!price(n * 2); }
      quit => { break L; }
    }
  }
}`),
    ).toEqual(["T-LOOP", "T-BRANCH", "T-SEND", "T-END", "T-CONTINUE"]);
  });

  test("that chooses less", () => {
    expect(rules(`${offer}process Shy plays A in Offer { B!quit(); }`)).toEqual(["T-SUB", "T-SEND", "T-END"]);
  });

  test("that accepts more, in a branch that is not typed", () => {
    const text = `${offer}process Broad plays B in Offer {
  loop L { branch A { ask(n) => { A!price(n); } quit => { break L; } steal(x, y) => { A!nothing(); } } }
}`;
    expect(codes(text)).toEqual([]);
    expect(rules(text)).toContain("T-SUB");
  });

  test("whose loop is half or double as long as the protocol's", () => {
    const twice = "protocol Twice(A, B) { rec X { A -> B : a; A -> B : a; continue X; } }";
    expect(codes(`${twice} process Once plays A in Twice { loop L { B!a(); } }`)).toEqual([]);
    expect(codes(`${twice} process Thrice plays A in Twice { loop L { B!a(); B!a(); B!a(); } }`)).toEqual([]);
  });

  test("that calls others for the rest of its session, and itself", () => {
    expect(
      codes(`${offer}process Buyer(n: int) plays A in Offer { if n > 0 { B!ask(n); B?price(p); call Buyer(p - n); } else { call Leave(); } }
process Leave plays A in Offer { B!quit(); }`),
    ).toEqual([]);
  });

  test("against a protocol that merging refuses and that is implementable", () => {
    // C learns of the choice from different roles.
    const text = `protocol Fork(A, B, C) {
  choice at A { A -> B : left; B -> C : go; } or { A -> C : right; }
}
process Chooser plays A in Fork { choose { B!left(); } or { C!right(); } }`;
    expect(codes(text)).toEqual([]);
  });

  test("that waits for several roles, of whom one sends", () => {
    const text = `${fork} process Third plays C in Fork { branch { B?go => {} A?right(x) => { assert x > 0; } } }`;
    expect(codes(text)).toEqual([]);
    expect(rules(text)).toEqual(["T-BRANCH", "T-ASSERT", "T-END"]);
  });

  test("that hears the same label from several roles, and differs behind it", () => {
    const text = `protocol Same(A, B, C) { choice at A { A -> B : l; B -> C : l; C -> B : k; } or { A -> C : l; C -> A : k; } }`;
    expect(codes(`${text} process Third plays C in Same { branch { A?l => { A!k; } B?l => { B!k; } } }`)).toEqual([]);
    expect(codes(`${text} process Third plays C in Same { branch { A?l => { B!k; } B?l => { A!k; } } }`)).toEqual(["wrong-peer", "wrong-peer"]);
  });

  test("that names the one role in each case, and accepts more from it", () => {
    const text = `${offer}process Broad plays B in Offer { loop L { branch { A?ask(n) => { A!price(n); } A?quit => { break L; } A?more => { } } } }`;
    expect(codes(text)).toEqual([]);
    expect(rules(text)).toContain("T-SUB");
  });

  test("that computes for ever: nobody is stuck while it does", () => {
    expect(codes(`${offer}process Busy plays A in Offer { x := 0; loop L { x := x + 1; } }`)).toEqual([]);
  });

  test("whose variable has another type on another way", () => {
    const both = "protocol Both(A, B) { choice at A { A -> B : number(int); } or { A -> B : text(string); } }";
    expect(codes(`${both} process Reader plays B in Both { branch A { number(x) => { y := x + 1; } text(x) => { z := length(x); } } }`)).toEqual([]);
    expect(codes(`${both} process Reader plays B in Both { branch A { number(x) => { } text(x) => { } } y := x + 1; }`)).toEqual(["type-mismatch"]);
  });

  test("with thousands of messages in a row", () => {
    const count = 3_000;
    const messages = Array.from({ length: count }, (_, index) => `A -> B : m${String(index % 7)};`).join(" ");
    const sends = Array.from({ length: count }, (_, index) => `B!m${String(index % 7)}();`).join(" ");
    expect(codes(`protocol Long(A, B) { ${messages} } process Sender plays A in Long { ${sends} }`)).toEqual([]);
  });

  test("with thirty conditionals in a row, each binding a variable of its own, in few judgements", () => {
    const ifs = Array.from({ length: 30 }, (_, index) => `if c { x${String(index)} := 1; c := x${String(index)} > 0; } else { }`).join(" ");
    const text = `protocol One(A, B) { A -> B : a; } process Branchy plays A in One { c := true; loop L { ${ifs} if c { break L; } else { } } B!a(); }`;
    expect(rules(text).length).toBeLessThan(200);
  });
});

describe("a process is refused, with the place in its protocol,", () => {
  test("that sends the wrong label", () => {
    const [first] = diagnosticsOf(`${offer}process Buyer plays A in Offer { B!buy(1); }`);
    expect(first?.message).toBe("expected `B!ask(int)` or `B!quit`, found `B!buy`");
    expect(first?.labels.map(({ message }) => message)).toEqual(["Offer has `A -> B : ask` here", "Offer has `A -> B : quit` here"]);
  });

  test("that stops in a loop of its protocol", () => {
    const [first] = diagnosticsOf(`${offer}process Buyer plays A in Offer { B!ask(1); B?price(p); }`);
    expect([first?.code, first?.message]).toEqual(["ends-too-early", "the process ends, but the protocol goes on with `B!ask(int)` or `B!quit`"]);
  });

  test("whose received values do not fit", () => {
    expect(codes(`${offer}process Buyer plays A in Offer { B!ask(1); B?price(p); if p { B!quit(); } else { B!quit(); } }`)).toEqual(["type-mismatch"]);
    expect(codes(`role A { name: string = ""; } ${offer}process Buyer plays A in Offer { B!ask(1); B?price(name); B!quit(); }`)).toEqual(["type-mismatch"]);
  });

  test("that does not wait for one of several roles", () => {
    const [first] = diagnosticsOf(`${fork} process Third plays C in Fork { A?right(x); }`);
    expect([first?.code, first?.message]).toEqual(["missing-branch", "there is no branch for `B?go`, which may arrive here"]);
    expect(first?.notes).toEqual(["a process waits for several roles with a `branch` whose cases name them: `branch { B?go => { … } … }`"]);
  });

  test.each([
    ["missing-branch", "branch { B?go => {} B?right(x) => {} }", "there is no branch for `A?right(int)`, which may arrive here"],
    ["missing-branch", "branch { B?go => {} A?wrong => {} }", "there is no branch for `A?right(int)`, which may arrive here"],
    ["unexpected-label", "branch { B?go => {} A?right(x) => {} A?wrong => {} }", "expected `A?right(int)` or `B?go`, and there is also a branch for `A?wrong`"],
    [
      "unexpected-label",
      "branch { B?go => {} A?right(x) => {} B?right(x) => {} }",
      "expected `A?right(int)` or `B?go`, and there is also a branch for `B?right`",
    ],
    ["wrong-peer", "branch { B?go => {} A?right(x) => {} D?go => {} }", "expected `A?right(int)` or `B?go`, and there is also a branch for `D?go`"],
    ["wrong-peer", "branch { D?go => {} D?right(x) => {} }", "expected `A?right(int)` or `B?go`, found `D?{go, right}`"],
    ["unexpected-label", "branch { B?gone => {} A?right_(x) => {} }", "expected `A?right(int)` or `B?go`, found `A?right_` or `B?gone`"],
    ["wrong-payload", "branch { B?go => {} A?right => {} }", "`right` carries 1 value, but 0 are received"],
    ["action-after-end", "branch { B?go => { B?go; } A?right(x) => {} }", "`B?go` comes after the end of the session"],
  ])("that waits for several roles: %s, %s", (code, body, message) => {
    const found = diagnosticsOf(`${fork} process Third plays C in Fork { ${body} }`);
    expect(found.map((one) => [one.code, one.message])).toEqual([[code, message]]);
  });

  test("that listens to a role whose message is meant for later", () => {
    const [first] = diagnosticsOf(
      `protocol Two(A, B, C) { A -> C : l; B -> C : l; } process Early plays C in Two { branch { A?l => { B?l; } B?l => { A?l; } } }`,
    );
    expect([first?.code, first?.message]).toEqual(["wrong-peer", "expected `A?l`, and there is also a branch for `B?l`"]);
    expect(first?.notes).toEqual(["further branches are for messages of the one role that may send here: a message of another may be meant for later"]);
  });

  test("in each of its mistakes, once", () => {
    expect(codes(`${offer}process Buyer plays A in Offer { choose { B!buy(1); } or { C := 1; B!ask("x"); B?price(p); B!quit(); } }`)).toEqual([
      "unexpected-label",
      "wrong-payload",
    ]);
  });
});

describe("refinements of payloads", () => {
  const pay = "protocol Pay(A, B) { A -> B : pay((int where value > 0)); }";

  test("are decided for closed expressions", () => {
    expect(codes(`${pay} const N = 2; process Payer plays A in Pay { B!pay(N); }`)).toEqual([]);
    expect(codes(`${pay} const N = 2; process Payer plays A in Pay { B!pay(N - 2); }`)).toEqual(["wrong-payload"]);
  });

  const pair = "protocol Pair(A, B) { A -> B : pair(x: int, y: (int where value > x)); }";

  test("speak of what is sent beside it", () => {
    const [one] = typingOf(`${pair} process Up plays A in Pair { B!pair(1, 2); }`).judged;
    expect([one?.typed.diagnostics, one?.typed.derivation?.assumptions, one?.typed.refuted]).toEqual([[], [], undefined]);
    expect(codes(`${pair} process Down plays A in Pair { B!pair(2, 1); }`)).toEqual(["wrong-payload"]);
  });

  test.each([
    ["B!pair(n, n);", "(int where value > x)"],
    ["B!pair(n + 1, n);", "(int where value > x)"],
    ["B!pair(m - n, 0 - n + m);", "(int where value > x)"],
    ["B!pair(n, m);", "(int where value > value)"],
    ["B!pair(n, m);", "(int where value > 0 and 1 > 2)"],
    ["B!pair(n, m);", "(int where not (value >= value or value == 7))"],
    ["B!pair(n, m);", "(int where value == value implies value != value)"],
    ["B!pair(n, 2 * m);", "(int where value == value + 1)"],
    ["B!pair(n, m);", "(Less where value < 9)"],
  ])("that no values can meet are violated: %s of %s", (statement, type) => {
    const text = `type Less = (int where value < value); protocol Pair(A, B) { A -> B : pair(x: int, y: ${type}); }`;
    expect(codes(`${text} process Pairs(n: int, m: int) plays A in Pair { ${statement} }`)).toEqual(["wrong-payload"]);
  });

  test.each([
    ["B!pair(n, m);", "(int where value > x)"],
    ["B!pair(n, n + 1);", "(int where value > x)"],
    ["B!pair(n, n);", "(int where value >= x)"],
    ["B!pair(n, n * m);", "(int where value > value * 1 or x > 0)"],
    ["B!pair(n, n / m);", "(int where value < value / 1)"],
    ["B!pair(n, x);", "(int where value >= x)"],
  ])("that may be met are assumed: %s of %s", (statement, type) => {
    const text = `protocol Pair(A, B) { A -> B : pair(x: int, y: ${type}); }`;
    const { judged } = typingOf(`${text} process Pairs(n: int, m: int, x: int) plays A in Pair { ${statement} }`);
    expect(judged.map(({ typed }) => [typed.diagnostics, typed.refuted, typed.derivation?.assumptions.length])).toEqual([[[], undefined, 1]]);
  });

  test("names of the protocol are not variables of the process", () => {
    const text = "protocol Later(A, B) { A -> B : first(x: int); A -> B : second(y: (int where value > x)); }";
    const { judged } = typingOf(`${text} process Sends(x: int) plays A in Later { B!first(1); B!second(x); }`);
    expect(judged.map(({ typed }) => [typed.diagnostics, typed.refuted, typed.derivation?.assumptions.length])).toEqual([[[], undefined, 1]]);
    const [closed] = typingOf(`${text} process Sends plays A in Later { B!first(1); B!second(2); }`).judged;
    expect([closed?.typed.diagnostics, closed?.typed.refuted, closed?.typed.derivation?.assumptions.length]).toEqual([[], undefined, 1]);
  });

  test("are assumed for others", () => {
    const [one] = typingOf(`${pay} process Payer(n: int) plays A in Pay { B!pay(n); }`).judged;
    expect(one?.typed.derivation?.assumptions).toEqual(["`n` satisfies `(int where value > 0)` where it is sent"]);
  });
});

describe("session ends are linear", () => {
  const work = "protocol Work(M, W) { M -> W : job(int); W -> M : done; } protocol Errand(A, B) { A -> B : task(Work@W); }";

  test("a received one is used to its end", () => {
    expect(codes(`${work} process Worker plays B in Errand { A?task(w); w.M?job(n); w.M!done(); }`)).toEqual([]);
    expect(codes(`${work} process Worker plays B in Errand { A?task(w); w.M?job(n); }`)).toEqual(["unfinished-session"]);
    expect(codes(`${work} process Worker plays B in Errand { A?task(w); w.M?job(n); w.M!done(); w.M!done(); }`)).toEqual(["action-after-end"]);
  });

  test("a received one is not bound over, nor used by a called process that does not see it", () => {
    expect(codes(`${work} process Worker plays B in Errand { A?task(w); w := 1; }`)).toContain("unfinished-session");
    expect(codes(`${work} process Worker plays B in Errand { A?task(w); call Rest(); } process Rest plays B in Errand { x := 1; }`)).toEqual([
      "unfinished-session",
    ]);
  });

  test("a held one comes with the role, in called processes as well", () => {
    const system = "system S { A = First; B = Second; session q : Work { M = A as m; W = B as w; } }";
    const second = "process Second plays B in Errand2 { A?go(); w.M?job(n); w.M!done(); } protocol Errand2(A, B) { A -> B : go; }";
    const first = "process First plays A in Errand2 { B!go(); call Rest(); } process Rest plays A in Errand2 { m.W!job(1); m.W?done(); }";
    expect(codes(`${work} ${second} ${first} ${system}`)).toEqual([]);
  });
});

test("a message with very many values binds them all at once", () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `v${String(index)}`);
  const text = `protocol P(A, B) { A -> B : x(${names.map(() => "int").join(", ")}); } process R plays B in P { A?x(${names.join(", ")}); }`;
  expect(diagnosticsOf(text)).toEqual([]);
});
