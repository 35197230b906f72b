/** The options of all commands, read once from the command line into one record with checked values. Numbers that are counts are numbers, seeds are bigint. */
import type { SolverName } from "../checker/index.ts";
import { networkWords, readNetwork } from "../calculus/core/index.ts";
import { UsageError } from "./usage-error.ts";

export interface Options {
  readonly format: "pretty" | "json";
  readonly color: "auto" | "always" | "never";
  readonly quiet: boolean;
  readonly deterministic: boolean;
  readonly debug: boolean;
  readonly parser: "default" | "reference";
  readonly root?: string;
  /** The format of the named files, an ending without its dot. */
  readonly from?: string;
  readonly seed?: bigint;
  /** Seconds. */
  readonly timeout?: number;
  readonly maxStates?: number;
  readonly maxDepth?: number;
  /** Messages in a queue, 0 for synchronous communication. */
  readonly bound?: number;
  /** Mebibytes. */
  readonly memory?: number;
  readonly to?: string;
  readonly as?: string;
  readonly protocol?: string;
  readonly upTo?: string;
  readonly subject?: string;
  readonly with?: string;
  readonly observe?: string;
  readonly minimize?: string;
  readonly divergence: boolean;
  readonly context?: string;
  readonly roles: readonly string[];
  readonly property?: string;
  readonly choreography?: string;
  readonly scheduler?: string;
  readonly schedule?: string;
  readonly network: boolean;
  /** `--network` where it takes a value, or `--on`: words of a network in their standard form, or `synchronous`. */
  readonly networkModel?: string;
  readonly faults?: string;
  /** As written: `Payment@3`. */
  readonly fault: readonly string[];
  readonly crashes?: number;
  readonly faultFrontier: boolean;
  readonly fairness?: "no-fairness" | "weak-fairness" | "strong-fairness";
  readonly maxK?: number;
  readonly engine?: "auto" | "head-first" | "rules" | "explicit" | "smt" | "all";
  readonly solver?: SolverName;
  readonly prover?: "auto" | "smt" | "exhaustive" | "both";
  readonly workers?: number;
  readonly approximate?: "bitstate" | "hash-compaction";
  readonly search?: "breadth-first" | "depth-first";
  /** Names of reductions; empty for none. */
  readonly reduction?: readonly ReductionName[];
  readonly smtDir?: string;
  readonly core: boolean;
  readonly checkRefinements: boolean;
  readonly emit?: "smt2" | "horn";
  readonly traces?: string;
  readonly shrink: boolean;
  readonly check: boolean;
  readonly write: boolean;
  readonly ignoreExpect: boolean;
  readonly paranoid: boolean;
  readonly derivation?: "text" | "latex" | "json";
  readonly runs?: number;
  readonly jobs?: number;
}

/** The reductions of docs/reductions.md that can be chosen. */
export const reductionNames = ["persistent", "symmetry", "dead-variables"] as const;
export type ReductionName = (typeof reductionNames)[number];

/** What yargs found, before it is checked. */
export type RawOptions = Readonly<Record<string, unknown>>;

