/**
 * The verdicts under fault models and on networks other than reliable queues without bound: by exploration of the network with its faults. No theorem that is
 * about those queues is used here: not that projectable programs do not deadlock, not head first, not association.
 */
import type { ProjectionFinding } from "../calculus/amendment/index.ts";
import { choreographiesOf, isOfReplay, fifo, networkWords, readNetwork } from "../calculus/core/index.ts";
import type { Model, NetworkArchitecture, SystemDefinition } from "../calculus/core/index.ts";
import { nowhere } from "../calculus/diagnostics/index.ts";
import type { Span } from "../calculus/diagnostics/index.ts";
import type { Contracts } from "../calculus/protocols/index.ts";
import { isClosed, networkSystem, systemNetwork } from "../calculus/semantics/index.ts";
import type { NetworkSystem } from "../calculus/semantics/index.ts";
import { assumptionsOf, instructionsBelow } from "./assumptions.ts";
import type { Asked } from "./decide.ts";
import { decide } from "./decide.ts";
import type { RunItem } from "./items.ts";
import { definitionOf, isBuiltInItem, isRunItem, nameOf, questionOf } from "./items.ts";
import type { VerifyOptions } from "./options.ts";
import { boundsOf } from "./options.ts";
import { runPropertyVerdicts, undecidedRunProperties } from "./run-properties.ts";
import { assumptionsOfSystem } from "./session-types/judge-endpoints.ts";
import { proceduresBelow, staticVerdict } from "./static-verdicts.ts";
import type { Verdict } from "./verdict.ts";
import type { ExpectedVerdict } from "./wanted.ts";

/** Where runs are asked about: on which network, and under which fault model. */
export interface Where {
  readonly network: string;
  readonly faults?: string;
}

/** Whether these are other runs than those of reliable queues without bound, and not of actions in step. */
export function isElsewhere({ network, faults }: Where): boolean {
  return faults !== undefined || (network !== "fifo" && network !== "synchronous");
}

/** Where the options ask about, `fifo` and no faults unless told. */
export function whereOf({ network = "fifo", faults }: VerifyOptions): Where {
  return { network, ...(faults === undefined ? {} : { faults }) };
}

/** What is asked of one subject at one place. */
interface Inquiry extends Where {
  readonly subject: string;
  readonly items: readonly RunItem[];
  /** Names of properties. */
  readonly properties: readonly string[];
  readonly expected: readonly ExpectedVerdict[];
}

/** Verdicts on what expectations, or the options, ask of runs elsewhere; in the order in which subjects and places are first named. */
export function verdictsElsewhere(
  model: Model,
  expected: readonly ExpectedVerdict[],
  findings: readonly ProjectionFinding[],
  contracts: Contracts,
  options: VerifyOptions,
): readonly Verdict[] {
  return inquiries(model, expected, options).flatMap((one) => verdictsOf(model, one, findings, contracts, options));
}

