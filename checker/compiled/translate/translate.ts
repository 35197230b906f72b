/** From machines to the code that explores them: the model code of a layout, and the layouts that are tried one after the other. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Model } from "../../../calculus/core/index.ts";
import type { MachineConfiguration } from "../../../calculus/machine/index.ts";
import { consultsOracles, machineInitial } from "../../../calculus/machine/index.ts";
import { exhaustive } from "../../../calculus/values/index.ts";
import { analyse, typedMachine } from "../analysis/index.ts";
import type { Analysis, TypedMachine } from "../analysis/index.ts";
import type { MaybeTerm, TypedGuard } from "../analysis/typed-machine.ts";
import type { CodeMemory, Imports } from "../code/index.ts";
import type { ModelCode } from "../exploration/model-code.ts";
import { encode, firstSizes, grown, layoutOf, Overflow, sideTables } from "../layout/index.ts";
import type { Layout, SideTables, Sizes } from "../layout/index.ts";
import type { ReductionPlan } from "../../reduction/index.ts";
import type { ExploredMachine } from "../explored-machine.ts";
import type { Watch } from "../watch.ts";
import { sortedBlocks, sortRow } from "./sorting-code.ts";
import { callOutFunctions, callOuts } from "./call-outs.ts";
import { reasonText } from "./reasons.ts";
import { scratchBytes, successorCode } from "./successors.ts";

/** What does not change when a layout is given up for a larger one. */
export interface Prepared {
  readonly built: ExploredMachine;
  readonly model: Model;
  readonly typed: TypedMachine;
  readonly analysis: Analysis;
  /** In the order of the rules; some may be equal. */
  readonly initial: readonly MachineConfiguration[];
  readonly asksOracles: boolean;
  readonly tables: SideTables;
  /** What is left out. */
  readonly plan?: ReductionPlan;
  /** What every layout is replaced by: itself, but for mutants. */
  readonly adjust: (layout: Layout) => Layout;
}

export interface Translation {
  readonly layout: Layout;
  readonly code: ModelCode;
  readonly bindImports: (memory: CodeMemory) => Imports;
  /** What is done by the semantics of machines instead of by code, and why: one clause each. */
  readonly callOuts: readonly string[];
  /** Address of the word that says of an expanded row whether nobody moves there (`SuccessorCode`). */
  readonly stuckAt: number;
}

export type PrepareResult = { readonly ok: true; readonly prepared: Prepared } | { readonly ok: false; readonly reason: string };

/** Analyses a machine, or what a reduction makes of it, for translation. `reason`: why it has none, as a clause. */
export function prepare(original: ExploredMachine, model: Model, plan?: ReductionPlan, adjust: Prepared["adjust"] = (layout) => layout): PrepareResult {
  const built = plan === undefined ? original : { ...original, machine: plan.machine };
  const met = new Set<string>();
  const note = (): void => {
    met.add("infinite");
  };
  const chooser = exhaustive(note, () => undefined, note);
  const initial = plan === undefined ? machineInitial(built.machine, chooser) : plan.initial(chooser);
  if (met.size > 0) return { ok: false, reason: "an initial value is one of infinitely many" };
  const { network, channels, processes } = built.machine;
  if (network.order === "mailbox" && channels.some(({ to }) => processes.every(({ role }) => role !== to)))
    return { ok: false, reason: "mailboxes of further sessions are not compiled" };
  const typed = typedMachine(built.machine);
  const common = { built, model, typed, analysis: analyse(typed), initial, asksOracles: asksOracles(typed), tables: sideTables(), adjust };
  return { ok: true, prepared: plan === undefined ? common : { ...common, plan } };
}

function asksOracles({ commands, machine }: TypedMachine): boolean {
  if ([...machine.definitions.functions.values()].every(({ body }) => body !== undefined)) return false;
  return commands.flat(2).some(({ guard, payload, updates, domain }) => {
    const inUpdates = updates.flatMap(({ value }) => (value.kind === "term" ? [value.term] : value.kind === "payload" ? [value.scrutinee] : []));
    const inDomain = domain?.kind === "range" ? [domain.low, domain.high] : [];
    if (domain?.kind === "type") return true;
    return [...termsOfGuard(guard), ...payload, ...inUpdates, ...inDomain].some((term) => term === undefined || consultsOracles(term));
  });
}

