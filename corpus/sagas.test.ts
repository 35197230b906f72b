/** Machines that replay, on the corpus: the outcomes of an independent program, the same programs without what is wrong with their machine, and what equivalent programs come to. */
import { expect, test } from "vitest";
import type { Model } from "../calculus/core/index.ts";
import { analyse, memoryReader } from "../calculus/loading/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { endOf, exploreReplay, isReplayItem, machineOf, verdictsOfMachine } from "../checker/resilience/index.ts";
import { recordingChooser } from "../checker/index.ts";
import { droppedAssumptions, switchesOf } from "../interpreter/recovery/index.ts";
import type { ReplayConfiguration, ReplaySystem } from "../interpreter/recovery/index.ts";
import { printValue } from "../calculus/values/index.ts";
import { corpusTexts } from "./judge-corpus.ts";

const texts = corpusTexts(import.meta.dirname);
const paths = [...texts.keys()].filter((path) => path.startsWith("sagas/"));

function modelOf(path: string): Model {
  const { model } = analyse(path, memoryReader(texts));
  if (model === undefined) throw new Error(`${path} has no model`);
  return model;
}

function systemOf(path: string, name: string, faults?: string): ReplaySystem {
  const model = modelOf(path);
  const [runtime, found] = [model.runtime, model.faults.get(faults ?? "")];
  const machine = machineOf(
    { model, name, ...(runtime === undefined ? {} : { runtime }), ...(found === undefined ? {} : { faults: found }) },
    contracts(model),
  );
  if ("reason" in machine) throw new Error(machine.reason);
  return machine.system;
}

/** The durable fields, each as `W.stock=0`. */
function durableOf({ durable }: ReplayConfiguration): readonly string[] {
  return [...durable].flatMap(([role, fields]) => fields.map(([name, value]) => `${role}.${name}=${printValue(value)}`));
}

interface Ends {
  /** Sorted: each what is observed at an end, without the fields of which the other program knows nothing. */
  readonly outcomes: readonly string[];
  /** Sorted: who is stuck, and the durable fields. */
  readonly stuck: readonly string[];
}

function endsOf(system: ReplaySystem, isHidden: (observation: string) => boolean = () => false): Ends {
  const [outcomes, stuck] = [new Set<string>(), new Set<string>()];
  const shown = (observations: readonly string[]): string =>
    observations
      .filter((one) => !isHidden(one))
      .toSorted()
      .join(" ");
  const chooser = recordingChooser();
  for (const initial of system.initial(chooser)) {
    const { configurations, quiescent, limit } = exploreReplay(system, initial, chooser, { maxStates: 100_000 });
    expect(limit).toBeUndefined();
    for (const configuration of quiescent.map((number) => configurations[number] as ReplayConfiguration)) {
      const end = endOf(system, configuration);
      if ("stuck" in end) stuck.add(`${end.stuck.who.toSorted().join(" ")}: ${shown(durableOf(configuration))}`);
      else outcomes.add(shown(end.outcome.observations.filter(({ place }) => !place.endsWith(" ended")).map(({ place, value }) => `${place}=${value}`)));
    }
  }
  return { outcomes: [...outcomes].toSorted(), stuck: [...stuck].toSorted() };
}

const allDone = "L.a=10 L.pts=10 P.amt=10 P.bal=90 P.c=1 P.ok=1 W.done=1 W.ok=1 W.stock=0";

/** Computed by `replay.py`, an independent program in Python that explores crash and replay of the same programs; the numbers are those that it prints. */
const oracle: readonly {
  readonly file: string;
  readonly subject: string;
  readonly faults: string;
  readonly calm: readonly string[];
  readonly more?: readonly string[];
  readonly stuck?: readonly string[];
}[] = [
  { file: "replay-saga-immediate", subject: "Saga", faults: "Two", calm: [allDone] },
  {
    file: "replay-saga-journal-off",
    subject: "Saga",
    faults: "One",
    calm: [allDone],
    more: [
      "L.a=0 L.pts=0 P.amt=0 P.bal=100 P.c=1 P.ok=0 W.done=1 W.ok=0 W.stock=0",
      "L.a=10 L.pts=10 P.amt=10 P.bal=80 P.c=1 P.ok=1 W.done=1 W.ok=1 W.stock=0",
      "L.a=10 L.pts=10 P.amt=10 P.bal=90 P.c=1 P.ok=1 W.done=1 W.ok=0 W.stock=0",
    ],
  },
  {
    file: "replay-saga-results-recomputed",
    subject: "Saga",
    faults: "One",
    calm: [allDone],
    more: [
      "L.a=0 L.pts=0 P.amt=0 P.bal=100 P.c=1 P.ok=0 W.done=1 W.ok=0 W.stock=0",
      "L.a=10 L.pts=10 P.amt=10 P.bal=90 P.c=1 P.ok=1 W.done=1 W.ok=0 W.stock=0",
    ],
  },
  {
    file: "replay-saga-ack-receipt",
    subject: "Saga",
    faults: "One",
    calm: [allDone],
    stuck: ["L P W: L.pts=0 P.bal=100 W.stock=0", "L P W: L.pts=0 P.bal=90 W.stock=0", "L: L.pts=0 P.bal=90 W.stock=0", "P W: L.pts=10 P.bal=90 W.stock=0"],
  },
  { file: "replay-two-messages-plain", subject: "Two", faults: "One", calm: ["B.x=1 B.y=2"], more: ["B.x=1 B.y=1"] },
  { file: "replay-two-messages-sequenced", subject: "Two", faults: "Crashes", calm: ["B.x=1 B.y=2"] },
  {
    file: "replay-chance",
    subject: "Tell",
    faults: "Crashes",
    calm: ["A.u=0 B.u=0 C.u=0", "A.u=1 B.u=1 C.u=1"],
    more: ["A.u=0 B.u=1 C.u=0", "A.u=1 B.u=0 C.u=1"],
  },
  { file: "replay-chance-in-journal", subject: "Tell", faults: "Crashes", calm: ["A.u=0 B.u=0 C.u=0", "A.u=1 B.u=1 C.u=1"] },
  {
    file: "replay-receive-any",
    subject: "Race",
    faults: "Crashes",
    calm: ["A.x=1 A.y=2 C.w2=2 C.w=1", "A.x=2 A.y=1 C.w2=1 C.w=2"],
    more: ["A.x=1 A.y=1 C.w2=1 C.w=2", "A.x=2 A.y=2 C.w2=2 C.w=1"],
  },
];

