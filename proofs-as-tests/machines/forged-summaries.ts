/** Certificates about calls that nest, of what exploration refutes: with what an analysis knows of variables, and with calls that nobody enters, or that never return. */
import { analyseText } from "../../calculus/loading/index.ts";
import type { Systems } from "../../checker/index.ts";
import { defaultBounds, headFirstDecides, questionOf, surveyHeadFirst } from "../../checker/index.ts";
import { hashOf } from "../../checker/certificates/index.ts";
import type { CallsArgument } from "../../checker/smt/invariant-certificates/index.ts";
import { callsArgumentFor, callsOf } from "../../checker/smt/invariant-certificates/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { askedSolver, effortOfTheorems } from "./asked-solver.ts";
import { builtInQuestions, questionName } from "./question-groups.ts";

const most = { states: 3_000 } as const;

const asked: ReadonlySet<string> = new Set(["assert", "no-failure"]);

type Calls = NonNullable<ReturnType<typeof callsOf>>;

function forgeries(known: CallsArgument, programs: Calls): readonly (readonly [string, CallsArgument])[] {
  const behind = new Set(programs.flatMap(({ calls }, machine) => [...calls.values()].map(({ target }) => `${String(machine)} ${String(target)}`)));
  const damaged = (isFalse: (machine: number, location: number | undefined) => boolean): CallsArgument => ({
    ...known,
    said: known.said.map((one) => (isFalse(one.machine, one.location) ? { ...one, formulas: ["false"] } : one)),
  });
  return [
    ["what is known anyhow", known],
    ["calls that nobody enters", damaged((machine, location) => machine > 0 && location !== undefined)],
    ["calls that never return", damaged((machine, location) => location === undefined || behind.has(`${String(machine)} ${String(location)}`))],
  ];
}

/** A forgery that is accepted. */
export function forgedSummaryAccepted(text: string, implementation: Implementation, tally: Tally): Refutation | undefined {
  const { model, files, diagnostics } = analyseText(text);
  const systems = model === undefined ? undefined : implementation.systems(model);
  if (model === undefined || systems === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("; ") };
  tally.add("choreographies");
  const both: Systems = { model, choreography: systems.choreography, network: systems.network };
  const questions = [...builtInQuestions.filter((one) => asked.has(questionName(one))), ...model.properties.flatMap((one) => questionOf(one) ?? [])].filter(
    (one) => headFirstDecides(one, model),
  );
  const { conclusions } = surveyHeadFirst(both, questions, { ...defaultBounds, maxStates: most.states });
  const refuted = questions.filter((one) => conclusions.get(one)?.outcome === "violated").map((one) => (one.kind === "built-in" ? one.item : one.name));
  const programs = callsOf(model, "main");
  if (programs === undefined || refuted.length === 0) return undefined;
  const solver = askedSolver();
  const effort = effortOfTheorems;
  // Nothing is watched for, so that nobody is asked: what is left is what an analysis knows.
  const known = callsArgumentFor([], programs, { model, files }, { solver, effort, longest: 1, shouldStop: () => undefined });
  if (typeof known === "string") return undefined;
  tally.add("refuted");
  const about = { program: { file: "", hash: hashOf(model.sources) }, subject: "main", foundBy: "nobody" };
  for (const property of refuted)
    for (const [how, argument] of forgeries(known, programs)) {
      const certificate = { ...about, proofs: [{ property, argument, reached: 0 }] };
      const result = implementation.parts.recheckInvariants(certificate, { model, files, solvers: [solver], effort });
      if (result.kind === "accepted") return { kind: "accepted", message: `${property} is violated, and a certificate with ${how} is accepted` };
    }
  return undefined;
}
