/** How far an exploration has come, as one line on a terminal. Figures of time are shown to people only: they are in no result. */
import type { Progress } from "../checker/index.ts";
import type { Io } from "./io.ts";

/** A line is not written more often than this. */
const millisecondsBetweenLines = 200;

/** Writes the line over the one before; `clock` in milliseconds. */
export function progressLine(io: Io, what: string, clock: () => number): (progress: Progress) => void {
  const start = clock();
  let shown = start;
  return (progress) => {
    const now = clock();
    if (now - shown < millisecondsBetweenLines) return;
    shown = now;
    io.stderr(`\r\u001b[2K${what}: ${progressText(progress, (now - start) / 1_000)}`);
  };
}

/** `1,200,000 states (3,400,000/s), 45,000 open, depth 33, 52 MB` */
export function progressText({ states, depth, frontier, memory }: Progress, seconds: number): string {
  const rate = seconds > 0 ? ` (${grouped(Math.round(states / seconds))}/s)` : "";
  return `${grouped(states)} states${rate}, ${grouped(frontier)} open, depth ${grouped(depth)}, ${grouped(Math.ceil(memory / 1_000_000))} MB`;
}

/** A whole number with commas between thousands, whatever the locale. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