function termsOfGuard(guard: TypedGuard): readonly MaybeTerm[] {
  switch (guard.kind) {
    case "holds":
    case "refutes":
      return [guard.condition];
    case "defined":
      return guard.terms;
    case "undefined":
      return guard.isConditional ? [guard.when, ...guard.terms] : guard.terms;
    case "matches":
      return [guard.scrutinee];
    case "all":
      return guard.guards.flatMap(termsOfGuard);
    case "always":
    case "has-end":
    case "has-no-end":
      return [];
    default:
      return assertNever(guard);
  }
}

/** The code of a machine for a layout of these sizes. Watches are numbered by their places. @throws Overflow by what is there at the start */
function translate(prepared: Prepared, watches: readonly Watch[], sizes: Sizes): Translation {
  const { built, model, typed, analysis, initial, tables, plan } = prepared;
  const { machine } = built;
  const layout = prepared.adjust(layoutOf(machine, analysis, prepared.asksOracles, evenSizes(sizes, plan), tables));
  const blocks = plan === undefined ? [] : sortedBlocks(layout, plan.blocks);
  const reduction = plan?.table === undefined ? { blocks } : { table: plan.table, blocks };
  const rows = initial.map((configuration) => sortRow(encode(configuration, layout), blocks));
  const initialRows = new Set(rows.map((row) => row.join())).size;
  const { functions, maxSuccessors, callOuts: left, events, stuckAt } = successorCode(typed, { machine, layout, analysis }, watches, initialRows, reduction);
  return {
    layout,
    code: {
      words: layout.words,
      initial: rows,
      functions,
      imports: callOutFunctions,
      maxSuccessors,
      watches: watches.length,
      peaks: machine.channels.length,
      scratchBytes,
      ...forOneThread(left, layout),
    },
    bindImports: callOuts({ built, model, layout, watches, events }),
    callOuts: left,
    stuckAt,
  };
}

/** Rows that the rules write, and functions without body that were asked, have numbers in tables of one thread. */
function forOneThread([left, ...more]: readonly string[], { oracles }: Layout): Pick<ModelCode, "forOneThread"> {
  if (left !== undefined) {
    const others = more.length === 0 ? "" : `, and ${String(more.length)} more`;
    return { forOneThread: `some steps are made by the rules, which one thread asks (${left}${others})` };
  }
  return oracles === undefined ? {} : { forOneThread: "what functions without body gave is kept by one thread" };
}

/** Sizes with queues of interchangeable roles as large as the largest of them: what is exchanged must be laid out alike. */
function evenSizes(sizes: Sizes, plan: ReductionPlan | undefined): Sizes {
  const capacities = [...sizes.capacities];
  for (const group of plan?.blocks ?? []) {
    const [first] = group;
    first?.channels.forEach((_, place) => {
      const channels = group.map((block) => block.channels[place] ?? 0);
      const known = channels.flatMap((channel) => sizes.capacities[channel] ?? []);
      if (known.length > 0) for (const channel of channels) capacities[channel] = Math.max(...known);
    });
  }
  return { ...sizes, capacities };
}

/** The first translation that is tried. */
export function firstTranslation(prepared: Prepared, watches: readonly Watch[]): Translation | string {
  return translateFrom(prepared, watches, firstSizes(prepared.built.machine));
}

/** The translation for the first sizes from these on that what is there at the start fits into; a clause where there are none. */
function translateFrom(prepared: Prepared, watches: readonly Watch[], sizes: Sizes): Translation | string {
  let next: Sizes | undefined = sizes;
  while (next !== undefined) {
    try {
      return translate(prepared, watches, next);
    } catch (error) {
      if (!(error instanceof Overflow)) throw error;
      next = grown(layoutOf(prepared.built.machine, prepared.analysis, prepared.asksOracles, evenSizes(next, prepared.plan), prepared.tables), error.reason);
    }
  }
  return "its values do not fit into rows";
}

/** The translation with larger sizes after the code of one gave up for a reason; or the clause that says why there is none. */
export function retranslate(prepared: Prepared, watches: readonly Watch[], { layout }: Translation, reason: number): Translation | string {
  const text = reasonText(reason);
  if (text !== undefined) return text;
  const sizes = grown(layout, reason);
  return sizes === undefined ? "its values do not fit into rows" : translateFrom(prepared, watches, sizes);
}
