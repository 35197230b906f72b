/**
 * What a rule concludes from a step of a part of its term. Derivations are interned, so that those of deeply nested calls share their names, and what a
 * step leads to is computed when somebody asks: of the steps that are enabled most are never taken.
 */
import type { Choreography } from "../../core/index.ts";
import type { World } from "../transition-system.ts";
import type { Conclusion } from "./rule.ts";

type Derivation = readonly string[];

const axioms = new Map<string, Derivation>();
const extensions = new WeakMap<Derivation, Map<string, Derivation>>();

function axiom(rules: Derivation): Derivation {
  const [name = ""] = rules;
  const known = axioms.get(name);
  if (known !== undefined) return known;
  axioms.set(name, rules);
  return rules;
}

/** The derivation that ends in `name` and has `premise` above it. One array for equal derivations; constant time where it is known already. */
export function derivation(name: string, premise: Derivation): Derivation {
  const above = premise.length === 1 ? axiom(premise) : premise;
  const below = extensions.get(above) ?? new Map<string, Derivation>();
  const known = below.get(name);
  if (known !== undefined) return known;
  const result = [name, ...above];
  extensions.set(above, below.set(name, result));
  return result;
}

/** What a step leads to. */
interface Outcome {
  readonly term: Choreography;
  readonly world: World;
}

/** The conclusion of the rule `name` from a step with the same label: ⟨…⟩ —label→ `outcome()`, which is computed at most once. */
export class Concluded implements Conclusion {
  readonly label: Conclusion["label"];
  readonly site: Conclusion["site"];
  readonly #premise: Conclusion;
  readonly #name: string;
  #rules: Derivation | undefined;
  #outcome: Outcome | (() => Outcome);

  constructor(premise: Conclusion, name: string, outcome: () => Outcome) {
    this.label = premise.label;
    this.site = premise.site;
    this.#premise = premise;
    this.#name = name;
    this.#outcome = outcome;
  }

  #known(): Outcome {
    if (typeof this.#outcome === "function") this.#outcome = this.#outcome();
    return this.#outcome;
  }

  get rules(): Derivation {
    return (this.#rules ??= derivation(this.#name, this.#premise.rules));
  }

  get term(): Choreography {
    return this.#known().term;
  }

  get world(): World {
    return this.#known().world;
  }
}
