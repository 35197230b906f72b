/** Certificates with inductive invariants, of what a solver proves head first (docs/certificates.md). */
export { decodeInvariantCertificate, encodeInvariantCertificate, isInvariantCertificate } from "./certificate.ts";
export { callsOf } from "./call-obligations.ts";
export type { Argument, CallsArgument, InvariantCertificate, Proof } from "./certificate.ts";
export { callsArgumentFor } from "./prove-calls.ts";
export { endsArgumentFor } from "./prove-whole-runs.ts";
export { certifiableByInvariants, certifyInvariants } from "./certify.ts";
export type { CertifiedInvariants } from "./certify.ts";
export { coreOf } from "./core.ts";
export { cutPointsOf, recheckInvariants } from "./recheck.ts";
export type { RecheckedInvariants, Rechecking } from "./asking.ts";
export { cutPointsOfNetwork } from "./network-of.ts";
