/** Which crashes were tried: before which steps of which roles, and in which recovery (docs/sagas.md). */
import { stop } from "../../calculus/core/index.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { Participant, ReplayConfiguration, ReplaySystem } from "../../interpreter/recovery/index.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { exploreReplay } from "./exploration.ts";
import type { ReplayExploration } from "./exploration.ts";
import { nextOf } from "./next-action.ts";
import { reducedReplay } from "./reduction.ts";

/** What a role was about to do when it crashed. */
export interface CrashPoint {
  readonly role: Role;
  /** `Buyer ! Seller`, `reserve`, `the end of the session`. */
  readonly action: string;
  readonly span?: Span;
  /** A crash was tried there in the first run; in a run that had crashed before. */
  readonly isTried: boolean;
  readonly isTriedInRecovery: boolean;
}

export interface Coverage {
  /** In the order of roles, and for each in the order in which they are first reached. */
  readonly points: readonly CrashPoint[];
  /** Crashes that were tried: pairs of a configuration and a role. */
  readonly tried: number;
  /** Why not all was explored. */
  readonly limit?: string;
}

/** Of more configurations one order of independent moves is counted. */
const mostOrders = 5_000;

/** Which steps of roles that may crash were crashed, and in which recovery, by explorations of its own. Linear in the configurations. */
export function coverageOf(
  system: ReplaySystem,
  { maxStates, shouldStop }: { readonly maxStates: number; readonly shouldStop?: () => string | undefined },
): Coverage {
  const chooser = recordingChooser();
  const count = new CoverageCount(system);
  const reduced = reducedReplay(system);
  const few = reduced === undefined ? maxStates : Math.min(maxStates, mostOrders);
  let before = 0;
  for (const initial of system.initial(chooser.initial())) {
    const limits = { maxStates, before, ...(shouldStop === undefined ? {} : { shouldStop }) };
    let explored = exploreReplay(system, initial, chooser, { ...limits, maxStates: few });
    if (explored.limit !== undefined && reduced !== undefined) explored = exploreReplay(reduced, initial, chooser, limits);
    before += explored.configurations.length;
    count.add(explored);
    if (explored.limit !== undefined) break;
  }
  return count.coverage();
}

interface Counted {
  readonly role: Role;
  readonly action: string;
  readonly span?: Span;
  isTried: boolean;
  isTriedInRecovery: boolean;
}

/** Where a participant is, and whether a crash there takes anything. */
interface Point {
  readonly counted: Counted;
  readonly isFelt: boolean;
}

/** Counts the crashes of explorations, one from each beginning. */
export class CoverageCount {
  readonly #system: ReplaySystem;
  readonly #found = new Map<string, Counted>();
  /** Where the participants of each seat are, of roles that may crash. */
  readonly #seats: readonly {
    readonly role: Role;
    readonly name: string;
    readonly clauses: readonly number[];
    readonly points: Map<Participant, readonly Point[]>;
  }[];
  #tried = 0;
  #limit: string | undefined;

  constructor(system: ReplaySystem) {
    this.#system = system;
    const { seats, clauses } = system.parts;
    this.#seats = seats.flatMap(({ role, name }) => {
      const own = clauses.flatMap((clause, index) => (clause.kind === "crash" && clause.roles.includes(role) ? [index] : []));
      return own.length === 0 ? [] : [{ role, name, clauses: own, points: new Map<Participant, readonly Point[]>() }];
    });
  }

  /** Linear in the configurations. */
  add({ configurations, limit }: ReplayExploration): void {
    this.#limit ??= limit;
    for (const { participants, spent } of configurations) {
      const isRecovery = spent.some((count) => count > 0);
      for (const { role, name, clauses, points } of this.#seats) {
        const participant = participants.get(name);
        if (participant === undefined) continue;
        let own = points.get(participant);
        if (own === undefined) points.set(participant, (own = this.#pointsOf(role, participant)));
        for (const { counted, isFelt } of own) {
          if (!isFelt || !clauses.some((clause) => this.#isLeft(clause, spent))) continue;
          this.#tried += 1;
          if (isRecovery) counted.isTriedInRecovery = true;
          else counted.isTried = true;
        }
      }
    }
  }

  coverage(): Coverage {
    const points = this.#system.parts.roles.flatMap((role) => [...this.#found.values()].filter((point) => point.role === role));
    return { points, tried: this.#tried, ...(this.#limit === undefined ? {} : { limit: this.#limit }) };
  }

  /** Whether the budget of a clause is not spent. */
  #isLeft(clause: number, spent: ReplayConfiguration["spent"]): boolean {
    const { atMost } = this.#system.parts.clauses[clause] ?? {};
    return atMost === undefined || (spent[clause] ?? 0) < atMost;
  }

  #pointsOf(role: Role, participant: Participant): readonly Point[] {
    return actionsOf(this.#system, role, participant).map(({ action, span, isFelt }) => {
      const key = `${role} ${action} ${String(span?.start ?? "")}`;
      const counted = this.#found.get(key) ?? { role, action, ...(span === undefined ? {} : { span }), isTried: false, isTriedInRecovery: false };
      this.#found.set(key, counted);
      return { counted, isFelt };
    });
  }
}

/** What a participant is about to do. One that has not begun has nothing to lose but its messages. */
function actionsOf(
  { parts }: ReplaySystem,
  role: Role,
  participant: Participant,
): readonly { readonly action: string; readonly span?: Span; readonly isFelt: boolean }[] {
  const { compensating, isAnnouncing, status, runs, inbox } = participant;
  const isFelt = true;
  if (compensating !== undefined)
    return [{ action: compensating.length === 0 ? "the end of compensation" : `compensation of ${compensating.at(-1) ?? ""}`, isFelt }];
  if (isAnnouncing) return [{ action: "the broadcast of the abort", isFelt }];
  if (status === "unborn" && runs.length === 0) {
    const behaviour = parts.behaviours.get(role) ?? stop;
    return [{ ...nextOf(parts, { behaviour, between: undefined }), isFelt: parts.switches.queue === "volatile" && inbox.length > 0 }];
  }
  return runs.map((run) => ({ ...nextOf(parts, run), isFelt }));
}
