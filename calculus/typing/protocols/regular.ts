/**
 * Regular protocols: one that leads back to itself does so as its last act, so that what is still to come never grows. Roles may be exchanged on the
 * way; after some rounds they are back in their places, so looking at names alone is enough.
 */
import { components } from "../graph.ts";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import type { Use } from "./body.ts";

/** Reports each `do` that leads back to its own protocol although something follows, and returns the protocols concerned. Linear in the uses. */
export function checkRegular(uses: ReadonlyMap<string, readonly Use[]>, program: Program, reporter: Reporter): ReadonlySet<string> {
  const targets = (name: string): readonly string[] => (uses.get(name) ?? []).map(({ statement }) => statement.protocol.text);
  const irregular = new Set<string>();
  for (const component of components(uses.keys(), targets)) {
    const members = new Set(component);
    for (const name of component) {
      for (const { statement, followed } of uses.get(name) ?? []) {
        if (followed === undefined || !members.has(statement.protocol.text)) continue;
        irregular.add(name);
        const declared = program.protocols.get(name)?.name.span;
        reporter.report("non-regular-protocol", statement.span, `this leads back to \`${name}\`, and something follows it`, {
          labels: [...(declared === undefined ? [] : [{ span: declared, message: "declared here" }]), { span: followed, message: "what follows" }],
          notes: ["what is to come would grow with every round: let the `do` be the last thing of its protocol, or write a `rec`"],
        });
      }
    }
  }
  return irregular;
}
