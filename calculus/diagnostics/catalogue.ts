/**
 * Every diagnostic code, declared once, with its category and its summary (experience: codes are words, exit codes follow from the category).
 * "input" means that the text could not be read as a program (exit 2); "finding" means that it was read and is wrong (exit 1).
 */

export type DiagnosticCategory = "input" | "finding";

export interface CatalogueEntry {
  readonly category: DiagnosticCategory;
  /** One sentence without a final full stop, in terms of the program. */
  readonly summary: string;
}

/** The codes by theme; a new code is a row here and a page in `explanations/`. */
const entries = {
  // Syntax.
  "unexpected-token": { category: "input", summary: "a word or symbol stands where the grammar allows none of its kind" },
  "unexpected-character": { category: "input", summary: "a character that no construct of the language uses" },
  "control-character": { category: "input", summary: "a NUL byte or another control character stands in the text" },
  "bidi-control-character": { category: "input", summary: "an invisible character reorders the text on the screen" },
  "unterminated-string": { category: "input", summary: "a string is not closed on its line" },
  "invalid-escape": { category: "input", summary: 'an escape in a string is not one of \\" \\\\ \\n \\t \\u{hex}' },
  "invalid-number": { category: "input", summary: "a number runs into a letter" },
  "unclosed-block": { category: "input", summary: "a brace, bracket or parenthesis is never closed" },
  "missing-semicolon": { category: "input", summary: "a statement or declaration does not end in a semicolon" },
  "reserved-word": { category: "input", summary: "a word of the language is used as a name" },
  "use-double-equals": { category: "input", summary: "equality is written `==`" },
  "chained-comparison": { category: "input", summary: "comparisons do not associate: `a < b < c` needs `and`" },
  "parenthesise-located-expression": { category: "input", summary: "after `A.` an expression with an operator is written in parentheses" },
  "parenthesise-refinement": { category: "input", summary: "a refinement inside another type, a field or a parameter is written in parentheses" },
  "empty-payload": { category: "input", summary: "a communication carries at least one value; without one it is a selection" },
  "missing-selection-label": { category: "input", summary: "a selection names the label it sends" },
  "choice-without-alternative": { category: "input", summary: "a `choose` has fewer than two branches, or a `branch` no case" },
  "missing-initial-value": { category: "input", summary: "a field of a role has no initial value" },
  "empty-file": { category: "input", summary: "the file declares nothing" },
  "not-yet-supported": { category: "input", summary: "a known construct that this version refuses instead of approximating" },
  "reserved-builtin-name": { category: "input", summary: "a declaration takes the name of a built-in function, constructor or property" },

  "unterminated-comment": { category: "input", summary: "a comment or pragma of an imported format is not closed" },
  "unknown-pragma": { category: "input", summary: "a nuScr file names a pragma that does not exist" },
  "missing-initial-state": { category: "input", summary: "a machine of an imported file has no initial state" },
  "several-initial-states": { category: "input", summary: "a machine of an imported file has more than one initial state" },
  "unknown-state": { category: "input", summary: "a machine of an imported file names a state that does not exist" },
  "unreachable-state": { category: "input", summary: "a machine of an imported file has states that it never comes to" },
  "stuck-state": { category: "input", summary: "a state of an imported global automaton is not final, and has no transition" },
  "annotation-not-judged": { category: "input", summary: "an imported file says something that is read and that no verdict depends on" },

  // Assumptions of replay and of sagas.
  "unjournaled-chance": { category: "finding", summary: "what is chosen, or read from state that changes, decides what a role does and is not journaled" },
  "raw-effect": { category: "finding", summary: "durable state is written where a replay writes it again" },
  "performed-twice": { category: "finding", summary: "a transaction without a key is performed twice in a session" },
  "missing-compensation": { category: "finding", summary: "a transaction without a compensation is performed while somebody may still abort" },
  "pivot-rule": { category: "finding", summary: "what cannot be undone is done while somebody may still abort" },
  "success-unknown": { category: "finding", summary: "a role of a saga ends before it knows that nothing it did will be undone" },

  // Limits.
  "file-too-large": { category: "input", summary: "the file is larger than the limit" },
  "nesting-too-deep": { category: "input", summary: "brackets are nested deeper than the limit" },
  "identifier-too-long": { category: "input", summary: "a name is longer than the limit" },
  "literal-too-long": { category: "input", summary: "a literal is longer than the limit" },
  "too-many-roles": { category: "input", summary: "the program declares more roles than the limit" },
  "program-too-large": { category: "input", summary: "the program, with what it imports, has more tokens than the limit" },
  "evaluation-limit": { category: "input", summary: "a closed expression is beyond the limits of the evaluator" },
  "protocol-too-large": { category: "input", summary: "a protocol is too large once the protocols that it uses are expanded" },
  "context-too-large": { category: "input", summary: "the automata of a context are too large" },
  "imports-too-deep": { category: "input", summary: "imports are nested deeper than the limit" },

  // Files and imports.
  "file-not-found": { category: "input", summary: "no such file" },
  "file-not-readable": { category: "input", summary: "the file cannot be read" },
  "file-not-utf8": { category: "input", summary: "the file is not UTF-8 text" },
  "import-not-found": { category: "input", summary: "the imported file does not exist" },
  "import-not-readable": { category: "input", summary: "the imported file cannot be read" },
  "import-outside-root": { category: "input", summary: "an import leads outside the root of the project" },
  "import-cycle": { category: "input", summary: "files import each other in a cycle" },

  // Names and scopes.
  "unknown-name": { category: "input", summary: "no variable, field, constant or constructor of this name is in scope" },
  "unknown-role": { category: "input", summary: "no role of this name is declared, or the protocol has none" },
  "unknown-type": { category: "input", summary: "no type of this name is declared" },
  "unknown-function": { category: "input", summary: "no function, record or constructor of this name is declared" },
  "unknown-constructor": { category: "input", summary: "no constructor of this name is declared" },
  "unknown-choreography": { category: "input", summary: "no choreography of this name is declared" },
  "unknown-protocol": { category: "input", summary: "no protocol of this name is declared" },
  "unknown-process": { category: "input", summary: "no process of this name is declared" },
  "unknown-session": { category: "input", summary: "a variable that is used as the end of a session holds none" },
  "unknown-loop": { category: "input", summary: "no enclosing loop has this name, or in a context no loop of the same member" },
  "unknown-label": { category: "input", summary: "no statement of the choreography has this label" },
  "unknown-message": { category: "input", summary: "no communication has this message label" },
  "unknown-subject": { category: "input", summary: "an expectation names nothing that is declared" },
  "unknown-property": { category: "input", summary: "no property of this name is declared or built in" },
  "unknown-verdict": { category: "input", summary: "an expectation asks for a verdict that does not exist" },
  "unknown-network": { category: "input", summary: "no network model of this name exists" },
  "contradictory-network": { category: "input", summary: "two words of a network contradict each other, or one stands there twice" },
  "unknown-fault-model": { category: "input", summary: "no fault model of this name is declared" },
  "irrelevant-faults": { category: "input", summary: "an expectation names a fault model for something that is not judged under faults" },
  "duplicate-fault": { category: "input", summary: "two clauses of a fault model are about the same faults, or a clause names a role twice" },
  "fault-budget": { category: "input", summary: "a fault clause happens never, or more often than the limit" },
  "impossible-fault": { category: "input", summary: "a fault clause is about messages that no network carries, or by labels where these play no part" },
  "unknown-fairness": { category: "input", summary: "no fairness of this name exists" },
  "irrelevant-network": { category: "input", summary: "an expectation names a network for something that is not judged on it" },
  "irrelevant-fairness": { category: "input", summary: "an expectation names a fairness for something that does not depend on it" },
  "wrong-item-argument": { category: "input", summary: "what an expectation asks for takes other arguments" },
  "unknown-diagnostic": { category: "input", summary: "an expectation names a diagnostic code that does not exist" },
  "duplicate-name": { category: "input", summary: "a name is declared twice in one scope" },
  "duplicate-label": { category: "input", summary: "a statement label is used twice in one choreography" },
  "duplicate-loop": { category: "input", summary: "a loop has the name of a loop around it, or in a context of another loop of the same member" },
  "shadowed-name": { category: "input", summary: "a name that already means something is bound as something else" },
  "role-not-in-scope": { category: "input", summary: "a role acts in a choreography that does not list it" },
  "no-entry-point": { category: "input", summary: "there is neither a choreography `main` nor exactly one choreography" },
  "not-closed": { category: "input", summary: "a choreography with formal roles or value parameters cannot be run by itself" },
  "recursive-function": { category: "input", summary: "a function calls itself, directly or through others" },
  "recursive-type": { category: "input", summary: "a type contains itself without end" },
  "recursive-constant": { category: "input", summary: "a constant is defined by itself" },
  "oracle-in-closed-expression": { category: "input", summary: "a closed expression calls a function without a body" },

  // Types.
  "type-mismatch": { category: "finding", summary: "an expression has another type than its place asks for" },
  "ambiguous-type": { category: "finding", summary: "the type of an empty collection or `none` cannot be inferred" },
  "wrong-argument-count": { category: "finding", summary: "a call has too many or too few arguments" },
  "payload-mismatch": { category: "finding", summary: "a message carries another number of values than its receiver binds" },
  "unknown-field": { category: "finding", summary: "a record or role has no field of this name" },
  "missing-field": { category: "finding", summary: "a record value lacks a field" },
  "duplicate-field": { category: "finding", summary: "a record value gives a field twice" },
  "not-a-function": { category: "finding", summary: "something that is not a function is called" },
  "not-indexable": { category: "finding", summary: "only lists and maps are indexed" },
  "not-matchable": { category: "finding", summary: "only enums, options, integers, booleans and strings are matched" },
  "non-exhaustive-match": { category: "finding", summary: "a match leaves a value without a case" },
  "redundant-case": { category: "finding", summary: "a case of a match or branch can never apply" },
  "invalid-range": { category: "finding", summary: "the lower end of a range is above its upper end" },
  "constant-fails": { category: "finding", summary: "a closed expression has no value" },
  "refinement-violated": { category: "finding", summary: "an initial value does not satisfy the refinement of its type" },
  "remote-read": { category: "finding", summary: "a role reads the state of another role" },
  "role-as-value": { category: "finding", summary: "a role is used as a value" },
  "not-assignable": { category: "finding", summary: "only fields and local variables are assigned" },
  "unassigned-variable": { category: "finding", summary: "a variable may be read before it is set" },
  "unguarded-variable": { category: "finding", summary: "a property reads a variable that may not be set" },
  "no-roles": { category: "finding", summary: "a choreography or protocol lists no role, or a context has no member" },
  "self-channel": { category: "input", summary: "a member of a context sends to itself or receives from itself" },
  "nondeterministic-automaton": { category: "input", summary: "a state of a member of a context has one action that leads to two states" },
  "self-communication": { category: "finding", summary: "a role sends to itself" },
  "repeated-receiver": { category: "finding", summary: "a selection or message names a receiver twice" },
  "partial-update": { category: "finding", summary: "an assignment behind `do` may be undefined" },
  "oracle-in-select": { category: "finding", summary: "a guard or an update of a `select` calls a function without a body" },
  "repeated-variable": { category: "finding", summary: "a binding names a variable twice" },
  "aliased-roles": { category: "finding", summary: "a call, or a `do`, passes one role for two parameters" },
  "role-state-mismatch": { category: "finding", summary: "an actual role lacks state that the formal role has" },
  "wrong-role": { category: "finding", summary: "a call passes another role where a declared role stands for itself" },
  "wrong-role-count": { category: "finding", summary: "a call, or a `do`, passes too many or too few roles" },
  "unguarded-recursion": { category: "finding", summary: "a choreography, process, protocol or context comes back to itself before anybody has acted" },
  "unguarded-loop": { category: "finding", summary: "a loop can come back to its head before any role has acted" },
  "unreachable-statement": { category: "finding", summary: "a statement follows `continue` or `break`" },

  // Protocols.
  "choice-not-sender-driven": { category: "finding", summary: "a branch of a choice does not begin with a message of the role that chooses" },
  "ambiguous-choice": { category: "finding", summary: "two branches of a choice begin with the same message to the same role" },
  "non-regular-protocol": { category: "finding", summary: "a protocol leads back to itself and something follows" },
  "parallel-roles-overlap": { category: "finding", summary: "a role acts in two blocks of a `par`" },
  "parallel-never-ends": { category: "input", summary: "something would have to follow a parallel block that may never end" },
  "continue-out-of-parallel": { category: "finding", summary: "a block of a `par` jumps to a loop around it" },
  "refinement-unknown-to-sender": { category: "finding", summary: "a refinement of a payload speaks of a value that its sender may not know" },
  "unused-role": { category: "finding", summary: "a role of a protocol does nothing in it" },
  "protocol-mismatch": { category: "finding", summary: "the roles of a protocol are not those of what implements or plays it" },
  "missing-member": { category: "finding", summary: "nobody plays a role of a protocol" },

  // Session typing.
  "no-local-type": { category: "finding", summary: "a process plays a role in a protocol that cannot be implemented, so it has no local type" },
  "wrong-direction": { category: "finding", summary: "a process sends where its protocol has it receive, or the other way round" },
  "wrong-peer": { category: "finding", summary: "a process talks to another role than its protocol has here" },
  "unexpected-label": { category: "finding", summary: "a process sends or receives a message that its protocol does not have here" },
  "mixed-choice": { category: "finding", summary: "a guarded choice of a process is no choice of its protocol" },
  "missing-branch": { category: "finding", summary: "a process has no branch for a message that may arrive" },
  "wrong-payload": { category: "finding", summary: "a process sends or receives other values than its protocol has here" },
  "ends-too-early": { category: "finding", summary: "a process ends where its protocol goes on" },
  "action-after-end": { category: "finding", summary: "a process acts on a session that is over" },
  "unfinished-session": { category: "finding", summary: "the end of a session is dropped before the session is over" },
  "end-used-after-delegation": { category: "finding", summary: "a process uses the end of a session that it has given away" },
  "end-as-value": { category: "finding", summary: "the end of a session is used like a value" },
  "delegation-midway": { category: "finding", summary: "an end is delegated of a session that has begun" },

  // Transactions.
  "misplaced-clause": { category: "input", summary: "a clause of a transaction has no place where it stands" },
  "unknown-transaction": { category: "input", summary: "no transaction of this name is declared" },
  "transaction-of-another-role": { category: "finding", summary: "a role performs a transaction that is about the state of another" },
  "transaction-writes-elsewhere": { category: "finding", summary: "a transaction writes the state of another role" },
  "volatile-in-transaction": { category: "finding", summary: "a transaction writes something that is no durable field" },
  "undeclared-effect": { category: "finding", summary: "a transaction reads or writes a field that it does not declare" },
  "transaction-result": { category: "finding", summary: "a transaction answers what it does not declare, or the other way round" },
  "contradictory-effect": { category: "finding", summary: "the classes of a transaction contradict each other or what it does" },
  "compensation-may-abort": { category: "finding", summary: "a compensation has a requirement, aborts, or performs a transaction" },
  "abort-outside-saga": { category: "finding", summary: "something that may abort stands outside a saga" },
  "nested-saga": { category: "finding", summary: "a saga stands inside a saga" },
  "chance-in-expression": { category: "finding", summary: "a source of chance is part of an expression" },
  "unknown-setting": { category: "input", summary: "a runtime has a setting or a value that does not exist" },
  "duplicate-setting": { category: "input", summary: "a runtime sets a switch twice" },
  "duplicate-runtime": { category: "input", summary: "a file asks for two runtimes" },
  "unbounded-crashes": { category: "input", summary: "a property of whole runs is expected where a role may crash for ever" },

  // Projection.
  "unmergeable-branches": { category: "finding", summary: "a role cannot tell the branches of a choice apart, yet must act differently in them" },
  "unprojectable-loop": { category: "finding", summary: "a role cannot tell whether a loop goes on or ends" },
} as const;

export type DiagnosticCode = keyof typeof entries;

/** The catalogue: total on the codes, in the order of declaration. */
export const catalogue: Readonly<Record<DiagnosticCode, CatalogueEntry>> = entries;

/** All codes, in the order of declaration. */
export const diagnosticCodes: readonly DiagnosticCode[] = Object.keys(entries) as DiagnosticCode[];

/** Whether a word is a diagnostic code; safe for any text, `__proto__` included. */
export function isDiagnosticCode(word: string): word is DiagnosticCode {
  return Object.hasOwn(entries, word);
}
