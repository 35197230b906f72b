/** The verdicts on properties of whole runs: moments of the network, the automaton of what contradicts the property, their product, and where it is not empty. */
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import type { NetworkConfiguration, TransitionSystem } from "../../calculus/semantics/index.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import { firstValues, watching } from "../../interpreter/index.ts";
import type { CompilableNetwork } from "../compiled/index.ts";
import type { SystemGraph } from "../graph/index.ts";
import { boundsOf } from "../options.ts";
import type { VerifyOptions } from "../options.ts";
import type { Verdict } from "../verdict.ts";
import { buechiAutomaton } from "./buechi-automaton.ts";
import type { BuechiAutomaton } from "./buechi-automaton.ts";
import { confirmRun } from "./confirm.ts";
import { fairComponents } from "./fair-components.ts";
import { lassoIn } from "./lasso.ts";
import { negation } from "./linear-formula.ts";
import type { LinearFormula } from "./linear-formula.ts";
import { momentsOfNetwork } from "./moments-of-network.ts";
import type { NetworkMoments } from "./moments-of-network.ts";
import { truths } from "./moments.ts";
import { acceptsByNestedSearch } from "./nested-depth-first.ts";
import { usualRunParts } from "./parts.ts";
import type { RunParts } from "./parts.ts";
import { product } from "./product.ts";
import type { Product } from "./product.ts";
import { peaksText } from "./queue-peaks.ts";
import { runGraph } from "./run-graph.ts";
import type { RunGraph } from "./run-graph.ts";
import { definitionOfRunProperty, fairRuns, linearFormula } from "./run-property.ts";
import type { RunProperty } from "./run-property.ts";

/** A network with what its verdicts say of it. */
export interface JudgedNetwork {
  readonly model: Model;
  readonly subject: string;
  readonly network: CompilableNetwork;
  /** As verdicts name it, `fifo`. */
  readonly architecture: string;
  readonly faults: string;
  /** What the program itself assumes. */
  readonly assumptions: readonly string[];
}

/** A property to judge, and under which fairness. */
export interface AskedRunProperty {
  readonly name: string;
  readonly property: RunProperty;
  readonly fairness: Fairness;
  readonly span: Span;
}

/** One verdict for each question, in their order. The network is explored once, and once more for properties that read positions. */
export function judgeRunProperties(
  judged: JudgedNetwork,
  asked: readonly AskedRunProperty[],
  options: VerifyOptions,
  parts: RunParts = usualRunParts,
): readonly Verdict[] {
  const graphs = new Map<boolean, RunGraph>();
  const graphFor = (tellsPositions: boolean): RunGraph => {
    const known = graphs.get(tellsPositions) ?? runGraph(judged.model, judged.network, tellsPositions, options);
    graphs.set(tellsPositions, known);
    return known;
  };
  const searched = new Map<RunProperty, Searched>();
  return asked.map((one) => {
    const explored = graphFor(one.property.atoms.some(({ readsPositions }) => readsPositions));
    const known = searched.get(one.property) ?? searchedFor(one.property, judged.network, explored, parts);
    searched.set(one.property, known);
    return judge(judged, one, known, options, parts);
  });
}

/** What is looked through for a property, whatever the fairness. */
interface Searched {
  readonly explored: RunGraph;
  readonly moments: NetworkMoments;
  /** Accepts the runs that contradict the property. */
  readonly automaton: BuechiAutomaton;
  readonly contradicting: Product;
}

function searchedFor(property: RunProperty, network: JudgedNetwork["network"], explored: RunGraph, parts: RunParts): Searched {
  const { graph } = explored;
  const moments = momentsOfNetwork(graph, property.atoms, obscurity(network, graph), parts);
  const automaton = buechiAutomaton(negation(linearFormula(property.shape)));
  return { explored, moments, automaton, contradicting: product(moments, automaton) };
}

