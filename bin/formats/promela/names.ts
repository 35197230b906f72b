/** Names in Promela: words of the language, of C and of the code that SPIN writes are taken; what is taken gets a number. */

const reserved: ReadonlySet<string> = new Set(
  (
    "active assert atomic bit bool break byte c_code c_decl c_expr c_state c_track chan d_step do else empty enabled end eval false fi for full get_priority goto hidden if in init " +
    "inline int len local ltl mtype nempty never nfull notrace np_ od of pc_value pid print printf printm priority proctype provided return run select set_priority short show skip " +
    "STDIN timeout trace true typedef unless unsigned xr xs auto case char const continue default double enum extern float long main register signed sizeof static struct switch union void volatile while"
  ).split(" "),
);

export class Names {
  readonly #taken = new Set<string>();

  /** A name that nothing else has: this one, or this one with a number. */
  fresh(wanted: string): string {
    const base = /^[A-Za-z]/.test(wanted) ? wanted.replace(/[^A-Za-z0-9_]/g, "_") : `m${wanted.replace(/[^A-Za-z0-9_]/g, "_")}`;
    let name = base;
    for (let count = 2; this.#taken.has(name) || reserved.has(name); count++) name = `${base}_${String(count)}`;
    this.#taken.add(name);
    return name;
  }
}
