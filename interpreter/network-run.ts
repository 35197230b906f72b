/**
 * A run of communicating automata as JSON text, as `verify` reports it and `replay` reads it: what happens once, and what is then repeated for ever. Canonical,
 * one event to a line. The format is docs/schema/network-run-1.json.
 */
import type { SplitEvent } from "../calculus/protocols/index.ts";
import { decodeName } from "./decode-value.ts";
import type { Reading } from "./json-reader.ts";
import { items, members, natural, oneOf, readJson, refuse, text } from "./json-reader.ts";
import { decodeEvent, encodedEvents, encodedMember, longFile, longMessage, manyEvents } from "./protocol-runs.ts";

/** The version of the format that `encodeNetworkRun` writes and `decodeNetworkRun` reads. */
const networkRunSchemaVersion = 1;

/** A run with the program whose context, protocol or system it is of. */
export interface NetworkRun {
  readonly program: { readonly file: string; readonly hash: string };
  readonly subject: string;
  readonly network: "fifo" | "synchronous";
  readonly prefix: readonly SplitEvent[];
  /** Empty for a run that ends. */
  readonly cycle: readonly SplitEvent[];
}

/** The run as JSON text that ends in a newline. Equal runs give equal texts. Linear. */
export function encodeNetworkRun({ program, subject, network, prefix, cycle }: NetworkRun): string {
  const lines = [
    encodedMember("schemaVersion", networkRunSchemaVersion),
    encodedMember("kind", "network-run"),
    encodedMember("program", { file: program.file, hash: program.hash }),
    encodedMember("subject", subject),
    encodedMember("network", network),
    encodedEvents("prefix", prefix),
    encodedEvents("cycle", cycle),
  ];
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** Reads a run of schema version 1; a text that is none is described by the place of its first mistake. */
export function decodeNetworkRun(json: string): Reading<NetworkRun> {
  return readJson(json, longFile, (found) => {
    const member = members(found, ["schemaVersion", "kind", "program", "subject", "network", "prefix", "cycle"]);
    if (natural(member("schemaVersion"), 0) !== networkRunSchemaVersion) refuse(member("schemaVersion"), "expected 1, a run of this version");
    oneOf(member("kind"), ["network-run"]);
    const program = members(member("program"), ["file", "hash"]);
    return {
      program: { file: text(program("file"), longMessage), hash: text(program("hash"), 200) },
      subject: decodeName(member("subject")),
      network: oneOf(member("network"), ["fifo", "synchronous"]),
      prefix: items(member("prefix"), manyEvents).map(decodeEvent),
      cycle: items(member("cycle"), manyEvents).map(decodeEvent),
    };
  });
}
