/** Certificates of what holds in every state, and their independent checker. */
export { decodeCertificate, encodeCertificate } from "./certificate.ts";
export type { Certificate, DecodedCertificate } from "./certificate.ts";
export { certifiable, certify } from "./certify.ts";
export type { Certified, Claim, Claimed } from "./certify.ts";
export { hashOf, recheck } from "./recheck.ts";
export type { Rechecked } from "./recheck.ts";
