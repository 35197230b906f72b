/** Fault models: their roles and messages exist, their budgets make sense, no two clauses are about the same faults (docs/language.md, faults). */
import { maximumFaultBudget } from "../diagnostics/index.ts";
import type { FaultClauseSyntax, Name } from "../syntax/index.ts";
import type { FaultsDeclaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { messagesOf } from "./written-messages.ts";

type MessageClause = Extract<FaultClauseSyntax, { readonly between?: unknown }>;

/** Reports what is wrong in a fault model. */
export function checkFaults({ clauses }: FaultsDeclaration, program: Program, reporter: Reporter): void {
  const roles = rolesOf(program);
  const seen = new Map<string, FaultClauseSyntax>();
  for (const clause of clauses) {
    checkBudget(clause, reporter);
    if (clause.kind === "crash" || clause.kind === "exception") checkCrash(clause.roles, roles, reporter);
    else if (clause.kind === "partition") checkPartition(clause, roles, reporter);
    else if (clause.kind !== "restart-broker") checkMessages(clause, roles, program, reporter);
    const key = keyOf(clause);
    const before = seen.get(key);
    if (before === undefined) seen.set(key, clause);
    else
      reporter.report("duplicate-fault", clause.span, "a clause about the same faults stands above", {
        labels: [{ span: before.span, message: "here" }],
        notes: ["write one clause with the sum of the budgets"],
      });
  }
}

/** Declared roles, and those of protocols, which need no declaration of their own. */
function rolesOf({ roles, protocols }: Program): ReadonlySet<string> {
  return new Set([...roles.keys(), ...[...protocols.values()].flatMap((protocol) => protocol.roles.map(({ text }) => text))]);
}

function checkBudget({ atMost, span }: FaultClauseSyntax, reporter: Reporter): void {
  if (atMost === undefined || (atMost >= 1 && atMost <= maximumFaultBudget)) return;
  const notes = atMost < 1 ? ["leave the clause out"] : ["without `at most` a fault happens any number of times"];
  reporter.report("fault-budget", span, `a fault happens at most once, twice, … or ${String(maximumFaultBudget)} times`, { notes });
}

function checkCrash(names: readonly Name[], roles: ReadonlySet<string>, reporter: Reporter): void {
  for (const [index, name] of names.entries()) {
    checkRole(name, roles, reporter);
    const first = names.findIndex(({ text }) => text === name.text);
    if (first < index) reporter.report("duplicate-fault", name.span, `\`${name.text}\` is listed twice`);
  }
}

function checkPartition({ from, to, span }: Extract<FaultClauseSyntax, { kind: "partition" }>, roles: ReadonlySet<string>, reporter: Reporter): void {
  checkRole(from, roles, reporter);
  checkRole(to, roles, reporter);
  if (from.text === to.text) reporter.report("impossible-fault", span, `no network carries messages from \`${from.text}\` to itself`);
}

function checkRole(name: Name, roles: ReadonlySet<string>, reporter: Reporter): void {
  if (!roles.has(name.text)) reporter.unknown("unknown-role", name, "role", () => roles);
}

function checkMessages({ kind, between, span }: MessageClause, roles: ReadonlySet<string>, program: Program, reporter: Reporter): void {
  if (between === undefined) return;
  const { from, to, label } = between;
  checkRole(from, roles, reporter);
  checkRole(to, roles, reporter);
  if (from.text === to.text) reporter.report("impossible-fault", span, `no network carries messages from \`${from.text}\` to itself`);
  if (label === undefined) return;
  if (kind === "reorder") {
    reporter.report("impossible-fault", label.span, "a message is overtaken by the one behind it, whatever their labels are", {
      notes: [`write \`reorder ${from.text} -> ${to.text};\``],
    });
  } else if (!messagesOf(program).has(label.text)) reporter.unknown("unknown-message", label, "message", () => messagesOf(program));
}

function keyOf(clause: FaultClauseSyntax): string {
  if (clause.kind === "crash") return JSON.stringify(["crash", clause.permanently, clause.roles.map(({ text }) => text).sort()]);
  if (clause.kind === "exception") return JSON.stringify(["exception", clause.roles.map(({ text }) => text).sort()]);
  if (clause.kind === "restart-broker") return JSON.stringify(["restart-broker"]);
  if (clause.kind === "partition") return JSON.stringify(["partition", ...[clause.from.text, clause.to.text].sort()]);
  const { kind, between } = clause;
  return JSON.stringify([kind, ...(between === undefined ? [] : [between.from.text, between.to.text, between.label?.text ?? ""])]);
}
