/** What a solver is asked about a choreography first, as scripts of SMT-LIB 2.6, for solvers of one's own: nobody is asked here. */
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import type { Model } from "../../../calculus/core/index.ts";
import type { Question } from "../../items.ts";
import { scriptOf } from "../solver/index.ts";
import type { Query } from "../solver/index.ts";
import { newTerms } from "../terms/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { newContext, Refusal } from "../values/index.ts";
import { freeSymbols } from "./ask.ts";
import type { Watched } from "./conditions.ts";
import { conditionOf } from "./conditions.ts";
import { hornQuery } from "./horn.ts";
import type { Program } from "./program.ts";
import { forSolvers, programOf } from "./program.ts";
import { anyState, initialState, slotsAt } from "./states.ts";
import { watchedFor } from "./survey.ts";
import { Unrolling } from "./unrolling.ts";

/** `smt2`: the first step of bounded model checking and the step of 1-induction for each cut point; `horn`: the Horn clauses. */
export type ScriptForm = "smt2" | "horn";

export interface QuestionScript {
  readonly name: string;
  /** What an answer of it says, a sentence. */
  readonly meaning: string;
  readonly text: string;
}

export type QuestionScripts = { readonly ok: true; readonly scripts: readonly QuestionScript[] } | { readonly ok: false; readonly reason: string };

/** The scripts of one question. Deterministic. */
export function scriptsOf(model: Model, subject: string, question: Question, form: ScriptForm): QuestionScripts {
  const watched = watchedFor(question);
  if (watched === "by-design") return { ok: false, reason: "it holds by design (docs/semantics.md §8), no solver is asked" };
  const machine = machineOfChoreographyHeadFirst(model, subject, forSolvers);
  if (!machine.ok) return { ok: false, reason: machine.reason };
  const program = programOf(machine.built);
  let reason = "";
  for (const arithmetic of ["words", "integers"] as const) {
    try {
      const context = newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic });
      return {
        ok: true,
        scripts: form === "horn" ? [horn(program, watched, context)] : [firstRun(program, watched, context), ...inductions(program, watched, context)],
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reason = error.message;
    }
  }
  return { ok: false, reason: `it has no encoding: ${reason}` };
}

function horn(program: Program, watched: Watched, context: Context): QuestionScript {
  return script(hornQuery(program, watched, context), "sat: no run shows it, and the definitions of the predicates are invariants");
}

function firstRun(program: Program, watched: Watched, context: Context): QuestionScript {
  const unrolling = new Unrolling(program, new Map([[0, initialState(program, context)]]), "", context);
  return script(possible("run-0", [shown(unrolling, 0, watched, program, context)], context), "sat: a run shows it before it comes to a loop or a call");
}

function inductions(program: Program, watched: Watched, context: Context): readonly QuestionScript[] {
  return program.cuts.points.flatMap((point) => {
    const slots = slotsAt(program, point, context);
    if (slots === undefined) return [];
    const unrolling = new Unrolling(program, new Map([[point, anyState(slots, `any ${String(point)}`, context)]]), `any ${String(point)}: `, context);
    const conditions = [context.terms.not(shown(unrolling, 0, watched, program, context)), shown(unrolling, 1, watched, program, context)];
    const meaning = `unsat, for every cut point, and run-0 as well: no run shows it (1-induction from location ${String(point)})`;
    return [script(possible(`induction-1-${String(point)}`, conditions, context), meaning)];
  });
}

function shown(unrolling: Unrolling, depth: number, watched: Watched, program: Program, context: Context): Term {
  return context.terms.or(...[...unrolling.layer(depth).runs.values()].map((run) => conditionOf(watched, run, program, context)));
}

function possible(name: string, conditions: readonly Term[], { terms, assumptions }: Context): Query {
  const term = terms.and(...conditions, ...assumptions);
  return { name, assertions: [{ term }], values: freeSymbols(term) };
}

function script(query: Query, meaning: string): QuestionScript {
  return { name: query.name, meaning, text: scriptOf(query).text };
}
