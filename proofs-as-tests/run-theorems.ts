/**
 * The command line of the suite, bundled on its own: `run-theorems --runs N --seed S [--theorem ID]… [--jobs J | --shard I/N] [--format json|text]`.
 * One JSON line per finished theorem, then a summary; a shard writes its sums instead, which the parent adds up before it judges them.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { realImplementation } from "./implementation.ts";
import { added, judge, reportOf, shardReport, type Judgement, type ShardReport } from "./judgement.ts";
import { theorems } from "./theorems/index.ts";
import type { Report, Theorem } from "./theorem.ts";

interface Settings {
  readonly runs: number;
  readonly seed: number;
  readonly shard: { readonly index: number; readonly of: number } | undefined;
  readonly jobs: number;
  readonly format: "json" | "text";
  readonly chosen: readonly Theorem[];
}

class UsageError extends Error {}

/** Reads the arguments. @throws UsageError for anything that it does not know. */
function settingsOf(words: readonly string[]): Settings {
  const values = new Map<string, string[]>();
  for (let index = 0; index < words.length; index += 2) {
    const [option = "", value] = [words[index], words[index + 1]];
    if (!["--runs", "--seed", "--shard", "--jobs", "--format", "--theorem"].includes(option)) throw new UsageError(`unknown option ${option}`);
    if (value === undefined) throw new UsageError(`${option} needs a value`);
    values.set(option, [...(values.get(option) ?? []), value]);
  }
  const one = (option: string, otherwise: string): string => values.get(option)?.at(-1) ?? otherwise;
  const number = (option: string, text: string, least: number): number => {
    if (!/^-?[0-9]{1,9}$/.test(text) || Number(text) < least) throw new UsageError(`${option} needs a whole number of at least ${least}`);
    return Number(text);
  };
  const format = one("--format", "text");
  if (format !== "json" && format !== "text") throw new UsageError("--format is json or text");
  const ids = values.get("--theorem");
  for (const id of ids ?? []) if (!theorems.some((theorem) => theorem.id === id)) throw new UsageError(`no theorem ${id}`);
  const shard = values.get("--shard")?.at(-1);
  const [index, of] = shard?.split("/") ?? [];
  return {
    runs: number("--runs", one("--runs", "500"), 1),
    seed: number("--seed", one("--seed", "1"), -999999999),
    shard: shard === undefined ? undefined : { index: number("--shard", index ?? "", 0), of: number("--shard", of ?? "", 1) },
    jobs: number("--jobs", one("--jobs", "1"), 1),
    format,
    chosen: ids === undefined ? theorems : theorems.filter((theorem) => ids.includes(theorem.id)),
  };
}

function write(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function checkShare(theorem: Theorem, settings: Settings): Report {
  return theorem.check({
    runs: settings.runs,
    seed: settings.seed,
    shard: settings.shard ?? { index: 0, of: 1 },
    implementation: realImplementation,
    shrink: true,
    saved: true,
    progress: (runs) => {
      if (settings.format === "json") write({ kind: "progress", id: theorem.id, runs });
    },
  });
}

/** Runs the shards as processes of their own and adds up what they say; progress lines are passed on. */
async function inProcesses(settings: Settings): Promise<ReadonlyMap<string, readonly Report[]>> {
  const reports = new Map<string, Report[]>();
  const chosen = settings.chosen.flatMap((theorem) => ["--theorem", theorem.id]);
  const shards = Array.from({ length: settings.jobs }, (_, index) => index);
  await Promise.all(
    shards.map(
      (index) =>
        new Promise<void>((resolve, reject) => {
          const words = ["--runs", `${settings.runs}`, "--seed", `${settings.seed}`, "--shard", `${index}/${settings.jobs}`, "--format", "json", ...chosen];
          const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...words], { stdio: ["ignore", "pipe", "inherit"] });
          createInterface({ input: child.stdout }).on("line", (line) => {
            const parsed = JSON.parse(line) as ShardReport | { readonly kind: "progress" };
            if (parsed.kind === "shard") reports.set(parsed.id, [...(reports.get(parsed.id) ?? []), reportOf(parsed)]);
            else if (settings.format === "json") write(parsed);
          });
          child.on("error", reject);
          child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`shard ${index} ended with exit code ${code}`))));
        }),
    ),
  );
  return reports;
}

function text(judgement: Judgement): string {
  const head = `${judgement.status === "passed" ? "ok  " : "FAIL"} ${judgement.id.padEnd(16)} ${judgement.runs} runs, ${judgement.discarded} discarded  ${judgement.name}`;
  const statistics = judgement.statistics.map(([name, amount]) => `       ${name}: ${amount}`);
  const unmet = judgement.unmet.map((each) => `     unmet: ${each}`);
  const found = judgement.counterexample;
  const counterexample = found === null ? [] : [`     ${found.refutation.kind}: ${found.refutation.message}`, `     ${found.origin}`, found.text];
  return [head, ...statistics, ...unmet, ...counterexample].join("\n");
}

async function run(settings: Settings): Promise<number> {
  if (settings.shard !== undefined) {
    for (const theorem of settings.chosen) write(shardReport(checkShare(theorem, settings)));
    return 0;
  }
  const shards = settings.jobs > 1 ? await inProcesses(settings) : undefined;
  const judgements: Judgement[] = [];
  for (const theorem of settings.chosen) {
    const report = shards === undefined ? checkShare(theorem, settings) : added(shards.get(theorem.id) ?? []);
    const judgement = judge(theorem, report, settings.runs);
    judgements.push(judgement);
    if (settings.format === "json") write(judgement);
    else process.stdout.write(`${text(judgement)}\n`);
  }
  const count = (status: Judgement["status"]): number => judgements.filter((judgement) => judgement.status === status).length;
  const [passed, failed, vacuous] = [count("passed"), count("failed"), count("vacuous")];
  const summary = { kind: "summary", passed, failed, vacuous, runs: settings.runs, seed: settings.seed };
  if (settings.format === "json") write(summary);
  else process.stdout.write(`${passed} theorems passed, ${failed} failed, ${vacuous} vacuous (runs ${summary.runs}, seed ${summary.seed})\n`);
  return failed > 0 ? 1 : vacuous > 0 ? 3 : 0;
}

try {
  process.exitCode = await run(settingsOf(process.argv.slice(2)));
} catch (problem) {
  if (!(problem instanceof UsageError)) throw problem;
  process.stderr.write(`run-theorems: ${problem.message}\n`);
  process.exitCode = 2;
}
