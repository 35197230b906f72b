/** Certificates of properties of whole runs that exploration refutes, made up in several ways, and of what it confirms, made by the prover. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { hashOf } from "../../checker/certificates/index.ts";
import { isRunProperty, judgeRunProperties, runPropertyOf } from "../../checker/liveness/index.ts";
import type { Argument, Proof } from "../../checker/smt/invariant-certificates/index.ts";
import { certifyInvariants, cutPointsOf, endsArgumentFor } from "../../checker/smt/invariant-certificates/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { askedSolver, effortOfTheorems } from "./asked-solver.ts";
import { numberOf } from "./number-of.ts";

const most = { states: 1_000, rounds: 3 } as const;

const fairness = "weak-fairness";

type WholeRuns = NonNullable<Proof["wholeRuns"]>;

const sizes = { list: 0, keyed: 0 };

/** An argument that rests on nothing. */
const baseless: Argument = { kind: "induction", k: 0, sizes, invariants: [] };

/** No run ends without it, because of `ended`; and none goes round for ever, because of a measure that does not fall, or because nobody comes to a loop. */
function forgeries(points: readonly number[], ended: Argument): readonly (readonly [string, Argument, WholeRuns])[] {
  const loops = points.filter((point) => point > 0);
  const falls = (tuple: (point: number) => readonly string[], nobodyAt: readonly number[] = []): WholeRuns["falls"] => ({
    until: "end",
    sizes,
    invariants: nobodyAt.map((location) => ({ location, where: "", formulas: ["false"] })),
    measures: points.map((location) => ({ location, where: "", tuple: tuple(location) })),
  });
  const common = { fairness, choices: baseless, whenever: 0, kept: 0 } as const;
  const ranked = (name: string, one: WholeRuns["falls"]): readonly [string, Argument, WholeRuns] => [
    name,
    ended,
    { ...common, ...(one === undefined ? {} : { falls: one }) },
  ];
  return [
    ranked(
      "a measure that stays",
      falls(() => ["1"]),
    ),
    ranked(
      "a measure that is not bounded below",
      falls(() => ["A.n"]),
    ),
    ranked(
      "measures that fall on some ways",
      falls((point) => [String(points.length - points.indexOf(point)), "A.m", "A.n"]),
    ),
    ranked(
      "loops that nobody comes to",
      falls((point) => [point === 0 ? "1" : "0"], loops),
    ),
    ranked("no measure", undefined),
    ["runs that are over", { kind: "rounds", last: 1 }, common],
  ];
}

/** A forgery that is accepted, or a certificate of the prover that is not. */
export function forgedRankingAccepted(text: string, implementation: Implementation, tally: Tally): Refutation | undefined {
  const { model, files, diagnostics } = analyseText(text);
  const systems = model === undefined ? undefined : implementation.systems(model);
  if (model === undefined || systems === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("; ") };
  const judged = { model, subject: "main", network: systems.network, architecture: "fifo", faults: "none", assumptions: [] };
  const asked = model.properties.flatMap(({ name, property }) =>
    isRunProperty(property) ? [{ name, property: runPropertyOf(property, model), fairness, span: nowhere } as const] : [],
  );
  tally.add("choreographies");
  const solver = askedSolver();
  const effort = effortOfTheorems;
  const rechecking = { model, files, solvers: [solver], effort };
  const effortful = { solver, effort, longest: most.rounds, shouldStop: (): undefined => undefined };
  const about = { program: { file: "", hash: hashOf(model.sources) }, subject: "main", foundBy: "nobody" };
  const confirmed: string[] = [];
  for (const { property, verdict } of judgeRunProperties(judged, asked, { maxStates: most.states })) {
    if (verdict === "proved") confirmed.push(property);
    if (verdict !== "violated") continue;
    tally.add("refuted");
    // Where no run ends without it, the ranking alone is wrong.
    const ended = endsArgumentFor(property, "main", rechecking, effortful);
    if (ended !== undefined) tally.add("refuted by runs without end alone");
    for (const [how, argument, wholeRuns] of forgeries(cutPointsOf(model, "main"), ended ?? baseless)) {
      const result = implementation.parts.recheckInvariants({ ...about, proofs: [{ property, argument, wholeRuns }] }, rechecking);
      if (result.kind === "accepted") return { kind: "accepted", message: `${property} is violated, and a certificate with ${how} is accepted` };
    }
  }
  // To prove costs more than to check: of every fourth choreography one property.
  const number = numberOf(text);
  const property = number % 4 === 0 ? confirmed[number % Math.max(1, confirmed.length)] : undefined;
  if (property === undefined) return undefined;
  const { certificate } = certifyInvariants("main", [property], rechecking, effortful);
  if (certificate === undefined) return undefined;
  tally.add("certified");
  const result = implementation.parts.recheckInvariants(certificate, rechecking);
  return result.kind === "accepted" ? undefined : { kind: "rejected", message: `the certificate of ${property} is ${result.kind}: ${result.reason}` };
}
