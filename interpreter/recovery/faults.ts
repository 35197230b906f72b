/** What goes wrong, as steps of the replay machine: fault clauses with their budgets (docs/sagas.md). A crash takes what is volatile and leaves what is durable. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { FaultClause, FaultModel, Role, RuntimeFault } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { participantName, participantOf, withParticipant, withoutCompensation } from "./configuration.ts";
import type { Participant, ReplayConfiguration, Run } from "./configuration.ts";
import type { ReplayStep } from "./labels.ts";
import type { ReplayParts } from "./parts.ts";
import { pairOf } from "./run-steps.ts";

type Step = ReplayStep<ReplayConfiguration>;

/** A clause about what every network knows, or about the machine alone. */
type Clause = FaultClause | RuntimeFault;
type Begin = (role: Role, participant: Participant) => Run;

/** The clauses of a fault model in the order in which their budgets are counted. */
export function clausesOf(faults: FaultModel | undefined): readonly Clause[] {
  return faults === undefined ? [] : [...faults.clauses, ...(faults.ofRuntime ?? [])];
}

/** The fault model with these clauses. */
export function faultsOf(name: string, clauses: readonly Clause[]): FaultModel {
  const isOfRuntime = (clause: Clause): clause is RuntimeFault => ["exception", "restart-broker", "delay", "partition"].includes(clause.kind);
  const [others, ofRuntime] = [clauses.filter((clause): clause is FaultClause => !isOfRuntime(clause)), clauses.filter(isOfRuntime)];
  return { name, clauses: others, ofRuntime, span: nowhere };
}

/** The faults that may happen now, clause by clause. A fault that changes nothing is none. */
export function faultSteps(parts: ReplayParts, configuration: ReplayConfiguration, begin: Begin, ordinary: readonly Step[]): readonly Step[] {
  return parts.clauses.flatMap((clause, index) => {
    const { atMost } = clause;
    if (atMost !== undefined && (configuration.spent[index] ?? 0) >= atMost) return [];
    const spend = (target: ReplayConfiguration): ReplayConfiguration =>
      atMost === undefined ? target : { ...target, spent: target.spent.with(index, (target.spent[index] ?? 0) + 1) };
    return stepsOf(parts, configuration, clause, index, begin, ordinary).map((step) => ({ ...step, target: spend(step.target) }));
  });
}

function stepsOf(
  parts: ReplayParts,
  configuration: ReplayConfiguration,
  clause: Clause,
  index: number,
  begin: Begin,
  ordinary: readonly Step[],
): readonly Step[] {
  switch (clause.kind) {
    case "crash":
      return clause.roles.flatMap((role): readonly Step[] => {
        if (!parts.roles.includes(role) || configuration.gone.has(role)) return [];
        const target = crashed(parts, configuration, role, clause.restarts, begin);
        return target === undefined ? [] : [{ label: { kind: "crash", role, session: 1, permanently: !clause.restarts, clause: index }, target }];
      });
    case "lose":
      return parts.switches.confirm === "on" ? [] : losses(clause, index, configuration, ordinary);
    case "duplicate":
    case "reorder":
      return parts.switches.delivery === "sequenced" ? [] : inQueues(parts, configuration, clause, index);
    case "exception":
      return participantsOf(parts, configuration, clause.roles).flatMap(({ role, session, name, participant }): readonly Step[] => {
        const after = thrown(parts, role, participant, begin);
        if (after === undefined) return [];
        const participants = new Map(configuration.participants).set(name, after);
        return [{ label: { kind: "exception", role, session, clause: index }, target: { ...configuration, participants } }];
      });
    case "restart-broker": {
      if (parts.switches.queue === "durable" && parts.switches.messages === "persistent") return [];
      const participants = new Map(
        [...configuration.participants].map(([name, one]) => [name, { ...one, inbox: [], isTold: one.isTold && one.compensating !== undefined }]),
      );
      const [role = ""] = parts.roles;
      return [{ label: { kind: "restart-broker", role, session: 1, clause: index }, target: { ...configuration, participants } }];
    }
    case "partition": {
      const pair = pairOf(clause.from, clause.to);
      if (configuration.parted.has(pair)) return [];
      return [
        {
          label: { kind: "part", from: clause.from, role: clause.to, session: 1, clause: index },
          target: { ...configuration, parted: new Set([...configuration.parted, pair]) },
        },
      ];
    }
    case "delay":
      // A message may be late anyway.
      return [];
    default:
      return assertNever(clause);
  }
}

function participantsOf(
  parts: ReplayParts,
  configuration: ReplayConfiguration,
  roles: readonly Role[],
): readonly { readonly role: Role; readonly session: number; readonly name: string; readonly participant: Participant }[] {
  return roles
    .filter((role) => parts.roles.includes(role) && !configuration.gone.has(role))
    .flatMap((role) =>
      Array.from({ length: parts.sessions }, (_, before) => {
        const name = participantName(role, before + 1);
        return { role, session: before + 1, name, participant: participantOf(configuration, name) };
      }),
    );
}

