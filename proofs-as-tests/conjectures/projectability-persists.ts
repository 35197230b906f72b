/** Projectability alone is not preserved by reduction: a runtime term may hide behind a call what its role will do. */
import { end, sequence, type Choreography, type Instruction } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { choreographySystem, type ChoreographyConfiguration } from "../../calculus/semantics/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";
import { integer } from "../generators/syntax.ts";
import { realImplementation } from "../implementation.ts";
import type { Conjecture } from "./conjecture.ts";
import { modelOfText } from "./program.ts";

const text = `
role R { e: bool = true; }
role P { x: int = 0; }
choreography Part(R, P) { P.x := 0; R.x := 0; }
choreography main(R, P) { if R.e { call Part(R, P); } else { call Part(R, P); } }
`;

const site = { span: nowhere };

/** Part⟨P | ⟩{P.x := value}: P has not entered, and what it will do is not what the procedure says. */
function reduced(value: number): Choreography {
  const call: Extract<Instruction, { kind: "call" }> = { kind: "call", procedure: "Part", roles: ["R", "P"], arguments: new Map(), site };
  const body = sequence({ kind: "assign", role: "P", variable: "x", expression: integer(value), site }, end);
  return sequence({ kind: "frame", call, pending: ["P"], live: [], body }, end);
}

export const projectabilityPersists: Conjecture = {
  name: "Projectability persists",
  statement: "If a configuration is projectable and makes a step, then the configuration that it reaches is projectable.",
  refutation:
    "`if R.e { Part⟨P⟩{P.x := 0} } else { Part⟨P⟩{P.x := 1} }`: P is about to enter the same call in both branches; once it has, its assignments differ. Strong projectability excludes such terms.",
  isRefuted: () => {
    const model = modelOfText(text);
    const systems = realImplementation.systems(model);
    const system = choreographySystem(model);
    const chooser = exhaustive(() => undefined);
    const [initial] = system.initial(chooser);
    if (systems === undefined || initial === undefined || initial.term.kind === "end" || initial.term.head.kind !== "if") return false;
    const term = sequence({ ...initial.term.head, then: reduced(0), else: reduced(1) }, end);
    const before: ChoreographyConfiguration = { term, world: initial.world };
    const isProjectable = ({ term: C }: ChoreographyConfiguration): boolean => ["R", "P"].every((role) => systems.project(C, role) !== undefined);
    return isProjectable(before) && system.steps(before, chooser).some((step) => !isProjectable(step.target)) && !systems.isStronglyProjectable(term);
  },
};
