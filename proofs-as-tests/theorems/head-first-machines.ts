/** T31-head-first: the machine of a choreography does what the head-first rules say. */
import { machineOfChoreographyHeadFirst } from "../../calculus/machine/index.ts";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import { ordinary } from "../generators/programs.ts";
import { compareHeadFirst } from "../machines/head-first-step-for-step.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

/** So many states of a machine are compared. */
const mostStates = 60;

export const headFirstMachines: Theorem = theorem<ParsedFile>({
  id: "T31-head-first",
  everydayRuns: 50,
  name: "the machine of a choreography does what the head-first rules say",
  statement:
    "From every reachable state of the head-first rules of a projectable choreography, its machine has their steps, in their order, with their labels and derivations, to the states that they lead to, where loops diverge and roles fail as well; and keys of the machine are equal exactly for equal states.",
  reference: "docs/machine.md; King, CACM 19(7), 1976 (symbolic execution); Godefroid, LNCS 1032, 1996",
  forall: programGenerator("programs that diverge and fail", { ...ordinary, failures: 60, choices: 15, repetition: 80, diverging: 45 }),
  given: (program, implementation) => {
    const model = modelOf(program);
    return model !== undefined && implementation.projectable(model);
  },
  then: (program, implementation, tally) => {
    const model = modelOf(program);
    if (model === undefined) return undefined;
    const result = machineOfChoreographyHeadFirst(model);
    if (!result.ok) {
      tally.add("have no machine");
      if (result.reason.endsWith("at once")) tally.add("have too many messages on their way");
      return /nest without end$|depends on variables$|ask functions without body$|messages may be on their way at once$/.test(result.reason)
        ? undefined
        : { kind: "refused", message: result.reason };
    }
    const built = { ...result.built, machine: implementation.parts.headFirstMachine(result.built.machine) };
    const { refutation, states, rules, givesUp } = compareHeadFirst(model, built, mostStates);
    tally.add("machines");
    tally.add("states", states);
    for (const rule of rules) tally.add(`use ${rule}`);
    if (givesUp) tally.add("give roles up");
    return refutation;
  },
  demands: [
    share("use C-ENTER", "machines", 10),
    share("use C-MATCH", "machines", 2),
    share("use C-FAIL", "machines", 3),
    share("use D-INSTR", "machines", 5),
    share("give roles up", "machines", 7),
  ],
});
