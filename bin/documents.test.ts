// The documents of the repository as texts: nothing that a merge left behind, and no link within the repository that leads nowhere.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const documents = globSync(["*.md", "{bench,bin,calculus,checker,corpus,docs,interpreter,proofs-as-tests}/**/*.md"], { cwd: root }).sort();

/** The lines of a document that a merge has left, also after a formatter took them for quotations. */
function remains(text: string): readonly string[] {
  return text.split("\n").filter((line) => /^(<{7} |={7}$|>{7} |(?:> ){6}>)/u.test(line));
}

/** The targets, without fragment, of the links of a document that lead to a place in the repository. */
function relativeLinks(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^()\s]+)\)/gu)].map((match) => match[1]?.split("#")[0] ?? "").filter((target) => target !== "" && !/^[a-z]+:/u.test(target));
}

describe("documents", () => {
  test("hold nothing that a merge left behind", () => {
    expect(documents.length).toBeGreaterThan(20);
    expect(documents.flatMap((path) => remains(readFileSync(join(root, path), "utf8")).map((line) => `${path}: ${line}`))).toEqual([]);
    expect(remains("a\n<<<<<<< HEAD\nb\n=======\nc\n> > > > > > > 76aede7 (d)\n")).toHaveLength(3);
  });

  test("link to what is there", () => {
    const targets = documents.flatMap((path) => relativeLinks(readFileSync(join(root, path), "utf8")).map((target) => ({ path, target })));
    expect(targets.length).toBeGreaterThan(50);
    expect(targets.filter(({ path, target }) => !existsSync(join(root, dirname(path), target)))).toEqual([]);
  });
});
