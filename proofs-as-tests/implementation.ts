/**
 * What the theorems are about: the rules, the projection, merging, printing, parsing and amendment, as one record that mutants can change in one place.
 * The projection that a network is compared with is always the real one, also when a mutant merges otherwise: two sides that share an error agree.
 */
import type { Behaviour, Choreography, GlobalType, Model, Role } from "../calculus/core/index.ts";
import { planAmendment } from "../calculus/amendment/index.ts";
import { defaultLimits } from "../calculus/diagnostics/index.ts";
import { Identities } from "../calculus/identity/index.ts";
import type { Machine } from "../calculus/machine/index.ts";
import { machineInitial, machineKey, machineSteps } from "../calculus/machine/index.ts";
import { parseFile } from "../calculus/parser/index.ts";
import { parseFileByReference } from "../calculus/parser/reference.ts";
import {
  hasMoreBranches,
  isStronglyProjectable,
  merger,
  projection,
  projectionErrors,
  queuesOf,
  type Merge,
  type Projection,
} from "../calculus/projection/index.ts";
import {
  coherenceParts,
  decisionSinks,
  eraseChoreography,
  inductiveProjector,
  isAsyncSubtype,
  isRelativeSubtype,
  isSubtype,
  type AsyncSubtypeOptions,
  type AsyncSubtypeResult,
  type CoherenceParts,
  type DecisionSinks,
  type Erasure,
  type InductiveProjector,
  type LocalAutomaton,
  type NumberedAutomaton,
  type RelativeSubtypeResult,
  type SubtypeResult,
  type TypeGraph,
} from "../calculus/protocols/index.ts";
import {
  choreographyRules,
  choreographySystem,
  faultRules,
  instantiator,
  networkRules,
  networkSystem,
  type ChoreographyRules,
  type ChoreographySystem,
  type FaultRules,
  type NetworkConfiguration,
  type NetworkRules,
  type NetworkSystem,
} from "../calculus/semantics/index.ts";
import { usualLiveness, type LivenessParts } from "../checker/behavioural-properties/index.ts";
import { usualRunParts, type RunParts } from "../checker/liveness/index.ts";
import { compatibilityParts, type CompatibilityParts } from "../checker/multiparty-compatibility/index.ts";
import { recheck, type Certificate, type Rechecked } from "../checker/certificates/index.ts";
import { isPartOf, usualEquivalence, type EquivalenceParts } from "../checker/equivalence/index.ts";
import { isAssociated, type HeadFirstOptions, type Move, type StateError, type StateSpace } from "../checker/index.ts";
import { productParts, type ProductParts } from "../checker/protocols-with-data/index.ts";
import { knowledgeParts, refinementParts, type KnowledgeParts, type RefinementParts } from "../checker/refined-protocols/index.ts";
import { reductionParts, type ReductionParts } from "../checker/reduction/index.ts";
import { coreOf, recheckInvariants } from "../checker/smt/invariant-certificates/index.ts";
import { symbolicParts, type SymbolicParts } from "../checker/smt/head-first/index.ts";
import { usualParts, type NetworkParts } from "../checker/smt/network/index.ts";
import { printFile, type ParsedFile } from "../calculus/syntax/index.ts";
import type { Layout, Teamwork, Watch } from "../checker/compiled/index.ts";
import type { Obligation } from "../checker/prover/index.ts";
import { staticAssumptions, usualReplayReduction, type ReplayReduction } from "../checker/resilience/index.ts";
import { replaySystem } from "../interpreter/recovery/index.ts";
import type { MachineParts } from "./machines/step-for-step.ts";

/** What a parser says of a text. */
export interface Parsed {
  readonly tree: ParsedFile;
  readonly errors: readonly string[];
}

