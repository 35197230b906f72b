/** How costs grow: series over sizes, each measured once after a warm-up, with the exponent of the last doubling (1 is linear). */
import { analyseText } from "../calculus/loading/index.ts";
import { choreographySystem, networkSystem } from "../calculus/semantics/index.ts";
import { verifyModel } from "../checker/index.ts";
import { parseSchedule, run } from "../interpreter/index.ts";

/** A cost by size. */
export interface Series {
  readonly name: string;
  readonly sizes: readonly number[];
  /** Milliseconds. */
  readonly times: readonly number[];
}

/** log₂ of how much longer the last size took than the one before, where each is twice the one before. */
export function lastExponent({ times }: Series): number {
  const [before = Number.NaN, last = Number.NaN] = times.slice(-2);
  return Math.log2(last / before);
}

function measured(name: string, sizes: readonly number[], work: (size: number) => void): Series {
  const [smallest = 0] = sizes;
  work(smallest);
  return {
    name,
    sizes,
    times: sizes.map((size) => {
      const start = performance.now();
      work(size);
      return performance.now() - start;
    }),
  };
}

const growing = `role A { go: bool = true; n: int = 0; }
role B { m: int = 0; }
choreography Main(A, B) { while A.go { A.n -> B.m : t; } A -> B : done; }
property Cross of Main = always A.n == 0 or B.m == 0;`;

const recursive = `role A { n: int = 0; }
role B { }
choreography Main(A, B) { A.n -> B.k; A.n := n + 1; call Main(A, B); }`;

function runs(name: string, text: string, schedule: string, sizes: readonly number[]): Series {
  const { model } = analyseText(text);
  if (model === undefined) throw new Error(`${name}: the program is refused`);
  const network = networkSystem(model);
  const scheduler = parseSchedule(schedule, ["A", "B"], "1");
  if (!network.ok || scheduler.kind !== "schedule") throw new Error(`${name}: no network, or no schedule`);
  return measured(name, sizes, (maxSteps) => {
    run(network.system, scheduler.scheduler, { seed: "1", maxSteps });
  });
}

function chain(roles: number): string {
  const names = Array.from({ length: roles }, (_, index) => `R${String(index)}`);
  const messages = names.slice(1).map((name, index) => `R${String(index)} -> ${name} : go;`);
  return `role ${names.join(", ")};\nchoreography Main(${names.join(", ")}) { ${messages.join(" ")} }`;
}

/** Every series, in the order of the report. */
export function growth(): readonly Series[] {
  const steps = [1_000, 2_000, 4_000, 8_000];
  const models = new Map([64, 128, 256, 512].map((roles) => [roles, analyseText(chain(roles))]));
  const growingAnalysis = analyseText(growing);
  return [
    runs("run of a loop, round-robin, by steps", growing, "round-robin", steps),
    runs("run of a loop, the receiver starving, by steps", growing, "starving:B", steps),
    runs("run of tail recursion, by steps", recursive, "round-robin", steps),
    measured("verify: a queue that grows, by states of the network", steps, (maxStates) => {
      verifyModel(growingAnalysis, { maxStates, property: "Cross" });
    }),
    measured("verify: a chain of roles, by roles", [...models.keys()], (roles) => {
      const analysis = models.get(roles);
      if (analysis !== undefined) verifyModel(analysis);
    }),
    measured("run: a chain of roles in the choreography, by roles", [...models.keys()], (roles) => {
      const model = models.get(roles)?.model;
      const scheduler = parseSchedule("round-robin", [], "1");
      if (model === undefined || scheduler.kind !== "schedule") throw new Error("the chain is refused");
      run(choreographySystem(model), scheduler.scheduler, { seed: "1", maxSteps: 10_000 });
    }),
  ];
}
