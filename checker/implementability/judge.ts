/** Verdicts on protocols: coherence and sink-finality by their conditions, faults of the network by the theorem on coherence or by exploration. */
import type { Protocol } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import { ineligible, noticesAsFix } from "../../calculus/protocols/index.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import { findings, type Findings } from "./findings.ts";
import { definitionOfItem, itemText, type ImplementabilityItem } from "./items.ts";
import { judgeNetwork } from "./judge-network.ts";
import { protocolSubject, type ImplementabilitySubject } from "./subject.ts";

/** What the verdicts by coherence rest on. */
export const coherenceTheorem =
  "a deterministic, sender-driven protocol is implementable by first-in-first-out networks exactly if it is coherent (Li, Stutz, Wies, Zufferey, OOPSLA 2025; docs/implementability.md)";

/** One item of one protocol. To judge several, make the subject once and use `judgeSubject`. */
export function judgeProtocol(protocol: Protocol, item: ImplementabilityItem, bounds: Bounds, span: Span = protocol.span): Verdict {
  return judgeSubject(protocolSubject(protocol), item, bounds, span);
}

/** One item of a subject, whose derived automata are kept for the next item. */
export function judgeSubject(subject: ImplementabilitySubject, item: ImplementabilityItem, bounds: Bounds, span: Span = subject.span): Verdict {
  const base: Verdict = {
    subject: subject.name,
    property: itemText(item),
    verdict: "unknown",
    definition: definitionOfItem(item),
    method: "coherence",
    bounds,
    network: "fifo",
    faults: "none",
    assumptions: subject.assumptions,
    evidence: [],
    states: 0,
    transitions: 0,
    span,
  };
  const wrong = ineligible(subject.automaton);
  if (wrong !== undefined) return { ...base, verdict: "error", method: "none", reason: `${wrong}, so the conditions do not apply` };
  const role = "role" in item ? item.role : undefined;
  if (role !== undefined && !subject.roles.includes(role)) {
    return { ...base, verdict: "error", method: "none", reason: `${role} is no role of ${subject.name}` };
  }
  switch (item.kind) {
    case "send-coherent":
    case "receive-coherent":
    case "no-mixed-choice":
    case "sink-final":
      return byConditions(base, findings(subject, [item.kind], item.role));
    case "coherent":
      return withRepair(withTheorem(byConditions(base, findings(subject, coherent))), subject, false);
    case "implementable":
      return withRepair(withTheorem(byConditions(base, findings(subject, [...coherent, "sink-final"]))), subject, true);
    case "implementable-open":
      return withRepair(openVerdict(base, findings(subject, coherent), findings(subject, ["sink-final"])), subject, false);
    default:
      return judgeNetwork(base, subject, item, byConditions(base, findings(subject, coherent)));
  }
}

const coherent = ["send-coherent", "receive-coherent", "no-mixed-choice"] as const;

function withTheorem(verdict: Verdict): Verdict {
  return { ...verdict, theorem: coherenceTheorem };
}

/** Says how a protocol that is not as it should be becomes so, where that is known. */
function withRepair(verdict: Verdict, subject: ImplementabilitySubject, closed: boolean): Verdict {
  if (verdict.verdict !== "violated" || subject.kind !== "protocol") return verdict;
  const repair = subject.repair(closed);
  if (repair.kind !== "repaired")
    return { ...verdict, evidence: [...verdict.evidence, `no repair is known${repair.kind === "none" ? `: ${repair.reason}` : ""}`] };
  const fix = noticesAsFix(repair.notices, subject.span);
  const notices = repair.notices.map(({ sender, receiver, label, behindText }) => `${sender} -> ${receiver} : ${label} behind ${behindText}`).join(", ");
  return { ...verdict, evidence: [...verdict.evidence, `repaired by ${notices}`], ...(fix === undefined ? {} : { repair: fix }) };
}

function byConditions(base: Verdict, found: Findings): Verdict {
  const states = found.pairs;
  const { runs } = found;
  const evidence = runs.map(({ text }) => text);
  const shown = runs.length === 0 ? {} : { indistinguishable: runs.map((each) => each.runs) };
  const [broken] = found.contradictions;
  if (broken !== undefined) return { ...base, verdict: "disagreement", evidence, states, ...shown, reason: `evidence does not replay: ${broken}` };
  const definite = runs.find(({ certain }) => certain);
  if (definite !== undefined) return { ...base, verdict: "violated", evidence, states, ...shown, reason: definite.text };
  if (found.capped.length > 0) return { ...base, verdict: "unknown", evidence, states, ...shown, reason: found.capped.join("; ") };
  const [uncertain] = runs;
  if (uncertain !== undefined) {
    const reason = `${uncertain.text}; but values that it received meanwhile may differ and tell the runs apart`;
    return { ...base, verdict: "unknown", evidence, states, ...shown, reason };
  }
  return { ...base, verdict: "proved", evidence: [`${states} pairs of states that a role may confuse, ${found.roles.length} roles`], states };
}

function openVerdict(base: Verdict, found: Findings, ends: Findings): Verdict {
  const verdict = withTheorem(byConditions(base, found));
  if (verdict.verdict !== "proved") return verdict;
  const open = [...new Set(ends.runs.map(({ runs }) => runs.role))];
  const told = open.length === 0 ? "every role knows when it is finished" : `cannot know when they are finished: ${open.join(", ")}`;
  return { ...verdict, evidence: [...verdict.evidence, told, ...ends.runs.map(({ text }) => text)] };
}
