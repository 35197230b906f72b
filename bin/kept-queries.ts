/** The questions that solvers are asked, as files: each as a script of its own, named by what is asked and by its hash. */
import type { ExitCode } from "../checker/index.ts";
import { combineExitCodes } from "../checker/index.ts";
import { makeDirectory, writeFile } from "./files/write-file.ts";
import type { Io } from "./io.ts";

export interface KeptQueries {
  /** Takes one question. */
  readonly keep: (name: string, hash: string, text: string) => void;
  /** The names of the files of what was asked since this was last called, each once. */
  readonly asked: () => readonly string[];
  /** 2 if something could not be written. */
  readonly exitCode: () => ExitCode;
}

/** Keeps questions in the directory, which is made if it is not there. Equal questions are one file; what was there under its name is overwritten. */
export function keptQueries(directory: string, io: Io): KeptQueries {
  const place = directory.replace(/\/+$/, "");
  const codes = new Set<ExitCode>([makeDirectory(directory, io)]);
  const written = new Set<string>();
  const asked = new Set<string>();
  return {
    keep: (name, hash, text) => {
      const file = `${name.replace(/[^A-Za-z0-9.-]+/g, "-")}-${hash}.smt2`;
      asked.add(file);
      if (written.has(file) || codes.has(2)) return;
      written.add(file);
      codes.add(writeFile(`${place}/${file}`, text, io));
    },
    asked: () => {
      const names = [...asked];
      asked.clear();
      return names;
    },
    exitCode: () => combineExitCodes([...codes]),
  };
}
