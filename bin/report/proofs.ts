/** What `prove` prints: outcomes of obligations, with the inputs and the executions that contradict them (docs/schema/prove-1.json). */
import { assertNever } from "../../calculus/assert-never.ts";
import { placeText } from "../../calculus/core/index.ts";
import type { Value } from "../../calculus/core/index.ts";
import { printPlainType } from "../../calculus/syntax/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import type { Obligation, Place, ProofOutcome, StageRun, Violation } from "../../checker/prover/index.ts";
import { cleanLine } from "./clean-text.ts";

export interface Proof {
  readonly obligation: Obligation;
  readonly outcome: ProofOutcome;
}

/** One paragraph for each obligation. */
export function proofsText(proofs: readonly Proof[]): string {
  return proofs
    .map(
      ({ obligation, outcome }) =>
        `${[`${outcome.kind}: ${obligation.name}`, ...details(outcome, obligation).map((line) => `  ${line}`)].map(cleanLine).join("\n")}\n`,
    )
    .join("");
}

function details(outcome: ProofOutcome, obligation: Obligation): readonly string[] {
  switch (outcome.kind) {
    case "proved":
      return [`by ${outcome.method}`];
    case "vacuous":
    case "unknown":
    case "disagreement":
      return [outcome.reason, `by ${outcome.method}`];
    case "violated":
      return [...violationLines(outcome.violation, obligation), `by ${outcome.method}, evaluated`];
    default:
      return assertNever(outcome);
  }
}

/** The inputs, the executions, and how the claim fails. */
export function violationLines(violation: Violation, obligation: Obligation): readonly string[] {
  const { inputs, answers, stages } = violation;
  return [
    ...(inputs.size === 0 ? [] : [`for ${assignments(inputs)}`]),
    ...answers.map(({ name, arguments: given, result }) => `where ${name}(${given.map(printValue).join(", ")}) = ${printValue(result)}`),
    ...stages.map((stage) => `${stage.name}: ${stageText(stage, obligation)}`),
    claimText(violation),
  ];
}

function assignments(values: ReadonlyMap<string, Value>): string {
  // That it commits goes without saying.
  const told = [...values].filter(([place, value]) => value !== true || placeText(place) === place);
  return told.map(([place, value]) => `${placeText(place)} = ${printValue(value)}`).join(", ");
}

/** A place behind a stage, in words where elaboration made its name. */
function stagePlaceText(place: Place): string {
  const slash = place.indexOf("/");
  return `${place.slice(0, slash + 1)}${placeText(place.slice(slash + 1))}`;
}

function stageText({ name, end, choices }: StageRun, obligation: Obligation): string {
  const chosen = choices.length === 0 ? "" : `${choices.join(", ")}; `;
  switch (end.kind) {
    case "completed":
      return `${chosen}${assignments(claimed(name, end.store, obligation))}`;
    case "failed":
      return `${chosen}fails: ${end.reason}`;
    case "not-reached":
      return "not reached";
    default:
      return assertNever(end);
  }
}

/** What something is claimed of; everything where nothing is. */
function claimed(stage: string, store: ReadonlyMap<string, Value>, { claims }: Obligation): ReadonlyMap<string, Value> {
  const places = new Set(claims.flatMap((claim) => (claim.kind === "same" ? [claim.left, claim.right] : "place" in claim ? [claim.place] : [])));
  const kept = [...store].filter(([variable]) => places.has(`${stage}/${variable}`));
  return kept.length === 0 ? store : new Map(kept);
}

/** How the claim fails. */
function claimText({ claim, inputs, stages }: Violation): string {
  switch (claim.kind) {
    case "completes":
      return `${claim.stage} fails`;
    case "ends-alike":
      return `${claim.stages.join(" and ")} do not end alike`;
    case "same":
      return [claim.left, claim.right].map((place) => `${stagePlaceText(place)} is ${textAt(place, inputs, stages)}`).join(", ");
    case "true":
      return `${stagePlaceText(claim.place)} is ${textAt(claim.place, inputs, stages)}`;
    case "inhabits":
      return `${stagePlaceText(claim.place)} is ${textAt(claim.place, inputs, stages)}, no value of ${printPlainType(claim.type)}`;
    default:
      return assertNever(claim);
  }
}

function textAt(place: Place, inputs: Violation["inputs"], stages: readonly StageRun[]): string {
  const stage = stages.find(({ name }) => place.startsWith(`${name}/`));
  const value = stage === undefined ? inputs.get(place) : "store" in stage.end ? stage.end.store.get(place.slice(stage.name.length + 1)) : undefined;
  return value === undefined ? "not set" : printValue(value);
}

/** As `docs/schema/prove-1.json` says. */
export function proofsJson(proofs: readonly Proof[], exitCode: ExitCode): string {
  const obligations = proofs.map(({ obligation, outcome }) => ({
    name: obligation.name,
    verdict: outcome.kind,
    method: outcome.method,
    reason: "reason" in outcome ? outcome.reason : null,
    violation: outcome.kind === "violated" ? violationJson(outcome.violation) : null,
  }));
  return `${JSON.stringify({ schemaVersion: 1, exitCode, obligations }, null, 2)}\n`;
}

/** As `docs/schema/prove-1.json` says. */
export function violationJson(violation: Violation): object {
  const listed = (values: ReadonlyMap<string, Value>): readonly object[] =>
    [...values].map(([name, value]) => ({ name: placeText(name), value: printValue(value) }));
  return {
    inputs: listed(violation.inputs),
    answers: violation.answers.map(({ name, arguments: given, result }) => ({ function: name, arguments: given.map(printValue), result: printValue(result) })),
    stages: violation.stages.map(({ name, end, choices }) => ({
      name,
      end: end.kind,
      reason: end.kind === "failed" ? end.reason : null,
      choices,
      store: "store" in end ? listed(end.store) : [],
    })),
    claim: claimText(violation),
  };
}
