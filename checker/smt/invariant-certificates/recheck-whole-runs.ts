/**
 * Certificates of properties of whole runs: no run ends without what it has to come to, and none goes round for ever, because a tuple of measures falls (Floyd, Assigning
 * Meanings to Programs, 1967). One order of the steps suffices (docs/smt.md, whole runs).
 */
import type { AimPrograms } from "../head-first/aims.ts";
import { aimPrograms, mayBeCutOff } from "../head-first/aims.ts";
import { mayLackValue } from "../head-first/conditions.ts";
import type { Program } from "../head-first/program.ts";
import { initialState } from "../head-first/states.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { newContext } from "../values/index.ts";
import type { Asking, Rechecking } from "./asking.ts";
import { reject } from "./asking.ts";
import type { Argument, Falls, WholeRuns } from "./certificate.ts";
import type { Tuples } from "./obligations.ts";
import { rankingObligations } from "./obligations.ts";
import { claimedOfRuns } from "./question.ts";
import type { ReadMeasure } from "./read-formula.ts";
import { readMeasure } from "./read-formula.ts";
import { formulasOf, recheckAnswers, recheckArgument, recheckReached, refuseOtherPlaces, scopeOf } from "./recheck-argument.ts";

/** Asks everything of a proof about whole runs; `program` knows nothing. @throws Rejection @throws Refusal */
export function recheckWholeRuns(
  property: string,
  argument: Argument,
  wholeRuns: WholeRuns,
  subject: string,
  program: Program,
  rechecking: Rechecking,
  asking: Asking,
): void {
  const { model } = rechecking;
  const { fairness, falls, choices, whenever, kept } = wholeRuns;
  const claim = claimedOfRuns(property, subject, model);
  if (!claim.ok) reject(claim.reason);
  const { aim, contraries } = claim.claim;
  if (fairness !== claim.claim.fairness) reject(`${property} is not meant with ${fairness}`);
  const programs = aimPrograms(aim, model, program);
  const isComplete = falls === undefined ? argument.kind === "rounds" && programs.isFollowed : falls.until === "end";
  if (falls === undefined && argument.kind !== "rounds") reject(`${property}: it does not say why no run goes round for ever`);
  if (!isComplete && (fairness === "no-fairness" || programs.isFollowed)) reject(`${property}: it says nothing of runs behind what they have to come to`);
  const context = (): Context => newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic: "integers" });
  const missing = context();
  recheckArgument(property, argument, contraries, programs.untilAim, rechecking, asking, missing);
  recheckAnswers(property, asking, missing);
  if (falls !== undefined) recheckFalls(property, falls, programs, rechecking, asking, context());
  if (mayLackValue(program)) {
    const choosing = context();
    recheckArgument(
      property,
      choices ?? reject(`${property}: it does not say why choices have values`),
      [{ kind: "no-value" }],
      program,
      rechecking,
      asking,
      choosing,
    );
    recheckAnswers(property, asking, choosing);
  }
  const begun = context();
  asking.show("start", initialState(program, begun).reach, "there is no initial state, so that nothing is said", begun);
  if (aim.whenever !== undefined) {
    const round = whenever ?? reject(`${property}: it does not say in which round a run comes to what leads to something`);
    recheckReached(property, { kind: "formula", formula: aim.whenever, wanted: true, at: "states" }, round, program, asking, context());
  }
  if (mayBeCutOff(programs.runs)) {
    const round = kept ?? reject(`${property}: it does not say in which round a run is over without a false assumption`);
    recheckReached(property, { kind: "kept-end" }, round, programs.runs, asking, context());
  }
}

function recheckFalls(property: string, falls: Falls, { runs, untilAim }: AimPrograms, rechecking: Rechecking, asking: Asking, context: Context): void {
  const program = falls.until === "end" ? runs : untilAim;
  const tuples = tuplesOf(falls, program, rechecking);
  const formulas = formulasOf(falls.invariants, program, rechecking);
  for (const obligation of rankingObligations(program, tuples, falls.sizes, formulas, context)) asking.exclude(obligation, property, context);
  recheckAnswers(property, asking, context);
}

/** The measures of every cut point, read. @throws Rejection */
export function tuplesOf(falls: Falls, program: Program, rechecking: Pick<Rechecking, "files">): Tuples {
  const scope = scopeOf(program, rechecking);
  const tuples = new Map<number, readonly ReadMeasure[]>();
  for (const { location, tuple } of falls.measures) {
    refuseOtherPlaces(location, program, tuples);
    const read = tuple.map((text) => {
      const reading = readMeasure(text, scope);
      return reading.ok ? reading.measure : reject(reading.reason);
    });
    tuples.set(location, read);
  }
  return tuples;
}
