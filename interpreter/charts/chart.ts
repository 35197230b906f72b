/** The sequence chart of a trace as data: lifelines and rows, which the renderers draw. A send that is received at once is one row. */
import type { Role } from "../../calculus/core/index.ts";
import type { Label, StopReason } from "../../calculus/semantics/index.ts";
import { channelKey, isFault, isSessionChannel, subject } from "../../calculus/semantics/index.ts";
import { assertNever } from "../../calculus/assert-never.ts";
import { printValue } from "../../calculus/values/index.ts";
import type { Change } from "../changes.ts";
import type { End } from "../ending.ts";
import { actionText, messageText, oraclesOf, oracleText } from "../labels.ts";
import type { Trace, TraceStep } from "../trace.ts";

export interface ChartRow {
  /** `message`: sent and received with nothing in between. `send`: the message is in flight after it. */
  readonly kind: "message" | "send" | "receive" | "local";
  /** The numbers (from 1) of the steps. */
  readonly steps: readonly number[];
  /** Whose step it is; the sender of a `message`. */
  readonly role: Role;
  /** The other end of a communication. */
  readonly peer?: Role;
  /** The message, or what a local step does. */
  readonly text: string;
  /** Of a receive: the step that sent. */
  readonly sentAt?: number;
  /** Whether the role did something wrong here, stopped, was hit by a fault, or crashed for good. */
  readonly mark: "none" | "violation" | "failure" | "stop" | "fault" | "crash";
  /** Whether what is repeated for ever begins here. */
  readonly loops?: true;
  /** Whether this is the step that the chart is about. */
  readonly failing: boolean;
  /** What changed, which functions without body answered what. */
  readonly notes: readonly string[];
  /** The line of the program, from 1. */
  readonly line?: number;
}

export interface Chart {
  /** The roles that take part, in the order of the program. */
  readonly roles: readonly Role[];
  readonly rows: readonly ChartRow[];
  /** Messages that nobody received. */
  readonly undelivered: readonly { readonly from: Role; readonly to: Role; readonly text: string; readonly sentAt: number }[];
  /** How the run ended, in sentences. */
  readonly ending: readonly string[];
}

export interface ChartOptions {
  /** The step (from 1) to mark: where the property fails. */
  readonly failingStep?: number;
}

interface Sent {
  readonly step: number;
  readonly text: string;
  readonly from: Role;
  readonly to: Role;
}

/** The queue of a message: a further session of a system has queues of its own, which its labels name. */
function channel({ from, to }: Message): string {
  const own = [from, to].find(isSessionChannel);
  return own ?? JSON.stringify([from, to]);
}

type Message = Extract<Label, { kind: "send" | "receive" | "lose" | "reorder" }>;

/** The steps with the roles that speak and are spoken to in the place of queues of further sessions, as far as their messages were received. */
function betweenRoles(steps: readonly TraceStep[]): readonly (readonly [Role, Role] | undefined)[] {
  const sent = new Map<string, number[]>();
  const sides: (readonly [Role, Role] | undefined)[] = steps.map(() => undefined);
  for (const [index, { label }] of steps.entries()) {
    if (label.kind === "lose" || label.kind === "reorder") sides[index] = [label.from, label.to];
    if (label.kind !== "send" && label.kind !== "receive") continue;
    sides[index] = [label.from, label.to];
    if (!isSessionChannel(label.from) && !isSessionChannel(label.to)) continue;
    const queue = sent.get(channel(label)) ?? [];
    sent.set(channel(label), queue);
    if (label.kind === "send") queue.push(index);
    else {
      const first = queue.shift();
      const from = first === undefined ? undefined : steps[first];
      if (first === undefined || from === undefined) continue;
      sides[first] = sides[index] = [subject(from.label), label.to];
    }
  }
  return sides;
}

/** The chart of the trace. Linear in the trace. */
export function chartOf(trace: Trace, options: ChartOptions = {}): Chart {
  const queues = new Map<string, Sent[]>();
  const rows: ChartRow[] = [];
  const sides = betweenRoles(trace.steps);
  for (const [index, step] of trace.steps.entries()) {
    const row = rowOf(step, index + 1, sides[index] ?? ["", ""], queues, options.failingStep);
    const begins = trace.end.kind === "loop" && index === trace.end.after;
    const last = begins ? undefined : rows.at(-1);
    const delivered = last?.kind === "send" && row.kind === "receive" && row.sentAt === last.steps[0] ? delivery(last, row) : undefined;
    if (delivered === undefined) rows.push(begins ? { ...row, loops: true } : row);
    else rows[rows.length - 1] = delivered;
  }
  const served = servedForEver(trace);
  const undelivered = [...queues]
    .flatMap(([name, sent]) => (served.has(name) ? [] : sent))
    .map(({ from, to, text, step }) => ({ from, to, text, sentAt: step }));
  undelivered.sort((left, right) => left.sentAt - right.sentAt);
  return { roles: rolesOf(trace, sides), rows, undelivered, ending: endingText(trace.end) };
}

/** The queues from which somebody receives again and again: nothing stays in them. */
function servedForEver({ steps, end }: Trace): ReadonlySet<string> {
  return new Set(end.kind === "loop" ? steps.slice(end.after).flatMap(({ label }) => (label.kind === "receive" ? [channel(label)] : [])) : []);
}

/** The roles that occur in steps: those of the store in its order, then others as they come. */
function rolesOf(trace: Trace, sides: readonly (readonly [Role, Role] | undefined)[]): readonly Role[] {
  const acting = new Set<Role>();
  for (const [index, { label }] of trace.steps.entries()) for (const role of sides[index] ?? [subject(label)]) acting.add(role);
  const stored = trace.initial.fields.map(({ role }) => role).filter((role) => acting.has(role));
  return [...new Set([...stored, ...acting])];
}

