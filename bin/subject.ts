/**
 * What a command explores, named as expectations name it: `main`, `main on bounded(2)`, `S under Crashes`, and `choreography main` for the choreography itself
 * instead of the network of its projections.
 */
import { projectionDiagnostics } from "../calculus/amendment/index.ts";
import { isOfReplay, fifo, networkWords, readNetwork } from "../calculus/core/index.ts";
import type { FaultModel, NetworkArchitecture } from "../calculus/core/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { choreographySystem, networkSystem, systemNetwork } from "../calculus/semantics/index.ts";
import type { ChoreographySystem, NetworkSystem, TransitionSystem } from "../calculus/semantics/index.ts";
import { communicatingSystem } from "../checker/communicating-systems/index.ts";
import type { ExitCode } from "../checker/index.ts";
import { automataSystem } from "../checker/graph/index.ts";
import type { AutomataConfiguration } from "../checker/graph/index.ts";
import type { Request } from "./command.ts";
import { closedChoreography, refuse, systemNamed } from "./files/load-model.ts";
import type { LoadedModel } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

type Loaded = Extract<LoadedModel, { ok: true }>;

export interface Subject {
  /** Of the choreography, system, context or protocol. */
  readonly name: string;
  /** `the network of main on bounded(2) under Crashes`. */
  readonly title: string;
  readonly network: NetworkArchitecture;
  readonly faults?: FaultModel;
  readonly form:
    | { readonly kind: "network"; readonly system: NetworkSystem }
    | { readonly kind: "choreography"; readonly system: ChoreographySystem }
    | { readonly kind: "automata"; readonly system: TransitionSystem<AutomataConfiguration> };
}

interface Phrase {
  readonly isChoreography: boolean;
  readonly name?: string;
  readonly network: NetworkArchitecture;
  readonly faults?: string;
}

/** `[choreography] [NAME] [on WORDS] [under FAULTS]`, as expectations say it; without `on` it is on the words of `--on`, or fifo. */
function phraseOf(text: string, usual: string | undefined): Phrase {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const isChoreography = words[0] === "choreography";
  if (isChoreography) words.shift();
  const name = words[0] === "on" || words[0] === "under" ? undefined : words.shift();
  const on = words[0] === "on" ? words.splice(0, words.includes("under") ? words.indexOf("under") : words.length).slice(1) : [];
  const network = readNetwork(on.length === 0 ? (usual ?? "") : on.join(" "));
  if (!network.ok) throw new UsageError(`in \`${text}\`: \`${network.word}\` is no network, or is said twice`);
  const [under, faults, ...rest] = words;
  if ((under !== undefined && (under !== "under" || faults === undefined)) || rest.length > 0)
    throw new UsageError(`\`${text}\` is not \`[choreography] NAME [on NETWORK] [under FAULTS]\``);
  return { isChoreography, network: network.network, ...(name === undefined ? {} : { name }), ...(faults === undefined ? {} : { faults }) };
}

/** The subject that the phrase names, or the only one of the file; what cannot be explored is told and refused. Throws `UsageError` for a name that is none. */
export function subjectOf(
  loaded: Loaded,
  phrase: string | undefined,
  request: Request,
  io: Io,
): { readonly ok: true; readonly subject: Subject } | { readonly ok: false; readonly exitCode: ExitCode } {
  const said = phraseOf(phrase ?? "", request.options.networkModel);
  const { isChoreography, name, network } = said;
  const faultName = said.faults ?? request.options.faults;
  const { model } = loaded;
  const faults = faultName === undefined ? undefined : model.faults.get(faultName);
  if (faultName !== undefined && faults === undefined) throw new UsageError(`there are no faults \`${faultName}\``);
  if (isOfReplay(faults)) throw new UsageError(`${faultName ?? ""}: exceptions and restarts of the broker are faults of machines that replay only`);
  const behind = `${networkWords(network) === networkWords(fifo) ? "" : ` on ${networkWords(network)}`}${faultName === undefined ? "" : ` under ${faultName}`}`;
  const options = { network, ...(faults === undefined ? {} : { faults }) };
  const common = { network, ...(faults === undefined ? {} : { faults }) };
  const system = isChoreography ? undefined : systemNamed(model, name);
  if (system !== undefined) {
    const built = systemNetwork(model, system, contracts(model), options);
    if (!built.ok) throw new UsageError(`${system.name} cannot run: ${built.reason}`);
    return { ok: true, subject: { name: system.name, title: `${system.name}${behind}`, ...common, form: { kind: "network", system: built.system } } };
  }
  const automata = isChoreography ? undefined : automataNamed(loaded, name);
  if (automata !== undefined) {
    if (behind !== "") throw new UsageError(`${automata} has queues without bound and no faults; \`${behind.trim()}\` is for choreographies and systems`);
    const found = communicatingSystem(model, automata);
    if (!found.ok) throw new UsageError(`${automata} cannot be explored: ${found.reason}`);
    return { ok: true, subject: { name: automata, title: automata, ...common, form: { kind: "automata", system: automataSystem(found.system.automata) } } };
  }
  const chosen = closedChoreography(model, name);
  if ("diagnostic" in chosen) {
    if (name !== undefined && !model.procedures.has(name)) throw new UsageError(`there is no choreography, system, protocol or context \`${name}\``);
    return refuse([chosen.diagnostic], loaded.sources, request, io);
  }
  const subject = chosen.procedure.name;
  if (isChoreography) {
    if (behind !== "") throw new UsageError(`a choreography has no network and no faults: \`${behind.trim()}\` is for its network`);
    return {
      ok: true,
      subject: { name: subject, title: `the choreography ${subject}`, ...common, form: { kind: "choreography", system: choreographySystem(model, subject) } },
    };
  }
  const findings = projectionDiagnostics(model, loaded.files);
  const built = findings.length > 0 ? undefined : networkSystem(model, subject, options);
  if (built?.ok !== true) return refuse(findings, loaded.sources, request, io);
  return { ok: true, subject: { name: subject, title: `the network of ${subject}${behind}`, ...common, form: { kind: "network", system: built.system } } };
}

/** The protocol or context that is named, or the only one of a file without choreographies and systems. */
function automataNamed({ model }: Loaded, name: string | undefined): string | undefined {
  if (name !== undefined) return model.contexts.has(name) || model.protocols.has(name) ? name : undefined;
  if (model.procedures.size > 0 || model.systems.size > 0) return undefined;
  const [only, ...others] = [...model.contexts.keys(), ...model.protocols.keys()];
  return others.length === 0 ? only : undefined;
}
