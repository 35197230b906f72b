/** `convert`: the protocols and contexts of a file in another notation, or the machine of a choreography or system in that of another model checker. */
import { assertNever } from "../../calculus/assert-never.ts";
import { defaultLimits, error } from "../../calculus/diagnostics/index.ts";
import type { DiagnosticCode } from "../../calculus/diagnostics/index.ts";
import { parseFile } from "../../calculus/parser/index.ts";
import { equalTrees } from "../../calculus/syntax/index.ts";
import type { Declaration, ParsedFile } from "../../calculus/syntax/index.ts";
import { communicatingSystem } from "../../checker/communicating-systems/index.ts";
import type { Command, Request } from "../command.ts";
import { loadModel, refuse } from "../files/load-model.ts";
import type { LoadedModel } from "../files/load-model.ts";
import { automatonDiagram, globalDiagram } from "../formats/writers/automata.ts";
import { reachedOnly } from "../formats/writers/automata-to-write.ts";
import type { AutomataToWrite, WrittenText } from "../formats/writers/automata-to-write.ts";
import { dotDiagrams, mermaidDiagrams } from "../formats/writers/state-diagram.ts";
import type { StateDiagram } from "../formats/writers/state-diagram.ts";
import { choreoText } from "../formats/writers/write-choreo.ts";
import { graphsText } from "../formats/writers/write-graphs.ts";
import { localTypesText } from "../formats/writers/write-local-types.ts";
import { machinesText } from "../formats/writers/write-machines.ts";
import { nuscrText } from "../formats/writers/write-nuscr.ts";
import { roleSystemText, transitionSystemText } from "../formats/writers/write-transition-system.ts";
import { machineText } from "../machine-text.ts";
import { subjectOf } from "../subject.ts";
import { UsageError } from "../usage-error.ts";

const notations = ["choreo", "nuscr", "dot", "mermaid", "fsa", "kmc", "aut", "promela", "tla"] as const;

/** States of a transition system unless told. */
const usualStates = 100_000;

type Loaded = Extract<LoadedModel, { ok: true }>;
type Subject = Extract<Declaration, { kind: "protocol" | "context" }>;

function isSubject(declaration: Declaration): declaration is Subject {
  return declaration.kind === "protocol" || declaration.kind === "context";
}

/** The text as `.choreo`, read again to see that it says the same. Throws if it does not: a mistake of ours. */
function asChoreo(file: ParsedFile): WrittenText {
  const { text, tree } = choreoText(file);
  const again = parseFile(text, 0, defaultLimits);
  if (again.diagnostics.length > 0 || !equalTrees(tree, again.tree)) throw new Error("the converted file is another program");
  return { text };
}

function asNuscr({ files }: Loaded, subjects: readonly Subject[]): WrittenText {
  const own = new Set<Declaration>(subjects);
  const contexts = subjects.filter(({ kind }) => kind === "context");
  if (contexts.length > 0)
    return { diagnostics: contexts.map(({ name }) => error("not-yet-supported", name.span, "nuScr cannot say this: local types without a protocol")) };
  return nuscrText(
    files.flatMap(({ declarations }) => declarations),
    (declaration) => own.has(declaration),
  );
}

/** The automata of a context, or of the roles of a protocol; those of the roles that `--role` names. */
function automataOf(
  { model }: Loaded,
  { name }: Subject,
  { roles: wanted }: Request["options"],
): AutomataToWrite | Extract<WrittenText, { diagnostics: unknown }> {
  const found = communicatingSystem(model, name.text);
  if (!found.ok) return { diagnostics: [error("protocol-too-large", found.span ?? name.span, found.reason)] };
  const { automata, span } = found.system;
  const roles = automata.map(({ role }) => role);
  for (const role of wanted) if (!roles.includes(role)) throw new UsageError(`\`${name.text}\` has no role \`${role}\``);
  return { name: name.text, span, roles, automata: automata.filter(({ role }) => wanted.length === 0 || wanted.includes(role)).map(reachedOnly) };
}

/** The automata of protocols, those of the roles of a context, and of named roles. */
function diagrams(
  loaded: Loaded,
  subjects: readonly Subject[],
  options: Request["options"],
): readonly StateDiagram[] | Extract<WrittenText, { diagnostics: unknown }> {
  const drawn: StateDiagram[] = [];
  for (const subject of subjects) {
    const protocol = loaded.model.protocols.get(subject.name.text);
    if (protocol !== undefined && options.roles.length === 0) {
      drawn.push(globalDiagram(protocol));
      continue;
    }
    const found = automataOf(loaded, subject, options);
    if ("diagnostics" in found) return found;
    drawn.push(...found.automata.map((automaton) => automatonDiagram(found.name, automaton)));
  }
  return drawn;
}

