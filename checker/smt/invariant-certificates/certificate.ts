/**
 * Certificates of what a solver has proved head first (docs/certificates.md, docs/schema/invariant-certificate-1.json): for each property an argument that anybody
 * can check again, with the inductive invariants as formulas of the language. What is read is checked in every part before it is believed to be one.
 */
import type { Fairness } from "../../../calculus/syntax/index.ts";

export const invariantCertificateVersion = 1;

export interface InvariantCertificate {
  readonly program: { readonly file: string; readonly hash: string };
  /** The choreography or system whose network it is, without faults. */
  readonly subject: string;
  /** The words of the network; absent: `fifo`. */
  readonly network?: string;
  /** The solver with which the proofs were found, as it calls itself. */
  readonly foundBy: string;
  readonly proofs: readonly Proof[];
}

export interface Proof {
  /** A built-in item or a declared property of the subject. */
  readonly property: string;
  /** About calls where calls nest without end, and nowhere else. */
  readonly argument: Argument | CallsArgument;
  /** For `finally` and `assert`: in which round, from 0, some run comes to a final state, or to an assertion. */
  readonly reached?: number;
  /**
   * It is about every interleaving, by the product of the processes and queues: where a queue has room for more, this many messages are looked at, and more are shown not to
   * wait. Absent: it is about the choreography head first.
   */
  readonly slots?: number;
  /** Of a property of whole runs: `argument` says then that no run ends without what it has to come to. */
  readonly wholeRuns?: WholeRuns;
}

/** That every run comes to something, under the fairness. */
export interface WholeRuns {
  readonly fairness: Fairness;
  /** That no run goes round for ever; absent where the argument says that every run is over. */
  readonly falls?: Falls;
  /** That choices have values, whoever is ignored; absent where every choice of the program has some. */
  readonly choices?: Argument;
  /** Of `leads to`: in which round, from 0, some run shows what leads to something. */
  readonly whenever?: number;
  /** Where assumptions may be false: in which round some run is over without a false one. */
  readonly kept?: number;
}

/** On every way from one cut point to the next one the tuple of measures falls: the first that changes falls, and is not negative before. */
export interface Falls {
  /** Of all runs, or of runs as far as what they have to come to. */
  readonly until: "end" | "aim";
  readonly sizes: Sizes;
  readonly invariants: readonly InvariantsAt[];
  /** Integers in the language's own syntax, as many at each cut point. One that has no value is 0. */
  readonly measures: readonly { readonly location: number; readonly where: string; readonly tuple: readonly string[] }[];
}

export type Argument =
  /** Every run is over after this round of loops and calls, from 0, and none shows the contrary. */
  | { readonly kind: "rounds"; readonly last: number }
  /**
   * The invariants hold whenever a run comes to their cut points, and what starts where they hold shows the contrary in no round: at once (k = 0), or in none that k
   * rounds without it come before, nor in the first k.
   */
  | { readonly kind: "induction"; readonly k: number; readonly sizes: Sizes; readonly invariants: readonly InvariantsAt[] };

/** Where calls nest without end, of which each has a machine: what holds whenever a run comes to cut points of these, and what calls leave. */
export interface CallsArgument {
  readonly kind: "calls";
  readonly sizes: Sizes;
  readonly said: readonly SaidAt[];
}

export interface SaidAt {
  /** 0: of the choreography. */
  readonly machine: number;
  /** Absent: it is a summary, of what a call is given (`A.x__given`) and of what it leaves (`A.x`). */
  readonly location?: number;
  readonly where: string;
  readonly formulas: readonly string[];
}

/** No list, and no set or map, that a variable holds at a cut point has more items. */
export interface Sizes {
  readonly list: number;
  readonly keyed: number;
}

export interface InvariantsAt {
  /** The number of the location in the machine of the choreography head first, or of the control state of the network. */
  readonly location: number;
  /** Where that is in the program, for readers. */
  readonly where: string;
  /** In the language's own syntax; each holds where it has a truth value. */
  readonly formulas: readonly string[];
}

