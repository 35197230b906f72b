/**
 * A local type that is read from left to right, as a block of a member of a context: sequences, choices and recursions of formats in which nothing follows
 * a choice. A class because it is identity and state. Linear; takes no stack.
 */
import type { Limits } from "../../calculus/diagnostics/index.ts";
import type { LocalBlock, LocalStatement, Name } from "../../calculus/syntax/index.ts";
import type { TokenCursor } from "./token-cursor.ts";

/** What is open around the place, with the statements before it. */
type Frame = { readonly start: number; readonly statements: LocalStatement[] } & (
  | { readonly kind: "recursion"; readonly written: string; readonly variable: Name; readonly shadowed: string | undefined; readonly bodyStart: number }
  | { readonly kind: "choice"; readonly branches: LocalBlock[]; branchStart: number }
  | { readonly kind: "group" }
);

export class LocalTypeBuilder {
  private readonly cursor: TokenCursor;
  private readonly limits: Limits;
  private readonly frames: Frame[] = [];
  /** What the variables in scope are called: names are distinct within a member. */
  private readonly bound = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly start: number;
  private here: LocalStatement[] = [];

  constructor(cursor: TokenCursor, limits: Limits) {
    this.cursor = cursor;
    this.limits = limits;
    this.start = cursor.token().start;
  }

  add(statement: LocalStatement): void {
    this.here.push(statement);
  }

  /** Enters the body of a recursion, whose text began at `start`. A variable that is bound again is called `x#2`, which no name of a text is. */
  beginRecursion(written: Name, start: number): void {
    this.limitNesting();
    const count = (this.counts.get(written.text) ?? 0) + 1;
    this.counts.set(written.text, count);
    const shadowed = this.bound.get(written.text);
    const variable = { ...written, text: count === 1 ? written.text : `${written.text}#${String(count)}` };
    this.bound.set(written.text, variable.text);
    const bodyStart = this.cursor.token().start;
    this.frames.push({ kind: "recursion", start, statements: this.here, written: written.text, variable, shadowed, bodyStart });
    this.here = [];
  }

  beginChoice(start: number): void {
    this.limitNesting();
    this.frames.push({ kind: "choice", start, statements: this.here, branches: [], branchStart: this.cursor.token().start });
    this.here = [];
  }

  /** Enters parentheses that mean nothing but a type of their own. */
  beginGroup(start: number): void {
    this.limitNesting();
    this.frames.push({ kind: "group", start, statements: this.here });
    this.here = [];
  }

  /** Goes back to the recursion of this name; reports if none stands around the place. */
  jump(name: Name): void {
    const text = this.bound.get(name.text);
    if (text === undefined) this.cursor.report("unknown-loop", name.span, `no recursion \`${name.text}\` stands around this`);
    this.here.push({ kind: "continue", variable: { ...name, text: text ?? name.text }, span: name.span });
  }

  /** Ends a type, and with it the recursions that it is the body of. What is open then, for the reader to see how its text goes on. */
  endType(): "choice" | "group" | undefined {
    for (;;) {
      const frame = this.frames.at(-1);
      if (frame?.kind !== "recursion") return frame?.kind;
      this.frames.pop();
      if (frame.shadowed === undefined) this.bound.delete(frame.written);
      else this.bound.set(frame.written, frame.shadowed);
      const body = { statements: this.here, span: this.cursor.spanFrom(frame.bodyStart) };
      this.here = frame.statements;
      this.here.push({ kind: "rec", variable: frame.variable, body, span: this.cursor.spanFrom(frame.start) });
    }
  }

  /** Begins the next branch of the innermost choice. */
  nextBranch(): void {
    const frame = this.frames.at(-1);
    if (frame?.kind !== "choice") throw new Error("no choice is open");
    frame.branches.push({ statements: this.here, span: this.cursor.spanFrom(frame.branchStart) });
    frame.branchStart = this.cursor.token().start;
    this.here = [];
  }

  /** Ends the innermost choice, behind its bracket; a choice of one is none. */
  endChoice(): void {
    this.nextBranch();
    const frame = this.frames.pop();
    if (frame?.kind !== "choice") throw new Error("no choice is open");
    this.here = frame.statements;
    const [only, another] = frame.branches;
    if (only !== undefined && another === undefined) for (const statement of only.statements) this.here.push(statement);
    else this.here.push({ kind: "choice", branches: frame.branches, span: this.cursor.spanFrom(frame.start) });
  }

  /** Ends parentheses, behind the closing one. */
  endGroup(): void {
    const frame = this.frames.pop();
    if (frame?.kind !== "group") throw new Error("no parenthesis is open");
    const inner = this.here;
    this.here = frame.statements;
    for (const statement of inner) this.here.push(statement);
  }

  /** The whole type, when nothing is open any more. */
  block(): LocalBlock {
    return { statements: this.here, span: this.cursor.spanFrom(this.start) };
  }

  private limitNesting(): void {
    const { cursor, limits } = this;
    if (this.frames.length >= limits.nesting)
      cursor.fail("nesting-too-deep", cursor.spanOf(cursor.token()), `choices and recursions are nested deeper than ${String(limits.nesting)}, the limit`);
  }
}
