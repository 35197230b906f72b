/** The mutants of the suite. Each must die by the theorem that it names. */
import { actDropped } from "./act-dropped.ts";
import { alwaysKept } from "./always-kept.ts";
import { antichainTurnedRound } from "./antichain-turned-round.ts";
import { firstChoiceOnly } from "./first-choice-only.ts";
import { exitsForgotten } from "./exits-forgotten.ts";
import { coreWithoutAName, coreWithoutWhatIsInCalls, coreWithoutWhatMakesMeasuresFall } from "./core-without-a-name.ts";
import {
  consecutionBelieved,
  enteringBelieved,
  firstRoundsBelieved,
  initiationBelieved,
  rankingBelieved,
  safetyBelieved,
  summaryBelieved,
  networkSafetyBelieved,
} from "./invariants-believed.ts";
import { openSetsAccepted } from "./open-sets-accepted.ts";
import { silentStepsCount } from "./silent-steps-count.ts";
import { anOutputOvertakes } from "./an-output-overtakes.ts";
import { anythingIsTyped } from "./anything-is-typed.ts";
import { assignmentOvertaken } from "./assignment-overtaken.ts";
import { asyncPayloadsVaryWrongly } from "./async-payloads-vary-wrongly.ts";
import { asyncWrongWayRound } from "./async-wrong-way-round.ts";
import { blockingSender } from "./blocking-sender.ts";
import { branchesSwapped } from "./branches-swapped.ts";
import { budgetIgnored } from "./budget-ignored.ts";
import { budgetOneBitShort } from "./budget-one-bit-short.ts";
import { crashForgetsAll } from "./crash-forgets-all.ts";
import { deadlockDespiteMessages } from "./deadlock-despite-messages.ts";
import { delayCallDropped } from "./delay-call-dropped.ts";
import { delayConditionalDropped } from "./delay-conditional-dropped.ts";
import { delayInstructionDropped } from "./delay-instruction-dropped.ts";
import { delayLoopDropped } from "./delay-loop-dropped.ts";
import { earlyReceivesAllowed } from "./early-receives-allowed.ts";
import { eagerPruning } from "./eager-pruning.ts";
import { elseDropped } from "./else-dropped.ts";
import { failedRolesGoOn } from "./failed-roles-go-on.ts";
import { fairnessIgnored } from "./fairness-ignored.ts";
import { parametersUnbound } from "./parameters-unbound.ts";
import { framesShared } from "./frames-shared.ts";
import { guardsIgnored } from "./guards-ignored.ts";
import { grammarReordersReceivers } from "./grammar-reorders-receivers.ts";
import { lazySend } from "./lazy-send.ts";
import { mergeDropsBystander } from "./merge-drops-bystander.ts";
import { mergeIntersects } from "./merge-intersects.ts";
import { mergeIgnoresSender } from "./merge-ignores-sender.ts";
import { mergeUnitesSilence } from "./merge-unites-silence.ts";
import { mergeUnitesSelections } from "./merge-unites-selections.ts";
import { nothingInBetween } from "./nothing-in-between.ts";
import { failuresAreNoDifference } from "./failures-are-no-difference.ts";
import { missingValuesUnseen } from "./missing-values-unseen.ts";
import { mixedChoiceAllowed } from "./mixed-choice-allowed.ts";
import { sinksEraseLocalActions } from "./sinks-erase-local-actions.ts";
import { nobodyIsBlocked } from "./nobody-is-blocked.ts";
import { onlyFirstBranchTyped } from "./only-first-branch-typed.ts";
import { openLoopsEnd } from "./open-loops-end.ts";
import { selectionsErased } from "./selections-erased.ts";
import { sentPayloadsVaryWrongly } from "./sent-payloads-vary-wrongly.ts";
import { sendsVaryWrongly } from "./sends-vary-wrongly.ts";
import { sendCoherenceOnEqualStates } from "./send-coherence-on-equal-states.ts";
import { newestFirst } from "./newest-first.ts";
import { notedRowsDropped } from "./noted-rows-dropped.ts";
import { oneExitOnly } from "./one-exit-only.ts";
import { oneLabelAmendment } from "./one-label-amendment.ts";
import { oneSidedIndependence } from "./one-sided-independence.ts";
import { otherSessionsNeverDisturb } from "./other-sessions-never-disturb.ts";
import { outputsNotOwed } from "./outputs-not-owed.ts";
import { parserDropsBranchCases } from "./parser-drops-branch-cases.ts";
import { parserDropsStatement } from "./parser-drops-statement.ts";
import { payloadsVaryWrongly } from "./payloads-vary-wrongly.ts";
import { pendingAct } from "./pending-act.ts";
import { printerForgetsEmptyBranches } from "./printer-forgets-empty-branches.ts";
import { printerForgetsPayloadNames } from "./printer-forgets-payload-names.ts";
import { parserDropsAlternatives } from "./parser-drops-alternatives.ts";
import { printerForgetsReceivers } from "./printer-forgets-receivers.ts";
import { printerForgetsRequirements } from "./printer-forgets-requirements.ts";
import { queueLeftOutOfKey } from "./queue-left-out-of-key.ts";
import { queueLeftOutOfTheRow } from "./queue-left-out-of-the-row.ts";
import { receivesFromAnybody } from "./receives-from-anybody.ts";
import { receivesVaryWrongly } from "./receives-vary-wrongly.ts";
import { reversedReadOff } from "./reversed-read-off.ts";
import { silentRecovery } from "./silent-recovery.ts";
import { typedListeningToAnybody } from "./typed-listening-to-anybody.ts";
import { updatesOneByOne } from "./updates-one-by-one.ts";
import { withoutStopBranches } from "./without-stop-branches.ts";
import { eventualReceptionDropped } from "./eventual-reception-dropped.ts";
import { exhaustivityLetsTheSenderMove } from "./exhaustivity-lets-the-sender-move.ts";
import { reductionIgnoresDependency } from "./reduction-ignores-dependency.ts";
import { acceptanceIgnored } from "./acceptance-ignored.ts";
import { fieldOneBitShort } from "./field-one-bit-short.ts";
import { finiteRunsForgotten } from "./finite-runs-forgotten.ts";
import { reductionMutants } from "./reductions.ts";
import { replayMutants } from "./replaying.ts";
import { runFairnessIgnored } from "./run-fairness-ignored.ts";
import { knowersForEver, namesReadTheirMessage, onePathSuffices, receiversGetOthers, roundsSetNothing } from "./refinements.ts";
import { receiversNotBlocked, secondRegistersShared, valuesNotSynchronised } from "./data-product.ts";
import {
  branchGuardDropped,
  encodedWithoutGivingUp,
  entryOnlyInvariants,
  inductionWithoutBase,
  lastNameForgotten,
  assumedIsAsserted,
  leavingIsProgress,
  meetingUnconditional,
  oneWayRanked,
  rankUnbounded,
  sizesBelieved,
  choicesBelieved,
  unsignedForSigned,
} from "./solving.ts";
import { strongForWeak } from "./strong-for-weak.ts";
import { callsUnwatched, fieldForgotten, leaversForgotten, localsOverwritten } from "./summarising.ts";
import { durableLost, newestOnlyOvertakes, oneTypeForEachLabel, receivedForgotten, volatileSurvives } from "./network-solving.ts";
import type { Mutant } from "./mutant.ts";

