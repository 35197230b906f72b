import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { headFirst, interactive, parseSchedule, random, roundRobin, scheduleForms, scriptedIndices, scriptedLabels, starving } from "./index.ts";
import { decisions, schedulerLaws } from "./laws.ts";
import type { Candidate, Scheduler } from "./scheduler.ts";

const roles = ["A", "B", "__proto__"];
const local = (role: string): Candidate => ({ label: { kind: "local", role, oracles: [] }, rules: ["N-ASSIGN"], site: { span: nowhere } });
const moments = fc.array(
  fc.array(
    fc.constantFrom(...roles, "outsider").map((role) => local(role)),
    { minLength: 1, maxLength: 6 },
  ),
  { maxLength: 12 },
);

const schedulers: readonly Scheduler[] = [
  headFirst,
  roundRobin(roles),
  roundRobin([]),
  random("1"),
  random("another seed"),
  starving("B"),
  starving("__proto__", random("1")),
  starving("A", starving("B")),
  scriptedIndices([0, 1, 0, 7, 2]),
  scriptedIndices([-1]),
  scriptedIndices([0.5]),
  scriptedLabels([local("A").label, local("B").label]),
  interactive((candidates) => candidates.length - 1),
  interactive(() => undefined),
  interactive(() => 3),
];

describe.each(schedulers.map((scheduler, index) => ({ title: `${scheduler.name} (${index})`, scheduler })))("the scheduler $title", ({ scheduler }) => {
  test.each(schedulerLaws.map((law) => ({ title: law.name, law })))("$title", ({ law }) => {
    fc.assert(
      fc.property(moments, (enabled) => {
        expect(law.breach(scheduler, enabled)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});

describe("the laws bite", () => {
  const enabled = [[local("A")], [local("A"), local("B")], [local("B")]];
  let calls = 0;
  const lawless: Record<string, Scheduler> = {
    "picks only enabled steps": { name: "beyond", decide: (candidates) => ({ kind: "take", index: candidates.length, next: headFirst }) },
    "decides the same again": { name: "moody", decide: () => ({ kind: "stop", reason: String(calls++), misfit: false }) },
    "is a value: deciding does not change what it decides elsewhere": {
      name: "moody",
      decide: () => ({ kind: "stop", reason: String(calls++), misfit: false }),
    },
    "stops when no step is enabled, and says why": { name: "eager", decide: () => ({ kind: "take", index: 0, next: headFirst }) },
    "keeps its name": { name: "turncoat", decide: () => ({ kind: "take", index: 0, next: headFirst }) },
  };

  test.each(schedulerLaws.map((law) => ({ title: law.name, law })))("$title", ({ law }) => {
    expect(law.breach(lawless[law.name] as Scheduler, enabled)).toBeDefined();
  });
});

describe("what each scheduler is for", () => {
  const all = [local("A"), local("B"), local("__proto__")];

  test("head-first takes the first step", () => {
    expect(decisions(headFirst, [all, all, all])).toEqual([0, 0, 0]);
  });

  test("round-robin gives every role its turn, and passes over who cannot move", () => {
    expect(decisions(roundRobin(roles), [all, all, all, all])).toEqual([0, 1, 2, 0]);
    expect(decisions(roundRobin(roles), [all, [local("A"), local("__proto__")], all])).toEqual([0, 1, 0]);
  });

  test("random reaches every step, and another seed gives another run", () => {
    const long = Array.from({ length: 40 }, () => all);
    expect(new Set(decisions(random("1"), long)).size).toBe(3);
    expect(decisions(random("1"), long)).not.toEqual(decisions(random("2"), long));
  });

  test("a starved role moves only when nobody else can", () => {
    expect(decisions(starving("A"), [all, [local("A")], [local("A"), local("B")]])).toEqual([1, 0, 1]);
  });

  test("a script by position says where it no longer fits", () => {
    expect(decisions(scriptedIndices([2, 5]), [all, all])).toEqual([2, "number 2 of the script asks for move 5, and there are 3: 0 to 2"]);
    expect(decisions(scriptedIndices([1]), [[local("A")]])).toEqual(["number 1 of the script asks for move 1, and there is 1: 0"]);
    expect(decisions(scriptedIndices([0]), [[]])).toEqual(["number 1 of the script asks for move 0, and there is none"]);
    expect(decisions(scriptedIndices([]), [all])).toEqual(["the script ends here"]);
  });

  test("a script by label says which label is not enabled", () => {
    const script = scriptedLabels([local("B").label, local("C").label]);
    expect(decisions(script, [all, all])).toEqual([1, "step 2 of the script is not enabled: C takes a local step"]);
  });

  test("an answer that is not a step ends an interactive run", () => {
    expect(
      decisions(
        interactive(() => 3),
        [all],
      ),
    ).toEqual(["there is no step 3"]);
  });
});

describe("a schedule's name", () => {
  test("is read back to a scheduler with the same name", () => {
    for (const form of scheduleForms) {
      const name = form.replace("ROLE", "__proto__");
      const parsed = parseSchedule(name, roles, "1");
      expect(parsed.kind === "schedule" ? parsed.scheduler.name : parsed.message).toBe(name);
    }
  });

  test.each([
    ["fastest", "there is no schedule fastest"],
    ["starving:Nobody", "there is no role Nobody; the roles are A, B, __proto__"],
    ["script:1,x", "not x"],
    ["script:1,,2", "a script is a list of positions"],
    ["", "there is no schedule"],
  ])("%s is refused", (name, message) => {
    const parsed = parseSchedule(name, roles, "1");
    expect(parsed.kind === "unknown" ? parsed.message : "accepted").toContain(message);
  });
});
