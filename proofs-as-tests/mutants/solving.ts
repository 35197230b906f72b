/** Encodings of choreographies for solvers with one error each. */
import type { Command, Machine } from "../../calculus/machine/index.ts";
import type { SymbolicParts } from "../../checker/smt/head-first/index.ts";
import type { Mutant } from "./mutant.ts";

function mutant(name: string, error: string, change: (parts: SymbolicParts) => Partial<SymbolicParts>): Mutant {
  return { name, error, killedBy: "T36-smt", change: (parts) => ({ ...parts, solving: { ...parts.solving, ...change(parts.solving) } }) };
}

/** `seed`: with which the first case shows it, because each costs much. */
function ofRanking(name: string, error: string, seed: number, change: Partial<SymbolicParts>): Mutant {
  return { name, error, seed, killedBy: "T36-ranking", change: (parts) => ({ ...parts, solving: { ...parts.solving, ...change } }) };
}

function withCommands(machine: Machine, change: (commands: readonly Command[]) => readonly Command[]): Machine {
  const processes = machine.processes.map((process) => ({
    ...process,
    locations: process.locations.map((location) => ({ ...location, commands: change(location.commands) })),
  }));
  return { ...machine, processes };
}

export const branchGuardDropped: Mutant = mutant(
  "a guard dropped from one branch",
  "In the encoding of a decision one of two branches may always be taken.",
  () => ({
    machine: (machine) =>
      withCommands(machine, (commands) => commands.map((command) => (command.rules.includes("C-ELSE") ? { ...command, guard: { kind: "always" } } : command))),
  }),
);

export const unsignedForSigned: Mutant = {
  ...mutant("unsigned for signed", "In the encoding negative integers are greater than all others.", () => ({
    integers: (integers, terms) => ({
      ...integers,
      less: (left, right) => {
        const zero = integers.literal(0n);
        const [isLeft, isRight] = [integers.less(left, zero), integers.less(right, zero)];
        return terms.ite(terms.equal(isLeft, isRight), integers.less(left, right), isRight);
      },
    }),
  })),
  seed: 2,
};

export const entryOnlyInvariants: Mutant = {
  ...mutant("an invariant checked only at entry", "What holds at the start is taken for an invariant of loops.", () => ({ looksAtConsecution: false })),
  seed: 18,
};

export const encodedWithoutGivingUp: Mutant = mutant(
  "stop branches left out of the encoding",
  "The encoding does not know that a role may be ignored for ever.",
  () => ({ machine: (machine) => withCommands(machine, (commands) => commands.filter(({ effect }) => effect.kind !== "give-up")) }),
);

export const meetingUnconditional: Mutant = {
  ...mutant("a missing merge condition", "Where ways meet, variables hold what the last one of them leaves.", () => ({ meeting: (_, terms) => terms.true })),
  seed: 39,
};

export const inductionWithoutBase: Mutant = mutant("k-induction without base", "What is kept is taken for granted at the start.", () => ({
  looksAtBase: false,
}));

export const choicesBelieved: Mutant = {
  ...mutant("choices that are taken to have values", "It is not asked whether every choice that is reached has a value.", () => ({ looksForValues: false })),
  seed: 39,
};

export const sizesBelieved: Mutant = {
  ...mutant("a size that was not proved", "How large lists become in loops is taken from the first round.", () => ({ provesSizes: false })),
  killedBy: "T36-sizes",
  seed: 11,
};

export const rankUnbounded: Mutant = ofRanking(
  "a ranking function not bounded below",
  "What falls in every round is taken to show that there are finitely many, however far it falls.",
  7,
  { isRankBounded: false },
);

export const oneWayRanked: Mutant = ofRanking(
  "decrease checked on one branch only",
  "Of the ways through a round only those through the first branch have to make the ranking function smaller.",
  17,
  {
    rankedWays: (visits, terms) => {
      const [decision] = visits.filter(({ taken }) => taken.filter((one) => one !== terms.false).length > 1).slice(-1);
      return decision === undefined ? terms.true : terms.implies(decision.reach, decision.taken[0] ?? terms.true);
    },
  },
);

export const leavingIsProgress: Mutant = ofRanking(
  "a loop that is left is taken as progress",
  "Ways from one loop to another need not make the ranking function smaller.",
  17,
  { ranksBetweenLoops: false },
);

export const lastNameForgotten: Mutant = {
  ...mutant("the variable with the last name forgotten", "In the encoding the variable whose name comes last in the alphabet is never assigned to.", () => ({
    machine: (machine) => {
      const last = machine.processes.flatMap(({ variables }) => variables.map(({ name }) => name)).reduce((one, other) => (one > other ? one : other), "");
      return withCommands(machine, (commands) =>
        commands.map((command) => ({ ...command, updates: command.updates.filter(({ variable }) => variable !== last) })),
      );
    },
  })),
  killedBy: "T36-rewriting",
  seed: 3,
};

export const assumedIsAsserted: Mutant = {
  ...mutant("an assumption taken for an assertion", "In the encoding whose assumption is false has violated an assertion.", () => ({
    machine: (machine) =>
      withCommands(machine, (commands) =>
        commands.map((command) => (command.effect.kind === "stop" ? { ...command, effect: { kind: "violate", text: "" } } : command)),
      ),
  })),
  killedBy: "T36-rewriting",
  seed: 4,
};
