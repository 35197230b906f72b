/** The transition system of a choreography (docs/semantics.md §5): the rules, applied along the sequence. */
import type { Choreography, Instruction, Model, Role, RoleSet } from "../../core/index.ts";
import { instantiate, isSubset, rolesOf, rolesOfTerm, sequence, union } from "../../core/index.ts";
import { present } from "../../present.ts";
import { Identities } from "../../identity/index.ts";
import type { Chooser, ChoreographyConfiguration, Scope, Step, TransitionSystem, World } from "../transition-system.ts";
import { demandOf, valuate } from "../valuation.ts";
import type { Valuation } from "../valuation.ts";
import { initialWorlds, worldKey } from "../world.ts";
import { Concluded } from "./derivation.ts";
import type { ChoreographyRule, ChoreographyRuleName, ChoreographyRules, Conclusion, Given } from "./rule.ts";
import { choreographyRules } from "./rules.ts";
import { procedureOf } from "../subject.ts";

/** `derive` asks whether anybody may still act at every so many positions of a sequence. */
const positionsBetweenQuestions = 8;

export interface ChoreographySystem extends TransitionSystem<ChoreographyConfiguration> {
  /** The roles of the subject, in the order of its parameter list. */
  readonly roles: readonly Role[];
}

/** How the steps of a system find out what roles evaluate. */
export type Valuator = (model: Model, chooser: Chooser) => Given["valuations"];

/**
 * The choreography `subject` of the model (its entry by default) as a transition system. `rules` replaces rules, for mutants; `valuator` what σ(p) ⊢ e⃗ ⇓ v⃗ is,
 * for steps on stores that hold no values.
 * @throws Error if the subject does not exist, has formal roles or value parameters (callers check with `isClosed`).
 */
export function choreographySystem(
  model: Model,
  subject?: string,
  rules: ChoreographyRules = choreographyRules,
  valuator: Valuator = memoisedValuations,
): ChoreographySystem {
  const procedure = procedureOf(model, subject);
  const identities = new Identities();
  const body = instantiator(model);
  const byKind = ruleIndex(rules);

  function steps({ term, world }: ChoreographyConfiguration, chooser: Chooser, scope?: Scope): ReturnType<ChoreographySystem["steps"]> {
    const given: Given = {
      model,
      chooser,
      rules,
      instantiate: body,
      unfolding: new Set(),
      valuations: valuator(model, chooser),
      steps: (C, Σ, blocked) => derive(C, Σ, blocked, given),
    };
    const stopped = new Set(world.stopped.keys());
    return derive(term, world, scope === undefined ? stopped : union(stopped, scope.excluded), given, scope?.isFirst).map(
      (conclusion) => new ChoreographyStep(conclusion),
    );
  }

  /**
   * All steps of ⟨C, Σ⟩ whose subject is not blocked, in syntactic order; with `isFirst` only those of the first instruction that has any.
   * D-INSTR is iterated along the sequence. Linear in the part of C in which somebody may still act, apart from the rules themselves.
   */
  function derive(C: Choreography, Σ: World, blocked: RoleSet, given: Given, isFirst = false): readonly Conclusion[] {
    const passed: Instruction[] = [];
    const conclusions: Conclusion[] = [];
    const excluded = new Set(blocked);
    let askedAt = 0;
    let position = 0;
    for (let rest = C; rest.kind === "sequence"; rest = rest.tail, position += 1) {
      // Whether nobody may act any more is asked seldom, because the answer costs time where the term is new; without an answer there are no steps either.
      if (excluded.size !== askedAt && position % positionsBetweenQuestions === 0) {
        askedAt = excluded.size;
        if (isSubset(rolesOfTerm(rest), excluded)) break;
      }
      const { head: I, tail } = rest;
      if (!isSubset(rolesOf(I), excluded)) {
        const premises = { I, C: tail, Σ, blocked: excluded, given };
        for (const rule of byKind.get(I.kind) ?? [])
          for (const conclusion of rule.apply(premises)) conclusions.push(position === 0 ? conclusion : behind(passed, position, conclusion));
        if (isFirst && conclusions.length > 0) break;
      }
      const barred = rules["D-INSTR"].bars(I);
      if (barred === undefined) break;
      for (const role of barred) excluded.add(role);
      passed.push(I);
    }
    return conclusions;
  }

  return {
    roles: procedure.roles,
    initial: (chooser) => initialWorlds(model, procedure.roles, chooser).map((world) => ({ term: procedure.body, world })),
    steps,
    isFinal: ({ term, world }) => term.kind === "end" && world.stopped.size === 0,
    interned: () => identities.size,
    key: ({ term, world }) => `${String(identities.choreography(term))}\u0003${worldKey(world)}`,
  };
}

/** A step whose target is put together when somebody asks for it. */
class ChoreographyStep implements Step<ChoreographyConfiguration> {
  readonly label: Conclusion["label"];
  readonly site: Conclusion["site"];
  #rules: readonly string[] | Conclusion;
  #target: Conclusion | ChoreographyConfiguration;

  constructor(conclusion: Conclusion) {
    this.label = conclusion.label;
    this.site = conclusion.site;
    this.#rules = conclusion;
    this.#target = conclusion;
  }

  get rules(): readonly string[] {
    if ("label" in this.#rules) this.#rules = this.#rules.rules;
    return this.#rules;
  }

  get target(): ChoreographyConfiguration {
    if ("label" in this.#target) this.#target = { term: this.#target.term, world: this.#target.world };
    return this.#target;
  }
}

/** D-INSTR, as often as `count` says: the first `count` of these instructions stay before what the step leads to. */
function behind(passed: readonly Instruction[], count: number, step: Conclusion): Conclusion {
  return new Concluded(step, "D-INSTR", () => ({ term: prependSome(passed, count, step.term), world: step.world }));
}

function prependSome(instructions: readonly Instruction[], count: number, term: Choreography): Choreography {
  let result = term;
  for (let index = count - 1; index >= 0; index -= 1) result = sequence(present(instructions[index]), result);
  return result;
}

function ruleIndex(rules: ChoreographyRules): ReadonlyMap<Instruction["kind"], readonly ChoreographyRule[]> {
  const index = new Map<Instruction["kind"], ChoreographyRule[]>();
  for (const name of Object.keys(rules) as (keyof ChoreographyRules)[]) {
    if (name === "D-INSTR") continue;
    const rule = rules[name satisfies ChoreographyRuleName];
    for (const kind of rule.on) index.set(kind, [...(index.get(kind) ?? []), rule]);
  }
  return index;
}

/** C_X[q̄/ps(X)], one term for each procedure and list of actual roles: equal calls share their body. */
export function instantiator(model: Model): (procedure: string, roles: readonly Role[]) => Choreography {
  const bodies = new Map<string, Choreography>();
  return (name, roles) => {
    const key = `${name}(${roles.join()})`;
    const known = bodies.get(key);
    if (known !== undefined) return known;
    const procedure = model.procedures.get(name);
    if (procedure === undefined) throw new Error(`no procedure ${name}`);
    const body = instantiate(procedure, roles);
    bodies.set(key, body);
    return body;
  };
}

/** Rules of one instruction ask for the same valuations; only the last answer is kept. */
function memoisedValuations(model: Model, chooser: Chooser): Given["valuations"] {
  let last: { readonly role: Role; readonly I: Instruction; readonly world: World; readonly answer: readonly Valuation[] } | undefined;
  return (role, I, world) => {
    if (last?.I === I && last.role === role && last.world === world) return last.answer;
    const answer = valuate(demandOf(I, role), role, world, model, chooser);
    last = { role, I, world, answer };
    return answer;
  };
}
