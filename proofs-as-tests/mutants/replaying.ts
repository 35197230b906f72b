/** Machines that replay with one assumption dropped, each a switch of theirs, and two that no switch drops: chance that is not journaled, and receives from anybody. */
import { networkRules, networkSystem } from "../../calculus/semantics/index.ts";
import type { ReplaySwitch } from "../../calculus/core/index.ts";
import { isReplayFault } from "../../interpreter/recovery/index.ts";
import { flowThrough } from "../../checker/resilience/index.ts";
import type { Mutant } from "./mutant.ts";

/** `seed`: with which an early case shows it, where that is not so of the usual one. */
function switched(killedBy: "T22" | "T23", name: string, error: string, settings: Partial<Readonly<Record<ReplaySwitch, string>>>, seed?: number): Mutant {
  return {
    name,
    error,
    killedBy,
    ...(seed === undefined ? {} : { seed }),
    change: (parts) => ({
      ...parts,
      replaySystem: (model, network, options) =>
        parts.replaySystem(model, network, { ...options, switches: { ...options.switches, ...(settings as Partial<typeof options.switches>) } }),
    }),
  };
}

const replayed: readonly Mutant[] = [
  switched("T22", "journal off", "Nothing says of a transaction that it was done: a replay does it again.", { journal: "off" }, 271),
  switched("T22", "results recomputed", "A transaction that is not done again answers as it would answer now.", { results: "recomputed" }, 287),
  switched(
    "T22",
    "acknowledged on receipt",
    "A queue forgets a message that its receiver took, and the receiver forgets it when it crashes.",
    {
      ack: "receipt",
    },
    271,
  ),
  switched("T22", "messages not numbered", "What a replay sends again counts as further messages.", { delivery: "plain" }, 63),
  switched("T22", "commit split", "A crash comes between an effect and its entry in the journal.", { commit: "split" }, 271),
  switched("T22", "queue volatile", "A queue is lost when its consumer crashes.", { queue: "volatile" }, 271),
  switched("T22", "recovery concurrent", "A message that comes again starts a second run beside the one that recovers.", { recovery: "concurrent" }, 234),
  switched("T22", "acknowledgement raced", "A message that comes between the end of a session and its acknowledgement stays in the queue.", { acks: "raced" }),
  {
    name: "chance not journaled",
    error: "What was journaled is chosen again by a replay.",
    killedBy: "T22",
    seed: 155,
    change: (parts) => ({
      ...parts,
      replaySystem: (model, network, options) => {
        const transactions = [...model.transactions].map(([name, one]) => [name, one.isCounted ? { ...one, effect: "pure" as const } : one] as const);
        return parts.replaySystem({ ...model, transactions: new Map(transactions) }, network, options);
      },
    }),
  },
  {
    name: "received from anybody",
    error: "A receive takes a message of any role: at a replay it may take that of another one.",
    killedBy: "T22",
    seed: 10,
    change: (parts) => ({
      ...parts,
      replaySystem: (model, network, options) => {
        const rule = networkRules["N-RECEIVE"];
        const anybody: typeof rule = {
          ...rule,
          apply: (premises) => {
            const { A, p } = premises;
            if (A.kind !== "receive") return [];
            return network.roles.filter((from) => from !== p).flatMap((from) => rule.apply({ ...premises, A: { ...A, from } }));
          },
        };
        const open = networkSystem(model, "main", { rules: { ...networkRules, "N-RECEIVE": anybody } });
        return parts.replaySystem(model, open.ok ? { ...network, steps: open.system.steps } : network, options);
      },
    }),
  },
];

const compensated: readonly Mutant[] = [
  switched("T23", "all marked as compensated", "When one transaction is compensated all are marked: a crash then loses the rest.", { marks: "all" }, 10),
  switched("T23", "abort not checked", "A run goes on behind an abort, and commits what nobody compensates.", { "abort-check": "off" }, 90),
  switched("T23", "abort forgotten", "A role that has not begun forgets an abort, begins, and commits.", { "abort-memo": "off" }, 7),
  switched(
    "T23",
    "compensated counts as done",
    "A second run, which nobody stops, walks past what was compensated as if it were done.",
    {
      tombstones: "off",
      recovery: "concurrent",
      "abort-check": "off",
    },
    298,
  ),
  switched("T23", "compensation in any order", "What was done first may be undone first.", { compensation: "unordered" }, 62),
  switched("T23", "compensation not retried", "A compensation that ended in an exception is not tried again.", { retries: "off" }, 8),
  switched(
    "T23",
    "decision not logged",
    "A transaction that aborted is tried again by a replay, and commits, after all roles were told of the abort.",
    { decisions: "repeated" },
    3,
  ),
  switched("T23", "session forgotten", "A session that ended in an exception is not begun again.", { exceptions: "forget" }),
  switched("T23", "messages transient", "A restart of the broker loses messages.", { messages: "transient" }, 5),
];

const reduced: readonly Mutant[] = [
  {
    name: "aborts commute",
    error: "That somebody may still abort is no reason to look at all orders.",
    killedBy: "T22-reduction",
    seed: 8,
    change: (parts) => ({ ...parts, replayReduction: { ...parts.replayReduction, mayAbort: () => false } }),
  },
  {
    name: "nothing lasts",
    error: "A transaction is committed before anybody else moves, although another participant may abort before.",
    killedBy: "T22-reduction",
    change: (parts) => ({ ...parts, replayReduction: { ...parts.replayReduction, isLasting: () => false } }),
  },
  {
    name: "crashes at ends only",
    error: "A role that is chosen to move does not crash before it has moved.",
    killedBy: "T22-reduction",
    change: (parts) => ({ ...parts, replayReduction: { ...parts.replayReduction, isTaken: (label) => !isReplayFault(label) } }),
  },
];

const followed: readonly Mutant[] = [
  {
    name: "early ends overlooked",
    error: "Nothing is said of roles that end before they know that nobody aborts.",
    killedBy: "T23",
    seed: 3,
    change: (parts) => ({
      ...parts,
      staticAssumptions: (...asked) => {
        const found = parts.staticAssumptions(...asked);
        return { ...found, findings: found.findings.filter(({ code }) => code !== "success-unknown") };
      },
    }),
  },
  {
    name: "chance on the first path only",
    error: "What a further round of a loop or another branch brings is not joined with what came first.",
    killedBy: "T22-flow",
    seed: 244,
    change: (parts) => ({
      ...parts,
      staticAssumptions: (model, subject, transactions) =>
        parts.staticAssumptions(model, subject, transactions, (of, name, flow) => flowThrough(of, name, { ...flow, join: (one) => one })),
    }),
  },
  {
    name: "decisions overlooked",
    error: "Chance that decides whether a role can go on counts for nothing.",
    killedBy: "T22-flow",
    seed: 236,
    change: (parts) => ({
      ...parts,
      staticAssumptions: (...asked) => {
        const found = parts.staticAssumptions(...asked);
        return { ...found, findings: found.findings.filter(({ message }) => !message.includes(" decides ")) };
      },
    }),
  },
];

/** By the theorem that they contradict. */
export const replayMutants: readonly Mutant[] = [...replayed, ...compensated, ...reduced, ...followed];
