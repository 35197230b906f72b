/** Terms as text. */
export { printAction, printBehaviour, printDomain, printPattern } from "./behaviour.ts";
export { printChoreography } from "./choreography.ts";
