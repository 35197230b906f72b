/**
 * Runs of the replay machine as JSON text, as `verify`, `crash` and `run` write them and `replay` reads them: the machine by its switches, where the run begins, and
 * its steps, each by its place among the possible ones and by what it says. Canonical, one step to a line. The format is docs/schema/faulty-run-1.json.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import type { FaultClause, RuntimeFault } from "../../calculus/core/index.ts";
import type { Json } from "../encode-trace.ts";
import { encodedMember } from "../protocol-runs.ts";
import type { ReplaySwitches } from "./switches.ts";

/** The version of the format that is written and read. */
export const faultyRunSchemaVersion = 1;

/** One thing that is observed of a configuration: `Payment.balance` and its value as text. */
export interface Observed {
  readonly place: string;
  readonly value: string;
}

export interface RecordedStep {
  /** Its place among the possible steps, from 0. */
  readonly index: number;
  readonly text: string;
  readonly isFault: boolean;
}

/** Steps, and what is observed behind the last. */
export interface RecordedSteps {
  readonly steps: readonly RecordedStep[];
  readonly end: readonly Observed[];
}

/** A run of a machine, without the program that it is of. */
export interface RecordedRun extends RecordedSteps {
  readonly switches: ReplaySwitches;
  /** Concurrent runs of the choreography. */
  readonly sessions: number;
  readonly clauses: readonly (FaultClause | RuntimeFault)[];
  /** The place of the initial configuration among all, from 0, and what is observed in it. */
  readonly beginning: { readonly index: number; readonly fields: readonly Observed[] };
  /** The other run from the same beginning, where it takes two. */
  readonly other?: RecordedSteps;
}

/** A run with its program. */
export interface FaultyRunFile {
  readonly program: { readonly file: string; readonly hash: string };
  readonly subject: string;
  /** The item that it is about; absent for a run that nothing is claimed of. */
  readonly property?: string;
  /** Sentences: what is wrong with it. */
  readonly shows: readonly string[];
  readonly run: RecordedRun;
}

/** The run as JSON text that ends in a newline. Equal runs give equal texts. Linear. */
export function encodeFaultyRun({ program, subject, property, shows, run }: FaultyRunFile): string {
  const { switches, sessions, clauses, beginning, steps, end, other } = run;
  const lines = [
    encodedMember("schemaVersion", faultyRunSchemaVersion),
    encodedMember("kind", "faulty-run"),
    encodedMember("program", { file: program.file, hash: program.hash }),
    encodedMember("subject", subject),
    encodedMember("property", property ?? null),
    encodedMember("switches", { ...switches }),
    encodedMember("sessions", sessions),
    encodedMember("faults", clauses.map(encodeClause)),
    encodedMember("beginning", { index: beginning.index, fields: beginning.fields.map(encodeObserved) }),
    encodedSteps("steps", steps),
    encodedMember("end", end.map(encodeObserved)),
    encodedMember("shows", shows),
    ...(other === undefined ? [] : [encodedSteps("otherSteps", other.steps), encodedMember("otherEnd", other.end.map(encodeObserved))]),
  ];
  return `{\n${lines.join(",\n")}\n}\n`;
}

function encodedSteps(name: string, steps: readonly RecordedStep[]): string {
  if (steps.length === 0) return `  "${name}": []`;
  return `  "${name}": [\n${steps.map(({ index, text, isFault }) => `    ${JSON.stringify({ index, text, isFault })}`).join(",\n")}\n  ]`;
}

function encodeObserved({ place, value }: Observed): Json {
  return [place, value];
}

function encodeClause(clause: FaultClause | RuntimeFault): Json {
  const { kind } = clause;
  const most = clause.atMost === undefined ? {} : { atMost: clause.atMost };
  switch (kind) {
    case "crash":
      return { kind, roles: clause.roles, restarts: clause.restarts, ...most };
    case "exception":
      return { kind, roles: clause.roles, ...most };
    case "restart-broker":
      return { kind, ...most };
    case "partition":
      return { kind, from: clause.from, to: clause.to, ...most };
    case "lose":
    case "duplicate":
    case "reorder":
    case "delay":
      return {
        kind,
        ...(clause.from === undefined ? {} : { from: clause.from }),
        ...(clause.to === undefined ? {} : { to: clause.to }),
        ...(clause.label === undefined ? {} : { label: clause.label }),
        ...most,
      };
    default:
      return assertNever(kind);
  }
}
