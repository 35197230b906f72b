/** What goes wrong, as steps of the replay machine: fault clauses with their budgets (docs/sagas.md). A crash takes what is volatile and leaves what is durable. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { FaultClause, FaultModel, Role, RuntimeFault } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { participantOf, withParticipant, withoutCompensation } from "./configuration.ts";
import type { Participant, ReplayConfiguration, Run, Seat } from "./configuration.ts";
import type { ReplayStep } from "./labels.ts";
import { moved, MoveStep, pairOf } from "./move.ts";
import type { Move, Sharing } from "./move.ts";
import type { ReplayParts } from "./parts.ts";

type Step = ReplayStep<ReplayConfiguration>;

/** A clause about what every network knows, or about the machine alone. */
type Clause = FaultClause | RuntimeFault;
type OfMessages = Extract<FaultClause, { kind: "lose" | "duplicate" | "reorder" }>;
type Begin = (role: Role, participant: Participant) => Run;

/** The clauses of a fault model in the order in which their budgets are counted. */
export function clausesOf(faults: FaultModel | undefined): readonly Clause[] {
  return faults === undefined ? [] : [...faults.clauses, ...(faults.ofRuntime ?? [])];
}

/** The fault model with these clauses. */
export function faultsOf(name: string, clauses: readonly Clause[]): FaultModel {
  const isOfRuntime = (clause: Clause): clause is RuntimeFault => ["exception", "restart-broker", "delay", "partition"].includes(clause.kind);
  const [others, ofRuntime] = [clauses.filter((clause): clause is FaultClause => !isOfRuntime(clause)), clauses.filter(isOfRuntime)];
  return { name, clauses: others, ofRuntime, span: nowhere };
}

/** A participant with a move that is possible. */
interface Possible {
  readonly seat: Seat;
  readonly move: Move;
}

/** The faults of a machine. */
export class Faults {
  readonly #parts: ReplayParts;
  readonly #begin: Begin;
  readonly #sharing: Sharing;
  /** What a crash makes of a participant. */
  readonly #fallen = new Map<Seat, WeakMap<Participant, { readonly after: Participant | undefined }>>();

  constructor(parts: ReplayParts, begin: Begin, sharing: Sharing) {
    this.#parts = parts;
    this.#begin = begin;
    this.#sharing = sharing;
  }

  /** The faults that may happen now, clause by clause. A fault that changes nothing is none. `possible`: the moves of the participants. */
  steps(configuration: ReplayConfiguration, possible: readonly Possible[]): readonly Step[] {
    return this.#parts.clauses.flatMap((clause, index) => {
      const { atMost } = clause;
      if (atMost !== undefined && (configuration.spent[index] ?? 0) >= atMost) return [];
      const spend = (target: ReplayConfiguration): ReplayConfiguration =>
        atMost === undefined ? target : { ...target, spent: target.spent.with(index, (target.spent[index] ?? 0) + 1) };
      return this.#ofClause(configuration, clause, index, possible).map((step) => new MoveStep(step, () => spend(step.target)));
    });
  }

  #ofClause(configuration: ReplayConfiguration, clause: Clause, index: number, possible: readonly Possible[]): readonly Step[] {
    const { switches, roles, seats } = this.#parts;
    switch (clause.kind) {
      case "crash":
        return clause.roles.flatMap((role): readonly Step[] => {
          if (!roles.includes(role) || configuration.gone.has(role)) return [];
          const target = this.#crashed(configuration, role, clause.restarts);
          return target === undefined ? [] : [{ label: { kind: "crash", role, session: 1, permanently: !clause.restarts, clause: index }, target }];
        });
      case "lose":
        return switches.confirm === "on" ? [] : this.#losses(clause, index, configuration, possible);
      case "duplicate":
      case "reorder":
        return switches.delivery === "sequenced" ? [] : inQueues(this.#parts, configuration, clause, index);
      case "exception":
        return clause.roles.flatMap((role) =>
          seats.flatMap(({ role: own, session, name }): readonly Step[] => {
            if (own !== role || configuration.gone.has(role)) return [];
            const after = thrown(this.#parts, role, participantOf(configuration, name), this.#begin);
            if (after === undefined) return [];
            const participants = new Map(configuration.participants).set(name, this.#sharing.participant(after));
            return [{ label: { kind: "exception", role, session, clause: index }, target: { ...configuration, participants } }];
          }),
        );
      case "restart-broker": {
        if (switches.queue === "durable" && switches.messages === "persistent") return [];
        const participants = new Map(
          [...configuration.participants].map(([name, one]) => [name, { ...one, inbox: [], isTold: one.isTold && one.compensating !== undefined }]),
        );
        const [role = ""] = roles;
        return [{ label: { kind: "restart-broker", role, session: 1, clause: index }, target: { ...configuration, participants } }];
      }
      case "partition": {
        const pair = pairOf(clause.from, clause.to);
        if (configuration.parted.has(pair)) return [];
        const parted = new Set([...configuration.parted, pair]);
        return [{ label: { kind: "part", from: clause.from, role: clause.to, session: 1, clause: index }, target: { ...configuration, parted } }];
      }
      case "delay":
        // A message may be late anyway.
        return [];
      default:
        return assertNever(clause);
    }
  }

  /** All sessions of a role lose what is volatile; those that began start again, and those that failed go on compensating. Undefined where nothing changes. */
  #crashed(configuration: ReplayConfiguration, role: Role, restarts: boolean): ReplayConfiguration | undefined {
    if (!restarts) return { ...configuration, gone: new Set([...configuration.gone, role]) };
    let participants: Map<string, Participant> | undefined;
    for (const seat of this.#parts.seats) {
      if (seat.role !== role) continue;
      const after = this.#fallenOf(seat, participantOf(configuration, seat.name));
      if (after !== undefined) participants = (participants ?? new Map(configuration.participants)).set(seat.name, after);
    }
    return participants === undefined ? undefined : { ...configuration, participants };
  }

  /** Undefined where a crash takes nothing. */
  #fallenOf(seat: Seat, before: Participant): Participant | undefined {
    const own = this.#fallen.get(seat) ?? new WeakMap<Participant, { readonly after: Participant | undefined }>();
    this.#fallen.set(seat, own);
    const known = own.get(before);
    if (known !== undefined) return known.after;
    const fell = fallen(this.#parts, seat.role, before, this.#begin);
    const after = fell === undefined ? undefined : this.#sharing.participant(fell);
    own.set(before, { after });
    return after;
  }

  /** A send that is not confirmed, and forgotten. */
  #losses(clause: OfMessages, index: number, configuration: ReplayConfiguration, possible: readonly Possible[]): readonly Step[] {
    return possible.flatMap(({ seat, move }): readonly Step[] => {
      const { label, site } = move;
      if (label.kind !== "step" || label.label.kind !== "send" || !concerns(clause, label.label.from, label.label.to, label.label.label)) return [];
      return [
        {
          label: { kind: "lose", role: label.role, session: label.session, to: label.label.to, label: label.label, clause: index },
          target: moved(this.#parts, configuration, seat, move, this.#sharing, false),
          ...(site === undefined ? {} : { site }),
        },
      ];
    });
  }
}

