/** From proofs about whole runs to certificates of them: the argument that no run ends too early, the tuples of measures that fall, and of all invariants those that they need. */
import type { Model } from "../../../calculus/core/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import type { ParsedFile } from "../../../calculus/syntax/index.ts";
import { expressionTypes } from "../../../calculus/typing/index.ts";
import { aimPrograms, mayBeCutOff } from "../head-first/aims.ts";
import type { Watched } from "../head-first/conditions.ts";
import { mayLackValue } from "../head-first/conditions.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import type { Program } from "../head-first/program.ts";
import { forSolvers, programOf } from "../head-first/program.ts";
import type { RankedRuns } from "../head-first/whole-runs.ts";
import { surveyWholeRuns } from "../head-first/whole-runs.ts";
import { namedVariables } from "../head-first/variable-names.ts";
import { newTerms } from "../terms/index.ts";
import { newContext, Refusal } from "../values/index.ts";
import type { Argument, Falls, Proof } from "./certificate.ts";
import { rankingObligations } from "./obligations.ts";
import { allFormulas, argumentFor, Cores, decidersOf, inductiveCore, invariantsIn, sizesOf, whereOf } from "./prove.ts";
import { claimedOfRuns } from "./question.ts";
import { readMeasure } from "./read-formula.ts";

export type FoundRunProof = { readonly kind: "found"; readonly proof: Proof } | { readonly kind: "none" | "violated" | "vacuous"; readonly reason: string };

/** A proof of the property of whole runs, under the fairness that it names itself, or the usual one. The cost is that of the solver, within the effort. */
export function runProofFor(
  property: string,
  subject: string,
  program: Program,
  { model, files }: { readonly model: Model; readonly files: readonly ParsedFile[] },
  effort: Effortful,
  roundOf: (needed: Watched, program: Program) => number | undefined,
): FoundRunProof {
  const none = (reason: string): FoundRunProof => ({ kind: "none", reason });
  const claim = claimedOfRuns(property, subject, model);
  if (!claim.ok) return none(claim.reason);
  const { aim, contraries, fairness } = claim.claim;
  const answer = surveyWholeRuns(model, subject, aim, fairness, effort);
  // Whether a run that ends without it is one in which something should have led to it, its confirmation says.
  if (answer.outcome === "violated")
    return aim.whenever === undefined ? { kind: "violated", reason: "`verify` shows the run" } : none("the solver finds a run that ends without it");
  if (answer.outcome === "vacuous") return { kind: "vacuous", reason: answer.reason ?? "" };
  if (answer.ranked === undefined) return none(answer.reason ?? `it is ${answer.outcome}`);
  const { runs, untilAim } = aimPrograms(aim, model, program);
  const types = expressionTypes(files);
  const arguments_ = (which: readonly Watched[], of: Program): Argument | string => {
    const found = argumentFor(which, of, decidersOf(of, effort), model, types, effort);
    return found.kind === "found" ? found.argument : found.kind === "none" ? found.reason : "the solver finds the contrary";
  };
  const argument = arguments_(contraries, untilAim);
  if (typeof argument === "string") return none(argument);
  const falls = answer.ranked.tuples.size === 0 ? undefined : fallsOf(answer.ranked, answer.ranked.isComplete ? runs : untilAim, model, files, effort);
  if (typeof falls === "string") return none(falls);
  const choices = mayLackValue(program) ? arguments_([{ kind: "no-value" }], program) : undefined;
  if (typeof choices === "string") return none(choices);
  const whenever = aim.whenever === undefined ? undefined : roundOf({ kind: "formula", formula: aim.whenever, wanted: true, at: "states" }, program);
  const kept = mayBeCutOff(runs) ? roundOf({ kind: "kept-end" }, runs) : undefined;
  const wholeRuns = {
    fairness,
    ...(falls === undefined ? {} : { falls }),
    ...(choices === undefined ? {} : { choices }),
    ...(whenever === undefined ? {} : { whenever }),
    ...(kept === undefined ? {} : { kept }),
  };
  return { kind: "found", proof: { property, argument, wholeRuns } };
}

/** An argument that no run ends without what it has to come to; undefined where the property is about no whole runs, and where none is found. The cost is that of the solver, within the effort. */
export function endsArgumentFor(
  property: string,
  subject: string,
  { model, files }: { readonly model: Model; readonly files: readonly ParsedFile[] },
  effort: Effortful,
): Argument | undefined {
  const claim = claimedOfRuns(property, subject, model);
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  if (!claim.ok || !machine.ok) return undefined;
  const { aim, contraries } = claim.claim;
  const { untilAim } = aimPrograms(aim, model, programOf(machine.built));
  const found = argumentFor(contraries, untilAim, decidersOf(untilAim, effort), model, expressionTypes(files), effort);
  return found.kind === "found" ? found.argument : undefined;
}

/** The tuples with the invariants that they need, or why there are none that can be written. */
function fallsOf(
  { tuples, invariants, isComplete }: RankedRuns & { readonly isComplete: boolean },
  program: Program,
  model: Model,
  files: readonly ParsedFile[],
  effort: Effortful,
): Falls | string {
  const context = newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic: "integers" });
  const types = expressionTypes(files);
  const scope = { definitions: program.machine.definitions, types, variables: namedVariables(program.process) };
  const unreadable: string[] = [];
  const read = new Map(
    [...tuples].map(([point, tuple]) => [
      point,
      tuple.flatMap((text) => {
        const reading = readMeasure(text, scope);
        if (!reading.ok) unreadable.push(reading.reason);
        return reading.ok ? [reading.measure] : [];
      }),
    ]),
  );
  if (unreadable[0] !== undefined) return unreadable[0];
  try {
    const sizes = sizesOf(program, context);
    const formulas = allFormulas([{ invariants }], program, types);
    const asking = new Cores(effort, context);
    const needed = asking.all([...rankingObligations(program, read, sizes, formulas, context)].filter(({ name }) => name.startsWith("ranking")));
    const kept = needed === undefined ? undefined : inductiveCore(needed, formulas, program, sizes, context, asking);
    if (kept === undefined) return "the measures do not fall with those of the invariants alone that can be written in the language";
    const measures = [...tuples].map(([location, tuple]) => ({ location, where: whereOf(location, program, model.sources), tuple }));
    return { until: isComplete ? "end" : "aim", sizes, invariants: invariantsIn(formulas, kept, program, model.sources), measures };
  } catch (error) {
    if (error instanceof Refusal) return `a state at a loop has no encoding: ${error.message}`;
    throw error;
  }
}
