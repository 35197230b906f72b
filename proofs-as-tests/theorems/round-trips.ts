/** T29: printing and parsing are inverse, both parsers read the same language, and nothing is dropped silently. */
import { printFile, type ParsedFile } from "../../calculus/syntax/index.ts";
import { files } from "../generators/files.ts";
import { programGenerator } from "../generators/generated-program.ts";
import { mutatedTexts } from "../generators/mutated-texts.ts";
import { transactionFiles } from "../generators/transaction-trees.ts";
import type { Implementation, Parsed } from "../implementation.ts";
import { syntaxKey } from "../syntax-key.ts";
import { share, type Demand, type Tally } from "../tally.ts";
import { theorem, type Generator, type Refutation, type Theorem } from "../theorem.ts";

const trees: Generator<ParsedFile> = { ...programGenerator("syntax trees"), arbitrary: files() };

const texts: Generator<string> = {
  name: "damaged texts",
  arbitrary: mutatedTexts(printFile),
  extension: "json",
  write: (text) => `${JSON.stringify(text)}\n`,
  read: (text) => JSON.parse(text) as string,
};

const ofTrees: readonly Demand[] = [
  share("have several statements", "trees", 40),
  share("have a choreography", "trees", 40),
  share("have a protocol", "trees", 15),
  share("have a process", "trees", 15),
  share("have a system", "trees", 8),
  share("have a context", "trees", 12),
  share("have a fault model", "trees", 10),
];

export const parseAfterPrint: Theorem = theorem<ParsedFile>({
  id: "T29-print",
  name: "parse ∘ print = id",
  statement: "The parser reads a printed syntax tree back as the same tree, with as many statements as it had.",
  reference: "docs/language.md",
  forall: trees,
  then: (tree, implementation, tally) => {
    const text = implementation.parts.print(tree);
    const back = implementation.parts.parse(text);
    const statements = countStatements(tree);
    tally.add("trees");
    if (statements > 2) tally.add("have several statements");
    tallyKinds(tree, tally);
    if (back.errors.length > 0) return { kind: "refused", message: `${back.errors.join("\n")}\n${text}` };
    if (countStatements(back.tree) !== statements)
      return { kind: "statements-dropped", message: `${statements} statements became ${countStatements(back.tree)}:\n${text}` };
    if (syntaxKey(back.tree) !== syntaxKey(tree)) return { kind: "different-tree", message: difference(tree, back.tree) };
    return undefined;
  },
  demands: ofTrees,
});

export const programsRoundTrip: Theorem = theorem<ParsedFile>({
  id: "T29-programs",
  everydayRuns: 60,
  name: "both parsers read printed programs",
  statement: "Generated programs are read back from their text by both parsers as the same tree.",
  reference: "docs/language.md",
  forall: programGenerator("programs"),
  then: (tree, implementation, tally) => {
    const text = implementation.parts.print(tree);
    tally.add("programs");
    if (countStatements(tree) > 5) tally.add("have more than five statements");
    return compareParsers(text, implementation) ?? compareTrees(tree, implementation.parts.parse(text));
  },
  demands: [share("have more than five statements", "programs", 40)],
});

export const parsersAgreeOnTrees: Theorem = theorem<ParsedFile>({
  id: "T29-grammar",
  everydayRuns: 60,
  name: "both parsers read printed trees",
  statement: "The hand-written parser and the grammar build the same tree of every printed tree.",
  reference: "calculus/parser/choreo.ohm",
  forall: trees,
  then: (tree, implementation, tally) => {
    tally.add("trees");
    if (countStatements(tree) > 2) tally.add("have several statements");
    tallyKinds(tree, tally);
    return compareParsers(implementation.parts.print(tree), implementation);
  },
  demands: ofTrees,
});

