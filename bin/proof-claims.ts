/** What `prove` is asked for: words of the command line as obligations. */
import type { Model } from "../calculus/core/index.ts";
import {
  absorbing,
  blockTransformation,
  choreographyTransformation,
  compensated,
  compensatedByItself,
  contractOf,
  deterministic,
  equivalent,
  framed,
  functionTransformation,
  idempotent,
  idempotentCompensation,
  resultAbsorbing,
  resultStable,
  tombstoned,
  total,
  transactionTransformation,
} from "../checker/prover/index.ts";
import type { AllLocalTypes, Built, Obligation, TransactionTransformation, Transformation } from "../checker/prover/index.ts";
import { UsageError } from "./usage-error.ts";

type OfTransformations = (...all: readonly [Transformation, Transformation]) => Built;
type OfTransactions = (...all: readonly [TransactionTransformation, TransactionTransformation]) => Built;

const ofOne: ReadonlyMap<string, (one: Transformation) => Built> = new Map([
  ["deterministic", deterministic],
  ["idempotent", idempotent],
  ["result-stable", resultStable],
  ["total", total],
]);
const ofTwo: ReadonlyMap<string, OfTransformations> = new Map([
  ["equivalent", equivalent],
  ["absorbing", absorbing],
  ["result-absorbing", resultAbsorbing],
  ["compensated", compensated],
]);
const ofTransaction: ReadonlyMap<string, (one: TransactionTransformation) => Built> = new Map([
  ["compensated", compensatedByItself],
  ["tombstone", tombstoned],
  ["idempotent-compensation", idempotentCompensation],
]);
const ofTransactions: ReadonlyMap<string, OfTransactions> = new Map([["framed", framed]]);
const claims = [...new Set(["contract", ...ofOne.keys(), ...ofTwo.keys(), ...ofTransaction.keys(), ...ofTransactions.keys()])];

/** The obligations that the words mean: a claim and what it is about, or nothing, which means the contracts of all functions with a body. @throws UsageError */
export function obligationsOf(words: readonly string[], model: Model, locals: AllLocalTypes): readonly Obligation[] {
  const [claim, first, second, ...more] = words;
  if (claim === undefined) return contracts(model);
  const takesOne = claim === "contract" || ofOne.has(claim) || ofTransaction.has(claim);
  const takesTwo = ofTwo.has(claim) || ofTransactions.has(claim);
  if (!takesOne && !takesTwo) throw new UsageError(`\`${claim}\` is nothing that can be proved; one of ${claims.join(", ")} is`);
  if (first === undefined || !(second === undefined ? takesOne : takesTwo) || more.length > 0)
    throw new UsageError(`\`${claim}\` takes ${takesOne && takesTwo ? "one transaction or two names" : takesOne ? "one name" : "two names"}`);
  if (claim === "contract") return [contract(first, model)];
  const built = builtOf(claim, first, second, model, locals);
  if (built.kind === "not-meant") throw new UsageError(built.reason);
  return built.obligations;
}

function builtOf(claim: string, first: string, second: string | undefined, model: Model, locals: AllLocalTypes): Built {
  if (second === undefined) {
    const [general, own] = [ofOne.get(claim), ofTransaction.get(claim)];
    if (general !== undefined) return general(transformationOf(first, model, locals));
    if (own !== undefined) return own(transactionOf(first, model));
  } else {
    const [general, own] = [ofTwo.get(claim), ofTransactions.get(claim)];
    if (general !== undefined) return general(transformationOf(first, model, locals), transformationOf(second, model, locals));
    if (own !== undefined) return own(transactionOf(first, model), transactionOf(second, model));
  }
  throw new Error(`no builder for ${claim}`);
}

function contracts({ definitions }: Model): readonly Obligation[] {
  const all = [...definitions.functions.values()].flatMap((definition) => contractOf(definition, definitions) ?? []);
  if (all.length === 0) throw new UsageError("there is no function with a body; say what is to be proved");
  return all;
}

function contract(name: string, { definitions }: Model): Obligation {
  const definition = definitions.functions.get(name);
  if (definition === undefined) throw new UsageError(`there is no function \`${name}\``);
  const obligation = contractOf(definition, definitions);
  if (obligation === undefined) throw new UsageError(`\`${name}\` has no body: its contract is an assumption`);
  return obligation;
}

/** @throws UsageError if there is no such transaction */
function transactionOf(name: string, model: Model): TransactionTransformation {
  const found = transactionTransformation(name, model);
  if ("kind" in found) throw new UsageError(found.reason);
  return found;
}

/** A function, a transaction, a choreography, or a labelled statement, in this order; with an apostrophe a labelled statement. */
function transformationOf(name: string, model: Model, locals: AllLocalTypes): Transformation {
  const definition = model.definitions.functions.get(name);
  if (definition !== undefined) return functionTransformation(definition, model.definitions);
  if (model.transactions.has(name)) return transactionOf(name, model);
  const found = model.procedures.has(name) ? choreographyTransformation(name, model, locals) : blockTransformation(name.replace(/^'/, ""), model, locals);
  if ("kind" in found)
    throw new UsageError(model.procedures.has(name) || name.startsWith("'") ? found.reason : `there is no function, choreography or statement \`${name}\``);
  return found;
}
