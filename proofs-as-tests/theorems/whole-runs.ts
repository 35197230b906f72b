/** Properties of whole runs on generated programs: every lasso is confirmed, damaged ones are not, and where runs end the verdict is that of all of them. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import type { Expression, Fairness, Formula, ParsedFile } from "../../calculus/syntax/index.ts";
import type { NetworkSystem } from "../../calculus/semantics/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";
import { judgeRunProperties, recheckRun, runPropertyOf, type RunProperty, type WrittenRunProperty } from "../../checker/liveness/index.ts";
import { networkScene, type Verdict } from "../../checker/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import { ordinary } from "../generators/programs.ts";
import { binary, integer, name, variable } from "../generators/syntax.ts";
import type { Implementation } from "../implementation.ts";
import { count, share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const fairnesses: readonly Fairness[] = ["no-fairness", "weak-fairness", "strong-fairness"];
const options = { maxStates: 60, paranoid: true };
/** Steps that are followed to look at every maximal run of a program whose runs end. */
const mostSteps = 120;

function isValue(role: string, field: string, value: number): Formula {
  const read: Expression = { kind: "field", of: variable(role), name: name(field), span: nowhere };
  return { kind: "expression", expression: binary("==", read, integer(value)), span: nowhere };
}

/** Three properties over the fields of the roles. */
function propertiesOf(model: Model): readonly WrittenRunProperty[] {
  const [first = "A", second = "B", third = "C"] = [...model.roles.keys()];
  const [left, right] = [isValue(first, "x", 1), isValue(second, "y", 2)];
  const not = (operand: Formula): Formula => ({ kind: "not", operand, span: nowhere });
  return [
    { kind: "eventually", formula: isValue(third, "x", 2), span: nowhere },
    { kind: "leads-to", left, right, span: nowhere },
    { kind: "until", left: not(left), right: { kind: "at-end", role: name(second), span: nowhere }, span: nowhere },
  ];
}

type Network = NetworkSystem;

function onProgram(program: ParsedFile, implementation: Implementation, tally: Tally): Refutation | undefined {
  const model = modelOf(program);
  const network = model && implementation.systems(model)?.network;
  if (model === undefined || network === undefined) return undefined;
  tally.add("programs");
  const judged = { model, subject: "main", network, architecture: "fifo", faults: "none", assumptions: [] };
  const properties = propertiesOf(model).map((written) => ({ written, property: runPropertyOf(written, model) }));
  const asked = properties.flatMap(({ property }) => fairnesses.map((fairness) => ({ name: "P", property, fairness, span: nowhere })));
  const all = judgeRunProperties(judged, asked, options, implementation.parts.runs);
  for (const [place, { written, property }] of properties.entries()) {
    const verdicts = all.slice(place * fairnesses.length, (place + 1) * fairnesses.length);
    for (const [index, verdict] of verdicts.entries()) {
      tally.add("questions");
      tally.add(verdict.verdict);
      const what = `${written.kind} with ${fairnesses[index] ?? ""}`;
      if (verdict.verdict === "disagreement") return { kind: "unconfirmed", message: `${what}: ${verdict.reason ?? ""}` };
      if (verdict.verdict === "violated" && index > 0 && verdicts[index - 1]?.verdict === "proved")
        return { kind: "monotone", message: `${what} is violated, and proved with a weaker assumption` };
      const accepted = verdict.counterexample === undefined ? undefined : acceptsDamage(network, property, fairnesses[index] ?? "no-fairness", verdict, tally);
      if (accepted !== undefined) return { kind: "damaged", message: `${what}: ${accepted} is accepted` };
    }
    const [unfair, , fair] = verdicts;
    if (unfair?.counterexample !== undefined && fair?.verdict === "proved" && isAccepted(network, property, "strong-fairness", unfair))
      return { kind: "damaged", message: `${written.kind}: an unfair run is accepted as a fair one` };
    const fails = failsAtSomeEnd(network, property);
    if (fails === undefined || unfair === undefined) continue;
    tally.add("programs whose runs end");
    if (unfair.verdict !== "unknown" && unfair.verdict !== "vacuous" && unfair.verdict !== "error" && (unfair.verdict === "violated") !== fails)
      return { kind: "runs", message: `${written.kind} is ${unfair.verdict}, and ${fails ? "some" : "no"} maximal run contradicts it` };
  }
  return undefined;
}

type Run = Parameters<typeof recheckRun>[3];

