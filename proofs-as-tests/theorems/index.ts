/** The theorems of the suite, in the order of the page. */
import { proversAgree, proversAgreeOnTransactions } from "./provers.ts";
import { choreographyRules, networkRules } from "../../calculus/semantics/index.ts";
import type { Theorem } from "../theorem.ts";
import { erasureCommutes, typePreservation } from "./erasure.ts";
import { asyncSubtyping } from "./async-subtyping.ts";
import { associationInvariant } from "./association.ts";
import { behaviourByDefinition, livenessHierarchy } from "./behaviour.ts";
import { compatibilityByDefinitions, compatibilityIsSafe, safetyIsDecided } from "./compatibility.ts";
import { certificatesAreChecked } from "./certificates.ts";
import { equivalencesByDefinition } from "./equivalences.ts";
import { projectionIsBisimilar } from "./projection-equivalence.ts";
import { headFirstAgrees } from "./head-first.ts";
import { dataIsDecided } from "./data-protocols.ts";
import { callCoresAreEnough, coresAreEnough, runCoresAreEnough } from "./cores.ts";
import { knowledgeIsSeen, refinementsAreDecided } from "./refined-protocols.ts";
import { rewritingChangesNothing } from "./metamorphic.ts";
import { invariantsAreChecked, rankingsAreChecked, summariesAreChecked, networkInvariantsAreChecked } from "./invariant-certificates.ts";
import { networkSolversAgree } from "./network-solvers.ts";
import { rankingAgrees, sizesAgree, solversAgree } from "./solvers.ts";
import { summariesAgree } from "./summaries.ts";
import { headFirstMachines } from "./head-first-machines.ts";
import { amendment } from "./amending.ts";
import { branching, completeness, determinism, progress, readOff, safeNetwork, soundness, strongProjectability, terminalUniqueness } from "./lock-step.ts";
import { choreographiesAsProtocols } from "./choreographies-as-protocols.ts";
import { enginesAgree } from "./engines.ts";
import { generatedCode } from "./generated-code.ts";
import { implementabilityTheorems } from "./implementability.ts";
import { machinesOfPrograms, machinesOfSystems } from "./machines.ts";
import { mergeAlgebra } from "./merging.ts";
import { relativeSubtyping } from "./relative-subtyping.ts";
import { replacement, subtypingAlgebra } from "./subtyping.ts";
import { parseAfterPrint, parsersAgreeOnTexts, parsersAgreeOnTrees, programsRoundTrip, transactionsRoundTrip } from "./round-trips.ts";
import { selectSteps } from "./selecting.ts";
import { faultsOnlyAdd } from "./faults.ts";
import { errorsAreErrors } from "./errors.ts";
import { replayMasksCrashes, sagasAreAtomic } from "./replay.ts";
import { replayFlow } from "./replay-flow.ts";
import { replayReduction } from "./replay-reduction.ts";
import { fairEmptiness } from "./fair-emptiness.ts";
import { formulaAutomata } from "./formula-automata.ts";
import { reductionsChangeNoVerdict, reductionsInCode } from "./reductions.ts";
import { wholeRuns } from "./whole-runs.ts";
import { contextsRoundTrip } from "./written-contexts.ts";

/** Rules about ends of further sessions, which no choreography projects to: the systems of the corpus exercise them (`session-rules.test.ts`). */
export const sessionRules: readonly string[] = ["N-SEND-ON", "N-RECEIVE-ON", "N-NO-END"];

/** Rules of guarded choices, which only processes written by hand have: T20-select is about them. */
export const selectRules: readonly string[] = ["N-SELECT-SEND", "N-SELECT-RECEIVE", "N-SELECT-LOCAL"];

/** Receives on networks that are no queues between two roles: T32-faults is about them. */
export const otherNetworkRules: readonly string[] = ["N-RECEIVE-MAILBOX", "N-RECEIVE-BAG"];

/** The rules that networks of projections exercise. */
const ownRules = Object.keys(networkRules).filter((rule) => ![...sessionRules, ...selectRules, ...otherNetworkRules].includes(rule));

/** Those that one exploration of each program serves. */
export const lockStepTheorems: readonly Theorem[] = [
  progress,
  determinism,
  terminalUniqueness,
  completeness,
  soundness([...Object.keys(choreographyRules), ...ownRules]),
  readOff,
  branching,
  strongProjectability,
  safeNetwork,
];

/** Those about endpoints without a protocol above them, and in the place of others. */
export const bottomUpTheorems: readonly Theorem[] = [
  asyncSubtyping,
  relativeSubtyping,
  compatibilityIsSafe,
  compatibilityByDefinitions,
  safetyIsDecided,
  livenessHierarchy,
  behaviourByDefinition,
  formulaAutomata,
  fairEmptiness,
  wholeRuns,
];

export const otherTheorems: readonly Theorem[] = [
  mergeAlgebra,
  amendment,
  headFirstAgrees,
  ...implementabilityTheorems,
  choreographiesAsProtocols,
  dataIsDecided,
  refinementsAreDecided,
  knowledgeIsSeen,
  typePreservation,
  replacement,
  subtypingAlgebra,
  associationInvariant,
  erasureCommutes,
  parseAfterPrint,
  programsRoundTrip,
  parsersAgreeOnTrees,
  transactionsRoundTrip,
  parsersAgreeOnTexts,
  contextsRoundTrip,
  selectSteps,
  faultsOnlyAdd,
  errorsAreErrors,
  reductionsChangeNoVerdict,
  reductionsInCode,
];

/** Those about systems as graphs: when they do the same, and certificates of what holds in all of their states. */
export const graphTheorems: readonly Theorem[] = [
  equivalencesByDefinition,
  projectionIsBisimilar,
  certificatesAreChecked,
  proversAgree,
  proversAgreeOnTransactions,
];

/** Those about the machine that masks crashes by replay. */
export const replayTheorems: readonly Theorem[] = [replayMasksCrashes, sagasAreAtomic, replayReduction, replayFlow];

/** Those about machines. */
export const machineTheorems: readonly Theorem[] = [
  machinesOfPrograms,
  machinesOfSystems,
  headFirstMachines,
  generatedCode,
  enginesAgree,
  solversAgree,
  rewritingChangesNothing,
  rankingAgrees,
  sizesAgree,
  invariantsAreChecked,
  rankingsAreChecked,
  summariesAreChecked,
  networkInvariantsAreChecked,
  coresAreEnough,
  runCoresAreEnough,
  callCoresAreEnough,
  summariesAgree,
  networkSolversAgree,
];

export const theorems: readonly Theorem[] = [
  ...lockStepTheorems,
  ...otherTheorems,
  ...bottomUpTheorems,
  ...machineTheorems,
  ...graphTheorems,
  ...replayTheorems,
];
