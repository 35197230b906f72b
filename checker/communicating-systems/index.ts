/** Communicating systems: the automata of the roles of a context, of a protocol or of a system, for every check that works bottom-up. */
export { communicatingSystem, communicatingSystems } from "./communicating-system.ts";
export type { FoundSystem } from "./communicating-system.ts";
export { communicatingItem } from "./items.ts";
export { communicatingVerdicts } from "./judge-communicating.ts";
