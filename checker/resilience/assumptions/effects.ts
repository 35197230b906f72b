/** Effects that a replay repeats: writes of durable fields outside of transactions, and raw transactions (docs/sagas.md, R3). */
import type { Role } from "../../../calculus/core/index.ts";
import { distinct } from "./finding.ts";
import type { AssumptionFinding } from "./finding.ts";
import type { FieldsOfRole } from "./determinism.ts";
import type { Paths } from "./paths.ts";

/** Raw effects in these paths. */
export function rawEffects({ paths }: Paths, fields: ReadonlyMap<Role, FieldsOfRole>): readonly AssumptionFinding[] {
  return distinct(
    paths.flat().flatMap((event): readonly AssumptionFinding[] => {
      const { span } = event.site;
      const isWrite = event.kind === "assign" || event.kind === "any";
      if (isWrite && fields.get(event.role)?.durable.has(event.variable) === true)
        return [
          {
            code: "raw-effect",
            message: `${event.role} writes its durable field ${event.variable} outside of a transaction: a replay writes it again`,
            span,
            labels: [],
            repair: "write it in a transaction, and perform that",
          },
        ];
      if (event.kind === "message") {
        const written = event.variables.find((variable) => fields.get(event.to)?.durable.has(variable) === true);
        if (written === undefined) return [];
        return [
          {
            code: "raw-effect",
            message: `${event.to} receives into its durable field ${written}: a replay writes it again`,
            span,
            labels: [],
            repair: "receive into a variable, and write the field in a transaction",
          },
        ];
      }
      if (event.kind !== "perform" || event.transaction.effect !== "raw") return [];
      return [
        {
          code: "raw-effect",
          message: `${event.role} performs ${event.transaction.name}, which is raw: a replay does it again`,
          span,
          labels: [{ span: event.transaction.span, message: "declared raw here" }],
          repair: `declare ${event.transaction.name} journaled, or idempotent if it is`,
        },
      ];
    }),
  );
}
