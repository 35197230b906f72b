// Types are checked strictly everywhere; the pure folders may not reach for a clock, chance, the console, the environment or the locale.
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const pure = ["calculus/**/*.ts", "interpreter/**/*.ts", "checker/**/*.ts"];

export default defineConfig(
  { ignores: ["dist/", "node_modules/", "**/*.mjs", "**/*.cjs", "**/*.js", "calculus/parser/**/*-bundle.d.ts"] },
  { linterOptions: { reportUnusedDisableDirectives: "error", noInlineConfig: true } },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-eval": "error",
      "no-implied-eval": "off",
      "@typescript-eslint/no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Chance is a seed that is passed in." },
        { property: "localeCompare", message: "Sort by code units." },
      ],
      eqeqeq: "error",
    },
  },
  {
    files: pure,
    rules: {
      "no-console": "error",
      "no-restricted-globals": [
        "error",
        { name: "Date", message: "The core has no clock." },
        { name: "performance", message: "The core has no clock." },
        { name: "setTimeout", message: "The core has no clock." },
        { name: "process", message: "The core has no environment." },
        { name: "Intl", message: "The core has no locale." },
        { name: "fetch", message: "The core has no network." },
      ],
    },
  },
  {
    // The fallback of the explicit-state engine: generated code as JavaScript, printed from its own small language alone.
    files: ["checker/compiled/code/javascript/compile.ts"],
    rules: { "no-new-func": "off", "@typescript-eslint/no-implied-eval": "off" },
  },
  {
    // One test file proves that the rules about the clock and the console bite; tests may write tables that strict types call needless.
    files: ["**/*.test.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
