/**
 * What the theorems of replay and of sagas ask of the transactions that a subject performs, as obligations for provers (docs/sagas.md, R3, S1 to S4). An idempotent transaction
 * is executed again by a replay, behind whatever its role did since; a compensation finds what other sessions did since.
 */
import { instructionsWithin, isMadeName, numberedText } from "../../calculus/core/index.ts";
import type { Model, TransactionDefinition } from "../../calculus/core/index.ts";
import { present } from "../../calculus/present.ts";
import type { ReplaySwitches } from "../../interpreter/recovery/index.ts";
import {
  absorbing,
  compensatedByItself,
  deterministic,
  exhaustiveProver,
  firstAnswer,
  framed,
  idempotent,
  idempotentCompensation,
  resultAbsorbing,
  resultStable,
  smtProver,
  tombstoned,
  total,
  transactionTransformation,
} from "../prover/index.ts";
import type { Built, Obligation, ProofOutcome, TransactionTransformation } from "../prover/index.ts";
import type { VerifyOptions } from "../options.ts";

export interface SemanticCheck {
  readonly transaction: TransactionDefinition;
  /** What rests on it: masking by replay, atomicity of sagas, or nothing that is judged, because the machine or a single session makes up for it. */
  readonly neededBy: "replay" | "atomicity" | "nothing";
  readonly obligation: Obligation;
}

export interface SemanticOutcome extends SemanticCheck {
  readonly outcome: ProofOutcome;
}

interface Asked {
  readonly switches: ReplaySwitches;
  readonly sessions: number;
}

/** The obligations of the performed transactions, in their order. `n²` in those of a role. */
export function semanticChecks(model: Model, performed: ReadonlyMap<string, TransactionDefinition>, { switches, sessions }: Asked): readonly SemanticCheck[] {
  const known = [...performed.values()].filter(({ name }) => model.transactions.has(name));
  const transformationOf = (name: string): TransactionTransformation => {
    const found = transactionTransformation(name, model);
    if ("kind" in found) throw new Error(found.reason);
    return found;
  };
  const transformations = new Map(known.map(({ name }) => [name, transformationOf(name)]));
  const written = known.filter(({ name }) => !isMadeName(name));
  const checks: SemanticCheck[] = [];
  for (const transaction of known) {
    const { name, role, effect, isFallible, parameters } = transaction;
    const own = present(transformations.get(name));
    const add = (neededBy: SemanticCheck["neededBy"], built: Built): void => {
      if (built.kind === "obligations")
        checks.push(...built.obligations.map((obligation) => ({ transaction, neededBy, obligation: inWords(obligation, name) })));
    };
    const others = written.filter((other) => other.role === role && (other !== transaction || parameters.length > 0 || sessions > 1));
    const isIdempotent = effect === "idempotent";
    if (!isMadeName(name) && chooses(own)) add(isIdempotent ? "replay" : "nothing", deterministic(own));
    if (isIdempotent) {
      add("replay", idempotent(own));
      add("replay", resultStable(own));
      for (const other of others) {
        const theirs = present(transformations.get(other.name));
        if (!touches(other, transaction)) continue;
        add("replay", absorbing(own, theirs));
        add("replay", resultAbsorbing(own, theirs));
      }
      if (sessions > 1 || switches.abort === "explicit")
        for (const other of others) {
          const undo = transformations.get(other.name)?.undo;
          if (undo === undefined) continue;
          add("replay", absorbing(own, undo));
          add("replay", resultAbsorbing(own, undo));
        }
    }
    if (!isFallible) add("atomicity", total(own));
    if (own.undo === undefined) continue;
    add("atomicity", compensatedByItself(own));
    for (const other of others) {
      const theirs = present(transformations.get(other.name));
      if (other === transaction && sessions === 1) continue;
      add(sessions > 1 ? "atomicity" : "nothing", framed(own, theirs));
    }
    // The journal of the machine remembers what was compensated.
    const isMarked = effect === "journaled" && switches.journal === "on" && switches.marks === "each";
    if (!isMarked || switches.retries === "off") add("nothing", idempotentCompensation(own));
    if (!isMarked || switches.tombstones === "off") add("nothing", tombstoned(own));
  }
  return checks;
}

/** The obligation about a transaction, in words where elaboration made its name; different ones have different names. */
function inWords(obligation: Obligation, name: string): Obligation {
  return isMadeName(name) ? { ...obligation, name: obligation.name.replaceAll(name, numberedText(name)) } : obligation;
}

function chooses({ body }: TransactionTransformation): boolean {
  return instructionsWithin(body).some(({ kind }) => kind === "havoc" || kind === "choose");
}

function touches(other: TransactionDefinition, { reads, writes }: TransactionDefinition): boolean {
  return other.writes.some((field) => reads.includes(field) || writes.includes(field));
}

const effort = { milliseconds: 5_000, executions: 50_000 };

/** What provers say, each obligation asked once: a solver where there is one, and all values of small domains. */
export class SemanticProofs {
  readonly #options: VerifyOptions;
  readonly #known: Map<string, ProofOutcome>;

  constructor(options: VerifyOptions) {
    this.#options = options;
    this.#known = new Map();
  }

  /** What is said of a check. Obligations of one program are known by their names. */
  of(check: SemanticCheck): SemanticOutcome {
    const { name } = check.obligation;
    const outcome = this.#known.get(name) ?? this.#ask(check);
    this.#known.set(name, outcome);
    return { ...check, outcome };
  }

  #ask({ obligation }: SemanticCheck): ProofOutcome {
    const { solver, shouldStop } = this.#options;
    const stopped = shouldStop?.();
    if (stopped !== undefined) return { kind: "unknown", reason: stopped, method: "none" };
    return (solver === undefined ? exhaustiveProver : firstAnswer([smtProver(solver), exhaustiveProver])).prove(obligation, effort);
  }
}

/** Whether it holds; what nothing contradicts because nothing can, holds too. */
export function isEstablished({ outcome }: SemanticOutcome): boolean {
  return outcome.kind === "proved" || outcome.kind === "vacuous";
}
