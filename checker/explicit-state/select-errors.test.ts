import { describe, expect, test } from "vitest";
import { prefix, stop } from "../../calculus/core/index.ts";
import type { Alternative, Behaviour, Role } from "../../calculus/core/index.ts";
import { channelKey } from "../../calculus/semantics/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { networkErrors, waitingRoles } from "./network-errors.ts";

const site = { span: { file: 0, start: 0, end: 0 } };
const open = { kind: "boolean", value: true, span: site.span } as const;
const alternative = (action: Alternative["action"], isGuarded = false): Alternative => ({
  ...(isGuarded ? { guard: open } : {}),
  action,
  updates: [],
  body: stop,
  site,
});
const hears = (from: Role, label: string, isGuarded = false): Alternative => alternative({ kind: "receive", from, label, variables: [] }, isGuarded);
const says = (to: Role, isGuarded = false): Alternative => alternative({ kind: "send", to, label: "hello", expressions: [] }, isGuarded);
const select = (...alternatives: readonly Alternative[]): Behaviour => prefix({ kind: "select", alternatives, site }, stop);

function network(choice: Behaviour, messages: readonly (readonly [from: Role, label: string])[] = []): NetworkConfiguration {
  const channels = messages.map(([from, label]) => [channelKey(from, "A"), { from, to: "A", messages: [{ label, values: [] }] }] as const);
  const processes = new Map([["A", choice] as const, ["B", stop] as const, ["C", stop] as const]);
  return { processes, channels: new Map(channels), world: { store: new Map(), stopped: new Map(), oracles: new Map() } };
}

/** The errors where A cannot move, and where B still can. */
function errors(choice: Behaviour, messages: readonly (readonly [from: Role, label: string])[] = []): readonly string[] {
  const configuration = network(choice, messages);
  return [true, false].map((isStuck) =>
    networkErrors(configuration, isStuck, (role) => role === "B" && !isStuck)
      .map((error) => error.kind)
      .join(),
  );
}

describe("a role at a guarded choice of which nothing is enabled", () => {
  test("waits for each role that it may hear from, once", () => {
    const waiting = waitingRoles(network(select(hears("C", "x"), says("B", true), hears("B", "y"), hears("C", "z", true))));
    expect(waiting.map((one) => one.for)).toEqual(["B", "C"]);
  });

  test("waits for itself where it hears from nobody", () => {
    expect(waitingRoles(network(select(says("B", true))))).toEqual([{ role: "A", for: "A" }]);
    expect(errors(select(says("B", true)))).toEqual(["deadlock", ""]);
  });

  test("is offered something unexpected if everybody whom it may hear from has sent nothing that it knows", () => {
    expect(errors(select(hears("B", "x"), says("B", true)), [["B", "y"]])).toEqual(["reception", "reception"]);
    expect(errors(select(hears("B", "x"), hears("C", "x")), [["B", "y"]])).toEqual(["deadlock", ""]);
  });

  test("is in a deadlock, and offered nothing unexpected, where a guard keeps the message waiting", () => {
    expect(errors(select(hears("B", "y", true), hears("B", "x")), [["B", "y"]])).toEqual(["deadlock", ""]);
  });
});

test("a role that can move at a guarded choice is offered nothing unexpected", () => {
  const configuration = network(select(hears("B", "x"), says("B", true)), [["B", "y"]]);
  expect(networkErrors(configuration, false, () => true)).toEqual([]);
  expect(networkErrors(configuration, false)).toEqual([]);
});
