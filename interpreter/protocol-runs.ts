/**
 * Evidence against protocols as JSON text: a pair of runs that a role cannot tell apart, as `verify` reports it and `replay` reads it. Canonical, one event to
 * a line. The format is docs/schema/runs-1.json.
 */
import type { Role } from "../calculus/core/index.ts";
import type { IndistinguishableRuns, SplitEvent } from "../calculus/protocols/index.ts";
import { decodeName } from "./decode-value.ts";
import type { Json } from "./encode-trace.ts";
import type { Found, Reading } from "./json-reader.ts";
import { items, members, natural, oneOf, readJson, refuse, text } from "./json-reader.ts";

/** The version of the format that `encodeRuns` writes and `decodeRuns` reads. */
const runsSchemaVersion = 1;
/** Limits of what is read from a file: its length, its events, and each text. */
export const longFile: number = 64 * 1024 * 1024;
export const manyEvents: number = 1_000_000;
export const longMessage: number = 100_000;

/** A pair of runs with the program whose protocol, or choreography, it is about. */
export interface ProtocolRuns {
  readonly program: { readonly file: string; readonly hash: string };
  readonly subject: string;
  readonly runs: IndistinguishableRuns;
}

/** The evidence as JSON text that ends in a newline. Equal evidence gives equal texts. Linear. */
export function encodeRuns({ program, subject, runs }: ProtocolRuns): string {
  const lines = [
    encodedMember("schemaVersion", runsSchemaVersion),
    encodedMember("kind", "indistinguishable-runs"),
    encodedMember("program", { file: program.file, hash: program.hash }),
    encodedMember("subject", subject),
    encodedMember("claim", runs.claim),
    encodedMember("role", runs.role),
    encodedEvents("first", runs.first),
    encodedEvents("second", runs.second),
    encodedMember("step", encodeEvent(runs.step)),
  ];
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** Reads evidence of schema version 1; a text that is none is described by the place of its first mistake. */
export function decodeRuns(json: string): Reading<ProtocolRuns> {
  return readJson(json, longFile, (found) => {
    const member = members(found, ["schemaVersion", "kind", "program", "subject", "claim", "role", "first", "second", "step"]);
    if (natural(member("schemaVersion"), 0) !== runsSchemaVersion) refuse(member("schemaVersion"), `expected ${runsSchemaVersion}, runs of this version`);
    oneOf(member("kind"), ["indistinguishable-runs"]);
    const program = members(member("program"), ["file", "hash"]);
    return {
      program: { file: text(program("file"), longMessage), hash: text(program("hash"), 200) },
      subject: decodeName(member("subject")),
      runs: {
        claim: oneOf(member("claim"), ["send-coherent", "receive-coherent", "no-mixed-choice", "sink-final"]),
        role: decodeName(member("role")),
        first: items(member("first"), manyEvents).map(decodeEvent),
        second: items(member("second"), manyEvents).map(decodeEvent),
        step: decodeEvent(member("step")),
      },
    };
  });
}

/** A member of the object that a file is, on a line of its own. */
export function encodedMember(name: string, value: Json): string {
  return `  "${name}": ${JSON.stringify(value)}`;
}

/** A member that lists events, one to a line. */
export function encodedEvents(name: string, events: readonly SplitEvent[]): string {
  if (events.length === 0) return `  "${name}": []`;
  return `  "${name}": [\n${events.map((event) => `    ${JSON.stringify(encodeEvent(event))}`).join(",\n")}\n  ]`;
}

function encodeEvent({ kind, sender, receiver, message }: SplitEvent): {
  readonly kind: string;
  readonly from: Role;
  readonly to: Role;
  readonly message: string;
} {
  return { kind, from: sender, to: receiver, message };
}

/** Reads an event of a run. */
export function decodeEvent(found: Found): SplitEvent {
  const member = members(found, ["kind", "from", "to", "message"]);
  return {
    kind: oneOf(member("kind"), ["send", "receive"]),
    sender: decodeName(member("from")),
    receiver: decodeName(member("to")),
    message: text(member("message"), longMessage),
  };
}
