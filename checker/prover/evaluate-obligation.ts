/** Whether an obligation holds for given inputs: its stages are executed in all ways, or in the way that a model says. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Instruction, Value } from "../../calculus/core/index.ts";
import { equalValues, isExcluded } from "../../calculus/values/index.ts";
import type { OracleAnswer } from "../../calculus/values/index.ts";
import { executions, unresolved } from "./execute.ts";
import type { Resolution } from "./execute.ts";
import { placeAfter, stageOf } from "./obligation.ts";
import type { Claim, Obligation, Place, Stage } from "./obligation.ts";
import type { OwnPlace } from "./places.ts";
import type { StageEnd, StageRun, Violation } from "./prover.ts";

export interface Trial {
  /** A claim fails; absent: none does. */
  readonly violation?: Violation;
  /** Something was claimed of some execution. */
  readonly isJudged: boolean;
  /** Why not everything was looked at; a violation stands all the same. */
  readonly obstacle?: string;
}

interface Progress {
  readonly values: ReadonlyMap<Place, Value>;
  readonly answers: ReadonlyMap<string, OracleAnswer>;
  readonly runs: readonly StageRun[];
}

/** The choices of a stage's instructions, and answers of functions without body; by the name of the stage. */
export type Resolutions = (stage: string) => Resolution;

/** Executes the stages from these inputs. `spend`: whether another execution may be looked at. The choices of a `match` are never resolved. */
export function tryInputs(obligation: Obligation, inputs: ReadonlyMap<Place, Value>, spend: () => boolean, resolutions: Resolutions = () => unresolved): Trial {
  const { definitions, stages, match } = obligation;
  const obstacles: string[] = [];
  let isJudged = false;
  const block = (reason: string): void => {
    obstacles.push(reason);
  };

  function after(stage: Stage, progress: Progress, isMatch: boolean): readonly Progress[] {
    const { values, answers, runs } = progress;
    const store = startOf(stage, obligation, progress);
    if (store === undefined) return [{ ...progress, runs: [...runs, { name: stage.name, end: { kind: "not-reached" }, choices: [] }] }];
    const resolution = isMatch ? { ...unresolved, answer: resolutions(stage.name).answer } : resolutions(stage.name);
    const mayAsk = !isMatch || !choosesIn(stage.body);
    return executions(stage.body, store, answers, { definitions, resolution, obstacle: block, mayAsk, spend: spending }).map((one) => {
      const end: StageEnd = one.failure === undefined ? { kind: "completed", store: one.store } : { kind: "failed", reason: one.failure, store: one.store };
      const left = new Map(values);
      if (end.kind === "completed") for (const [variable, value] of one.store) left.set(placeAfter(stage.name, variable), value);
      return { values: left, answers: one.answers, runs: [...runs, { name: stage.name, end, choices: one.choices }] };
    });
  }

  function spending(): boolean {
    if (spend()) return true;
    block("there are too many executions");
    return false;
  }

  function judge(progress: Progress): Violation | undefined {
    const endOf = (name: string): StageEnd["kind"] => progress.runs.find((run) => run.name === name)?.end.kind ?? "not-reached";
    if (obligation.given.some((name) => endOf(name) !== "completed")) return undefined;
    isJudged = true;
    const claim = obligation.claims.find((one) => !holds(one, obligation, progress, endOf));
    return claim === undefined ? undefined : { inputs, answers: [...progress.answers.values()], stages: progress.runs, claim };
  }

  function search(index: number, progress: Progress): Violation | undefined {
    const stage = stages[index];
    if (stage !== undefined) {
      for (const next of after(stage, progress, false)) {
        const found = search(index + 1, next);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    if (match === undefined) return judge(progress);
    const before = obstacles.length;
    const judged = after(match, progress, true).map(judge);
    const isComplete = obstacles.length === before;
    // Without all of its executions, one that matches may be missing.
    return isComplete && judged.length > 0 && judged.every((one) => one !== undefined) ? judged[0] : undefined;
  }

  const violation = search(0, { values: inputs, answers: new Map(), runs: [] });
  const [obstacle] = obstacles;
  return { isJudged, ...(violation === undefined ? {} : { violation }), ...(obstacle === undefined ? {} : { obstacle }) };
}

/** What the variables of the stage hold at first; undefined where it is not reached. */
function startOf(stage: Stage, obligation: Obligation, { values, runs }: Progress): ReadonlyMap<OwnPlace, Value> | undefined {
  const store = new Map<OwnPlace, Value>();
  for (const [variable, place] of stage.reads) {
    const from = stageOf(place, obligation);
    if (from !== undefined && runs.find(({ name }) => name === from.name)?.end.kind !== "completed") return undefined;
    const value = values.get(place);
    if (value !== undefined) store.set(variable, value);
  }
  return store;
}

function holds(claim: Claim, obligation: Obligation, { values }: Progress, endOf: (stage: string) => StageEnd["kind"]): boolean {
  const isThere = (place: Place): boolean => {
    const stage = stageOf(place, obligation);
    return stage === undefined || endOf(stage.name) === "completed";
  };
  switch (claim.kind) {
    case "completes":
      return endOf(claim.stage) !== "failed";
    case "ends-alike": {
      const [left, right] = claim.stages.map(endOf);
      return left === right || left === "not-reached" || right === "not-reached";
    }
    case "same": {
      if (!isThere(claim.left) || !isThere(claim.right)) return true;
      const [left, right] = [values.get(claim.left), values.get(claim.right)];
      return left === undefined || right === undefined ? left === right : equalValues(left, right);
    }
    case "true":
      return !isThere(claim.place) || values.get(claim.place) === true;
    case "inhabits": {
      const value = values.get(claim.place);
      return !isThere(claim.place) || value === undefined || !isExcluded(value, claim.type, obligation.definitions);
    }
    default:
      return assertNever(claim);
  }
}

/** Whether something is chosen in the body. */
export function choosesIn(body: Stage["body"]): boolean {
  for (let rest = body; rest.kind === "sequence"; rest = rest.tail) if (chooses(rest.head)) return true;
  return false;
}

function chooses(instruction: Instruction): boolean {
  switch (instruction.kind) {
    case "havoc":
    case "choose":
      return true;
    case "if":
      return choosesIn(instruction.then) || choosesIn(instruction.else);
    case "match":
      return instruction.cases.some(({ body }) => choosesIn(body));
    default:
      return false;
  }
}
