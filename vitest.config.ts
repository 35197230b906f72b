import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import type { ViteUserConfigFnObject } from "vitest/config";
import { BaseSequencer } from "vitest/node";
import type { Reporter, TestModule, TestSpecification } from "vitest/node";

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

/** Theorems and their mutants take longest: begun last, they would keep one process busy while the others wait. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.includes("/proofs-as-tests/");
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** True of `npm run test:deep`, where tests look at everything that they look at samples of otherwise. */
    readonly isDeep: boolean;
  }
}

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { readonly version: string };

const config: ViteUserConfigFnObject = defineConfig(({ mode }) => ({
  define: { CHOREO_VERIFY_VERSION: JSON.stringify(version) },
  test: {
    include: ["{calculus,interpreter,checker,proofs-as-tests,corpus,bin,bench}/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "dist/test-report.json" }], closingLine],
    setupFiles: ["./proofs-as-tests/fixed-seed.ts"],
    provide: { isDeep: mode === "deep" },
    maxWorkers: 2,
    // No test changes what modules keep: loading the sources anew for each of the files would take a third of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 600_000,
    hideSkippedTests: true,
    allowOnly: false,
  },
}));

export default config;
