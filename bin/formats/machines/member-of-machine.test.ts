import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LocalAutomaton } from "../../../calculus/core/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { messageKey } from "../../../calculus/protocols/index.ts";
import { parseFile } from "../../../calculus/parser/index.ts";
import { printFile } from "../../../calculus/syntax/index.ts";
import type { ContextMember, ParsedFile } from "../../../calculus/syntax/index.ts";
import type { Machine } from "./machine.ts";
import { memberOfMachine } from "./member-of-machine.ts";

const span = { file: 0, start: 0, end: 0 };
const name = (text: string) => ({ text, span });

/** The labels are distinct in each state; every state has at most one edge for each of three labels. */
function machineOf(targets: readonly (readonly (number | undefined)[])[]): Machine {
  const edges = targets.flatMap((row, source) =>
    row.flatMap((target, label) =>
      target === undefined
        ? []
        : [
            {
              source: name(`q${String(source)}`),
              kind: "send" as const,
              peer: name("B"),
              label: name(`l${String(label)}`),
              payload: [],
              target: name(`q${String(target)}`),
              span,
            },
          ],
    ),
  );
  return { role: name("A"), initial: name("q0"), edges, span };
}

function fileOf(member: ContextMember): ParsedFile {
  const idle = { role: name("B"), body: { statements: [], span }, span };
  return { declarations: [{ kind: "context", name: name("C"), members: [member, idle], span }], span };
}

function automatonOf(file: ParsedFile): LocalAutomaton {
  const { model, diagnostics } = analyseText(" ", "x.choreo", { parse: () => ({ tree: file, diagnostics: [], tokens: 0 }) });
  expect(diagnostics).toEqual([]);
  return model?.contexts.get("C")?.automata[0] ?? expect.unreachable("no automaton");
}

/** Follows both at once: equal labels, equal ends, in every state that is reached. */
function differs({ initial, states }: LocalAutomaton, targets: readonly (readonly (number | undefined)[])[]): string | undefined {
  const pending: (readonly [number, number])[] = [[initial, 0]];
  const seen = new Set<string>();
  for (const [own, written] of pending) {
    if (seen.has(`${String(own)} ${String(written)}`)) continue;
    seen.add(`${String(own)} ${String(written)}`);
    const state = states[own] ?? expect.unreachable("no state");
    const row = targets[written] ?? [];
    const wanted = row.flatMap((target, label) => (target === undefined ? [] : [`l${String(label)}`]));
    const found = state.edges.map(({ action }) => messageKey(action.message)).sort();
    if (found.join() !== wanted.join() || state.isFinal !== (wanted.length === 0)) return `${found.join()} for ${wanted.join()} in q${String(written)}`;
    for (const { action, target } of state.edges) pending.push([target, row[Number(action.message.label.slice(1))] ?? expect.unreachable("no target")]);
  }
  return undefined;
}

describe("machines as local types", () => {
  test("the automaton of the local type is the machine, and the text is read back", () => {
    const machines = fc.integer({ min: 1, max: 9 }).chain((states) => {
      const target = fc.option(fc.integer({ min: 0, max: states - 1 }), { nil: undefined });
      return fc.array(fc.tuple(target, target, target), { minLength: states, maxLength: states });
    });
    fc.assert(
      fc.property(machines, (targets) => {
        const file = fileOf(memberOfMachine(machineOf(targets)));
        expect(differs(automatonOf(file), targets)).toBeUndefined();
        const again = parseFile(printFile(file), 0);
        expect(again.diagnostics).toEqual([]);
        expect(differs(automatonOf(again.tree), targets)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test("long chains of choices stay shallow, whatever leads to the end", () => {
    const length = 1500;
    const chains = {
      loops: Array.from({ length }, (_, state) => [(state + 1) % length, state % 7, undefined]),
      ends: Array.from({ length: length + 1 }, (_, state) => (state === length ? [] : [state + 1, length, undefined])),
      tree: Array.from({ length: 2 * length + 1 }, (_, state) => (state < length ? [2 * state + 1, 2 * state + 2, undefined] : [])),
    };
    for (const targets of Object.values(chains)) {
      const file = fileOf(memberOfMachine(machineOf(targets)));
      expect(differs(automatonOf(file), targets)).toBeUndefined();
      expect(parseFile(printFile(file), 0).diagnostics).toEqual([]);
    }
  });

  test("a small machine reads as one would write it", () => {
    const targets = [[1, 2, undefined], [0, undefined, 3], [undefined, 3, undefined], []];
    expect(printFile(fileOf(memberOfMachine(machineOf(targets))))).toMatchInlineSnapshot(`
      "context C {
        A {
          rec q0 {
            choice {
              B!l0;
              choice {
                B!l0;
                continue q0;
              } or {
                B!l2;
              }
            } or {
              B!l1;
              B!l1;
            }
          }
        }
        B {}
      }
      "
    `);
  });
});
