/** How a checker of certificates asks: nothing is believed that no solver says, and what is possible rejects. */
import type { Model } from "../../../calculus/core/index.ts";
import type { ParsedFile } from "../../../calculus/syntax/index.ts";
import { isPossible } from "../head-first/ask.ts";
import type { Effort, Solver } from "../solver/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import type { Obligation } from "./obligations.ts";

/** Accepted: what is certified follows from the program. Rejected: why it does not. Unfinished: why it is not known. */
export type RecheckedInvariants =
  | { readonly kind: "accepted"; readonly queries: number; readonly solvers: readonly string[] }
  | { readonly kind: "rejected" | "unfinished"; readonly reason: string };

export interface Rechecking {
  readonly model: Model;
  readonly files: readonly ParsedFile[];
  /** Asked in this order until one knows. */
  readonly solvers: readonly Solver[];
  readonly effort: Effort;
  readonly shouldStop?: () => string | undefined;
}

/** Why a certificate is not accepted; thrown by the parts of the checker, and caught by it alone. */
export class Rejection extends Error {
  readonly kind: "rejected" | "unfinished";

  constructor(reason: string, kind: "rejected" | "unfinished" = "rejected") {
    super(reason);
    this.kind = kind;
  }
}

/** @throws Rejection */
export function reject(reason: string): never {
  throw new Rejection(reason);
}

/** Asks the solvers, and counts. */
export class Asking {
  queries = 0;
  private readonly rechecking: Rechecking;
  private readonly isAsked: (name: string) => boolean;
  private readonly used = new Set<string>();

  constructor(rechecking: Rechecking, isAsked: (name: string) => boolean) {
    this.rechecking = rechecking;
    this.isAsked = isAsked;
  }

  names(): readonly string[] {
    return [...this.used];
  }

  /** Rejects where it is possible, and does not finish where no solver knows. */
  exclude({ name, premises, excluded, otherwise }: Obligation, property: string, { assumptions }: Context): void {
    this.pause();
    if (excluded.kind === "false" || !this.isAsked(name)) return;
    this.queries += 1;
    const assertions = [...premises.map(({ term }) => term), excluded, ...assumptions].map((term) => ({ term }));
    const reasons: string[] = [];
    for (const solver of this.rechecking.solvers) {
      const answer = solver.ask({ name: `recheck-${property}-${name}`, assertions }, this.rechecking.effort);
      if (answer.kind === "sat") reject(`${property}: ${otherwise}`);
      if (answer.kind === "unsat") return void this.used.add(solver.name);
      reasons.push(`${solver.name}: ${answer.detail}`);
    }
    throw new Rejection(`${property}, ${name}: ${reasons.join("; ")}`, "unfinished");
  }

  /** Rejects where it is not possible. A model is checked. */
  show(name: string, condition: Term, otherwise: string, context: Context): void {
    this.pause();
    this.queries += 1;
    const reasons: string[] = [];
    for (const solver of this.rechecking.solvers) {
      const answer = isPossible(`recheck-${name}`, [condition], context, { solver, effort: this.rechecking.effort });
      if (answer.kind === "no") reject(otherwise);
      if (answer.kind === "yes") return void this.used.add(solver.name);
      reasons.push(answer.reason);
    }
    throw new Rejection(`${name}: ${reasons.join("; ")}`, "unfinished");
  }

  private pause(): void {
    const stopped = this.rechecking.shouldStop?.();
    if (stopped !== undefined) throw new Rejection(stopped, "unfinished");
  }
}
