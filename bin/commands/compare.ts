/** `compare`: two versions of a protocol, and networks in which both occur; with `--up-to` two systems, as transition systems. */
import { defaultBounds } from "../../checker/index.ts";
import type { ExitCode } from "../../checker/index.ts";
import { compareProtocols } from "../../checker/evolution/index.ts";
import type { Evolution } from "../../checker/evolution/index.ts";
import type { Protocol } from "../../calculus/core/index.ts";
import type { Command, Request } from "../command.ts";
import { loadModel } from "../files/load-model.ts";
import type { LoadedModel } from "../files/load-model.ts";
import type { Io } from "../io.ts";
import { stopping } from "../judge-inputs.ts";
import { cleanLine } from "../report/clean-text.ts";
import { evolutionJson, evolutionText } from "../report/evolution.ts";
import { locator } from "../report/positions.ts";
import { UsageError } from "../usage-error.ts";

/** The only protocol that the named file declares, or the one that is asked for. */
function protocolOf({ model, files }: Extract<LoadedModel, { ok: true }>, word: string, named: string | undefined): Protocol {
  const own = (files[0]?.declarations ?? []).flatMap((declaration) => (declaration.kind === "protocol" ? [declaration.name.text] : []));
  if (own.length === 0) throw new UsageError(`\`${word}\` declares no protocol`);
  const wanted = named !== undefined && own.includes(named) ? named : own.length === 1 ? own[0] : undefined;
  const protocol = wanted === undefined ? undefined : model.protocols.get(wanted);
  if (protocol === undefined) {
    const said = named === undefined ? "name one with --protocol" : `none of them is \`${named}\``;
    throw new UsageError(`\`${word}\` declares several protocols; ${said}`);
  }
  return protocol;
}

/** 0 compatible in both directions, 1 not in one of them or without an order of upgrades, 3 undecided, 4 evidence that does not replay. */
function exitCodeOf({ old, new: now, roles, newWithOld, oldWithNew, order }: Evolution): ExitCode {
  const findings = [old, now, ...roles.flatMap(({ newAmongOld, oldAmongNew }) => [newAmongOld, oldAmongNew])];
  if (findings.some(({ verdict }) => verdict === "disagreement")) return 4;
  if (newWithOld === "no" || oldWithNew === "no" || old.verdict === "unsafe" || now.verdict === "unsafe" || order.kind === "none") return 1;
  return order.kind === "order" && newWithOld === "yes" && oldWithNew === "yes" && old.verdict === "safe" && now.verdict === "safe" ? 0 : 3;
}

async function loadBoth(request: Request, io: Io): Promise<readonly Extract<LoadedModel, { ok: true }>[] | ExitCode> {
  const loaded: Extract<LoadedModel, { ok: true }>[] = [];
  for (const word of request.words) {
    const one = await loadModel(word, request, io);
    if (!one.ok) return one.exitCode;
    loaded.push(one);
  }
  return loaded;
}

export const compare: Command = async (request, io) => {
  const { options, words } = request;
  if (options.upTo !== undefined) {
    if (options.as !== undefined) throw new UsageError("--as and --up-to exclude each other");
    return await (await import("../compare-systems.ts")).compareUpTo(options.upTo, request, io);
  }
  if (words.length < 2) throw new UsageError("compare takes two files: OLD and NEW");
  const [without] = (["subject", "with", "observe"] as const).filter((name) => options[name] !== undefined);
  if (without !== undefined) throw new UsageError(`option --${without} is for compare --up-to`);
  if (options.as !== undefined && options.as !== "protocol")
    throw new UsageError(`option --as says what is compared; only \`protocol\` is, not \`${options.as}\``);
  const loaded = await loadBoth(request, io);
  if (typeof loaded === "number") return loaded;
  const [older, newer] = loaded;
  if (older === undefined || newer === undefined) throw new UsageError("compare takes two files: OLD and NEW");
  const [before, after] = [protocolOf(older, words[0] ?? "", options.protocol), protocolOf(newer, words[1] ?? "", options.protocol)];
  const bounds = { ...defaultBounds, maxStates: options.maxStates ?? defaultBounds.maxStates };
  const compared = compareProtocols(before, after, bounds, stopping(options, io).shouldStop);
  if (!compared.ok) {
    io.stderr(`choreo-verify: ${cleanLine(compared.reason)}\n`);
    return 3;
  }
  const code = exitCodeOf(compared.evolution);
  const versions = [
    { path: words[0] ?? "", name: before.name, locate: locator(older.sources) },
    { path: words[1] ?? "", name: after.name, locate: locator(newer.sources) },
  ] as const;
  io.stdout(options.format === "json" ? evolutionJson(compared.evolution, versions, code) : evolutionText(compared.evolution, versions));
  return code;
};