export const transactionsRoundTrip: Theorem = theorem<ParsedFile>({
  id: "T29-transactions",
  everydayRuns: 60,
  name: "both parsers read printed transactions",
  statement: "Transactions, sagas, journaled values and runtimes are read back from their text by both parsers as the same tree.",
  reference: "calculus/parser/choreo.ohm",
  forall: { ...programGenerator("syntax trees of transactions"), arbitrary: transactionFiles() },
  then: (tree, implementation, tally) => {
    const text = implementation.parts.print(tree);
    tally.add("trees");
    if (text.includes("saga {")) tally.add("have a saga");
    if (text.includes("transaction")) tally.add("have a transaction");
    return compareParsers(text, implementation) ?? compareTrees(tree, implementation.parts.parse(text));
  },
  demands: [share("have a saga", "trees", 20), share("have a transaction", "trees", 40)],
});

export const parsersAgreeOnTexts: Theorem = theorem<string>({
  id: "T29-damaged",
  everydayRuns: 60,
  name: "both parsers refuse the same texts",
  statement:
    "On damaged texts the hand-written parser and the grammar build the same tree or both refuse; what is accepted is printed and read back unchanged.",
  reference: "calculus/parser/choreo.ohm",
  forall: texts,
  then: (text, implementation, tally) => {
    const parsed = implementation.parts.parse(text);
    tally.add("texts");
    tally.add(parsed.errors.length > 0 ? "refused" : "accepted");
    const difference = compareParsers(text, implementation);
    if (difference !== undefined || parsed.errors.length > 0) return difference;
    return compareTrees(parsed.tree, implementation.parts.parse(implementation.parts.print(parsed.tree)));
  },
  demands: [share("refused", "texts", 20), share("accepted", "texts", 10)],
});

/** Do both parsers build the same tree of this text, or both refuse it? */
export function compareParsers(text: string, implementation: Implementation): Refutation | undefined {
  const [written, grammar] = [implementation.parts.parse(text), implementation.parts.parseByGrammar(text)];
  const [refused, refusedByGrammar] = [written.errors.length > 0, grammar.errors.length > 0];
  if (refused && refusedByGrammar) return undefined;
  if (refused) return { kind: "only-parser-refuses", message: `${written.errors.join("\n")}\n${text}` };
  if (refusedByGrammar) return { kind: "only-grammar-refuses", message: `${grammar.errors.join("\n")}\n${text}` };
  return compareTrees(written.tree, grammar);
}

/** Is what was parsed this tree? */
export function compareTrees(tree: ParsedFile, other: Parsed): Refutation | undefined {
  if (other.errors.length > 0) return { kind: "refused", message: other.errors.join("\n") };
  return syntaxKey(tree) === syntaxKey(other.tree) ? undefined : { kind: "different-tree", message: difference(tree, other.tree) };
}

function difference(one: ParsedFile, other: ParsedFile): string {
  const [a, b] = [syntaxKey(one), syntaxKey(other)];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const from = Math.max(0, at - 60);
  return `…${a.slice(from, at + 120)}\n…${b.slice(from, at + 120)}`;
}

/** What the file declares that only a part of the files declares, for the statistics. */
function tallyKinds(tree: ParsedFile, tally: Tally): void {
  const kinds = new Set(tree.declarations.map(({ kind }) => kind));
  for (const kind of ["choreography", "protocol", "process", "system", "context"] as const) if (kinds.has(kind)) tally.add(`have a ${kind}`);
  if (kinds.has("faults")) tally.add("have a fault model");
}

/** Statements, members, clauses of fault models and ends of sessions, counted by the names of the lists that they stand in and by nothing else. */
function countStatements(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  return Object.entries(node).reduce((sum, [key, value]: [string, unknown]) => {
    const here = counted.has(key) && Array.isArray(value) ? value.length : 0;
    return sum + here + countStatements(value);
  }, 0);
}

const counted: ReadonlySet<string> = new Set(["statements", "members", "sessions", "ends", "clauses"]);
