/** The items of the payloads of protocols are printed without their names. */
import type { ProtocolBlock, ProtocolStatement } from "../../calculus/syntax/index.ts";
import type { Mutant } from "./mutant.ts";

export const printerForgetsPayloadNames: Mutant = {
  name: "a printer for types alone",
  error: "The items of the payloads of protocols are printed without their names.",
  killedBy: "T29-print",
  change: (parts) => ({
    ...parts,
    print: (tree) =>
      parts.print({
        ...tree,
        declarations: tree.declarations.map((declaration) =>
          declaration.kind === "protocol" ? { ...declaration, body: withoutNames(declaration.body) } : declaration,
        ),
      }),
  }),
};

function withoutNames(block: ProtocolBlock): ProtocolBlock {
  return { ...block, statements: block.statements.map(withoutNamesInside) };
}

function withoutNamesInside(statement: ProtocolStatement): ProtocolStatement {
  switch (statement.kind) {
    case "message":
      return { ...statement, payload: statement.payload.map(({ sort, span }) => ({ sort, span })) };
    case "choice":
    case "par":
      return { ...statement, branches: statement.branches.map(withoutNames) };
    case "rec":
      return { ...statement, body: withoutNames(statement.body) };
    default:
      return statement;
  }
}
