/** What locations of a head-first machine without commands are: final, cut off by a false assumption, or choices that never have a value. */
import type { Choreography, Domain, Model } from "../../../calculus/core/index.ts";
import { rolesOfTerm } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import { closedDomain } from "../../../calculus/values/index.ts";
import type { Program } from "./program.ts";

/** Everybody is finished, and nobody stopped or is given up. */
export function isFinal({ process }: Program, location: number): boolean {
  const { isEnd, stopped, givenUp } = present(process.locations[location]);
  return isEnd && stopped === undefined && givenUp === undefined;
}

/** Nobody moves here although somebody could: an `any` whose values do not depend on variables has none, and so no command. */
export function isStuck({ process, built }: Program, location: number): boolean {
  if (built.cut?.has(location) === true) return false;
  const { commands, isEnd, stopped, givenUp } = present(process.locations[location]);
  return commands.length === 0 && !isEnd && stopped === undefined && givenUp === undefined;
}

/** Nobody moves here, and it is not that a false assumption stopped somebody and nobody finished but those who had nothing to do from the start. */
export function isOtherEnd(program: Program, location: number): boolean {
  const { commands, stopped = [] } = present(program.process.locations[location]);
  if (commands.length > 0 || program.built.cut?.has(location) === true) return false;
  if (!stopped.some(({ why }) => why === "assumption")) return true;
  const [busy, left] = [rolesOfTerm(termAt(program, 0)), rolesOfTerm(termAt(program, location))];
  return [...busy].some((role) => !left.has(role) && !stopped.some((one) => one.role === role));
}

/** Runs that come here are over and count: nobody moves, and not because of a choice without a value, and no assumption was false. */
export function isKeptEnd(program: Program, location: number): boolean {
  const { commands } = present(program.process.locations[location]);
  return commands.length === 0 && !isStuck(program, location) && !isCutOffAt(program, location);
}

/** A false assumption has stopped somebody. */
export function isCutOffAt({ process }: Pick<Program, "process">, location: number): boolean {
  const { stopped = [] } = present(process.locations[location]);
  return stopped.some(({ why }) => why === "assumption");
}

function termAt({ built }: Program, location: number): Choreography {
  return built.stateOf({ locations: [location], values: [[]], stopped: [undefined], queues: [], oracles: new Map(), spent: [] }).configuration.term;
}

/** What it makes of a property that a choice is reached without a value: where that depends on variables it is not followed what others do then. Linear in the program. */
export function withoutChoice(model: Model): { readonly outcome: "vacuous" | "unknown"; readonly reason: string } {
  return someDomain(model, (domain) => closedDomain(domain, model.definitions) === undefined)
    ? { outcome: "unknown", reason: "a choice that is reached has no value, and what others do then is not followed" }
    : { outcome: "vacuous", reason: "a choice that is reached has no value" };
}

/** Whether an `any` somewhere in the program has no values, whatever variables hold: such a role never moves, whoever is ignored. Linear in the program. */
export function hasEmptyChoice(model: Model): boolean {
  return someDomain(model, (domain) => {
    const values = closedDomain(domain, model.definitions);
    return values?.kind === "finite" && values.values.length === 0;
  });
}

function someDomain({ procedures }: Model, isOne: (domain: Domain) => boolean): boolean {
  const waiting: unknown[] = [...procedures.values()].map(({ body }) => body);
  const seen = new Set<unknown>();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== "object" || one === null || seen.has(one)) continue;
    seen.add(one);
    if ("domain" in one && isOne(one.domain as Domain)) return true;
    waiting.push(...(Object.values(one) as readonly unknown[]));
  }
  return false;
}