/** A participant whose run ends in an exception, which the process survives; or its compensation does. Undefined where nothing runs. */
function thrown({ switches }: ReplayParts, role: Role, participant: Participant, begin: Begin): Participant | undefined {
  if (participant.compensating !== undefined) {
    const ended = withoutCompensation(participant);
    return switches.retries === "on" ? ended : { ...ended, isTold: false };
  }
  if (participant.runs.length === 0 || participant.status !== "started") return undefined;
  return switches.exceptions === "restart" ? { ...participant, runs: [begin(role, participant)], received: new Map() } : { ...participant, runs: [] };
}

/** All sessions of a role lose what is volatile; those that began start again, and those that failed go on compensating. Undefined where nothing changes. */
function crashed(parts: ReplayParts, configuration: ReplayConfiguration, role: Role, restarts: boolean, begin: Begin): ReplayConfiguration | undefined {
  if (!restarts) return { ...configuration, gone: new Set([...configuration.gone, role]) };
  const participants = new Map(configuration.participants);
  let isChanged = false;
  for (let session = 1; session <= parts.sessions; session += 1) {
    const name = `${role}#${String(session)}`;
    const before = participantOf(configuration, name);
    const after = fallen(parts, role, before, begin);
    if (after === undefined) continue;
    participants.set(name, after);
    isChanged = true;
  }
  return isChanged ? { ...configuration, participants } : undefined;
}

/** A participant after a crash. */
function fallen(parts: ReplayParts, role: Role, before: Participant, begin: Begin): Participant | undefined {
  const { switches } = parts;
  const lost = switches.queue === "volatile" && before.inbox.length > 0;
  const hasBegun =
    before.status !== "unborn" && (before.runs.length > 0 || before.compensating !== undefined || (before.status === "started" && before.isKnown));
  if (!hasBegun && !lost) return undefined;
  const isStarted = before.status === "started";
  return {
    ...withoutCompensation(before),
    inbox: lost ? [] : before.inbox,
    runs: isStarted ? [begin(role, before)] : [],
    received: new Map(),
    isKnown: isStarted ? switches.recovery === "single-flight" : before.isKnown,
  };
}

/** A send that is not confirmed, and forgotten. */
function losses(
  clause: Extract<FaultClause, { kind: "lose" | "duplicate" | "reorder" }>,
  index: number,
  configuration: ReplayConfiguration,
  ordinary: readonly Step[],
): readonly Step[] {
  return ordinary.flatMap(({ label, target, site }): readonly Step[] => {
    if (label.kind !== "step" || label.label.kind !== "send" || !concerns(clause, label.label.from, label.label.to, label.label.label)) return [];
    const name = `${label.label.to}#${String(label.session)}`;
    const { inbox, arrived } = participantOf(configuration, name);
    const lost = withParticipant(target, name, { inbox, arrived });
    return [
      {
        label: { kind: "lose", role: label.role, session: label.session, to: label.label.to, label: label.label, clause: index },
        target: lost,
        ...(site === undefined ? {} : { site }),
      },
    ];
  });
}

function concerns(
  { from, to, label }: Extract<FaultClause, { kind: "lose" | "duplicate" | "reorder" }>,
  sender: Role,
  receiver: Role,
  message: string,
): boolean {
  return (from === undefined || from === sender) && (to === undefined || to === receiver) && (label === undefined || label === message);
}

/** Messages that come twice, or in another order, where they are not numbered. */
function inQueues(
  parts: ReplayParts,
  configuration: ReplayConfiguration,
  clause: Extract<FaultClause, { kind: "lose" | "duplicate" | "reorder" }>,
  index: number,
): readonly Step[] {
  return parts.roles.flatMap((role) =>
    Array.from({ length: parts.sessions }, (_, before) => before + 1).flatMap((session) => {
      const name = `${role}#${String(session)}`;
      const { inbox, arrived, received } = participantOf(configuration, name);
      return inbox.flatMap((letter): readonly Step[] => {
        const isWaiting = letter.number > (received.get(letter.from) ?? 0);
        if (!isWaiting || !concerns(clause, letter.from, role, letter.label)) return [];
        const common = { role, session, from: letter.from, number: letter.number, clause: index };
        if (clause.kind === "duplicate") {
          const count = (arrived.get(letter.from) ?? 0) + 1;
          const target = withParticipant(configuration, name, {
            inbox: [...inbox, { ...letter, number: count }],
            arrived: new Map(arrived).set(letter.from, count),
          });
          return [{ label: { kind: "duplicate", ...common }, target }];
        }
        const next = inbox.find((other) => other.from === letter.from && other.number === letter.number + 1);
        if (next === undefined) return [];
        const swapped = inbox.map((each) => (each === letter ? { ...next, number: letter.number } : each === next ? { ...letter, number: next.number } : each));
        return [{ label: { kind: "reorder", ...common }, target: withParticipant(configuration, name, { inbox: swapped }) }];
      });
    }),
  );
}