function judge(
  judged: JudgedNetwork,
  { name, property, fairness, span }: AskedRunProperty,
  { explored: { graph, method, maxStates, remarks }, moments, automaton, contradicting }: Searched,
  options: VerifyOptions,
  parts: RunParts,
): Verdict {
  const { model, subject, network } = judged;
  const base: Verdict = {
    subject,
    property: name,
    verdict: "unknown",
    definition: definitionOfRunProperty(property, fairness),
    method,
    bounds: { ...boundsOf(options), maxStates },
    network: judged.architecture,
    fairness,
    faults: judged.faults,
    assumptions: judged.assumptions,
    evidence: [],
    states: graph.states,
    transitions: graph.targets.length,
    span,
  };
  const size = `${String(graph.states)} states and ${String(graph.targets.length)} steps, ${String(contradicting.nodes)} nodes of the product with the automaton of the contrary`;
  const lasso = lassoIn(contradicting, fairComponents(contradicting, fairness, parts), fairness, parts);
  if (lasso !== undefined) {
    const found = confirmRun({ name, subject, property, fairness, model, network, graph, moments, lasso });
    if (found.kind === "refuted") return { ...base, verdict: "disagreement", reason: `the search found a run that the rules do not confirm: ${found.reason}` };
    const { prefix, cycle } = lasso;
    const shape =
      cycle.length === 0
        ? `a run of ${String(prefix.length)} steps that is over`
        : `a run of ${String(prefix.length)} steps and a round of ${String(cycle.length)}`;
    const evidence = [`${shape} was repeated by the rules; its fairness and the property were judged again along it`, `explored: ${size}`, ...remarks];
    return { ...base, verdict: "violated", counterexample: found.counterexample, evidence };
  }
  if (contradicting.undefinedAt !== undefined)
    return { ...base, verdict: "error", reason: moments.undefinedBecause ?? "the property has no truth value at some moment" };
  const incomplete = [...graph.incomplete, ...(contradicting.isUnknown && moments.unknownBecause !== undefined ? [moments.unknownBecause] : [])];
  if (graph.ending.kind === "depth")
    incomplete.push(`runs of more than ${String(graph.ending.limit)} steps were not followed, and the property is about whole runs`);
  if (incomplete.length > 0) return { ...base, reason: incomplete.join("; "), evidence: [`explored: ${size}`, ...remarks] };
  const vacuous = vacuity(property, graph, moments, fairness);
  if (vacuous !== undefined) return { ...base, verdict: "vacuous", reason: vacuous, evidence: [`explored: ${size}`, ...remarks] };
  const needsFairness = fairness !== "no-fairness" && fairComponents(contradicting, "no-fairness").length > 0;
  if (options.paranoid === true && !needsFairness && acceptsByNestedSearch(moments, automaton))
    return { ...base, verdict: "disagreement", reason: "components say proved, nested depth-first search finds a run to the contrary" };
  return {
    ...base,
    verdict: "proved",
    assumptions: [...base.assumptions, ...(needsFairness ? [fairRuns(fairness)] : [])],
    evidence: [
      `explored: ${size}, all there are; none of its cycles is one of a fair run`,
      peaksText(graph.peaks),
      ...(fairness === "no-fairness" ? [] : [needsFairness ? "without fairness it does not hold" : "it holds without fairness too"]),
      ...(options.paranoid === true && !needsFairness ? ["nested depth-first search agrees"] : []),
      ...remarks,
    ],
  };
}

/** Whether the steps of somebody are not known in a configuration: of a choice without a value, or beyond a limit of the evaluator. */
function obscurity(
  network: TransitionSystem<NetworkConfiguration>,
  { chooser }: SystemGraph<NetworkConfiguration>,
): ((configuration: NetworkConfiguration) => boolean) | undefined {
  if (chooser.limits.size === 0 && chooser.empty.size === 0) return undefined;
  return (configuration) => {
    const watched = watching(firstValues);
    network.steps(configuration, watched.chooser);
    return watched.obstacle() !== undefined;
  };
}

const anything: LinearFormula = { kind: "true" };

/** Why a property that nothing contradicts says nothing all the same. */
function vacuity({ shape, atoms }: RunProperty, graph: SystemGraph<NetworkConfiguration>, moments: NetworkMoments, fairness: Fairness): string | undefined {
  const [without] = graph.chooser.empty;
  if (graph.initial.length === 0) return `there is no initial state${without === undefined ? "" : `: no value for ${without}`}`;
  if (without !== undefined) return `no value satisfies what is asked of ${without}`;
  const everything = product(moments, buechiAutomaton(anything));
  if (moments.isCutOff && fairComponents(everything, fairness).length === 0) return "every run is cut off by an assumption that is false";
  if (shape === "leads-to" && !isEver(0, moments)) return `\`${atoms[0]?.text ?? ""}\` is never true`;
  return undefined;
}

/** Whether the atom is true at some moment. */
function isEver(atom: number, { atoms, truth, moments }: NetworkMoments): boolean {
  for (let moment = 0; moment < moments; moment += 1) if (truth[moment * atoms + atom] === truths.true) return true;
  return false;
}
