/** The notations of automata: what is written is read as the same automata. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LocalAutomaton, LocalEdge, Message } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import { messageKey } from "../../../calculus/protocols/index.ts";
import { readGraphs } from "../efsm/read-graphs.ts";
import { readMachines } from "../fsa/read-machines.ts";
import { readKmc } from "../kmc/read.ts";
import { reachedOnly } from "./automata-to-write.ts";
import type { AutomataToWrite, WrittenText } from "./automata-to-write.ts";
import { graphsText } from "./write-graphs.ts";
import { lettered, localTypesText } from "./write-local-types.ts";
import { machinesText } from "./write-machines.ts";
import { roleSystemText, transitionSystemText } from "./write-transition-system.ts";

const roles = ["A", "B", "C"];

function message(label: string, ...types: readonly ("int" | "bool")[]): Message {
  return { label, payload: types.map((name) => ({ sort: { kind: "value", type: { kind: "primitive", name, span: nowhere } } })) };
}

function toWrite(automata: readonly LocalAutomaton[]): AutomataToWrite {
  return { name: "C", span: nowhere, automata: automata.map(reachedOnly), roles: automata.map(({ role }) => role) };
}

function textOf(written: WrittenText): string {
  return "text" in written ? written.text : expect.unreachable(JSON.stringify(written.diagnostics));
}

function read(text: string, parse: ParseFile): readonly LocalAutomaton[] {
  const { model, diagnostics } = analyseText(text, "C.x", { parse });
  expect(
    diagnostics.filter(({ severity }) => severity === "error"),
    text,
  ).toEqual([]);
  return [...(model?.contexts.values() ?? [])].flatMap(({ automata }) => automata);
}

function actionText({ action: { direction, peer, message: own } }: LocalEdge): string {
  return `${peer}${direction === "send" ? "!" : "?"}${messageKey(own)}`;
}

/** Walks both at once; undefined if they offer the same in every state that is reached. */
function difference(left: LocalAutomaton, right: LocalAutomaton): string | undefined {
  if (left.role !== right.role) return `${left.role} and ${right.role}`;
  const pending: (readonly [number, number])[] = [[left.initial, right.initial]];
  const seen = new Set<string>();
  for (const [one, other] of pending) {
    if (seen.has(`${String(one)} ${String(other)}`)) continue;
    seen.add(`${String(one)} ${String(other)}`);
    const [own, again] = [left.states[one], right.states[other]];
    const [first, second] = [own, again].map((state) => (state?.edges ?? []).map(actionText).sort().join());
    if (first !== second || own?.isFinal !== again?.isFinal) return `${String(first)} and ${String(second)}`;
    for (const edge of own?.edges ?? []) {
      const match = again?.edges.find((candidate) => actionText(candidate) === actionText(edge));
      pending.push([edge.target, match?.target ?? expect.unreachable("no edge")]);
    }
  }
  return undefined;
}

function expectSame(left: readonly LocalAutomaton[], right: readonly LocalAutomaton[], text: string): void {
  expect(right, text).toHaveLength(left.length);
  left.forEach((automaton, index) => {
    expect(difference(automaton, right[index] ?? expect.unreachable("no automaton")), text).toBeUndefined();
  });
}

/** Deterministic automata of any shape, whose states are final exactly if they have no edges. */
function automaton(role: string, messages: readonly Message[]): fc.Arbitrary<LocalAutomaton> {
  const edge = fc.tuple(
    fc.constantFrom("send" as const, "receive" as const),
    fc.constantFrom(...roles.filter((each) => each !== role)),
    fc.nat({ max: messages.length - 1 }),
    fc.nat(),
  );
  const state = fc.uniqueArray(edge, { maxLength: 3, selector: ([direction, peer, own]) => `${direction} ${peer} ${String(own)}` });
  return fc.tuple(fc.array(state, { minLength: 1, maxLength: 6 }), fc.nat()).map(([states, initial]) => ({
    role,
    initial: initial % states.length,
    states: states.map((edges) => ({
      isFinal: edges.length === 0,
      edges: edges.map(([direction, peer, own, target]) => ({
        action: { direction, peer, message: messages[own] ?? message("m") },
        target: target % states.length,
      })),
    })),
  }));
}

