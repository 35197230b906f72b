/** Generated code gives the graph of the rules, and their figures, of every network that the corpus asks about. */
import { expect, inject, test } from "vitest";
import { readNetwork } from "../calculus/core/index.ts";
import type { Model } from "../calculus/core/index.ts";
import { analyse, memoryReader } from "../calculus/loading/index.ts";
import { projectionErrors } from "../calculus/projection/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { isClosed, labelKey, networkSystem, systemNetwork } from "../calculus/semantics/index.ts";
import type { NetworkConfiguration, NetworkSystem } from "../calculus/semantics/index.ts";
import { factsByCode, graphByCode, graphOfNetwork, networkFacts } from "../checker/graph/index.ts";
import type { SystemGraph } from "../checker/graph/index.ts";
import { corpusTexts } from "./judge-corpus.ts";

/** The networks of every so many-th file are compared, and of all files of `faults`: all of them take a minute. */
const every = inject("isDeep") ? 1 : 40;
/** Larger networks are compared up to here. */
const limits = { maxStates: 500, memory: 2 ** 28 };

/** The networks that expectations name, and those of what is not named. */
function networksOf(model: Model): readonly NetworkSystem[] {
  const isSound = projectionErrors(model).length === 0;
  const subjects = [...[...model.procedures.values()].filter((one) => isSound && isClosed(one)).map(({ name }) => name), ...model.systems.keys()];
  return subjects.flatMap((subject): readonly NetworkSystem[] => {
    const named = model.expectations.filter((one) => one.subject.text === subject).map(({ network, faults }) => JSON.stringify([network, faults ?? null]));
    return [...new Set([JSON.stringify(["fifo", null]), ...named])].flatMap((key) => {
      const [words, fault] = JSON.parse(key) as readonly [string, string | null];
      const [reading, faults] = [readNetwork(words), model.faults.get(fault ?? "")];
      if (!reading.ok) return [];
      const on = { network: reading.network, ...(faults === undefined ? {} : { faults }) };
      const system = model.systems.get(subject);
      const found = system === undefined ? networkSystem(model, subject, on) : systemNetwork(model, system, contracts(model), on);
      return found.ok ? [found.system] : [];
    });
  });
}

/** Everything but the configurations, as text. */
function shown(graph: SystemGraph<NetworkConfiguration>): string {
  const { states, initial, offsets, targets, labels, actions, final, expanded, parents, arrivals, depths, peaks, ending, incomplete, chooser } = graph;
  const numbers = [initial, offsets, targets, labels, final, parents, arrivals, depths].map((list) => list.join());
  const met = [chooser.limits, chooser.empty, chooser.leftOut].map((reasons) => [...reasons]);
  return JSON.stringify({ states, expanded, ending, incomplete, peaks, met, infinite: [...chooser.infinite], actions: actions.map(labelKey), numbers });
}

/** Where the texts begin to differ, in a few words. */
function differing(left: string, right: string): string {
  if (left === right) return "";
  let at = 0;
  while (left[at] === right[at]) at += 1;
  return `${left.slice(at, at + 60)} is not ${right.slice(at, at + 60)}`;
}

test("the graph, where it is cut short too", () => {
  const texts = corpusTexts(import.meta.dirname);
  const counts = { compiled: 0, others: 0, cut: 0 };
  for (const [number, path] of [...texts.keys()].entries()) {
    if (number % every !== 0 && !/^faults\//.test(path)) continue;
    const { model } = analyse(path, memoryReader(texts));
    if (model === undefined) continue;
    for (const network of networksOf(model)) {
      const rules = graphOfNetwork(network, limits);
      const code = graphByCode(model, network, limits);
      if (!code.ok) {
        counts.others += 1;
        continue;
      }
      counts.compiled += 1;
      if (rules.ending.kind !== "complete") counts.cut += 1;
      expect(differing(shown(code.graph), shown(rules)), path).toBe("");
      for (let state = 0; state < rules.states; state += 9)
        expect(network.key(code.graph.configuration(state)), path).toBe(network.key(rules.configuration(state)));
      const facts = factsByCode(model, network, limits);
      if (!facts.ok) throw new Error(facts.reason);
      expect(facts.found.facts, path).toEqual(networkFacts(rules, network));
      expect([facts.found.ending, facts.found.incomplete], path).toEqual([rules.ending, rules.incomplete]);
    }
  }
  expect(counts.compiled).toBeGreaterThan(20);
});
