/** Systems of processes in guarded choices with a fault model and a network: some fields survive crashes, some start anywhere. Written as texts. */
import fc from "fast-check";
import type { Generator } from "../theorem.ts";
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";
import { selectingSystems, talkingSystems } from "./selecting-systems.ts";

/** What goes wrong where; the system stands apart. */
interface Mess {
  readonly network: string;
  readonly clauses: readonly string[];
  /** What the fields `x` and `y` of every role are declared as. */
  readonly fields: readonly [string, string];
  /** What every process begins with: a choice, which may have no values, or nothing. */
  readonly beginning: string;
}

export const faultySystems: Generator<string> = systems("systems of processes in guarded choices with a fault model and a network", generated);

/** The same, of which many begin with a choice that may have no values. */
export const choosingSystems: Generator<string> = systems(
  "systems of processes in guarded choices behind an `any`, with a fault model and a network",
  (chance) => ({
    ...generated(chance),
    beginning: chance.percent(45) ? chance.pick(["x := any y..1;", "x := any y..0;", "y := any (x + 1)..y;"]) : "",
  }),
);

function systems(name: string, mess: (chance: Chance) => Mess): Generator<string> {
  return {
    name,
    arbitrary: fc
      .tuple(fc.oneof({ weight: 1, arbitrary: selectingSystems.arbitrary }, { weight: 3, arbitrary: talkingSystems.arbitrary }), structured(mess, smaller))
      .map(([system, around]) => textOf(system, around)),
    extension: "choreo",
    write: (text) => text,
    read: (text) => text,
  };
}

function generated(chance: Chance): Mess {
  const order = chance.pick(["fifo", "fifo", "fifo", "mailbox", "bag"]);
  const more = ["bounded(2)", "bounded(1)", "lossy", "duplicating"].filter(() => chance.percent(25));
  const words = [order, ...more.filter((word, index) => !word.startsWith("bounded") || index === 0)];
  const clauses = new Set(Array.from({ length: chance.between(1, 4) }, () => clause(chance)));
  const fields = [chance.pick(["x: int = 0", "x: int = any 0..1"]), chance.pick(["y: int = 1", "durable y: int = 1"])] as const;
  return { network: words.join(" "), clauses: [...clauses], fields, beginning: "" };
}

function clause(chance: Chance): string {
  const budget = chance.percent(80) ? ` at most ${String(chance.between(1, 2))}` : "";
  const [from = "A", to = "B"] = chance.subset(["A", "B"], 2);
  const between = chance.percent(25) ? ` ${from} -> ${to}` : "";
  return chance.weighted<() => string>([
    [3, () => `crash ${chance.pick(["A", "B", "A, B"])}${budget}`],
    [2, () => `crash ${chance.pick(["A", "B"])} permanently${budget}`],
    [4, () => `${chance.pick(["lose", "duplicate", "duplicate"])}${between}${budget}`],
    [6, () => `reorder${between}${budget}`],
  ])();
}

function* smaller(mess: Mess): Iterable<Mess> {
  const { network, clauses, beginning } = mess;
  if (beginning !== "") yield { ...mess, beginning: "" };
  for (const [index] of clauses.entries()) yield { ...mess, clauses: clauses.toSpliced(index, 1) };
  const words = network.split(" ");
  for (const [index] of words.entries()) if (words.length > 1) yield { ...mess, network: words.toSpliced(index, 1).join(" ") };
}

function textOf(system: string, { network, clauses, fields: [x, y], beginning }: Mess): string {
  const begun = beginning === "" ? system : system.replaceAll(/^process [^{]*\{/gm, (text) => `${text} ${beginning}`);
  const declared = begun.replaceAll("x: int = 0", x).replaceAll("y: int = 1", y);
  const once = clauses.filter((one, index) => clauses.findIndex((other) => aboutOf(other) === aboutOf(one)) === index);
  return `${declared}faults F {${once.map((one) => ` ${one};`).join("")} }\nexpect S under F on ${network} : deadlock-free;\n`;
}

/** A clause without its budget: two of one kind would be refused. */
function aboutOf(text: string): string {
  return text.split(" at most ")[0] ?? text;
}
