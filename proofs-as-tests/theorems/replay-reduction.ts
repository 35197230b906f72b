/** T22-reduction: one order of the moves of different participants, with all crashes, comes to every end of the machine that replays. */
import { analyseText } from "../../calculus/loading/index.ts";
import { networkSystem } from "../../calculus/semantics/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import { endOf, exploreReplay, reducedReplay } from "../../checker/resilience/index.ts";
import { replaySystem, switchesOf } from "../../interpreter/recovery/index.ts";
import type { ReplaySystem } from "../../interpreter/recovery/index.ts";
import { crashingPrograms } from "../generators/replayed-programs.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

/** Machines with more configurations are left. */
const mostStates = 3_000;

export const replayReduction: Theorem = theorem<string>({
  id: "T22-reduction",
  everydayRuns: 10,
  name: "one order of independent moves is enough",
  statement:
    "On the machine that replays with all of its assumptions, for one session, these steps come to the same ends as all steps, with the same effects: those of the first participant that can move, where nobody else may abort; otherwise those of the first whose moves change no durable field and no journal; where somebody was told of an abort, those by which the first one tells, notices or compensates; all steps where there is no such participant. They come to each end at which nobody failed in as few steps.",
  reference: "Kahn, 1974; Godefroid, Partial-Order Methods, 1996",
  forall: crashingPrograms,
  given: (text) => text.includes("faults F {") && !text.includes("sessions"),
  then: (text, { parts }, tally) => {
    const { model, diagnostics } = analyseText(text);
    const faults = model?.faults.get("F");
    if (model === undefined || faults === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("\n") };
    const written = { ...model, procedures: new Map([...model.procedures, ...model.broadcasting]) };
    const network = networkSystem(written, "main");
    if (!network.ok) return { kind: "unprojectable", message: "" };
    const system = replaySystem(written, network.system, { switches: switchesOf(model.runtime), sessions: 1, faults, subject: "main" });
    const reduced = reducedReplay(system, parts.replayReduction);
    if (reduced === undefined) return undefined;
    const [all, few] = [endsOf(system), endsOf(reduced)];
    tally.add("programs");
    if (all === undefined || few === undefined) return undefined;
    tally.add("explored");
    if (few.states * 2 < all.states) tally.add("halved");
    if (text.includes("else abort")) tally.add("with aborts");
    if ([...all.ends.values()].some(({ isAborted }) => isAborted)) tally.add("aborted");
    if (text.split("else abort").length > 2) tally.add("with several that may abort");
    for (const [end, { steps, isAborted }] of all.ends) {
      const found = few.ends.get(end);
      if (found === undefined || (!isAborted && found.steps !== steps)) return { kind: "an end is lost", message: `${end} in ${String(steps)} steps` };
    }
    for (const end of few.ends.keys()) if (!all.ends.has(end)) return { kind: "an end is made up", message: end };
    return undefined;
  },
  demands: [share("explored", "programs", 70), share("halved", "explored", 20), share("with aborts", "explored", 20)],
});

interface End {
  /** The fewest to it. */
  readonly steps: number;
  /** Somebody failed. */
  readonly isAborted: boolean;
}

/** The configurations in which nothing but faults can happen, each with the fewest steps to it. */
function endsOf(system: ReplaySystem): { readonly ends: ReadonlyMap<string, End>; readonly states: number } | undefined {
  const chooser = recordingChooser();
  const ends = new Map<string, End>();
  let states = 0;
  for (const initial of system.initial(chooser)) {
    const { configurations, parents, quiescent, limit } = exploreReplay(system, initial, chooser, { maxStates: mostStates });
    if (limit !== undefined) return undefined;
    states += configurations.length;
    const depths: number[] = [];
    for (const [number, parent] of parents.entries()) depths[number] = number === 0 ? 0 : (depths[parent] ?? 0) + 1;
    for (const number of quiescent) {
      const configuration = configurations[number];
      if (configuration === undefined) continue;
      const end = endOf(system, configuration);
      const twice = [...configuration.participants].map(
        ([name, { effects }]) =>
          `${name}: ${[...effects]
            .map(([of, count]) => `${of} ${String(count)}`)
            .sort()
            .join()}`,
      );
      const key = `${"outcome" in end ? end.outcome.key : `stuck ${end.stuck.key}`}\n${twice.join("\n")}\n${configuration.spent.join()}`;
      const isAborted = [...configuration.participants.values()].some(({ status }) => status === "failed");
      ends.set(key, { steps: Math.min(ends.get(key)?.steps ?? Number.MAX_SAFE_INTEGER, depths[number] ?? 0), isAborted });
    }
  }
  return { ends, states };
}
