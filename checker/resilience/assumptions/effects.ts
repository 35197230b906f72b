/** Effects that a replay repeats: writes of durable fields outside of transactions, and raw transactions (docs/sagas.md, R3). */
import type { Instruction, Role, TransactionDefinition } from "../../../calculus/core/index.ts";
import { distinct } from "./finding.ts";
import type { AssumptionFinding } from "./finding.ts";
import type { FieldsOfRole } from "./determinism.ts";
import { performedBy, variablesWritten } from "./reached.ts";

/** Raw effects of these instructions. */
export function rawEffects(
  instructions: readonly Instruction[],
  fields: ReadonlyMap<Role, FieldsOfRole>,
  transactions: ReadonlyMap<string, TransactionDefinition>,
): readonly AssumptionFinding[] {
  return distinct(
    instructions.flatMap((I): readonly AssumptionFinding[] => {
      if (!("site" in I)) return [];
      const { span } = I.site;
      const written = variablesWritten(I).find(([role, variable]) => fields.get(role)?.durable.has(variable) === true);
      if (written !== undefined) return [I.kind === "communicate" ? receivedInto(written, span) : writtenOutside(written, span)];
      const performed = performedBy(I, transactions);
      if (performed?.transaction.effect !== "raw") return [];
      const { role, transaction } = performed;
      return [
        {
          code: "raw-effect",
          message: `${role} performs ${transaction.name}, which is raw: a replay does it again`,
          span,
          labels: [{ span: transaction.span, message: "declared raw here" }],
          repair: `declare ${transaction.name} journaled, or idempotent if it is`,
        },
      ];
    }),
  );
}

type Written = readonly [Role, string];

function writtenOutside([role, variable]: Written, span: AssumptionFinding["span"]): AssumptionFinding {
  return {
    code: "raw-effect",
    message: `${role} writes its durable field ${variable} outside of a transaction: a replay writes it again`,
    span,
    labels: [],
    repair: "write it in a transaction, and perform that",
  };
}

function receivedInto([role, variable]: Written, span: AssumptionFinding["span"]): AssumptionFinding {
  return {
    code: "raw-effect",
    message: `${role} receives into its durable field ${variable}: a replay writes it again`,
    span,
    labels: [],
    repair: "receive into a variable, and write the field in a transaction",
  };
}
