/**
 * The points of a process, with calls entered in place: where it communicates, where it goes on by itself, where it ends. What is left of a body behind a
 * branch, a loop or a call is on a stack; stacks are interned, so that a body that goes round has finitely many points.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Action, Behaviour, Prefix } from "../../calculus/core/index.ts";

type Of<Kind> = Extract<Action, { kind: Kind }>;

/** A body that a call enters, and a text that is equal for equal bodies. */
export interface Entered {
  readonly key: string;
  readonly body: Behaviour;
}

/** What is left behind the body at hand: the rest of the cell it stands in, and of a loop the loop itself. */
interface Stack {
  readonly cell: Prefix;
  /** Of a call: the body that was entered. */
  readonly entered?: string;
  readonly below: Stack | undefined;
}

interface Place {
  readonly rest: Behaviour;
  readonly stack: Stack | undefined;
}

/** A point: the end, a send, a receive or a guarded choice of this process, or a step that nobody else sees, with the numbers of the points behind it. */
export type Point =
  | { readonly kind: "end" }
  | { readonly kind: "send"; readonly action: Of<"send">; readonly target: number }
  | { readonly kind: "receive"; readonly action: Of<"receive">; readonly targets: readonly number[] }
  /** A guarded choice: a target for each alternative. */
  | { readonly kind: "select"; readonly action: Of<"select">; readonly targets: readonly number[] }
  | { readonly kind: "silent"; readonly action: Action; readonly targets: readonly number[] };

/** The points of a process, the first one initial; or why it has none. */
export type Points = { readonly ok: true; readonly points: readonly Point[] } | { readonly ok: false; readonly reason: string };

/** Why a process has no finitely many points. */
class NotRegular extends Error {}

/** How many points a process may have. */
const pointLimit = 100_000;

/** The points that can be reached from the start of a body. Linear in their number. */
export function pointsOf(body: Behaviour, enter: (call: Of<"call">) => Entered): Points {
  try {
    return { ok: true, points: search(body, enter) };
  } catch (error) {
    if (error instanceof NotRegular) return { ok: false, reason: error.message };
    throw error;
  }
}

function search(body: Behaviour, enter: (call: Of<"call">) => Entered): readonly Point[] {
  const stacks = new Map<Stack | undefined, Map<Prefix, Map<string | undefined, Stack>>>();
  const numbers = new Map<Stack | undefined, Map<Behaviour, number>>();
  const places: Place[] = [];
  const points: Point[] = [];
  const atEnd: Behaviour = { kind: "end" };

  function push(cell: Prefix, below: Stack | undefined, entered?: string): Stack {
    const byEntered = entryOf(
      entryOf(stacks, below, () => new Map<Prefix, Map<string | undefined, Stack>>()),
      cell,
      () => new Map<string | undefined, Stack>(),
    );
    return entryOf(byEntered, entered, () => ({ cell, below, ...(entered === undefined ? {} : { entered }) }));
  }

  /** Behind bodies that are over, jumps and the heads of loops. */
  function settle({ rest, stack }: Place): Place {
    const passed = new Set<Prefix>();
    for (;;) {
      if (rest.kind === "end") {
        if (stack === undefined) return { rest: atEnd, stack };
        [rest, stack] = [stack.cell.tail, stack.below];
        continue;
      }
      const { head } = rest;
      if (head.kind === "loop") {
        if (passed.has(rest)) throw new NotRegular("a loop repeats without an action");
        passed.add(rest);
        [rest, stack] = [head.body, push(rest, stack)];
      } else if (head.kind === "continue") {
        const loop = loopIn(stack, head.loop);
        [rest, stack] = [loop.cell, loop.below];
      } else return { rest, stack };
    }
  }

  function numberOf(start: Place): number {
    const place = settle(start);
    const row = entryOf(numbers, place.stack, () => new Map<Behaviour, number>());
    return entryOf(row, place.rest, () => {
      if (places.length >= pointLimit) throw new NotRegular(`it has more than ${String(pointLimit)} points`);
      return places.push(place) - 1;
    });
  }

  function pointAt({ rest, stack }: Place): Point {
    if (rest.kind === "end") return { kind: "end" };
    const { head, tail } = rest;
    const inside = (bodies: readonly Behaviour[]): readonly number[] => bodies.map((part) => numberOf({ rest: part, stack: push(rest, stack) }));
    const behind = (): number => numberOf({ rest: tail, stack });
    switch (head.kind) {
      case "send":
        return { kind: "send", action: head, target: behind() };
      case "receive":
        return { kind: "receive", action: head, targets: inside(head.branches.map((branch) => branch.body)) };
      case "assign":
      case "havoc":
      case "assert":
      case "assume":
        return { kind: "silent", action: head, targets: [behind()] };
      case "if":
        return { kind: "silent", action: head, targets: inside([head.then, head.else]) };
      case "match":
        return { kind: "silent", action: head, targets: inside(head.cases.map((each) => each.body)) };
      case "choose":
        return { kind: "silent", action: head, targets: inside(head.branches) };
      case "select":
        return { kind: "select", action: head, targets: inside(head.alternatives.map(({ body: chosen }) => chosen)) };
      case "call":
        return { kind: "silent", action: head, targets: [numberOf(entering(rest, head, stack))] };
      case "loop":
      case "continue":
      case "frame":
        throw new Error(`${head.kind} is no point of a process`);
      default:
        return assertNever(head);
    }
  }

  /** A call that nothing follows is a jump; behind any other its rest waits. */
  function entering(rest: Prefix, call: Of<"call">, stack: Stack | undefined): Place {
    const { key, body: entered } = enter(call);
    const after = settle({ rest: rest.tail, stack });
    if (after.rest.kind === "end") return { rest: entered, stack: undefined };
    for (let waiting = stack; waiting !== undefined; waiting = waiting.below) {
      if (waiting.entered === key) throw new NotRegular(`\`${call.procedure}\` is called again before the work behind an earlier call of it is done`);
    }
    return { rest: entered, stack: push(rest, stack, key) };
  }

  numberOf({ rest: body, stack: undefined });
  for (let index = 0; index < places.length; index++) {
    const place = places[index];
    if (place !== undefined) points.push(pointAt(place));
  }
  return points;
}

function loopIn(stack: Stack | undefined, name: string): Stack {
  for (let each = stack; each !== undefined; each = each.below) if (each.cell.head.kind === "loop" && each.cell.head.name === name) return each;
  throw new Error(`no loop ${name} around a continue`);
}

function entryOf<Key, Value>(table: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = table.get(key);
  if (known !== undefined) return known;
  const made = make();
  table.set(key, made);
  return made;
}
