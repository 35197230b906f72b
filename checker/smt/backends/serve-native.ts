/** What the thread of a native solver does: it owns the solver's processes, one for each context, writes to them and puts together what they reply. */
import type { Message, Order } from "./host.ts";
import type { Load, ThreadData } from "./outside-world.ts";

/** Characters of a reply. A longer one is garbage. */
export interface NativeLimits {
  readonly longestReply: number;
}

interface Readable {
  setEncoding(encoding: "utf8"): void;
  on(event: "data", listener: (text: string) => void): void;
}

interface Child {
  readonly pid?: number;
  readonly stdin: { write(text: string): void; on(event: "error", listener: () => void): void };
  readonly stdout: Readable;
  readonly stderr: Readable;
  on(event: "error", listener: (failure: Error) => void): void;
  on(event: "close", listener: (code: number | null, signal: string | null) => void): void;
  kill(signal: "SIGKILL"): void;
}

type Spawn = (command: string, words: readonly string[], options: { readonly stdio: "pipe" }) => Child;

interface Process {
  readonly child: Child;
  readonly line: string;
  /** Parts of the reply that is being waited for. */
  readonly parts: string[];
  length: number;
  /** The end of what was said, and of complaints. */
  tail: string;
  complaint: string;
  /** The line that ends the reply; empty if none is expected. */
  mark: string;
}

/** Serves until the thread is ended. Its text is the program of the thread: it uses nothing but its parameters and what is everywhere. */
export function serveNative(load: Load, data: ThreadData & NativeLimits): void {
  const { port, words, longestReply } = data;
  const { spawn } = load("node:child_process") as { readonly spawn: Spawn };
  const processes = new Map<number, Process>();
  let marks = 0;

  const send = (message: Message): void => {
    port.postMessage(message);
    Atomics.add(words, 0, 1);
    Atomics.notify(words, 0);
  };
  const drop = (context: number): void => {
    const known = processes.get(context);
    processes.delete(context);
    known?.child.kill("SIGKILL");
  };
  const ended = (context: number, process: Process, code: number | null, signal: string | null): void => {
    if (processes.get(context) === process) processes.delete(context);
    if (process.mark === "") return;
    const said = `${process.parts.join("")}\n${process.complaint}`.trim();
    const isMemory = /out of memory|bad_alloc|std::length_error|cannot allocate/i.test(said) || code === 101;
    const reason = isMemory ? "memory" : code === 126 || code === 127 ? "missing" : "crash";
    const how = signal === null ? `ended with ${String(code)}` : `ended by ${signal}`;
    send({ kind: "lost", reason, detail: `the solver ${how}${said === "" ? "" : `: ${said}`}` });
  };
  const heard = (process: Process, text: string): void => {
    if (process.mark === "") return;
    process.parts.push(text);
    process.length += text.length;
    process.tail = (process.tail + text).slice(-(process.mark.length + 8)).trimEnd();
    if (process.tail.endsWith(process.mark) || process.tail.endsWith(`"${process.mark}"`)) {
      const said = process.parts.join("").trimEnd();
      const end = said.length - process.mark.length - (process.tail.endsWith('"') ? 2 : 0);
      process.parts.length = 0;
      process.mark = "";
      send({ kind: "reply", text: said.slice(0, end) });
    } else if (process.length > longestReply) {
      process.mark = "";
      send({ kind: "lost", reason: "garbage", detail: `a reply of more than ${String(longestReply)} characters` });
    }
  };
  const begin = (context: number, command: readonly string[], line: string): Process => {
    drop(context);
    const [program = "", ...rest] = command;
    const child = spawn(program, rest, { stdio: "pipe" });
    if (child.pid !== undefined) send({ kind: "started", process: child.pid });
    const process: Process = { child, line, parts: [], length: 0, tail: "", complaint: "", mark: "" };
    processes.set(context, process);
    child.on("error", (failure) => {
      processes.delete(context);
      process.mark = "";
      const isMissing = /ENOENT|EACCES/.test(failure.message);
      send({ kind: "lost", reason: isMissing ? "missing" : "crash", detail: failure.message });
    });
    child.on("close", (code, signal) => ended(context, process, code, signal));
    // Who does not read any more has ended, and that is noticed.
    child.stdin.on("error", () => undefined);
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => heard(process, text));
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text) => {
      process.complaint = (process.complaint + text).slice(-2_000);
    });
    return process;
  };
  port.on("message", (order: Order) => {
    if (order.kind === "drop") {
      drop(order.context);
      return;
    }
    const line = JSON.stringify(order.words);
    const known = processes.get(order.context);
    if (!order.isFresh && known?.line !== line) {
      send({ kind: "lost", reason: "crash", detail: "the solver has ended since it was last asked" });
      return;
    }
    const isThere = known?.line === line;
    const process = isThere ? known : begin(order.context, order.words, line);
    marks += 1;
    process.mark = `--end-of-reply-${String(marks)}--`;
    process.parts.length = 0;
    process.length = 0;
    process.tail = "";
    process.child.stdin.write(`${isThere && order.isFresh ? "(reset)\n" : ""}${order.text}\n(echo "${process.mark}")\n`);
  });
  send({ kind: "ready" });
}
