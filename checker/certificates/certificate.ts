/**
 * Certificates: the closed set of states of a network, with what is claimed of it (docs/certificates.md, docs/schema/certificate-1.json). What is read is
 * checked in every part before it is believed to be one.
 */
export const certificateVersion = 1;
/** Larger sets are not written, and not read. */
export const maximumCertifiedStates = 100_000;

export interface Certificate {
  readonly program: { readonly file: string; readonly hash: string };
  /** The choreography whose network it is, or the system. */
  readonly subject: string;
  /** Words of a network in their standard form. */
  readonly network: string;
  /** The fault model; absent: none. */
  readonly faults?: string;
  /** Built-in items and declared properties. */
  readonly properties: readonly string[];
  /** The texts of the processes that occur in states, each once, in the order of the first state with it. */
  readonly processes: readonly string[];
  /** `stateText` of each state, breadth first. */
  readonly states: readonly string[];
}

/** As JSON with a state in each line: equal certificates have equal bytes. */
export function encodeCertificate({ program, subject, network, faults, properties, processes, states }: Certificate): string {
  const head = { certificate: certificateVersion, program, subject, network, faults: faults ?? null, properties };
  const lines = (texts: readonly string[]): string => `[\n${texts.map((text) => JSON.stringify(text)).join(",\n")}\n]`;
  return `${JSON.stringify(head).slice(0, -1)},\n"processes":${lines(processes)},\n"states":${lines(states)}}\n`;
}

export type DecodedCertificate = { readonly ok: true; readonly certificate: Certificate } | { readonly ok: false; readonly reason: string };

/** Reads a certificate, or says why the text is none that this version knows. */
export function decodeCertificate(text: string): DecodedCertificate {
  const no = (reason: string): DecodedCertificate => ({ ok: false, reason });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return no("it is no JSON");
  }
  const top = recordOf(json);
  if (top?.get("certificate") === undefined) return no("it is no certificate");
  if (top.get("certificate") !== certificateVersion) return no(`it is of another version than ${String(certificateVersion)}`);
  const program = recordOf(top.get("program"));
  const [file, hash, subject, network, faults] = [program?.get("file"), program?.get("hash"), top.get("subject"), top.get("network"), top.get("faults")];
  const [properties, processes, states] = [textsOf(top.get("properties")), textsOf(top.get("processes")), textsOf(top.get("states"))];
  if (typeof file !== "string" || typeof hash !== "string") return no("it names no program");
  if (typeof subject !== "string" || typeof network !== "string" || (typeof faults !== "string" && faults !== null))
    return no("it names no subject, network or faults");
  if (properties === undefined || processes === undefined || states === undefined) return no("properties, processes and states are lists of texts");
  if (properties.length === 0) return no("it claims nothing");
  if (states.length > maximumCertifiedStates) return no(`it has more than ${String(maximumCertifiedStates)} states`);
  const common = { program: { file, hash }, subject, network, properties, processes, states };
  return { ok: true, certificate: faults === null ? common : { ...common, faults } };
}

function recordOf(json: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? new Map(Object.entries(json)) : undefined;
}

function textsOf(json: unknown): readonly string[] | undefined {
  return Array.isArray(json) && json.every((one): one is string => typeof one === "string") ? json : undefined;
}
