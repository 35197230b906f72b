/** Two-phase commit over the balances of N banks, any balances and any amounts: a family for solvers (corpus/data/two-phase-commit.choreo is the third). */

/** The choreography with `count` banks: `Atomic` and `Transferred` about all final stores, `Solvent` of the first bank, `Told` about two roles at once in all interleavings. */
export function commitOverBalances(count: number): string {
  const banks = Array.from({ length: count }, (_, index) => `B${String(index + 1)}`);
  const all = banks.join(", ");
  const sum = (field: string): string => banks.map((bank) => `${bank}.${field}`).join(" + ");
  return `${[
    "role Coordinator { decided: bool = false; }",
    ...banks.map((bank) => `role ${bank} { balance: int = any where value >= 0; amount: int = any; done: bool = false; before: int = 0; }`),
    `choreography Commit(Coordinator, ${all}) {`,
    ...banks.map((bank) => `  ${bank}.before := balance;`),
    ...banks.map((bank) => `  ${bank}.(balance + amount >= 0) -> Coordinator.${bank.toLowerCase()};`),
    `  if Coordinator.(${banks.map((bank) => bank.toLowerCase()).join(" and ")}) {`,
    "    Coordinator.decided := true;",
    `    Coordinator -> ${all} : commit;`,
    ...banks.map((bank) => `    ${bank} { balance := balance + amount; done := true; }`),
    "  } else {",
    `    Coordinator -> ${all} : rollback;`,
    "  }",
    "}",
    "property Solvent = always B1.balance >= 0;",
    `property Atomic = finally ${banks.map((bank) => `${bank}.done == Coordinator.decided`).join(" and ")};`,
    `property Transferred = finally ${sum("balance")} == ${sum("before")} + (if Coordinator.decided then ${sum("amount")} else 0);`,
    "property Told = always B1.done implies Coordinator.decided;",
  ].join("\n")}\n`;
}
