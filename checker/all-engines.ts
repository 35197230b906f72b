/** The same judgements by every engine, each for itself: what one decides that another leaves open counts, and two that contradict each other are told. */
import { contradict } from "./contradict.ts";
import { judgementKey } from "./judgement-key.ts";
import type { EngineChoice } from "./options.ts";
import type { Outcome, Verdict } from "./verdict.ts";

/** In the order of preference: where several decide, the evidence of the first is shown. */
const engines: readonly EngineChoice[] = ["auto", "head-first", "rules", "explicit", "smt"];

/** How much an outcome says. */
const weight: Readonly<Record<Outcome, number>> = {
  disagreement: 3,
  proved: 2,
  violated: 2,
  vacuous: 2,
  error: 2,
  "verified-up-to": 1,
  unknown: 0,
};

/**
 * The verdicts that `judge` gives by each engine, as one list in the order of the first: for each judgement the verdict that says most, with the other engines'
 * opinions as evidence; `disagreement` where two of them cannot both be right. Costs as much as all engines together.
 */
export function judgedByAllEngines(judge: (engine: EngineChoice) => readonly Verdict[]): readonly Verdict[] {
  const [first = [], ...others] = engines.map((engine) => judge(engine));
  const byKey = others.map((verdicts) => new Map(verdicts.map((verdict) => [judgementKey(verdict), verdict])));
  return first.map((verdict) => together([verdict, ...byKey.flatMap((verdicts) => verdicts.get(judgementKey(verdict)) ?? [])]));
}

/** One verdict of several opinions on one judgement. */
function together(opinions: readonly [Verdict, ...Verdict[]]): Verdict {
  const chosen = opinions.reduce((best, one) => (weight[one.verdict] > weight[best.verdict] ? one : best));
  const different = opinions.filter((one, index) => opinions.findIndex((other) => isSameOpinion(other, one)) === index);
  const opposed = different.flatMap((one) => different.filter((other) => contradict(one.verdict, other.verdict)))[0];
  const others = different.filter((one) => !isSameOpinion(one, chosen));
  const neverExecuted = opinions[0].neverExecuted ?? chosen.neverExecuted;
  const base = { ...chosen, ...(neverExecuted === undefined ? {} : { neverExecuted }) };
  if (opposed !== undefined && chosen.verdict !== "disagreement") return { ...base, verdict: "disagreement", reason: different.map(opinionOf).join("; ") };
  return { ...base, evidence: [...base.evidence, ...others.map((one) => `another opinion: ${opinionOf(one)}`)] };
}

/** Whether two verdicts were reached in the same way, so that the second adds nothing. */
function isSameOpinion(one: Verdict, other: Verdict): boolean {
  return one.method === other.method && one.verdict === other.verdict && one.technique === other.technique && one.states === other.states;
}

function opinionOf({ method, technique, verdict, states, reason }: Verdict): string {
  const how = method === "none" ? "no engine" : method === "network" ? "the rules" : method;
  const visited = states > 0 ? `, ${String(states)} states` : "";
  return `${how}${technique === undefined ? "" : ` (${technique})`}: ${verdict}${visited}${reason === undefined ? "" : ` (${reason})`}`;
}