function inquiries(model: Model, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Inquiry[] {
  const here = whereOf(options);
  if (isElsewhere(here)) return subjectsOf(model).flatMap((subject) => ofOptions(model, subject, here, expected, options.property));
  if (options.property !== undefined) return [];
  const groups = new Map<string, ExpectedVerdict[]>();
  for (const one of expected.filter(isElsewhere)) {
    const key = JSON.stringify([one.subject, one.network, one.faults ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { subject, network, faults } = first;
    const names = [...new Set(group.map(({ property }) => property))];
    const items = names.filter(isBuiltInItem).filter(isRunItem);
    return [{ subject, network, ...(faults === undefined ? {} : { faults }), items, properties: names, expected: group }];
  });
}

/** All closed choreographies and all systems. */
function subjectsOf(model: Model): readonly string[] {
  return [
    ...choreographiesOf(model)
      .filter(isClosed)
      .map(({ name }) => name),
    ...model.systems.keys(),
  ];
}

const standing: readonly RunItem[] = ["no-failure", "deadlock-free"];

/** What the options ask: one item or property, or else what is asked of every subject. */
function ofOptions(model: Model, subject: string, where: Where, expected: readonly ExpectedVerdict[], only: string | undefined): readonly Inquiry[] {
  const own = expected.filter((one) => one.subject === subject && one.network === where.network && one.faults === where.faults);
  const declared = model.properties.filter(({ of }) => of === subject).map(({ name }) => name);
  const usual = [...standing, ...(hasAssertion(model, subject) ? (["assert"] as const) : []), ...own.map(({ property }) => property).filter(isBuiltInItem)];
  const items = [...new Set(only === undefined ? usual : isBuiltInItem(only) ? [only] : [])].filter(isRunItem);
  const properties = declared.filter((name) => only === undefined || name === only);
  return items.length + properties.length === 0 ? [] : [{ subject, ...where, items, properties, expected: own }];
}

function hasAssertion(model: Model, subject: string): boolean {
  return model.procedures.has(subject) && instructionsBelow(model, subject).some(({ kind }) => kind === "assert");
}

function verdictsOf(model: Model, one: Inquiry, findings: readonly ProjectionFinding[], contracts: Contracts, options: VerifyOptions): readonly Verdict[] {
  const { subject, faults = "none", expected } = one;
  const architecture = architectureOf(one.network);
  const network = networkWords(architecture);
  const properties = model.properties.filter(({ name, of }) => of === subject && one.properties.includes(name));
  const found = networkAt(model, subject, architecture, one.faults, findings, contracts);
  const asked: readonly Asked[] = [
    ...one.items.map((item): Asked => ({ question: { kind: "built-in", item }, span: found.span })),
    ...properties.flatMap((definition): readonly Asked[] => {
      const question = questionOf(definition);
      return question === undefined ? [] : [{ question, span: definition.span }];
    }),
  ];
  if (!found.ok) {
    const undecided = asked.map(({ question, span }): Verdict => {
      const blank = staticVerdict(subject, "no-failure", "unknown", span, boundsOf(options), { reason: found.reason });
      return { ...blank, property: nameOf(question), definition: definitionOf(question) };
    });
    const others = undecidedRunProperties(model, subject, properties, expected, found.reason, options);
    return [...undecided, ...others].map((verdict) => ({ ...verdict, network, faults }));
  }
  const { system, assumptions } = found;
  const judged = { model, subject, network: system, architecture: network, faults, assumptions };
  const own = model.systems.has(subject) ? assumptions : [];
  return [
    ...decide({ model, network: system }, subject, asked, options).map((verdict) => ({ ...verdict, assumptions: [...verdict.assumptions, ...own] })),
    ...runPropertyVerdicts(judged, properties, expected, options),
  ];
}

function architectureOf(words: string): NetworkArchitecture {
  const reading = readNetwork(words);
  return reading.ok ? reading.network : fifo;
}

type Found =
  | { readonly ok: true; readonly system: NetworkSystem; readonly assumptions: readonly string[]; readonly span: Span }
  | { readonly ok: false; readonly reason: string; readonly span: Span };

function networkAt(
  model: Model,
  subject: string,
  network: NetworkArchitecture,
  faultModel: string | undefined,
  findings: readonly ProjectionFinding[],
  contracts: Contracts,
): Found {
  const faults = faultModel === undefined ? undefined : model.faults.get(faultModel);
  const options = { network, ...(faults === undefined ? {} : { faults }) };
  const system = model.systems.get(subject);
  if (system !== undefined) return isOfReplay(faults) ? { ok: false, reason: onlyReplayed, span: system.span } : ofSystem(model, system, options, contracts);
  const span = model.procedures.get(subject)?.span ?? nowhere;
  if (isOfReplay(faults)) return { ok: false, reason: onlyReplayed, span };
  const below = proceduresBelow(model, subject);
  if (findings.some(({ procedure }) => below.has(procedure))) return { ok: false, reason: `${subject} is not projectable, so it has no network`, span };
  const found = networkSystem(model, subject, options);
  return found.ok
    ? { ok: true, system: found.system, assumptions: assumptionsOf(model, subject), span }
    : { ok: false, reason: `${subject} is not projectable, so it has no network`, span };
}

const onlyReplayed = "exceptions and restarts of the broker are faults of machines that replay only";

function ofSystem(model: Model, system: SystemDefinition, options: Parameters<typeof systemNetwork>[3], contracts: Contracts): Found {
  const found = systemNetwork(model, system, contracts, options);
  const { span } = system;
  return found.ok ? { ok: true, system: found.system, assumptions: assumptionsOfSystem(model, system), span } : { ok: false, reason: found.reason, span };
}