/** The pieces that a mutant may replace. */
export interface Parts {
  readonly choreographyRules: ChoreographyRules;
  readonly networkRules: NetworkRules;
  readonly faultRules: FaultRules;
  /** The merge that projects the processes of the network. */
  readonly merge: (identities: Identities) => Merge;
  readonly queuesOf: typeof queuesOf;
  readonly isStronglyProjectable: typeof isStronglyProjectable;
  readonly print: (tree: ParsedFile) => string;
  readonly parse: (text: string) => Parsed;
  readonly parseByGrammar: (text: string) => Parsed;
  readonly amend: (model: Model) => Amended;
  readonly headFirst: HeadFirstOptions;
  /** The inductive projections of a global type. */
  readonly projectType: (type: GlobalType) => InductiveProjector;
  readonly coherence: CoherenceParts;
  /** The protocol of a choreography, with sinks. */
  readonly decisionSinks: (model: Model, name: string) => DecisionSinks;
  /** The protocol of a choreography, with silent decisions. */
  readonly erase: (model: Model, name: string) => Erasure;
  readonly subtype: (left: TypeGraph, right: TypeGraph) => SubtypeResult;
  readonly asyncSubtype: (left: TypeGraph, right: TypeGraph, options: AsyncSubtypeOptions) => AsyncSubtypeResult;
  /** Whether an endpoint may stand in a protocol's network. */
  readonly relativeSubtype: (protocol: NumberedAutomaton, endpoint: LocalAutomaton) => RelativeSubtypeResult;
  /** The session typing of a process against a local type from a state on. */
  readonly isAssociated: typeof isAssociated;
  /** The clauses of liveness of communicating automata. */
  readonly liveness: LivenessParts;
  /** The reduction and the conditions of multiparty compatibility. */
  readonly compatibility: CompatibilityParts;
  /** The search for fair runs that contradict properties of whole runs. */
  readonly runs: RunParts;
  /** Machines of networks. */
  readonly machine: MachineParts;
  /** What the head-first machines of choreographies are replaced by. */
  readonly headFirstMachine: (machine: Machine) => Machine;
  /** The encoding of choreographies for solvers. */
  readonly solving: SymbolicParts;
  /** The encoding of networks for solvers. */
  readonly networkSolving: NetworkParts;
  /** Two runs of a protocol with data that a role cannot tell apart. */
  readonly dataProduct: ProductParts;
  /** Refinements of protocols as conditions on registers. */
  readonly refinements: RefinementParts;
  /** What senders of refined values know. */
  readonly knowledge: KnowledgeParts;
  /** What explorations leave out. */
  readonly reduction: ReductionParts;
  /** What the layouts of generated code are replaced by. */
  readonly layout: (layout: Layout) => Layout;
  /** Of the rows that another thread leaves to the first one, what that looks at. */
  readonly noted: Teamwork["lookedAt"];
  /** What generated code looks for in place of what it is to look for. */
  readonly watch: (watch: Watch) => Watch;
  /** What the solver is asked to prove in place of an obligation. */
  readonly symbolicObligation: (obligation: Obligation) => Obligation;
  /** Bisimilarities, and when one set of states stands for another in the inclusion of traces. */
  readonly equivalence: EquivalenceParts;
  readonly standsFor: (known: readonly number[], other: readonly number[]) => boolean;
  /** What the checker says is wrong with a configuration that has these moves. */
  readonly errorsIn: (
    space: StateSpace<NetworkConfiguration>,
    configuration: NetworkConfiguration,
    moves: readonly Move<NetworkConfiguration>[],
  ) => readonly StateError[];
  /** The checker of certificates. */
  readonly recheck: (certificate: Certificate, model: Model) => Rechecked;
  /** The checker of certificates with invariants. */
  readonly recheckInvariants: typeof recheckInvariants;
  /** What of a program a proof needs. */
  readonly coreOf: typeof coreOf;
  /** The machine that masks crashes by replay. */
  readonly replaySystem: typeof replaySystem;
  /** What its explorations leave out. */
  readonly replayReduction: ReplayReduction;
  /** What a program does that the theorems of replay assume it does not. */
  readonly staticAssumptions: typeof staticAssumptions;
}

/** An amended model and the labels that occur in inserted selections only. */
export interface Amended {
  readonly model: Model;
  readonly insertedLabels: ReadonlySet<string>;
}

/** A choreography, its network, and what relates them, over one table of identities. */
export interface Systems {
  readonly choreography: ChoreographySystem;
  readonly network: NetworkSystem;
  /** ⟦C⟧ᵣ by the real merge, or undefined. */
  readonly project: (term: Choreography, role: Role) => Behaviour | undefined;
  readonly isAbove: (more: Behaviour, fewer: Behaviour) => boolean;
  readonly isStronglyProjectable: (term: Choreography) => boolean;
}