function rowOf(
  { label, site, changes, rules }: TraceStep,
  number: number,
  [from, to]: readonly [Role, Role],
  queues: Map<string, Sent[]>,
  failingStep: number | undefined,
): ChartRow {
  const role = subject(label);
  const common = {
    steps: [number],
    role,
    mark: markOf(label),
    failing: number === failingStep,
    notes: [...changes.map(changeText), ...oraclesOf(label).map(oracleText)],
    ...(site === undefined ? {} : { line: site.line }),
  };
  switch (label.kind) {
    case "send": {
      const text = messageText(label.label, label.values);
      const queue = queues.get(channel(label)) ?? [];
      queue.push({ step: number, text, from, to });
      queues.set(channel(label), queue);
      return { kind: "send", ...common, peer: to, text };
    }
    case "receive": {
      const text = messageText(label.label, label.values);
      const sent = queues.get(channel(label)) ?? [];
      const first = label.kept === true ? sent.find((one) => one.text === text) : taken(sent, text);
      const row = { kind: "receive" as const, ...common, peer: from, text, ...(first === undefined ? {} : { sentAt: first.step }) };
      return label.kept === true ? { ...row, notes: [...row.notes, "a copy is left"] } : row;
    }
    case "local":
      return { kind: "local", ...common, text: site === undefined || site.text === "" ? actionText(label) : statementText(site.text, rules) };
    case "violate":
      return { kind: "local", ...common, text: site === undefined || site.text === "" ? actionText(label) : `${statementText(site.text, [])} does not hold` };
    case "lose":
    case "reorder": {
      const sent = queues.get(channel(label)) ?? queues.get(channelKey(label.from, label.to)) ?? [];
      const text = messageText(label.label, label.values);
      const first = label.kind === "lose" ? taken(sent, text) : sent.find((one) => one.text === text);
      const what = label.kind === "lose" ? "lost" : "overtaken";
      return { kind: "local", ...common, role: to, text: `${what}: ${text} from ${from}`, ...(first === undefined ? {} : { sentAt: first.step }) };
    }
    case "any":
    case "choose":
    case "stop":
    case "fail":
    case "crash":
      return { kind: "local", ...common, text: actionText(label) };
    default:
      return assertNever(label);
  }
}

/** The first line of a statement without its punctuation; of a decision, also how it went. */
function statementText(text: string, rules: readonly string[]): string {
  const axiom = rules.at(-1) ?? "";
  const outcome = axiom.endsWith("-THEN") ? ": true" : axiom.endsWith("-ELSE") ? ": false" : "";
  return `${text.replace(/[ ;{]{1,8}$/, "")}${outcome}`;
}

/** Takes the oldest message that says so out of its queue. */
function taken(sent: Sent[], text: string): Sent | undefined {
  const index = sent.findIndex((one) => one.text === text);
  return index < 0 ? undefined : sent.splice(index, 1)[0];
}

function delivery(send: ChartRow, receive: ChartRow): ChartRow {
  return {
    ...send,
    kind: "message",
    steps: [...send.steps, ...receive.steps],
    failing: send.failing || receive.failing,
    notes: [...send.notes, ...receive.notes],
  };
}

function markOf(label: Label): ChartRow["mark"] {
  if (label.kind === "crash" && !label.restarts) return "crash";
  if (isFault(label)) return "fault";
  return label.kind === "violate" ? "violation" : label.kind === "fail" ? "failure" : label.kind === "stop" ? "stop" : "none";
}

/** `Seller.stock: 3 → 2`, `Seller.t = "TAPL"`, `Worker enters a call`. */
export function changeText(change: Change): string {
  if (change.kind === "depth") return `${change.role} ${change.after > change.before ? "enters" : "leaves"} a call`;
  const place = `${change.role}.${change.variable}`;
  if (change.after === undefined) return `${place} is unset`;
  return change.before === undefined ? `${place} = ${printValue(change.after)}` : `${place}: ${printValue(change.before)} → ${printValue(change.after)}`;
}

function stopText(why: StopReason): string {
  switch (why) {
    case "failed":
      return "has failed";
    case "assumption":
      return "has stopped at a false assumption";
    case "crashed":
      return "has crashed for good";
    default:
      return assertNever(why);
  }
}

/** How a run ended, one sentence to a line; who waits for whom included. */
export function endingText(end: End): readonly string[] {
  const waits = (waiting: Extract<End, { kind: "deadlock" }>["waiting"]): readonly string[] =>
    waiting.map(({ role, from, labels, full }) => {
      const named = labels.filter((label) => label !== "_");
      if (full === true) return `${role} waits for room to send ${named.length === 0 ? "a message" : named.join(" or ")} to ${from}`;
      return `${role} waits for ${named.length === 0 ? "a message" : named.join(" or ")} from ${from}`;
    });
  switch (end.kind) {
    case "final":
      return ["everybody has finished"];
    case "deadlock":
      return ["deadlock: nobody can move", ...waits(end.waiting)];
    case "stopped":
      return [...end.stopped.map(({ role, why }) => `${role} ${stopText(why)}`), "nobody else can move", ...waits(end.waiting)];
    case "no-value":
      return [`${end.description} has no possible value`];
    case "beyond-limits":
      return [`a limit of the evaluator is reached: ${end.description}`];
    case "limit":
      return [`the limit of ${end.steps} steps is reached`];
    case "schedule":
      return [`the schedule ends: ${end.reason}`];
    case "loop":
      return [`↻ from step ${end.after + 1} on this is repeated for ever`];
    case "cut":
      return [];
    default:
      return assertNever(end);
  }
}