function runOf({ counterexample }: Verdict): Run | undefined {
  if (counterexample === undefined) return undefined;
  const { trace, loop } = counterexample;
  return { choices: trace.initial.choices, labels: trace.steps.map(({ label }) => label), ...(loop === undefined ? {} : { loop }) };
}

function isAccepted(network: Network, property: RunProperty, fairness: Fairness, verdict: Verdict): boolean {
  const run = runOf(verdict);
  return run !== undefined && recheckRun(network, property, fairness, run).kind === "confirmed";
}

/** A damaged run that is accepted all the same. */
function acceptsDamage(network: Network, property: RunProperty, fairness: Fairness, verdict: Verdict, tally: Tally): string | undefined {
  const run = runOf(verdict);
  if (run === undefined) return undefined;
  const { choices, labels, loop } = run;
  const always: RunProperty = { shape: "eventually", atoms: [{ text: "true", truthAt: () => ({ kind: "true" }), readsEvents: false, readsPositions: false }] };
  const damaged: readonly (readonly [string, RunProperty, Run])[] = [
    ["a run that satisfies the property", always, run],
    ...(loop === undefined
      ? [["a run without its last step", property, { choices, labels: labels.slice(0, -1) }] as const].filter(() => labels.length > 0)
      : [["a round that is said to be an end", property, { choices, labels }] as const]),
    ...(loop === undefined ? [] : [["an empty round", property, { choices, labels: labels.slice(0, loop), loop }] as const]),
  ];
  for (const [what, claimed, changed] of damaged) {
    tally.add("damaged runs");
    if (recheckRun(network, claimed, fairness, changed).kind === "confirmed") return what;
  }
  return undefined;
}

/** Whether some maximal run contradicts the property, one after the other; undefined if a run goes on for too long, or somebody stops at an assumption. */
function failsAtSomeEnd(network: Network, { shape, atoms: [first, second] }: RunProperty): boolean | undefined {
  const chooser = exhaustive(() => undefined);
  let steps = 0;
  type Situation = "open" | "failed" | "done";
  const next = (before: Situation, configuration: NetworkConfiguration, label?: Parameters<typeof networkScene>[1]): Situation => {
    const scene = networkScene(configuration, label);
    const holds = (atom: RunProperty["atoms"][number] | undefined): boolean => atom?.truthAt(scene).kind === "true";
    if (shape === "leads-to") return holds(second) ? "done" : holds(first) ? "open" : before;
    if (before !== "open") return before;
    if (shape === "eventually") return holds(first) ? "done" : "open";
    return holds(second) ? "done" : holds(first) ? "open" : "failed";
  };
  /** Whether some run from here contradicts it; undefined: too long. */
  const follow = (configuration: NetworkConfiguration, situation: Situation): boolean | undefined => {
    steps += 1;
    if (steps > mostSteps) return undefined;
    const enabled = network.steps(configuration, chooser);
    if (enabled.length === 0) return situation !== "done";
    let fails = false;
    for (const { label, target } of enabled) {
      const found = follow(target, next(situation, target, label));
      if (found === undefined) return undefined;
      fails ||= found;
    }
    return fails;
  };
  let fails = false;
  for (const configuration of network.initial(chooser)) {
    const found = follow(configuration, next(shape === "leads-to" ? "done" : "open", configuration));
    if (found === undefined) return undefined;
    fails ||= found;
  }
  return fails;
}

export const wholeRuns: Theorem = theorem<ParsedFile>({
  id: "liveness-runs",
  everydayRuns: 50,
  name: "lassos of programs are runs, and verdicts are those of all runs",
  statement:
    "Every run that is found to contradict a property of whole runs is confirmed by a second implementation that repeats it by the rules; damaged ones are not, and neither are unfair ones under strong fairness. Where all runs end, the verdict is that of looking at each maximal run. Nested depth-first search agrees without fairness.",
  reference: "docs/liveness.md",
  forall: programGenerator("small programs that may diverge", {
    ...ordinary,
    roles: [3, 3],
    diverging: 50,
    repetition: 60,
    failures: 15,
    depth: 1,
    length: [1, 2],
  }),
  given: (program, implementation) => {
    const model = modelOf(program);
    return model !== undefined && implementation.projectable(model);
  },
  then: onProgram,
  demands: [share("violated", "questions", 10), share("proved", "questions", 5), count("programs whose runs end", 30), count("damaged runs", 300)],
});
