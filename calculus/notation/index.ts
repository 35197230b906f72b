/** Terms as text. */
export { printAction, printBehaviour, printDomain, printPattern } from "./behaviour.ts";