/** One after the other, up to the first that cannot be written. */
function joined(texts: readonly (() => WrittenText)[]): WrittenText {
  const written: string[] = [];
  for (const next of texts) {
    const result = next();
    if ("diagnostics" in result) return result;
    written.push(result.text);
  }
  return { text: written.join("\n") };
}

/** Protocols are drawn whole; contexts, and single roles, as the tools write automata of roles. */
function asDot(loaded: Loaded, subjects: readonly Subject[], options: Request["options"]): WrittenText {
  const isWhole = (subject: Subject): boolean => subject.kind === "protocol" && options.roles.length === 0;
  const whole = diagrams(loaded, subjects.filter(isWhole), options);
  if ("diagnostics" in whole) return whole;
  const others = subjects.filter((subject) => !isWhole(subject));
  return joined([
    ...(whole.length === 0 ? [] : [() => ({ text: dotDiagrams(whole) })]),
    ...others.map((subject) => () => withAutomata(loaded, subject, options, graphsText)),
  ]);
}

function withAutomata(loaded: Loaded, subject: Subject, options: Request["options"], write: (automata: AutomataToWrite) => WrittenText): WrittenText {
  const found = automataOf(loaded, subject, options);
  return "diagnostics" in found ? found : write(found);
}

/** The one protocol or context that a notation for one system writes. */
function single(subjects: readonly Subject[], notation: string, path: string): Subject {
  const [only, another] = subjects;
  if (only === undefined || another !== undefined)
    throw new UsageError(`\`${path}\` declares several protocols or contexts; --context names the one to write as ${notation}`);
  return only;
}

/** What an imported file says, or asks for, that is not in what is written. */
const leftOut: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>(["annotation-not-judged", "unreachable-state"]);

export const convert: Command = async (request, io) => {
  const { options, words } = request;
  const [path = ""] = words;
  const wanted = options.to ?? "choreo";
  const notation = notations.find((each) => each === wanted);
  if (notation === undefined) throw new UsageError(`option --to is one of ${notations.join(", ")}, not \`${wanted}\``);
  if ((notation === "choreo" || notation === "nuscr") && options.roles.length > 0)
    throw new UsageError("option --role is for the notations of automata: dot, mermaid, fsa, kmc, aut");
  const loaded = await loadModel(path, request, io);
  if (!loaded.ok) return loaded.exitCode;
  if (notation === "promela" || notation === "tla") {
    const found = subjectOf(loaded, options.subject, request, io);
    if (!found.ok) return found.exitCode;
    const machine = machineText(loaded, found.subject, notation, options);
    if ("diagnostics" in machine) return refuse(machine.diagnostics, loaded.sources, request, io).exitCode;
    io.stdout(machine.text);
    return 0;
  }
  const missing = loaded.warnings.filter(({ code }) => leftOut.has(code));
  if (missing.length > 0) refuse(missing, loaded.sources, request, io);
  const [file] = loaded.files;
  const subjects = (file?.declarations ?? []).filter(isSubject).filter(({ name }) => options.context === undefined || name.text === options.context);
  if (file === undefined || subjects.length === 0) {
    const what = options.context === undefined ? "protocol or context" : `protocol or context \`${options.context}\``;
    throw new UsageError(`\`${path}\` declares no ${what}`);
  }
  const written = ((): WrittenText => {
    switch (notation) {
      case "choreo":
        return asChoreo(file);
      case "nuscr":
        return asNuscr(loaded, subjects);
      case "dot":
        return asDot(loaded, subjects, options);
      case "mermaid": {
        const drawn = diagrams(loaded, subjects, options);
        return "diagnostics" in drawn ? drawn : { text: mermaidDiagrams(drawn) };
      }
      case "fsa":
        return withAutomata(loaded, single(subjects, notation, path), options, machinesText);
      case "kmc":
        return withAutomata(loaded, single(subjects, notation, path), options, localTypesText);
      case "aut": {
        const limits = { bound: options.bound ?? 1, maxStates: options.maxStates ?? usualStates };
        if (options.roles.length > 1) throw new UsageError("option --to aut writes all roles together, or one alone");
        return withAutomata(loaded, single(subjects, notation, path), options, (automata) =>
          options.roles.length === 1 ? roleSystemText(automata) : transitionSystemText(automata, limits),
        );
      }
      default:
        return assertNever(notation);
    }
  })();
  if ("diagnostics" in written) return refuse(written.diagnostics, loaded.sources, request, io).exitCode;
  io.stdout(written.text);
  return 0;
};
