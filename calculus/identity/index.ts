/** Identities and canonical texts of terms. */
export { Identities, domainKey, patternKey } from "./identities.ts";
