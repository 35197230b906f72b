/** The corpus judges itself: every expectation is met, every counterexample replays, and no count of the manifest falls. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { amend, applyEdits } from "../calculus/amendment/index.ts";
import { readNetwork } from "../calculus/core/index.ts";
import { analyse, memoryReader } from "../calculus/loading/index.ts";
import { projectionErrors } from "../calculus/projection/index.ts";
import { networkSystem, systemNetwork } from "../calculus/semantics/index.ts";
import { contracts, globalAutomaton, replayRuns } from "../calculus/protocols/index.ts";
import { countStatements, printFile } from "../calculus/syntax/index.ts";
import { chooseSolver, verifyModel } from "../checker/index.ts";
import { embeddedEngine } from "../checker/smt/backends/index.ts";
import { replay } from "../interpreter/index.ts";
import type { JudgedFile } from "./judge-corpus.ts";
import { corpusTexts, judgeFile, readManifest } from "./judge-corpus.ts";

const texts = corpusTexts(import.meta.dirname);
/** Programs with data are decided by a solver, which takes a second each: every tenth is judged in `npm test`, and all of them by `choreo-verify corpus corpus/data`. */
const isDeep = inject("isDeep");
const every = isDeep ? 1 : 10;
const manifest = readManifest(join(import.meta.dirname, "manifest.json"));
/** So many configurations of a machine that replays take a second: what has more is judged in deep runs, and by `choreo-verify corpus corpus/sagas`. */
const mostConfigurations = isDeep ? Number.MAX_SAFE_INTEGER : 3000;
const paths = [...texts.keys()].filter((path, index) => {
  if (path.startsWith("data/")) return index % every === 0;
  return !path.startsWith("sagas/") || (manifest.counts[path]?.states ?? 0) <= mostConfigurations;
});

/** What the solver was asked. */
const scripts = new Map<string, string>();
const solver = chooseSolver("wasm", { keep: (_, hash, text) => void scripts.set(hash, text) });
afterAll(() => {
  solver.close();
});

const judgements = new Map<string, JudgedFile>();
function judged(path: string): JudgedFile {
  let known = judgements.get(path);
  if (known === undefined) judgements.set(path, (known = judgeFile(texts, path, solver)));
  return known;
}

const themes = [...new Set(paths.map((path) => path.slice(0, path.indexOf("/"))))];

