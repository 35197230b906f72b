/**
 * The communications of a process as a deterministic automaton: silent steps are closed over, points that the same communications lead to are one state
 * (Rabin and Scott, 1959). What is lost on the way is told: the automaton offers all that the process may have decided to do.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import { present } from "../../calculus/present.ts";
import { senderOf } from "../../calculus/core/index.ts";
import type { LocalAction, LocalAutomaton, Message, Role } from "../../calculus/core/index.ts";
import { messageKey, printLocalAction } from "../../calculus/protocols/index.ts";
import type { Point } from "./points.ts";

/** The sorts of what a message carries, which processes do not write. */
export type MessageOf = (sender: Role, receiver: Role, label: string, arity: number) => Message;

export interface Determinised {
  readonly automaton: LocalAutomaton;
  /** Points with different futures are one state: what the automaton may do later, the process may have excluded. */
  readonly merged: boolean;
  /** Where the process has decided by itself what it waits for, or whether it is finished, and the automaton offers both: a sentence. */
  readonly blurred?: string;
}

export type DeterminiseResult = { readonly ok: true; readonly result: Determinised } | { readonly ok: false; readonly reason: string };

/** States of the automaton, and points of all of them together. */
const stateLimit = 100_000;
const memberLimit = 5_000_000;

interface Step {
  readonly action: LocalAction;
  readonly targets: Set<number>;
}

/** Determinises the points of a process of the role. Exponential at worst, hence capped. */
export function determinise(role: Role, points: readonly Point[], messageOf: MessageOf): DeterminiseResult {
  const numbers = new Map<string, number>();
  const subsets: (readonly number[])[] = [];
  let [members, merged] = [0, false];
  let blurred: string | undefined;
  const numberOf = (reached: Iterable<number>): number => {
    const subset = settled(points, reached);
    const key = subset.join(",");
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, subsets.length);
    members += subset.length;
    return subsets.push(subset) - 1;
  };
  const states: LocalAutomaton["states"][number][] = [];
  numberOf([0]);
  for (let index = 0; index < subsets.length; index++) {
    if (subsets.length > stateLimit) return { ok: false, reason: `its automaton has more than ${String(stateLimit)} states` };
    if (members > memberLimit) return { ok: false, reason: `the states of its automaton have more than ${String(memberLimit)} points` };
    const own = present(subsets[index]).map((number) => present(points[number]));
    const steps = new Map<string, Step>();
    for (const point of own) {
      for (const { action, target } of communications(role, point, messageOf)) {
        const key = `${action.direction} ${action.peer} ${messageKey(action.message)}`;
        const step = steps.get(key);
        if (step === undefined) steps.set(key, { action, targets: new Set([target]) });
        else if (!step.targets.has(target)) {
          step.targets.add(target);
          merged = true;
        }
      }
    }
    blurred ??= blur(role, own, messageOf);
    const edges = [...steps.values()].map(({ action, targets }) => ({ action, target: numberOf(targets) }));
    states.push({ isFinal: own.some(({ kind }) => kind === "end"), edges });
  }
  return { ok: true, result: { automaton: { role, initial: 0, states }, merged, ...(blurred === undefined ? {} : { blurred }) } };
}

/** The points at which something happens that others see, sorted: behind all silent steps. */
function settled(points: readonly Point[], start: Iterable<number>): readonly number[] {
  const reached = new Set(start);
  for (const number of reached) {
    const point = present(points[number]);
    for (const target of silentTargets(point)) reached.add(target);
  }
  return [...reached].filter((number) => present(points[number]).kind !== "silent").sort((a, b) => a - b);
}

/** Where the process may be next without anybody else noticing. */
function silentTargets(point: Point): readonly number[] {
  if (point.kind === "silent") return point.targets;
  return point.kind === "select" ? point.targets.filter((_, index) => point.action.alternatives[index]?.action.kind === "local") : [];
}

