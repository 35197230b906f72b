/**
 * The grammar of g-choreographies, from loosest to tightest:
 *
 *   G ::= S | G                     S ::= P ; S
 *   P ::= (o)  A -> B : m  A => B, C : m  { G }  ( G )  sel A { S + S }  { S + S }  repeat A { G }  * G @ A
 *
 * with `branch` and `choice` for `sel`, without a role where nobody is said to decide, and `unless A % e, B % f` behind what ChorGram may undo.
 */
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import { recovery } from "../token-cursor.ts";
import { deciderOf } from "./choices.ts";
import { loopOf } from "./loops.ts";
import { readRole } from "./reading.ts";
import type { Reading } from "./reading.ts";

const choiceWords: ReadonlySet<string> = new Set(["sel", "branch", "choice"]);
const definitionWords: ReadonlySet<string> = new Set(["let", "in", "do", "with"]);

/** Reads `G`. Recursive along brackets, which the lexer limits, and stars, which are limited here. */
export function readParallel(reading: Reading): ProtocolBlock {
  const { cursor } = reading;
  const { start } = cursor.token();
  const parts = [readSequence(reading)];
  while (cursor.accept("|")) parts.push(readSequence(reading));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const span = cursor.spanFrom(start);
  return { statements: [{ kind: "par", branches: parts, span }], span };
}

function readSequence(reading: Reading): ProtocolBlock {
  const { cursor } = reading;
  const { start } = cursor.token();
  const statements: ProtocolStatement[] = [];
  do {
    const before = cursor.position();
    try {
      // One by one: a block in braces may be longer than a call has room for arguments.
      for (const statement of readPart(reading)) statements.push(statement);
    } catch (failure) {
      if (failure !== recovery) throw failure;
      recover(reading, before);
    }
  } while (cursor.accept(";"));
  return { statements, span: cursor.spanFrom(start) };
}

/** Moves to the operator or bracket behind the part that went wrong. */
function recover({ cursor }: Reading, before: number): void {
  if (cursor.position() === before && !isBehind(cursor.token().text)) cursor.advance();
  while (!cursor.atEnd() && !isBehind(cursor.token().text)) {
    if (cursor.is("{") || cursor.is("(")) cursor.skipBalanced();
    else cursor.advance();
  }
}

function isBehind(text: string): boolean {
  return text === ";" || text === "|" || text === "+" || text === "}" || text === ")";
}

function readPart(reading: Reading): readonly ProtocolStatement[] {
  const { cursor } = reading;
  const { text, start, kind } = cursor.token();
  if (text === "(o)") {
    cursor.advance();
    if (reading.around > 0) {
      cursor.report("not-yet-supported", cursor.spanFrom(start), "`(o)` in a loop is not supported", {
        notes: ["versions of ChorGram differ on whether it is the empty choreography or leaves the loop"],
      });
    }
    return [];
  }
  if (text === "(" || text === "{") return readBraces(reading);
  if (text === "*") return [readStar(reading)];
  if (kind !== "word") return cursor.unexpected("an interaction, `sel`, `repeat`, `*`, `(o)` or `{`");
  const isInteraction = cursor.is("->", 1) || cursor.is("=>", 1);
  if (!isInteraction && choiceWords.has(text)) return [readChoice(reading)];
  if (!isInteraction && text === "repeat") return [readRepeat(reading)];
  if (!isInteraction && definitionWords.has(text)) return refuseDefinitions(reading);
  return [readInteraction(reading)];
}

/** `A -> B : m`, or `A => B, C : m`, whose messages are sent one after the other; ChorGram leaves their order open, which only A could tell. */
function readInteraction(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const { start } = cursor.token();
  const from = readRole(reading, "the participant that sends");
  const to: Name[] = [];
  if (cursor.accept("=>")) {
    do to.push(readRole(reading, "a participant that receives"));
    while (cursor.accept(","));
  } else {
    cursor.expect("->", "`->` or `=>`");
    to.push(readRole(reading, "the participant that receives"));
  }
  cursor.expect(":", "`:` and a message");
  const label = cursor.name("a message");
  return { kind: "message", from, to, label, payload: [], span: cursor.spanFrom(start) };
}