describe.each(themes)("%s", (theme) => {
  test.each(paths.filter((path) => path.startsWith(`${theme}/`)))("%s is as expected", (path) => {
    const { report } = judged(path);
    expect(report.expectations.length).toBeGreaterThan(0);
    expect(report.expectations.filter(({ met }) => !met).map((one) => `line ${one.line}: ${one.item} is ${one.actual}, expected ${one.expected}`)).toEqual([]);
    expect(report.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(report.verdicts.filter(({ verdict }) => verdict === "disagreement")).toEqual([]);
    // Nothing that is judged without being asked for is left unexpected either.
    expect(report.exitCode).toBe(0);
  });
});

test("every counterexample and witness of the corpus replays in the network, and the violated ones say where and why", () => {
  let replayed = 0;
  for (const path of paths) {
    const { analysis, report } = judged(path);
    for (const { subject, property, counterexample, network: words, faults: fault } of report.verdicts) {
      const { model } = analysis;
      if (counterexample === undefined || model === undefined) continue;
      const system = model.systems.get(subject);
      const [reading, faults] = [readNetwork(words), model.faults.get(fault)];
      const on = { ...(reading.ok ? { network: reading.network } : {}), ...(faults === undefined ? {} : { faults }) };
      const network = system === undefined ? networkSystem(model, subject, on) : systemNetwork(model, system, contracts(model), on);
      if (!network.ok) throw new Error(`${path}: ${subject} has a counterexample and no network`);
      expect(replay(network.system, counterexample.trace).kind, `${path}: ${subject} : ${property}`).toBe("replayed");
      expect(counterexample.message, path).not.toBe("");
      expect(counterexample.reproduce, path).toContain(path);
      replayed += 1;
    }
  }
  expect(replayed).toBeGreaterThan(80);
});

/** What is said of the text of automata, or compares two of them: a state, or a path of one role, is the evidence. */
const aboutAutomata = /^(?:directed|no-mixed-states|subtype|async-subtype)(?:\(|$)/;

test("every violated verdict about runs shows one, unless it is a witness that does not exist", () => {
  for (const path of paths) {
    const { analysis, report } = judged(path);
    for (const { subject, property, verdict, method, reason, counterexample, indistinguishable, networkRun, lasso, faultyRun } of report.verdicts) {
      const isWitness = analysis.model?.properties.find(({ name }) => name === property)?.property.kind === "witness";
      if (verdict !== "violated" || method === "typing" || method === "projection" || isWitness || property.startsWith("states(")) continue;
      // Compatibility is defined for automata without mixed states.
      if (aboutAutomata.test(property) || reason?.includes("the class has no such state") === true) continue;
      // A message that is sent in no run has none.
      if (property === "satisfiable") continue;
      expect(counterexample ?? indistinguishable ?? networkRun ?? lasso ?? faultyRun, `${path}: ${subject} : ${property}`).toBeDefined();
    }
  }
});

test("every pair of runs that a role cannot tell apart replays in its protocol", () => {
  let replayed = 0;
  for (const path of paths) {
    const { analysis, report } = judged(path);
    for (const { subject, property, indistinguishable = [] } of report.verdicts) {
      const protocol = analysis.model?.protocols.get(subject);
      if (protocol === undefined) continue;
      const automaton = globalAutomaton(protocol.type, protocol.roles);
      for (const runs of indistinguishable) expect(replayRuns(automaton, runs), `${path}: ${subject} : ${property}`).toEqual({ ok: true });
      replayed += indistinguishable.length;
    }
  }
  expect(replayed).toBeGreaterThan(60);
});

test("every unprojectable program of the corpus is amended into one that is projectable and safe", () => {
  let amended = 0;
  for (const path of paths) {
    const { model, files } = judged(path).analysis;
    if (model === undefined || projectionErrors(model).length === 0) continue;
    const { edits, unrepaired } = amend(files, model);
    expect(unrepaired, path).toEqual([]);
    const text = applyEdits(texts.get(path) ?? "", 0, edits);
    const { verdicts } = verifyModel(analyse(path, memoryReader(new Map([...texts, [path, text]]))), { ignoreExpect: true });
    const asked = verdicts.filter(
      ({ subject, property }) => model.procedures.has(subject) && (property === "projectable" || property === "deadlock-free" || property === "reception-safe"),
    );
    expect(
      asked.map(({ subject, property, verdict }) => [subject, property, verdict]).filter(([, , verdict]) => verdict !== "proved"),
      path,
    ).toEqual([]);
    expect(asked.length, path).toBeGreaterThan(0);
    amended += 1;
  }
  expect(amended).toBeGreaterThan(50);
});

test("every repair of a protocol of the corpus makes its verdict a yes", () => {
  let repaired = 0;
  for (const path of paths) {
    for (const { subject, property, repair } of judged(path).report.verdicts) {
      if (repair === undefined) continue;
      const text = applyEdits(texts.get(path) ?? "", 0, repair.edits);
      const { verdicts } = verifyModel(analyse(path, memoryReader(new Map([[path, text]]))), { ignoreExpect: true, property });
      expect(verdicts.find((one) => one.subject === subject)?.verdict, `${path}: ${subject} : ${property}`).toBe("proved");
      repaired += 1;
    }
  }
  expect(repaired).toBeGreaterThan(20);
});

test("no count of the manifest has fallen, and every file stands in it", () => {
  expect([...texts.keys()].filter((path) => manifest.counts[path] === undefined)).toEqual([]);
  for (const [path, { expectations, states, transitions }] of Object.entries(manifest.counts)) {
    expect(texts.has(path), path).toBe(true);
    if (!paths.includes(path)) continue;
    expect(judged(path).counts.expectations, path).toBeGreaterThanOrEqual(expectations);
    expect(judged(path).counts.states, path).toBeGreaterThanOrEqual(states);
    expect(judged(path).counts.transitions, path).toBeGreaterThanOrEqual(transitions);
  }
  expect(texts.size).toBeGreaterThanOrEqual(manifest.files);
  expect(manifest.files).toBe(Object.keys(manifest.counts).length);
  expect(manifest.expectations).toBe(Object.values(manifest.counts).reduce((sum, { expectations }) => sum + expectations, 0));
});

test("the corpus is as large as it has to be", () => {
  const inTheme = (theme: string): readonly string[] => [...texts.keys()].filter((path) => path.startsWith(`${theme}/`));
  expect(paths.length).toBeGreaterThanOrEqual(300);
  expect(manifest.expectations).toBeGreaterThanOrEqual(1300);
  expect(inTheme("literature").length).toBeGreaterThanOrEqual(60);
  expect(inTheme("protocols").length).toBeGreaterThanOrEqual(80);
  expect(inTheme("global-types").length).toBeGreaterThanOrEqual(89);
  expect(inTheme("negative").length).toBeGreaterThanOrEqual(100);
  expect(inTheme("data").length).toBeGreaterThanOrEqual(80);
});

test("every expectation stands beside its origin, and every program of the literature names its source", () => {
  for (const [path, text] of texts) {
    const unfounded = text.split("\n").filter((line) => line.startsWith("expect ") && !/; \/\/ (paper|oracle|hand)[ :(]/.test(line));
    expect(unfounded, path).toEqual([]);
    if (text.startsWith("// expect error")) expect(text, path).toMatch(/\/\/.*hand: /);
    if (path.startsWith("literature/")) expect(text, path).toContain("/// Source: ");
    if (path.startsWith("protocols/") || path.startsWith("global-types/")) expect(text, path).toContain("// Source: ");
  }
});

test("the table of sources names every program of the literature, and every protocol without a projection", () => {
  const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  const isListed = (path: string): boolean =>
    path.startsWith("literature/") || (path.startsWith("protocols/") && (texts.get(path) ?? "").includes("= violated"));
  expect(paths.filter((path) => isListed(path) && !readme.includes(`(${path})`))).toEqual([]);
});

test("files that parse are written as `fmt` writes them, and no statement is lost on the way", () => {
  for (const path of paths) {
    const { analysis } = judged(path);
    const [file] = analysis.files;
    if (file === undefined || (texts.get(path) ?? "").startsWith("// expect error")) continue;
    expect(printFile(file), path).toBe(texts.get(path));
    // A file may say of what it imports on which machine it runs, and nothing else.
    if (!file.declarations.some(({ kind }) => kind === "import")) expect(countStatements(file), path).toBeGreaterThan(0);
  }
});

test("what the solver was asked it answers the same, to the last step, if its exceptions go through JavaScript", () => {
  const effort = { milliseconds: 600_000, steps: 1_000_000 };
  const engines = (["of ours", "of the package"] as const).map((exceptions) => embeddedEngine(undefined, exceptions));
  const contexts = engines.map((engine) => ({ engine, context: engine.open() }));
  const asked = [...scripts.values()].slice(0, isDeep ? scripts.size : 12);
  expect(asked.length).toBeGreaterThan(0);
  for (const text of asked) {
    const [ours, theirs] = contexts.map(({ engine, context }) => {
      context.forget();
      context.begin(effort);
      return context.say(`${engine.bounds(effort)}${text}(get-model)\n(get-info :rlimit)\n`, effort);
    });
    expect(ours).toMatchObject({ kind: "reply" });
    expect(ours).toEqual(theirs);
  }
  for (const engine of engines) engine.close();
});
