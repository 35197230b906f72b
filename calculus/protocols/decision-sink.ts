/**
 * Choreographies as protocols. A protocol has no silent decisions and no local actions, a choreography has both; so what a role does by itself becomes a
 * message to a sink of its own, which only ever receives from it: `if A.e` is A → {A#: e, A#: not e}, and `A.x := e` is A → A#: x := e. The sink constrains
 * nobody: it has one sender and sends nothing. Local actions must not be erased, otherwise `if A.e { B.x := 1; } else { B.x := 2; }` counts as implementable;
 * nor may the expression that is sent, and the variable that receives it.
 */
import { assertNever } from "../assert-never.ts";
import { present } from "../present.ts";
import type { Model, Role } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";
import { printDomain, printPattern } from "../notation/index.ts";
import { printExpression, type Expression } from "../syntax/index.ts";
import type { GlobalAutomaton, GlobalEdge } from "./automata.ts";
import { controlGraph, type ControlAction, type ControlChoice, type ControlEdge } from "./control-graph.ts";

/** The sink of a role: a name that no program can spell. */
export function sinkOf(role: Role): Role {
  return `${role}#`;
}

/** Whether a role of an automaton is the sink of another. */
export function isSink(role: Role): boolean {
  return role.endsWith("#");
}

export type DecisionSinks =
  | { readonly ok: true; readonly automaton: GlobalAutomaton; readonly roles: readonly Role[]; readonly span: Span }
  /** The choreography is no regular protocol, or too large to be looked at as one. */
  | { readonly ok: false; readonly reason: string; readonly span: Span };

/** The automaton of a choreography of a checked file with the sinks of its roles, which come last. Linear in its control graph. */
export function decisionSinks(model: Model, name: string): DecisionSinks {
  const result = controlGraph(model, name);
  if (!result.ok) return { ok: false, reason: result.reason, span: result.span };
  const { graph } = result;
  const states: { isFinal: boolean; edges: readonly GlobalEdge[] }[] = graph.states.map(({ edges }) => ({ isFinal: edges.length === 0, edges: [] }));
  const before = (edge: GlobalEdge): number => states.push({ isFinal: false, edges: [edge] }) - 1;
  /** An edge that does all of `links`, one behind the other; its last link leads to `target`. */
  const chain = (links: readonly Link[], target: number): GlobalEdge => {
    const [first, ...rest] = links;
    return { ...present(first), target: rest.length === 0 ? target : before(chain(rest, target)) };
  };
  graph.states.forEach(({ edges }, state) => {
    present(states[state]).edges = edges.map((edge) => chain(linksOf(edge), edge.target));
  });
  const automaton = { roles: [...graph.roles, ...graph.roles.map(sinkOf)], initial: graph.initial, states };
  return { ok: true, automaton, roles: graph.roles, span: present(model.procedures.get(name)).span };
}

type Link = Omit<GlobalEdge, "target">;

function linksOf(edge: ControlEdge): readonly Link[] {
  const { span } = edge.site;
  switch (edge.kind) {
    case "decision":
      return [atSink(edge.role, decisionText(edge.choice, edge.branch), span)];
    case "action":
      return [atSink(edge.role, actionText(edge.action, edge.role), span)];
    case "message": {
      const { sender, receiver, message, instruction } = edge;
      const link = { sender, receiver, message, span };
      if (instruction.kind === "select") return [link];
      return [
        ...(instruction.expressions.length === 0 ? [] : [atSink(sender, `send ${expressions(instruction.expressions)}`, span)]),
        link,
        ...(instruction.variables.length === 0 ? [] : [atSink(receiver, `receive ${instruction.variables.join(", ")}`, span)]),
      ];
    }
    default:
      return assertNever(edge);
  }
}

function atSink(role: Role, label: string, span: Span): Link {
  return { sender: role, receiver: sinkOf(role), message: { label, payload: [] }, span };
}

/** The text of a local action: equal for actions that are the same. */
function actionText(action: ControlAction, role: Role): string {
  switch (action.kind) {
    case "assign":
      return `${action.variable} := ${printExpression(action.expression)}`;
    case "havoc":
      return `${action.variable} := any ${printDomain(action.domain)}`;
    case "assert":
    case "assume":
      return `${action.kind} ${printExpression(action.condition)}`;
    case "call":
      return `${action.procedure}(${expressions(action.arguments.get(role) ?? [])})`;
    default:
      return assertNever(action);
  }
}

function decisionText(choice: ControlChoice, branch: number): string {
  switch (choice.kind) {
    case "if":
      return `if ${printExpression(choice.condition)}: ${branch === 0 ? "then" : "else"}`;
    case "match": {
      const pattern = choice.cases[branch]?.pattern;
      return `match ${printExpression(choice.scrutinee)}: ${pattern === undefined ? branch : printPattern(pattern)}`;
    }
    case "choose":
      return `choose ${branch + 1} of ${choice.branches.length}`;
    default:
      return assertNever(choice);
  }
}

function expressions(list: readonly Expression[]): string {
  return list.map(printExpression).join(", ");
}