function text(raw: RawOptions, name: string): string | undefined {
  const value = raw[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new UsageError(`option --${name} is given more than once`);
  if (typeof value !== "string" || value === "") throw new UsageError(`option --${name} needs a value`);
  return value;
}

function flag(raw: RawOptions, name: string): boolean {
  const value = raw[name];
  if (Array.isArray(value)) throw new UsageError(`option --${name} is given more than once`);
  return value === true;
}

/** The values of an option that may be repeated. */
function many(raw: RawOptions, name: string): readonly string[] {
  const values = raw[name];
  return values === undefined ? [] : (Array.isArray(values) ? values : [values]).map(String);
}

/** A positive whole number of at most 15 digits. */
function count(raw: RawOptions, name: string): number | undefined {
  const value = text(raw, name);
  if (value === undefined) return undefined;
  if (!/^[0-9]{1,15}$/.test(value) || Number(value) === 0) throw new UsageError(`option --${name} needs a positive whole number, not \`${value}\``);
  return Number(value);
}

/** `--max-depth`, which `run` also knows as `--steps`. */
function maxDepth(raw: RawOptions): number | undefined {
  const [depth, steps] = [count(raw, "max-depth"), count(raw, "steps")];
  if (depth !== undefined && steps !== undefined) throw new UsageError("options --max-depth and --steps mean the same; give one");
  return depth ?? steps;
}

/** Seconds: a positive decimal number. */
function seconds(raw: RawOptions, name: string): number | undefined {
  const value = text(raw, name);
  if (value === undefined) return undefined;
  if (!/^[0-9]{1,9}(?:[.][0-9]{1,6})?$/.test(value) || Number(value) === 0)
    throw new UsageError(`option --${name} needs a positive number of seconds, not \`${value}\``);
  return Number(value);
}

/** A seed: a whole number, decimal or `0x…`, below 2⁶⁴. */
function seed(raw: RawOptions): bigint | undefined {
  const value = text(raw, "seed");
  if (value === undefined) return undefined;
  if (!/^(?:[0-9]{1,20}|0x[0-9a-fA-F]{1,16})$/.test(value) || BigInt(value) >= 1n << 64n) {
    throw new UsageError(`option --seed needs a whole number below 2^64, not \`${value}\``);
  }
  return BigInt(value);
}

function oneOf<Choice extends string>(raw: RawOptions, name: string, choices: readonly [Choice, ...Choice[]]): Choice {
  const value = text(raw, name);
  if (value === undefined) return choices[0];
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new UsageError(`option --${name} is one of ${choices.join(", ")}, not \`${value}\``);
  return choice;
}

/** `--network`, which names a network for `verify` and is a flag for `run`, where `--on` names one. */
function networkModel(raw: RawOptions): string | undefined {
  const name = typeof raw["network"] === "string" ? "network" : "on";
  const written = typeof raw[name] === "string" ? text(raw, name) : undefined;
  if (written === undefined || (written === "synchronous" && name === "network")) return written;
  const reading = readNetwork(written);
  if (reading.ok) return networkWords(reading.network);
  const what = reading.because === "unknown" ? "is no word of a network" : "says again, or otherwise, what another word says";
  throw new UsageError(`option --${name}: \`${reading.word}\` ${what}; networks are fifo, mailbox, bag, each also bounded(n), lossy, duplicating`);
}

/** The largest number of messages in a queue for which multiparty compatibility may be tried. */
const largestK = 10_000;

function maxK(raw: RawOptions): number | undefined {
  const value = count(raw, "max-k");
  if (value !== undefined && value > largestK) throw new UsageError(`option --max-k is at most ${String(largestK)}, not \`${String(value)}\``);
  return value;
}

/** More threads than this are of no use on any machine that we know. */
const mostWorkers = 64;

function workers(raw: RawOptions): number | undefined {
  const value = count(raw, "workers");
  if (value !== undefined && value > mostWorkers) throw new UsageError(`option --workers is at most ${String(mostWorkers)}, not \`${String(value)}\``);
  return value;
}

function reduction(raw: RawOptions): readonly ReductionName[] | undefined {
  const written = text(raw, "reduction");
  if (written === undefined || written === "none") return written === undefined ? undefined : [];
  if (written === "all") return reductionNames;
  const words = written.split(",");
  const unknown = words.find((word) => !reductionNames.some((name) => name === word));
  if (unknown !== undefined) throw new UsageError(`option --reduction: \`${unknown}\` is none of ${reductionNames.join(", ")}, all, none`);
  return reductionNames.filter((name) => words.includes(name));
}

/** As `oneOf`, for an option that asks for nothing when it is not given. */
function oneOfOrNone<Choice extends string>(raw: RawOptions, name: string, choices: readonly [Choice, ...Choice[]]): Choice | undefined {
  return text(raw, name) === undefined ? undefined : oneOf(raw, name, choices);
}

/** Leaves out what is undefined, so that optional properties are absent rather than undefined. */
function given<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };
}

