/** Synthesis against what it must give back: the local automata of protocols, and endpoints that differ from them in one place. */
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Protocol } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import {
  coherence,
  eventKey,
  globalAutomaton,
  membership,
  messageKey,
  numbered,
  subsetConstruction,
  type GlobalAutomaton,
  type LocalAutomaton,
  type SplitEvent,
} from "../../calculus/protocols/index.ts";
import { printDeclaration } from "../../calculus/syntax/index.ts";
import { protocolDeclaration, synthesise } from "../../checker/synthesis/index.ts";
import { globalTypes } from "../generators/global-types.ts";
import { endpointVariants } from "../protocols/endpoint-variants.ts";
import { networkFault } from "../protocols/network-safety.ts";

const limits = { maxConfigurations: 20_000 };

function localAutomata(automaton: GlobalAutomaton): readonly LocalAutomaton[] {
  const numberedAutomaton = numbered(automaton);
  return automaton.roles.map((role) => {
    const built = subsetConstruction(numberedAutomaton, role);
    return built.kind === "built" ? built.automaton : expect.unreachable(built.limit);
  });
}

/** The protocol as text, and what is read from it: what is written checks. */
function writtenAndRead(automaton: GlobalAutomaton): Protocol {
  const written = protocolDeclaration("P", automaton);
  const text = written.ok ? printDeclaration(written.declaration) : expect.unreachable(written.reason);
  const { model, diagnostics } = analyseText(text);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors, text).toEqual([]);
  return model?.protocols.get("P") ?? expect.unreachable(text);
}

function isCoherent(automaton: GlobalAutomaton): boolean {
  return coherence(automaton).roles.every(({ violations, capped }) => violations.length === 0 && capped.length === 0);
}

/** Whether deterministic automata have the same words and stop after the same ones. */
function areEqual(left: LocalAutomaton, right: LocalAutomaton): boolean {
  const seen = new Set<string>();
  const waiting: (readonly [number, number])[] = [[left.initial, right.initial]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    if (seen.has(pair.join(" "))) continue;
    seen.add(pair.join(" "));
    const [one, other] = [left.states[pair[0]], right.states[pair[1]]];
    if (one === undefined || other === undefined || one.isFinal !== other.isFinal || one.edges.length !== other.edges.length) return false;
    for (const { action, target } of one.edges) {
      const same = other.edges.find(
        (edge) =>
          edge.action.direction === action.direction && edge.action.peer === action.peer && messageKey(edge.action.message) === messageKey(action.message),
      );
      if (same === undefined) return false;
      waiting.push([target, same.target]);
    }
  }
  return true;
}

/** Whether two steps of one state differ in the type of a payload alone. */
function confusesLabels({ states }: LocalAutomaton): boolean {
  return states.some(
    ({ edges }) => new Set(edges.map(({ action: { direction, peer, message } }) => `${direction} ${peer} ${message.label}`)).size < edges.length,
  );
}

/** Random runs of the network with queues of at most two messages. */
function* someRuns(automata: readonly LocalAutomaton[], choices: readonly number[]): Iterable<readonly SplitEvent[]> {
  for (const offset of [0, 1, 2]) {
    const states = new Map(automata.map(({ role, initial }) => [role, initial]));
    const queues = new Map<string, string[]>();
    const run: SplitEvent[] = [];
    for (const choice of choices) {
      const steps = automata.flatMap(({ role, states: own }) =>
        (own[states.get(role) ?? 0]?.edges ?? []).flatMap(({ action: { direction, peer, message }, target }) => {
          const [sender, receiver] = direction === "send" ? [role, peer] : [peer, role];
          const queue = queues.get(`${sender} ${receiver}`) ?? [];
          const event: SplitEvent = { kind: direction, sender, receiver, message: messageKey(message) };
          return (direction === "send" ? queue.length < 2 : queue[0] === event.message) ? [{ role, event, target }] : [];
        }),
      );
      const step = steps[(choice + offset) % Math.max(1, steps.length)];
      if (step === undefined) break;
      const channel = `${step.event.sender} ${step.event.receiver}`;
      const queue = queues.get(channel) ?? [];
      queues.set(channel, step.event.kind === "send" ? [...queue, step.event.message] : queue.slice(1));
      states.set(step.role, step.target);
      run.push(step.event);
    }
    yield run;
  }
}

