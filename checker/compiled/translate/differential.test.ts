import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { machineInitial, machineKey, machineOfChoreography, machineOfSystem, machineSteps } from "../../../calculus/machine/index.ts";
import type { BuildOptions, BuiltMachine } from "../../../calculus/machine/index.ts";
import type { Model } from "../../../calculus/core/index.ts";
import { analyse, memoryReader } from "../../../calculus/loading/index.ts";
import { exhaustive } from "../../../calculus/values/index.ts";
import { isClosed } from "../../../calculus/semantics/index.ts";
import { projection, projectionErrors } from "../../../calculus/projection/index.ts";
import { contracts } from "../../../calculus/protocols/index.ts";
import { compileSearch, searchBreadthFirst } from "../exploration/index.ts";
import type { Search } from "../exploration/index.ts";
import { decode } from "../layout/index.ts";
import { rowOf } from "../exploration/index.ts";
import type { Watch } from "../watch.ts";
import { firstTranslation, prepare, retranslate } from "./index.ts";
import type { Translation } from "./index.ts";

interface Reference {
  readonly keys: readonly string[];
  readonly transitions: number;
  readonly complete: boolean;
}

/** Breadth first by the semantics of machines. */
function reference({ machine }: BuiltMachine, maxStates: number): Reference | undefined {
  let isInfinite = false;
  const chooser = exhaustive(() => (isInfinite = true), () => undefined, () => (isInfinite = true));
  const seen = new Set<string>();
  const queue = [];
  for (const one of machineInitial(machine, chooser)) {
    const key = machineKey(one);
    if (!seen.has(key)) { seen.add(key); queue.push(one); }
  }
  let transitions = 0;
  let at = 0;
  while (at < queue.length) {
    if (seen.size > maxStates) return { keys: [...seen], transitions, complete: false };
    for (const { target } of machineSteps(machine, queue[at++]!, chooser)) {
      transitions++;
      const key = machineKey(target);
      if (!seen.has(key)) { seen.add(key); queue.push(target); }
    }
  }
  return isInfinite ? undefined : { keys: [...seen], transitions, complete: true };
}

function compiled(built: BuiltMachine, model: Model, watches: readonly Watch[], backend: "wasm" | "javascript"): { search: Search; translation: Translation } | string {
  const prepared = prepare(built, model);
  if (!prepared.ok) return prepared.reason;
  let translation = firstTranslation(prepared.prepared, watches);
  for (;;) {
    if (typeof translation === "string") return translation;
    const search = searchBreadthFirst(compileSearch(translation.code, translation.bindImports, backend, 2 ** 23), [], { maxStates: 1_000, memory: 2 ** 23 });
    if (search.ending.kind !== "gave-up") return { search, translation };
    translation = retranslate(prepared.prepared, watches, translation, search.ending.reason);
  }
}


function machinesOf(path: string, options: BuildOptions = {}): { model: Model; name: string; built: BuiltMachine }[] {
  const { model } = analyse(path, memoryReader(all));
  if (model === undefined) return [];
  const found: { model: Model; name: string; built: BuiltMachine }[] = [];
  const using = projection();
  if (projectionErrors(model, using).length === 0) {
    for (const procedure of model.procedures.values()) {
      if (!isClosed(procedure)) continue;
      const result = machineOfChoreography(model, procedure.name, { projection: using, ...options });
      if (result.ok) found.push({ model, name: procedure.name, built: result.built });
    }
  }
  for (const system of model.systems.values()) {
    const result = machineOfSystem(model, system, contracts(model), { projection: using, ...options });
    if (result.ok) found.push({ model, name: system.name, built: result.built });
  }
  return found;
}

const corpus = new URL("../../../corpus/", import.meta.url).pathname;
const paths = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".choreo"));
const all = new Map(paths.map((path) => [path, readFileSync(corpus + path, "utf8")]));

describe("corpus", () => {
  test("all", () => {
    let count = 0, native = 0, skipped = 0, big = 0;
    const failures: string[] = [];
    const reasons = new Map<string, number>();
    const only = process.env["ONLY"];
    for (const path of all.keys()) {
      if (only !== undefined && !path.includes(only)) continue;
      for (const { model, name, built } of machinesOf(path.replace(/^corpus./, ""))) {
        try {
          process.stderr.write(`${path} ${name} ${Math.round(performance.now())}\n`);
          const ref = reference(built, 400);
          if (ref === undefined) { skipped++; continue; }
          if (!ref.complete) { big++; continue; }
          for (const backend of ["wasm", "javascript"] as const) {
            const result = compiled(built, model, [], backend);
            if (typeof result === "string") { reasons.set(result, (reasons.get(result) ?? 0) + 1); continue; }
            const { search, translation } = result;
            const keys = Array.from({ length: search.states }, (_, row) => machineKey(decode(rowOf(search, row), translation.layout)));
            if (search.transitions !== ref.transitions || JSON.stringify(keys) !== JSON.stringify(ref.keys))
              failures.push(`${path} ${name} ${backend}: ${search.states}/${ref.keys.length} states, ${search.transitions}/${ref.transitions} transitions ${translation.callOuts.join("; ")} first ${keys.findIndex((k, i) => k !== ref.keys[i])}`);
            if (backend === "wasm") { count++; if (translation.callOuts.length === 0) native++; else for (const c of translation.callOuts) { const k = c.replace(/^[^:]*: /, ""); reasons.set(k, (reasons.get(k) ?? 0) + 1); } }
          }
        } catch (error) {
          failures.push(`${path} ${name}: ${(error as Error).stack?.split("\n").slice(0, 6).join(" | ")}`);
        }
      }
    }
    console.log({ count, native, skipped, big }, [...reasons].sort((a, b) => b[1] - a[1]));
    console.log(failures.slice(0, 40).join("\n"));
    expect(failures.length).toBe(0);
  }, 600_000);
});
