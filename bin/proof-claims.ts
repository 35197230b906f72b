/** What `prove` is asked for: words of the command line as obligations. */
import type { Model } from "../calculus/core/index.ts";
import {
  absorbing,
  blockTransformation,
  choreographyTransformation,
  compensated,
  contractOf,
  deterministic,
  equivalent,
  functionTransformation,
  idempotent,
  resultStable,
} from "../checker/prover/index.ts";
import type { AllLocalTypes, Built, Obligation, Transformation } from "../checker/prover/index.ts";
import { UsageError } from "./usage-error.ts";

const ofOne: ReadonlyMap<string, (one: Transformation) => Built> = new Map([
  ["deterministic", deterministic],
  ["idempotent", idempotent],
  ["result-stable", resultStable],
]);
const ofTwo: ReadonlyMap<string, (one: Transformation, other: Transformation) => Built> = new Map([
  ["equivalent", equivalent],
  ["absorbing", absorbing],
  ["compensated", compensated],
]);
const claims = ["contract", ...ofOne.keys(), ...ofTwo.keys()];

/** The obligations that the words mean: a claim and what it is about, or nothing, which means the contracts of all functions with a body. @throws UsageError */
export function obligationsOf(words: readonly string[], model: Model, locals: AllLocalTypes): readonly Obligation[] {
  const [claim, first, second, ...more] = words;
  if (claim === undefined) return contracts(model);
  const arity = claim === "contract" || ofOne.has(claim) ? 1 : ofTwo.has(claim) ? 2 : undefined;
  if (arity === undefined) throw new UsageError(`\`${claim}\` is nothing that can be proved; one of ${claims.join(", ")} is`);
  if (first === undefined || (arity === 2) !== (second !== undefined) || more.length > 0)
    throw new UsageError(`\`${claim}\` takes ${arity === 1 ? "one name" : "two names"}`);
  if (claim === "contract") return [contract(first, model)];
  const one = transformationOf(first, model, locals);
  const built = second === undefined ? ofOne.get(claim)?.(one) : ofTwo.get(claim)?.(one, transformationOf(second, model, locals));
  if (built === undefined) throw new Error(`no builder for ${claim}`);
  if (built.kind === "not-meant") throw new UsageError(built.reason);
  return built.obligations;
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

/** A function, a choreography, or a labelled statement, in this order; with an apostrophe a labelled statement. */
function transformationOf(name: string, model: Model, locals: AllLocalTypes): Transformation {
  const definition = model.definitions.functions.get(name);
  if (definition !== undefined) return functionTransformation(definition, model.definitions);
  const found = model.procedures.has(name) ? choreographyTransformation(name, model, locals) : blockTransformation(name.replace(/^'/, ""), model, locals);
  if ("kind" in found)
    throw new UsageError(model.procedures.has(name) || name.startsWith("'") ? found.reason : `there is no function, choreography or statement \`${name}\``);
  return found;
}