test("random protocols that are coherent come back from their local automata, as protocols with the same ones", () => {
  let came = 0;
  fc.assert(
    fc.property(globalTypes(), ({ type, roles }) => {
      const automaton = globalAutomaton(type, roles);
      if (!isCoherent(automaton)) return;
      const automata = localAutomata(automaton);
      const result = synthesise(automata, limits);
      expect(result).toMatchObject({ kind: "protocol" });
      if (result.kind !== "protocol") return;
      came++;
      const read = writtenAndRead(result.automaton);
      const again = localAutomata(globalAutomaton(read.type, read.roles));
      expect(automata.map((one, index) => areEqual(one, again[index] ?? one))).toEqual(automata.map(() => true));
    }),
    { numRuns: 60, seed: 4 },
  );
  expect(came).toBeGreaterThan(20);
});

test("endpoints that differ in one place: with a protocol they have no fault and no run that it does not have", () => {
  const counts = { protocol: 0, none: 0, unknown: 0 };
  fc.assert(
    fc.property(globalTypes(), fc.nat(), fc.array(fc.nat(20), { minLength: 12, maxLength: 12 }), ({ type, roles }, which, choices) => {
      const automata = localAutomata(globalAutomaton(type, roles));
      const variants = automata.flatMap((automaton, index) => endpointVariants(automaton).map((variant) => automata.with(index, variant)));
      const endpoints = variants[which % Math.max(1, variants.length)];
      if (endpoints === undefined) return;
      const result = synthesise(endpoints, limits);
      if (result.kind === "contradiction") throw new Error(result.reason);
      counts[result.kind]++;
      if (result.kind !== "protocol") return;
      // The search for faults tells messages apart by their labels alone, and looks at refinements, which are erased here.
      if (endpoints.some(confusesLabels)) return;
      expect(networkFault(endpoints, 150) ?? "payload").toMatch(/^payload/);
      if (result.notes.some((note) => note.startsWith("sends earlier"))) return;
      for (const run of someRuns(endpoints, choices)) expect(membership(result.automaton, run), run.map(eventKey).join(" ")).not.toBe("neither");
    }),
    { numRuns: 100, seed: 5 },
  );
  expect(counts.protocol).toBeGreaterThan(10);
  expect(counts.none).toBeGreaterThan(10);
});

test("82 of the 88 protocols of the literature that are eligible come back", () => {
  const directory = new URL("../../corpus/global-types/", import.meta.url);
  const outcomes = readdirSync(directory).flatMap((file): readonly (readonly [string, string])[] => {
    const { model } = analyseText(readFileSync(new URL(file, directory), "utf8"));
    return [...(model?.protocols.values() ?? [])].map(({ type, roles }) => {
      const automata = localAutomata(globalAutomaton(type, roles));
      const result = synthesise(automata, limits);
      if (result.kind !== "protocol") return [file, result.kind === "none" ? result.conflict.kind : result.kind];
      const read = writtenAndRead(result.automaton);
      const again = localAutomata(globalAutomaton(read.type, read.roles));
      return [file, automata.every((one, index) => areEqual(one, again[index] ?? one)) ? "back" : "other"];
    });
  });
  expect(outcomes.filter(([, outcome]) => outcome === "back")).toHaveLength(82);
  expect(outcomes.filter(([, outcome]) => outcome !== "back")).toEqual([
    ["fwd-auth-no-mini-hidden-secret.choreo", "mixed"],
    ["gr-receive-validity-no.choreo", "race"],
    ["mixed-choice-pairs.choreo", "race"],
    ["odd-even-broken-parity.choreo", "reception"],
    ["race-receive-unsafe.choreo", "mixed"],
    ["sy-closedness-trap.choreo", "silent-stop"],
  ]);
});
