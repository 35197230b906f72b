/** The protocols of a program as global types (docs/language.md, protocols), with everything that only their expansion can show to be wrong. */
import { globalEnd } from "../../core/index.ts";
import type { Definitions, Protocol } from "../../core/index.ts";
import type { Diagnostic, Limits } from "../../diagnostics/index.ts";
import { budgetOf, expander } from "./expand.ts";
import type { ProtocolDeclaration } from "./expand.ts";
import { successors } from "./flow.ts";
import type { Flow, Instance } from "./flow.ts";
import { unguarded } from "./guarded.ts";
import { orderParallels } from "./order-parallel.ts";
import { problems } from "./problems.ts";
import type { Problems } from "./problems.ts";
import { refinedProtocolOf } from "./refined-protocol.ts";
import { expandedTypes, messages } from "./sorts.ts";
import { globalTypeOf } from "./to-global-type.ts";
import type { Translated } from "./to-global-type.ts";
import { viewsOf } from "./views.ts";

export interface ElaboratedProtocols {
  /** Those without problems. */
  readonly protocols: ReadonlyMap<string, Protocol>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Elaborates the protocols, whose names must have been checked; `judged` are those that are asked for, all of them by default. Linear in their
 * expansions, which the limits bound.
 */
export function protocolsOf(
  declarations: ReadonlyMap<string, ProtocolDeclaration>,
  definitions: Definitions,
  limits: Limits,
  judged: Iterable<string> = declarations.keys(),
): ElaboratedProtocols {
  const budget = budgetOf(limits);
  const expand = expander(declarations, messages(definitions), expandedTypes(definitions), budget);
  const closed = new Map<Flow, Translated>();
  const idle = new Set<Flow>();
  const own = problems();
  const entered = problems();
  const protocols = new Map<string, Protocol>();

  /** Undefined when the budget is used up. */
  function typeOf(declaration: ProtocolDeclaration, found: Problems): Pick<Protocol, "type" | "views" | "refined"> | undefined {
    const expansion = expand(declaration);
    if (expansion === undefined) return undefined;
    const { first, loops, parallels } = expansion;
    for (const loop of unguarded(loops, found)) idle.add(loop);
    if (!orderParallels(parallels, found, budget)) return undefined;
    // A loop without a message has no first messages, so nothing is said about the choices around it.
    if (idle.size > 0 && reaches(first, idle)) return { type: globalEnd };
    const type = globalTypeOf(first, closed, found, budget);
    if (type === undefined) return undefined;
    if (found.found().length > 0) return { type };
    const views = viewsOf(
      first,
      declaration.roles.map(({ text }) => text),
      budget,
    );
    const refined = refinedProtocolOf(first, definitions);
    return { type, ...(views.size === 0 ? {} : { views }), ...(refined === undefined ? {} : { refined }) };
  }

  for (const name of judged) {
    const declaration = declarations.get(name);
    if (declaration === undefined) continue;
    const { span, roles } = declaration;
    const found = problems();
    const typed = typeOf(declaration, found);
    for (const { code, span: at, message, labels, notes } of found.found()) {
      const isOwn = at.file === span.file && at.start >= span.start && at.end <= span.end;
      (isOwn ? own : entered).report(code, at, message, { labels, notes });
    }
    if (typed === undefined) {
      own.report("protocol-too-large", declaration.name.span, `\`${name}\` is too large once the protocols that it uses are expanded`, {
        notes: [
          `the limits are ${String(limits.protocolInstances)} uses of protocols, and ${String(limits.protocolSize)} statements and messages, in one program`,
        ],
      });
      break;
    }
    if (found.found().length === 0) protocols.set(name, { name, roles: roles.map((role) => role.text), ...typed, span });
  }
  // What is wrong inside a protocol is said in its own words where it was judged itself.
  for (const { code, span, message, labels, notes } of entered.found()) own.report(code, span, message, { labels, notes });
  return { protocols, diagnostics: own.found() };
}

function reaches(first: Instance, targets: ReadonlySet<Flow>): boolean {
  const seen = new Set<Flow>([first]);
  for (const flow of seen) {
    if (targets.has(flow)) return true;
    for (const next of successors(flow)) seen.add(next);
  }
  return false;
}