/** `{ G }`, `( G )`, or a choice in the notation of old versions, `{ S + S }`. */
function readBraces(reading: Reading): readonly ProtocolStatement[] {
  const { cursor } = reading;
  const { start, text } = cursor.advance();
  const closing = text === "{" ? "}" : ")";
  const first = readParallel(reading);
  if (text === "{" && (cursor.is("+") || cursor.is("unless"))) return [choiceOf(reading, start, undefined, readBranches(reading, first))];
  close(reading, start, closing);
  return first.statements;
}

function close({ cursor }: Reading, open: number, closing: string): void {
  if (cursor.accept(closing)) return;
  if (cursor.atEnd()) cursor.fail("unclosed-block", { file: cursor.file, start: open, end: open + 1 }, `this is never closed by \`${closing}\``);
  cursor.unexpected(`\`;\`, \`|\` or \`${closing}\``);
}

function readChoice(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const { start } = cursor.advance();
  const at = cursor.is("{") ? undefined : readRole(reading, "the participant that decides, or `{`");
  cursor.expect("{");
  return choiceOf(reading, start, at, readBranches(reading, readSequence(reading)));
}

/** Reads what follows the first branch, up to the closing brace. */
function readBranches(reading: Reading, first: ProtocolBlock): readonly ProtocolBlock[] {
  const { cursor } = reading;
  const branches = [first];
  readGuards(reading);
  if (!cursor.is("+"))
    cursor.unexpected("`;` or `+`", cursor.is("|") ? ["parallel parts of a branch stand in braces"] : ["a choice has two branches at least"]);
  while (cursor.accept("+")) {
    branches.push(readSequence(reading));
    readGuards(reading);
  }
  cursor.expect("}", "`;`, `+` or `}`");
  return branches;
}

function choiceOf({ cursor }: Reading, start: number, written: Name | undefined, branches: readonly ProtocolBlock[]): ProtocolStatement {
  const span = cursor.spanFrom(start);
  const at = written ?? deciderOf(branches);
  if (at === undefined) return cursor.fail("not-yet-supported", span, "a choice in which nobody acts is not supported");
  return { kind: "choice", at, branches, span };
}

/** `unless A % e, B % f`: when ChorGram's reversible semantics takes a branch back. Its other semantics, which is read here, is the same without. */
function readGuards(reading: Reading): void {
  const { cursor } = reading;
  const { start } = cursor.token();
  if (!cursor.accept("unless")) return;
  do {
    readRole(reading, "the participant whose guard this is");
    cursor.expect("%");
    cursor.name("a guard");
  } while (cursor.accept(","));
  cursor.warn("annotation-not-judged", cursor.spanFrom(start), "this guard is read, and no verdict depends on it", [
    "it says when the branch is undone in ChorGram's reversible semantics; what is judged is the choreography without reversal",
  ]);
}

function readRepeat(reading: Reading): ProtocolStatement {
  const { cursor } = reading;
  const { start } = cursor.advance();
  if (cursor.is("{")) return cursor.unexpected("the participant that decides when the loop is over");
  const at = readRole(reading, "the participant that decides when the loop is over");
  const open = cursor.token().start;
  cursor.expect("{");
  const number = ++reading.loops;
  reading.around++;
  const body = readParallel(reading);
  reading.around--;
  readGuards(reading);
  close(reading, open, "}");
  return loopOf(reading, number, at, body, cursor.spanFrom(start));
}

/** `* G @ A` */
function readStar(reading: Reading): ProtocolStatement {
  const { cursor, limits } = reading;
  const { start } = cursor.advance();
  const number = ++reading.loops;
  if (reading.around >= limits.nesting)
    cursor.fail("nesting-too-deep", cursor.spanFrom(start), `loops are nested deeper than ${String(limits.nesting)}, the limit`);
  reading.around++;
  const body = readParallel(reading);
  reading.around--;
  cursor.expect("@", "`@` and the participant that decides when the loop is over");
  const at = readRole(reading, "the participant that decides when the loop is over");
  return loopOf(reading, number, at, body, cursor.spanFrom(start));
}

/** `let X = … in …` and `do X`: definitions, whose holes and parameters stand for choreographies, participants and messages. */
function refuseDefinitions(reading: Reading): never {
  const { cursor } = reading;
  const { text } = cursor.token();
  const token = cursor.advance();
  return cursor.fail("not-yet-supported", cursor.spanOf(token), `\`${text}\` is not supported yet`, [
    "definitions (`let … in …`, `do X`) may have holes, and participants or messages as parameters; write out what they stand for",
  ]);
}
