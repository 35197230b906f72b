import { expect, test } from "vitest";
import { commandTable } from "../command-table.ts";
import { spelling } from "../option-table.ts";
import { main } from "../main.ts";
import { overlay, recordingIo } from "../transcripts/recording-io.ts";

test.each(["bash", "zsh", "fish"])("%s learns every command and its options", async (shell) => {
  const recording = recordingIo(overlay("/nonexistent", new Map()));
  expect(await main(["completion", shell], recording.io)).toBe(0);
  for (const [name, row] of commandTable) {
    expect(recording.stdout()).toContain(name);
    for (const option of row.options.filter((name) => name !== "steps")) expect(recording.stdout()).toContain(`--${spelling(option)}`);
  }
});

test("another shell is a usage error", async () => {
  const recording = recordingIo(overlay("/nonexistent", new Map()));
  expect(await main(["completion", "tcsh"], recording.io)).toBe(2);
});
