// One direction, through doors: calculus ← interpreter ← checker ← bin; proofs-as-tests sees everything and is seen by nothing.
// bin/dependency-rules.test.ts proves that these rules still bite.
const tests = "[.]test[.]ts$";
const error = "error";

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: error, from: {}, to: { circular: true } },
    {
      name: "calculus-imports-nothing-above",
      severity: error,
      from: { path: "^calculus/" },
      to: { path: "^(interpreter|checker|proofs-as-tests|corpus|bin|bench)/" },
    },
    {
      name: "interpreter-imports-calculus-only",
      severity: error,
      from: { path: "^interpreter/" },
      to: { path: "^(checker|proofs-as-tests|corpus|bin|bench)/" },
    },
    { name: "checker-imports-no-effects", severity: error, from: { path: "^checker/" }, to: { path: "^(proofs-as-tests|corpus|bin|bench)/" } },
    { name: "bin-imports-no-tests", severity: error, from: { path: "^(bin|bench)/" }, to: { path: "^(proofs-as-tests|corpus)/" } },
    { name: "theorems-do-not-import-bin", severity: error, from: { path: "^proofs-as-tests/", pathNot: tests }, to: { path: "^(bin|bench)/" } },
    {
      name: "folders-are-entered-by-their-door",
      comment: "A folder of the calculus is entered by its index.ts.",
      severity: error,
      from: { path: "^calculus/([^/]+)/" },
      to: { path: "^calculus/[^/]+/", pathNot: ["^calculus/$1/", "/index[.]ts$"] },
    },
    {
      name: "layers-are-entered-by-their-doors",
      comment: "assert-never and present are functions that everything uses.",
      severity: error,
      from: { path: "^(interpreter|checker)/" },
      to: { path: "^(calculus|interpreter|checker)/", pathNot: ["^$1/", "/index[.]ts$", "^calculus/(assert-never|present)[.]ts$"] },
    },
    {
      name: "the-core-is-entered-by-its-doors",
      severity: error,
      from: { path: "^(bin|bench|corpus|proofs-as-tests)/" },
      to: { path: "^(calculus|interpreter|checker)/", pathNot: ["/index[.]ts$", "^calculus/(assert-never|present)[.]ts$", "^calculus/parser/reference[.]ts$"] },
    },
    {
      name: "core-modules-at-the-edge-only",
      comment: "No file system, process or clock in the core; hashing is a pure function. Threads are started in two places, programs in one of them.",
      severity: error,
      from: { path: "^(calculus|interpreter|checker)/", pathNot: [tests, "^checker/compiled/workers/team[.]ts$", "^checker/smt/backends/outside-world[.]ts$"] },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    },
    { name: "yargs-in-bin-only", severity: error, from: { pathNot: "^bin/" }, to: { path: "node_modules/(yargs|tinyglobby)/" } },
    { name: "ohm-in-the-parser-only", severity: error, from: { pathNot: "^calculus/parser/" }, to: { path: "node_modules/ohm-js/" } },
    { name: "fast-check-in-tests-only", severity: error, from: { pathNot: ["^proofs-as-tests/", tests] }, to: { path: "node_modules/fast-check/" } },
    { name: "nothing-imports-a-test", severity: error, from: {}, to: { path: tests } },
    {
      name: "no-development-dependencies-in-the-product",
      severity: error,
      from: { path: "^(calculus|interpreter|checker|bin)/", pathNot: tests },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "certificates-are-rechecked-by-the-calculus-alone",
      comment: "The checker of certificates shares nothing with the engines that make them.",
      severity: error,
      from: { path: "^checker/certificates/(recheck|certificate)[.]ts$" },
      to: { path: "^(checker|interpreter)/", pathNot: "^checker/certificates/(recheck|certificate)[.]ts$" },
    },
    {
      name: "invariants-are-rechecked-without-the-prover",
      comment: "The checker of certificates with invariants shares the encoding with the prover, and nothing that finds, guesses or knows bounds.",
      severity: error,
      from: {
        path: "^checker/smt/invariant-certificates/(recheck|recheck-argument|recheck-whole-runs|recheck-calls|recheck-network|network-of|call-obligations|asking|obligations|question|read-formula|certificate)[.]ts$",
      },
      to: {
        path: [
          "^checker/smt/invariant-certificates/(prove|prove-whole-runs|prove-calls|prove-network|core|core-arguments|replaceables|smaller-cores|certify|facts|horn-formulas|index)[.]ts$",
          "^checker/smt/head-first/(index|survey|decide-watched|whole-runs|ranking|measures|lasso|summaries|decide-with-calls|invariants|candidates|horn|scripts)[.]ts$",
          "^checker/smt/network/(index|network-survey|decide-network|decide-by-control)[.]ts$",
          "^checker/smt/backends/",
        ],
      },
    },
    { name: "everything-resolves", severity: error, from: {}, to: { couldNotResolve: true, pathNot: "[.]ohm" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
};
