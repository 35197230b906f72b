/** Synthesis: a protocol from endpoints, or the run that shows why there is none (docs/synthesis.md). */
export { synthesisItem } from "./items.ts";
export type { SynthesisItem } from "./items.ts";
export { judgeSynthesis } from "./judge.ts";
export { haveSameRuns } from "./same-runs.ts";
export { synthesise } from "./synthesise.ts";
export type { Synthesis, SynthesisLimits } from "./synthesise.ts";
export { describeConflict } from "./describe-conflict.ts";
export type { Conflict } from "./conflict.ts";
export { protocolDeclaration } from "./protocol-declaration.ts";
export type { ProtocolDeclaration, WrittenProtocol } from "./protocol-declaration.ts";
