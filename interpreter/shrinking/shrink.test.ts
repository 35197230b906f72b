import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Value } from "../../calculus/core/index.ts";
import { subject } from "../../calculus/semantics/index.ts";
import type { NetworkConfiguration, Step } from "../../calculus/semantics/index.ts";
import { equalValues, refusing } from "../../calculus/values/index.ts";
import type { Execution } from "../execution.ts";
import { along } from "./attempt.ts";
import { labelText } from "../labels.ts";
import { replay } from "../replay.ts";
import { run } from "../run.ts";
import { calls, crossing, halting, systemsOf } from "../sample-programs.ts";
import type { Systems } from "../sample-programs.ts";
import { random, scriptedIndices } from "../schedulers/index.ts";
import { shrink } from "./index.ts";
import { halvings } from "./simpler-values.ts";

type NetworkExecution = Execution<NetworkConfiguration>;

/** The last step violates an assertion or fails. */
const goesWrong = ({ steps }: NetworkExecution): boolean => steps.at(-1)?.label.kind === "violate" || steps.at(-1)?.label.kind === "fail";

/** The beginning of a run of the network up to its first violation or failure, if it has one. */
function failing(systems: Systems, seed: string): NetworkExecution | undefined {
  const result = run(systems.network, random(seed), { seed, maxSteps: 300 });
  if (result.kind !== "run") return undefined;
  const { start, steps } = result.execution;
  const at = steps.findIndex(({ label }) => label.kind === "violate" || label.kind === "fail");
  return at < 0 ? undefined : { ...result.execution, start, steps: steps.slice(0, at + 1) };
}

/** Every choice of an execution, by its place: what shrinking may simplify. */
interface Script {
  readonly initial: ReadonlyMap<string, Value>;
  readonly moves: readonly { readonly role: string; readonly branch?: number; readonly chosen: readonly (readonly [string, Value])[] }[];
}

function scriptOf({ start, steps }: NetworkExecution, systems: Systems): Script {
  const initial = new Map(start.choices.map(({ request, value }) => [request.description, value]));
  let configuration = start.configuration;
  const moves = steps.map((step) => {
    const chosen: (readonly [string, Value])[] = [];
    const { label } = step;
    const found = systems.network.steps(configuration, {
      ...refusing,
      choose: (request, domain) => {
        if (request.role !== subject(label)) return [];
        const answers = label.kind === "any" && request.kind === "any" ? [label.value] : "oracles" in label ? label.oracles.map(({ result }) => result) : [];
        const value = answers.find((answer) => (domain.kind === "finite" ? domain.values.some((one) => equalValues(one, answer)) : domain.contains(answer)));
        if (value === undefined) return [];
        chosen.push([request.description, value]);
        return [value];
      },
    });
    expect(found.map((one) => labelText(one.label))).toContain(labelText(label));
    configuration = found.find((one) => labelText(one.label) === labelText(label))?.target ?? configuration;
    return { role: subject(label), chosen, ...(label.kind === "choose" ? { branch: label.branch } : {}) };
  });
  return { initial, moves };
}