/** As JSON with a proof in each line: equal certificates have equal bytes. */
export function encodeInvariantCertificate({ program, subject, network, foundBy, proofs }: InvariantCertificate): string {
  const about = network === undefined ? { subject } : { subject, network };
  const head = JSON.stringify({ invariantCertificate: invariantCertificateVersion, program, ...about, foundBy });
  return `${head.slice(0, -1)},\n"proofs":[\n${proofs.map((proof) => JSON.stringify(proof)).join(",\n")}\n]}\n`;
}

export type DecodedInvariantCertificate = { readonly ok: true; readonly certificate: InvariantCertificate } | { readonly ok: false; readonly reason: string };

/** More rounds, items and formulas than this are in no certificate. */
const most = { rounds: 1_000, slots: 16, items: 1_000, formulas: 10_000, measures: 100, text: 100_000 } as const;

/** Whether a text is to be read as one of these certificates. */
export function isInvariantCertificate(json: unknown): boolean {
  return fieldsOf(json)?.has("invariantCertificate") === true;
}

/** Reads a certificate, or says why the value is none that this version knows. */
export function decodeInvariantCertificate(json: unknown): DecodedInvariantCertificate {
  const no = (reason: string): DecodedInvariantCertificate => ({ ok: false, reason });
  const top = fieldsOf(json);
  if (top?.has("invariantCertificate") !== true) return no("it is no certificate");
  if (top.get("invariantCertificate") !== invariantCertificateVersion) return no(`it is of another version than ${String(invariantCertificateVersion)}`);
  const program = fieldsOf(top.get("program"));
  const [file, hash, subject, foundBy] = [program?.get("file"), program?.get("hash"), top.get("subject"), top.get("foundBy")].map(textOf);
  if (file === undefined || hash === undefined) return no("it names no program");
  if (subject === undefined || foundBy === undefined) return no("it names no subject, or no solver");
  const network = optional(top.get("network"), textOf);
  if (network === "wrong") return no("it names no network");
  const proofs = listOf(top.get("proofs"), proofOf);
  if (proofs === undefined) return no("its proofs are not of the form that this version knows");
  if (proofs.length === 0) return no("it claims nothing");
  if (new Set(proofs.map(({ property }) => property)).size < proofs.length) return no("it has two proofs of one property");
  return { ok: true, certificate: { program: { file, hash }, subject, ...(network === undefined ? {} : { network }), foundBy, proofs } };
}

function proofOf(json: unknown): Proof | undefined {
  const fields = fieldsOf(json);
  const [property, reached] = [textOf(fields?.get("property")), fields?.get("reached")];
  const argument = argumentOf(fields?.get("argument")) ?? callsArgumentOf(fields?.get("argument"));
  const [round, wholeRuns] = [optional(reached, roundOf), optional(fields?.get("wholeRuns"), wholeRunsOf)];
  const slots = optional(fields?.get("slots"), (one) => countOf(one, most.slots));
  if (property === undefined || argument === undefined || round === "wrong" || wholeRuns === "wrong" || slots === "wrong") return undefined;
  return {
    property,
    argument,
    ...(round === undefined ? {} : { reached: round }),
    ...(slots === undefined ? {} : { slots }),
    ...(wholeRuns === undefined ? {} : { wholeRuns }),
  };
}

const fairnesses: readonly Fairness[] = ["no-fairness", "weak-fairness", "strong-fairness"];

function wholeRunsOf(json: unknown): WholeRuns | undefined {
  const fields = fieldsOf(json);
  const fairness = fairnesses.find((one) => one === fields?.get("fairness"));
  const [falls, choices] = [optional(fields?.get("falls"), fallsOf), optional(fields?.get("choices"), argumentOf)];
  const [whenever, kept] = [optional(fields?.get("whenever"), roundOf), optional(fields?.get("kept"), roundOf)];
  if (fairness === undefined || falls === "wrong" || choices === "wrong" || whenever === "wrong" || kept === "wrong") return undefined;
  return {
    fairness,
    ...(falls === undefined ? {} : { falls }),
    ...(choices === undefined ? {} : { choices }),
    ...(whenever === undefined ? {} : { whenever }),
    ...(kept === undefined ? {} : { kept }),
  };
}

