/** T14-refinements: what a solver decides of the refinements of a protocol is what exploring all values decides. T14-knowledge: what senders know is what they have seen on every path. */
import { analyseText } from "../../calculus/loading/index.ts";
import { chooseSolver } from "../../checker/index.ts";
import { refinementJudge, unknownToSenders } from "../../checker/refined-protocols/index.ts";
import { refinedProtocols } from "../generators/refined-protocols.ts";
import { labelsOfUnknown } from "../protocols/knowledge-by-paths.ts";
import { dataByDefinition } from "../protocols/refinements-by-definition.ts";
import { share } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const solver = chooseSolver("wasm");

export const refinementsAreDecided: Theorem = theorem<string>({
  id: "T14-refinements",
  everydayRuns: 8,
  name: "refinements of protocols amount to what all values show",
  statement:
    "For protocols whose values are few, the elimination of quantifiers, Horn clauses and bounded model checking find that nothing can be sent, that a variable of a loop does not satisfy its refinement, and that a message is never sent, exactly if the exploration of all values by the text does; their runs are executed, and as short as any.",
  reference: "docs/refinements.md; Bocchi et al., CONCUR 2010; Zhou et al., OOPSLA 2020",
  forall: refinedProtocols,
  given: (text) => analyseText(text).model?.protocols.has("P") === true,
  then: (text, implementation, tally): Refutation | undefined => {
    const { model, files } = analyseText(text);
    const protocol = model?.protocols.get("P");
    const declaration = files[0]?.declarations.find((each) => each.kind === "protocol");
    if (model === undefined || protocol === undefined || declaration?.kind !== "protocol") throw new Error("there is no protocol");
    const data = dataByDefinition(declaration.body, model.definitions);
    const judge = refinementJudge(protocol, model.definitions, { solver }, implementation.parts.refinements);
    for (const item of ["progress", "loop-invariants", "satisfiable"] as const) {
      const { verdict, reason = "", networkRun = [] } = judge(item);
      const shortest = item === "progress" ? data.stuckAfter : item === "loop-invariants" ? data.brokenAfter : undefined;
      const isViolated = item === "satisfiable" ? data.sent.size < data.labels.size : shortest !== undefined;
      tally.add("items");
      if (isViolated) tally.add(`${item} violated`);
      if (verdict === "disagreement") return { kind: "evidence", message: `${item}: ${reason}` };
      if (verdict === "unknown") continue;
      tally.add("decided");
      if ((verdict === "violated") !== isViolated)
        return { kind: item, message: `${item} is ${isViolated ? "violated" : "kept"} by all values, and ${verdict} by the solver: ${reason}` };
      if (isViolated && shortest !== undefined && networkRun.length / 2 !== shortest)
        return { kind: `${item}, length`, message: `a run of ${String(shortest)} messages shows it, and one of ${String(networkRun.length / 2)} is told` };
    }
    return undefined;
  },
  demands: [
    share("decided", "items", 95),
    share("progress violated", "items", 5),
    share("loop-invariants violated", "items", 2),
    share("satisfiable violated", "items", 3),
  ],
});

export const knowledgeIsSeen: Theorem = theorem<string>({
  id: "T14-knowledge",
  everydayRuns: 60,
  name: "senders know what they have seen on every path",
  statement:
    "A protocol is history-sensitive exactly if on no path a sender of a refined value speaks of what it has not seen, followed path by path; where it is not the text has the warning `refinement-unknown-to-sender`, and without loops only there.",
  reference: "docs/refinements.md; Bocchi et al., CONCUR 2010",
  forall: refinedProtocols,
  given: (text) => analyseText(text).model?.protocols.has("P") === true,
  then: (text, implementation, tally): Refutation | undefined => {
    const { model, files, diagnostics } = analyseText(text);
    const protocol = model?.protocols.get("P");
    const declaration = files[0]?.declarations.find((each) => each.kind === "protocol");
    if (model === undefined || protocol === undefined || declaration?.kind !== "protocol") throw new Error("there is no protocol");
    const labels = labelsOfUnknown(declaration.body, protocol.roles);
    const unknown = unknownToSenders(protocol.refined ?? { initial: 0, states: [] }, protocol.roles, model.definitions, implementation.parts.knowledge);
    const own = new Set(unknown.map(({ transition }) => transition.message.label));
    tally.add("protocols");
    if (labels.size > 0) tally.add("not history-sensitive");
    if ([...labels].toSorted().join() !== [...own].toSorted().join())
      return { kind: "knowledge", message: `by paths ${[...labels].join(", ")}, found ${[...own].join(", ")}` };
    const isWarned = diagnostics.some(({ code }) => code === "refinement-unknown-to-sender");
    if (labels.size > 0 && !isWarned) return { kind: "no warning", message: `no warning about ${[...labels].join(", ")}` };
    if (labels.size === 0 && isWarned && !text.includes("rec ")) return { kind: "warning", message: "a warning, though every sender knows what it speaks of" };
    return undefined;
  },
  demands: [share("not history-sensitive", "protocols", 20)],
});
