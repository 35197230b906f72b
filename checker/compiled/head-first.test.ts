/** Generated code explores head-first machines as the head-first rules do: over the corpus, the same states, transitions and findings. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import type { Model } from "../../calculus/core/index.ts";
import { analyse, analyseText, memoryReader } from "../../calculus/loading/index.ts";
import { machineOfChoreographyHeadFirst } from "../../calculus/machine/index.ts";
import { projection, projectionErrors } from "../../calculus/projection/index.ts";
import { choreographySystem, isClosed, labelKey } from "../../calculus/semantics/index.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { explore } from "../explicit-state/explore.ts";
import { headFirstDecides } from "../head-first/applicability.ts";
import { headFirstSpace } from "../head-first/head-first.ts";
import { questionOf } from "../items.ts";
import type { Question } from "../items.ts";
import { readsEvents } from "../property/one-role.ts";
import { targetOf } from "../targets.ts";
import { exploreCompiled } from "./explore-compiled.ts";
import type { Watch } from "./watch.ts";

/** Every so many-th file is looked at: compiling takes long. An odd number, so that files of both translations are among them. */
const every = inject("isDeep") ? 1 : 9;
const mostStates = 400;
const limits = { maxStates: mostStates, memory: 2 ** 26 };

/** By what it is called; each with the watch that looks for what its target looks for. */
function lookedFor(model: Model): readonly { readonly question: Question; readonly watch: Watch }[] {
  const properties = model.properties.flatMap((definition) => questionOf(definition) ?? []);
  const formulas = properties.flatMap((question): readonly { readonly question: Question; readonly watch: Watch }[] => {
    if (question.kind !== "property" || !headFirstDecides(question, model) || readsEvents(question.property.formula)) return [];
    const { kind, formula } = question.property;
    return [{ question, watch: { kind: "formula", formula, wanted: kind === "never", at: kind === "finally" ? "final-states" : "states" } }];
  });
  return [
    { question: { kind: "built-in", item: "no-failure" }, watch: { kind: "failure" } },
    { question: { kind: "built-in", item: "assert" }, watch: { kind: "violation" } },
    { question: { kind: "built-in", item: "deadlock-free" }, watch: { kind: "deadlock" } },
    ...formulas,
  ];
}

interface Explored {
  readonly figures: Readonly<Record<string, unknown>>;
  /** Of questions about steps the labels of the run. */
  readonly runs: readonly (readonly string[] | undefined)[];
  readonly found: readonly boolean[];
}

/** Undefined where a choice has infinitely many outcomes or an evaluation meets a limit, and where there are too many states. */
function byRules(model: Model, subject: string): Explored | undefined {
  const chooser = recordingChooser();
  const asked = lookedFor(model);
  // What is looked for does not end the exploration.
  const never = {};
  const targets = new Map([...asked.map(({ question }) => [question, targetOf(question, model, () => undefined)] as const), [undefined, never] as const]);
  const { found, ending, states, transitions, initialStates, finalStates } = explore(
    headFirstSpace(choreographySystem(model, subject), model, chooser),
    targets,
    limits,
  );
  if (ending.kind !== "complete" || chooser.infinite.size > 0 || chooser.limits.size > 0) return undefined;
  return {
    figures: { states, transitions, initialStates, finalStates },
    runs: asked.map(({ question, watch }) => (watch.kind === "formula" ? undefined : found.get(question)?.steps.map(({ label }) => labelKey(label)))),
    found: asked.map(({ question }) => found.has(question)),
  };
}

function byCode(model: Model, subject: string, backend: "wasm" | "javascript"): Explored | string {
  const machine = machineOfChoreographyHeadFirst(model, subject);
  if (!machine.ok) return machine.reason;
  const asked = lookedFor(model);
  const watches = asked.map(({ watch }) => watch);
  const result = exploreCompiled(machine.built, model, watches, limits, { backend, decidedBy: [] });
  if (!result.ok) return result.reason;
  const { found, states, transitions, initialStates, finalStates } = result.exploration;
  return {
    figures: { states, transitions, initialStates, finalStates },
    runs: watches.map((watch, place) =>
      watch.kind === "formula" ? undefined : found.get(place)?.steps.flatMap(({ label, moments = [label] }) => moments.map(labelKey)),
    ),
    found: watches.map((_, place) => found.has(place)),
  };
}

const paths = readdirSync("corpus", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".choreo"))
  .sort();
const texts = new Map(paths.map((path) => [path, readFileSync(`corpus/${path}`, "utf8")]));

test("head-first machines of the corpus have the states, transitions and findings of the rules", () => {
  let compared = 0;
  let findings = 0;
  for (const [number, path] of paths.entries()) {
    const { model } = number % every === 0 ? analyse(path, memoryReader(texts)) : {};
    if (model === undefined || projectionErrors(model, projection()).length > 0) continue;
    for (const { name } of [...model.procedures.values()].filter(isClosed)) {
      const expected = byRules(model, name);
      if (expected === undefined) continue;
      const found = byCode(model, name, number % 2 === 0 ? "wasm" : "javascript");
      if (typeof found === "string" && /nest without end$/.test(found)) continue;
      expect(found, `${path} ${name}`).toEqual(expected);
      compared += 1;
      findings += expected.found.filter((one) => one).length;
    }
  }
  // Which files are looked at by turns changes with every file that is added.
  const share = every === 1 ? 1 : 0.7 / every;
  expect(compared).toBeGreaterThan(230 * share);
  expect(findings).toBeGreaterThan(20 * share);
}, 300_000);

test("formulas about events are not looked for", () => {
  const { model } = analyseText("role A { x: int = 0; } role B { y: int = 0; } choreography main(A, B) { A.x -> B.y; } property P = never sent A -> B;");
  const machine = model && machineOfChoreographyHeadFirst(model);
  const [property] = model?.properties ?? [];
  if (model === undefined || machine?.ok !== true || property?.property.kind !== "never") throw new Error("no machine");
  const watch: Watch = { kind: "formula", formula: property.property.formula, wanted: true, at: "steps" };
  expect(exploreCompiled(machine.built, model, [watch], limits)).toEqual({ ok: false, reason: "events are not looked for head first" });
});
