/** What every option is called, takes and means, and which options belong together. The command table picks from here. */

export interface OptionRow {
  readonly type: "string" | "boolean";
  readonly describe: string;
  /** How it is spelled where that is not its name: two commands may mean different things by one word. */
  readonly spelled?: string;
  /** The word for the value in the help. */
  readonly value?: string;
  readonly many?: true;
  /** Another name that is kept for those who know it; the help does not show it. */
  readonly hidden?: true;
}

export type OptionName =
  | "format"
  | "color"
  | "quiet"
  | "deterministic"
  | "debug"
  | "parser"
  | "root"
  | "from"
  | "bound"
  | "seed"
  | "timeout"
  | "whole-timeout"
  | "max-states"
  | "max-depth"
  | "memory"
  | "to"
  | "as"
  | "compare-as"
  | "protocol"
  | "up-to"
  | "subject"
  | "with"
  | "observe"
  | "divergence"
  | "minimize"
  | "state-property"
  | "context"
  | "role"
  | "property"
  | "choreography"
  | "scheduler"
  | "schedule"
  | "network"
  | "network-model"
  | "on"
  | "faults"
  | "fault"
  | "crashes"
  | "fault-frontier"
  | "replay-property"
  | "crash-role"
  | "fairness"
  | "max-k"
  | "engine"
  | "solver"
  | "smt-dir"
  | "core"
  | "check-refinements"
  | "emit"
  | "prover"
  | "explore-engine"
  | "certify-engine"
  | "workers"
  | "reduction"
  | "approximate"
  | "search"
  | "traces"
  | "shrink"
  | "steps"
  | "check"
  | "write"
  | "ignore-expect"
  | "paranoid"
  | "derivation"
  | "runs"
  | "jobs";

