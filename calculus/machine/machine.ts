/**
 * The machine form: what engines compile, encode and export. One control-flow machine for each role, with guarded commands over its own variables, and the
 * parameters of network and faults. Manna and Pnueli, The Temporal Logic of Reactive and Concurrent Systems, 1992 (transition diagrams); queues as in
 * Brand and Zafiropulo, On Communicating Finite-State Machines, 1983.
 *
 * A machine is closed: its expressions are over the variables of the process that they stand in, by their names there, and over `definitions`.
 */
import type { Definitions, Domain, FaultModel, FieldDefinition, MessageLabel, NetworkArchitecture, Role, Site, Value, Variable } from "../core/index.ts";
import type { Expression, Type } from "../syntax/index.ts";

export interface Machine {
  readonly name: string;
  readonly definitions: Definitions;
  readonly processes: readonly MachineProcess[];
  /** The queues that some command uses, in the order of processes; of a mailbox network one for each receiver, with `from` absent. */
  readonly channels: readonly MachineChannel[];
  readonly network: NetworkArchitecture;
  readonly faults?: FaultModel;
}

export interface MachineChannel {
  readonly from?: Role;
  readonly to: Role;
  /** What may be in it, in the order of senders and labels. */
  readonly messages: readonly { readonly from: Role; readonly label: MessageLabel; readonly types: readonly Type[] }[];
}

export interface MachineVariable {
  /** Unique in its process: the name in the source where that is unique, otherwise with a number behind it. */
  readonly name: Variable;
  /** Its name in the source, whose it is there (head first, one process has the variables of all roles), and in which frame: absent for a field. */
  readonly source: {
    readonly role: Role;
    /** Head first, of a value on its way: `p→q k.i` of the receiver q, value i of message k, the oldest being 0. No name of a program is written so. */
    readonly variable: Variable;
    readonly frame?: number;
  };
  /** Closed and without refinements: names in it are of enums and records of `definitions`. Not known where it has unknown parts; `endType` for ends. */
  readonly type: Type;
  /** Survives a crash. */
  readonly durable: boolean;
  /** Absent: the variable is not set at the start. A value: the end of a further session. */
  readonly initial?: FieldDefinition["initial"] | { readonly kind: "value"; readonly value: Value };
}

/** A role, or head first the whole choreography. */
export interface MachineProcess {
  /** Head first the name of the choreography. */
  readonly role: Role;
  /** Head first: whose steps it makes. When one of them stops the others go on: the process does not stop, and its locations say who has. */
  readonly of?: readonly Role[];
  readonly variables: readonly MachineVariable[];
  /** Location 0 is where it starts, and where it restarts. */
  readonly locations: readonly MachineLocation[];
}

export interface MachineLocation {
  /** In the order of the rules' steps. */
  readonly commands: readonly Command[];
  /** Nothing is left to do. */
  readonly isEnd: boolean;
  /** `'name` of the statement that comes next. */
  readonly label?: string;
  /** Where that statement stands. Not part of the text of a machine. */
  readonly site?: Site;
  /** Head first: who stopped, and why; nobody where it is absent. */
  readonly stopped?: readonly { readonly role: Role; readonly why: "failed" | "assumption" }[];
  /** Head first: roles that take no step any more on this branch, because it stands for the runs that ignore them for ever. */
  readonly givenUp?: readonly Role[];
}

/**
 * One command. Where an expression of a location's commands is undefined the process fails: every location with partial expressions has `fail` commands.
 * A command is enabled iff its guard holds (`holds` of an undefined expression is false, and so is `refutes`) and its effect can happen.
 */
export interface Command {
  /** Who acts: the process's role, or head first any of those that it is of. */
  readonly role: Role;
  /** Head first: who enters the call in the same step, one after the other. The updates are theirs too. */
  readonly joined?: readonly Role[];
  readonly guard: Guard;
  readonly effect: Effect;
  /** Done in the same step, simultaneously, from the values after what a receive has bound. They are total. */
  readonly updates: readonly Update[];
  readonly target: number;
  readonly site: Site;
  /** The rules of the calculus that this step stands for; head first the derivations of all that happens in it, one behind the other. */
  readonly rules: readonly string[];
}

export type Guard =
  | { readonly kind: "always" }
  | { readonly kind: "holds" | "refutes"; readonly condition: Expression }
  /** The scrutinee is defined and the case with this index is the first that matches. */
  | { readonly kind: "matches"; readonly scrutinee: Expression; readonly cases: readonly MatchCase[]; readonly index: number }
  /** All of these have values: of what the step evaluates and does not, or not only, write. */
  | { readonly kind: "defined"; readonly expressions: readonly Expression[] }
  /** Some of these, evaluated from left to right, is undefined, while `when` holds (absent: always). */
  | { readonly kind: "undefined"; readonly when?: Expression; readonly expressions: readonly Expression[] }
  /** Every one of these, one after the other. */
  | { readonly kind: "all"; readonly guards: readonly Guard[] }
  /** The variable holds (or does not hold) this end of a further session. */
  | { readonly kind: "has-end" | "has-no-end"; readonly variable: Variable; readonly session?: string; readonly end?: Role };

export type MatchCase =
  { readonly kind: "constructor"; readonly name: string } | { readonly kind: "literal"; readonly value: Expression } | { readonly kind: "wildcard" };

export interface Update {
  readonly variable: Variable;
  readonly value:
    | { readonly kind: "expression"; readonly expression: Expression }
    /** The payload at this place of the constructor that the guard's scrutinee matched. */
    | { readonly kind: "payload"; readonly scrutinee: Expression; readonly position: number }
    | { readonly kind: "copy"; readonly of: Variable }
    | { readonly kind: "unset" };
}

export type Effect =
  | { readonly kind: "local" } //                                                                                           τ_p
  | { readonly kind: "any"; readonly variable: Variable; readonly domain: Domain } //                                       τ_p(any v)   one step for each value
  | { readonly kind: "choose"; readonly branch: number } //                                                                 τ_p(choose i)
  | { readonly kind: "violate"; readonly text: string } //                                                                  τ_p(✗)
  | { readonly kind: "stop" } //                                                                                            a false assumption
  | { readonly kind: "fail" } //                                                                                            fail_p
  | { readonly kind: "send"; readonly channel: number; readonly to: Role; readonly label: MessageLabel; readonly payload: readonly Expression[] }
  /** `sender` is the side that must have sent it, which a mailbox tells of each message; `from` is how labels call it (of a further session the queue). */
  | {
      readonly kind: "receive";
      readonly channel: number;
      readonly sender: Role;
      readonly from: Role;
      readonly label: MessageLabel;
      readonly variables: readonly Variable[];
    }
  /**
   * Head first: q has what p sent at once. Where it cannot take it yet only the `half` of p happens, and `variables` hold the values on their way, or there are
   * none because q will never take them; the half of q, which acts then, takes the values from such variables.
   */
  | {
      readonly kind: "transfer";
      readonly from: Role;
      readonly to: Role;
      readonly label: MessageLabel;
      readonly payload: readonly Expression[];
      readonly variables: readonly Variable[];
      readonly half?: "send" | "receive";
    }
  /** Head first: nothing happens; what follows stands for the runs in which these roles go on for ever and are ignored. */
  | { readonly kind: "give-up"; readonly roles: readonly Role[] };