function fallsOf(json: unknown): Falls | undefined {
  const fields = fieldsOf(json);
  const until = (["end", "aim"] as const).find((one) => one === fields?.get("until"));
  const [sizes, invariants] = [sizesOf(fields?.get("sizes")), listOf(fields?.get("invariants"), invariantsOf)];
  const measures = listOf(fields?.get("measures"), (one) => {
    const [location, where, tuple] = [fieldsOf(one)?.get("location"), fieldsOf(one)?.get("where"), fieldsOf(one)?.get("tuple")];
    const [at, place, texts] = [countOf(location, Number.MAX_SAFE_INTEGER), textOf(where), listOf(tuple, textOf)];
    return at === undefined || place === undefined || texts === undefined || texts.length > most.measures
      ? undefined
      : { location: at, where: place, tuple: texts };
  });
  if (until === undefined || sizes === undefined || invariants === undefined || measures === undefined) return undefined;
  return { until, sizes, invariants, measures };
}

/** Undefined where there is nothing. */
function optional<Item>(json: unknown, itemOf: (json: unknown) => Item | undefined): Item | undefined | "wrong" {
  return json === undefined ? undefined : (itemOf(json) ?? "wrong");
}

function roundOf(json: unknown): number | undefined {
  return countOf(json, most.rounds);
}

function sizesOf(json: unknown): Sizes | undefined {
  const [list, keyed] = [countOf(fieldsOf(json)?.get("list"), most.items), countOf(fieldsOf(json)?.get("keyed"), most.items)];
  return list === undefined || keyed === undefined ? undefined : { list, keyed };
}

function argumentOf(json: unknown): Argument | undefined {
  const fields = fieldsOf(json);
  if (fields?.get("kind") === "rounds") {
    const last = countOf(fields.get("last"), most.rounds);
    return last === undefined ? undefined : { kind: "rounds", last };
  }
  if (fields?.get("kind") !== "induction") return undefined;
  const [k, sizes, invariants] = [countOf(fields.get("k"), most.rounds), sizesOf(fields.get("sizes")), listOf(fields.get("invariants"), invariantsOf)];
  if (k === undefined || sizes === undefined || invariants === undefined) return undefined;
  return { kind: "induction", k, sizes, invariants };
}

function callsArgumentOf(json: unknown): CallsArgument | undefined {
  const fields = fieldsOf(json);
  const [sizes, said] = [sizesOf(fields?.get("sizes")), listOf(fields?.get("said"), saidOf)];
  return fields?.get("kind") !== "calls" || sizes === undefined || said === undefined ? undefined : { kind: "calls", sizes, said };
}

function saidOf(json: unknown): SaidAt | undefined {
  const fields = fieldsOf(json);
  const machine = countOf(fields?.get("machine"), Number.MAX_SAFE_INTEGER);
  const location = optional(fields?.get("location"), (one) => countOf(one, Number.MAX_SAFE_INTEGER));
  const [where, formulas] = [textOf(fields?.get("where")), listOf(fields?.get("formulas"), textOf)];
  if (machine === undefined || location === "wrong" || where === undefined || formulas === undefined || formulas.length > most.formulas) return undefined;
  return { machine, ...(location === undefined ? {} : { location }), where, formulas };
}

function invariantsOf(json: unknown): InvariantsAt | undefined {
  const fields = fieldsOf(json);
  const [location, where, formulas] = [
    countOf(fields?.get("location"), Number.MAX_SAFE_INTEGER),
    textOf(fields?.get("where")),
    listOf(fields?.get("formulas"), textOf),
  ];
  if (location === undefined || where === undefined || formulas === undefined || formulas.length > most.formulas) return undefined;
  return { location, where, formulas };
}

function fieldsOf(json: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? new Map(Object.entries(json)) : undefined;
}

function textOf(json: unknown): string | undefined {
  return typeof json === "string" && json.length <= most.text ? json : undefined;
}

function countOf(json: unknown, largest: number): number | undefined {
  return typeof json === "number" && Number.isSafeInteger(json) && json >= 0 && json <= largest ? json : undefined;
}

function listOf<Item>(json: unknown, itemOf: (json: unknown) => Item | undefined): readonly Item[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const items = json.map(itemOf);
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}
