/** Systems by their number of roles, for how reduced state counts grow (docs/reductions.md §8). */

/** What is written, and what is asked of it. */
export interface Family {
  readonly name: string;
  readonly text: (size: number) => string;
}

function systemOf(roles: readonly { readonly name: string; readonly fields?: string; readonly body: readonly string[] }[]): string {
  const lines = roles.flatMap(({ name, fields = "", body }) => [
    `role ${name} { ${fields} }`,
    `process Of${name} plays ${name} {`,
    ...body.map((one) => `  ${one}`),
    "}",
  ]);
  return `${[...lines, `system S { ${roles.map(({ name }) => `${name} = Of${name};`).join(" ")} }`, "expect S : deadlock-free, reception-safe;"].join("\n")}\n`;
}

function names(prefix: string, size: number): readonly string[] {
  return Array.from({ length: size }, (_, index) => `${prefix}${String(index)}`);
}

/** Everyone computes, then hands on what comes from the one before. */
export const pipe: Family = {
  name: "pipe",
  text: (size) => {
    const all = names("R", size);
    return systemOf(
      all.map((name, index) => ({
        name,
        fields: "n: int = 0;",
        body: [
          "n := 1;",
          ...(index === 0 ? [] : [`${all[index - 1] ?? ""}?value(x);`, "n := x;"]),
          ...(index === size - 1 ? [] : [`${all[index + 1] ?? ""}!value(n);`]),
        ],
      })),
    );
  },
};

/** Everyone sends to the next, then receives from the one before. */
export const ring: Family = {
  name: "ring",
  text: (size) => {
    const all = names("R", size);
    return systemOf(
      all.map((name, index) => ({
        name,
        body: [`${all[(index + 1) % size] ?? ""}!value;`, `${all[(index + size - 1) % size] ?? ""}?value;`],
      })),
    );
  },
};

/** Pairs that have nothing to do with each other; `size` pairs. */
export const pairs: Family = {
  name: "independent pairs",
  text: (size) =>
    systemOf(
      names("", size).flatMap((number) => [
        { name: `A${number}`, body: [`B${number}!value;`, `B${number}?answer;`] },
        { name: `B${number}`, body: [`A${number}?value;`, `A${number}!answer;`] },
      ]),
    ),
};

/** The first phase of two-phase commit: participants, all alike, make up their minds and vote; the coordinator counts votes as they come. */
export const votes: Family = {
  name: "votes",
  text: (size) => {
    const all = names("P", size);
    const take = (label: string, update: string): readonly string[] => all.map((name) => `    ${name}?${label} do { counted := counted + 1;${update} }`);
    const coordinator = {
      name: "Coordinator",
      fields: "counted: int = 0; refused: bool = false;",
      body: [`while counted < ${String(size)} {`, "  select {", ...take("yes", ""), ...take("no", " refused := true;"), "  }", "}"],
    };
    const vote = ["choose { Coordinator!yes; } or { Coordinator!no; }"];
    return systemOf([coordinator, ...all.map((name) => ({ name, body: vote }))]);
  },
};
