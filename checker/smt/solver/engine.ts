/** What is behind a solver: contexts that take commands of SMT-LIB as text and reply with text. */
import type { Effort, UnknownReason } from "./solver.ts";

export type Reply =
  | { readonly kind: "reply"; readonly text: string }
  /** The context is gone, with everything that was said in it. */
  | { readonly kind: "lost"; readonly reason: UnknownReason; readonly detail: string };

export interface Engine {
  /** With the version; it may have to be started to say so. */
  readonly name: string;
  /** Commands that hold the next check to the effort. */
  readonly bounds: (effort: Effort) => string;
  /** A context of its own. Nothing is started by that. */
  readonly open: () => Context;
  /** An engine of the same kind, which works while this one does. Nothing is started by that. */
  readonly another: () => Engine;
  /** Ends everything; contexts are lost, and begin anew when they are used again. */
  readonly close: () => void;
}

export interface Context {
  /** Makes ready for this effort. True if nothing has been said in the context, or if what was said is lost. */
  readonly begin: (effort: Effort) => boolean;
  /** Says commands and waits for what is replied to all of them, after `begin` with the same effort. */
  readonly say: (text: string, effort: Effort) => Reply;
  /** Says commands, after `begin` with the same effort; `hear` waits for what is replied. In between the engine does nothing else. */
  readonly tell: (text: string, effort: Effort) => void;
  readonly hear: (effort: Effort) => Reply;
  /** Whether the reply to what was told is there. */
  readonly hasReplied: () => boolean;
  /** Forgets everything that was said. */
  readonly forget: () => void;
  /** Whatever the engine is in, it cannot be trusted: ends it. */
  readonly abandon: () => void;
  readonly close: () => void;
}
