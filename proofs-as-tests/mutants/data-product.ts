/** Two runs of a protocol with data, put together with one error each. */
import type { ProductParts } from "../../checker/protocols-with-data/index.ts";
import type { Mutant } from "./mutant.ts";

function mutant(name: string, error: string, change: Partial<ProductParts>, seed = 1): Mutant {
  return { name, error, killedBy: "T14-data", seed, change: (parts) => ({ ...parts, dataProduct: { ...parts.dataProduct, ...change } }) };
}

export const valuesNotSynchronised: Mutant = mutant(
  "events of a role not synchronised on values",
  "What a role sends or receives in one run may have another value in the other, and it does not notice.",
  { synchronised: (_left, _right, terms) => terms.true },
);

export const secondRegistersShared: Mutant = mutant("registers of the second run shared", "The second run reads the registers of the first.", {
  secondRegisters: (own, first) => own.map((register, index) => first[index] ?? register),
});

export const receiversNotBlocked: Mutant = mutant(
  "receive condition ignores other receivers",
  "Who has not received the message of a blocked role may go on all the same.",
  { blocks: (blocked) => blocked },
  7,
);
