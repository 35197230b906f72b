/**
 * The build of z3-solver that trampolines were made for, and how it is known again: the version of the package, what its binary calls functions by that may throw, and
 * what it answers. Another build has another list, or another runtime.
 */

export interface KnownBuild {
  /** Of the package, as its `package.json` says. */
  readonly version: string;
  /** Those of the binary's imports `invoke_…`. */
  readonly signatures: readonly string[];
  /** A script, and the whole of its reply: one problem has no model, one has a model, and of the third an exception says what is wrong with it. */
  readonly script: string;
  readonly reply: string;
}

/** A letter for the result and one for each argument behind the number of the function (i: i32, j: i64, f: f32, d: f64, v: none), as Emscripten writes them. */
const signatures: readonly string[] = (
  "di dii diid diii diiid fii fiii i id ii iid iii iiid iiii iiiif iiiii iiiiid iiiiii iiiiiii iiiiiiii iiiiiiiii iiiiiiiiii iiiiiiiiiii iiiiiiiiiiii " +
  "iiiiiiiiiiiii iiiiiiiiiiiiii iiiiiiiiijii iiiiiijiiiii iiiiij iiij iij iiji iijii j ji jii jiiii jiij v vi vid vidi vifi vii viid viidiiii viifiiii viii viiid " +
  "viiidi viiifi viiii viiiid viiiif viiiii viiiiii viiiiiii viiiiiiii viiiiiiiii viiiiiiiiii viiiiiiiiiii viiiiiiiiiiii viiiiiiiiiiiii viiiiiiiiiiiiiii viiiiiji " +
  "viiiiijj viij viiji viijji viijjiiii vij viji vijj"
).split(" ");

export const knownBuild: KnownBuild = {
  version: "5.2.0",
  signatures,
  script: "(declare-const x Int)(assert (< 3 x))(push)(assert (< x 4))(check-sat)(pop)(check-sat)(assert (< nope x))(get-info :version)",
  reply: 'unsat\nsat\n(error "line 1 column 98: unknown constant nope")\n(:version "5.1.0")\n',
};
