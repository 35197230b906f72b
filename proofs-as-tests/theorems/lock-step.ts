/** T1, T3–T10: what holds at every reachable pair of a choreography and its projected network. One exploration of each program serves all of them. */
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import { syntaxKey } from "../syntax-key.ts";
import { isPredetermined } from "../generators/predetermined.ts";
import type { Implementation } from "../implementation.ts";
import { explore, type Exploration } from "../lock-step/explore.ts";
import type { Question } from "../lock-step/question.ts";
import { count, share, type Demand, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const programs = programGenerator("programs");

/** What is known of a program, once it was asked: whether it is projectable, and its exploration. */
interface Known {
  readonly projectable: boolean;
  readonly exploration: () => Exploration;
}

const knowledge = new WeakMap<Implementation, Map<string, Known>>();

/** What is known of a program; remembered by its text, because each theorem generates the same programs again. */
function knownOf(program: ParsedFile, implementation: Implementation): Known {
  const all = knowledge.get(implementation) ?? new Map<string, Known>();
  knowledge.set(implementation, all);
  const text = syntaxKey(program);
  let known = all.get(text);
  if (known === undefined) all.set(text, (known = studied(program, implementation)));
  return known;
}

function studied(program: ParsedFile, implementation: Implementation): Known {
  const model = modelOf(program);
  let exploration: Exploration | undefined;
  return {
    projectable: model !== undefined && implementation.projectable(model),
    exploration: () => {
      if (model === undefined) throw new Error("an ill-typed program is not explored");
      return (exploration ??= explore(model, implementation));
    },
  };
}

const features: readonly (readonly [name: string, rules: readonly string[]])[] = [
  ["execute a conditional", ["C-THEN", "C-ELSE", "C-MATCH", "C-CHOOSE"]],
  ["execute a call", ["C-CALL"]],
  ["execute a loop", ["C-LOOP"]],
  ["delay past a conditional", ["D-COND"]],
  ["delay past a call", ["D-CALL"]],
  ["delay past a loop", ["D-LOOP"]],
  ["stop a role", ["C-FAIL", "C-STOP"]],
  ["make a choice", ["C-ANY", "C-CHOOSE"]],
];

function record(exploration: Exploration, tally: Tally): void {
  tally.add("states", exploration.states);
  for (const [rule, times] of exploration.rules) tally.add(`rule ${rule}`, times);
  if (exploration.capped) {
    tally.add("reach the state cap");
    return;
  }
  tally.add("programs");
  for (const [name, rules] of features) {
    if (rules.some((rule) => exploration.rules.has(rule))) tally.add(name);
  }
}

/** Shares that the issue demands of the programs that were compared without reaching the cap. */
const varied: readonly Demand[] = [
  share("execute a conditional", "programs", 20),
  share("execute a call", "programs", 20),
  share("delay past a conditional", "programs", 10),
  share("delay past a call", "programs", 10),
  share("execute a loop", "programs", 10),
  share("delay past a loop", "programs", 3),
];

function lockStep(
  id: Question,
  name: string,
  statement: string,
  reference: string,
  demands: readonly Demand[],
  only: (program: ParsedFile) => boolean = () => true,
): Theorem {
  return theorem<ParsedFile>({
    id,
    everydayRuns: 90,
    name,
    statement,
    reference,
    forall: programs,
    given: (program, implementation) => only(program) && knownOf(program, implementation).projectable,
    discardsPerRun: 3,
    then: (program, implementation, tally): Refutation | undefined => {
      const exploration = knownOf(program, implementation).exploration();
      record(exploration, tally);
      return exploration.refuted.get(id);
    },
    demands,
  });
}

const epp = "Cruz-Filipe, Montesi, Peressotti, JAR 2023 (EPP theorem), made asynchronous after Cruz-Filipe, Montesi, ICE 2017";

export const progress: Theorem = lockStep(
  "T1",
  "progress",
  "A choreography that is not ε and in which no role stopped makes some step.",
  "Montesi, CUP 2023, ch. 3; failure: docs/semantics.md §3",
  varied,
);

export const determinism: Theorem = lockStep(
  "T3",
  "labels determine, subjects commute",
  "A label leads to one configuration; steps of different subjects commute, stores included, unless they answer one application of an oracle differently.",
  "Cruz-Filipe, Montesi, Peressotti, JAR 2023 (diamond)",
  varied,
);

export const terminalUniqueness: Theorem = lockStep(
  "T4",
  "one end",
  "Without choices, oracles and failure all maximal runs end in the same configuration.",
  "corollary of T3",
  [share("execute a conditional", "programs", 20), share("execute a call", "programs", 20)],
  isPredetermined,
);

export const completeness: Theorem = lockStep(
  "T5",
  "projection is complete",
  "Every step of a projectable choreography is a step of its network with the same label, to the same stores, stopped roles and oracle answers.",
  epp,
  varied,
);

/** The names of all rules are known to the implementation, so that a new one has to be exercised. */
export function soundness(rules: readonly string[]): Theorem {
  return lockStep("T6", "projection is sound", "Every step of the network is a step of the choreography with the same label.", epp, [
    ...varied,
    ...rules.map((rule) => count(`rule ${rule}`, 100, 5000)),
  ]);
}

export const readOff: Theorem = lockStep(
  "T7",
  "queues are read off",
  "The queues of the network are the messages in transit in the choreography, in order, and the same in every branch of a conditional.",
  "Cruz-Filipe, Montesi, ICE 2017",
  varied,
);

export const branching: Theorem = lockStep(
  "T8",
  "the network stays above the projection",
  "After every step each process is the projection of the choreography with possibly more branches.",
  epp,
  varied,
);

export const strongProjectability: Theorem = lockStep(
  "T9",
  "strong projectability persists",
  "A projectable program is strongly projectable, and stays so after every step.",
  "Cruz-Filipe, Montesi, Peressotti, JAR 2023 (str_proj)",
  varied,
);

export const safeNetwork: Theorem = lockStep(
  "T10",
  "networks are safe",
  "A projected network has no deadlock except behind a stopped role, no orphan message and no unspecified reception.",
  "Montesi, CUP 2023, ch. 6; corollary of T1, T5, T6",
  varied,
);
