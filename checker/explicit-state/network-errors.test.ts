import { describe, expect, test } from "vitest";
import { prefix, stop } from "../../calculus/core/index.ts";
import type { Action, Behaviour, Role } from "../../calculus/core/index.ts";
import { channelKey } from "../../calculus/semantics/index.ts";
import type { NetworkConfiguration, World } from "../../calculus/semantics/index.ts";
import { networkErrors, waitingRoles } from "./network-errors.ts";

const site = { span: { file: 0, start: 0, end: 0 } };
const receive = (from: Role, ...labels: readonly string[]): Behaviour =>
  prefix({ kind: "receive", from, branches: labels.map((label) => ({ label, variables: [], body: stop })), site }, stop);
const local: Action = { kind: "assign", variable: "x", expression: { kind: "integer", value: 1n, span: site.span }, site };

function network(
  processes: Readonly<Record<Role, Behaviour>>,
  messages: readonly (readonly [from: Role, to: Role, label: string])[] = [],
  stopped: World["stopped"] = new Map(),
): NetworkConfiguration {
  const channels = messages.map(([from, to, label]) => [channelKey(from, to), { from, to, messages: [{ label, values: [] }] }] as const);
  return { processes: new Map(Object.entries(processes)), channels: new Map(channels), world: { store: new Map(), stopped, oracles: new Map() } };
}
const kinds = (configuration: NetworkConfiguration, isStuck: boolean): readonly string[] => networkErrors(configuration, isStuck).map(({ kind }) => kind);

describe("a deadlock", () => {
  test("is a circle of roles that wait for each other", () => {
    const circle = network({ A: receive("B", "x"), B: receive("C", "x"), C: receive("A", "x") });
    expect(networkErrors(circle, true)).toEqual([{ kind: "deadlock", waiting: [{ role: "A", for: "B" }, { role: "B", for: "C" }, { role: "C", for: "A" }] }]); // prettier-ignore
  });
  test("is also waiting for somebody who has finished", () => {
    expect(kinds(network({ A: receive("B", "x"), B: stop }), true)).toEqual(["deadlock"]);
  });
  test("is not there while somebody can move", () => {
    expect(kinds(network({ A: receive("B", "x"), B: prefix(local, stop) }), false)).toEqual([]);
  });
  test("disregards who waits for a role that stopped, directly or through others", () => {
    const chain = network({ A: receive("B", "x"), B: receive("C", "x"), C: prefix(local, stop) }, [], new Map([["C", "failed"]]));
    expect(kinds(chain, true)).toEqual([]);
    expect(waitingRoles(chain)).toEqual([{ role: "A", for: "B" }, { role: "B", for: "C" }]); // prettier-ignore
  });
  test("is reported for the others although somebody stopped elsewhere", () => {
    const both = network({ A: receive("B", "x"), B: receive("A", "x"), C: prefix(local, stop) }, [], new Map([["C", "failed"]]));
    expect(kinds(both, true)).toEqual(["deadlock"]);
  });
  test("disregards who waits for a role without a value to choose", () => {
    expect(kinds(network({ A: receive("B", "x"), B: prefix(local, stop) }), true)).toEqual([]);
  });
});

describe("an orphan message", () => {
  test("is one that nobody is left to receive", () => {
    expect(networkErrors(network({ A: stop, B: stop }, [["A", "B", "late"]]), true)).toEqual([{ kind: "orphan", from: "A", to: "B", label: "late" }]);
  });
  test("is none while somebody has something to do, and none at a role that stopped", () => {
    expect(kinds(network({ A: stop, B: receive("A", "late") }, [["A", "B", "late"]]), false)).toEqual([]);
    expect(kinds(network({ A: stop, B: prefix(local, stop) }, [["A", "B", "late"]], new Map([["B", "failed"]])), true)).toEqual([]);
  });
});

describe("an unspecified reception", () => {
  test("is a message at the head of the queue that the receiver does not expect", () => {
    expect(networkErrors(network({ A: stop, B: receive("A", "yes", "no") }, [["A", "B", "maybe"]]), true)).toEqual([
      { kind: "reception", role: "B", from: "A", label: "maybe", expected: ["yes", "no"] },
    ]);
  });
  test("is not reported as a deadlock as well", () => {
    expect(kinds(network({ A: receive("B", "x"), B: receive("A", "yes") }, [["A", "B", "maybe"]]), true)).toEqual(["reception"]);
  });
  test("is none when the message comes from another role than the one waited for", () => {
    expect(kinds(network({ A: stop, B: receive("C", "yes"), C: prefix(local, stop) }, [["A", "B", "maybe"]]), false)).toEqual([]);
  });
});