export const optionTable: Readonly<Record<OptionName, OptionRow>> = {
  format: { type: "string", value: "pretty|json", describe: "how the result is written" },
  color: { type: "string", value: "auto|always|never", describe: "colour; auto asks the terminal and NO_COLOR" },
  quiet: { type: "boolean", describe: "findings only, no progress" },
  deterministic: { type: "boolean", describe: "the same bytes everywhere: no wall-clock limit, nothing about this machine" },
  debug: { type: "boolean", describe: "the stack of an internal error" },
  parser: { type: "string", value: "default|reference", describe: "reference: the readable grammar instead of the fast parser" },
  root: { type: "string", value: "DIR", describe: "imports stay inside DIR (default: the nearest directory with package.json or .git)" },
  from: { type: "string", value: "FORMAT", describe: "the named files are of this format, whatever their endings" },
  seed: { type: "string", value: "N", describe: "where chance starts, decimal or 0x…" },
  timeout: { type: "string", value: "SECONDS", describe: "wall-clock limit per file" },
  "whole-timeout": { type: "string", spelled: "timeout", value: "SECONDS", describe: "wall-clock limit; what is not reached by then is undecided" },
  "max-states": { type: "string", value: "N", describe: "states explored per judgement" },
  "max-depth": { type: "string", value: "N", describe: "at most N steps from the initial state" },
  memory: { type: "string", value: "MIB", describe: "memory for exploration" },
  bound: {
    type: "string",
    value: "N",
    describe:
      "for --to aut: queues of at most N messages; 0 is synchronous communication (default 1). For --to promela: room for N in queues without bound (default 8)",
  },
  to: { type: "string", value: "FORMAT", describe: "the notation of the result" },
  as: { type: "string", value: "FORMAT", describe: "what the result is written as" },
  "compare-as": { type: "string", spelled: "as", value: "protocol", describe: "what is compared" },
  protocol: { type: "string", value: "NAME", describe: "this protocol, in a file that declares several" },
  "up-to": {
    type: "string",
    value: "strong|branching|weak|traces|inclusion",
    describe: "compare systems, up to this bisimilarity, by equal traces, or whether every trace of the first is one of the second",
  },
  subject: {
    type: "string",
    value: "PHRASE",
    describe: "what is meant in the file: [choreography] NAME [on NETWORK] [under FAULTS], as expectations name it (default: the entry, or the only system)",
  },
  with: { type: "string", value: "PHRASE", describe: "with --up-to: the second subject, in the second file or the same" },
  observe: {
    type: "string",
    value: "events|messages|labels|all",
    describe: "what is seen of steps: sends and receives, sends only, neither's values, everything",
  },
  divergence: { type: "boolean", describe: "for branching and weak: it is seen that a system can go on in silence for ever" },
  "state-property": { type: "string", spelled: "property", value: "NAME", describe: "this property or built-in item only" },
  minimize: { type: "string", value: "strong|branching|weak", describe: "the smallest graph that is equivalent" },
  context: { type: "string", value: "NAME", describe: "this context, system or protocol instead of the only one" },
  role: { type: "string", value: "ROLE", describe: "this role only; may be repeated", many: true },
  property: { type: "string", value: "NAME", describe: "this property or built-in item only, with its counterexample drawn" },
  choreography: { type: "string", value: "NAME", describe: "this choreography, or for run this system, instead of the entry" },
  scheduler: { type: "string", value: "NAME", describe: "who moves next: head-first, round-robin, random, starving:ROLE, script:0,2,1 or interactive" },
  schedule: { type: "string", value: "FILE", describe: "follow the steps of a recorded trace instead of a scheduler" },
  network: { type: "boolean", describe: "run the projected network instead of the choreography" },
  "network-model": {
    type: "string",
    spelled: "network",
    value: "WORDS",
    describe: "judge on this network instead: fifo|mailbox|bag with bounded(n), lossy, duplicating; or synchronous",
  },
  on: { type: "string", value: "WORDS", describe: "the network has these queues: fifo|mailbox|bag with bounded(n), lossy, duplicating" },
  faults: { type: "string", value: "NAME", describe: "under this fault model of the file" },
  fault: {
    type: "string",
    value: "ROLE@STEP",
    describe: "on the machine that replays, crash the role before this step; also exception:ROLE@STEP (or ROLE#SESSION), broker@STEP; may be repeated",
    many: true,
  },
  crashes: { type: "string", value: "N", describe: "at most N crashes in all (default 1)" },
  "fault-frontier": { type: "boolean", describe: "for each property the smallest faults that break it" },
  "replay-property": { type: "string", spelled: "property", value: "NAME", describe: "this property of the machine only" },
  "crash-role": { type: "string", spelled: "role", value: "ROLE", describe: "this role may crash; may be repeated (default: all)", many: true },
  fairness: {
    type: "string",
    value: "no-fairness|weak-fairness|strong-fairness",
    describe: "which infinite runs count for them (default: as each property says)",
  },
  "max-k": { type: "string", value: "N", describe: "multiparty compatibility is tried with queues of 1 to N messages (default 5)" },
  engine: {
    type: "string",
    value: "auto|head-first|rules|explicit|smt|all",
    describe:
      "what looks at runs: head first where that is exact, the rules of the calculus, code generated for the system, a solver, or each of them, which must agree (default: auto)",
  },
  solver: {
    type: "string",
    value: "auto|wasm|z3|cvc5|all",
    describe: "who is asked where data has no bounds: z3 of this machine if there is one (auto), the embedded z3 (wasm), or all of them, which must agree",
  },
  prover: {
    type: "string",
    value: "auto|smt|exhaustive|both",
    describe: "a solver, all values one by one, the second where the first has no answer (auto), or both, which must agree",
  },
  "explore-engine": {
    type: "string",
    spelled: "engine",
    value: "auto|rules|explicit",
    describe: "what looks at all interleavings: the rules of the calculus, or code generated for the system (auto: small ones by the rules)",
  },
  "certify-engine": {
    type: "string",
    spelled: "engine",
    value: "auto|smt",
    describe: "what the certificate is: the set of all states (auto), or inductive invariants, for data without bounds (smt)",
  },
  workers: { type: "string", value: "N", describe: "threads of the engine explicit (default 1); the result does not depend on them" },
  reduction: {
    type: "string",
    value: "none|all|LIST",
    describe: "what the engine explicit leaves out: persistent, symmetry, dead-variables, with commas between them (default: none)",
  },
  approximate: {
    type: "string",
    value: "bitstate|hash-compaction",
    describe: "the engine explicit keeps hashes instead of states: less memory, and what holds is verified up to a probability",
  },
  search: {
    type: "string",
    value: "breadth-first|depth-first",
    describe: "the order in which the engine explicit looks at states; depth first runs are not the shortest (default: breadth-first)",
  },
  "smt-dir": { type: "string", value: "DIR", describe: "write each question to a solver to a file NAME-HASH.smt2 in DIR" },
  "check-refinements": { type: "boolean", describe: "what is received, assigned or passed to a place of a refined type is asserted to satisfy the refinement" },
  core: { type: "boolean", describe: "of what a solver proves: the statements, initial values and contracts that the proof needs" },
  emit: {
    type: "string",
    value: "smt2|horn",
    describe: "instead of judging: what solvers are asked first, as SMT-LIB, for the steps of 1-induction or as Horn clauses",
  },
  traces: { type: "string", value: "DIR", describe: "write each counterexample to a file in DIR, for replay" },
  shrink: { type: "boolean", describe: "print the smallest trace that ends in the same way" },
  steps: { type: "string", value: "N", describe: "the same as --max-depth", hidden: true },
  check: { type: "boolean", describe: "write nothing; exit 1 if a file is not formatted" },
  write: { type: "boolean", describe: "write the result back to the file" },
  "ignore-expect": { type: "boolean", describe: "raw verdicts: expectations are not judged" },
  paranoid: { type: "boolean", describe: "decide twice, head-first and in the network, and compare" },
  derivation: { type: "string", value: "text|latex|json", describe: "instead of the report, the derivations of the processes that are well typed" },
  runs: { type: "string", value: "N", describe: "cases per theorem (default 500)" },
  jobs: { type: "string", value: "N", describe: "parallel processes (default: the number of processors)" },
};

/** The option as it is written behind `--`. */
export function spelling(name: OptionName): string {
  return optionTable[name].spelled ?? name;
}

/** Options that every command takes. */
export const everywhere: readonly OptionName[] = ["format", "color", "quiet", "deterministic", "debug"];

/** Options of the commands that read `.choreo` files. */
export const reading: readonly OptionName[] = ["parser", "root"];

/** Bounds on exploration. */
export const bounds: readonly OptionName[] = ["timeout", "max-states", "max-depth", "memory"];
