/** A choreography and its network as whole systems: what T5 and T6 say step by step, decided once more by partition refinement. */
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { compared, compareSystems } from "../../checker/equivalence/index.ts";
import { graphOfNetwork, graphOfSystem } from "../../checker/graph/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import { ordinary } from "../generators/programs.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

const limits = { maxStates: 60, memory: 2 ** 30 };
const maxPairs = 10_000;

export const projectionIsBisimilar: Theorem = theorem<ParsedFile>({
  id: "equivalence-projection",
  everydayRuns: 100,
  name: "a network is bisimilar to its choreography",
  statement:
    "The network of a projectable choreography is strongly bisimilar to it with all steps seen, and so branching bisimilar with sends and receives seen.",
  reference: "Cruz-Filipe, Montesi, Peressotti, JAR 2023 (EPP theorem); Blom, van de Pol, PDMC 2009",
  forall: programGenerator("programs", ordinary),
  given: (program, implementation) => {
    const model = modelOf(program);
    return model !== undefined && implementation.projectable(model);
  },
  then: (program, implementation, tally) => {
    const model = modelOf(program);
    const systems = model && implementation.systems(model);
    if (systems === undefined) return undefined;
    tally.add("programs");
    const choreography = compared(systems.choreography, graphOfSystem(systems.choreography, limits));
    const network = compared(systems.network, graphOfNetwork(systems.network, limits));
    for (const [relation, observation] of [
      ["strong", "all"],
      ["branching", "events"],
    ] as const) {
      // prettier-ignore
      const comparison = compareSystems(choreography, network, relation, { observation, divergence: true, maxPairs });
      if (comparison.verdict === "unknown") return undefined;
      if (comparison.verdict !== "yes")
        return { kind: comparison.verdict, message: [`not ${relation} bisimilar`, ...(comparison.experiment?.lines ?? [comparison.reason ?? ""])].join("\n") };
    }
    tally.add("compared");
    return undefined;
  },
  demands: [share("compared", "programs", 40)],
});
