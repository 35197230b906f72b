/** The field of a location, or where there is none that of a queue's length, has one bit less than it needs. */
import type { Layout } from "../../checker/compiled/index.ts";
import type { Mutant } from "./mutant.ts";

type Field = NonNullable<Layout["processes"][number]["location"]>;

function shorter(field: Field): Field {
  return { ...field, width: field.width - 1 };
}

export const fieldOneBitShort: Mutant = {
  name: "a bit field one bit short",
  error: "The highest bit of every location is not read and not changed.",
  killedBy: "T35-code",
  change: (parts) => ({
    ...parts,
    layout: (layout) => ({
      ...layout,
      processes: layout.processes.map(({ location, ...process }) => (location === undefined ? process : { ...process, location: shorter(location) })),
    }),
  }),
};
