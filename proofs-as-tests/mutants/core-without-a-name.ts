/** Cores that leave out something that is needed. */
import { isRunProperty } from "../../checker/liveness/index.ts";
import { callsOf } from "../../checker/smt/invariant-certificates/index.ts";
import type { Mutant } from "./mutant.ts";

export const coreWithoutAName: Mutant = {
  name: "a name dropped from the core",
  error: "The core of a proof leaves out the first of what the proof needs.",
  killedBy: "T36-cores",
  seed: 258,
  change: (parts) => ({
    ...parts,
    coreOf: (...given) => {
      const core = parts.coreOf(...given);
      return core.kind === "none" ? core : { ...core, grounds: core.grounds.slice(1) };
    },
  }),
};

export const coreWithoutWhatMakesMeasuresFall: Mutant = {
  name: "a core without what makes measures fall",
  error: "The core of a proof about whole runs names initial values alone, and no statement on which it rests that no run goes round for ever.",
  killedBy: "T36-run-cores",
  seed: 79,
  change: (parts) => ({
    ...parts,
    coreOf: (property, subject, model, ...given) => {
      const core = parts.coreOf(property, subject, model, ...given);
      const isOfRuns = model.properties.some((one) => one.name === property && isRunProperty(one.property));
      return core.kind === "none" || !isOfRuns ? core : { ...core, grounds: core.grounds.filter(({ kind }) => kind !== "statement") };
    },
  }),
};

export const coreWithoutWhatIsInCalls: Mutant = {
  name: "a core without what is in calls",
  error: "The core of a proof with summaries of calls names initial values alone, and no statement.",
  killedBy: "T36-call-cores",
  seed: 173,
  change: (parts) => ({
    ...parts,
    coreOf: (property, subject, model, ...given) => {
      const core = parts.coreOf(property, subject, model, ...given);
      return core.kind === "none" || callsOf(model, subject) === undefined
        ? core
        : { ...core, grounds: core.grounds.filter(({ kind }) => kind !== "statement") };
    },
  }),
};
