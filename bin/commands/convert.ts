/** `convert`: the protocols of a file in another notation. */
import { defaultLimits } from "../../calculus/diagnostics/index.ts";
import { parseFile } from "../../calculus/parser/index.ts";
import { equalTrees } from "../../calculus/syntax/index.ts";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import type { Command } from "../command.ts";
import { loadModel, refuse } from "../files/load-model.ts";
import type { LoadedModel } from "../files/load-model.ts";
import { globalDiagram } from "../formats/writers/automata.ts";
import { dotDiagrams, mermaidDiagrams } from "../formats/writers/state-diagram.ts";
import type { StateDiagram } from "../formats/writers/state-diagram.ts";
import { choreoText } from "../formats/writers/write-choreo.ts";
import { nuscrText } from "../formats/writers/write-nuscr.ts";
import { UsageError } from "../usage-error.ts";

const notations = ["choreo", "nuscr", "dot", "mermaid"] as const;

/** The text as `.choreo`, read again to see that it says the same. Throws if it does not: a mistake of ours. */
function asChoreo(file: ParsedFile): string {
  const { text, tree } = choreoText(file);
  const again = parseFile(text, 0, defaultLimits);
  if (again.diagnostics.length > 0 || !equalTrees(tree, again.tree)) throw new Error("the converted file is another program");
  return text;
}

/** The automata of the protocols that the named file declares. */
function diagrams({ model, files }: Extract<LoadedModel, { ok: true }>): readonly StateDiagram[] {
  const own = (files[0]?.declarations ?? []).flatMap((declaration) => (declaration.kind === "protocol" ? [declaration.name.text] : []));
  return own.flatMap((name) => {
    const protocol = model.protocols.get(name);
    return protocol === undefined ? [] : [globalDiagram(protocol)];
  });
}

export const convert: Command = async (request, io) => {
  const { options, words } = request;
  const wanted = options.to ?? "choreo";
  const notation = notations.find((each) => each === wanted);
  if (notation === undefined) throw new UsageError(`option --to is one of ${notations.join(", ")}, not \`${wanted}\``);
  const loaded = await loadModel(words[0] ?? "", request, io);
  if (!loaded.ok) return loaded.exitCode;
  const [file] = loaded.files;
  if (file?.declarations.some(({ kind }) => kind === "protocol") !== true) throw new UsageError(`\`${words[0] ?? ""}\` declares no protocol`);
  switch (notation) {
    case "choreo":
      io.stdout(asChoreo(file));
      return 0;
    case "nuscr": {
      const own = new Set(file.declarations);
      const written = nuscrText(
        loaded.files.flatMap(({ declarations }) => declarations),
        (declaration) => own.has(declaration),
      );
      if ("diagnostics" in written) return refuse(written.diagnostics, loaded.sources, request, io).exitCode;
      io.stdout(written.text);
      return 0;
    }
    case "dot":
      io.stdout(dotDiagrams(diagrams(loaded)));
      return 0;
    case "mermaid":
      io.stdout(mermaidDiagrams(diagrams(loaded)));
      return 0;
  }
};
