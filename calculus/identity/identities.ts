/**
 * Hash-consed identities of terms: equal numbers iff equal terms, sites disregarded. A suffix that was seen before costs nothing,
 * so the key of a configuration costs what the last step changed (Goto 1974; Filliâtre and Conchon 2006).
 */
import { assertNever } from "../assert-never.ts";
import type { Expression } from "../syntax/index.ts";
import { expressionKey, typeKey, valueKey } from "../values/index.ts";
import type { Action, Alternative, AlternativeAction, Behaviour, Choreography, CorePattern, Domain, Instruction } from "../core/index.ts";
import { spine } from "../core/index.ts";

/** One table of identities; numbers are comparable within it only. Terms of both kinds may share a table. */
export class Identities {
  readonly #numbers = new Map<string, number>();
  readonly #terms = new WeakMap<object, number>();

  /** How many terms have a number. */
  get size(): number {
    return this.#numbers.size;
  }

  #number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const fresh = this.#numbers.size + 1;
    this.#numbers.set(text, fresh);
    return fresh;
  }

  /** The identity of a choreography: 0 for ε. */
  choreography(term: Choreography): number {
    return this.#sequence(term, (cell) => this.instruction(cell.head));
  }

  /** The identity of a behaviour: 0 for ε. */
  behaviour(term: Behaviour): number {
    return this.#sequence(term, (cell) => this.action(cell.head));
  }

  #sequence<T extends Choreography | Behaviour>(term: T, ofHead: (cell: Extract<T, { kind: "sequence" }>) => number): number {
    if (term.kind === "end") return 0;
    let result = 0;
    for (const cell of spine(term, (suffix) => this.#terms.has(suffix)).reverse()) {
      if (cell.kind === "end") continue;
      result = this.#terms.get(cell) ?? this.#number(`${String(ofHead(cell as Extract<T, { kind: "sequence" }>))};${String(result)}`);
      this.#terms.set(cell, result);
    }
    return result;
  }

  #head(head: object, text: () => string): number {
    const known = this.#terms.get(head);
    if (known !== undefined) return known;
    const fresh = this.#number(text());
    this.#terms.set(head, fresh);
    return fresh;
  }

  instruction(I: Instruction): number {
    return this.#head(I, () => this.#instructionText(I));
  }

  action(A: Action): number {
    return this.#head(A, () => this.#actionText(A));
  }

  #instructionText(I: Instruction): string {
    switch (I.kind) {
      case "communicate":
        return `com ${I.from} ${I.to} ${I.label}(${I.variables.join()})${keys(I.expressions)}`;
      case "select":
        return `sel ${I.from} ${I.to} ${I.label}`;
      case "in-transit":
        return `msg ${I.from} ${I.to} ${I.label}(${I.variables.join()})⟨${I.values.map(valueKey).join()}⟩`;
      case "assign":
        return `set ${I.role} ${I.variable} ${expressionKey(I.expression)}`;
      case "havoc":
        return `any ${I.role} ${I.variable} ${domainKey(I.domain)}`;
      case "assert":
      case "assume":
        return `${I.kind} ${I.role} ${expressionKey(I.condition)}`;
      case "if":
        return `if ${I.role} ${expressionKey(I.condition)}{${String(this.choreography(I.then))}}{${String(this.choreography(I.else))}}`;
      case "match":
        return `match ${I.role} ${expressionKey(I.scrutinee)}${I.cases.map(({ pattern, body }) => `${patternKey(pattern)}{${String(this.choreography(body))}}`).join("")}`;
      case "choose":
        return `choose ${I.role}${I.branches.map((branch) => `{${String(this.choreography(branch))}}`).join("")}`;
      case "call":
        return `call ${I.procedure}(${I.roles.join()})${I.roles.map((role) => keys(I.arguments.get(role) ?? [])).join("")}`;
      case "loop":
        return `loop ${I.name}{${String(this.choreography(I.body))}}{${String(this.choreography(I.exit))}}`;
      case "continue":
      case "break":
        return `${I.kind} ${I.loop}`;
      case "frame":
        return `frame ${String(this.instruction(I.call))}⟨${I.pending.join()}|${I.live.join()}⟩{${String(this.choreography(I.body))}}`;
      case "leave":
        return `leave{${String(this.choreography(I.to))}}`;
      default:
        return assertNever(I);
    }
  }

  #actionText(A: Action): string {
    switch (A.kind) {
      case "send":
        return `! ${onSession(A)}${A.to} ${A.label}${keys(A.expressions)}`;
      case "receive":
        return `? ${onSession(A)}${A.from}${A.branches.map(({ from, label, variables, body }) => `${from === undefined ? "" : `${from}?`}${label}(${variables.join()}){${String(this.behaviour(body))}}`).join("")}`;
      case "assign":
        return `:= ${A.variable} ${expressionKey(A.expression)}`;
      case "havoc":
        return `:any ${A.variable} ${domainKey(A.domain)}`;
      case "assert":
      case "assume":
        return `:${A.kind} ${expressionKey(A.condition)}`;
      case "if":
        return `:if ${expressionKey(A.condition)}{${String(this.behaviour(A.then))}}{${String(this.behaviour(A.else))}}`;
      case "match":
        return `:match ${expressionKey(A.scrutinee)}${A.cases.map(({ pattern, body }) => `${patternKey(pattern)}{${String(this.behaviour(body))}}`).join("")}`;
      case "choose":
        return `:choose${A.branches.map((branch) => `{${String(this.behaviour(branch))}}`).join("")}`;
      case "select":
        return `:select${A.alternatives.map((one) => `${alternativeKey(one)}{${String(this.behaviour(one.body))}}`).join("")}`;
      case "call":
        return `:call ${A.procedure}(${A.roles.join()})${keys(A.arguments)}`;
      case "loop":
        return `:loop ${A.name}{${String(this.behaviour(A.body))}}`;
      case "continue":
        return `:continue ${A.loop}`;
      case "frame":
        return `:frame{${String(this.behaviour(A.body))}}`;
      default:
        return assertNever(A);
    }
  }
}

function onSession({ session }: { readonly session?: string }): string {
  return session === undefined ? "" : `${session}.`;
}

/** Canonical text of an alternative without its body. */
function alternativeKey({ guard, action, updates }: Alternative): string {
  const writes = updates.map(({ variable, expression }) => `${variable}:=${expressionKey(expression)};`).join("");
  return `${guard === undefined ? "" : `${expressionKey(guard)}: `}${alternativeActionKey(action)} do ${writes}`;
}

function alternativeActionKey(action: AlternativeAction): string {
  switch (action.kind) {
    case "send":
      return `! ${action.to} ${action.label}${keys(action.expressions)}`;
    case "receive":
      return `? ${action.from} ${action.label}(${action.variables.join()})`;
    case "local":
      return "skip";
    default:
      return assertNever(action);
  }
}

function keys(expressions: readonly Expression[]): string {
  return `(${expressions.map(expressionKey).join()})`;
}

/** Canonical text of a domain. */
export function domainKey(domain: Domain): string {
  return domain.kind === "range" ? `${expressionKey(domain.low)}..${expressionKey(domain.high)}` : typeKey(domain.type);
}

/** Canonical text of a pattern. */
export function patternKey(pattern: CorePattern): string {
  switch (pattern.kind) {
    case "wildcard":
      return "_";
    case "literal":
      return expressionKey(pattern.value);
    case "constructor":
      return `${pattern.name}(${pattern.variables.join()})`;
    default:
      return assertNever(pattern);
  }
}
