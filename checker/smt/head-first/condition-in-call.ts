/** What is watched for, in a machine that tells of one call alone: what its roles show there, the others being where they were when it began. */
import type { Role } from "../../../calculus/core/index.ts";
import { conjunctsOf } from "../../property/conjuncts.ts";
import { readsOf } from "../../property/reads.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { refuse } from "../values/index.ts";
import type { Watched } from "./conditions.ts";
import { conditionAt } from "./conditions.ts";
import type { Program } from "./program.ts";
import type { Visit } from "./segment.ts";

/**
 * As `conditionAt`, in a call; `roles` are those of the whole choreography. Of a formula those conjuncts count that read roles of the call: the others were true
 * before, and nothing has changed for them. The end of a call is no end of a run. @throws Refusal where a conjunct reads more than what the machine tells
 */
export function conditionInCall(watched: Watched, visit: Visit, program: Program, roles: ReadonlySet<Role>, context: Context): Term {
  const { terms } = context;
  if (watched.kind === "end" || watched.kind === "other-end") return terms.false;
  if (watched.kind !== "formula") return conditionAt(watched, visit, program, context);
  if (watched.at === "final-states") return terms.false;
  const { wanted } = watched;
  const own = new Set(program.process.of);
  const shown = conjunctsOf(watched.formula, wanted === true).map(({ formula, negated }): Term => {
    const reads = readsOf(formula, (name) => roles.has(name)).filter((read) => read.kind !== "function");
    if (!reads.some(({ role }) => own.has(role))) return terms.false;
    for (const read of reads) {
      if (!own.has(read.role)) refuse("a formula about roles of a call and others, where calls nest without end");
      if (read.kind !== "variable") refuse("a formula about events or where a role is, where calls nest without end");
      else if (!isField(program, read.role, read.variable) && program.standing(visit.location).frames.get(read.role) === 0)
        refuse("a formula about variables of those who are through with a call, where calls nest without end");
    }
    return conditionAt({ ...watched, formula, wanted: wanted === "none" ? wanted : negated }, visit, program, context);
  });
  return terms.or(...shown);
}

function isField({ process }: Program, role: Role, variable: string): boolean {
  return process.variables.some(({ source }) => source.role === role && source.variable === variable && source.frame === undefined);
}
