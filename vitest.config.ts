import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import type { ViteUserConfig } from "vitest/config";
import type { Reporter, TestModule } from "vitest/node";

/** The last line of `npm test`: `N passed, N failed`. A test file that does not load counts as a failure. */
const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandled.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") passed += 1;
        else failed += 1;
      }
    }
    process.once("exit", () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`));
  },
};

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { readonly version: string };

const config: ViteUserConfig = defineConfig({
  define: { CHOREO_VERIFY_VERSION: JSON.stringify(version) },
  test: {
    include: ["{calculus,interpreter,checker,proofs-as-tests,corpus,bin,bench}/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "dist/test-report.json" }], closingLine],
    setupFiles: ["./proofs-as-tests/fixed-seed.ts"],
    maxWorkers: 2,
    testTimeout: 600_000,
    hideSkippedTests: true,
    allowOnly: false,
  },
});

export default config;
