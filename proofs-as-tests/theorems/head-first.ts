/** Head-first exploration gives the verdicts of the whole network, also where loops diverge and roles fail; and it is as small as it should be. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import type { Expression, Formula, ParsedFile } from "../../calculus/syntax/index.ts";
import { compareEngines, type Question } from "../../checker/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import { fields } from "../generators/scope.ts";
import { ordinary } from "../generators/programs.ts";
import { binary, integer, name, variable } from "../generators/syntax.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

const maxStates = 1000;

/** The questions asked of every program: the built-in items, and properties over the fields of its roles. */
function questionsOf(model: Model): readonly Question[] {
  const roles = [...model.roles.keys()];
  const builtIn = (["no-failure", "deadlock-free", "reception-safe", "orphan-free", "assert"] as const).map((item) => ({ kind: "built-in", item }) as const);
  const about = (role: string, field: string, value: number): Formula => ({
    kind: "expression",
    expression: binary("!=", read(role, field), integer(value)),
    span: nowhere,
  });
  const always = roles.map((role, index) => property("always", about(role, fields[index % fields.length] ?? "x", index % 3)));
  const [first = "A", second = "B"] = roles;
  const both: Formula = { kind: "and", left: about(first, "x", 0), right: about(second, "y", 1), span: nowhere };
  const together: Formula = { kind: "or", left: about(first, "x", 0), right: about(second, "y", 1), span: nowhere };
  return [...builtIn, ...always, property("never", together), property("always", both), property("finally", together)];
}

function property(kind: "always" | "never" | "finally", formula: Formula): Question {
  return { kind: "property", name: kind, property: { kind, formula, span: nowhere } };
}

function read(role: string, field: string): Expression {
  return { kind: "field", of: variable(role), name: name(field), span: nowhere };
}

export const headFirstAgrees: Theorem = theorem<ParsedFile>({
  id: "head-first",
  everydayRuns: 40,
  name: "head-first agrees with the network",
  statement:
    "On every question that head-first exploration may decide its outcome is that of the exploration of the whole network, on programs whose loops may diverge and whose roles may fail.",
  reference: "Godefroid, LNCS 1032, 1996 (persistent sets); Valmari 1990 (ignoring); docs/semantics.md",
  forall: programGenerator("programs that diverge and fail", { ...ordinary, failures: 60, choices: 15, repetition: 80, diverging: 45 }),
  given: (program, implementation) => {
    const model = modelOf(program);
    return model !== undefined && implementation.projectable(model);
  },
  then: (program, implementation, tally) => {
    const model = modelOf(program);
    const systems = model && implementation.systems(model);
    if (model === undefined || systems === undefined) return undefined;
    tally.add("programs");
    const compared = compareEngines({ model, ...systems }, questionsOf(model), { maxStates }, implementation.parts.headFirst);
    for (const { decided, network } of compared) {
      tally.add("questions");
      if (decided) tally.add("decided by both");
      if (decided && network.outcome === "violated") tally.add("violated");
    }
    const broken = compared.find(({ agree }) => !agree);
    if (broken === undefined) return undefined;
    return { kind: "engines-differ", message: `${broken.property}: head-first says ${broken.headFirst.outcome}, the network says ${broken.network.outcome}` };
  },
  demands: [share("decided by both", "questions", 70), share("violated", "decided by both", 10)],
});