export interface Implementation {
  readonly parts: Parts;
  /** The two systems of a model whose projection is defined, else undefined. */
  readonly systems: (model: Model) => Systems | undefined;
  /** Is every procedure projectable to every one of its roles? */
  readonly projectable: (model: Model) => boolean;
}

/** The implementation that consists of these parts. */
export function implementationOf(parts: Parts): Implementation {
  const projectingWith = (): Projection => projection(new Identities(), parts.merge);
  return {
    parts,
    projectable: (model) => projectionErrors(model, projectingWith()).length === 0,
    systems: (model) => {
      const identities = new Identities();
      const network = networkSystem(model, undefined, { rules: parts.networkRules, projection: projection(identities, parts.merge) });
      if (!network.ok) return undefined;
      const choreography = choreographySystem(model, undefined, parts.choreographyRules);
      const real = projection(identities);
      const bodyOf = instantiator(model);
      return {
        choreography,
        network: network.system,
        project: remembered(
          (term, role) => `${role} ${identities.choreography(term)}`,
          (term: Choreography, role: Role) => {
            const projected = real.of(term, role);
            return projected.ok ? projected.behaviour : undefined;
          },
        ),
        isAbove: remembered(
          (more, fewer) => `${identities.behaviour(more)}⊒${identities.behaviour(fewer)}`,
          (more: Behaviour, fewer: Behaviour) => identities.behaviour(more) === identities.behaviour(fewer) || hasMoreBranches(more, fewer, identities),
        ),
        isStronglyProjectable: remembered(
          (term) => `${identities.choreography(term)}`,
          (term: Choreography) => parts.isStronglyProjectable(term, choreography.roles, bodyOf, real),
        ),
      };
    },
  };
}

/** The function with its answers kept by key: states of a product share most of their terms and processes. */
function remembered<Arguments extends readonly unknown[], Answer>(
  key: (...given: Arguments) => string,
  compute: (...given: Arguments) => Answer,
): (...given: Arguments) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>();
  return (...given) => {
    const text = key(...given);
    let known = answers.get(text);
    if (known === undefined) answers.set(text, (known = { answer: compute(...given) }));
    return known.answer;
  };
}

function parsed(parse: typeof parseFile): (text: string) => Parsed {
  return (text) => {
    const { tree, diagnostics } = parse(text, 0, defaultLimits);
    return {
      tree,
      errors: diagnostics.filter((diagnostic) => diagnostic.severity === "error").map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`),
    };
  };
}

export const realParts: Parts = {
  choreographyRules,
  networkRules,
  faultRules,
  merge: merger,
  queuesOf,
  isStronglyProjectable,
  print: printFile,
  parse: parsed(parseFile),
  parseByGrammar: parsed(parseFileByReference),
  amend: (model) => planAmendment(model),
  headFirst: { stopBranches: true },
  projectType: (type) => inductiveProjector(type),
  coherence: coherenceParts,
  decisionSinks,
  erase: eraseChoreography,
  subtype: (left, right) => isSubtype(left, right),
  asyncSubtype: isAsyncSubtype,
  relativeSubtype: (protocol, endpoint) => isRelativeSubtype(protocol, endpoint),
  isAssociated,
  liveness: usualLiveness,
  compatibility: compatibilityParts,
  runs: usualRunParts,
  headFirstMachine: (machine) => machine,
  dataProduct: productParts,
  refinements: refinementParts,
  knowledge: knowledgeParts,
  solving: symbolicParts,
  networkSolving: usualParts,
  reduction: reductionParts,
  layout: (layout) => layout,
  noted: (noted) => noted,
  watch: (watch) => watch,
  symbolicObligation: (obligation) => obligation,
  equivalence: usualEquivalence,
  standsFor: isPartOf,
  errorsIn: (space, configuration, moves) => space.facts(configuration, moves).errors,
  recheck: (certificate, model) => recheck(certificate, model),
  recheckInvariants,
  coreOf,
  replaySystem,
  replayReduction: usualReplayReduction,
  staticAssumptions,
  machine: { built: (built) => built, initial: machineInitial, steps: machineSteps, key: machineKey },
};

export const realImplementation: Implementation = implementationOf(realParts);