test.each(oracle)("$file has the outcomes that replay.py finds, and is stuck where it is", ({ file, subject, faults, calm, more = [], stuck = [] }) => {
  const isHidden = (observation: string): boolean => observation.startsWith("W.taken="); // the script has a result without a field for it
  const path = `sagas/${file}.choreo`;
  expect(endsOf(systemOf(path, subject), isHidden)).toEqual({ outcomes: calm.toSorted(), stuck: [] });
  expect(endsOf(systemOf(path, subject, faults), isHidden)).toEqual({ outcomes: [...calm, ...more].toSorted(), stuck: stuck.toSorted() });
});

/** What is not as in the theorems, of a file. */
function droppedBy(path: string): readonly string[] {
  return droppedAssumptions(switchesOf(modelOf(path).runtime));
}

const onOtherMachines = paths.filter((path) => droppedBy(path).length > 0);

test.each(onOtherMachines)("what %s breaks holds on the sound machine", (path) => {
  const model = modelOf(path);
  const sound = { preset: "sound" as const, settings: [], sessions: model.runtime?.sessions ?? 1, span: { file: 0, start: 0, end: 0 } };
  const broken = model.expectations.flatMap(({ subject, items, faults }) =>
    items.flatMap(({ property, verdict }) =>
      verdict === "violated" && property !== undefined && isReplayItem(property.name) ? [{ subject: subject.text, property: property.name, faults }] : [],
    ),
  );
  expect(broken.length).toBeGreaterThan(0);
  for (const { subject, property, faults: named } of broken) {
    const faults = model.faults.get(named ?? "");
    const [verdict] = verdictsOfMachine(
      { model, name: subject, runtime: sound, ...(faults === undefined ? {} : { faults }) },
      [property],
      contracts(model),
      {},
    );
    expect(verdict?.verdict, `${subject}: ${property}`).toBe("proved");
  }
});

test("every decision of the machine is dropped by a file", () => {
  const dropped = new Set(onOtherMachines.flatMap(droppedBy).map((one) => one.split(" ")[0]));
  expect([...dropped].toSorted()).toEqual(
    [
      ...["abort-check", "abort-memo", "ack", "acks", "commit", "compensation", "confirm", "decisions", "delivery", "exceptions", "journal"],
      ...["marks", "messages", "queue", "recovery", "results", "retries", "tombstones"],
    ].toSorted(),
  );
});

test("an order comes to the same ends by choreography and by orchestration", () => {
  const ends = ["choreographed", "orchestrated"].map((how) => endsOf(systemOf(`sagas/order-${how}.choreo`, "Order", "Crashes")).outcomes);
  expect(ends[0]).toEqual([
    "Loyalty.points=0 Payment.balance=0 Warehouse.stock=0",
    "Loyalty.points=0 Payment.balance=0 Warehouse.stock=1",
    "Loyalty.points=0 Payment.balance=1 Warehouse.stock=0",
    "Loyalty.points=1 Payment.balance=0 Warehouse.stock=0",
  ]);
  expect(ends[1]).toEqual(ends[0]);
});

/** Whether a replay answers for a transaction that was compensated, and the run commits another one then. */
function walksPastCompensated(system: ReplaySystem): boolean {
  const chooser = recordingChooser();
  return system.initial(chooser).some((initial) =>
    exploreReplay(system, initial, chooser, { maxStates: 100_000 }).configurations.some((configuration) =>
      system.steps(configuration, chooser).some(({ label, target }) => {
        if (label.kind !== "perform" || label.outcome !== "replayed") return false;
        const entry = configuration.participants.get(`${label.role}#${String(label.session)}`)?.journal.get(label.key);
        return (
          entry?.kind === "compensated" && system.steps(target, chooser).some(({ label: next }) => next.kind === "perform" && next.outcome === "committed")
        );
      }),
    ),
  );
}

test("a compensated transaction answers as if it were committed only where neither tombstones nor the abort stop the run", () => {
  const path = "sagas/tombstones-off.choreo";
  expect(walksPastCompensated(systemOf(path, "Order", "Crashes"))).toBe(true);
  expect(walksPastCompensated(systemOf("sagas/tombstones.choreo", "Order", "Crashes"))).toBe(false);
});
