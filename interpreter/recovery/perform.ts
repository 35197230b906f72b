/**
 * A transaction is performed, as the journal and the switches have it (docs/sagas.md; after the runtime of Accompanist, arXiv 2603.20942).
 *
 *   [Tx-Commit]   J(t) undefined, t commits        D := D', J(t) := committed, at once
 *   [Tx-Skip]     J(t) = committed                 the answer is that of the journal
 *   [Tx-Abort]    J(t) undefined, t aborts         J(t) := aborted and the session has failed, at once; then all roles are told
 *   [Tx-Refuse]   J(t) = compensated or aborted    nothing happens: the session has failed
 */
import type { TransactionDefinition, Value } from "../../calculus/core/index.ts";
import { bind, printValue } from "../../calculus/values/index.ts";
import { argumentsOf, behindNext, executions, keyOf, performedNext } from "./bodies.ts";
import type { Execution } from "./bodies.ts";
import { counting } from "./configuration.ts";
import type { Entry, Participant, Run } from "./configuration.ts";
import type { ReplayLabel } from "./labels.ts";
import { moveTo } from "./move.ts";
import type { Move } from "./move.ts";
import type { ReplayParts, Subject } from "./parts.ts";

type Outcome = Extract<ReplayLabel, { kind: "perform" }>["outcome"];
type Performed = NonNullable<ReturnType<typeof performedNext>>;

/** All moves by which the run performs its next transaction; none where it performs none. `index` is its place among the participant's runs. */
export function performMoves(parts: ReplayParts, subject: Subject, index: number, run: Run): readonly Move[] {
  const performed = performedNext(parts, run);
  if (performed === undefined) return [];
  return argumentsOf(parts, subject, run, performed.call).flatMap((values) => new Performing(parts, subject, index, run, performed, values).moves());
}

/** One run that performs one transaction with these arguments. */
class Performing {
  readonly #parts: ReplayParts;
  readonly #subject: Subject;
  readonly #index: number;
  readonly #run: Run;
  readonly #call: Performed["call"];
  readonly #transaction: TransactionDefinition;
  readonly #values: readonly Value[];
  readonly #key: string;

  constructor(parts: ReplayParts, subject: Subject, index: number, run: Run, { call, transaction }: Performed, values: readonly Value[]) {
    this.#parts = parts;
    this.#subject = subject;
    this.#index = index;
    this.#run = run;
    this.#call = call;
    this.#transaction = transaction;
    this.#values = values;
    const key = keyOf(parts, subject, run, transaction, values);
    // Nobody asks the journal before an idempotent one, so that all of its executions happen, and each is compensated.
    const isToldApart = isRecorded(transaction) && transaction.key === undefined && values.length > 0 && parts.switches.abort === "broadcast";
    this.#key = isToldApart ? `${key}(${values.map(printValue).join(", ")})` : key;
  }

