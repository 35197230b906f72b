import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Span } from "../diagnostics/index.ts";
import { countStatements, differenceOfTrees, printFile } from "../syntax/index.ts";
import { damaged, tokenTexts, type Damage } from "./damaged-texts.ts";
import { parseFile } from "./index.ts";
import { parseFileByReference } from "./reference.ts";

const samples = fileURLToPath(new URL("./samples", import.meta.url));
const everyConstruct = readFileSync(join(samples, "every-construct.choreo"), "utf8");

/** How the two parsers differ on a text: undefined if they build the same tree, spans and refusals of later constructs included, or both refuse. */
function disagreement(text: string): unknown {
  const written = parseFile(text, 0);
  const grammar = parseFileByReference(text, 0);
  const refused = written.diagnostics.some((diagnostic) => diagnostic.code !== "not-yet-supported");
  if (refused !== grammar.diagnostics.some((diagnostic) => diagnostic.code !== "not-yet-supported"))
    return { text, written: written.diagnostics, grammar: grammar.diagnostics };
  if (refused) return undefined;
  return differenceOfTrees(written, grammar, true);
}

/** How a text fails to survive printing: undefined if what is printed is read as the same tree with as many statements, and printed again the same. */
function lossInPrinting(text: string): unknown {
  const { tree } = parseFile(text, 0);
  const printed = printFile(tree);
  const again = parseFile(printed, 0).tree;
  if (countStatements(again) !== countStatements(tree)) return { text, printed };
  if (printFile(again) !== printed) return { text, printed, again: printFile(again) };
  return differenceOfTrees(tree, again, false);
}

/** Statements and declarations of the sample, each a small text of its own: the grammar is slow. */
const chunks: readonly string[] = parseFile(everyConstruct, 0).tree.declarations.flatMap((declaration) => {
  const inside = (head: string, statements: readonly { readonly span: Span }[], last: string): readonly string[] =>
    statements.map(({ span }) => `${head} { ${everyConstruct.slice(span.start, span.end)} ${last} }`);
  switch (declaration.kind) {
    case "choreography":
      return inside("choreography C(A, B)", declaration.body.statements, "A.x := 1;");
    case "protocol":
      return inside("protocol P(A, B)", declaration.body.statements, "A -> B : l;");
    case "process":
      return inside("process N plays A in P", declaration.body.statements, "B!l;");
    case "context":
      return declaration.members.flatMap(({ body }) => inside("context C { A", body.statements, "} B { A?l;")).map((text) => `${text} }`);
    default:
      return [everyConstruct.slice(declaration.span.start, declaration.span.end)];
  }
});

describe("the hand-written parser and the grammar", () => {
  test.each(readdirSync(samples))("agree on %s", (name) => {
    const text = readFileSync(join(samples, name), "utf8");
    expect(parseFile(text, 0).diagnostics.filter(({ code }) => code !== "not-yet-supported")).toEqual([]);
    expect(disagreement(text)).toBeUndefined();
    expect(lossInPrinting(text)).toBeUndefined();
  });

  test("agree on damaged texts, and what is accepted survives printing", () => {
    const vocabulary = [...new Set(tokenTexts(everyConstruct).filter((_, index) => index % 2 === 1))];
    const damage: fc.Arbitrary<Damage> = fc.record({ how: fc.constantFrom("delete", "double", "swap", "replace", "insert"), at: fc.nat(), other: fc.nat() });
    const texts = fc
      .tuple(fc.constantFrom(...chunks), fc.array(damage, { minLength: 1, maxLength: 2 }))
      .map(([text, damages]) => damaged(text, damages, vocabulary));
    let accepted = 0;
    const property = fc.property(texts, (text) => {
      expect(disagreement(text)).toBeUndefined();
      if (parseFile(text, 0).diagnostics.some((diagnostic) => diagnostic.code !== "not-yet-supported")) return;
      accepted++;
      expect(lossInPrinting(text)).toBeUndefined();
    });
    fc.assert(property, { seed: 7, numRuns: 300 });
    expect(accepted).toBeGreaterThan(10);
  });
});
