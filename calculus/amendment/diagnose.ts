/**
 * Knowledge of choice as diagnostics: the choice, the role that cannot tell its branches apart, what the role does first in each of them,
 * and the selection that repairs it (docs/language.md, Knowledge of choice).
 */
import type { Action, Model, Role } from "../core/index.ts";
import { error } from "../diagnostics/index.ts";
import type { Diagnostic, Fix, Label, Span } from "../diagnostics/index.ts";
import type { ProjectionError } from "../projection/index.ts";
import { printPattern } from "../syntax/index.ts";
import type { ParsedFile, Statement } from "../syntax/index.ts";
import { blocksOf } from "./branches.ts";
import { describeAction } from "./describe-action.ts";
import { editsOf } from "./edits.ts";
import { insertionFor, insertionsOf, placeOf } from "./insertion.ts";
import { planAmendment } from "./plan.ts";
import type { Amendment, Repair } from "./plan.ts";

interface Sources {
  readonly model: Model;
  readonly files: readonly ParsedFile[];
  readonly amendment: Amendment;
  /** Statements with blocks, by place. */
  readonly statements: ReadonlyMap<string, Statement>;
}

function statementsOf(files: readonly ParsedFile[]): ReadonlyMap<string, Statement> {
  const found = new Map<string, Statement>();
  const visit = (statement: Statement): void => {
    const blocks = blocksOf(statement);
    if (blocks.length > 0) found.set(placeOf(statement.span), statement);
    for (const block of blocks) block.statements.forEach(visit);
  };
  for (const { declarations } of files) {
    for (const declaration of declarations) if (declaration.kind === "choreography") declaration.body.statements.forEach(visit);
  }
  return found;
}

/** The first line or lines of a statement with blocks: up to its first block. */
function headOf(span: Span, { model, statements }: Sources): Span {
  const statement = statements.get(placeOf(span));
  const block = statement === undefined ? undefined : blocksOf(statement)[0];
  if (block === undefined) return span;
  const text = model.sources[span.file]?.text.slice(span.start, block.span.start) ?? "";
  const head = text.slice(0, text.trimEnd().endsWith("=>") ? text.indexOf("{") : text.length).trimEnd();
  return { file: span.file, start: span.start, end: span.start + head.length };
}

/** Where the branch is, in words: `then`, `else`, `case Some(x)`, … */
function branchName(statement: Statement | undefined, branch: number): string {
  switch (statement?.kind) {
    case "if":
      return branch === 0 ? "in the then branch" : statement.else === undefined ? "without an else branch" : "in the else branch";
    case "match": {
      const pattern = statement.cases[branch]?.pattern;
      return pattern === undefined ? "in a case" : `in the case ${printPattern(pattern)}`;
    }
    case "while":
      return branch === 0 ? "in the loop" : "after the loop";
    case "choose":
      return `in branch ${branch + 1}`;
    default:
      return branch === 0 ? "after the loop" : "on another way out of the loop";
  }
}

function isInsertedAction(action: Action, { amendment }: Sources): boolean {
  if (action.kind === "send") return amendment.insertedLabels.has(action.label);
  return action.kind === "receive" && action.branches.some((branch) => amendment.insertedLabels.has(branch.label));
}

function actionLabel(role: Role, action: Action | undefined, branch: number, choice: Span, sources: Sources): Label {
  const statement = sources.statements.get(placeOf(choice));
  const where = branchName(statement, branch);
  const block = statement === undefined ? undefined : blocksOf(statement)[branch];
  if (action === undefined || action.kind === "frame")
    return { span: block?.span ?? headOf(choice, sources), message: `${where} ${describeAction(role, action)}` };
  const { span } = action.site;
  if (isInsertedAction(action, sources)) return { span: headOf(span, sources), message: `${where} what ${role} does depends on this further choice` };
  return { span: sources.statements.has(placeOf(span)) ? headOf(span, sources) : span, message: `${where} ${describeAction(role, action)}` };
}

