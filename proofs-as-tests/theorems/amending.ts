/**
 * T15: amendment makes a choreography projectable and changes its runs by the inserted selections only. Stated for whole runs of programs that end
 * without failure: a run of the one can be completed to a run that the other has too. Step by step it is false (conjectures).
 */
import type { Label } from "../../calculus/semantics/index.ts";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import { ordinary } from "../generators/programs.ts";
import { maximalRuns } from "../maximal-runs.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

const bounds = { steps: 600, runs: 40 };

const everything = (): boolean => true;

export const amendment: Theorem = theorem<ParsedFile>({
  id: "T15",
  everydayRuns: 100,
  name: "amendment is a weak simulation, both ways",
  statement:
    "The amended program is projectable, and every run of one of the two can be completed to a run whose local views are those of a run of the other without the inserted selections.",
  reference: "Cruz-Filipe, Montesi, Now It Compiles!, ITP 2023 (Amendment; sel_exp), for programs that end without failure",
  forall: programGenerator("programs whose conditionals are mostly unconstrained", { ...ordinary, amended: 20, prefixed: 15, failures: 0 }),
  given: (program) => {
    const model = modelOf(program);
    return model !== undefined && maximalRuns(model, everything, bounds) !== undefined;
  },
  then: (program, implementation, tally) => {
    const model = modelOf(program);
    if (model === undefined) return undefined;
    const { model: amended, insertedLabels: inserted } = implementation.parts.amend(model);
    tally.add("programs");
    if (!implementation.projectable(model)) tally.add("need a selection");
    if (!implementation.projectable(amended)) return { kind: "not-projectable", message: "the amended program is not projectable" };
    const visible = (label: Label): boolean => !((label.kind === "send" || label.kind === "receive") && inserted.has(label.label));
    const [before, after] = [maximalRuns(model, visible, bounds), maximalRuns(amended, visible, { steps: 4 * bounds.steps, runs: bounds.runs })];
    if (before?.join("\n\n") === after?.join("\n\n")) return undefined;
    return { kind: "different-runs", message: `before:\n${before?.join("\n\n") ?? "?"}\nafter:\n${after?.join("\n\n") ?? "?"}` };
  },
  demands: [share("need a selection", "programs", 20)],
});
