/** What kmc says of its files (Lange and Yoshida, CAV 2019) beside what is said here: safe with the least k, unsafe with a run, or not known. */
import { analyse } from "../calculus/loading/index.ts";
import type { SourceReader } from "../calculus/loading/index.ts";
import { parseFile } from "../calculus/parser/index.ts";
import { readerFrom } from "../bin/formats/index.ts";
import { communicatingSystem } from "../checker/communicating-systems/index.ts";
import { defaultBounds } from "../checker/index.ts";
import { judgeCompatibility, usualMaxK } from "../checker/multiparty-compatibility/index.ts";
import type { PeerVerdict } from "./peer-verdicts.ts";

/** Which of the counts of the last line a file adds to. */
export type KmcOutcome = "safe" | "safe-sooner" | "safe-otherwise" | "unsafe" | "decided-safe" | "decided-unsafe" | "unknown" | "refused" | "different";

export interface KmcComparison {
  readonly outcome: KmcOutcome;
  readonly here: string;
  /** Absent where our verdict confirms the peer's. */
  readonly why?: string;
}

/** Whether a table of verdicts is kmc's: they speak of k-MC. */
export function isOfKmc(verdicts: readonly PeerVerdict[]): boolean {
  return verdicts.some(({ expected }) => /\bk-(?:MC|conditions)\b/.test(expected));
}

/** The least k for which the peer found the file k-MC; undefined where it found none. */
export function leastK(detail: string): number | undefined {
  const least = /\bmin k=(\d+)/.exec(detail)?.[1];
  return least === undefined ? undefined : Number(least);
}

/** Judges a file by the item `compatible`, with k up to 5 or to the peer's least k, and its least k; `path` is read as kmc's whatever its ending. */
export function compareWithKmc({ file, expected, detail }: PeerVerdict, reader: SourceReader): KmcComparison {
  const { model, diagnostics } = analyse(file, reader, { parse: readerFrom("kmc", parseFile) });
  const [name] = model?.contexts.keys() ?? [];
  if (model === undefined || name === undefined) {
    const codes = [...new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code))].join(", ");
    return { outcome: "refused", here: `refused (${codes})`, why: "the file is refused" };
  }
  const found = communicatingSystem(model, name);
  if (!found.ok) return { outcome: "unknown", here: `unknown (${found.reason})`, why: "not decided here" };
  const least = leastK(detail);
  const maxK = Math.max(usualMaxK, least ?? 0);
  const { verdict, networkRun, reason = "", evidence } = judgeCompatibility(found.system, { kind: "compatible" }, defaultBounds, { maxK });
  const here = `${verdict === "proved" ? "safe" : verdict === "violated" ? "unsafe" : verdict} (${[...new Set([...evidence, reason])].filter((text) => text !== "").join("; ")})`;
  if (expected === "k-MC (safe)") {
    if (verdict !== "proved") return { outcome: "different", here, why: "the peer proves this" };
    const own = judgeCompatibility(found.system, { kind: "least-k", bound: least ?? 0 }, defaultBounds, { maxK });
    if (own.verdict === "proved") return { outcome: "safe", here };
    const told = { here: `${here}; ${own.reason ?? own.verdict}` };
    if (!detail.includes("file name")) return { ...told, outcome: "safe-otherwise", why: `the peer certifies this with k = ${String(least)}` };
    const named = judgeCompatibility(found.system, { kind: "k-mc", bound: least ?? 0 }, defaultBounds, { maxK });
    if (named.verdict !== "proved") return { ...told, outcome: "different", why: `the peer certifies this with k = ${String(least)}` };
    return { ...told, outcome: "safe-sooner", why: `the peer tries k = ${String(least)} only, after the name of the file` };
  }
  if (expected.startsWith("unsafe")) {
    if (verdict === "violated" && networkRun !== undefined) return { outcome: "unsafe", here };
    return { outcome: "different", here, why: verdict === "violated" ? "there is no run" : "the peer finds this unsafe" };
  }
  if (verdict === "proved") return { outcome: "decided-safe", here, why: "the peer does not decide this" };
  if (verdict === "violated" && networkRun !== undefined) return { outcome: "decided-unsafe", here, why: "the peer does not decide this" };
  return { outcome: "unknown", here, why: "neither the peer nor we decide this" };
}

/** The last line of a comparison. */
export function kmcSummary(outcomes: readonly KmcOutcome[]): string {
  const count = (outcome: KmcOutcome): string => String(outcomes.filter((each) => each === outcome).length);
  return (
    `${String(outcomes.length)} files: ${count("safe")} safe with the same least k, ${count("safe-sooner")} with a smaller one than the peer tries, ` +
    `${count("safe-otherwise")} by another proof; ${count("unsafe")} unsafe with a replayed run; ` +
    `of those the peer leaves open ${count("decided-safe")} safe, ${count("decided-unsafe")} unsafe and ${count("unknown")} unknown; ` +
    `${count("refused")} refused, ${count("different")} differ`
  );
}
