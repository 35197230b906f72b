/** The version of the tool, put in by the build from package.json; unbundled (in tests) it is read as the word `source`. */
declare const CHOREO_VERIFY_VERSION: string | undefined;

export const version: string = typeof CHOREO_VERIFY_VERSION === "string" ? CHOREO_VERIFY_VERSION : "0.0.0-source";
