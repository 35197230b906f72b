/** `synthesise`: the protocol of which given endpoints are the local automata, or the run that shows why there is none. */
import type { Model, Protocol } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { globalAutomaton } from "../../calculus/protocols/index.ts";
import type { GlobalAutomaton } from "../../calculus/protocols/index.ts";
import { printFile } from "../../calculus/syntax/index.ts";
import type { Declaration, ParsedFile } from "../../calculus/syntax/index.ts";
import { communicatingSystem } from "../../checker/communicating-systems/index.ts";
import { describeConflict, haveSameRuns, protocolDeclaration, synthesise as synthesiseProtocol } from "../../checker/synthesis/index.ts";
import type { ProtocolDeclaration, Synthesis } from "../../checker/synthesis/index.ts";
import type { Command, Request } from "../command.ts";
import { loadModel } from "../files/load-model.ts";
import { globalDiagram } from "../formats/writers/automata.ts";
import { dotDiagrams, mermaidDiagrams } from "../formats/writers/state-diagram.ts";
import { nuscrText } from "../formats/writers/write-nuscr.ts";
import type { Io } from "../io.ts";
import { cleanLine } from "../report/clean-text.ts";
import { locator } from "../report/positions.ts";
import { networkRunText } from "../report/runs-text.ts";
import { UsageError } from "../usage-error.ts";

const notations = ["choreo", "nuscr", "dot", "mermaid"] as const;

type Notation = (typeof notations)[number];

/** How many configurations are looked at unless the user says otherwise. */
const usualConfigurations = 1_000_000;

/** What payloads may name, and a protocol that stands alone must declare. */
const declaresTypes: ReadonlySet<Declaration["kind"]> = new Set(["type", "enum", "record", "const", "function"]);

/** The subject: the one that is named, else the only context, else the only system or protocol. Throws `UsageError` where there is none, or more. */
function subjectOf(model: Model, named: string | undefined): string {
  const groups = [model.contexts, model.systems, model.protocols];
  if (named !== undefined) {
    if (groups.some((group) => group.has(named))) return named;
    throw new UsageError(`there is no context, system or protocol \`${named}\``);
  }
  const names = groups.map((group) => [...group.keys()]).find((group) => group.length > 0);
  const [only, ...others] = names ?? [];
  if (only === undefined) throw new UsageError("there are no endpoints: neither a context, nor a system, nor a protocol");
  if (others.length > 0) throw new UsageError(`name one of ${[only, ...others].join(", ")} with --context`);
  return only;
}

interface Written {
  readonly protocol: Protocol;
  readonly declaration: ProtocolDeclaration;
  /** The declaration as it is printed, with the types that it names. */
  readonly text: string;
}

/** The protocol as text that was read again and is the same protocol, or why there is no such text. */
function write(name: string, automaton: GlobalAutomaton, files: readonly ParsedFile[]): Written | { readonly reason: string } {
  const written = protocolDeclaration(name, automaton);
  if (!written.ok) return written;
  const { declaration } = written;
  const sorts = automaton.states.flatMap(({ edges }) => edges.flatMap(({ message }) => message.payload.map(({ sort }) => sort)));
  const delegates = sorts.some(({ kind }) => kind === "session");
  const needsTypes = delegates || sorts.some((sort) => sort.kind === "value" && sort.type.kind !== "primitive");
  const isNeeded = ({ kind }: Declaration): boolean => (needsTypes && declaresTypes.has(kind)) || (delegates && kind === "protocol");
  const types = files.flatMap(({ declarations }) => declarations.filter(isNeeded));
  const comments = types.length === 0 ? {} : { comments: [""] };
  const text = printFile({ declarations: [...types, { ...declaration, ...comments }], span: declaration.span });
  const { model, diagnostics } = analyseText(text);
  const protocol = model?.protocols.get(name);
  if (protocol === undefined) {
    const [first] = diagnostics.filter(({ severity }) => severity === "error");
    return { reason: first?.message ?? "its text declares no protocol" };
  }
  if (!haveSameRuns(globalAutomaton(protocol.type, protocol.roles), automaton)) throw new Error("the text of the synthesised protocol is another protocol");
  return { protocol, declaration, text };
}