function systems(messages: readonly Message[]): fc.Arbitrary<readonly LocalAutomaton[]> {
  return fc.tuple(...roles.map((role) => automaton(role, messages)));
}

/** Sends the first message any number of times, and then one of the others. */
function sender(role: string, peer: string, ...messages: readonly Message[]): LocalAutomaton {
  const edges = messages.map((own, index): LocalEdge => ({ action: { direction: "send", peer, message: own }, target: index === 0 ? 0 : 1 }));
  return {
    role,
    initial: 0,
    states: [
      { isFinal: false, edges },
      { isFinal: true, edges: [] },
    ],
  };
}

function receiver(role: string, peer: string, ...messages: readonly Message[]): LocalAutomaton {
  const { initial, states } = sender(role, peer, ...messages);
  return {
    role,
    initial,
    states: states.map((state) => ({ ...state, edges: state.edges.map((edge) => ({ ...edge, action: { ...edge.action, direction: "receive" } })) })),
  };
}

describe("reading what was written", () => {
  const plain = [message("a"), message("b")];
  test("machines, also with payloads and names of other formats", () => {
    fc.assert(
      fc.property(systems([...plain, message("ask", "int", "bool"), message("l'")]), (automata) => {
        const text = textOf(machinesText(toWrite(automata)));
        expectSame(automata, read(text, readMachines), text);
      }),
      { numRuns: 150 },
    );
  });

  test("drawings, with payloads", () => {
    fc.assert(
      fc.property(systems([...plain, message("ask", "int", "bool"), message("_")]), (automata) => {
        const text = textOf(graphsText(toWrite(automata)));
        expectSame(automata, read(text, readGraphs), text);
      }),
      { numRuns: 150 },
    );
  });

  test("local types, which unfold", () => {
    fc.assert(
      fc.property(systems(plain), (automata) => {
        const text = textOf(localTypesText(toWrite(automata)));
        expectSame(automata, read(text, readKmc), text);
      }),
      { numRuns: 150 },
    );
  });
});

describe("names that a notation cannot write", () => {
  const odd = [message("ask", "int"), message("askint"), message("Ask int"), message("rec"), message("1")];
  const automata = [sender("Ann 1", "ann", ...odd), receiver("ann", "Ann 1", ...odd)];

  test("are renamed, no two to the same, and notes say how", () => {
    expect(textOf(localTypesText(toWrite(automata)))).toMatchInlineSnapshot(`
      "-- the role \`Ann 1\` is written \`ANN\`
      -- the role \`ann\` is written \`ANNA\`
      -- the message \`ask(int)\` is written \`askint2\`
      -- the message \`Ask int\` is written \`askint3\`
      -- the message \`rec\` is written \`rec2\`
      -- the message \`1\` is written \`m1\`

      ANN: rec x0 . {ANNA!askint2; x0, ANNA!askint; end, ANNA!askint3; end, ANNA!rec2; end, ANNA!m1; end}

      ANNA: rec x0 . {ANN?askint2; x0, ANN?askint; end, ANN?askint3; end, ANN?rec2; end, ANN?m1; end}
      "
    `);
    expect(textOf(machinesText(toWrite(automata)))).toMatchInlineSnapshot(`
      "-- the role \`Ann 1\` is written \`Ann1\`
      -- the message \`Ask int\` is written \`Askint\`

      .outputs Ann1
      .state graph
      q0 1 ! ask(int) q0
      q0 1 ! askint q1
      q0 1 ! Askint q1
      q0 1 ! rec q1
      q0 1 ! 1 q1
      .marking q0
      .end

      .outputs ann
      .state graph
      q0 0 ? ask(int) q0
      q0 0 ? askint q1
      q0 0 ? Askint q1
      q0 0 ? rec q1
      q0 0 ? 1 q1
      .marking q0
      .end
      "
    `);
    expect(textOf(graphsText(toWrite(automata)))).toMatchInlineSnapshot(`
      "// the role \`Ann 1\` is written \`Ann_1\`
      // the label \`Ask int\` is written \`Ask_int\`
      // the label \`1\` is written \`_1\`

      digraph "Ann_1" {
          0;
          1;

          0 -> 0 [label="ann!ask(int)"];
          0 -> 1 [label="ann!askint"];
          0 -> 1 [label="ann!Ask_int"];
          0 -> 1 [label="ann!rec"];
          0 -> 1 [label="ann!_1"];
      }

      digraph "ann" {
          0;
          1;

          0 -> 0 [label="Ann_1?ask(int)"];
          0 -> 1 [label="Ann_1?askint"];
          0 -> 1 [label="Ann_1?Ask_int"];
          0 -> 1 [label="Ann_1?rec"];
          0 -> 1 [label="Ann_1?_1"];
      }
      "
    `);
  });

  test("letters count on", () => {
    expect([2, 3, 27, 28, 29].map((count) => lettered("R", count))).toEqual(["RA", "RB", "RZ", "RAA", "RAB"]);
  });
});

