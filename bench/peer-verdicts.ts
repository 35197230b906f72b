/** What another tool says of a file beside what is said here, and why they differ. */
import type { Model, Protocol } from "../calculus/core/index.ts";
import { catalogue } from "../calculus/diagnostics/index.ts";
import type { DiagnosticCode } from "../calculus/diagnostics/index.ts";
import { analyse } from "../calculus/loading/index.ts";
import type { SourceReader } from "../calculus/loading/index.ts";
import { parseFile } from "../calculus/parser/index.ts";
import { coherence, globalAutomaton, inductiveProjections } from "../calculus/protocols/index.ts";
import { chooseSolver } from "../checker/index.ts";
import { refinementItem, refinementJudge } from "../checker/refined-protocols/index.ts";
import { readerOf } from "../bin/formats/index.ts";

/** A row of `verdicts.tsv`. */
export interface PeerVerdict {
  readonly file: string;
  readonly expected: string;
  readonly detail: string;
}

export interface OwnVerdict {
  /** `accept`: every role of every protocol has a projection (inductive, full merge), and what pragmas ask of the refinements is so. `refuse`: the file cannot be read, or not yet. */
  readonly kind: "accept" | "reject" | "refuse";
  readonly codes: readonly string[];
  /** Pairs of a protocol and a role that are projected. */
  readonly projected: number;
  readonly text: string;
}

/** The rows behind the head of a table of tab-separated values. */
export function readVerdicts(table: string): readonly PeerVerdict[] {
  return table
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [file = "", expected = "", detail = ""] = line.split("\t");
      return { file, expected, detail };
    });
}

/** Judges a file as the peers' validators do: well-formed, and projectable for every role. */
export function judgeFile(path: string, reader: SourceReader): OwnVerdict {
  const analysis = analyse(path, reader, { parse: (text, file, limits, name) => readerOf(name, parseFile)(text, file, limits, name) });
  const errors = analysis.diagnostics.filter(({ severity }) => severity === "error");
  const codes = [...new Set(errors.map(({ code }) => code))];
  if (analysis.model === undefined) {
    const isRefused = codes.every((code) => code === "not-yet-supported" || isBeyondUs(code));
    return { kind: isRefused ? "refuse" : "reject", codes, projected: 0, text: codes.join(", ") };
  }
  const protocols = [...analysis.model.protocols.values()];
  const failures = protocols.flatMap(unprojectable);
  const projected = protocols.reduce((sum, { roles }) => sum + roles.length, 0) - failures.length;
  if (failures.length > 0) return { kind: "reject", codes: ["unprojectable"], projected, text: failures.join("; ") };
  const wrong = askedOfData(analysis.model);
  if (wrong.length > 0) return { kind: "reject", codes: wrong.map(({ item }) => item), projected, text: wrong.map(({ reason }) => reason).join("; ") };
  return { kind: "accept", codes: [], projected, text: "projectable" };
}

/** What pragmas ask of the refinements and is not so. */
function askedOfData({ protocols, definitions, expectations }: Model): readonly { readonly item: string; readonly reason: string }[] {
  return expectations.flatMap(({ subject, items }) =>
    items.flatMap(({ property }) => {
      const protocol = protocols.get(subject.text);
      const item = refinementItem(property?.name ?? "", []);
      if (protocol === undefined || item === undefined) return [];
      const { verdict, reason = verdict } = refinementJudge(protocol, definitions, { solver: chooseSolver("auto") })(item);
      return verdict === "proved" ? [] : [{ item, reason }];
    }),
  );
}

/** Codes that say that a protocol is beyond what is decided here, not that it is wrong. */
function isBeyondUs(code: DiagnosticCode): boolean {
  return code === "non-regular-protocol" || code === "protocol-too-large" || catalogue[code].summary.includes("limit");
}

/** For each role without a projection: which, and whether the protocol is implementable all the same. */
function unprojectable(protocol: Protocol): readonly string[] {
  const project = inductiveProjections(protocol);
  const roles = protocol.roles.filter((role) => !project(role, "full").ok);
  if (roles.length === 0) return [];
  const { roles: judged } = coherence(globalAutomaton(protocol.type, protocol.roles));
  const isCoherent = judged.every(({ violations, capped }) => violations.length === 0 && capped.length === 0);
  return roles.map((role) => `${protocol.name} has no projection for ${role}, ${isCoherent ? "but is coherent" : "and is not coherent"}`);
}

/** Which of our codes mean what a peer's reason means. */
const reasons: ReadonlyMap<string, readonly string[]> = new Map([
  ["syntax", ["unexpected-token", "unclosed-block", "missing-semicolon"]],
  ["arity", ["wrong-role-count"]],
  ["unbound-protocol", ["unknown-protocol"]],
  ["duplicate-role", ["aliased-roles", "duplicate-name"]],
  ["redefined-protocol", ["duplicate-name"]],
  ["duplicate-label", ["ambiguous-choice", "unguarded-recursion"]],
  ["unmergeable", ["unprojectable"]],
  ["role-mismatch", ["choice-not-sender-driven"]],
  ["self-message", ["self-communication"]],
  ["unguarded-recursion", ["unguarded-recursion"]],
  ["unknown-pragma", ["unknown-pragma"]],
  ["ill-formed-refinement", ["type-mismatch", "unknown-name", "unassigned-variable"]],
  ["type-error", ["type-mismatch"]],
  ["stuck-refinement", ["progress"]],
  ["unsat-refinement", ["satisfiable"]],
]);

/** Why the verdicts differ; undefined where ours confirms the peer's. */
export function difference({ expected, detail }: PeerVerdict, own: OwnVerdict): string | undefined {
  const sameReason = own.codes.some((code) => reasons.get(detail)?.includes(code) === true);
  if (expected === "skipped-by-upstream" && sameReason) return undefined;
  if (expected === "skipped-by-upstream") return `the peer does not test this file (its reason: ${detail})`;
  if (detail === "UNIMPLEMENTED") return "the peer does not implement this and counts it as accepted";
  if (expected === "accept") {
    if (own.kind === "refuse") return "not decided here: the file has a construct that is refused";
    if (own.kind === "reject") return "rejected here";
    const roles = /^projects (\d+) roles?$/.exec(detail)?.[1];
    return roles === undefined || Number(roles) === own.projected ? undefined : `${String(own.projected)} roles are projected here`;
  }
  if (expected !== "reject") return "the peer's verdict is not understood";
  if (own.kind === "accept") return "accepted here";
  if (sameReason) return undefined;
  return own.kind === "refuse" ? "not decided here: the file has a construct that is refused" : "rejected here for another reason";
}
