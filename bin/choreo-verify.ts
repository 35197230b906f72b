#!/usr/bin/env node
/** The executable. It answers `--version` alone and loads the rest only when there is more to do. */
import { writeSync } from "node:fs";
import { version } from "./version.ts";

const words = process.argv.slice(2);
if (words.length === 1 && words[0] === "--version") writeSync(1, `choreo-verify ${version}\n`);
else void import("./main.ts").then(({ runProcess }) => runProcess());
