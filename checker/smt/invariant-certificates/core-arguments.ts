/** The arguments of which cores are told, as what has to be impossible of programs in which statements count only if symbols say so: those that certificates have. */
import type { Model } from "../../../calculus/core/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import type { Fairness, ParsedFile } from "../../../calculus/syntax/index.ts";
import { expressionTypes } from "../../../calculus/typing/index.ts";
import { aimPrograms } from "../head-first/aims.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import type { Program } from "../head-first/program.ts";
import { forSolvers, programOf } from "../head-first/program.ts";
import { written } from "../head-first/reliance.ts";
import { watchedInProduct, writtenInProduct } from "../network/product-program.ts";
import type { Context } from "../values/index.ts";
import { refuse } from "../values/index.ts";
import { callObligations, callsOf } from "./call-obligations.ts";
import type { Argument, WholeRuns } from "./certificate.ts";
import type { Formulas, Obligation } from "./obligations.ts";
import { obligationsOf, rankingObligations } from "./obligations.ts";
import { argumentFor, decidersOf } from "./prove.ts";
import { callsArgumentFor } from "./prove-calls.ts";
import { networkArgumentFor } from "./prove-network.ts";
import { runProofFor } from "./prove-whole-runs.ts";
import { claimed, claimedOfRuns } from "./question.ts";
import { formulasOf } from "./recheck-argument.ts";
import { formulasSaid } from "./recheck-calls.ts";
import { tuplesOf } from "./recheck-whole-runs.ts";
import type { Writes } from "./replaceables.ts";

/** What a proof is about, where it is not the choreography head first with the fairness that is the property's own. */
export interface About {
  /** The words of a network: of this one, every interleaving. */
  readonly network?: string;
  readonly fairness?: Fairness;
}

/** A program in which statements count only if symbols say so, and of which nothing is known. */
export type AsIf = <P extends Program>(program: P) => P;

interface Asked {
  readonly obligation: Obligation;
  readonly context: Context;
}

/** An argument that was found. */
export interface Shown {
  /** What it is about; runs begin in the first one. */
  readonly programs: readonly Program[];
  readonly writes: Writes;
  /** What has to be impossible. @throws Refusal @throws Rejection */
  readonly obligations: (asIf: AsIf, fresh: () => Context) => Iterable<Asked>;
}

/** An argument for the property, or why there is none. The cost is that of proving it. @throws Refusal */
export function shownOf(
  property: string,
  subject: string,
  model: Model,
  files: readonly ParsedFile[],
  effort: Effortful,
  { network, fairness }: About,
): Shown | string {
  if (network !== undefined) return ofNetwork(property, subject, network, model, files, effort);
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  if (!machine.ok) return ofCalls(property, subject, machine.reason, model, files, effort);
  const program = programOf(machine.built);
  const ofRuns = claimedOfRuns(property, subject, model);
  if (ofRuns.ok && fairness !== undefined && fairness !== ofRuns.claim.fairness) return "arguments are for the fairness that is the property's own";
  return ofRuns.ok ? ofWholeRuns(property, subject, program, model, files, effort) : headFirst(property, subject, program, model, files, effort);
}

function formulas(argument: Argument, program: Program, files: readonly ParsedFile[]): Formulas {
  return argument.kind === "rounds" ? new Map() : formulasOf(argument.invariants, program, { files });
}

function* withContext(obligations: Iterable<Obligation>, context: Context): Generator<Asked, void> {
  for (const obligation of obligations) yield { obligation, context };
}

function* argued(argument: Argument, contraries: readonly Watched[], program: Program, files: readonly ParsedFile[], context: Context): Generator<Asked, void> {
  yield* withContext(obligationsOf(program, argument, formulas(argument, program, files), contraries, context), context);
}

function headFirst(property: string, subject: string, program: Program, model: Model, files: readonly ParsedFile[], effort: Effortful): Shown | string {
  const claim = claimed(property, subject, model);
  if (!claim.ok) return claim.reason;
  const { contraries } = claim.claim;
  const found = argumentFor(contraries, program, decidersOf(program, effort), model, expressionTypes(files), effort);
  if (found.kind === "seen") return "the solver finds the contrary";
  if (found.kind === "none") return found.reason;
  return { programs: [program], writes: written, obligations: (asIf, fresh) => argued(found.argument, contraries, asIf(program), files, fresh()) };
}

/** That no run ends without what it has to come to, that none goes round for ever, and that choices have values. */
function ofWholeRuns(property: string, subject: string, program: Program, model: Model, files: readonly ParsedFile[], effort: Effortful): Shown | string {
  const claim = claimedOfRuns(property, subject, model);
  if (!claim.ok) return claim.reason;
  const { aim, contraries } = claim.claim;
  const found = runProofFor(property, subject, program, { model, files }, effort, () => undefined);
  if (found.kind !== "found") return found.reason;
  const { argument, wholeRuns } = found.proof;
  if (argument.kind === "calls") return "calls nest without end";
  const { falls, choices }: Partial<WholeRuns> = wholeRuns ?? {};
  return {
    programs: [program],
    writes: written,
    *obligations(asIf, fresh) {
      const replaced = asIf(program);
      const { runs, untilAim } = aimPrograms(aim, model, replaced);
      yield* argued(argument, contraries, untilAim, files, fresh());
      if (falls !== undefined) {
        const ranked = falls.until === "end" ? runs : untilAim;
        const context = fresh();
        const invariants = formulasOf(falls.invariants, ranked, { files });
        yield* withContext(rankingObligations(ranked, tuplesOf(falls, ranked, { files }), falls.sizes, invariants, context), context);
      }
      if (choices !== undefined) yield* argued(choices, [{ kind: "no-value" }], replaced, files, fresh());
    },
  };
}

function ofCalls(property: string, subject: string, reason: string, model: Model, files: readonly ParsedFile[], effort: Effortful): Shown | string {
  const programs = callsOf(model, subject);
  if (programs === undefined) return reason;
  const claim = claimed(property, subject, model);
  if (!claim.ok) return claim.reason;
  const { contraries } = claim.claim;
  const argument = callsArgumentFor(contraries, programs, { model, files }, effort, true);
  if (typeof argument === "string") return argument;
  return {
    programs,
    writes: written,
    obligations: (asIf, fresh) => {
      const context = fresh();
      const replaced = programs.map(asIf);
      const obligations = callObligations(replaced, formulasSaid(argument, replaced, { model, files }), argument.sizes, contraries, context);
      if (context.applications.length > 0) refuse("functions without body where calls nest without end");
      return withContext(obligations, context);
    },
  };
}

function ofNetwork(property: string, subject: string, network: string, model: Model, files: readonly ParsedFile[], effort: Effortful): Shown | string {
  const found = networkArgumentFor(property, subject, network, { model, files }, effort);
  if (found.kind !== "found") return found.reason;
  const { product, contraries, argument } = found;
  const watched = contraries.map((one) => watchedInProduct(product, one));
  return {
    programs: [product.program],
    writes: (typed) => writtenInProduct(product.machine, typed),
    obligations: (asIf, fresh) => argued(argument, watched, asIf(product.program), files, fresh()),
  };
}
