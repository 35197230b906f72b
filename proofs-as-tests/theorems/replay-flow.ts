/** T22-flow: where the static checks of replay find nothing, exploration with a crash finds nothing. */
import { analyseText } from "../../calculus/loading/index.ts";
import { networkSystem } from "../../calculus/semantics/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import { judgeReplay } from "../../checker/resilience/index.ts";
import { replaySystem, switchesOf } from "../../interpreter/recovery/index.ts";
import { uncertainPrograms } from "../generators/uncertain-programs.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

/** Machines with more configurations are left. */
const mostStates = 4_000;

export const replayFlow: Theorem = theorem<string>({
  id: "T22-flow",
  everydayRuns: 25,
  name: "what no flow of chance reaches is the same at a replay",
  statement:
    "Where chance and what is read of fields that change, followed through loops, branches and calls, reach no message, guard, transaction or journal, decide nothing, and no effect is raw, every end of the sound machine with a crash anywhere is one without, nobody is stuck who is not without, and no effect happens twice.",
  reference: "Kildall, 1973; Sharir and Pnueli, 1981; Kløvedal, Plyukhin, Peressotti and Montesi, Accompanist, 2026",
  forall: uncertainPrograms,
  given: (text) => text.includes("faults F {") && text.includes("choreography keepA"),
  then: (text, { parts }, tally) => {
    const { model, diagnostics } = analyseText(text);
    const faults = model?.faults.get("F");
    if (model === undefined || faults === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("\n") };
    const network = networkSystem(model, "main");
    if (!network.ok) return { kind: "unprojectable", message: "" };
    const system = replaySystem(model, network.system, { switches: switchesOf(model.runtime), sessions: 1, faults, subject: "main" });
    tally.add("programs");
    const { findings } = parts.staticAssumptions(model, "main", system.parts.transactions);
    if (findings.length > 0) return undefined;
    tally.add("nothing found");
    const judged = judgeReplay(system, ["replay-safe", "recovers", "exactly-once"], recordingChooser(), { maxStates: mostStates });
    for (const [item, answer] of judged.answers) {
      if (answer.verdict === "violated") return { kind: item, message: answer.finding.shows.join("; ") };
      if (answer.verdict === "disagreement") return { kind: "not replayed", message: answer.reason };
      if (answer.verdict === "unknown") return undefined;
    }
    tally.add("explored");
    if (/:= any/.test(text)) tally.add("with chance");
    if (text.includes("while")) tally.add("with loops");
    return undefined;
  },
  demands: [
    share("nothing found", "programs", 15),
    share("explored", "nothing found", 60),
    share("with chance", "explored", 30),
    share("with loops", "explored", 5),
  ],
});
