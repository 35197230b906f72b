/** What a verdict trusts, as sentences: assumptions of the program and contracts of functions without body. */
import { instructionsWithin } from "../calculus/core/index.ts";
import type { Instruction, Model } from "../calculus/core/index.ts";
import { refinementAssumption } from "./refinement-assumption.ts";

/** The instructions of the subject and of everything that it calls, branches and loops included; shared parts once. */
export function instructionsBelow(model: Model, subject: string): readonly Instruction[] {
  const found: Instruction[] = [];
  const procedures = new Set<string>();
  const waiting = [subject];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const procedure = model.procedures.get(name);
    if (procedure === undefined || procedures.has(name)) continue;
    procedures.add(name);
    for (const I of instructionsWithin(procedure.body)) {
      found.push(I);
      if (I.kind === "call") waiting.push(I.procedure);
    }
  }
  return found;
}

/** One sentence for each assumption, in the order of the text. */
export function assumptionsOf(model: Model, subject: string): readonly string[] {
  const below = instructionsBelow(model, subject);
  const assumed = below.flatMap((I) => {
    if (I.kind !== "assume") return [];
    const { file, start, end } = I.condition.span;
    return [`${I.role} assumes ${model.sources[file]?.text.slice(start, end) ?? "a condition"}`];
  });
  const contracts = [...model.definitions.functions.values()].flatMap(({ name, body, ensures }) => {
    if (body !== undefined) return [];
    return [`${name} is some function of its type${ensures === undefined ? "" : " that satisfies its ensures clause"}`];
  });
  return [...new Set([...assumed, ...contracts, ...refinementAssumption(model, subject, below)])];
}
