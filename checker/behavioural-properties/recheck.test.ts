/** Evidence that is not evidence is refused: each kind of claim, spoilt in one place. */
import { expect, test } from "vitest";
import { automataNetwork } from "../automata/automata-network.ts";
import { evidenceAgainst } from "./decide.ts";
import type { BehaviourEvidence } from "./evidence.ts";
import type { BehaviourItem, Fairness } from "./items.ts";
import { recheckEvidence } from "./recheck.ts";
import { machine } from "./sample-contexts.ts";
import { stepGraph } from "./step-graph.ts";
import { present } from "../../calculus/present.ts";

/** p may stay with q for ever, or tell r. */
const automata = [machine("p", ["q!a 0", "q!b 1"], ["r!c 2"], []), machine("q", ["p?a 0", "p?b 1"], []), machine("r", ["p?c 1"], [])];

function against(kind: BehaviourItem["kind"], fairness?: Fairness, machines = automata): BehaviourEvidence {
  const graph = stepGraph(automataNetwork(machines), "synchronous", { maxConfigurations: 100, memory: 2 ** 20, queueBound: 1 });
  return present(evidenceAgainst(graph, { kind }, fairness));
}

function refused(evidence: BehaviourEvidence, machines = automata): string | undefined {
  return recheckEvidence(machines, "synchronous", evidence);
}

test("a cycle that neglects what is possible all the time is no weakly fair one", () => {
  const evidence = against("live", "no-fairness");
  expect(refused(evidence)).toBeUndefined();
  expect(evidence.claim.kind === "starved" && refused({ ...evidence, claim: { ...evidence.claim, fairness: "weak-fairness" } })).toBe(
    "p▷q!b is possible throughout the cycle and not taken",
  );
  expect(evidence.claim.kind === "starved" && refused({ ...evidence, claim: { ...evidence.claim, fairness: "strong-fairness" } })).toBe(
    "p▷q!b is possible in the cycle and not taken",
  );
});

test("a step that is not possible, or leads elsewhere", () => {
  const evidence = against("live", "no-fairness");
  const [event] = evidence.cycle;
  expect(refused({ ...evidence, cycle: [{ ...present(event), message: "c" }] })).toBe("p▷q!c is not possible after 0 steps");
  expect(refused({ ...evidence, through: [{ states: [1, 1, 0], queues: [] }] })).toBe("p▷q!a is not possible after 0 steps");
});

test("a run that ends where somebody can move", () => {
  const evidence = against("never-terminating");
  expect(refused(evidence)).toBeUndefined();
  expect(refused({ ...evidence, prefix: evidence.prefix.slice(0, -1) })).toBe("somebody can move at the end");
  expect(refused({ ...evidence, claim: { kind: "deadlock" } })).toBe("everything is over at the end");
});

test("what is pending and never possible must be so", () => {
  const evidence = against("live+");
  expect(refused(evidence)).toBeUndefined();
  if (evidence.claim.kind !== "closed") throw new Error("another claim was expected");
  expect(refused({ ...evidence, claim: { ...evidence.claim, every: "step" } })).toBe("the set can be left");
  expect(refused({ ...evidence, claim: { ...evidence.claim, pending: { kind: "input", sender: "p", receiver: "q" } } })).toBe(
    "what is pending is possible in the set",
  );
  expect(refused({ ...evidence, claim: { ...evidence.claim, pending: { kind: "input", sender: "q", receiver: "r" } } })).toBe("nothing is pending there");
  expect(refused({ ...evidence, claim: { ...evidence.claim, configurations: [] } })).toBe(
    "the set does not have the configuration in which something is pending",
  );
});

test("a message that is expected is not unexpected", () => {
  const clash = [machine("p", ["q!a 1"], []), machine("q", ["p?b 1"], [])];
  const evidence = against("safe", undefined, clash);
  expect(refused(evidence, clash)).toBeUndefined();
  expect(refused({ ...evidence, claim: { kind: "unexpected", sender: "p", receiver: "q", message: "b" } }, clash)).toBe("the message is not unexpected");
});

test("automata that are not deterministic: the step is known by where it leads", () => {
  const machines = [machine("p", ["q!a 1"], []), machine("q", ["p?a 1", "p?a 2"], [], ["p?b 1"])];
  expect(refused(against("deadlock-free", undefined, machines), machines)).toBeUndefined();
});
