/** The verdicts on the processes and systems of a file: typing with re-checked derivations, association, and exploration of the system's network. */
import type { Behaviour, Model, ProcessDefinition, SystemDefinition } from "../../calculus/core/index.ts";
import { mapParts, spine } from "../../calculus/core/index.ts";
import type { Action } from "../../calculus/core/index.ts";
import { systemNetwork } from "../../calculus/semantics/index.ts";
import type { Asked } from "../decide.ts";
import { contradict } from "../contradict.ts";
import { decide, totalityTheorem } from "../decide.ts";
import { definitionOf, isBuiltInItem, isRunItem, nameOf, questionOf } from "../items.ts";
import type { BuiltInItem, RunItem } from "../items.ts";
import type { VerifyOptions } from "../options.ts";
import { boundsOf, limitsOf } from "../options.ts";
import { runPropertyVerdicts, undecidedRunProperties } from "../run-properties.ts";
import { staticVerdict } from "../static-verdicts.ts";
import { areTotal, isTotal } from "../totality.ts";
import type { Verdict } from "../verdict.ts";
import { isExpectedElsewhereOnly, isOnOtherNetworksOnly } from "../wanted.ts";
import type { ExpectedVerdict } from "../wanted.ts";
import { associationTheorem, itemsByAssociation } from "./by-association.ts";
import { playsInProtocol } from "./endpoint.ts";
import { calledBy, judgeProcesses } from "./judged-processes.ts";
import { membersOf, protocolOf } from "./members.ts";
import type { Member } from "./members.ts";
import { printedDerivation } from "./print-derivation.ts";
import type { SessionTyping, TypedEndpoint } from "./type-endpoints.ts";

const processDefinition = "the process has a derivation of Γ; Δ ⊢ B ▷ T for the local type T of its role (docs/session-types.md)";
const systemDefinition = "every member of the system has a derivation of Γ; Δ ⊢ B ▷ T for the local type T of its role (docs/session-types.md)";

/** Verdicts on all processes that are judged on their own, or asked about, and on all systems, in the order of their declarations. */
export function endpointVerdicts(model: Model, typing: SessionTyping, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  return [...processVerdicts(model, typing, expected, options), ...systemVerdicts(model, typing, expected, options)];
}

function processVerdicts(model: Model, typing: SessionTyping, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  if (options.property !== undefined && options.property !== "well-typed") return [];
  const judged = judgeProcesses(model, typing);
  return [...model.processes.values()].flatMap((process): readonly Verdict[] => {
    const own = judged.filter((one) => one.process === process).map(({ typed }) => typed);
    const isAsked = expected.some(({ subject }) => subject === process.name);
    if (!playsInProtocol(process)) return isAsked ? [untyped(process, options)] : [];
    const typed = own.length === 0 && isAsked ? [typing.ofProcess(process)] : own;
    if (typed.length === 0) return [];
    return [
      typingVerdict(
        process.name,
        processDefinition,
        process.span,
        typed.map((one): Member => ({ role: process.role, name: process.name, typed: one })),
        typing,
        options,
      ),
    ];
  });
}

/** `well-typed` of a process that plays in no protocol, where somebody asks. */
function untyped({ name, role, span }: ProcessDefinition, options: VerifyOptions): Verdict {
  const reason = `\`${name}\` plays ${role} in no protocol, so there is no local type to have`;
  return staticVerdict(name, "well-typed", "unknown", span, boundsOf(options), { definition: processDefinition, reason });
}

/** `well-typed` of a process or system: all of these endpoints are. */
function typingVerdict(
  subject: string,
  definition: string,
  span: Verdict["span"],
  members: readonly Member[],
  typing: SessionTyping,
  options: VerifyOptions,
): Verdict {
  const base = staticVerdict(subject, "well-typed", "proved", span, boundsOf(options), { definition });
  const typed = members.flatMap((member) => (member.typed === undefined ? [] : [member.typed]));
  const diagnostics = [...new Set(typed.flatMap((one) => one.diagnostics))];
  const evidence = diagnostics.map(({ code, message }) => `${code}: ${message}`);
  if (diagnostics.length > 0) return { ...base, verdict: "violated", evidence, diagnostics, reason: evidence[0] ?? "" };
  const refuted = typed.find((one) => one.refuted !== undefined);
  if (refuted !== undefined)
    return { ...base, verdict: "disagreement", reason: `the derivation of ${refuted.endpoint.name} is refused: ${refuted.refuted ?? ""}` };
  const unknown = typed.find((one) => one.unknown !== undefined)?.unknown ?? members.find(({ obstacle }) => obstacle !== undefined)?.obstacle;
  if (unknown !== undefined) return { ...base, verdict: "unknown", reason: unknown };
  const derivations = typed.flatMap((one) => (one.derivation === undefined ? [] : [one.derivation]));
  const proofs = members.map(({ role, name, typed: one }) =>
    one === undefined ? `${role}: ${name} does what its local type says by construction` : proofOf(role, name, one, typing),
  );
  return {
    ...base,
    assumptions: [...new Set(derivations.flatMap(({ assumptions }) => assumptions))],
    evidence: proofs,
    derivations: derivations.map((derivation) => printedDerivation(derivation, typing.contracts)),
  };
}

