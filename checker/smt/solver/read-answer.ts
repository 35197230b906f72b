/** From replies to answers: what a solver may say after `(check-sat)`, and why it knows nothing. */
import { readSExpressions } from "./s-expression.ts";
import type { SExpression } from "./s-expression.ts";
import type { Answer, Effort, UnknownReason } from "./solver.ts";

export type Unknown = Extract<Answer, { readonly kind: "unknown" }>;
export type Understood = { readonly ok: true; readonly expressions: readonly SExpression[] } | { readonly ok: false; readonly unknown: Unknown };

/** Characters of a reply that are quoted in a reason. */
const quoted = 400;

export function unknown(reason: UnknownReason, detail: string): Unknown {
  return { kind: "unknown", reason, detail: detail.length > quoted ? `${detail.slice(0, quoted)}…` : detail };
}

/**
 * The expressions of a reply. Solvers go on after an error, and Z3 then answers another problem than it was given: a reply with an error anywhere is no answer.
 */
export function understood(text: string): Understood {
  if (/\(\s*error(?![\w])/.test(text)) return { ok: false, unknown: unknown(/memory|bad_alloc/.test(text) ? "memory" : "garbage", text.trim()) };
  const reading = readSExpressions(text);
  if (!reading.ok) return { ok: false, unknown: unknown("garbage", `${reading.problem}: ${text.trim()}`) };
  return reading;
}

/** Why a solver says `unknown`, from its `(get-info :reason-unknown)`. Both solvers' words are not normative (SMT-LIB 2.6, §4.1.8 names `memout` and `incomplete`). */
export function reasonOf(text: string, effort: Effort): UnknownReason {
  if (/memout|memory/i.test(text)) return "memory";
  if (/resource ?limit|resourceout|max\. resource/i.test(text)) return "steps";
  if (/time/i.test(text)) return "time";
  // Where the count of steps ends a procedure within, Z3 only says that it was cancelled.
  if (/cancel+ed|interrupted/i.test(text)) return effort.steps === undefined ? "interrupted" : "steps";
  return "incomplete";
}
