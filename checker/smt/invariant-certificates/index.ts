/** Certificates with inductive invariants, of what a solver proves head first (docs/certificates.md). */
export { decodeInvariantCertificate, encodeInvariantCertificate, isInvariantCertificate } from "./certificate.ts";
export type { Argument, InvariantCertificate, Proof } from "./certificate.ts";
export { certifiableHeadFirst, certifyInvariants } from "./certify.ts";
export type { CertifiedInvariants } from "./certify.ts";
export { coreOf } from "./core.ts";
export { cutPointsOf, recheckInvariants } from "./recheck.ts";
export type { RecheckedInvariants, Rechecking } from "./asking.ts";