  moves(): readonly Move[] {
    const { switches } = this.#parts;
    const { effect } = this.#transaction;
    const { between } = this.#run;
    if (between?.kind === "acted") return [this.#write(between.key, between.entry, between.then)];
    const isJournaled = effect === "journaled" && switches.journal === "on";
    const entry = isJournaled && between === undefined ? this.#subject.participant.journal.get(this.#key) : undefined;
    if (entry !== undefined) return this.#again(entry);
    const wasCompensated = isRecorded(this.#transaction) && this.#subject.participant.journal.get(this.#key)?.kind === "compensated";
    if (wasCompensated && switches.tombstones === "on") return this.#refused();
    if (isJournaled && switches.recovery === "concurrent" && between === undefined) {
      const run: Run = { ...this.#run, between: { kind: "checked", key: this.#key } };
      return [this.#to("checked", this.#with(run, {}))];
    }
    return this.#executed().flatMap((execution) => this.#first(execution, isJournaled));
  }

  /** The run as if it had not begun with the transaction. */
  #free(): Run {
    return { ...this.#run, between: undefined };
  }

  #executed(): readonly Execution[] {
    return executions(this.#parts, this.#subject, this.#free(), this.#call, this.#transaction);
  }

  /** What happens where the journal says nothing, or nobody asks it. */
  #first({ isCommitted, moved, answer }: Execution, isJournaled: boolean): readonly Move[] {
    const { name, effect, isCounted } = this.#transaction;
    const { participant } = this.#subject;
    if (!isCommitted) return this.#aborts(isJournaled);
    const counted = isCounted ? { ...moved.run, counted: counting(moved.run.counted, name) } : moved.run;
    const known = participant.journal.get(this.#key);
    // What an idempotent one did counts once, unless it was undone since.
    const isCountedAgain = effect === "idempotent" ? known?.kind === "compensated" || !participant.effects.has(this.#key) : effect !== "pure";
    const effects = isCountedAgain ? counting(participant.effects, this.#key, 2) : participant.effects;
    const entry: Entry = { kind: "committed", transaction: name, arguments: this.#values, ...(answer === undefined ? {} : { answer }) };
    const isSplit = isJournaled && this.#parts.switches.commit === "split";
    const run: Run = isSplit ? { ...this.#run, between: { kind: "acted", key: this.#key, entry, then: counted } } : counted;
    const isWritten = (isJournaled && !isSplit) || (isRecorded(this.#transaction) && this.#parts.switches.journal === "on");
    const journal = isWritten && known === undefined ? new Map(participant.journal).set(this.#key, entry) : participant.journal;
    const move = this.#to(isSplit ? "acted" : "committed", this.#with(run, { effects, journal }), answer);
    return [{ ...move, durable: moved.durable, oracles: moved.oracles }];
  }

  #write(key: string, entry: Entry, run: Run): Move {
    const { participant } = this.#subject;
    return this.#to("written", this.#with(run, { journal: new Map(participant.journal).set(key, entry) }));
  }

  /** What happens where the journal has an entry. */
  #again(entry: Entry): readonly Move[] {
    const { switches } = this.#parts;
    if (entry.kind === "aborted") return this.#aborts(true);
    if (entry.kind === "compensated" && switches.tombstones === "on") return this.#refused();
    const { committed, answer: place, name, isCounted } = this.#transaction;
    const answers = switches.results === "logged" ? [entry.answer] : this.#executed().map(({ answer }) => answer);
    return answers.map((answer) => {
      const after = behindNext(this.#parts, this.#subject, this.#run);
      const counted = isCounted ? { ...after, counted: counting(after.counted, name) } : after;
      const answered = place === undefined || answer === undefined ? counted.volatile : bind(counted.volatile, place, answer);
      const run: Run = { ...counted, volatile: bind(answered, committed, true) };
      return this.#to("replayed", this.#with(run, {}), answer);
    });
  }

  /** Where aborts are the program's business it goes on and asks; otherwise the session has failed. */
  #aborts(isJournaled: boolean): readonly Move[] {
    const { switches } = this.#parts;
    const { participant } = this.#subject;
    const { committed, name } = this.#transaction;
    const entry: Entry = { kind: "aborted", transaction: name };
    const isLogged = isJournaled && switches.decisions === "logged";
    const journal = isLogged && !participant.journal.has(this.#key) ? new Map(participant.journal).set(this.#key, entry) : participant.journal;
    if (switches.abort === "explicit") {
      const after = behindNext(this.#parts, this.#subject, this.#free());
      return [this.#to("aborted", this.#with({ ...after, volatile: bind(after.volatile, committed, false) }, { journal }))];
    }
    if (switches.decisions === "logged")
      return [this.#to("aborted", { ...participant, journal, status: "failed", runs: [], isAnnouncing: true, isKnown: true })];
    // The broadcast comes first, and what the participant knows of it afterwards.
    return [{ ...this.#to("aborted", this.#with({ ...this.#run, between: { kind: "raised" } }, {})), tells: true }];
  }

  #refused(): readonly Move[] {
    return [this.#to("refused", { ...this.#subject.participant, runs: [], status: "failed" })];
  }

  #with(run: Run, change: Partial<Participant>): Participant {
    return withRun(this.#subject.participant, this.#index, run, change);
  }

  #to(outcome: Outcome, participant: Participant, answer?: Value): Move {
    const { role, session } = this.#subject;
    const common = { kind: "perform" as const, role, session, transaction: this.#transaction.name, key: this.#key, outcome };
    return { ...moveTo(this.#subject, { ...common, ...(answer === undefined ? {} : { answer }) }, participant), site: this.#call.site };
  }
}

/** An idempotent transaction that can be undone: the journal does not answer for it, but knows what is to be compensated. */
function isRecorded({ effect, undo }: TransactionDefinition): boolean {
  return effect === "idempotent" && undo !== undefined;
}

/** The participant with a run as given; one that had none has begun. */
export function withRun(participant: Participant, index: number, run: Run, change: Partial<Participant>): Participant {
  const runs = participant.runs.length === 0 ? [run] : participant.runs.with(index, run);
  const begun = participant.status === "unborn" ? { status: "started" as const, isKnown: true } : {};
  return { ...participant, ...begun, ...change, runs };
}