/** A participant whose run ends in an exception, which the process survives; or its compensation does. Undefined where nothing runs. */
function thrown({ switches }: ReplayParts, role: Role, participant: Participant, begin: Begin): Participant | undefined {
  if (participant.compensating !== undefined) {
    const ended = withoutCompensation(participant);
    return switches.retries === "on" ? ended : { ...ended, isTold: false };
  }
  if (participant.runs.length === 0 || participant.status !== "started") return undefined;
  return switches.exceptions === "restart" ? { ...participant, runs: [begin(role, participant)], received: new Map() } : { ...participant, runs: [] };
}

/** A participant after a crash. */
function fallen(parts: ReplayParts, role: Role, before: Participant, begin: Begin): Participant | undefined {
  const { switches } = parts;
  const lost = switches.queue === "volatile" && before.inbox.length > 0;
  const hasBegun =
    before.status !== "unborn" && (before.runs.length > 0 || before.compensating !== undefined || (before.status === "started" && before.isKnown));
  if (!hasBegun && !lost) return undefined;
  const isStarted = before.status === "started";
  return {
    ...withoutCompensation(before),
    inbox: lost ? [] : before.inbox,
    runs: isStarted ? [begin(role, before)] : [],
    received: new Map(),
    isKnown: isStarted ? switches.recovery === "single-flight" : before.isKnown,
  };
}

function concerns({ from, to, label }: OfMessages, sender: Role, receiver: Role, message: string): boolean {
  return (from === undefined || from === sender) && (to === undefined || to === receiver) && (label === undefined || label === message);
}

/** Messages that come twice, or in another order, where they are not numbered. */
function inQueues(parts: ReplayParts, configuration: ReplayConfiguration, clause: OfMessages, index: number): readonly Step[] {
  return parts.roles.flatMap((role) =>
    Array.from({ length: parts.sessions }, (_, before) => before + 1).flatMap((session) => {
      const name = `${role}#${String(session)}`;
      const { inbox, arrived, received } = participantOf(configuration, name);
      return inbox.flatMap((letter): readonly Step[] => {
        const isWaiting = letter.number > (received.get(letter.from) ?? 0);
        if (!isWaiting || !concerns(clause, letter.from, role, letter.label)) return [];
        const common = { role, session, from: letter.from, number: letter.number, clause: index };
        if (clause.kind === "duplicate") {
          const count = (arrived.get(letter.from) ?? 0) + 1;
          const target = withParticipant(configuration, name, {
            inbox: [...inbox, { ...letter, number: count }],
            arrived: new Map(arrived).set(letter.from, count),
          });
          return [{ label: { kind: "duplicate", ...common }, target }];
        }
        const next = inbox.find((other) => other.from === letter.from && other.number === letter.number + 1);
        if (next === undefined) return [];
        const swapped = inbox.map((each) => (each === letter ? { ...next, number: letter.number } : each === next ? { ...letter, number: next.number } : each));
        return [{ label: { kind: "reorder", ...common }, target: withParticipant(configuration, name, { inbox: swapped }) }];
      });
    }),
  );
}
