/** The sequence chart of a run with faults: lifelines of the participants, messages as they are sent and taken, faults where they strike (docs/sagas.md). */
import type { Role } from "../../calculus/core/index.ts";
import type { Chart, ChartRow } from "../charts/index.ts";
import { actionText, messageText } from "../labels.ts";
import { isReplayFault, replayLabelText } from "./labels.ts";
import type { ReplayLabel, ReplayStep } from "./labels.ts";

type DrawnStep = Pick<ReplayStep<unknown>, "label">;

/** What is drawn of a run, or of two from the same beginning. */
export interface DrawnRuns {
  readonly runs: readonly (readonly DrawnStep[])[];
  readonly roles: readonly Role[];
  readonly sessions: number;
  /** What it shows, in sentences. */
  readonly ending: readonly string[];
}

/**
 * The chart of the runs, one below the other. A message that comes again after a crash is taken from the same send. Messages stay in queues until their sessions are over: none of them counts as
 * undelivered. Linear in the steps, for each message that is waited for.
 */
export function chartOfRuns({ runs, roles, sessions, ending }: DrawnRuns): Chart {
  const lifeline = (role: Role, session: number): Role => (sessions > 1 ? `${role} in session ${String(session)}` : role);
  const other: ChartRow = { kind: "local", steps: [], role: lifeline(roles[0] ?? "", 1), text: "the other run", mark: "none", failing: false, notes: [] };
  const rows = runs.flatMap((steps, index) => [...(index === 0 ? [] : [other]), ...rowsOf(steps, lifeline)]);
  const known = Array.from({ length: sessions }, (_, index) => roles.map((role) => lifeline(role, index + 1))).flat();
  const acting = new Set(rows.flatMap(({ role, peer }) => (peer === undefined ? [role] : [role, peer])));
  return { roles: known.filter((role) => acting.has(role)), rows, undelivered: [], ending };
}

type Lifeline = (role: Role, session: number) => Role;

function rowsOf(steps: readonly DrawnStep[], lifeline: Lifeline): readonly ChartRow[] {
  const sent: ChartRow[] = [];
  const rows: ChartRow[] = [];
  for (const [index, step] of steps.entries()) {
    const row = rowOf(step, index + 1, lifeline, sent);
    if (row.kind === "send") sent.push(row);
    const last = rows.at(-1);
    if (last?.kind === "send" && row.kind === "receive" && row.sentAt === last.steps[0])
      rows[rows.length - 1] = { ...last, kind: "message", steps: [...last.steps, ...row.steps] };
    else rows.push(row);
  }
  return rows;
}

function rowOf({ label }: DrawnStep, number: number, lifeline: Lifeline, sent: readonly ChartRow[]): ChartRow {
  const role = lifeline(label.role, label.session);
  const common = { steps: [number], role, mark: markOf(label), failing: false, notes: [] };
  if (label.kind !== "step") return { kind: "local", ...common, text: `${isReplayFault(label) ? "↯ " : ""}${withoutName(replayLabelText(label), label.role)}` };
  const move = label.label;
  if (move.kind === "send") return { kind: "send", ...common, peer: lifeline(move.to, label.session), text: messageText(move.label, move.values) };
  if (move.kind !== "receive") return { kind: "local", ...common, text: actionText(move) };
  const [peer, text] = [lifeline(move.from, label.session), messageText(move.label, move.values)];
  const origin = sent.findLast((one) => one.role === peer && one.peer === role && one.text === text);
  return { kind: "receive", ...common, peer, text, ...(origin?.steps[0] === undefined ? {} : { sentAt: origin.steps[0] }) };
}

/** The lifeline says whose step it is. */
function withoutName(text: string, role: Role): string {
  for (const before of [`${role}: `, `${role} `]) if (text.startsWith(before)) return text.slice(before.length);
  return text;
}

function markOf(label: ReplayLabel): ChartRow["mark"] {
  if (label.kind === "crash" && label.permanently) return "crash";
  if (isReplayFault(label)) return "fault";
  if (label.kind !== "step") return "none";
  return label.label.kind === "violate" ? "violation" : label.label.kind === "fail" ? "failure" : "none";
}
