/** Why an endpoint is no asynchronous subtype, from a won game of the adversary: what T did, what T' has still to do, and what fits nowhere. */
import { present } from "../present.ts";
import { assertNever } from "../assert-never.ts";
import type { LocalAction } from "./automata.ts";
import type { Obstacle } from "./async-subtyping-matching.ts";
import type { AsyncSubtypeRule } from "./async-subtyping-rules.ts";
import type { Search } from "./async-subtyping-search.ts";
import type { Defeat } from "./async-subtyping-solve.ts";
import { printLocalAction } from "./print-types.ts";
import { actionsOf } from "./type-graph.ts";

export interface AsyncSubtypeFailure {
  readonly rule: AsyncSubtypeRule;
  /** What T does first; T' has done all of it, too. */
  readonly path: readonly LocalAction[];
  /** For `A-ACT`: what T repeats for ever then. */
  readonly cycle?: readonly LocalAction[];
  /** The action of T that nothing of T' matches. */
  readonly action?: LocalAction;
  /** The action of T' that is in the way, or that T does not take. */
  readonly theirs?: LocalAction;
  /** What T' has done by then, and T has not. */
  readonly outstanding: readonly LocalAction[];
  /** What each side can do there; nothing where it has ended. */
  readonly heads: readonly [readonly LocalAction[], readonly LocalAction[]];
  readonly reason: string;
}

/** The failure that the adversary's win shows. */
export function failureOf(search: Search, { path, position, outcome, cycle, putOff }: Defeat): AsyncSubtypeFailure {
  const { left, right } = search.endpoints;
  const actions = (edges: readonly number[]): readonly LocalAction[] => edges.map((edge) => present(left.graph.actions[present(left.graph.action[edge])]));
  const { state, remainders } = present(search.positions[position]);
  const [remainder] = remainders;
  const behind = remainder?.state ?? 0;
  const outstanding = search.matching.prefixes.actions(remainder?.prefix ?? 0).map((theirs) => present(right.graph.actions[theirs]));
  const base = { path: actions(path), outstanding, heads: [actionsOf(left.graph, state), actionsOf(right.graph, behind)] as const };
  if (cycle !== undefined || outcome === undefined) {
    const theirs = putOff === undefined ? outstanding[0] : present(right.graph.actions[putOff]);
    const reason =
      theirs === undefined
        ? "T puts an action off for ever"
        : `T' does ${text([theirs])}, and T puts it off for ever while it repeats ${text(actions(cycle ?? []))}`;
    return { ...base, rule: "A-ACT", cycle: actions(cycle ?? []), ...(theirs === undefined ? {} : { theirs }), reason };
  }
  if (left.kinds[state] === "ended") {
    const rest = [...outstanding, ...base.heads[1]];
    return { ...base, rule: "A-END", ...optional("theirs", rest[0]), reason: `T has ended where T' has still to do ${text(rest.slice(0, 3))}` };
  }
  const { edge } = present(present(search.outcomes[position])[outcome]);
  const obstacle = obstacleAt(search, position, left.kinds[state] === "sends" ? edge : -1);
  const action = left.kinds[state] === "sends" ? actions([edge])[0] : undefined;
  if (obstacle === undefined) return { ...base, rule: action === undefined ? "A-IN" : "A-OUT", ...optional("action", action), reason: "no rule applies" };
  const theirs = "theirs" in obstacle ? present(right.graph.actions[obstacle.theirs]) : undefined;
  return {
    ...base,
    outstanding: obstacle.outstanding.map((each) => present(right.graph.actions[each])),
    rule: action === undefined ? "A-IN" : "A-OUT",
    ...optional("action", action),
    ...optional("theirs", theirs),
    reason: explained(search, obstacle, action, theirs, base.heads[0]),
  };
}

/** Asks again, and listens to why nothing fits. */
function obstacleAt({ positions, matching }: Search, position: number, edge: number): Obstacle | undefined {
  const { state, remainders } = present(positions[position]);
  const obstacles: Obstacle[] = [];
  matching.onObstacle = (obstacle) => obstacles.push(obstacle);
  for (const remainder of remainders) {
    if (edge === -1) matching.input(state, remainder);
    else matching.output(edge, remainder);
  }
  matching.onObstacle = undefined;
  return obstacles[0];
}

function explained(
  { endpoints: { right } }: Search,
  obstacle: Obstacle,
  action: LocalAction | undefined,
  theirs: LocalAction | undefined,
  ours: readonly LocalAction[],
): string {
  const what = action === undefined ? `T waits for ${text(ours)}` : `T sends ${text([action])}`;
  switch (obstacle.kind) {
    case "blocked":
      if (theirs === undefined) return what;
      if (action === undefined) return `${what} where T' first sends ${text([theirs])}: an input cannot come before an output`;
      return `${what} where T' first sends ${text([theirs])}: outputs to one peer keep their order`;
    case "not-accepted":
      return `T' may receive ${text(theirs === undefined ? [] : [theirs])} here, T only ${text(ours)}`;
    case "never-comes": {
      const heads = actionsOf(right.graph, obstacle.state);
      if (heads.length === 0) return `${what} where T' has ended`;
      if (action === undefined && heads.every(({ direction }) => direction === "send"))
        return `${what} where T' first sends ${text(heads)}: an input cannot come before an output`;
      const whom = action?.peer ?? ours[0]?.peer ?? "";
      return `${what} where T' does ${text(heads)} and may never come to ${action === undefined ? `receive from ${whom}` : `send to ${whom}`}`;
    }
    default:
      return assertNever(obstacle);
  }
}

function text(actions: readonly LocalAction[]): string {
  return actions.map((action) => `\`${printLocalAction(action)}\``).join(", ");
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}
