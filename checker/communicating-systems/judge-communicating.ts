/** The judgement of the contexts of a file, and of its protocols and systems as communicating automata: the standing items and what is expected (docs/verdicts.md). */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Model } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { SortContext } from "../../calculus/protocols/index.ts";
import { isBehavioural } from "../../calculus/typing/index.ts";
import type { CommunicatingSystem } from "../automata/index.ts";
import { judgeBehaviour } from "../behavioural-properties/index.ts";
import { definitionOfItem, exploreNetwork, itemText } from "../implementability/index.ts";
import type { NetworkItem } from "../implementability/index.ts";
import { judgeCompatibility } from "../multiparty-compatibility/index.ts";
import type { VerifyOptions } from "../options.ts";
import { boundsOf } from "../options.ts";
import { judgeReplacement } from "../replacement/index.ts";
import type { ReplacementReference } from "../replacement/index.ts";
import { judgeSynthesis } from "../synthesis/index.ts";
import type { Bounds, Verdict } from "../verdict.ts";
import type { ExpectedVerdict } from "../wanted.ts";
import { writtenItem, writtenItemText } from "../written-item.ts";
import { carriedOver } from "./carried-over.ts";
import { communicatingSystems } from "./communicating-system.ts";
import { communicatingItem } from "./items.ts";
import type { CommunicatingItem, Where } from "./items.ts";
import { withPlaces } from "./places.ts";

/** Asked of every context. */
const standing: readonly string[] = ["well-typed", "compatible", "deadlock-free", "live"];
/** Told for information unless somebody asks: it also asks every role to be served by each peer that it waits for, and may need long queues. */
const informing: ReadonlySet<string> = new Set(["live"]);
/** Configurations that are looked at for what nobody asked. */
const glance = 20_000;

interface Wanted {
  readonly text: string;
  readonly item: CommunicatingItem;
  readonly where: Where;
  /** An expectation or `--property` asks for it. */
  readonly asked: boolean;
}

interface Judge {
  readonly bounds: Bounds;
  readonly options: VerifyOptions;
  readonly resolve: (name: string) => ReplacementReference | undefined;
  /** What the sorts of payloads refer to. */
  readonly sorts: SortContext;
  /** `compatible`, which other items may rest on; judged once for each system. */
  readonly compatible: (system: CommunicatingSystem) => Verdict;
}

/** Verdicts on all contexts of a checked file, and on what is asked bottom-up of its protocols and systems, in the order of their kinds and declarations. */
export function communicatingVerdicts(model: Model, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  const systemOf = communicatingSystems(model);
  const resolve = (name: string): ReplacementReference | undefined => {
    const protocol = model.protocols.get(name);
    if (protocol !== undefined) return protocol;
    const found = systemOf(name);
    return found.ok ? found.system : undefined;
  };
  const bounds = boundsOf(options);
  const { maxK, shouldStop } = options;
  const control = { ...(shouldStop === undefined ? {} : { shouldStop }), ...(maxK === undefined ? {} : { maxK }) };
  const known = new Map<CommunicatingSystem, Verdict>();
  const compatible = (system: CommunicatingSystem): Verdict => {
    let verdict = known.get(system);
    if (verdict === undefined) known.set(system, (verdict = judgeCompatibility(system, { kind: "compatible" }, bounds, control)));
    return verdict;
  };
  const sorts: SortContext = { types: model.definitions.types, mayPlay: (mine, theirs) => mine.protocol === theirs.protocol && mine.role === theirs.role };
  const judge: Judge = { bounds, options, resolve, sorts, compatible };
  const on = (kind: CommunicatingSystem["kind"], { name, span }: { readonly name: string; readonly span: Span }): readonly Verdict[] => {
    const wanted = wantedOf(kind, name, expected, options);
    if (wanted.length === 0) return [];
    const found = systemOf(name);
    return wanted.map((one) => (found.ok ? verdictOn(found.system, one, judge) : { ...blank(name, span, one, judge.bounds), reason: found.reason }));
  };
  return [
    ...[...model.protocols.values()].flatMap((protocol) => on("protocol", protocol)),
    ...[...model.systems.values()].flatMap((system) => on("system", system)),
    ...[...model.contexts.values()].flatMap((context) => on("context", context)),
  ];
}

