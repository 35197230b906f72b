/** What a core says that a proof does not need, replaced in the text of the program by anything: the property must hold all the same. */
import type { Span } from "../../calculus/diagnostics/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { Block, ParsedFile, Statement } from "../../calculus/syntax/index.ts";
import type { Core, Systems } from "../../checker/index.ts";
import { defaultBounds, headFirstDecides, questionOf, surveyHeadFirst } from "../../checker/index.ts";
import { networkSystem } from "../../calculus/semantics/index.ts";
import { readNetwork } from "../../calculus/core/index.ts";
import { isRunProperty, judgeRunProperties, runPropertyOf } from "../../checker/liveness/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { askedSolver, effortOfTheorems } from "./asked-solver.ts";
import { numberOf } from "./number-of.ts";
import { builtInQuestions, questionName } from "./question-groups.ts";

const most = { states: 3_000, statesOfRuns: 10_000, rounds: 3 } as const;

const asked: ReadonlySet<string> = new Set(["assert", "no-failure"]);

/** What stands for any integer; of whole runs, which are explored to the end in the network, for less of them. */
const anything = { ofStates: "any -3..3", ofRuns: "any -1..1" } as const;

/** What exploration says of properties of choreography main, by their names. */
type Outcomes = (text: string, implementation: Implementation) => readonly (readonly [string, string])[];

/** A property of states that is violated when what its core leaves out is replaced; of every fourth choreography the core is of a proof about its network. */
export function neededAfterAll(text: string, implementation: Implementation, tally: Tally): Refutation | undefined {
  return missed(text, implementation, tally, outcomesOf, anything.ofStates, numberOf(text) % 4 === 1 ? "fifo" : undefined);
}

/** The same of properties of whole runs. */
export function neededByRuns(text: string, implementation: Implementation, tally: Tally): Refutation | undefined {
  return missed(text, implementation, tally, runOutcomesOf, anything.ofRuns);
}

/** The same where calls nest. */
export function neededInCalls(text: string, implementation: Implementation, tally: Tally): Refutation | undefined {
  return missed(text, implementation, tally, outcomesOf, anything.ofStates);
}

function missed(text: string, implementation: Implementation, tally: Tally, outcomes: Outcomes, any: string, network?: string): Refutation | undefined {
  const { model, files, diagnostics } = analyseText(text);
  if (model === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("; ") };
  const proved = outcomes(text, implementation).filter(([, outcome]) => outcome === "proved");
  tally.add("choreographies");
  const [property] = proved[numberOf(text) % Math.max(1, proved.length)] ?? [];
  const [file] = files;
  if (property === undefined || file === undefined) return undefined;
  const solver = askedSolver();
  const effort = { solver, effort: effortOfTheorems, longest: most.rounds, shouldStop: (): undefined => undefined };
  const core = implementation.parts.coreOf(property, "main", model, files, effort, network === undefined ? {} : { network });
  if (core.kind === "none") return undefined;
  tally.add("cores");
  if (core.grounds.length > 0 && core.grounds.length < core.of) tally.add("cores that leave something out");
  const replaced = withoutNeedless(text, file, core, any);
  const outcome = outcomes(replaced, implementation).find(([name]) => name === property)?.[1] ?? "refused";
  if (outcome !== "violated" && outcome !== "error" && outcome !== "refused") return undefined;
  return { kind: outcome, message: `${property} is ${outcome} where what its core leaves out is replaced:\n${replaced}` };
}