/** Options of the engine `explicit` say nothing to the others; a reduced or approximate search does not know how deep a run of the whole system is. */
function refuseContradictions(raw: RawOptions): void {
  const engine = raw["engine"];
  for (const name of ["workers", "reduction", "approximate", "search"]) {
    if (raw[name] === undefined) continue;
    if (engine === "rules" || engine === "head-first" || engine === "smt") throw new UsageError(`option --${name} is for the engine explicit, not ${engine}`);
    if (name !== "workers" && (raw["max-depth"] !== undefined || raw["steps"] !== undefined))
      throw new UsageError(`options --${name} and --max-depth exclude each other`);
  }
  if (raw["reduction"] !== undefined && raw["reduction"] !== "none" && raw["approximate"] !== undefined)
    throw new UsageError("options --reduction and --approximate exclude each other");
  for (const name of ["workers", "approximate"])
    if (raw["search"] === "depth-first" && raw[name] !== undefined) throw new UsageError(`options --search and --${name} exclude each other`);
}

/** Reads and checks all options. Throws `UsageError` for a value that an option does not take. */
export function readOptions(raw: RawOptions): Options {
  refuseContradictions(raw);
  return {
    format: oneOf(raw, "format", ["pretty", "json"]),
    color: oneOf(raw, "color", ["auto", "always", "never"]),
    parser: oneOf(raw, "parser", ["default", "reference"]),
    quiet: flag(raw, "quiet"),
    deterministic: flag(raw, "deterministic"),
    debug: flag(raw, "debug"),
    network: raw["network"] === true || (Array.isArray(raw["network"]) && flag(raw, "network")),
    shrink: flag(raw, "shrink"),
    divergence: flag(raw, "divergence"),
    check: flag(raw, "check"),
    write: flag(raw, "write"),
    ignoreExpect: flag(raw, "ignore-expect"),
    paranoid: flag(raw, "paranoid"),
    core: flag(raw, "core"),
    checkRefinements: flag(raw, "check-refinements"),
    faultFrontier: flag(raw, "fault-frontier"),
    roles: many(raw, "role"),
    fault: many(raw, "fault"),
    ...given({
      root: text(raw, "root"),
      from: text(raw, "from"),
      seed: seed(raw),
      timeout: seconds(raw, "timeout"),
      maxStates: count(raw, "max-states"),
      maxDepth: maxDepth(raw),
      memory: count(raw, "memory"),
      bound: text(raw, "bound") === "0" ? 0 : count(raw, "bound"),
      to: text(raw, "to"),
      as: text(raw, "as"),
      protocol: text(raw, "protocol"),
      upTo: text(raw, "up-to"),
      subject: text(raw, "subject"),
      with: text(raw, "with"),
      observe: text(raw, "observe"),
      minimize: text(raw, "minimize"),
      context: text(raw, "context"),
      property: text(raw, "property"),
      derivation: oneOfOrNone(raw, "derivation", ["text", "latex", "json"]),
      networkModel: networkModel(raw),
      faults: text(raw, "faults"),
      crashes: count(raw, "crashes"),
      fairness: oneOfOrNone(raw, "fairness", ["no-fairness", "weak-fairness", "strong-fairness"]),
      maxK: maxK(raw),
      engine: oneOfOrNone(raw, "engine", ["auto", "head-first", "rules", "explicit", "smt", "all"]),
      solver: oneOfOrNone(raw, "solver", ["auto", "wasm", "z3", "cvc5", "all"]),
      prover: oneOfOrNone(raw, "prover", ["auto", "smt", "exhaustive", "both"]),
      workers: workers(raw),
      reduction: reduction(raw),
      approximate: oneOfOrNone(raw, "approximate", ["bitstate", "hash-compaction"]),
      search: oneOfOrNone(raw, "search", ["breadth-first", "depth-first"]),
      smtDir: text(raw, "smt-dir"),
      emit: oneOfOrNone(raw, "emit", ["smt2", "horn"]),
      traces: text(raw, "traces"),
      choreography: text(raw, "choreography"),
      scheduler: text(raw, "scheduler"),
      schedule: text(raw, "schedule"),
      runs: count(raw, "runs"),
      jobs: count(raw, "jobs"),
    }),
  };
}