/** The items of one subject: the standing ones and those that the file expects, or the one of `--property`. */
function wantedOf(kind: CommunicatingSystem["kind"], name: string, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Wanted[] {
  const { property: only, network = "fifo", fairness } = options;
  const own: Where = { network, ...(fairness === undefined ? {} : { fairness }) };
  const usual: Where = { network: "fifo" };
  const ownOf = (text: string): { readonly text: string; readonly where: Where } => ({
    text,
    where: isBehavioural(writtenItem(text).name, kind) ? own : usual,
  });
  const asked =
    only === undefined
      ? expected.filter(({ subject }) => subject === name).map(({ property, ...one }) => ({ text: property, where: whereOf(one) }))
      : [{ text: writtenItemText(writtenItem(only)), where: own }];
  const always = only === undefined && kind === "context" ? standing.map(ownOf) : [];
  const wanted = new Map<string, Wanted>();
  for (const { text, where } of [...asked, ...always]) {
    const item = communicatingItem(kind, writtenItem(text), where);
    const key = JSON.stringify([text, where.network, where.fairness ?? ""]);
    if (item === undefined || typeof item === "string" || wanted.has(key)) continue;
    wanted.set(key, { text, item, where, asked: asked.some((one) => one.text === text && sameWhere(one.where, where)) });
  }
  return inOrder([...wanted.values()]);
}

function whereOf({ network, fairness }: Pick<ExpectedVerdict, "network" | "fairness">): Where {
  return { network, ...(fairness === undefined ? {} : { fairness }) };
}

function sameWhere(left: Where, right: Where): boolean {
  return left.network === right.network && left.fairness === right.fairness;
}

/** The standing items first, in their order, then the others in that of the text. */
function inOrder(wanted: readonly Wanted[]): readonly Wanted[] {
  const place = ({ text }: Wanted): number => (standing.includes(text) ? standing.indexOf(text) : standing.length);
  return wanted.toSorted((left, right) => place(left) - place(right));
}

/** The verdict before anything is known. */
function blank(name: string, span: Span, { text, where, item }: Wanted, bounds: Bounds): Verdict {
  return {
    subject: name,
    property: text,
    verdict: "unknown",
    definition: item.engine === "network" ? definitionOfItem(item.item) : `the communications of ${name} are ${text}`,
    method: "none",
    bounds,
    network: where.network,
    ...(where.fairness === undefined ? {} : { fairness: where.fairness }),
    faults: "none",
    assumptions: [],
    evidence: [],
    states: 0,
    transitions: 0,
    span,
  };
}

function verdictOn(system: CommunicatingSystem, wanted: Wanted, judge: Judge): Verdict {
  const { text, item, where, asked } = wanted;
  const stopped = judge.options.shouldStop?.();
  const { maxStates } = judge.bounds;
  const bounds = asked || !informing.has(text) ? judge.bounds : { ...judge.bounds, maxStates: Math.min(maxStates, glance) };
  const base = blank(system.name, system.span, wanted, bounds);
  if (stopped !== undefined && item.engine !== "typing") return { ...base, reason: `stopped by ${stopped}` };
  const verdict = carriedOver(
    system,
    item,
    judged(system, item, item.engine === "typing" ? base : { ...base, assumptions: system.assumptions }, { ...judge, bounds }),
  );
  const named: Verdict = {
    ...verdict,
    subject: system.name,
    property: text,
    network: where.network,
    ...(where.fairness === undefined ? {} : { fairness: where.fairness }),
  };
  const placed = withPlaces(system, named);
  return !asked && informing.has(text) ? { ...placed, informs: true } : placed;
}

/** Deadlock freedom follows from compatibility, whatever the length of queues; other faults are looked for. */
function byExploration(system: CommunicatingSystem, item: NetworkItem, base: Verdict, compatible: Judge["compatible"]): Verdict {
  const follows = item.kind === "deadlock-free" && system.automata.every(({ states }) => states.every(({ isFinal, edges }) => isFinal || edges.length > 0));
  const safety = follows ? compatible(system) : undefined;
  if (safety?.verdict === "proved") {
    const evidence = ["compatible: whatever happened, what is first in a queue can still be received, and who waits can still be served", ...safety.evidence];
    const { leastK, theorem, states, transitions, assumptions } = safety;
    return {
      ...base,
      verdict: "proved",
      method: "by-design",
      assumptions,
      evidence,
      states,
      transitions,
      ...(leastK === undefined ? {} : { leastK }),
      ...(theorem === undefined ? {} : { theorem }),
    };
  }
  return exploreNetwork({ ...base, property: itemText(item) }, { automata: () => ({ ok: true, automata: system.automata }) }, item);
}

function judged(system: CommunicatingSystem, item: CommunicatingItem, base: Verdict, { bounds, options, resolve, sorts, compatible }: Judge): Verdict {
  const { shouldStop, maxK } = options;
  const control = shouldStop === undefined ? {} : { shouldStop };
  switch (item.engine) {
    case "typing":
      return {
        ...base,
        verdict: "proved",
        definition: "every member is a local type: its peers are members, its loops exist and are guarded, and no message leads to two states",
        method: "typing",
        evidence: [`the local types of ${system.automata.map(({ role }) => role).join(", ")} are deterministic automata`],
      };
    case "network":
      return byExploration(system, item.item, base, compatible);
    case "compatibility":
      if (item.item.kind === "compatible") return compatible(system);
      return judgeCompatibility(system, item.item, bounds, { ...control, ...(maxK === undefined ? {} : { maxK }) });
    case "behaviour":
      return judgeBehaviour(system, item.item, item.where, bounds, control);
    case "replacement":
      return judgeReplacement(system, item.item, resolve, bounds, { context: sorts });
    case "synthesis":
      return judgeSynthesis(system, item.item, bounds);
    default:
      return assertNever(item);
  }
}
