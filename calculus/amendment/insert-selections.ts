/**
 * Amendment of terms: selections in front of the branches of chosen conditionals
 * (Cruz-Filipe and Montesi, Now It Compiles!, ITP 2023, with any number of branches).
 *
 * ```
 *  amend(if p.e {C1} else {C2} ; C) = if p.e { p -> r̄[left]; amend(C1) } else { p -> r̄[right]; amend(C2) } ; amend(C)
 * ```
 */
import { end, mapTerms, prepend, sequence, spine } from "../core/index.ts";
import type { Choreography, Instruction, Role } from "../core/index.ts";
import type { BranchLabels } from "./fresh-labels.ts";

/** A conditional of the calculus. */
export type Choice = Extract<Instruction, { kind: "if" | "match" | "choose" }>;

/** Which roles each conditional tells about its branch, in the order in which it tells them. */
export type Plan = ReadonlyMap<Choice, readonly Role[]>;

/** Whether the instruction is a conditional. */
export function isChoice(instruction: Instruction): instruction is Choice {
  return instruction.kind === "if" || instruction.kind === "match" || instruction.kind === "choose";
}

/** How many branches a conditional has. */
export function branchCount(choice: Choice): number {
  switch (choice.kind) {
    case "if":
      return 2;
    case "match":
      return choice.cases.length;
    case "choose":
      return choice.branches.length;
  }
}

/**
 * The term with the selections of the plan inserted. `origins` learns from which conditional each rebuilt one comes.
 * Nodes are rebuilt once each, so a shared continuation stays shared; what nothing changed in stays the same object.
 */
export function insertSelections(term: Choreography, plan: Plan, labels: BranchLabels, origins: WeakMap<Instruction, Choice>): Choreography {
  const done = new WeakMap<Choreography, Choreography>();

  function visit(start: Choreography): Choreography {
    let result: Choreography = end;
    for (const cell of spine(start, (suffix) => done.has(suffix)).reverse()) {
      const known = done.get(cell);
      if (known === undefined && cell.kind === "sequence") {
        const head = rebuilt(cell.head);
        done.set(cell, head === cell.head && result === cell.tail ? cell : sequence(head, result));
      }
      result = done.get(cell) ?? cell;
    }
    return result;
  }

  function rebuilt(I: Instruction): Instruction {
    if (!isChoice(I)) return mapTerms(I, visit);
    const roles = plan.get(I) ?? [];
    const names = labels(branchCount(I));
    let branch = 0;
    const head = mapTerms(I, (part) => {
      const label = names[branch] ?? "";
      branch += 1;
      return prepend(
        roles.map((to): Instruction => ({ kind: "select", from: I.role, to, label, site: { span: I.site.span } })),
        visit(part),
      );
    });
    if (head !== I) origins.set(head, I);
    return head;
  }

  return visit(term);
}
