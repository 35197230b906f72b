/** The table of theorems as Markdown: docs/theorems.md is this text, and a test fails when it is stale. */
import type { Conjecture } from "./conjectures/conjecture.ts";
import type { Mutant } from "./mutants/mutant.ts";
import type { Theorem } from "./theorem.ts";

/** The page, with a line for each theorem, mutant and conjecture. */
export function theoremPage(theorems: readonly Theorem[], mutants: readonly Mutant[], conjectures: readonly Conjecture[]): string {
  return [
    "# Theorems",
    "",
    "What relates the choreographies, their projections, the engines and the texts is stated as theorems and tested on generated programs, not mechanised.",
    "`npm test` runs 300 cases of each, fewer where a case costs much, `npm run test:deep` 500; `choreo-verify theorems --runs N --seed S` runs any number. This page is generated from `proofs-as-tests/`.",
    "",
    "Programs are generated as structure, not rejected until they fit: a decider tells the roles that take part in its branches, some branches share a prefix",
    "that other roles may run before the decision, loops have roles that only act after them, recursion is counted and rotates its roles. Each theorem that",
    "explores does so exhaustively, up to 600 states of a program. Saved counterexamples in `proofs-as-tests/counterexamples/` are tried before anything is",
    "generated. A theorem that discards more cases than it tests fails, and so does one whose statistics miss a demand below.",
    "",
    ...theorems.flatMap((theorem) => [
      `## ${theorem.id}: ${theorem.name}`,
      "",
      theorem.statement,
      "",
      `- Source: ${theorem.reference}.`,
      `- Tested on: ${theorem.generator}.`,
      ...demandLines(theorem),
      ...mutantLines(mutants.filter((mutant) => mutant.killedBy === theorem.id)),
      "",
    ]),
    "## Known falsehoods",
    "",
    "Plausible statements that do not hold, each with a counterexample that the tests run.",
    "",
    ...conjectures.flatMap((conjecture) => [`- **${conjecture.name}.** ${conjecture.statement} *Refuted:* ${conjecture.refutation}`]),
    "",
  ].join("\n");
}

function demandLines(theorem: Theorem): readonly string[] {
  const texts = theorem.demands.map((demand) => demand.text);
  const rules = texts.filter((text) => text.startsWith("rule "));
  const others = texts.filter((text) => !text.startsWith("rule "));
  return [
    ...(others.length === 0 ? [] : [`- Not vacuous: ${others.join("; ")}.`]),
    ...(rules.length === 0 ? [] : [`- Every rule fires at least 100 times in 5000 runs: ${rules.length} rules.`]),
  ];
}

function mutantLines(mutants: readonly Mutant[]): readonly string[] {
  return mutants.map((mutant) => `- Kills the mutant *${mutant.name}*: ${mutant.error}`);
}