function inNotation({ protocol, declaration, text }: Written, notation: Notation): string | { readonly reason: string } {
  switch (notation) {
    case "choreo":
      return text;
    case "nuscr": {
      const nuscr = nuscrText([declaration], () => true);
      return "text" in nuscr ? nuscr.text : { reason: nuscr.diagnostics[0]?.message ?? "nuScr cannot say it" };
    }
    case "dot":
      return dotDiagrams([globalDiagram(protocol)]);
    case "mermaid":
      return mermaidDiagrams([globalDiagram(protocol)]);
  }
}

interface Answer {
  readonly verdict: "protocol" | "none" | "unknown" | "disagreement";
  readonly text?: string;
  readonly notes?: readonly string[];
  readonly reason?: string;
  readonly result: Synthesis;
}

function answerOf(result: Synthesis, name: string, exact: boolean, files: readonly ParsedFile[], notation: Notation): Answer {
  switch (result.kind) {
    case "protocol": {
      const written = write(name, result.automaton, files);
      if ("reason" in written) return { verdict: "unknown", reason: `there is a protocol, but no text says it: ${written.reason}`, result };
      const text = inNotation(written, notation);
      return typeof text === "string"
        ? { verdict: "protocol", text, notes: result.notes, result }
        : { verdict: "unknown", reason: `there is a protocol, but ${text.reason}`, result };
    }
    case "none":
      return exact
        ? { verdict: "none", reason: describeConflict(result.conflict), result }
        : { verdict: "unknown", reason: `${describeConflict(result.conflict)}; this is a run of the communications, which data may exclude`, result };
    case "unknown":
      return { verdict: "unknown", reason: result.reason, result };
    case "contradiction":
      return { verdict: "disagreement", reason: `evidence does not replay: ${result.reason}`, result };
  }
}

const exitCodes = { protocol: 0, none: 1, unknown: 3, disagreement: 4 } as const;

function deliver(
  subject: string,
  { verdict, text, notes = [], reason, result }: Answer,
  sources: Parameters<typeof locator>[0],
  { options }: Request,
  io: Io,
): number {
  const run = result.kind === "none" ? result.conflict.run : undefined;
  if (options.format === "json") {
    const events = run?.map(({ kind, sender, receiver, message }) => ({ kind, sender, receiver, message })) ?? null;
    io.stdout(`${JSON.stringify({ schemaVersion: 1, subject, verdict, protocol: text ?? null, notes, reason: reason ?? null, run: events }, null, 2)}\n`);
    return exitCodes[verdict];
  }
  if (text !== undefined) {
    io.stdout(text);
    if (!options.quiet) for (const note of notes) io.stderr(`choreo-verify: ${cleanLine(note)}\n`);
    return exitCodes[verdict];
  }
  io.stderr(
    `choreo-verify: ${verdict === "none" ? `no protocol has the endpoints of ${subject}` : `no protocol was found for ${subject}`}: ${cleanLine(reason ?? "")}\n`,
  );
  if (run !== undefined && run.length > 0) io.stderr(networkRunText(run, locator(sources)));
  return exitCodes[verdict];
}

export const synthesise: Command = async (request, io) => {
  const { options } = request;
  const wanted = options.as ?? "choreo";
  const notation = notations.find((each) => each === wanted);
  if (notation === undefined) throw new UsageError(`option --as is one of ${notations.join(", ")}, not \`${wanted}\``);
  const loaded = await loadModel(request.words[0] ?? "", request, io);
  if (!loaded.ok) return loaded.exitCode;
  const { model, files, sources } = loaded;
  const subject = subjectOf(model, options.context);
  const found = communicatingSystem(model, subject);
  if (!found.ok) throw new UsageError(`${subject} has no endpoints to start from: ${found.reason}`);
  const { automata, exact, unfaithful } = found.system;
  const result = synthesiseProtocol(automata, { maxConfigurations: options.maxStates ?? usualConfigurations });
  if (unfaithful !== undefined) throw new UsageError(`the communications of ${subject} are not all that its members do: ${unfaithful}`);
  return deliver(subject, answerOf(result, `${subject}Protocol`, exact, files, notation), sources, request, io);
};
