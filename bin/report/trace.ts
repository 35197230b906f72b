/** Traces as they are shown: a chart with a head that names the run, Mermaid, or the JSON form; and the exit code of a run. */
import type { ExitCode } from "../../checker/index.ts";
import { chartOf, encodeTrace, mermaidChart, textChart, violations } from "../../interpreter/index.ts";
import type { Trace } from "../../interpreter/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { cleanLine, cleanText } from "./clean-text.ts";

/** Columns of charts: always the same, whatever the terminal, so that the same run gives the same bytes. */
export const chartWidth = 120;

/** The trace in the notation, ending in a newline. */
export function traceText(trace: Trace, notation: "text" | "json" | "mermaid"): string {
  switch (notation) {
    case "json":
      return encodeTrace(trace);
    case "mermaid":
      return mermaidChart(chartOf(trace));
    case "text": {
      const head = `${trace.subject}, ${trace.mode}, schedule ${trace.schedule}, seed ${trace.seed}`;
      const choices = trace.initial.choices.map(({ request, value }) => `  ${request.description} = ${printValue(value)}\n`);
      return `${cleanLine(head)}\n${choices.map(cleanText).join("")}\n${cleanText(textChart(chartOf(trace), { width: chartWidth }))}\n`;
    }
  }
}

/** 0: nobody can move any more; 1: somebody failed, violated an assertion or waits for ever; 3: cut short by a limit or its schedule, or nothing to choose from. */
export function endExitCode({ steps, end }: Pick<Trace, "steps" | "end">): ExitCode {
  if (violations(steps).length > 0) return 1;
  switch (end.kind) {
    case "deadlock":
      return 1;
    case "limit":
    case "no-value":
    case "beyond-limits":
    case "schedule":
      return 3;
    case "final":
    case "stopped":
    case "loop":
    case "cut":
      return 0;
  }
}
