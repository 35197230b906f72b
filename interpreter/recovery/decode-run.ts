/** Reading a recorded run of the replay machine (docs/schema/faulty-run-1.json): everything is checked, and what is wrong is named by its place. */
import type { FaultClause, ReplaySwitch, RuntimeFault } from "../../calculus/core/index.ts";
import { replaySwitches } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { decodeName } from "../decode-value.ts";
import type { Found, Reading } from "../json-reader.ts";
import { items, members, natural, oneOf, pair, readJson, refuse, text } from "../json-reader.ts";
import { longFile, longMessage, manyEvents } from "../protocol-runs.ts";
import { faultyRunSchemaVersion } from "./recorded-run.ts";
import type { FaultyRunFile, Observed, RecordedStep } from "./recorded-run.ts";
import { soundMachine } from "./switches.ts";
import type { ReplaySwitches } from "./switches.ts";

/** Limits of what is read, beside those of every file of this kind. */
const mostSessions = 64;
const manyClauses = 10_000;
const manyObservations = 100_000;

/** Reads a run of schema version 1; a text that is none is described by the place of its first mistake. */
export function decodeFaultyRun(json: string): Reading<FaultyRunFile> {
  return readJson(json, longFile, (found) => {
    const member = members(
      found,
      ["schemaVersion", "kind", "program", "subject", "property", "switches", "sessions", "faults", "beginning", "steps", "end", "shows"],
      ["otherSteps", "otherEnd"],
    );
    if (natural(member("schemaVersion"), 0) !== faultyRunSchemaVersion) refuse(member("schemaVersion"), "expected 1, a run of this version");
    oneOf(member("kind"), ["faulty-run"]);
    const program = members(member("program"), ["file", "hash"]);
    const beginning = members(member("beginning"), ["index", "fields"]);
    const property = member("property");
    const isPair = member("otherSteps").value !== undefined;
    if (isPair !== (member("otherEnd").value !== undefined)) refuse(found, "`otherSteps` and `otherEnd` belong together");
    return {
      program: { file: text(program("file"), longMessage), hash: text(program("hash"), 200) },
      subject: decodeName(member("subject")),
      ...(property.value === null ? {} : { property: decodeName(property) }),
      shows: items(member("shows"), manyObservations).map((sentence) => text(sentence, longMessage)),
      run: {
        switches: decodeSwitches(member("switches")),
        sessions: atMost(natural(member("sessions"), 1), mostSessions, member("sessions")),
        clauses: items(member("faults"), manyClauses).map(decodeClause),
        beginning: { index: natural(beginning("index"), 0), fields: decodeObserved(beginning("fields")) },
        steps: decodeSteps(member("steps")),
        end: decodeObserved(member("end")),
        ...(isPair ? { other: { steps: decodeSteps(member("otherSteps")), end: decodeObserved(member("otherEnd")) } } : {}),
      },
    };
  });
}

function atMost(count: number, most: number, found: Found): number {
  return count > most ? refuse(found, `more than ${String(most)}`) : count;
}

function decodeSwitches(found: Found): ReplaySwitches {
  const names = Object.keys(replaySwitches) as readonly ReplaySwitch[];
  const member = members(found, names);
  return { ...soundMachine, ...Object.fromEntries(names.map((name) => [name, oneOf(member(name), replaySwitches[name])])) };
}

function decodeSteps(found: Found): readonly RecordedStep[] {
  return items(found, manyEvents).map((item) => {
    const member = members(item, ["index", "text", "isFault"]);
    return { index: natural(member("index"), 0), text: text(member("text"), longMessage), isFault: oneOf(member("isFault"), [true, false]) };
  });
}

function decodeObserved(found: Found): readonly Observed[] {
  return items(found, manyObservations).map((item) => {
    const [place, value] = pair(item);
    return { place: text(place, longMessage), value: text(value, longMessage) };
  });
}

function decodeClause(found: Found): FaultClause | RuntimeFault {
  const kindOf = members(found, ["kind"], ["roles", "restarts", "from", "to", "label", "atMost"]);
  const kind = oneOf(kindOf("kind"), ["crash", "exception", "restart-broker", "partition", "lose", "duplicate", "reorder", "delay"]);
  const most = (at: Found): { readonly atMost?: number } => (at.value === undefined ? {} : { atMost: natural(at, 0) });
  switch (kind) {
    case "crash": {
      const member = members(found, ["kind", "roles", "restarts"], ["atMost"]);
      return { kind, roles: decodeRoles(member("roles")), restarts: oneOf(member("restarts"), [true, false]), ...most(member("atMost")), span: nowhere };
    }
    case "exception": {
      const member = members(found, ["kind", "roles"], ["atMost"]);
      return { kind, roles: decodeRoles(member("roles")), ...most(member("atMost")), span: nowhere };
    }
    case "restart-broker":
      return { kind, ...most(members(found, ["kind"], ["atMost"])("atMost")), span: nowhere };
    case "partition": {
      const member = members(found, ["kind", "from", "to"], ["atMost"]);
      return { kind, from: decodeName(member("from")), to: decodeName(member("to")), ...most(member("atMost")), span: nowhere };
    }
    default: {
      const member = members(found, ["kind"], ["from", "to", "label", "atMost"]);
      const [from, to, label] = [member("from"), member("to"), member("label")];
      return {
        kind,
        ...(from.value === undefined ? {} : { from: decodeName(from) }),
        ...(to.value === undefined ? {} : { to: decodeName(to) }),
        ...(label.value === undefined ? {} : { label: decodeName(label) }),
        ...most(member("atMost")),
        span: nowhere,
      };
    }
  }
}

function decodeRoles(found: Found): readonly string[] {
  return items(found, manyClauses).map(decodeName);
}
