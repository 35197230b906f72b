/**
 * The communications of a system: one automaton for each member. Processes and projections of choreographies lose their data, so every branch counts as
 * possible; projections of protocols are their local types.
 */
import type { Action, Behaviour, LocalAutomaton, Message, Model, Role, SystemDefinition } from "../../calculus/core/index.ts";
import type { Contracts } from "../../calculus/protocols/index.ts";
import { projection } from "../../calculus/projection/index.ts";
import type { Projection } from "../../calculus/projection/index.ts";
import { instantiator } from "../../calculus/semantics/index.ts";
import type { CommunicatingSystem } from "../automata/index.ts";
import { areTotal } from "../totality.ts";
import { canDiverge, communications, determinise } from "./determinise.ts";
import type { MessageOf } from "./determinise.ts";
import { messagesOf } from "./messages.ts";
import type { Entered, Point } from "./points.ts";
import { pointsOf } from "./points.ts";

/** The system of the members' communications, or why there is none. */
export type SystemCommunications =
  { readonly ok: true; readonly system: CommunicatingSystem } | { readonly ok: false; readonly reason: string; readonly span: SystemDefinition["span"] };

/** A process without its calls: its body, and what a call in it enters. */
interface Body {
  readonly body: Behaviour;
  readonly enter: (call: Extract<Action, { kind: "call" }>) => Entered;
}

/** The communications of a system of a checked file. */
export function systemCommunications(model: Model, system: SystemDefinition, contracts: Contracts): SystemCommunications {
  const { name, span, members, sessions } = system;
  const [session] = sessions;
  if (session !== undefined)
    return { ok: false, reason: `${name} has the further session ${session.name}: queues of several sessions are not judged together`, span };
  const using = projection();
  const messageOf = messagesOf(model, system);
  const automata: LocalAutomaton[] = [];
  const assumptions = new Set<string>();
  let exact = true;
  let unfaithful: string | undefined;
  for (const { role, by, span: at } of members) {
    if (by.kind === "protocol") {
      const contract = contracts(by.name, role);
      if (contract.kind !== "type") return { ok: false, reason: `${role} has no local type: ${contract.reason}`, span: at };
      if (delegates(contract.automaton)) return { ok: false, reason: `${role} delegates the end of a session`, span: at };
      automata.push(contract.automaton);
      continue;
    }
    const found = by.kind === "process" ? processBody(model, by.name) : projectedBody(model, using, role, by.name);
    if (typeof found === "string") return { ok: false, reason: found, span: at };
    const member = memberAutomaton(model, role, found, messageOf);
    if (typeof member === "string") return { ok: false, reason: `${by.name}: ${member}`, span: at };
    automata.push(member.automaton);
    unfaithful ??= member.blurred;
    for (const reason of member.inexact) assumptions.add(`${role}: ${reason}`);
    if (member.inexact.length > 0) exact = false;
  }
  return {
    ok: true,
    system: { kind: "system", name, span, automata, assumptions: [...assumptions], exact, ...(unfaithful === undefined ? {} : { unfaithful }) },
  };
}

function delegates({ states }: LocalAutomaton): boolean {
  return states.some(({ edges }) => edges.some(({ action }) => carriesEnd(action.message)));
}

function carriesEnd({ payload }: Message): boolean {
  return payload.some(({ sort }) => sort.kind === "session");
}

function processBody(model: Model, name: string): Body | string {
  const process = model.processes.get(name);
  if (process === undefined) return `there is no process ${name}`;
  return { body: process.body, enter: ({ procedure }) => ({ key: procedure, body: model.processes.get(procedure)?.body ?? { kind: "end" } }) };
}

function projectedBody(model: Model, using: Projection, role: Role, name: string): Body | string {
  const procedure = model.procedures.get(name);
  const projected = procedure === undefined ? undefined : using.of(procedure.body, role);
  if (projected?.ok !== true) return `${name} is not projectable for ${role}`;
  const instantiate = instantiator(model);
  return {
    body: projected.behaviour,
    enter: ({ procedure: callee, roles }) => {
      const body = using.of(instantiate(callee, roles), role);
      if (!body.ok) throw new Error(`procedure ${callee} is not projectable for ${role}`);
      return { key: JSON.stringify([callee, ...roles]), body: body.behaviour };
    },
  };
}

interface MemberAutomaton {
  readonly automaton: LocalAutomaton;
  readonly blurred?: string;
  /** Why some runs of the automaton may be none of the process. */
  readonly inexact: readonly string[];
}

function memberAutomaton(model: Model, role: Role, { body, enter }: Body, messageOf: MessageOf): MemberAutomaton | string {
  const found = pointsOf(body, enter);
  if (!found.ok) return found.reason;
  const { points } = found;
  if (points.some(usesSession)) return "it acts on the end of a further session";
  if (points.some((point) => messagesAt(role, point, messageOf).some(carriesEnd))) return "it delegates the end of a session";
  const determinised = determinise(role, points, messageOf);
  if (!determinised.ok) return determinised.reason;
  const { automaton, merged, blurred } = determinised.result;
  const inexact = [
    ...(points.some(decidesByData) ? ["decisions by data are taken for free"] : []),
    ...(areTotal(model, points.flatMap(actionOf)) ? [] : ["expressions are taken to have values"]),
    ...(merged ? ["what it decides silently is left open until it shows"] : []),
    ...(canDiverge(points) ? ["it is taken not to compute for ever"] : []),
  ];
  return { automaton, inexact, ...(blurred === undefined ? {} : { blurred }) };
}

function actionOf(point: Point): readonly Action[] {
  return point.kind === "end" ? [] : [point.action];
}

function usesSession(point: Point): boolean {
  return (point.kind === "send" || point.kind === "receive") && point.action.session !== undefined;
}

function messagesAt(role: Role, point: Point, messageOf: MessageOf): readonly Message[] {
  return communications(role, point, messageOf).map(({ action }) => action.message);
}

function decidesByData(point: Point): boolean {
  if (point.kind === "select") return point.action.alternatives.some(({ guard }) => guard !== undefined);
  return point.kind === "silent" && (point.action.kind === "if" || point.action.kind === "match" || point.action.kind === "assume");
}
