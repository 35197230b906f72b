/** T31: machines do what the rules say. */
import type { BuildResult } from "../../calculus/machine/index.ts";
import { machineOfChoreography, machineOfSystem } from "../../calculus/machine/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { projection } from "../../calculus/projection/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import type { NetworkSystem } from "../../calculus/semantics/index.ts";
import { networkSystem, systemNetwork } from "../../calculus/semantics/index.ts";
import type { ParsedFile } from "../../calculus/syntax/index.ts";
import { modelOf, programGenerator } from "../generators/generated-program.ts";
import { selectingSystems } from "../generators/selecting-systems.ts";
import { compareStepForStep } from "../machines/step-for-step.ts";
import { numberOf } from "../machines/number-of.ts";
import { surroundings } from "../machines/surroundings.ts";
import { syntaxKey } from "../syntax-key.ts";
import { share } from "../tally.ts";
import type { Tally } from "../tally.ts";
import type { Implementation } from "../implementation.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** So many configurations of a machine are compared. */
const mostConfigurations = 12;
/** Processes of guarded choices take many steps before they receive anything. */
const mostOfChoices = 40;

function compare(system: NetworkSystem, result: BuildResult, { parts }: Implementation, most: number, tally: Tally): Refutation | undefined {
  if (!result.ok) {
    tally.add("have no machine");
    return /nest without end$/.test(result.reason) ? undefined : { kind: "refused", message: result.reason };
  }
  const { refutation, rules, configurations } = compareStepForStep(system, result.built, parts.machine, most);
  tally.add("machines");
  tally.add("configurations", configurations);
  for (const rule of rules) tally.add(`use ${rule}`);
  return refutation;
}

export const machinesOfPrograms: Theorem = theorem<ParsedFile>({
  id: "T31-machine",
  everydayRuns: 50,
  name: "machines do what the rules say",
  statement:
    "From every reachable configuration of the network of a program, on any kind of network and under faults, its machine has the steps of the rules, in their order, with their labels, to the configurations that they lead to; and keys of the machine are equal exactly for equal configurations.",
  reference: "docs/machine.md; Manna and Pnueli, 1992 (transition diagrams)",
  forall: programGenerator("programs"),
  given: (program, implementation) => {
    const model = modelOf(program);
    return model !== undefined && implementation.projectable(model);
  },
  discardsPerRun: 3,
  then: (program, implementation, tally) => {
    const model = modelOf(program);
    if (model === undefined) return undefined;
    const using = projection();
    const around = surroundings(numberOf(syntaxKey(program)), [...model.roles.keys()]);
    const network = networkSystem(model, undefined, { projection: using, ...around });
    if (!network.ok) return undefined;
    return compare(network.system, machineOfChoreography(model, undefined, { projection: using, ...around }), implementation, mostConfigurations, tally);
  },
  demands: [
    share("use N-CALL", "machines", 15),
    share("use N-MATCH", "machines", 2),
    share("use N-FAIL", "machines", 1),
    share("use F-CRASH", "machines", 20),
    share("use N-LOSE", "machines", 10),
  ],
});

export const machinesOfSystems: Theorem = theorem<string>({
  id: "T31-select",
  everydayRuns: 40,
  name: "machines of guarded choices do what the rules say",
  statement: "As T31-machine, of systems of processes that go round in guarded choices.",
  reference: "docs/machine.md; Dijkstra, CACM 18(8), 1975 (guarded commands)",
  forall: selectingSystems,
  given: (text) => text.includes("system S {"),
  then: (text, implementation, tally) => {
    const { model } = analyseText(text);
    const system = model?.systems.get("S");
    if (model === undefined || system === undefined) return undefined;
    const using = projection();
    const around = surroundings(
      numberOf(text),
      system.members.map(({ role }) => role),
    );
    const network = systemNetwork(model, system, contracts(model), { projection: using, ...around });
    if (!network.ok) return undefined;
    return compare(network.system, machineOfSystem(model, system, contracts(model), { projection: using, ...around }), implementation, mostOfChoices, tally);
  },
  demands: [
    share("use N-SELECT-SEND", "machines", 50),
    share("use N-SELECT-RECEIVE", "machines", 5),
    share("use N-SELECT-LOCAL", "machines", 20),
    share("use N-FAIL", "machines", 2),
  ],
});
