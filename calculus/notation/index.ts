/** Terms as text. */
export { peerOf, printAction, printBehaviour, printDomain, printPattern } from "./behaviour.ts";
