/** Certificates of what an exploration has proved: the set of all states, checked again before anybody gets it. */
import type { Model } from "../../calculus/core/index.ts";
import type { NetworkSystem } from "../../calculus/semantics/index.ts";
import { builtInProperties } from "../../calculus/typing/index.ts";
import { surveyNetwork } from "../engines.ts";
import type { Survey } from "../engines.ts";
import { graphOfNetwork } from "../graph/index.ts";
import type { GraphLimits } from "../graph/index.ts";
import type { Question } from "../items.ts";
import { isRunItem, nameOf, questionOf } from "../items.ts";
import { readsPositions } from "../property/one-role.ts";
import type { Certificate } from "./certificate.ts";
import { maximumCertifiedStates } from "./certificate.ts";
import { hashOf, recheck, stateText } from "./recheck.ts";

/** A network that is claimed about, and under which name. */
export interface Claimed {
  readonly model: Model;
  readonly network: NetworkSystem;
  readonly subject: string;
  /** Words of the network in their standard form. */
  readonly architecture: string;
  readonly faults?: string;
}

/** What became of each property: `certified`, or why there is no certificate of it. */
export interface Claim {
  readonly property: string;
  readonly outcome: "certified" | "violated" | "vacuous" | "uncertified" | "disagreement";
  readonly reason?: string;
}

export interface Certified {
  readonly claims: readonly Claim[];
  /** Absent where nothing is certified. */
  readonly certificate?: Certificate;
}

/** The properties of which there can be certificates: what is asked of every state, built in or declared of the subject. */
export function certifiable(model: Model, subject: string): readonly string[] {
  return questionsOf(model, subject).map(nameOf);
}

function questionsOf(model: Model, subject: string): readonly Question[] {
  const own = model.properties.filter(({ of }) => of === subject).flatMap((definition) => questionOf(definition) ?? []);
  return [
    ...builtInProperties.filter(isRunItem).map((item): Question => ({ kind: "built-in", item })),
    ...own.filter((question) => question.kind !== "property" || question.property.kind !== "witness"),
  ];
}

/** Explores the network, decides the properties (all by default) and certifies those that are proved. Two explorations and one re-check. */
export function certify(claimed: Claimed, wanted: readonly string[] | undefined, limits: GraphLimits): Certified {
  const { model, network, subject, architecture } = claimed;
  const questions = questionsOf(model, subject).filter((question) => wanted?.includes(nameOf(question)) ?? true);
  const bounded = { ...limits, maxStates: Math.min(limits.maxStates, maximumCertifiedStates) };
  const survey = surveyNetwork({ model, network }, questions, bounded);
  const claims = questions.map((question): Claim => claimOf(question, survey, architecture));
  const properties = claims.flatMap(({ property, outcome }) => (outcome === "certified" ? [property] : []));
  if (properties.length === 0) return { claims };
  const graph = graphOfNetwork(network, bounded);
  if (graph.ending.kind !== "complete" || graph.incomplete.length > 0)
    return { claims: without(claims, "uncertified", graph.incomplete.join("; ") || "the set of states is not complete") };
  const numbers = new Map<string, number>();
  const numberOf = (process: string): number => {
    const number = numbers.get(process) ?? numbers.size;
    numbers.set(process, number);
    return number;
  };
  const states = new Set<string>();
  for (let state = 0; state < graph.states; state += 1) states.add(stateText(graph.configuration(state), network.roles, numberOf));
  const certificate: Certificate = {
    program: { file: model.sources[0]?.path ?? "", hash: hashOf(model.sources) },
    subject,
    network: architecture,
    ...(claimed.faults === undefined ? {} : { faults: claimed.faults }),
    properties,
    processes: [...numbers.keys()],
    states: [...states],
  };
  const checked = recheck(certificate, model, limits.shouldStop);
  if (checked.kind === "rejected") return { claims: without(claims, "disagreement", `its certificate is rejected: ${checked.reason}`) };
  if (checked.kind === "unfinished") return { claims: without(claims, "uncertified", checked.reason) };
  return { claims, certificate };
}

/** What is certified no more, and why. */
function without(claims: readonly Claim[], outcome: Claim["outcome"], reason: string): readonly Claim[] {
  return claims.map((claim) => (claim.outcome === "certified" ? { ...claim, outcome, reason } : claim));
}

function claimOf(question: Question, { conclusions, exploration }: Survey, architecture: string): Claim {
  const property = nameOf(question);
  const conclusion = conclusions.get(question);
  const no = (reason: string): Claim => ({ property, outcome: "uncertified", reason });
  if (conclusion === undefined) return no("it was not decided");
  if (conclusion.outcome === "violated") return { property, outcome: "violated", reason: "`verify` shows the run" };
  if (conclusion.outcome === "vacuous") return { property, outcome: "vacuous", reason: conclusion.reason ?? "" };
  if (conclusion.outcome !== "proved") {
    const isLarge = exploration.ending.kind === "limit" && exploration.states >= maximumCertifiedStates;
    const larger = `there are more than ${String(maximumCertifiedStates)} states, so the evidence of \`verify\` is its exploration itself, or the theorem that it names`;
    return no(isLarge ? larger : `${conclusion.outcome}: ${conclusion.reason ?? ""}`);
  }
  if (question.kind === "property" && readsPositions(question.property.formula))
    return no("it reads where roles stand, which the states of certificates do not tell");
  if (property === "reception-safe" && /^(?:mailbox|bag)/.test(architecture))
    return no("receptions are checked again where there is a queue, first in first out, for each pair of roles");
  return { property, outcome: "certified" };
}
