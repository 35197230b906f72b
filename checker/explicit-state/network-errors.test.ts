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
    expect(waitingRoles(chain)).toEqual([{ role: "A", for: "B" }, { role: "B", for: "C", stopped: "failed" }]); // prettier-ignore
  });
  test("is reported for the others although somebody stopped elsewhere", () => {
    const both = network({ A: receive("B", "x"), B: receive("A", "x"), C: prefix(local, stop) }, [], new Map([["C", "failed"]]));
    expect(kinds(both, true)).toEqual(["deadlock"]);
  });
  test("disregards who waits for a role without a value to choose", () => {
    expect(kinds(network({ A: receive("B", "x"), B: prefix(local, stop) }), true)).toEqual([]);
  });
});

describe("of a role that waits for several others", () => {
  const either = prefix(
    {
      kind: "receive",
      from: "B",
      branches: [
        { label: "x", variables: [], body: stop },
        { from: "C", label: "y", variables: [], body: stop },
      ],
      site,
    },
    stop,
  );
  test("a message from one of them is unspecified only when all have sent and nothing is expected", () => {
    expect(kinds(network({ A: either, B: stop, C: prefix(local, stop) }, [["B", "A", "y"]]), false)).toEqual([]);
    expect(kinds(network({ A: either, B: stop, C: stop }, [["B", "A", "y"], ["C", "A", "y"]]), false)).toEqual([]); // prettier-ignore
    expect(networkErrors(network({ A: either, B: stop, C: stop }, [["B", "A", "y"], ["C", "A", "x"]]), true)).toEqual([
      { kind: "reception", role: "A", from: "B", label: "y", expected: ["x"] },
    ]); // prettier-ignore
  });
  test("the deadlock names each of them", () => {
    expect(networkErrors(network({ A: either, B: stop, C: stop }, [["B", "A", "y"]]), true)).toEqual([
      { kind: "deadlock", waiting: [{ role: "A", for: "B" }, { role: "A", for: "C" }] },
    ]); // prettier-ignore
  });
  test("there is no deadlock where any of them stopped, directly or through others", () => {
    const chain = { A: either, B: receive("A", "z"), C: receive("D", "z"), D: prefix(local, stop) };
    expect(kinds(network(chain, [], new Map([["D", "failed"]])), true)).toEqual([]);
    expect(kinds(network({ ...chain, D: stop }), true)).toEqual(["deadlock"]);
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