function proofOf(role: string, name: string, { derivation, endpoint }: TypedEndpoint, typing: SessionTyping): string {
  const contract = typing.contracts(endpoint.protocol, endpoint.role);
  const by = contract.kind === "type" ? contract.by : "nothing";
  const count = derivation?.nodes.length ?? 0;
  return `${role}: a derivation of ${String(count)} judgement${count === 1 ? "" : "s"} for ${name}, checked again by a second reading of the rules; the local type is that of the ${by === "projection" ? "inductive full projection" : by}`;
}

const standing: readonly BuiltInItem[] = ["well-typed", "deadlock-free", "reception-safe", "orphan-free", "no-failure", "assert"];

function systemVerdicts(model: Model, typing: SessionTyping, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  const { property: only } = options;
  return [...model.systems.values()].flatMap((system) => {
    const asked = expected.filter(({ subject }) => subject === system.name).map(({ property }) => property);
    const usual = standing.filter((item) =>
      item === "assert" ? actionsBelow(model, system).some(({ kind }) => kind === "assert") : item !== "well-typed" || !isWithoutProtocol(model, system),
    );
    const isElsewhere = only === undefined && isOnOtherNetworksOnly(model, system.name);
    const standingHere = isElsewhere ? usual.filter((item) => item === "well-typed") : usual;
    const items = only === undefined ? [...new Set([...standingHere, ...asked.filter(isBuiltInItem)])] : isBuiltInItem(only) ? [only] : [];
    if (isElsewhere) return judgeSystem(model, system, items, typing, options);
    return [...judgeSystem(model, system, items, typing, options), ...propertyVerdicts(model, system, expected, typing, options)];
  });
}

/** The declared properties of a system, in its network. */
function propertyVerdicts(
  model: Model,
  system: SystemDefinition,
  expected: readonly ExpectedVerdict[],
  typing: SessionTyping,
  options: VerifyOptions,
): readonly Verdict[] {
  const { name, span } = system;
  const properties = model.properties.filter(
    (one) => one.of === name && (options.property === undefined ? !isExpectedElsewhereOnly(model, one.name) : options.property === one.name),
  );
  if (properties.length === 0) return [];
  const asked = properties.flatMap((definition): readonly Asked[] => {
    const question = questionOf(definition);
    return question === undefined ? [] : [{ question, span: definition.span }];
  });
  const network = systemNetwork(model, system, typing.contracts);
  if (!network.ok) {
    const { reason } = network;
    const blank = staticVerdict(name, "deadlock-free", "unknown", span, boundsOf(options), { reason });
    return [
      ...asked.map(({ question, span: at }) => ({ ...blank, property: nameOf(question), definition: definitionOf(question), span: at })),
      ...undecidedRunProperties(model, name, properties, expected, reason, options),
    ];
  }
  const assumptions = assumptionsOfSystem(model, system);
  const judged = { model, subject: name, network: network.system, architecture: "fifo", faults: "none", assumptions };
  return [
    ...decide({ model, network: network.system }, name, asked, options).map((verdict) => ({
      ...verdict,
      assumptions: [...verdict.assumptions, ...assumptions],
    })),
    ...runPropertyVerdicts(judged, properties, expected, options),
  ];
}

/** Whether its processes play in no protocol, so that there is nothing to be typed against. */
function isWithoutProtocol(model: Model, { members }: SystemDefinition): boolean {
  return members.some(({ by }) => by.kind === "process" && model.processes.get(by.name)?.protocol === undefined);
}

function judgeSystem(model: Model, system: SystemDefinition, items: readonly BuiltInItem[], typing: SessionTyping, options: VerifyOptions): readonly Verdict[] {
  const protocol = protocolOf(model, system);
  const members = protocol === undefined ? [] : membersOf(model, system, protocol, typing);
  const typed =
    protocol === undefined
      ? staticVerdict(system.name, "well-typed", "unknown", system.span, boundsOf(options), {
          definition: systemDefinition,
          reason: "the members play in no protocol",
        })
      : typingVerdict(system.name, systemDefinition, system.span, members, typing, options);
  const byTheorem = protocol !== undefined && typed.verdict === "proved" ? itemsByAssociation(model, system, protocol) : [];
  const wanted = items.filter(isRunItem).filter((item) => options.paranoid === true || !byTheorem.includes(item));
  const isSureAnyway = options.paranoid !== true && wanted.every((item) => item === "no-failure") && cannotFail(model, system, members);
  const explored = explore(model, system, wanted, typing, isSureAnyway ? withFewStates(options) : options);
  return items.flatMap((item): readonly Verdict[] => {
    if (item === "well-typed") return [typed];
    if (!isRunItem(item)) return [];
    const second = explored.find(({ property }) => property === item);
    if (item === "no-failure" && second?.verdict === "unknown" && cannotFail(model, system, members)) return [total(second)];
    return byTheorem.includes(item) ? [associated(model, system, item, typed, second, options)] : second === undefined ? [] : [second];
  });
}

