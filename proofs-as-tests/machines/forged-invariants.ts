/** Certificates of what exploration refutes, made up in several ways, and of what it confirms, made by the prover. */
import type { Span } from "../../calculus/diagnostics/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import type { Systems } from "../../checker/index.ts";
import { defaultBounds, headFirstDecides, questionOf, surveyHeadFirst } from "../../checker/index.ts";
import { hashOf } from "../../checker/certificates/index.ts";
import type { Argument } from "../../checker/smt/invariant-certificates/index.ts";
import { certifyInvariants, cutPointsOf } from "../../checker/smt/invariant-certificates/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { askedSolver, effortOfTheorems } from "./asked-solver.ts";
import { numberOf } from "./number-of.ts";
import { builtInQuestions, questionName } from "./question-groups.ts";

const most = { states: 3_000, rounds: 3 } as const;

const asked: ReadonlySet<string> = new Set(["assert", "no-failure"]);

/** Nothing but the conclusion is said; nobody comes to a loop; nobody comes anywhere; every run is over soon. */
export function forgeries(points: readonly number[], initially: readonly string[]): readonly (readonly [string, Argument])[] {
  const sizes = { list: 0, keyed: 0 };
  const nobody = (all: readonly number[]): readonly { readonly location: number; readonly where: string; readonly formulas: readonly string[] }[] =>
    all.map((location) => ({ location, where: "", formulas: ["false"] }));
  const start = { location: 0, where: "", formulas: initially };
  return [
    ["no invariants", { kind: "induction", k: 0, sizes, invariants: [] }],
    ["no invariants and k = 1", { kind: "induction", k: 1, sizes, invariants: [] }],
    ["loops that nobody comes to", { kind: "induction", k: 0, sizes, invariants: nobody(points.filter((point) => point > 0)) }],
    [
      "the start as it is, and loops that nobody comes to",
      { kind: "induction", k: 0, sizes, invariants: [start, ...nobody(points.filter((point) => point > 0))] },
    ],
    ["a start that nobody comes to", { kind: "induction", k: 0, sizes, invariants: nobody(points) }],
    ["runs that are over", { kind: "rounds", last: 1 }],
  ];
}

/** What the declarations of fields say of the start. */
export function initiallyIn(files: readonly ParsedFile[], text: string): readonly string[] {
  const slice = ({ span: { start, end } }: { readonly span: Span }): string => `(${text.slice(start, end)})`;
  return files
    .flatMap(({ declarations }) => declarations.flatMap((one) => (one.kind === "role" ? one.roles : [])))
    .flatMap(({ name: role, fields }) =>
      fields.flatMap(({ name, initial }) => {
        const field = `${role.text}.${name.text}`;
        if (initial.kind === "expression") return [`${field} is set`, `${field} == ${slice(initial.expression)}`];
        const { domain } = initial;
        return [`${field} is set`, ...(domain.kind === "range" ? [`${field} >= ${slice(domain.low)}`, `${field} <= ${slice(domain.high)}`] : [])];
      }),
    );
}

/** A forgery that is accepted, or a certificate of the prover that is not. */
export function forgeryAccepted(text: string, implementation: Implementation, tally: Tally): Refutation | undefined {
  const { model, files, diagnostics } = analyseText(text);
  const systems = model === undefined ? undefined : implementation.systems(model);
  if (model === undefined || systems === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("; ") };
  const both: Systems = { model, choreography: systems.choreography, network: systems.network };
  const questions = [...builtInQuestions.filter((one) => asked.has(questionName(one))), ...model.properties.flatMap((one) => questionOf(one) ?? [])].filter(
    (one) => headFirstDecides(one, model),
  );
  const { conclusions } = surveyHeadFirst(both, questions, { ...defaultBounds, maxStates: most.states });
  tally.add("choreographies");
  const solver = askedSolver();
  const effort = effortOfTheorems;
  const rechecking = { model, files, solvers: [solver], effort };
  const about = { program: { file: "", hash: hashOf(model.sources) }, subject: "main", foundBy: "nobody" };
  const nameOf = (question: (typeof questions)[number]): string => (question.kind === "built-in" ? question.item : question.name);
  const withOutcome = (outcome: string): readonly string[] => questions.filter((one) => conclusions.get(one)?.outcome === outcome).map(nameOf);
  const refutable = withOutcome("violated");
  if (refutable.length > 0) tally.add("refuted");
  for (const refuted of refutable) {
    for (const [how, argument] of forgeries(cutPointsOf(model, "main"), initiallyIn(files, text))) {
      const result = implementation.parts.recheckInvariants({ ...about, proofs: [{ property: refuted, argument, reached: 0 }] }, rechecking);
      if (result.kind === "accepted") return { kind: "accepted", message: `${refuted} is violated, and a certificate with ${how} is accepted` };
    }
  }
  const confirmed = withOutcome("proved");
  // To prove costs more than to check: of every second choreography one property.
  const number = numberOf(text);
  const property = number % 2 === 0 ? confirmed[number % Math.max(1, confirmed.length)] : undefined;
  if (property === undefined) return undefined;
  const effortful = { solver, effort, longest: most.rounds, shouldStop: (): undefined => undefined };
  const { certificate } = certifyInvariants("main", [property], rechecking, effortful);
  if (certificate === undefined) return undefined;
  tally.add("certified");
  const result = implementation.parts.recheckInvariants(certificate, rechecking);
  return result.kind === "accepted" ? undefined : { kind: "rejected", message: `the certificate of ${property} is ${result.kind}: ${result.reason}` };
}
