/**
 * Elaboration keeps behaviours: what a process sends by its text, read as a program with a stack and jumps, is what its behaviour sends. Random bodies of
 * choices, branches, loops and jumps to any of the loops around them.
 */
import { describe, expect, test } from "vitest";
import type { Behaviour } from "../../core/index.ts";
import { concatenateBehaviours, exposeHead } from "../../core/index.ts";
import { analyseText } from "../../loading/index.ts";
import type { ProcessBlock } from "../../syntax/index.ts";

/** What is still to do: statements of a block from one on, then the rest. Where the block is the body of a loop, its end repeats it. */
interface Stack {
  readonly block: ProcessBlock;
  readonly from: number;
  readonly loops: ReadonlyMap<string, Stack>;
  readonly repeats: boolean;
  readonly rest: Stack | undefined;
}

type Visit<State> = (state: State, step: (label: string, then: State) => void, done: () => void) => void;

const nextOfText: Visit<Stack | undefined> = (start, step, done) => {
  if (start === undefined) {
    done();
    return;
  }
  const { block, from, loops, repeats, rest } = start;
  const statement = block.statements[from];
  const behind: Stack = { ...start, from: from + 1 };
  const enter = (inner: ProcessBlock): void => {
    nextOfText({ block: inner, from: 0, loops, repeats: false, rest: behind }, step, done);
  };
  switch (statement?.kind) {
    case undefined:
      nextOfText(repeats ? { ...start, from: 0 } : rest, step, done);
      return;
    case "send":
      step(statement.label.text, behind);
      return;
    case "choose":
      statement.branches.forEach(enter);
      return;
    case "branch":
      for (const { label, body } of statement.cases) step(label.text, { block: body, from: 0, loops, repeats: false, rest: behind });
      return;
    case "loop": {
      const body: Stack = { block: statement.body, from: 0, loops: new Map(), repeats: true, rest: behind };
      const inside: Map<string, Stack> = new Map(loops);
      const looping = { ...body, loops: inside };
      inside.set(statement.name.text, looping);
      nextOfText(looping, step, done);
      return;
    }
    case "continue":
      nextOfText(loops.get(statement.loop.text), step, done);
      return;
    case "break":
      nextOfText(loops.get(statement.loop.text)?.rest, step, done);
      return;
    default:
      throw new Error(`no ${String(statement?.kind)} here`);
  }
};

const nextOfBehaviour: Visit<Behaviour> = (start, step, done) => {
  const behaviour = exposeHead(start);
  if (behaviour.kind === "end") {
    done();
    return;
  }
  const { head, tail } = behaviour;
  if (head.kind === "send") step(head.label, tail);
  else if (head.kind === "choose") for (const branch of head.branches) nextOfBehaviour(concatenateBehaviours(branch, tail), step, done);
  else if (head.kind === "receive") for (const { label, body } of head.branches) step(label, concatenateBehaviours(body, tail));
  else throw new Error(`no ${head.kind} here`);
};

interface Moves<State> {
  readonly labels: ReadonlyMap<string, readonly State[]>;
  readonly isDone: boolean;
}

function moves<State>(states: readonly State[], visit: Visit<State>): Moves<State> {
  const labels = new Map<string, State[]>();
  let isDone = false;
  for (const state of states) {
    visit(
      state,
      (label, then) => labels.set(label, [...(labels.get(label) ?? []), then]),
      () => (isDone = true),
    );
  }
  return { labels, isDone };
}

function describeMoves<State>({ labels, isDone }: Moves<State>): string {
  return [...[...labels.keys()].sort(), ...(isDone ? ["end"] : [])].join();
}

function compare(text: readonly (Stack | undefined)[], behaviours: readonly Behaviour[], depth: number): void {
  const [written, elaborated] = [moves(text, nextOfText), moves(behaviours, nextOfBehaviour)];
  const [left, right] = [describeMoves(written), describeMoves(elaborated)];
  if (left !== right) throw new Error(`the text goes on with ${left}, the behaviour with ${right}`);
  if (depth === 0) return;
  for (const [label, after] of written.labels) compare(after, elaborated.labels.get(label) ?? [], depth - 1);
}

interface Part {
  readonly text: string;
  /** Whether something can come behind it. */
  readonly falls: boolean;
}

/** A random body whose messages all have different labels; every loop begins with one. */
function randomBody(draw: (below: number) => number): string {
  let labels = 0;
  let names = 0;
  const message = (): string => `B!l${String(labels++)};`;
  const sequence = (count: number, loops: readonly string[], depth: number): Part => {
    const parts: string[] = [];
    for (let more = count; more > 0; more--) {
      const { text, falls } = statement(loops, depth);
      parts.push(text);
      if (!falls) return { text: parts.join(" "), falls };
    }
    return { text: parts.join(" "), falls: true };
  };
  const block = (loops: readonly string[], depth: number): Part => {
    const inner = sequence(draw(3), loops, depth);
    if (!inner.falls || loops.length === 0 || draw(2) === 0) return inner;
    return { text: `${inner.text} ${draw(3) > 0 ? "break" : "continue"} ${loops[draw(loops.length)] ?? ""};`, falls: false };
  };
  const statement = (loops: readonly string[], depth: number): Part => {
    const how = depth > 0 ? draw(5) : 4;
    if (how === 4) return { text: message(), falls: true };
    if (how >= 2) {
      const name = `L${String(names++)}`;
      const { text } = block([...loops, name], depth - 1);
      return { text: `loop ${name} { ${message()} ${text} }`, falls: text.includes(`break ${name};`) };
    }
    const [left, right] = [block(loops, depth - 1), block(loops, depth - 1)];
    const written =
      how === 0
        ? `choose { ${left.text} } or { ${right.text} }`
        : `branch B { r${String(labels++)} => { ${left.text} } r${String(labels++)} => { ${right.text} } }`;
    return { text: written, falls: left.falls || right.falls };
  };
  return sequence(3, [], 4).text;
}

describe("the behaviour of a process", () => {
  test("sends and receives what its text does", () => {
    let state = 88172645;
    const draw = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    let compared = 0;
    let nested = 0;
    for (let round = 0; round < 600; round++) {
      const body = randomBody(draw);
      const { files, model } = analyseText(`protocol P(A, B) { A -> B : l; } process Main plays A in P { ${body} }`);
      const declaration = files[0]?.declarations.find((each) => each.kind === "process");
      const process = model?.processes.get("Main");
      if (process === undefined || declaration?.kind !== "process") continue;
      compare([{ block: declaration.body, from: 0, loops: new Map(), repeats: false, rest: undefined }], [process.body], 6);
      compared++;
      if (/loop \w+ \{[^{}]*loop \w+ \{/.test(body)) nested++;
    }
    expect(compared).toBeGreaterThan(200);
    expect(nested).toBeGreaterThan(20);
  });
});
