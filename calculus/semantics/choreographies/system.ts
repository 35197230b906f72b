/** The transition system of a choreography (docs/semantics.md §5): the rules, applied along the sequence. */
import type { Choreography, Instruction, Model, Role, RoleSet } from "../../core/index.ts";
import { instantiate, isSubset, prepend, rolesOfTerm } from "../../core/index.ts";
import { Identities } from "../../identity/index.ts";
import type { Chooser, ChoreographyConfiguration, TransitionSystem, World } from "../transition-system.ts";
import { demandOf, valuate } from "../valuation.ts";
import type { Valuation } from "../valuation.ts";
import { initialWorlds, worldKey } from "../world.ts";
import type { ChoreographyRule, ChoreographyRuleName, ChoreographyRules, Conclusion, Given } from "./rule.ts";
import { choreographyRules } from "./rules.ts";
import { procedureOf } from "../subject.ts";

export interface ChoreographySystem extends TransitionSystem<ChoreographyConfiguration> {
  /** The roles of the subject, in the order of its parameter list. */
  readonly roles: readonly Role[];
}

/**
 * The choreography `subject` of the model (its entry by default) as a transition system. `rules` replaces rules, for mutants.
 * @throws Error if the subject does not exist, has formal roles or value parameters (callers check with `isClosed`).
 */
export function choreographySystem(model: Model, subject?: string, rules: ChoreographyRules = choreographyRules): ChoreographySystem {
  const procedure = procedureOf(model, subject);
  const identities = new Identities();
  const body = instantiator(model);
  const byKind = ruleIndex(rules);

  function steps({ term, world }: ChoreographyConfiguration, chooser: Chooser): ReturnType<ChoreographySystem["steps"]> {
    const given: Given = {
      model,
      chooser,
      rules,
      instantiate: body,
      unfolding: new Set(),
      valuations: memoisedValuations(model, chooser),
      steps: (C, Σ, blocked) => derive(C, Σ, blocked, given),
    };
    const stopped = new Set(world.stopped.keys());
    return derive(term, world, stopped, given).map(({ label, term: C, world: Σ, rules: derivation, site }) => ({
      label,
      target: { term: C, world: Σ },
      rules: derivation,
      site,
    }));
  }

  /** All steps of ⟨C, Σ⟩ whose subject is not blocked, in syntactic order. D-INSTR is iterated along the sequence. */
  function derive(C: Choreography, Σ: World, blocked: RoleSet, given: Given): readonly Conclusion[] {
    const passed: Instruction[] = [];
    const conclusions: Conclusion[] = [];
    let excluded: RoleSet | undefined = blocked;
    let rest = C;
    while (rest.kind === "sequence" && excluded !== undefined && !isSubset(rolesOfTerm(rest), excluded)) {
      const { head: I, tail } = rest;
      for (const rule of byKind.get(I.kind) ?? [])
        for (const conclusion of rule.apply({ I, C: tail, Σ, blocked: excluded, given }))
          conclusions.push(
            passed.length === 0 ? conclusion : { ...conclusion, term: prepend(passed, conclusion.term), rules: ["D-INSTR", ...conclusion.rules] },
          );
      excluded = rules["D-INSTR"].past(I, excluded);
      passed.push(I);
      rest = tail;
    }
    return conclusions;
  }

  return {
    roles: procedure.roles,
    initial: (chooser) => initialWorlds(model, procedure.roles, chooser).map((world) => ({ term: procedure.body, world })),
    steps,
    isFinal: ({ term, world }) => term.kind === "end" && world.stopped.size === 0,
    key: ({ term, world }) => `${String(identities.choreography(term))}\u0003${worldKey(world)}`,
  };
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
