/**
 * Refinements checked where a value comes to a place of a refined type: behind each receive, assignment and choice, and where a call or process begins, stands an `assert` that
 * the value satisfies the refinement. Types leave that open otherwise (docs/verdicts.md, refinements).
 */
import { end, mapParts, mapTerms, prefix, prepend, sequence, stop, subterms } from "../calculus/core/index.ts";
import type { Action, Behaviour, Choreography, Instruction, Model, Procedure, ProcessDefinition, Role, Site, Variable } from "../calculus/core/index.ts";
import { present } from "../calculus/present.ts";
import type { Expression, Type } from "../calculus/syntax/index.ts";

/** The model with these assertions in its choreographies and processes. Linear in their distinct nodes. */
export function withRefinementChecks(model: Model): Model {
  return {
    ...model,
    checksRefinements: true,
    procedures: new Map([...model.procedures].map(([name, procedure]) => [name, checkedProcedure(model, procedure)])),
    broadcasting: new Map([...model.broadcasting].map(([name, procedure]) => [name, checkedProcedure(model, procedure)])),
    processes: new Map([...model.processes].map(([name, process]) => [name, checkedProcess(model, process)])),
  };
}

/** The refinements of the type itself, not of its parts: through aliases. */
export function ownRefinements(model: Model, type: Type): readonly Expression[] {
  const found: Expression[] = [];
  const seen = new Set<string>();
  for (let next: Type | undefined = type; next !== undefined;) {
    if (next.kind === "refined") {
      found.push(next.predicate);
      next = next.base;
    } else if (next.kind === "named" && !seen.has(next.name.text)) {
      seen.add(next.name.text);
      next = model.definitions.types.get(next.name.text);
    } else next = undefined;
  }
  return found;
}

type TypeOf = (role: Role, variable: Variable) => Type | undefined;

/** What must hold of these variables of the role. */
function conditions(model: Model, typeOf: TypeOf, role: Role, variables: readonly Variable[]): readonly Expression[] {
  return variables.flatMap((variable) => {
    const type = typeOf(role, variable);
    return type === undefined ? [] : ownRefinements(model, type).map((predicate) => about(predicate, variable));
  });
}

/** The predicate with the variable in place of `value`. Expressions bind no names. */
function about(predicate: Expression, variable: Variable): Expression {
  const replaced = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(replaced);
    if (typeof node !== "object" || node === null) return node;
    if ("kind" in node && node.kind === "name" && "name" in node && isValue(node.name)) return { ...node, name: { ...node.name, text: variable } };
    return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, replaced(part)]));
  };
  return replaced(predicate) as Expression;
}

function isValue(name: unknown): name is { readonly text: string } {
  return typeof name === "object" && name !== null && "text" in name && name.text === "value";
}

function checkedProcedure(model: Model, procedure: Procedure): Procedure {
  const typeOf: TypeOf = (role, variable) =>
    (model.roles.get(procedure.stateOf.get(role) ?? role) ?? []).find(({ name }) => name === variable)?.type ??
    procedure.parameters.find((parameter) => parameter.role === role && parameter.name === variable)?.type;
  const site: Site = { span: procedure.span };
  const atFirst = procedure.parameters.flatMap(({ role, name }) => asserts(conditions(model, typeOf, role, [name]), role, site));
  const body = checkedTerm(procedure.body, (I) => {
    const written = writtenBy(I);
    return written === undefined ? [] : asserts(conditions(model, typeOf, written.role, written.variables), written.role, written.site);
  });
  return { ...procedure, body: prepend(atFirst, body) };
}

function asserts(found: readonly Expression[], role: Role, site: Site): readonly Instruction[] {
  return found.map((condition) => ({ kind: "assert", role, condition, site }));
}

function writtenBy(I: Instruction): { readonly role: Role; readonly variables: readonly Variable[]; readonly site: Site } | undefined {
  if (I.kind === "communicate") return { role: I.to, variables: I.variables, site: I.site };
  return I.kind === "assign" || I.kind === "havoc" ? { role: I.role, variables: [I.variable], site: I.site } : undefined;
}

/** The term with something behind each instruction. */
function checkedTerm(root: Choreography, behind: (I: Instruction) => readonly Instruction[]): Choreography {
  const done = new Map<Choreography, Choreography>();
  const result = (term: Choreography): Choreography => (term.kind === "end" ? end : present(done.get(term)));
  const pending: Choreography[] = [root];
  for (let term = pending.at(-1); term !== undefined; term = pending.at(-1)) {
    if (term.kind === "end" || done.has(term)) {
      pending.pop();
      continue;
    }
    const waiting = [...subterms(term.head), term.tail].filter((child) => child.kind !== "end" && !done.has(child));
    if (waiting.length > 0) {
      pending.push(...waiting);
      continue;
    }
    done.set(term, sequence(mapTerms(term.head, result), prepend(behind(term.head), result(term.tail))));
    pending.pop();
  }
  return result(root);
}

function checkedProcess(model: Model, process: ProcessDefinition): ProcessDefinition {
  const fields = model.roles.get(process.role) ?? [];
  const typeOf: TypeOf = (_, variable) => fields.find(({ name }) => name === variable)?.type ?? process.parameters.find(({ name }) => name === variable)?.type;
  const inFront = (variables: readonly Variable[], site: Site, rest: Behaviour): Behaviour =>
    conditions(model, typeOf, process.role, variables).reduceRight<Behaviour>((tail, condition) => prefix({ kind: "assert", condition, site }, tail), rest);
  const names = process.parameters.map(({ name }) => name);
  return { ...process, body: inFront(names, { span: process.span }, checkedBehaviour(process.body, inFront)) };
}

/** Recursive along nesting, and a loop along the sequence. */
function checkedBehaviour(behaviour: Behaviour, inFront: (variables: readonly Variable[], site: Site, rest: Behaviour) => Behaviour): Behaviour {
  const actions: Action[] = [];
  for (let rest = behaviour; rest.kind === "sequence"; rest = rest.tail) actions.push(rest.head);
  return actions.reduceRight<Behaviour>((tail, A) => {
    const head = mapParts(A, (part) => checkedBehaviour(part, inFront));
    switch (head.kind) {
      case "assign":
      case "havoc":
        return prefix(head, inFront([head.variable], head.site, tail));
      case "receive": {
        const [only, ...more] = head.branches;
        if (only !== undefined && more.length === 0) return prefix(head, inFront(only.variables, head.site, tail));
        return prefix({ ...head, branches: head.branches.map((branch) => ({ ...branch, body: inFront(branch.variables, head.site, branch.body) })) }, tail);
      }
      case "select": {
        const alternatives = head.alternatives.map((one) => {
          const received = one.action.kind === "receive" ? one.action.variables : [];
          return { ...one, body: inFront([...received, ...one.updates.map(({ variable }) => variable)], one.site, one.body) };
        });
        return prefix({ ...head, alternatives }, tail);
      }
      default:
        return prefix(head, tail);
    }
  }, stop);
}
