/** Runtimes: one for a file, with switches that exist, each set once (docs/language.md, Runtimes). */
import { replaySwitches } from "../../core/index.ts";
import type { Declaration, Name } from "../../syntax/index.ts";
import type { Reporter } from "../reporter.ts";
import { listed } from "../wording.ts";

type RuntimeDeclaration = Extract<Declaration, { kind: "runtime" }>;

const switches: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(replaySwitches));

const presets: readonly string[] = ["as-implemented", "sound"];

/** More concurrent runs than anybody explores. */
const mostSessions = 64;

/** Reports what is wrong in a runtime. */
export function checkRuntime({ preset, settings }: RuntimeDeclaration, reporter: Reporter): void {
  if (preset !== undefined && !presets.includes(preset.text)) reporter.unknown("unknown-setting", preset, "machine", () => presets);
  const seen = new Map<string, Name>();
  for (const { name, value } of settings) {
    const before = seen.get(name.text);
    if (before !== undefined)
      reporter.report("duplicate-setting", name.span, `\`${name.text}\` is set twice`, { labels: [{ span: before.span, message: "first here" }] });
    else seen.set(name.text, name);
    if (name.text === "sessions") {
      if (!/^[0-9]{1,3}$/.test(value.text) || Number(value.text) < 1 || Number(value.text) > mostSessions)
        reporter.report("unknown-setting", value.span, `the number of sessions is from 1 to ${String(mostSessions)}`);
      continue;
    }
    const values = switches.get(name.text);
    if (values === undefined) reporter.unknown("unknown-setting", name, "setting", () => [...switches.keys(), "sessions"]);
    else if (!values.includes(value.text))
      reporter.unknown("unknown-setting", value, `value of \`${name.text}\`:`, () => values, { notes: [`it is ${listed(values)}`] });
  }
}

/** Reports all but the first runtime of a file. */
export function checkOneRuntime(declarations: readonly Declaration[], reporter: Reporter): void {
  const [first, ...others] = declarations.filter((each) => each.kind === "runtime");
  for (const other of others) {
    reporter.report("duplicate-runtime", other.span, "a file asks for one runtime", {
      labels: first === undefined ? [] : [{ span: first.span, message: "first here" }],
    });
  }
}
