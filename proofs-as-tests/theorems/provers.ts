/** The provers agree: a solver over words, a solver over integers, and enumeration. */
import { analyseText } from "../../calculus/loading/index.ts";
import { localTypes } from "../../calculus/typing/index.ts";
import { chooseSolver } from "../../checker/index.ts";
import type { Obligation, Transformation } from "../../checker/prover/index.ts";
import {
  absorbing,
  blockTransformation,
  compensatedByItself,
  deterministic,
  equivalent,
  exhaustiveProver,
  framed,
  idempotent,
  idempotentCompensation,
  resultAbsorbing,
  resultStable,
  smtProver,
  tombstoned,
  total,
  transactionTransformation,
} from "../../checker/prover/index.ts";
import { smallBlocks } from "../generators/small-blocks.ts";
import { smallTransactions } from "../generators/small-transactions.ts";
import type { Implementation } from "../implementation.ts";
import { share } from "../tally.ts";
import type { Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const effort = { milliseconds: 20_000, executions: 50_000 };
const solver = chooseSolver("wasm");
const symbolic = { words: smtProver(solver, ["words"]), integers: smtProver(solver, ["integers"]) } as const;

/** What is asked of the two blocks; one of them, by the number. */
function obligationsOf(text: string, number: number): readonly Obligation[] {
  const { model, files } = analyseText(text);
  if (model === undefined) return [];
  const locals = localTypes(files);
  const blocks = ["one", "two"].map((label) => blockTransformation(label, model, locals)).filter((each): each is Transformation => !("kind" in each));
  const [one, two] = blocks;
  if (one === undefined || two === undefined) return [];
  const built = [deterministic, idempotent, resultStable, (each: Transformation) => equivalent(each, two)][number % 4]?.(one);
  return built?.kind === "obligations" ? built.obligations : [];
}

/** One claim of the first transaction, or of both, by the number. */
function obligationsOfTransactions(text: string, number: number): readonly Obligation[] {
  const { model } = analyseText(text);
  if (model === undefined) return [];
  const [one, two] = ["one", "two"].map((name) => transactionTransformation(name, model));
  if (one === undefined || two === undefined || "kind" in one || "kind" in two) return [];
  const claims = [
    () => compensatedByItself(one),
    () => framed(one, two),
    () => tombstoned(one),
    () => idempotentCompensation(one),
    () => absorbing(one, two),
    () => resultAbsorbing(one, two),
    () => idempotent(one),
    () => total(one),
  ];
  const built = claims[number % claims.length]?.();
  return built?.kind === "obligations" ? built.obligations : [];
}

function compared(obligation: Obligation, arithmetic: keyof typeof symbolic, implementation: Implementation, tally: Tally): Refutation | undefined {
  tally.add("obligations");
  const byHand = exhaustiveProver.prove(obligation, effort);
  const bySolver = symbolic[arithmetic].prove(implementation.parts.symbolicObligation(obligation), effort);
  tally.add(byHand.kind);
  if (bySolver.kind === byHand.kind) return undefined;
  return {
    kind: `${byHand.kind}-${bySolver.kind}`,
    message: `${obligation.name}: ${byHand.kind} by enumeration, ${bySolver.kind} by the solver (${arithmetic})`,
  };
}

const reference = "Barthe, D'Argenio, Rezk, CSFW 2004 (self-composition); docs/prove.md";

export const proversAgree: Theorem = theorem<string>({
  id: "provers",
  everydayRuns: 20,
  name: "provers agree",
  statement: "What the solver proves of two executions, over words or over integers, enumeration proves too; what it finds, enumeration finds.",
  reference,
  forall: smallBlocks,
  then: (text, implementation, tally) => {
    const arithmetic = text.length % 2 === 0 ? "words" : "integers";
    for (const obligation of obligationsOf(text, text.length >> 1)) {
      const failure = compared(obligation, arithmetic, implementation, tally);
      if (failure !== undefined) return failure;
    }
    return undefined;
  },
  demands: [share("proved", "obligations", 20), share("violated", "obligations", 20)],
});

export const proversAgreeOnTransactions: Theorem = theorem<string>({
  id: "provers-transactions",
  everydayRuns: 24,
  name: "provers agree on transactions",
  statement:
    "What the solver proves of transactions and their compensations, alone and with other transactions in between, enumeration proves too; what it finds, enumeration finds.",
  reference,
  forall: smallTransactions,
  then: (text, implementation, tally) => {
    const arithmetic = text.length % 2 === 0 ? "words" : "integers";
    for (const obligation of obligationsOfTransactions(text, text.length >> 1)) {
      const failure = compared(obligation, arithmetic, implementation, tally);
      if (failure !== undefined) return failure;
    }
    return undefined;
  },
  demands: [share("proved", "obligations", 10), share("violated", "obligations", 20)],
});
