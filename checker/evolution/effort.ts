/** What all mixed networks of one comparison may cost together. Some are hard, and there are many of them: none may use up what the others need. */
import type { Bounds } from "../verdict.ts";

/** Configurations for all networks together, as a multiple of those of one judgement. */
const networksWorth = 8;
/** A network gets at most this part of what is left, and at most what one judgement gets. */
const partOfLeft = 4;

/** A budget of configurations that is shared, and the question whether to stop. Handed on from network to network; spending changes it. */
export class Effort {
  readonly shouldStop: (() => string | undefined) | undefined;
  private readonly most: number;
  private readonly all: number;
  private left: number;

  constructor({ maxStates }: Bounds, shouldStop?: () => string | undefined) {
    this.most = maxStates;
    this.all = networksWorth * maxStates;
    this.left = this.all;
    this.shouldStop = shouldStop;
  }

  /** Configurations that one exploration of the next network may have. */
  share(): number {
    return Math.min(this.most, Math.floor(this.left / partOfLeft));
  }

  spend(configurations: number): void {
    this.left = Math.max(0, this.left - configurations);
  }

  /** Why no further network is looked at, if none is. */
  over(): string | undefined {
    const stopped = this.shouldStop?.();
    if (stopped !== undefined) return `stopped by ${stopped}`;
    return this.share() === 0 ? `the limit of ${String(this.all)} configurations for all networks together was reached` : undefined;
  }

  /** Whether networks get less by now than they would get alone. */
  limit(): string | undefined {
    return this.share() < this.most ? `little is left of the ${String(this.all)} configurations for all networks together` : undefined;
  }
}