export const mutants: readonly Mutant[] = [
  acceptanceIgnored,
  actDropped,
  anOutputOvertakes,
  anythingIsTyped,
  assignmentOvertaken,
  asyncPayloadsVaryWrongly,
  asyncWrongWayRound,
  blockingSender,
  branchesSwapped,
  delayCallDropped,
  delayConditionalDropped,
  delayInstructionDropped,
  delayLoopDropped,
  eagerPruning,
  earlyReceivesAllowed,
  elseDropped,
  eventualReceptionDropped,
  exhaustivityLetsTheSenderMove,
  failedRolesGoOn,
  fairnessIgnored,
  fieldOneBitShort,
  finiteRunsForgotten,
  parametersUnbound,
  framesShared,
  guardsIgnored,
  alwaysKept,
  budgetIgnored,
  budgetOneBitShort,
  deadlockDespiteMessages,
  crashForgetsAll,
  updatesOneByOne,
  grammarReordersReceivers,
  lazySend,
  mergeDropsBystander,
  mergeIntersects,
  mergeIgnoresSender,
  mergeUnitesSelections,
  mergeUnitesSilence,
  mixedChoiceAllowed,
  newestFirst,
  nobodyIsBlocked,
  notedRowsDropped,
  oneExitOnly,
  oneLabelAmendment,
  oneSidedIndependence,
  onlyFirstBranchTyped,
  openLoopsEnd,
  otherSessionsNeverDisturb,
  outputsNotOwed,
  parserDropsBranchCases,
  parserDropsStatement,
  payloadsVaryWrongly,
  pendingAct,
  printerForgetsEmptyBranches,
  printerForgetsPayloadNames,
  printerForgetsReceivers,
  printerForgetsRequirements,
  parserDropsAlternatives,
  queueLeftOutOfKey,
  queueLeftOutOfTheRow,
  failuresAreNoDifference,
  nothingInBetween,
  missingValuesUnseen,
  receivesFromAnybody,
  receivesVaryWrongly,
  reductionIgnoresDependency,
  reversedReadOff,
  runFairnessIgnored,
  selectionsErased,
  sendCoherenceOnEqualStates,
  sendsVaryWrongly,
  sentPayloadsVaryWrongly,
  silentRecovery,
  strongForWeak,
  sinksEraseLocalActions,
  typedListeningToAnybody,
  withoutStopBranches,
  ...reductionMutants,
  ...replayMutants,
  antichainTurnedRound,
  exitsForgotten,
  firstChoiceOnly,
  openSetsAccepted,
  initiationBelieved,
  consecutionBelieved,
  coreWithoutAName,
  coreWithoutWhatIsInCalls,
  coreWithoutWhatMakesMeasuresFall,
  rankingBelieved,
  summaryBelieved,
  networkSafetyBelieved,
  enteringBelieved,
  safetyBelieved,
  firstRoundsBelieved,
  silentStepsCount,
  branchGuardDropped,
  unsignedForSigned,
  entryOnlyInvariants,
  encodedWithoutGivingUp,
  meetingUnconditional,
  inductionWithoutBase,
  lastNameForgotten,
  assumedIsAsserted,
  knowersForEver,
  namesReadTheirMessage,
  onePathSuffices,
  receiversGetOthers,
  roundsSetNothing,
  receiversNotBlocked,
  secondRegistersShared,
  valuesNotSynchronised,
  rankUnbounded,
  sizesBelieved,
  choicesBelieved,
  oneWayRanked,
  leavingIsProgress,
  callsUnwatched,
  fieldForgotten,
  leaversForgotten,
  localsOverwritten,
  volatileSurvives,
  durableLost,
  newestOnlyOvertakes,
  oneTypeForEachLabel,
  receivedForgotten,
];
