/** Versions of protocols: what changed, which mixed networks are safe, and in which order roles can be upgraded. */
import { describe, expect, test } from "vitest";
import type { Protocol } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { defaultBounds } from "../options.ts";
import { compareProtocols, type Evolution } from "./index.ts";

function protocolOf(text: string): Protocol {
  const { model, diagnostics } = analyseText(text);
  const [protocol] = model?.protocols.values() ?? [];
  if (protocol === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return protocol;
}

function evolution(older: string, newer: string): Evolution {
  const compared = compareProtocols(protocolOf(older), protocolOf(newer), { ...defaultBounds, maxStates: 20_000 });
  if (!compared.ok) throw new Error(compared.reason);
  return compared.evolution;
}

const changesOf = ({ changes }: Evolution): readonly string[] => changes.map(({ change, kind, text }) => `${change} ${kind} ${text}`);
const orderOf = ({ order }: Evolution): string => (order.kind === "order" ? order.roles.join(", ") : order.kind);

const shop =
  "protocol Shop(B, S, H) { B -> S : order; choice at S { S -> B : accept; S -> H : ship; H -> B : parcel; } or { S -> B : decline; S -> H : nothing; } }";
const always = "protocol Shop(B, S, H) { B -> S : order; S -> B : accept; S -> H : ship; H -> B : parcel; }";

describe("compare", () => {
  test("a branch is removed: who gives the answer stops first", () => {
    const removed = evolution(shop, always);
    expect(changesOf(removed)).toEqual(["gone message S -> B : decline", "gone message S -> H : nothing"]);
    expect([removed.newWithOld, removed.oldWithNew]).toEqual(["no", "no"]);
    expect(removed.order.kind === "order" ? removed.order.roles[0] : undefined).toBe("S");
  });

  test("a branch is added: who gives the answer starts last", () => {
    const added = evolution(always, shop);
    expect(orderOf(added).endsWith("S")).toBe(true);
    expect(added.roles.find(({ role }) => role === "B")?.newForOld?.synchronous).toBe("yes");
    expect(added.roles.find(({ role }) => role === "S")?.newAmongOld.fault).toBe("reception");
  });

  test("a payload is changed: there is no order", () => {
    const changed = evolution("protocol P(A, B) { A -> B : m; }", "protocol Q(A, B) { A -> B : m(value: int); }");
    expect(orderOf(changed)).toBe("none");
    expect(changed.roles.map(({ newAmongOld }) => newAmongOld.verdict)).toEqual(["unsafe", "unsafe"]);
  });

  test("messages to different roles change places: everybody works with everybody", () => {
    const swapped = evolution("protocol P(A, B, C) { A -> B : m; A -> C : n; }", "protocol P(A, B, C) { A -> C : n; A -> B : m; }");
    expect([swapped.newWithOld, swapped.oldWithNew]).toEqual(["yes", "yes"]);
    expect(swapped.roles.map(({ status }) => status)).toEqual(["changed", "unchanged", "unchanged"]);
    expect(swapped.roles[0]?.newForOld).toEqual({ synchronous: "no", asynchronous: "yes", relative: "no" });
  });

  test("a role joins: its first message waits until it is there", () => {
    const joined = evolution("protocol P(A, B) { A -> B : m; }", "protocol P(A, B, L) { A -> B : m; A -> L : log; }");
    expect(changesOf(joined)).toEqual(["new role L", "new message A -> L : log"]);
    expect(joined.roles.find(({ role }) => role === "A")?.newAmongOld.fault).toBe("orphan");
    expect(orderOf(joined)).toBe("none");
  });

  test("a branch that moved is told with what comes before it", () => {
    const older = "protocol P(A, B) { A -> B : go; choice at A { A -> B : x; } or { A -> B : y; } }";
    const newer = "protocol P(A, B) { A -> B : go; A -> B : x; A -> B : y; }";
    const { changes } = evolution(older, newer);
    expect(changes.map(({ change, kind, text, after }) => [change, kind, text, after])).toEqual([["gone", "branch", "A -> B : y", ["A -> B : go"]]]);
  });

  test("queues that grow without bound are judged by multiparty compatibility", () => {
    const older = "protocol P(A, B) { rec X { A -> B : m; continue X; } }";
    const newer = "protocol P(A, B) { rec X { choice at A { A -> B : m; continue X; } or { A -> B : n; continue X; } } }";
    const more = evolution(older, newer);
    expect(more.roles.find(({ role }) => role === "B")?.newAmongOld.verdict).toBe("safe");
    expect(more.roles.find(({ role }) => role === "A")?.newAmongOld.verdict).toBe("unsafe");
    expect(orderOf(more)).toBe("B, A");
  });

  test("many roles whose messages change places: an order is found, and as many networks are looked at as that takes", () => {
    const roles = Array.from({ length: 8 }, (_, index) => `r${String(index)}`);
    const pairs = roles.flatMap((one) => roles.filter((other) => other !== one).map((other): readonly [string, string] => [one, other]));
    const written = (all: readonly (readonly [string, string])[]): string =>
      `protocol P(${roles.join(", ")}) { ${all.map(([from, to]) => `${from} -> ${to} : m;`).join(" ")} }`;
    const byReceiver = pairs.toSorted(([, one], [, other]) => roles.indexOf(one) - roles.indexOf(other));
    const swapped = evolution(written(pairs), written(byReceiver));
    expect([swapped.old.verdict, swapped.new.verdict]).toEqual(["safe", "safe"]);
    expect(swapped.roles.map(({ newAmongOld }) => newAmongOld.verdict)).toEqual([...Array.from({ length: 7 }, () => "unsafe"), "safe"]);
    expect(orderOf(swapped)).toBe(roles.toReversed().join(", "));
  });

  test("where nothing is left of what all networks may cost, the rest is undecided, and the order too", () => {
    const [older, newer] = [protocolOf(shop), protocolOf(always)];
    const compared = compareProtocols(older, newer, { ...defaultBounds, maxStates: 1 });
    if (!compared.ok) throw new Error(compared.reason);
    const { evolution: spent } = compared;
    expect(spent.new).toMatchObject({ verdict: "unknown", reason: "the limit of 8 configurations for all networks together was reached" });
    expect(spent.order).toMatchObject({ kind: "unknown", reason: expect.stringContaining("for all networks together") as string });
  });

  test("a reason to stop ends it, and is told", () => {
    const compared = compareProtocols(protocolOf(shop), protocolOf(always), defaultBounds, () => "the time limit of 1 s");
    if (!compared.ok) throw new Error(compared.reason);
    expect(compared.evolution.old).toEqual({ verdict: "unknown", configurations: 0, reason: "stopped by the time limit of 1 s" });
    expect(compared.evolution.order.kind).toBe("unknown");
  });

  test("who has nothing to do and is not finished is left behind, though nobody waits", () => {
    const older = "protocol P(A, B, C) { C -> B : hello; choice at A { A -> B : stop; } or { A -> B : go; rec X { A -> B : m; continue X; } } }";
    const newer = "protocol P(A, B, C) { C -> B : hello; A -> B : go; rec X { A -> B : m; continue X; } }";
    const changed = evolution(older, newer);
    expect([changed.old.verdict, changed.new.verdict]).toEqual(["safe", "safe"]);
    expect(changed.roles.find(({ role }) => role === "C")?.newAmongOld).toMatchObject({ verdict: "unsafe", fault: "deadlock" });
  });
});
