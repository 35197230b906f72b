/** Transactions that a session performs twice under one name: the journal knows one of them (docs/sagas.md, R2). */
import { isMadeName } from "../../../calculus/core/index.ts";
import type { Instruction, Model, TransactionDefinition } from "../../../calculus/core/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import { distinct } from "./finding.ts";
import type { AssumptionFinding } from "./finding.ts";
import { flowThrough } from "./flow.ts";
import type { Flow } from "./flow.ts";
import { performedBy } from "./reached.ts";

/** By role and transaction: the first place in the text where it may have been performed. */
type Done = ReadonlyMap<string, Span>;

/** Transactions without a key that some path performs a second time. Polynomial in the program. */
export function performedTwice(model: Model, subject: string, transactions: ReadonlyMap<string, TransactionDefinition>): readonly AssumptionFinding[] {
  const nameOf = (I: Instruction): string | undefined => {
    const performed = performedBy(I, transactions);
    return performed === undefined || !isOnce(performed.transaction) ? undefined : `${performed.role} performs ${performed.transaction.name}`;
  };
  const { reached } = flowThrough(model, subject, flowOf(nameOf, transactions));
  return distinct(
    reached.flatMap(({ I, before }): readonly AssumptionFinding[] => {
      const name = nameOf(I);
      const earlier = name === undefined ? undefined : before.get(name);
      if (name === undefined || earlier === undefined || !("site" in I)) return [];
      return [
        {
          code: "performed-twice",
          message: `${name} twice in a session, and the journal knows one: the second does not happen`,
          span: I.site.span,
          labels: [{ span: earlier, message: "the first time" }],
          repair: `tell them apart by a key (\`key …;\` in the transaction), or declare two transactions`,
        },
      ];
    }),
  );
}

function flowOf(nameOf: (I: Instruction) => string | undefined, transactions: ReadonlyMap<string, TransactionDefinition>): Flow<Done> {
  return {
    start: new Map(),
    join: joined,
    behind: (I, before) => {
      const name = nameOf(I);
      return name === undefined || !("site" in I) ? before : joined(before, new Map([[name, I.site.span]]));
    },
    isAtomic: ({ procedure }) => transactions.has(procedure),
    enter: (_call, _procedure, before) => before,
    leave: (_call, _before, end) => end,
    key: (entered) => [...entered.keys()].sort().join(),
  };
}

/** Two executions are one for the journal. What undoes a transaction is performed as often as that is. */
function isOnce({ name, isCounted, key, effect }: TransactionDefinition): boolean {
  return !isCounted && key === undefined && effect === "journaled" && !isMadeName(name);
}

function joined(one: Done, other: Done): Done {
  const more = [...other].filter(([name, span]) => {
    const known = one.get(name);
    return known === undefined || span.file < known.file || (span.file === known.file && span.start < known.start);
  });
  return more.length === 0 ? one : new Map([...one, ...more]);
}
