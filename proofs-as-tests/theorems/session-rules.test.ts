import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { systemNetwork } from "../../calculus/semantics/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import { selectRules, sessionRules } from "./index.ts";

/** How often each rule fires in the first so many configurations of the systems of a text. */
function firings(text: string, configurations: number): readonly string[] {
  const { model } = analyseText(text);
  if (model === undefined) return [];
  return [...model.systems.values()].flatMap((system) => {
    const network = systemNetwork(model, system, contracts(model));
    if (!network.ok) return [];
    const chooser = recordingChooser();
    const reached = network.system.initial(chooser.initial());
    const open = [...reached];
    const seen = new Set(open.map((configuration) => network.system.key(configuration)));
    const fired: string[] = [];
    for (let next = open.pop(); next !== undefined && seen.size < configurations; next = open.pop()) {
      for (const { rules, target } of network.system.steps(next, chooser)) {
        fired.push(...rules);
        const key = network.system.key(target);
        if (seen.has(key)) continue;
        seen.add(key);
        open.push(target);
      }
    }
    return fired;
  });
}

test("the systems of the corpus exercise every rule about the ends of further sessions and about guarded choices", () => {
  const files = readdirSync("corpus/systems").filter((file) => file.endsWith(".choreo"));
  const fired = new Set(files.flatMap((file) => firings(readFileSync(`corpus/systems/${file}`, "utf8"), 200)));
  expect([...sessionRules, ...selectRules].filter((rule) => !fired.has(rule))).toEqual([]);
});