describe("what a notation cannot say is refused", () => {
  const goesOn: LocalAutomaton = {
    role: "A",
    initial: 0,
    states: [{ isFinal: true, edges: [{ action: { direction: "send", peer: "B", message: message("a") }, target: 0 }] }],
  };

  test.each([
    ["machines", machinesText],
    ["local types", localTypesText],
    ["drawings", graphsText],
  ])("an end that goes on: %s", (_name, write) => {
    expect(write(toWrite([goesOn]))).toMatchObject({ diagnostics: [{ code: "not-yet-supported" }] });
  });

  test("a payload without a name in a drawing", () => {
    const list: Message = {
      label: "l",
      payload: [{ sort: { kind: "value", type: { kind: "list", element: { kind: "primitive", name: "int", span: nowhere }, span: nowhere } } }],
    };
    expect(graphsText(toWrite([sender("A", "B", list), receiver("B", "A")]))).toMatchObject({ diagnostics: [{ code: "not-yet-supported" }] });
  });

  test("local types that unfold beyond the limit", () => {
    const states = Array.from({ length: 40 }, (_, state) => ({
      isFinal: state === 39,
      edges:
        state === 39 ? [] : ["a", "b"].map((label): LocalEdge => ({ action: { direction: "send", peer: "B", message: message(label) }, target: state + 1 })),
    }));
    expect(localTypesText(toWrite([{ role: "A", initial: 0, states }, sender("B", "A", message("a"))]))).toMatchObject({
      diagnostics: [{ code: "program-too-large" }],
    });
  });
});

describe("transition systems", () => {
  const network = [sender("A", "B", message("a"), message("quit")), receiver("B", "A", message("a"), message("quit"))];

  test("synchronous communication is one step, a queue is two", () => {
    expect(textOf(transitionSystemText(toWrite(network), { bound: 0, maxStates: 10 }))).toBe('des (0,2,2)\n(0,"A->B:a",0)\n(0,"A->B:quit",1)\n');
    expect(textOf(transitionSystemText(toWrite(network), { bound: 1, maxStates: 10 }))).toMatchInlineSnapshot(`
      "des (0,4,4)
      (0,"A->B!a",1)
      (0,"A->B!quit",2)
      (1,"A->B?a",0)
      (2,"A->B?quit",3)
      "
    `);
    expect(textOf(roleSystemText(toWrite(network.slice(1))))).toBe('des (0,2,2)\n(0,"A->B?a",0)\n(0,"A->B?quit",1)\n');
  });

  test("every bound on queues is a part of the next; the limit on states refuses", () => {
    const states = (bound: number): number =>
      Number(/^des \(0,\d+,(\d+)\)/.exec(textOf(transitionSystemText(toWrite(network), { bound, maxStates: 1000 })))?.[1]);
    expect([1, 2, 3].map(states)).toEqual([4, 6, 8]);
    expect(transitionSystemText(toWrite(network), { bound: 3, maxStates: 7 })).toMatchObject({ diagnostics: [{ code: "program-too-large" }] });
  });
});