/** With queues of one message, so that loops without end have finitely many states: its runs are runs of the network without bound, and fair ones fair. */
function runOutcomesOf(text: string): ReturnType<Outcomes> {
  const { model } = analyseText(text);
  const reading = readNetwork("bounded(1)");
  const network = model === undefined || !reading.ok ? undefined : networkSystem(model, "main", { network: reading.network });
  if (model === undefined || network?.ok !== true) return [];
  const judged = { model, subject: "main", network: network.system, architecture: "bounded(1)", faults: "none", assumptions: [] };
  const asked = model.properties.flatMap(({ name, property }) =>
    isRunProperty(property) ? [{ name, property: runPropertyOf(property, model), fairness: "weak-fairness", span: nowhere } as const] : [],
  );
  return judgeRunProperties(judged, asked, { maxStates: most.statesOfRuns }).map(({ property, verdict }) => [property, verdict] as const);
}

function outcomesOf(text: string, implementation: Implementation): readonly (readonly [string, string])[] {
  const { model } = analyseText(text);
  const systems = model === undefined ? undefined : implementation.systems(model);
  if (model === undefined || systems === undefined) return [];
  const both: Systems = { model, choreography: systems.choreography, network: systems.network };
  const questions = [...builtInQuestions.filter((one) => asked.has(questionName(one))), ...model.properties.flatMap((one) => questionOf(one) ?? [])].filter(
    (one) => headFirstDecides(one, model),
  );
  const { conclusions } = surveyHeadFirst(both, questions, { ...defaultBounds, maxStates: most.states });
  return questions.map((one) => [one.kind === "built-in" ? one.item : one.name, conclusions.get(one)?.outcome ?? "unknown"] as const);
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The program in which what is not in the core is anything: what is assigned, received and chosen, what fields begin with, and which way decisions go. */
function withoutNeedless(text: string, { declarations }: ParsedFile, { grounds }: Extract<Core, { kind: "core" }>, any: string): string {
  const kept = new Set(grounds.map(({ span }) => `${String(span.start)}-${String(span.end)}`));
  const edits: Edit[] = [];
  const isNeeded = ({ start, end }: Span): boolean => kept.has(`${String(start)}-${String(end)}`);
  const replace = ({ start, end }: Span, by: string): void => void edits.push({ start, end, text: by });
  const booleans = new Set(["b"]);
  const inside = (block: Block | undefined): void => block?.statements.forEach(visit);
  const visit = (statement: Statement): void => {
    const { span } = statement;
    const isNeedless = !isNeeded(span);
    switch (statement.kind) {
      case "assign":
        if (isNeedless) replace(span, `${statement.role.text}.${statement.variable.text} := ${booleans.has(statement.variable.text) ? "any bool" : any};`);
        return;
      case "communicate":
        if (isNeedless)
          replace({ ...span, start: span.end }, statement.variables.map((variable) => ` ${statement.to.text}.${variable.text} := ${any};`).join(""));
        return;
      case "if":
      case "assert":
      case "assume":
        if (isNeedless) {
          replace({ ...span, end: span.start }, `${statement.role.text}.whichever := any bool; `);
          replace(statement.condition.span, "whichever");
        }
        if (statement.kind === "if") for (const block of [statement.then, statement.else]) inside(block);
        return;
      case "while":
        if (isNeedless) {
          const again = `${statement.role.text}.whichever := any bool; `;
          replace({ ...span, end: span.start }, again);
          replace(statement.condition.span, "whichever");
          replace({ ...span, start: span.end - 1, end: span.end - 1 }, again);
        }
        inside(statement.body);
        return;
      case "choose":
        for (const branch of statement.branches) inside(branch);
        return;
      default:
        return;
    }
  };
  for (const declaration of declarations) {
    if (declaration.kind === "choreography") inside(declaration.body);
    if (declaration.kind !== "role") continue;
    for (const field of declaration.roles.flatMap(({ fields }) => fields))
      if (!isNeeded(field.span)) replace(field.span, booleans.has(field.name.text) ? "b: bool = any;" : `${field.name.text}: int = ${any};`);
  }
  return edits
    .sort((left, right) => right.start - left.start || right.end - left.end)
    .reduce((all, { start, end, text: by }) => `${all.slice(0, start)}${by}${all.slice(end)}`, text);
}
