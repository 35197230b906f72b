import { describe, expect, test } from "vitest";
import { prefix, stop } from "../../calculus/core/index.ts";
import type { Alternative, Behaviour, Role } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { channelKey, queueKey } from "../../calculus/semantics/index.ts";
import type { NetworkConfiguration, World } from "../../calculus/semantics/index.ts";
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

describe("where guards are known", () => {
  const { model } = analyseText("role A; role B; role C; choreography main(A, B, C) { A -> B : hello; }");
  const around = { definitions: model?.definitions ?? missing() };
  const closed = (one: Alternative): Alternative => ({ ...one, guard: { kind: "boolean", value: false, span: site.span } });
  const fails = new Map([["C", "failed"]] as const);
  const stuck = (choice: Behaviour, stopped: World["stopped"] = new Map(), messages: Parameters<typeof network>[1] = []): readonly string[] => {
    const plain = network(choice, messages);
    const configuration = { ...plain, world: { ...plain.world, stopped } };
    return networkErrors(configuration, true, () => false, around).map(({ kind }) => kind);
  };

  test("only alternatives whose guards hold are waited for", () => {
    const choice = select(hears("B", "x"), closed(hears("C", "y")), closed(says("C")));
    expect(waitingRoles(network(choice), around)).toEqual([{ role: "A", for: "B" }]);
    // Who failed could only have opened what a guard keeps closed.
    expect(stuck(choice, fails)).toEqual(["deadlock"]);
    expect(stuck(select(hears("B", "x"), hears("C", "y", true)), fails)).toEqual([]);
  });

  test("where no guard holds the role waits for itself, whoever failed", () => {
    const choice = select(closed(hears("C", "y")), closed(says("C")));
    expect(waitingRoles(network(choice), around)).toEqual([{ role: "A", for: "A" }]);
    expect(stuck(choice, fails)).toEqual(["deadlock"]);
  });

  test("a message is unexpected although one behind a closed guard could still come from somebody else", () => {
    expect(stuck(select(hears("B", "x"), closed(hears("C", "z"))), new Map(), [["B", "y"]])).toEqual(["reception"]);
    expect(stuck(select(hears("B", "x"), hears("C", "z", true)), new Map(), [["B", "y"]])).toEqual(["deadlock"]);
    expect(stuck(select(closed(hears("B", "y")), hears("B", "x")), new Map(), [["B", "y"]])).toEqual(["deadlock"]);
  });

  test("a message in a mailbox that a guard keeps waiting is expected, whomever the role waits for", () => {
    const mailbox = { order: "mailbox", lossy: false, duplicating: false } as const;
    const inMailbox = (label: string): readonly string[] => {
      const plain = network(select(hears("B", "x"), closed(hears("C", "z"))));
      const channels = new Map([[queueKey(mailbox, "C", "A"), { to: "A", messages: [{ label, values: [], from: "C" }] }]]);
      return networkErrors({ ...plain, channels }, true, () => false, { ...around, architecture: mailbox }).map(({ kind }) => kind);
    };
    expect(inMailbox("z")).toEqual(["deadlock"]);
    expect(inMailbox("y")).toEqual(["reception"]);
  });

  test("a role that could go on if it had a value waits for nobody", () => {
    expect(waitingRoles(network(select(says("B", true), hears("C", "x"))), around)).toEqual([]);
  });
});

function missing(): never {
  throw new Error("the text is not well-formed");
}
