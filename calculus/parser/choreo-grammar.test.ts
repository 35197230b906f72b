import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const header =
  "/** The text of `choreo.ohm`, generated so that the bundled program needs no file beside it. Renew with `npx vitest run calculus/parser/choreo-grammar.test.ts -u`. */";

test("the grammar in the program is the grammar in choreo.ohm", async () => {
  const grammar = readFileSync(new URL("./choreo.ohm", import.meta.url), "utf8");
  await expect(`${header}\n// prettier-ignore\nexport const choreoGrammar: string = ${JSON.stringify(grammar)};\n`).toMatchFileSnapshot("./choreo-grammar.ts");
});
