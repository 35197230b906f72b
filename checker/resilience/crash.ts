/**
 * Crash anything anywhere: every point at which a role can crash, tried systematically, with what was tried; and the smallest faults that break a property
 * (docs/sagas.md).
 */
import type { FaultModel, Role } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Contracts } from "../../calculus/protocols/index.ts";
import { clausesOf, faultsOf } from "../../interpreter/recovery/index.ts";
import type { VerifyOptions } from "../options.ts";
import { limitsOf } from "../options.ts";
import type { Verdict } from "../verdict.ts";
import { outsideOf } from "./assumptions/certainty.ts";
import { staticAssumptions } from "./assumptions/index.ts";
import type { StaticAssumptions } from "./assumptions/index.ts";
import { clauseText } from "./clause.ts";
import type { Clause } from "./clause.ts";
import { coverageOf, CoverageCount } from "./coverage.ts";
import type { Coverage } from "./coverage.ts";
import { judgedVerdicts } from "./judge.ts";
import { reducedReplay } from "./reduction.ts";
import type { ReplayItem } from "./replay-properties.ts";
import { semanticChecks, SemanticProofs } from "./semantic-checks.ts";
import type { SemanticOutcome } from "./semantic-checks.ts";
import { machineOf, verdictsOfMachine } from "./verdicts.ts";
import type { ReplaySubject } from "./verdicts.ts";

/** A crash of any of these roles, at most so many in all. */
export function crashes(roles: readonly Role[], atMost: number): FaultModel {
  return {
    name: `at most ${String(atMost)} crash${atMost === 1 ? "" : "es"}`,
    clauses: [{ kind: "crash", roles, restarts: true, atMost, span: nowhere }],
    span: nowhere,
  };
}

/** For each property the smallest faults that break it. */
export interface Frontier {
  readonly items: readonly {
    readonly item: ReplayItem;
    /** Minimal sets of faults; empty: none of those that were tried. */
    readonly brokenBy: readonly (readonly string[])[];
    readonly undecided: boolean;
  }[];
  /** How many sets of faults were tried. */
  readonly tried: number;
}

/** At most so many faults are tried together. */
const mostTogether = 2;

/** For each property the smallest faults of the model that break it: sets ordered by how many faults they allow, without those that contain a smaller one that does. */
export function faultFrontier(subject: ReplaySubject, items: readonly ReplayItem[], contracts: Contracts, options: VerifyOptions): Frontier {
  const clauses = clausesOf(subject.faults).flatMap(oneByOne);
  const found = new Map<ReplayItem, { brokenBy: (readonly number[])[]; undecided: boolean }>(items.map((item) => [item, { brokenBy: [], undecided: false }]));
  let tried = 0;
  for (const counts of countsUpTo(clauses.map(({ atMost = mostTogether }) => Math.min(atMost, mostTogether)))) {
    const open = items.filter((item) => found.get(item)?.brokenBy.every((smaller) => !isWithin(smaller, counts)) === true);
    if (open.length === 0) continue;
    tried += 1;
    const own = clauses.flatMap((clause, index): readonly Clause[] => ((counts[index] ?? 0) === 0 ? [] : [{ ...clause, atMost: counts[index] ?? 0 }]));
    const { model, name, runtime } = subject;
    const calm: ReplaySubject = { model, name, ...(runtime === undefined ? {} : { runtime }) };
    const asked: ReplaySubject = own.length === 0 ? calm : { ...calm, faults: faultsOf("tried", own) };
    for (const verdict of verdictsOfMachine(asked, open, contracts, options)) {
      const entry = found.get(verdict.property as ReplayItem);
      if (entry === undefined) continue;
      if (verdict.verdict === "violated") entry.brokenBy.push(counts);
      else if (verdict.verdict !== "proved" && verdict.verdict !== "vacuous") entry.undecided = true;
    }
  }
  const textOf = (counts: readonly number[]): readonly string[] =>
    counts.flatMap((count, index) => (count === 0 ? [] : [`${clauseText(clauses[index] as Clause)}${count === 1 ? "" : ` ${String(count)} times`}`]));
  return {
    items: items.map((item) => ({ item, brokenBy: (found.get(item)?.brokenBy ?? []).map(textOf), undecided: found.get(item)?.undecided === true })),
    tried,
  };
}

/** A clause about several roles as clauses about one each: who crashes matters. */
function oneByOne(clause: Clause): readonly Clause[] {
  return clause.kind === "crash" || clause.kind === "exception" ? clause.roles.map((role) => ({ ...clause, roles: [role] })) : [clause];
}

/** All vectors up to the most of each place, with a sum of at most `mostTogether`, in the order of their sums, those of earlier places first. */
function countsUpTo(most: readonly number[]): readonly (readonly number[])[] {
  let all: readonly (readonly number[])[] = [[]];
  for (const limit of most)
    all = all.flatMap((before) => Array.from({ length: limit + 1 }, (_, count) => [...before, count]).filter((one) => sum(one) <= mostTogether));
  return all.toReversed().sort((one, other) => sum(one) - sum(other));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function isWithin(smaller: readonly number[], larger: readonly number[]): boolean {
  return smaller.every((count, index) => count <= (larger[index] ?? 0));
}

/** Everything that `crash` says of one subject. */
export interface CrashReport {
  readonly verdicts: readonly Verdict[];
  readonly coverage?: Coverage;
  /** What the program does that the theorems assume it does not, in the order of the text. */
  readonly assumptions: StaticAssumptions;
  /** What provers say of the transactions that are performed. */
  readonly semantics: readonly SemanticOutcome[];
  /** Why there is no machine. */
  readonly reason?: string;
}

/** Judges the items with these faults, and counts what was crashed. */
export function crashReport(subject: ReplaySubject, items: readonly ReplayItem[], contracts: Contracts, options: VerifyOptions): CrashReport {
  const machine = machineOf(subject, contracts);
  const proofs = new SemanticProofs(options);
  // What verdicts are found by is counted on the way, where it is all that there is.
  const count = "system" in machine && reducedReplay(machine.system) === undefined ? new CoverageCount(machine.system) : undefined;
  const verdicts = judgedVerdicts(subject, items, contracts, { ...options, paranoid: true }, proofs, (explored) => count?.add(explored));
  if ("reason" in machine) return { verdicts, assumptions: { findings: [] }, semantics: [], reason: machine.reason };
  const { model, transactions, switches, sessions } = machine.system.parts;
  const semantics = semanticChecks(model, outsideOf(model, subject.name, transactions).performed, { switches, sessions }).map((check) => proofs.of(check));
  return {
    verdicts,
    assumptions: staticAssumptions(model, subject.name, transactions),
    semantics,
    coverage: count?.coverage() ?? coverageOf(machine.system, limitsOf(options)),
  };
}
