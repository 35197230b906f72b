/** Guarded recursion: every way around a loop of a protocol sends a message (Honda, Yoshida and Carbone, POPL 2008). */
import { silentSuccessors } from "./flow.ts";
import type { Flow } from "./flow.ts";
import type { Problems } from "./problems.ts";

/**
 * Reports each `continue` and `do` that closes a loop without a message, and returns where these loops begin. `loops` are all that may be part of one.
 * Linear in the flow, without recursion.
 */
export function unguarded(loops: readonly Flow[], problems: Problems): ReadonlySet<Flow> {
  const found = new Set<Flow>();
  const left = new Set<Flow>();
  const onPath = new Set<Flow>();
  const path: { readonly flow: Flow; readonly rest: Iterator<Flow> }[] = [];
  const enter = (flow: Flow): void => {
    onPath.add(flow);
    path.push({ flow, rest: silentSuccessors(flow)[Symbol.iterator]() });
  };
  for (const start of loops) {
    if (!left.has(start)) enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.next();
      if (next.done === true) {
        path.pop();
        onPath.delete(top.flow);
        left.add(top.flow);
      } else if (onPath.has(next.value)) {
        found.add(next.value);
        if (top.flow.kind === "jump") reportUnguarded(top.flow, problems);
      } else if (!left.has(next.value)) enter(next.value);
    }
  }
  return found;
}

function reportUnguarded({ target, span }: Extract<Flow, { kind: "jump" }>, problems: Problems): void {
  const what = target.kind === "recursion" ? `\`${target.variable}\`` : `protocol \`${target.protocol}\``;
  problems.report("unguarded-recursion", span, `this comes back to ${what} without a message`, {
    labels: [{ span: target.span, message: target.kind === "recursion" ? "the start of the loop" : "declared here" }],
    notes: ["on every way around a loop somebody sends something"],
  });
}