/** What is sent and received at a point, each with the point behind it. */
export function communications(role: Role, point: Point, messageOf: MessageOf): readonly { readonly action: LocalAction; readonly target: number }[] {
  if (point.kind === "send") {
    const { to, label, expressions } = point.action;
    return [{ action: { direction: "send", peer: to, message: messageOf(role, to, label, expressions.length) }, target: point.target }];
  }
  if (point.kind === "select") return choiceCommunications(role, point, messageOf);
  if (point.kind !== "receive") return [];
  const { action, targets } = point;
  return action.branches.map((branch, index) => {
    const peer = senderOf(action, branch);
    return {
      action: { direction: "receive", peer, message: messageOf(peer, role, branch.label, branch.variables.length) },
      target: present(targets[index]),
    };
  });
}

/** What a guarded choice may send and receive: its state of the automaton may be mixed. */
function choiceCommunications(role: Role, { action, targets }: Extract<Point, { kind: "select" }>, messageOf: MessageOf): ReturnType<typeof communications> {
  return action.alternatives.flatMap((one, index): ReturnType<typeof communications> => {
    const target = present(targets[index]);
    switch (one.action.kind) {
      case "send": {
        const { to, label, expressions } = one.action;
        return [{ action: { direction: "send", peer: to, message: messageOf(role, to, label, expressions.length) }, target }];
      }
      case "receive": {
        const { from, label, variables } = one.action;
        return [{ action: { direction: "receive", peer: from, message: messageOf(from, role, label, variables.length) }, target }];
      }
      case "local":
        return [];
      default:
        return assertNever(one.action);
    }
  });
}

/** What the points of one state would do, where that is not all sends, all the same receives, or all the end. */
function blur(role: Role, own: readonly Point[], messageOf: MessageOf): string | undefined {
  const heads = new Map<string, string>();
  for (const point of own) {
    if (point.kind === "send") heads.set("send", `sends to ${point.action.to}`);
    else if (point.kind === "end") heads.set("end", "is finished");
    else if (point.kind === "select") headsOfChoice(role, point, messageOf, heads);
    else if (point.kind === "receive") {
      const offers = communications(role, point, messageOf).map(({ action }) => printLocalAction(action));
      heads.set(offers.toSorted().join(", "), `waits for ${offers.join(", ")}`);
    }
  }
  const [first, second] = [...heads.values()];
  return first === undefined || second === undefined ? undefined : `${role} decides by itself whether it ${first} or ${second}, and its automaton offers both`;
}

/** A guarded choice is one head, unless guards may take some of it away: then each alternative is one, and that none is possible another. */
function headsOfChoice(role: Role, point: Extract<Point, { kind: "select" }>, messageOf: MessageOf, heads: Map<string, string>): void {
  const { alternatives } = point.action;
  if (alternatives.every(({ guard }) => guard !== undefined)) heads.set("nothing", "does nothing");
  const offers = communications(role, point, messageOf);
  if (offers.every(({ action }) => action.direction === "send")) {
    for (const { action } of offers) heads.set("send", `sends to ${action.peer}`);
    return;
  }
  const texts = offers.map(({ action }) => printLocalAction(action));
  const parts = alternatives.every(({ guard }) => guard === undefined) ? [texts] : texts.map((text) => [text]);
  for (const part of parts) heads.set(part.toSorted().join(", "), `is ready for ${part.join(", ")}`);
}

/** Whether a process may go on by itself for ever: a cycle of silent steps. Linear. */
export function canDiverge(points: readonly Point[]): boolean {
  const left = new Uint8Array(points.length);
  const onPath = new Uint8Array(points.length);
  for (let start = 0; start < points.length; start++) {
    const path: { readonly number: number; readonly targets: readonly number[]; next: number }[] = [];
    const enter = (number: number): void => {
      const point = present(points[number]);
      onPath[number] = 1;
      path.push({ number, targets: silentTargets(point), next: 0 });
    };
    if (left[start] === 0) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = top.targets[top.next++];
      if (target === undefined) {
        left[top.number] = 1;
        onPath[top.number] = 0;
        path.pop();
      } else if (onPath[target] === 1) return true;
      else if (left[target] === 0) enter(target);
    }
  }
  return false;
}
