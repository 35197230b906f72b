/** A process under observation: how long it takes and how much memory it has at the most. Linux only, where the kernel keeps the peak. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** Milliseconds between two looks at the peak, which never falls. */
const interval = 5;

/** Runs the command and prints `{ time, memory, printed, status }` as JSON: milliseconds, MB, what it wrote to standard output. */
export async function watch([command = "", ...words]: readonly string[]): Promise<void> {
  const start = performance.now();
  const child = spawn(command, [...words], { stdio: ["ignore", "pipe", "inherit"] });
  let memory = 0;
  let printed = "";
  const look = (): void => {
    const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status(child.pid))?.[1] ?? 0);
    memory = Math.max(memory, kilobytes / 1024);
  };
  const timer = setInterval(look, interval);
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const time = performance.now() - start;
  clearInterval(timer);
  process.stdout.write(JSON.stringify({ time, memory, printed, status: code }));
}

function status(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${String(pid)}/status`, "utf8");
  } catch {
    return "";
  }
}
