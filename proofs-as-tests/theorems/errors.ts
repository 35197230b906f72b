/** errors: what the checker calls a deadlock, an orphan or an unspecified reception is one, judged by the steps that the rules have and not by the actions that are next. */
import type { Role } from "../../calculus/core/index.ts";
import { isFault, subject, withQueue } from "../../calculus/semantics/index.ts";
import type { NetworkConfiguration, NetworkSystem } from "../../calculus/semantics/index.ts";
import { networkSpace, recordingChooser } from "../../checker/index.ts";
import type { StateError } from "../../checker/index.ts";
import { faultySystems } from "../generators/faulty-systems.ts";
import { headOf } from "../lock-step/network-errors.ts";
import { surroundedSystem } from "../machines/surrounded-system.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

/** So many configurations of a system are looked at. */
const mostConfigurations = 60;

/** Labels of the generated messages, each with a number. */
const labels = ["l", "m"];

export const errorsAreErrors: Theorem = theorem<string>({
  id: "errors",
  everydayRuns: 50,
  name: "errors are errors",
  statement:
    "In every reachable configuration of a system, on any kind of network and under faults: in a deadlock no role has a step, faults apart; where none has one, nobody failed and somebody is not finished, there is a deadlock or an unspecified reception; there is an orphan exactly where everybody is finished or stopped and a message to one that did not stop is left; a role with an unspecified reception has no step, whatever is sent to it and received from it. Errors of different kinds never coincide.",
  reference: "Zafiropulo et al., IEEE Transactions on Communications, 1980; docs/semantics.md, networks and faults",
  forall: faultySystems,
  given: (text) => text.includes("system S {"),
  then: (text, { parts }, tally) => {
    const surrounded = surroundedSystem(text);
    if (typeof surrounded === "string") return { kind: "refused", message: surrounded };
    const { network } = surrounded;
    const space = networkSpace(network, recordingChooser());
    const open = [...space.initial()];
    const seen = new Set(open.map(space.key));
    const kinds = new Set<string>();
    let looked = 0;
    // Depth first, by ordinary steps first: where nobody can move any more is far away.
    for (let N = open.pop(); N !== undefined && looked < mostConfigurations; N = open.pop()) {
      looked += 1;
      const moves = space.moves(N);
      const movers = moves.flatMap(({ moments }) => moments.flatMap(({ step: { label } }) => (isFault(label) ? [] : [subject(label)])));
      const errors = parts.errorsIn(space, N, moves);
      const wrong = contradiction(network, N, new Set(movers), errors);
      if (wrong !== undefined) return { kind: "error", message: wrong };
      for (const { kind } of errors) kinds.add(kind);
      for (const { target } of moves.toReversed()) {
        const key = space.key(target);
        if (seen.has(key)) continue;
        seen.add(key);
        open.push(target);
      }
    }
    tally.add("systems");
    tally.add("configurations", looked);
    for (const kind of kinds) tally.add(`with ${kind}`);
    return undefined;
  },
  demands: [share("with deadlock", "systems", 20), share("with orphan", "systems", 5), share("with reception", "systems", 3)],
});

/** What is wrong with what is said to be wrong; `movers` have a step that is no fault. */
function contradiction(network: NetworkSystem, N: NetworkConfiguration, movers: ReadonlySet<Role>, errors: readonly StateError[]): string | undefined {
  const { processes, channels, world } = N;
  const unfinished = [...processes].filter(([role, process]) => !world.stopped.has(role) && headOf(process) !== undefined).map(([role]) => role);
  const isLeft = [...channels.values()].some(({ to, messages }) => messages.length > 0 && !world.stopped.has(to));
  const kinds = new Set(errors.map(({ kind }) => kind));
  const [mover] = movers;
  if (kinds.size > 1) return `errors of several kinds: ${[...kinds].join(", ")}`;
  if (kinds.has("deadlock") && mover !== undefined) return `a deadlock, although ${mover} has a step`;
  if (kinds.has("deadlock") && unfinished.length === 0) return "a deadlock of nobody";
  if (kinds.has("orphan") !== (unfinished.length === 0 && isLeft)) return kinds.has("orphan") ? "no orphan" : "an orphan that nobody tells";
  const isExcused = [...world.stopped.values()].some((reason) => reason !== "crashed");
  if (kinds.size === 0 && mover === undefined && unfinished.length > 0 && !isExcused) return `${unfinished.join(", ")} cannot go on, and nothing is wrong`;
  for (const error of errors) {
    if (error.kind !== "reception") continue;
    if (movers.has(error.role)) return `${error.role} has a step`;
    const message = helpFor(network, N, error.role);
    if (message !== undefined) return `${error.role} has a step ${message}`;
  }
  return undefined;
}

/** What would give the role a step: a message more from somebody, or that all its own are received. */
function helpFor(network: NetworkSystem, N: NetworkConfiguration, role: Role): string | undefined {
  const order = network.architecture;
  const others = [...N.processes.keys()].filter((other) => other !== role);
  const queue = (from: Role, to: Role): NonNullable<ReturnType<typeof N.channels.get>>["messages"] =>
    [...N.channels.values()].find((one) => one.to === to && (one.from === undefined || one.from === from))?.messages ?? [];
  const moves = (channels: NetworkConfiguration["channels"]): boolean =>
    network.steps({ ...N, channels }, recordingChooser()).some(({ label }) => !isFault(label) && subject(label) === role);
  let free = N.channels;
  for (const to of others) free = withQueue(free, role, to, [], order);
  if (moves(free)) return "when its messages are received";
  for (const from of others) {
    for (const label of labels) {
      const more = { label, values: [0n], ...(order?.order === "mailbox" ? { from } : {}) };
      if (moves(withQueue(N.channels, from, role, [...queue(from, role), more], order))) return `after ${from} has sent ${label}`;
    }
  }
  return undefined;
}
