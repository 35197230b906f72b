/** Identities and canonical texts of terms. */
export { Identities } from "./identities.ts";