/** Plays a script by itself, independently of the shrinker; undefined as soon as a role cannot move or a value is not allowed. */
function play(script: Script, { network }: Systems): NetworkExecution | undefined {
  const [configuration] = network.initial({
    ...refusing,
    choose: ({ description }, domain) => {
      const value = script.initial.get(description);
      if (value === undefined) return [];
      return (domain.kind === "finite" ? domain.values.some((one) => equalValues(one, value)) : domain.contains(value)) ? [value] : [];
    },
  });
  if (configuration === undefined) return undefined;
  const steps: Step<NetworkConfiguration>[] = [];
  for (const { role, branch, chosen } of script.moves) {
    const answers = new Map(chosen);
    const enabled = network
      .steps(steps.at(-1)?.target ?? configuration, {
        ...refusing,
        choose: (request, domain) => {
          const value = request.role === role ? answers.get(request.description) : undefined;
          if (value === undefined) return [];
          return (domain.kind === "finite" ? domain.values.some((one) => equalValues(one, value)) : domain.contains(value)) ? [value] : [];
        },
      })
      .filter(({ label }) => subject(label) === role);
    const step = enabled.find(({ label }) => label.kind !== "choose" || label.branch === branch);
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return along({ configuration, choices: [] }, steps).execution;
}

/** The scripts with one step, one role, or half an integer less. */
function simpler(script: Script): readonly Script[] {
  const roles = [...new Set(script.moves.map(({ role }) => role))];
  return [
    ...script.moves.map((_, index) => ({ ...script, moves: script.moves.toSpliced(index, 1) })),
    ...roles.map((role) => ({ ...script, moves: script.moves.filter((move) => move.role !== role) })),
    ...[...script.initial].flatMap(([name, value]) => halvings(value).map((half) => ({ ...script, initial: new Map(script.initial).set(name, half) }))),
    ...script.moves.flatMap((move, index) =>
      move.chosen.flatMap(([name, value], place) =>
        halvings(value).map((half) => ({ ...script, moves: script.moves.with(index, { ...move, chosen: move.chosen.with(place, [name, half]) }) })),
      ),
    ),
  ];
}

describe.each([
  ["crossing messages", crossing],
  ["calls and oracles", calls],
  ["a failure", halting],
])("a failing run of %s, shrunk", (_, text) => {
  const systems = systemsOf(text);
  const found = Array.from({ length: 20 }, (_unused, seed) => failing(systems, String(seed))).filter((execution) => execution !== undefined);

  test("still fails, replays and is no longer than before", () => {
    expect(found.length).toBeGreaterThan(5);
    for (const execution of found.slice(0, 4)) {
      const shrunk = shrink(systems.network, execution, goesWrong);
      expect(shrunk.minimal).toBe(true);
      expect(goesWrong(shrunk.execution)).toBe(true);
      expect(shrunk.execution.steps.length).toBeLessThanOrEqual(execution.steps.length);
      const trace = { initial: shrunk.execution.start, steps: shrunk.execution.steps.map(({ label }) => ({ label })) };
      expect(replay(systems.network, trace).kind).toBe("replayed");
    }
  });

  test("is 1-minimal: without any one step or role, or with any integer halved, it does not fail or is impossible", () => {
    let candidates = 0;
    for (const execution of found.slice(0, 4)) {
      const script = scriptOf(shrink(systems.network, execution, goesWrong).execution, systems);
      const same = play(script, systems);
      expect(same !== undefined && goesWrong(same)).toBe(true);
      for (const smaller of simpler(script)) {
        candidates += 1;
        const played = play(smaller, systems);
        expect(played !== undefined && goesWrong(played)).toBe(false);
      }
    }
    expect(candidates).toBeGreaterThan(8);
  });

  test("is 1-minimal: no choice can be replaced by the simplest value of its domain", () => {
    for (const execution of found.slice(0, 4)) {
      const script = scriptOf(shrink(systems.network, execution, goesWrong).execution, systems);
      for (const [name, value] of script.initial) {
        if (equalValues(value, 0n)) continue;
        const played = play({ ...script, initial: new Map(script.initial).set(name, 0n) }, systems);
        expect(played !== undefined && goesWrong(played)).toBe(false);
      }
    }
  });
});

describe("shrinking", () => {
  const systems = systemsOf(crossing);
  const execution = Array.from({ length: 40 }, (_, seed) => failing(systems, String(seed))).find((one) => one !== undefined)!;

  test("leaves what a failure needs", () => {
    const { execution: shrunk } = shrink(systems.network, execution, goesWrong);
    expect(shrunk.steps.map(({ label }) => label.kind).toSorted()).toEqual(["receive", "send", "send", "send", "violate"]);
    const values = new Map(shrunk.start.choices.map(({ request, value }) => [request.description, value]));
    expect(values.get("A.n")).toBe(0n);
    expect(values.get("B.n")).toBeGreaterThanOrEqual(100n);
    expect(values.get("B.n")).toBeLessThan(200n);
  });

  test("leaves out a single step between needed ones", () => {
    const program = systemsOf("role A { n: int = 0; } role C { n: int = 0; } choreography P(A, C) { C.1 -> A.x; C.n := 1; assert A.(x == 0); }");
    const schedule = [0, 1, 0, 0];
    const result = run(program.choreography, scriptedIndices(schedule), { seed: "1", maxSteps: 4 });
    if (result.kind !== "run") throw new Error("no run");
    expect(result.execution.steps.map(({ label }) => label.kind)).toEqual(["send", "local", "receive", "violate"]);
    const shrunk = shrink(program.choreography, result.execution, ({ steps }) => steps.at(-1)?.label.kind === "violate");
    expect(shrunk.execution.steps.map(({ label }) => label.kind)).toEqual(["send", "receive", "violate"]);
  });

  test("keeps the kind of failure that is asked for", () => {
    const program = systemsOf("role A { n: int = any 0..100; } choreography C(A) { assert A.(n < 3); assert A.(n < 50); }");
    const result = run(program.network, random("1"), { seed: "6", maxSteps: 10 });
    if (result.kind !== "run") throw new Error("no run");
    const second = (candidate: NetworkExecution): boolean => {
      const last = candidate.steps.at(-1)?.label;
      return candidate.steps.length === 2 && last?.kind === "violate";
    };
    expect(second(result.execution)).toBe(true);
    const shrunk = shrink(program.network, result.execution, second).execution;
    expect(shrunk.steps.map(({ label }) => label.kind)).toEqual(["violate", "violate"]);
    expect(shrunk.start.choices[0]?.value).toBeGreaterThanOrEqual(50n);
  });

  test("takes the first branch and the simplest value where they fail as well", () => {
    const program = systemsOf(`
      enum Colour { Red, Green(int) }
      enum Size { Small, Large }
      role A { c: Colour = Red; n: int = 0; size: Size = any; }
      choreography C(A) {
        A.c := any Colour where value == Red or value == Green(8) or value == Green(5);
        choose A { A.n := 1; } or { A.n := 2; }
        A.n := any 3..9;
        assert A.false;
      }`);
    for (let seed = 0; seed < 6; seed += 1) {
      const found = failing(program, String(seed))!;
      const { execution: shrunk } = shrink(program.network, found, goesWrong);
      const labels = shrunk.steps.map(({ label }) => label);
      expect(shrunk.start.choices.map(({ value }) => value)).toEqual([{ kind: "variant", name: "Small", payload: [] }]);
      expect(labels.find(({ kind }) => kind === "choose")).toMatchObject({ branch: 0 });
      expect(labels.filter((label) => label.kind === "any").map(({ value }) => value)).toEqual([{ kind: "variant", name: "Red", payload: [] }, 3n]);
    }
  });

  test("never leaves a domain: positive numbers stay positive", () => {
    const program = systemsOf("role A { n: int = any int where value > 0; } choreography C(A) { assert A.(n < 1); }");
    for (let seed = 0; seed < 5; seed += 1) {
      const shrunk = shrink(program.network, failing(program, String(seed))!, goesWrong).execution;
      expect(shrunk.start.choices.map(({ value }) => value)).toEqual([1n]);
    }
  });

  test("ends at its budget with what it has found so far, and says so", () => {
    const { execution: shrunk, minimal, effort } = shrink(systems.network, execution, goesWrong, { budget: 10 });
    expect(minimal).toBe(false);
    expect(goesWrong(shrunk)).toBe(true);
    expect(effort).toBeLessThan(10 + execution.steps.length + 2);
  });

  test("is deterministic", () => {
    const labels = (): string[] => shrink(systems.network, execution, goesWrong).execution.steps.map(({ label }) => labelText(label));
    expect(labels()).toEqual(labels());
  });

  test("refuses a run that does not fail", () => {
    expect(() => shrink(systems.network, execution, () => false)).toThrow("does not fail");
  });
});

test("halving changes one integer at a time and ends", () => {
  const list: Value = { kind: "list", items: [4n, { kind: "variant", name: "some", payload: [-3n] }, 0n, "x"] };
  expect(halvings(list)).toEqual([
    { kind: "list", items: [2n, { kind: "variant", name: "some", payload: [-3n] }, 0n, "x"] },
    { kind: "list", items: [4n, { kind: "variant", name: "some", payload: [-1n] }, 0n, "x"] },
  ]);
  fc.assert(
    fc.property(fc.bigInt(), (start) => {
      let rounds = 0;
      for (let rest: readonly Value[] = [start]; rest[0] !== undefined; rest = halvings(rest[0])) rounds += 1;
      expect(rounds).toBeLessThanOrEqual(start.toString(2).length + 1);
    }),
    { numRuns: 50 },
  );
});
