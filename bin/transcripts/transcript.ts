/**
 * Transcripts: Markdown in which the blocks marked `console` hold commands (`$ choreo-verify …`) with exactly what they print.
 * A block marked `choreo NAME` is a file of that name for the commands below it. An exit code other than 0 is the last line, `[exit 1]`.
 */
import { main } from "../main.ts";
import { overlay, recordingIo } from "./recording-io.ts";

const fence = /^```(\w*)(?: (\S+))?$/;

/** Words of a command: separated by spaces, quotes group. `< FILE` is standard input. */
function wordsOf(command: string): { readonly words: readonly string[]; readonly stdin?: string } {
  const words = (command.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, "$2"));
  const redirect = words.indexOf("<");
  if (redirect < 0) return { words };
  return { words: words.slice(0, redirect), stdin: words[redirect + 1] ?? "" };
}

/** Runs one command and returns what a terminal would show. Commands of other programs return undefined. */
async function run(command: string, files: ReturnType<typeof overlay>): Promise<string | undefined> {
  const { words, stdin } = wordsOf(command);
  const start = words[0] === "npx" ? 1 : 0;
  if (words[start] !== "choreo-verify" || words.includes("&&")) return undefined;
  const input = stdin === undefined ? "" : Buffer.from(files.read(stdin, 1 << 20)).toString("utf8");
  const recording = recordingIo(files, input);
  const code = await main(words.slice(start + 1), recording.io);
  return `${recording.output()}${code === 0 ? "" : `[exit ${String(code)}]\n`}`;
}

/** One `console` block, run: each command with its actual output. */
async function runBlock(lines: readonly string[], files: ReturnType<typeof overlay>): Promise<string> {
  let text = "";
  let keep = true;
  for (const line of lines) {
    if (!line.startsWith("$ ")) {
      if (keep) text += `${line}\n`;
      continue;
    }
    const output = await run(line.slice(2), files);
    keep = output === undefined;
    text += `${line}\n${output ?? ""}`;
  }
  return text;
}

/** The document with the actual output of every command. `base` is the directory that relative paths start from. */
export async function rerun(document: string, base: string): Promise<string> {
  const texts = new Map<string, string>();
  const files = overlay(base, texts);
  let text = "";
  let block: { readonly language: string; readonly name: string | undefined; readonly lines: string[] } | undefined;
  for (const line of document.replace(/\n$/, "").split("\n")) {
    const opened = block === undefined ? fence.exec(line) : null;
    if (opened !== null) {
      block = { language: opened[1] ?? "", name: opened[2], lines: [] };
      text += `${line}\n`;
    } else if (block !== undefined && line === "```") {
      const body = block.lines.map((inner) => `${inner}\n`).join("");
      if (block.language === "choreo" && block.name !== undefined) texts.set(block.name, body);
      text += `${block.language === "console" ? await runBlock(block.lines, files) : body}\`\`\`\n`;
      block = undefined;
    } else if (block !== undefined) block.lines.push(line);
    else text += `${line}\n`;
  }
  return text;
}
