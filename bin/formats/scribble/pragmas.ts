/** nuScr's pragmas, `(*# RefinementTypes, NestedProtocols #*)`: which are known, and which ask for something to be judged. */
import type { Reading } from "./reading.ts";

type Meaning = "none" | { readonly item: string };

/** The pragmas of nuScr 2.1. Those without meaning switch on syntax that is always read (`NestedProtocols` has a say in what `do` is), or speak of the program that nuScr writes. */
const pragmas: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["NestedProtocols", "none"],
  ["ShowPragmas", "none"],
  ["PrintUsage", "none"],
  ["RefinementTypes", "none"],
  ["SenderValidateRefinements", "none"],
  ["ReceiverValidateRefinements", "none"],
  ["ValidateRefinementSatisfiability", { item: "satisfiable" }],
  ["ValidateRefinementProgress", { item: "progress" }],
]);

const item = /[^,\s:][^,:]*/g;

/** Takes the pragmas at the cursor. An unknown one is an error; what one asks for becomes an `expect` of every protocol. */
export function readPragmas({ cursor, pragmas: said, asked }: Reading): void {
  for (let token = cursor.token(); token.kind === "pragma"; token = cursor.token()) {
    cursor.advance();
    const inside = token.text.slice(3, -3);
    // What stands behind a colon is an argument.
    for (const part of inside.matchAll(/[^,]+/g)) {
      item.lastIndex = 0;
      const found = item.exec(part[0]);
      if (found === null) continue;
      const name = found[0].trimEnd();
      const start = token.start + 3 + part.index + found.index;
      const span = { file: cursor.file, start, end: start + name.length };
      const meaning = pragmas.get(name);
      said.add(name);
      if (meaning === undefined)
        cursor.report("unknown-pragma", span, `there is no pragma \`${name}\``, { notes: [`the pragmas are ${[...pragmas.keys()].join(", ")}`] });
      else if (meaning !== "none") asked.push({ property: { name: meaning.item, arguments: [] }, span });
    }
  }
}
