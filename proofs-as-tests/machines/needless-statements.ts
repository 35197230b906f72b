/** What a core says that a proof does not need, replaced in the text of the program by anything: the property must hold all the same. */
import type { Span } from "../../calculus/diagnostics/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { Block, ParsedFile, Statement } from "../../calculus/syntax/index.ts";
import type { Core, Systems } from "../../checker/index.ts";
import { chooseSolver, defaultBounds, headFirstDecides, questionOf, surveyHeadFirst } from "../../checker/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { numberOf } from "./number-of.ts";
import { builtInQuestions, questionName } from "./question-groups.ts";

const most = { states: 3_000, rounds: 3, milliseconds: 1_000 } as const;

const asked: ReadonlySet<string> = new Set(["assert", "no-failure"]);

/** What stands for any integer. */
const anything = "any -3..3";

let solver: ReturnType<typeof chooseSolver> | undefined;

/** A property that is violated when what its core leaves out is replaced. */
export function neededAfterAll(text: string, implementation: Implementation, tally: Tally): Refutation | undefined {
  const { model, files, diagnostics } = analyseText(text);
  if (model === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("; ") };
  const proved = outcomesOf(text, implementation).filter(([, outcome]) => outcome === "proved");
  tally.add("choreographies");
  const [property] = proved[numberOf(text) % Math.max(1, proved.length)] ?? [];
  const [file] = files;
  if (property === undefined || file === undefined) return undefined;
  solver ??= chooseSolver("wasm");
  const effort = { solver, effort: { milliseconds: most.milliseconds }, longest: most.rounds, shouldStop: (): undefined => undefined };
  const core = implementation.parts.coreOf(property, "main", model, files, effort);
  if (core.kind === "none") return undefined;
  tally.add("cores");
  if (core.grounds.length > 0 && core.grounds.length < core.of) tally.add("cores that leave something out");
  const replaced = withoutNeedless(text, file, core);
  const outcome = outcomesOf(replaced, implementation).find(([name]) => name === property)?.[1] ?? "refused";
  if (outcome !== "violated" && outcome !== "error" && outcome !== "refused") return undefined;
  return { kind: outcome, message: `${property} is ${outcome} where what its core leaves out is replaced:\n${replaced}` };
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
function withoutNeedless(text: string, { declarations }: ParsedFile, { grounds }: Extract<Core, { kind: "core" }>): string {
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
        if (isNeedless) replace(span, `${statement.role.text}.${statement.variable.text} := ${booleans.has(statement.variable.text) ? "any bool" : anything};`);
        return;
      case "communicate":
        if (isNeedless)
          replace({ ...span, start: span.end }, statement.variables.map((variable) => ` ${statement.to.text}.${variable.text} := ${anything};`).join(""));
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
        inside(statement.body);
        return;
      default:
        return;
    }
  };
  for (const declaration of declarations) {
    if (declaration.kind === "choreography") inside(declaration.body);
    if (declaration.kind !== "role") continue;
    for (const field of declaration.roles.flatMap(({ fields }) => fields))
      if (!isNeeded(field.span)) replace(field.span, booleans.has(field.name.text) ? "b: bool = any;" : `${field.name.text}: int = ${anything};`);
  }
  return edits
    .sort((left, right) => right.start - left.start || right.end - left.end)
    .reduce((all, { start, end, text: by }) => `${all.slice(0, start)}${by}${all.slice(end)}`, text);
}
