/** Amendment of files: the trees and the texts with the selections that make every choreography projectable. */
import type { Model } from "../core/index.ts";
import type { ProjectionError } from "../projection/index.ts";
import type { ParsedFile } from "../syntax/index.ts";
import { amendTree } from "./amend-tree.ts";
import { editsOf } from "./edits.ts";
import type { Edit } from "./edits.ts";
import { insertionFor, insertionsOf } from "./insertion.ts";
import type { Insertion } from "./insertion.ts";
import { planAmendment } from "./plan.ts";

export interface AmendedFiles {
  /** The trees with the selections; a file in which nothing is inserted keeps its tree. Inserted statements stand `nowhere`. */
  readonly files: readonly ParsedFile[];
  /** The same as edits of the texts, which keep the rest of the layout: `applyEdits`. */
  readonly edits: readonly Edit[];
  readonly insertions: readonly Insertion[];
  /** What selections cannot repair; the amended files are projectable iff there is nothing here. */
  readonly unrepaired: readonly ProjectionError[];
}

/** The amendment of checked files: `model` is what they denote, `files[i]` the tree of `model.sources[i]`. Nothing is inserted into a projectable program. */
export function amend(files: readonly ParsedFile[], model: Model): AmendedFiles {
  const { repairs, unrepaired } = planAmendment(model);
  const insertions = insertionsOf(repairs, (procedure) => model.procedures.get(procedure)?.roles ?? []);
  const find = insertionFor(insertions);
  const changed = new Set(insertions.map(({ span }) => span.file));
  return {
    files: files.map((file, index) => (changed.has(index) ? amendTree(file, find) : file)),
    edits: editsOf(files, model.sources, find),
    insertions,
    unrepaired,
  };
}
