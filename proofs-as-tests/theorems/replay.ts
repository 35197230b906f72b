/**
 * T22 and T23: the machine that replays masks crashes, and its sagas are atomic. Programs keep the assumptions; the machine is explored with all crashes, and its ends
 * without crashes are those of the network by the rules of networks, which know of no journal.
 */
import type { Model } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { networkSystem } from "../../calculus/semantics/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import { exploreReplay, judgeReplay } from "../../checker/resilience/index.ts";
import type { AssumptionFinding, ReplayItem } from "../../checker/resilience/index.ts";
import { switchesOf } from "../../interpreter/recovery/index.ts";
import type { ReplaySwitches, ReplaySystem } from "../../interpreter/recovery/index.ts";
import { replayedPrograms, replayedSagas } from "../generators/replayed-programs.ts";
import type { Parts } from "../implementation.ts";
import { endsOfMachine, endsOfNetwork } from "../replay/ends.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** Programs whose machines have more configurations are left. */
const mostStates = 3_000;

export const replayMasksCrashes: Theorem = theorem<string>({
  id: "T22",
  everydayRuns: 6,
  name: "replay masks crashes",
  statement:
    "Where what happens twice changes nothing, chance is journaled, receives have one sender, and queues and journals outlive crashes, with at most two crashes anywhere: (i) every end of the machine that replays is one that it has without crashes, which without several sessions is one of the network; (ii) nobody is stuck; (iii) from one beginning and without journaled chance there is one end; no effect happens twice, and no message is left. The checks of assumptions find nothing.",
  reference: "docs/language.md, Runtimes; after Kløvedal, Plyukhin, Peressotti and Montesi, Accompanist, 2026",
  forall: replayedPrograms,
  given: (text) => text.includes("faults F {"),
  then: (text, { parts }, tally) => {
    const isConfluent = !text.includes("journal any") && !text.includes("sessions");
    return contradiction(
      text,
      parts,
      ["replay-safe", "recovers", "exactly-once", "residue-free", ...(isConfluent ? (["outcome-deterministic"] as const) : [])],
      tally,
    );
  },
  demands: [share("explored", "programs", 80), share("with crashes", "explored", 80), share("with several ends", "explored", 5)],
});

export const sagasAreAtomic: Theorem = theorem<string>({
  id: "T23",
  everydayRuns: 6,
  name: "sagas are atomic",
  statement:
    "Where compensations are inverses that commute with what other sessions do, and nothing that may abort follows what cannot be undone, with at most two crashes, exceptions or restarts of the broker anywhere: at every end of the machine that broadcasts aborts all transactions of a session are done, or all are compensated; every end is one without faults; and durable fields are as at an end of the network of the explicit saga. What a role did is undone after its end only where the checks of assumptions warn of it.",
  reference: "docs/language.md, Sagas; Garcia-Molina and Salem, Sagas, SIGMOD 1987",
  forall: replayedSagas,
  given: (text) => text.includes("faults F {"),
  then: (text, { parts }, tally) => contradiction(text, parts, ["saga-atomic", "replay-safe", "recovers"], tally),
  demands: [
    share("explored", "programs", 70),
    share("with aborts", "explored", 30),
    share("with sessions", "explored", 3),
    share("with early ends", "explored", 10),
  ],
});

function contradiction(text: string, parts: Parts, items: readonly ReplayItem[], tally: Tally): Refutation | undefined {
  const { model, diagnostics } = analyseText(text);
  const faults = model?.faults.get("F");
  if (model === undefined || faults === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("\n") };
  tally.add("programs");
  const sessions = model.runtime?.sessions ?? 1;
  const written: Model = { ...model, procedures: new Map([...model.procedures, ...model.broadcasting]) };
  const network = networkSystem(written, "main");
  if (!network.ok) return { kind: "unprojectable", message: "" };
  const switches = switchesOf(model.runtime);
  const system = parts.replaySystem(written, network.system, { switches, sessions, faults });
  const { findings } = parts.staticAssumptions(written, "main", system.parts.transactions);
  const found = findings.find(({ code }) => code !== "success-unknown");
  if (found !== undefined) return { kind: found.code, message: found.message };
  const without = sessions > 1 ? undefined : comparedWithoutFaults(model, system, switches, parts);
  if (without !== undefined) return without;
  const judged = judgeReplay(system, items, recordingChooser(), { maxStates: mostStates });
  for (const [item, answer] of judged.answers) {
    if (answer.verdict === "violated") return { kind: item, message: answer.finding.shows.join("; ") };
    if (answer.verdict === "disagreement") return { kind: "not replayed", message: answer.reason };
    if (answer.verdict === "unknown") return undefined;
  }
  tally.add("explored");
  if (judged.states > 20) tally.add("with crashes");
  if (judged.outcomesWithFaults > 1) tally.add("with several ends");
  const told = items.includes("saga-atomic") ? contradictedEnds(system, findings, tally) : undefined;
  if (told !== undefined) return told;
  if (sessions > 1) tally.add("with sessions");
  if (text.includes("else abort")) tally.add("with aborts");
  return undefined;
}

/** What a role did is undone after its end only where the checks of assumptions say that it ends without learning of success. */
function contradictedEnds(system: ReplaySystem, findings: readonly AssumptionFinding[], tally: Tally): Refutation | undefined {
  const told = findings.filter(({ code }) => code === "success-unknown").map(({ message }) => message.split(" ")[0] ?? "");
  if (told.length > 0) tally.add("with early ends");
  const chooser = recordingChooser();
  for (const initial of system.initial(chooser)) {
    const { configurations } = exploreReplay(system, initial, chooser, { maxStates: mostStates });
    for (const { participants } of configurations)
      for (const [name, { status, isTold, journal }] of participants) {
        const isUndone = [...journal.values()].some(
          (entry) => entry.kind === "committed" && system.parts.transactions.get(entry.transaction)?.undo !== undefined,
        );
        if (status !== "completed" || !isTold || !isUndone || told.includes(name.split("#")[0] ?? "")) continue;
        return { kind: "undone after its end", message: `${name} has completed, is told of an abort and was not warned of` };
      }
  }
  return undefined;
}

/** The ends of the machine without faults are those of the network, whoever tells of aborts; where the machine does, durable fields are. */
function comparedWithoutFaults(model: Model, system: ReplaySystem, switches: ReplaySwitches, { replaySystem }: Parts): Refutation | undefined {
  const explicit = networkSystem(model, "main");
  if (!explicit.ok) return { kind: "unprojectable", message: "with explicit aborts" };
  const telling = replaySystem(model, explicit.system, { switches: { ...switches, abort: "explicit" }, sessions: 1 });
  const calm = replaySystem(system.parts.model, system.parts.network, { switches, sessions: 1 });
  for (const [machine, extent] of [
    [telling, "everything"],
    [calm, "durable"],
  ] as const) {
    const chooser = recordingChooser();
    const wanted = endsOfNetwork(model, explicit.system, chooser, extent, mostStates);
    const found = endsOfMachine(machine, chooser, extent, mostStates);
    if (wanted === undefined || found === undefined) return { kind: "cut or stuck", message: extent };
    const shown = (ends: ReadonlySet<string>): string => [...ends].sort().join("\n");
    if (shown(found) !== shown(wanted)) return { kind: `other ends: ${extent}`, message: `${shown(found)}\n  and not\n${shown(wanted)}` };
  }
  return undefined;
}