function actionLabels({ role, choice, branches, conflict }: ProjectionError, sources: Sources): readonly Label[] {
  if (choice.kind === "frame" || choice.kind === "leave") return [];
  const { span } = choice.site;
  return [actionLabel(role, conflict.left, branches[0], span, sources), actionLabel(role, conflict.right, branches[1], span, sources)];
}

function fixOf(repair: Repair, { model, files }: Sources): Fix {
  const { choice, role } = repair;
  const find = insertionFor(insertionsOf([repair], () => [role]));
  return { title: `let ${choice.role} tell ${role} with a selection`, edits: editsOf(files, model.sources, find) };
}

const rule = "a role may act differently in the branches of a choice only after it was told which branch was taken";

function diagnoseRepair(repair: Repair, sources: Sources): Diagnostic {
  const { choice, role, error: reason } = repair;
  const statement = sources.statements.get(placeOf(choice.site.span));
  const fix = fixOf(repair, sources);
  const more = { labels: actionLabels(reason, sources), notes: [rule], ...(fix.edits.length === 0 ? {} : { fix }) };
  const span = headOf(choice.site.span, sources);
  if (reason.choice.kind === "loop") {
    const loop: Label = { span: headOf(reason.choice.site.span, sources), message: "the loop" };
    return error("unprojectable-loop", span, `${role} cannot tell which way out of the loop ${choice.role} takes here`, {
      ...more,
      labels: [loop, ...more.labels],
    });
  }
  if (statement?.kind === "while") return error("unprojectable-loop", span, `${role} cannot tell whether this loop of ${choice.role} goes on or ends`, more);
  return error("unmergeable-branches", span, `${role} cannot tell the branches of this choice of ${choice.role} apart`, more);
}

function diagnoseUnrepaired(reason: ProjectionError, sources: Sources): Diagnostic {
  const { choice, procedure, role } = reason;
  const declared = sources.model.procedures.get(procedure)?.span;
  const span = choice.kind === "frame" || choice.kind === "leave" ? undefined : headOf(choice.site.span, sources);
  const place = span ?? declared ?? { file: 0, start: 0, end: 0 };
  const code = choice.kind === "loop" ? "unprojectable-loop" : "unmergeable-branches";
  const notes = [rule, "no selection is known to repair it"];
  return error(code, place, `${role} cannot follow ${procedure}: it has no projection`, { labels: actionLabels(reason, sources), notes });
}

/** A diagnostic with the choreography that it belongs to. */
export interface ProjectionFinding {
  readonly procedure: string;
  readonly diagnostic: Diagnostic;
}

/**
 * One diagnostic for each role and each conditional that has to tell it its branch, in the order of the text; none iff the model is projectable.
 * Each has a fix if the trees are given (`files[i]` is the tree of `model.sources[i]`); all fixes together are the amendment.
 */
export function projectionFindings(model: Model, files: readonly ParsedFile[] = []): readonly ProjectionFinding[] {
  const amendment = planAmendment(model);
  if (amendment.repairs.length === 0 && amendment.unrepaired.length === 0) return [];
  const sources: Sources = { model, files, amendment, statements: statementsOf(files) };
  const rank = ({ procedure, role }: { readonly procedure: string; readonly role: Role }): number => model.procedures.get(procedure)?.roles.indexOf(role) ?? 0;
  const findings = [
    ...amendment.repairs
      .toSorted((left, right) => rank(left) - rank(right))
      .map((repair) => ({ procedure: repair.procedure, diagnostic: diagnoseRepair(repair, sources) })),
    ...amendment.unrepaired.map((reason) => ({ procedure: reason.procedure, diagnostic: diagnoseUnrepaired(reason, sources) })),
  ];
  return findings.sort(({ diagnostic: left }, { diagnostic: right }) => left.span.file - right.span.file || left.span.start - right.span.start);
}

/** The diagnostics of `projectionFindings`. */
export function projectionDiagnostics(model: Model, files: readonly ParsedFile[] = []): readonly Diagnostic[] {
  return projectionFindings(model, files).map(({ diagnostic }) => diagnostic);
}
