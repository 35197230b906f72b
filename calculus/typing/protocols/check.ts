/** Protocols are well formed: each by its text, and those in order by their expansion (docs/language.md, protocols). */
import type { DiagnosticCode, Limits } from "../../diagnostics/index.ts";
import { protocolsOf } from "../../elaboration/index.ts";
import { components } from "../graph.ts";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { checkBody } from "./body.ts";
import type { Use } from "./body.ts";
import { checkRegular } from "./regular.ts";

/** With these a protocol cannot be expanded; other mistakes in its text do not hide those in its expansion. */
const breaking: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  "unknown-role",
  "unknown-protocol",
  "unknown-loop",
  "duplicate-name",
  "duplicate-loop",
  "wrong-role-count",
  "aliased-roles",
  "continue-out-of-parallel",
  "wrong-argument-count",
  "not-yet-supported",
]);

/** Reports what is wrong with the protocols of a program. Linear in their expansions, which the limits bound. */
export function checkProtocols(program: Program, limits: Limits, reporter: Reporter): void {
  const uses = new Map<string, readonly Use[]>();
  const broken = new Set<string>();
  for (const [name, declaration] of program.protocols) {
    const noticing: Reporter = {
      report: (code, span, message, details) => {
        if (breaking.has(code)) broken.add(name);
        reporter.report(code, span, message, details);
      },
      unknown: (code, unknown, what, candidates, details) => {
        if (breaking.has(code)) broken.add(name);
        reporter.unknown(code, unknown, what, candidates, details);
      },
    };
    uses.set(name, checkBody(declaration, program, noticing));
  }
  for (const name of checkRegular(uses, program, reporter)) broken.add(name);

  // A protocol that uses a broken one is not judged further. In this order, what it uses comes first; a cycle is broken with any of its members.
  const targets = (name: string): readonly string[] => (uses.get(name) ?? []).map(({ statement }) => statement.protocol.text);
  for (const component of components(uses.keys(), targets)) {
    if (component.some((name) => broken.has(name) || targets(name).some((target) => broken.has(target)))) for (const name of component) broken.add(name);
  }
  const judged = [...program.protocols.keys()].filter((name) => !broken.has(name));
  for (const { code, span, message, labels, notes } of protocolsOf(program.protocols, program.definitions, limits, judged).diagnostics) {
    reporter.report(code, span, message, { labels, notes });
  }
}
