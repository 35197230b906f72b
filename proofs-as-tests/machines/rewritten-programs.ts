/** Programs of `smallChoreographies` written in other words, and with one more assumption. They are texts, so that the parser has its part in it. */

/** Other names for everything, in another alphabetical order. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["A", "Zoe"],
  ["B", "Mel"],
  ["C", "Ann"],
  ["R", "Again"],
  ["x", "ux"],
  ["y", "my"],
  ["z", "az"],
  ["n", "zn"],
  ["b", "ok"],
  ["more", "a"],
  ["done", "z"],
]);

/** Whether the program is laid out as those are: each declaration on a line of its own, and then main. */
export function isLaidOut(text: string): boolean {
  const lines = text.trimEnd().split("\n");
  return lines.includes("choreography main(A, B, C) {") && lines.every((line) => isBody(line) || /^(role|choreography R|property) ?.*[;}]$/u.test(line));
}

function isBody(line: string): boolean {
  return line === "" || /^( |\}|choreography main)/u.test(line);
}

/** The same program with other names. */
export function renamed(text: string): string {
  return text.replaceAll(/\w+/gu, (word) => otherNames.get(word) ?? word);
}

/** The same program: declarations in reverse order, and conditionals that ask whether the condition is false. */
export function reordered(text: string): string {
  const lines = text.trimEnd().split("\n");
  const body = lines.filter(isBody).join("\n");
  const turned = body.replaceAll(/if A\.\(([^{}]*)\) \{([^{}]*)\} else \{([^{}]*)\}/gu, "if A.(not ($1)) {$3} else {$2}");
  return `${lines
    .filter((line) => !isBody(line))
    .reverse()
    .join("\n")}\n${turned}\n`;
}

/** The same program, but runs on which A's x is greater than the limit at the start are not looked at. */
export function assuming(text: string, limit: number): string {
  return text.replace("choreography main(A, B, C) {", `choreography main(A, B, C) {\n  assume A.(x <= ${String(limit)});`);
}
