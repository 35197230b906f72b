/** The dependency rules still bite: each forbidden import is reported by name, and the tool has really read the tree. */
import { cruise } from "dependency-cruiser";
import type { ICruiseOptions, ICruiseResult } from "dependency-cruiser";
import { createRequire } from "node:module";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const { forbidden, options } = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as {
  readonly forbidden: readonly unknown[];
  readonly options: ICruiseOptions;
};
const scratch = mkdtempSync(join(tmpdir(), "choreo-verify-rules-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A small tree that breaks rules, each file with one import. */
const breaches: readonly (readonly [rule: string, file: string, text: string])[] = [
  ["calculus-imports-nothing-above", "calculus/core/a.ts", 'import "../../interpreter/index.ts";'],
  ["interpreter-imports-calculus-only", "interpreter/b.ts", 'import "../checker/index.ts";'],
  ["checker-imports-no-effects", "checker/c.ts", 'import "../bin/main.ts";'],
  ["bin-imports-no-tests", "bin/d.ts", 'import "../proofs-as-tests/law.ts";'],
  ["folders-are-entered-by-their-door", "calculus/typing/e.ts", 'import "../core/secret.ts";'],
  ["layers-are-entered-by-their-doors", "checker/m.ts", 'import "../calculus/core/secret.ts";'],
  ["the-core-is-entered-by-its-doors", "bin/f.ts", 'import "../calculus/core/secret.ts";'],
  ["core-modules-at-the-edge-only", "calculus/core/g.ts", 'import "node:fs";'],
  ["no-cycles", "checker/h.ts", 'import "./i.ts";'],
  ["nothing-imports-a-test", "checker/j.ts", 'import "./k.test.ts";'],
  ["certificates-are-rechecked-by-the-calculus-alone", "checker/certificates/recheck.ts", 'import "../index.ts";'],
  ["invariants-are-rechecked-without-the-prover", "checker/smt/invariant-certificates/recheck.ts", 'import "./prove.ts";'],
  ["everything-resolves", "checker/l.ts", 'import "./nowhere.ts";'],
];
const others = [
  "interpreter/index.ts",
  "checker/index.ts",
  "bin/main.ts",
  "proofs-as-tests/law.ts",
  "calculus/core/secret.ts",
  "checker/k.test.ts",
  "checker/smt/invariant-certificates/prove.ts",
];

async function violations(baseDir: string, folders: readonly string[]): Promise<{ readonly rules: readonly string[]; readonly modules: number }> {
  const result = await cruise([...folders], {
    ...options,
    tsConfig: { fileName: join(root, "tsconfig.json") },
    baseDir,
    validate: true,
    ruleSet: { forbidden },
  } as ICruiseOptions);
  const { summary, modules } = result.output as ICruiseResult;
  return { rules: summary.violations.map((violation) => violation.rule.name), modules: modules.length };
}

test("every forbidden import of a fixture is reported by the rule that forbids it", async () => {
  const files = [
    ...breaches.map(([, file, text]) => [file, text] as const),
    ...others.map((file) => [file, "export {};"] as const),
    ["checker/i.ts", 'import "./h.ts";'] as const,
  ];
  for (const [file, text] of files) {
    mkdirSync(dirname(join(scratch, file)), { recursive: true });
    writeFileSync(join(scratch, file), `${text}\n`);
  }
  const { rules } = await violations(scratch, ["calculus", "interpreter", "checker", "bin", "proofs-as-tests"]);
  expect([...new Set(rules)].sort()).toEqual(breaches.map(([rule]) => rule).sort());
});

/** A part of it: all of it is read by `npm run depcruise`. */
test("the tool reads the real tree", async () => {
  const { rules, modules } = await violations(root, ["calculus/core"]);
  expect(modules).toBeGreaterThan(20);
  expect(rules).toEqual([]);
});
