/**
 * Machines as Promela, the language of SPIN (Holzmann, The SPIN Model Checker, 2004): every step of the machine is one step there, so without reductions SPIN
 * reaches as many states (docs/formats.md, Promela). What cannot be said is refused.
 */
import type { FaultClause } from "../../../calculus/core/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Machine } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { WrittenText } from "../writers/automata-to-write.ts";
import { CannotSay, refusing } from "../writers/cannot-say.ts";
import { Components } from "./components.ts";
import { Names } from "./names.ts";
import { processText } from "./processes.ts";
import { Queues } from "./queues.ts";
import { Variables } from "./variables.ts";

export interface PromelaOptions {
  /** Messages for which a queue without bound has room; a model that needs more says so when it is run. */
  readonly queueLength: number;
}

/** The model, or why there is none. Linear in the machine, but for functions that are used in several places. `span` is where the machine comes from. */
export function promelaText(machine: Machine, span: Span, { queueLength }: PromelaOptions): WrittenText {
  const result = refusing("Promela", span, (at) => {
    const { processes, network, faults } = machine;
    if (network.order === "bag" || network.lossy || network.duplicating) throw new CannotSay("a network that reorders, loses or duplicates messages");
    for (const clause of faults?.clauses ?? []) {
      at(clause.span);
      if (clause.kind !== "crash") throw new CannotSay(`the fault \`${clause.kind}\``);
    }
    at(span);
    if (processes.length > 250) throw new CannotSay(`${String(processes.length)} processes`);
    const names = new Names();
    const components = new Components(machine.definitions);
    const queues = new Queues(machine, components, names, queueLength);
    const budgets = budgetsOf(faults?.clauses ?? [], names);
    const proctypes = processes.map(({ role }) => names.fresh(role));
    const variables = new Variables(machine, components, names, at);
    const starts = variables.startsInSeveralWays;
    const bodies = processes.map((_, index) =>
      processText({ machine, index, name: present(proctypes[index]), isActive: !starts, components, variables, queues, budgets, at }),
    );
    const declarations = [
      ...queues.declarations,
      ...variables.declarations,
      ...budgets.flatMap((name) => (name === undefined ? [] : [`byte ${name};`])),
      ...variables.temporaries,
    ];
    const init = starts ? [`init {\n  atomic {\n${[...variables.choices, ...proctypes.map((name) => `    run ${name}();`)].join("\n")}\n  }\n}\n`] : [];
    return [head(machine, starts, queueLength), `${declarations.join("\n")}\n`, ...bodies, ...init].join("\n");
  });
  return "diagnostics" in result ? result : { text: result.written };
}

function budgetsOf(clauses: readonly FaultClause[], names: Names): readonly (string | undefined)[] {
  return clauses.map(({ atMost }, index) => {
    if (atMost === undefined) return undefined;
    if (atMost > 255) throw new CannotSay("a fault that may happen more than 255 times");
    return names.fresh(`spent_${String(index)}`);
  });
}

function head({ name, network }: Machine, starts: boolean, queueLength: number): string {
  const lines = [
    `${name}: every step of the machine is one step here.`,
    "",
    "  spin -o1 -o2 -o3 -a FILE && cc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000",
    "",
    `As many states are stored as the machine has${starts ? ", and one more, in which `init` has not chosen the initial values" : ""}.`,
    ...(network.capacity === undefined
      ? [`Queues have no bound in the machine. Here they have room for ${String(queueLength)} messages; where that is not enough an assertion is violated.`]
      : []),
  ];
  return `/*\n${lines.map((line) => (line === "" ? " *\n" : ` * ${line}\n`)).join("")} */\n`;
}