/** What is explored of a system at most to see again what a theorem says of it. */
const statesForAnotherLook = 2_000;

function withFewStates(options: VerifyOptions): VerifyOptions {
  return { ...options, maxStates: Math.min(limitsOf(options).maxStates, statesForAnotherLook) };
}

/** Whether no member applies a partial operation. */
function cannotFail(model: Model, system: SystemDefinition, members: readonly Member[]): boolean {
  const isTyped =
    members.length > 0 && members.every(({ typed, obstacle }) => obstacle === undefined && (typed === undefined || typed.derivation !== undefined));
  const choreographies = system.members.flatMap(({ by }) => (by.kind === "choreography" ? [by.name] : []));
  return isTyped && areTotal(model, actionsBelow(model, system)) && choreographies.every((name) => isTotal(model, name));
}

/** A theorem decides what an incomplete exploration could not. */
function total({ reason, ...verdict }: Verdict): Verdict {
  const cut = reason === undefined ? [] : [`the exploration that would show it again was incomplete: ${reason}`];
  return {
    ...verdict,
    verdict: "proved",
    method: "by-design",
    theorem: totalityTheorem,
    assumptions: [...verdict.assumptions, "values stay within the size limits of the evaluator"],
    evidence: ["no partial operation occurs in the members", ...cut],
  };
}

/** The verdict that the theorem gives, compared with that of the exploration where there is one. */
function associated(model: Model, system: SystemDefinition, item: RunItem, typed: Verdict, second: Verdict | undefined, options: VerifyOptions): Verdict {
  const verdict = staticVerdict(system.name, item, "proved", system.span, boundsOf(options), {
    method: "by-design",
    theorem: associationTheorem,
    assumptions: [...typed.assumptions, ...assumptionsOfSystem(model, system)],
    evidence: ["the protocol is implementable, and every member is well typed"],
  });
  if (second === undefined) return verdict;
  if (contradict("proved", second.verdict))
    return { ...second, verdict: "disagreement", reason: `association says proved, the exploration of the network says ${second.verdict}` };
  const evidence = second.verdict === "unknown" ? [] : [`the exploration of the whole network agrees: ${second.verdict}`];
  return { ...verdict, evidence: [...verdict.evidence, ...evidence], states: second.states, transitions: second.transitions };
}

function explore(model: Model, system: SystemDefinition, items: readonly RunItem[], typing: SessionTyping, options: VerifyOptions): readonly Verdict[] {
  if (items.length === 0) return [];
  const network = systemNetwork(model, system, typing.contracts);
  if (!network.ok) return items.map((item) => staticVerdict(system.name, item, "unknown", system.span, boundsOf(options), { reason: network.reason }));
  const asked = items.map((item): Asked => ({ question: { kind: "built-in", item }, span: system.span }));
  const assumptions = assumptionsOfSystem(model, system);
  return decide({ model, network: network.system }, system.name, asked, options).map((verdict) => ({
    ...verdict,
    assumptions: [...verdict.assumptions, ...assumptions],
  }));
}

/** Assumptions that the processes of a system write, as sentences. */
export function assumptionsOfSystem(model: Model, system: SystemDefinition): readonly string[] {
  return actionsBelow(model, system).flatMap((A) => {
    if (A.kind !== "assume") return [];
    const { file, start, end } = A.condition.span;
    return [`${model.sources[file]?.text.slice(start, end) ?? "a condition"} is assumed`];
  });
}

/** The actions of the processes of a system and of all that they call, shared parts once. */
function actionsBelow(model: Model, { members }: SystemDefinition): readonly Action[] {
  const names = new Set(members.flatMap(({ by }) => (by.kind === "process" ? [by.name] : [])));
  for (const name of names) for (const callee of calledBy(model.processes.get(name)?.body ?? { kind: "end" })) names.add(callee);
  const actions: Action[] = [];
  const seen = new Set<Behaviour>();
  const visit = (part: Behaviour): Behaviour => {
    for (const cell of spine(part, (suffix) => seen.has(suffix))) {
      if (cell.kind === "end" || seen.has(cell)) continue;
      seen.add(cell);
      actions.push(cell.head);
      mapParts(cell.head, visit);
    }
    return part;
  };
  for (const name of names) visit(model.processes.get(name)?.body ?? { kind: "end" });
  return actions;
}
