/** Crash exploration by the number of roles: all crashes of a chain and of a fan of transactions, at most two in all, and a warehouse's saga (docs/sagas.md). */
import { analyseText } from "../calculus/loading/index.ts";
import { crashReport, crashes, replayItems } from "../checker/resilience/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { plot } from "./plot.ts";

function rolesOf(size: number): readonly string[] {
  return Array.from({ length: size }, (_, index) => `R${String(index)}`);
}

function declared(roles: readonly string[]): string {
  return roles
    .map((role) => `role ${role} { durable d: int = 0; v: int = 1; }\ntransaction t${role}(n: int) at ${role} : int { d := d + n; result d; }`)
    .join("\n");
}

function chain(size: number): string {
  const roles = rolesOf(size);
  const steps = roles.map((role, index) => `${role}.v := perform t${role}(v);${index + 1 < size ? ` ${role}.v -> ${roles[index + 1] ?? ""}.v;` : ""}`);
  return `${declared(roles)}\nchoreography main(${roles.join(", ")}) { ${steps.join(" ")} }\n`;
}

function fan(size: number): string {
  const [hub = "", ...others] = rolesOf(size);
  const steps = [
    `${hub}.v := perform t${hub}(v);`,
    ...others.map((role) => `${hub}.v -> ${role}.v;`),
    ...others.map((role) => `${role}.v := perform t${role}(v);`),
    ...others.map((role) => `${role}.v -> ${hub}.v;`),
  ];
  return `${declared([hub, ...others])}\nchoreography main(${[hub, ...others].join(", ")}) { ${steps.join(" ")} }\n`;
}

const warehouse = `role Warehouse { durable stock: int = 1; }
role Payment { durable balance: int = 100; }
role Loyalty { durable points: int = 0; }
transaction reserve(n: int) at Warehouse { requires stock >= n else abort; stock := stock - n; compensate { stock := stock + n; } }
transaction charge(amount: int) at Payment : bool {
  requires balance >= amount else abort; balance := balance - amount; result true; compensate { balance := balance + amount; }
}
transaction credit(n: int) at Loyalty { points := points + n; compensate { points := points - n; } }
choreography main(Warehouse, Payment, Loyalty) {
  saga {
    perform Warehouse.reserve(1);
    Warehouse.10 -> Payment.amount;
    Payment.ok := perform charge(amount);
    Payment.amount -> Loyalty.paid;
    perform Loyalty.credit(paid);
    Loyalty.paid -> Warehouse.done;
  }
}
`;

interface Row {
  readonly states: number;
  readonly tried: number;
  readonly time: number;
  readonly isProved: boolean;
}

/** Every item about the machine with at most two crashes anywhere, and their coverage. */
function measured(text: string): Row {
  const { model } = analyseText(text);
  if (model === undefined) throw new Error("the program is refused");
  const faults = crashes([...(model.procedures.get("main")?.roles ?? [])], 2);
  const start = performance.now();
  const { verdicts, coverage } = crashReport({ model, name: "main", faults }, replayItems, contracts(model), { maxStates: 200_000 });
  const isProved = verdicts.every(({ verdict }) => verdict === "proved" || verdict === "vacuous");
  return { states: verdicts[0]?.states ?? 0, tried: coverage?.tried ?? 0, time: performance.now() - start, isProved };
}

function line(name: string, { states, tried, time, isProved }: Row): string {
  return `  ${name.padEnd(6)} ${String(states).padStart(6)} states  ${String(tried).padStart(6)} crashes  ${time.toFixed(0).padStart(6)} ms  ${isProved ? "proved" : "NOT PROVED"}\n`;
}

/** Writes the table: states, crashes and time by roles, and the exponents of the growth from five roles to ten. */
export function crashBenchmark(write: (text: string) => void): void {
  measured(warehouse);
  write(`warehouse saga, three roles, at most two crashes (aim: under 2 s)\n${line("", measured(warehouse))}`);
  for (const [name, text] of [
    ["chain", chain],
    ["fan-out", fan],
  ] as const) {
    write(`${name} of transactions, at most two crashes anywhere, by roles\n`);
    const rows = new Map([3, 4, 5, 6, 7, 8, 9, 10].map((size) => [size, measured(text(size))]));
    for (const [size, row] of rows) write(line(String(size), row));
    write(
      `  states\n${plot([...rows].map(([size, { states }]) => [size, states]))}  time\n${plot(
        [...rows].map(([size, { time }]) => [size, time]),
        " ms",
      )}`,
    );
    const exponent = (of: (row: Row) => number): string => {
      const [five, ten] = [rows.get(5), rows.get(10)];
      return five === undefined || ten === undefined ? "" : Math.log2(of(ten) / of(five)).toFixed(1);
    };
    write(`  from 5 to 10 roles: states grow with exponent ${exponent(({ states }) => states)}, time with ${exponent(({ time }) => time)}\n`);
  }
}
