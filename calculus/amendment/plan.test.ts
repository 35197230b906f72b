import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import type { Instruction, Model } from "../core/index.ts";
import { analyseText } from "../loading/index.ts";
import { projectionErrors } from "../projection/index.ts";
import { printFile } from "../syntax/index.ts";
import type { Block, ParsedFile, Statement } from "../syntax/index.ts";
import { blocksOf, withBlocks } from "./branches.ts";
import { amend, applyEdits, planAmendment } from "./index.ts";
import { insertSelections } from "./insert-selections.ts";
import type { Choice } from "./insert-selections.ts";

/** Of 120 programs each is amended, of 60 each selection is left out; of fewer unless everything is looked at. */
const part = inject("isDeep") ? 1 : 3;

/**
 * Programs over three roles, as texts of one line: communications, local steps, choices of all kinds, `while`, and loops that are left from within.
 * Every conditional consumes fuel, and a `loop` is left in one of its branches, so all statements are reachable and well-typed.
 */
const role = fc.constantFrom("A", "B", "C");
const pair = fc.constantFrom(["A", "B"], ["B", "C"], ["C", "A"], ["B", "A"]);
const { block } = fc.letrec<{ block: string; statement: string }>((tie) => ({
  block: fc.array(tie("statement"), { maxLength: 3 }).map((statements) => statements.join(" ")),
  statement: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    pair.map(([from, to]) => `${from}.n -> ${to}.n;`),
    fc.tuple(pair, fc.constantFrom("go", "left")).map(([[from, to], label]) => `${from} -> ${to} : ${label};`),
    role.map((at) => `${at}.n := 1;`),
    fc.tuple(role, tie("block"), tie("block")).map(([at, then, otherwise]) => `if ${at}.(n > 0) { ${then} } else { ${otherwise} }`),
    fc.tuple(role, tie("block")).map(([at, then]) => `if ${at}.(n > 0) {${then}}`),
    fc.tuple(role, tie("block"), tie("block"), tie("block")).map(([at, x, y, z]) => `choose ${at} { ${x} } or { ${y} } or { ${z} }`),
    fc.tuple(role, tie("block"), tie("block")).map(([at, x, y]) => `match ${at}.n { 0 => { ${x} } _ => {\n${y}\n} }`),
    fc.tuple(role, tie("block")).map(([at, body]) => `while ${at}.(n > 0) { ${body} }`),
    fc.tuple(role, tie("block"), tie("block")).map(([at, first, last]) => `loop L { if ${at}.(n > 0) { ${first} break L; } ${last} }`),
    fc
      .tuple(role, role, tie("block"), tie("block"))
      .map(([at, by, first, last]) => `loop M { loop N { if ${at}.(n > 0) { break M; } else if ${by}.(n > 0) { ${first} break N; } } ${last} }`),
  ),
}));
const program = block.map(
  (body) => `role A { n: int = 0; } role B { n: int = 0; } role C { n: int = 0; }\nchoreography main(A, B, C) { ${uniqueLoops(body)} }`,
);

/** Loops inside loops have names of their own. */
function uniqueLoops(body: string): string {
  let count = 0;
  const open: string[] = [];
  return body.replaceAll(/loop [LMN] \{|(?:break) [LMN];|\{|\}/g, (token) => {
    const kind = token.match(/[LMN]/)?.[0] ?? "";
    if (token.startsWith("loop")) {
      count += 1;
      open.push(`${kind}${count}`);
      return `loop ${kind}${count} {`;
    }
    if (token.startsWith("break")) return `break ${open.findLast((name) => name.startsWith(kind)) ?? ""};`;
    if (token === "{") open.push("");
    else open.pop();
    return token;
  });
}

function analysed(text: string): { model: Model; files: readonly ParsedFile[] } | undefined {
  const { model, files, diagnostics } = analyseText(text);
  const unexpected = diagnostics.filter(({ severity, code }) => severity === "error" && code !== "unreachable-statement");
  expect(unexpected.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  return model === undefined ? undefined : { model, files };
}

function withoutElse({ kind, role: at, condition, then, span }: Extract<Statement, { kind: "if" }>): Statement {
  return { kind, role: at, condition, then, span };
}

/** The tree without selections that stand nowhere, and without the `else` that only held one. */
function withoutInserted(file: ParsedFile): ParsedFile {
  const clean = (block: Block): Block => ({
    ...block,
    statements: block.statements.filter((statement) => !(statement.kind === "select" && statement.span.file < 0)).map(inside),
  });
  const inside = (statement: Statement): Statement => {
    if (statement.kind === "if" && statement.else !== undefined && statement.else.span.file < 0) {
      const rest = withoutElse(statement);
      return withBlocks(rest, blocksOf(rest).map(clean));
    }
    return withBlocks(statement, blocksOf(statement).map(clean));
  };
  return {
    ...file,
    declarations: file.declarations.map((declaration) =>
      declaration.kind === "choreography" ? { ...declaration, body: clean(declaration.body) } : declaration,
    ),
  };
}

function withRepairs(model: Model, repairs: ReturnType<typeof planAmendment>["repairs"]): Model {
  const plan = new Map<Choice, string[]>();
  for (const { choice, role: told } of repairs) plan.set(choice, [...(plan.get(choice) ?? []), told]);
  const labels = (count: number): readonly string[] => repairs.find((repair) => repair.labels.length === count)?.labels ?? [];
  const procedures = [...model.procedures].map(([name, procedure]) => {
    const body = insertSelections(procedure.body, plan, labels, new WeakMap<Instruction, Choice>());
    return [name, { ...procedure, body }] as const;
  });
  return { ...model, procedures: new Map(procedures) };
}

describe("every program can be amended", () => {
  test("the amended program is projectable, and so is its text; amending again changes nothing", () => {
    let repaired = 0;
    fc.assert(
      fc.property(program, (text) => {
        const found = analysed(text);
        fc.pre(found !== undefined);
        const { model, files } = found;
        const { repairs, unrepaired, model: amended, insertedLabels } = planAmendment(model);
        expect(unrepaired).toEqual([]);
        expect(projectionErrors(amended)).toEqual([]);
        expect(repairs.length > 0).toBe(projectionErrors(model).length > 0);
        if (repairs.length > 0) repaired += 1;
        for (const label of insertedLabels) expect(text).not.toContain(`: ${label};`);

        const { edits, files: trees } = amend(files, model);
        const again = analysed(applyEdits(text, 0, edits));
        expect(again === undefined ? ["refused"] : projectionErrors(again.model)).toEqual([]);
        expect(printFile(again!.files[0]!)).toBe(printFile(trees[0]!));
        expect(printFile(withoutInserted(trees[0]!))).toBe(printFile(files[0]!));
      }),
      { numRuns: 120 / part },
    );
    expect(repaired).toBeGreaterThan(50 / part);
  });

  test("no selection of the plan can be left out", () => {
    let compared = 0;
    fc.assert(
      fc.property(program, (text) => {
        const found = analysed(text);
        fc.pre(found !== undefined);
        const { repairs } = planAmendment(found.model);
        expect(projectionErrors(withRepairs(found.model, repairs))).toEqual([]);
        for (const repair of repairs) {
          const fewer = repairs.filter((other) => other !== repair);
          expect(projectionErrors(withRepairs(found.model, fewer)).length).toBeGreaterThan(0);
          compared += 1;
        }
      }),
      { numRuns: 60 / part },
    );
    expect(compared).toBeGreaterThan(50 / part);
  });
});
