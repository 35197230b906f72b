/** `expect error CODE [at ROLE|line N]`: which diagnostics a file says it earns, and which it does earn. Each expectation accounts for one error and no other. */
import type { Diagnostic, SourceFile, Span } from "../calculus/diagnostics/index.ts";
import type { ParsedFile } from "../calculus/syntax/index.ts";
import type { ExpectationResult } from "./verdict.ts";

export interface ExpectedError {
  readonly code: string;
  readonly role?: string;
  readonly line?: number;
  readonly span: Span;
}

/** The expected errors of one file, the one of its first-line comment first. */
export function expectedErrors(file: ParsedFile | undefined): readonly ExpectedError[] {
  if (file === undefined) return [];
  const first = file.expectedError;
  const declared = file.declarations.flatMap((declaration): readonly ExpectedError[] => {
    if (declaration.kind !== "expect-error") return [];
    const { code, role, line, span } = declaration;
    return [{ code, span, ...(role === undefined ? {} : { role: role.text }), ...(line === undefined ? {} : { line }) }];
  });
  return first === undefined ? declared : [{ ...first, span: { ...file.span, end: file.span.start } }, ...declared];
}

/** The 1-based line of an offset. Linear. */
export function lineOf(sources: readonly SourceFile[], { file, start }: Span): number {
  const text = sources[file]?.text ?? "";
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < start; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** Whether the diagnostic is one that was expected: same code, at that line of the named file, or about that role. */
function earns(diagnostic: Diagnostic, { code, role, line }: ExpectedError, sources: readonly SourceFile[]): boolean {
  if (diagnostic.severity !== "error" || diagnostic.code !== code) return false;
  if (line !== undefined && (diagnostic.span.file !== 0 || lineOf(sources, diagnostic.span) !== line)) return false;
  return role === undefined || isAbout(diagnostic, role);
}

/** A finding of projection names the role that cannot follow first or last, and others in between; elsewhere any role of the message is meant. */
function isAbout({ code, message }: Diagnostic, role: string): boolean {
  const words = message.split(/[^A-Za-z0-9_]/).filter((word) => word !== "");
  const isProjection = code === "unmergeable-branches" || code === "unprojectable-loop";
  return isProjection ? words[0] === role || words.at(-1) === role : words.includes(role);
}

/**
 * Gives as many expectations as possible an error each, none twice: a second error of the same code stays unexpected. By augmenting paths (Berge, 1957), so
 * that an expectation that any error would meet leaves to a pickier one the error that it needs. Linear in their number times expectations times errors.
 */
function earnedErrors(
  expected: readonly ExpectedError[],
  errors: readonly Diagnostic[],
  sources: readonly SourceFile[],
): ReadonlyMap<ExpectedError, Diagnostic> {
  const accountFor = new Map<Diagnostic, ExpectedError>();
  const place = (one: ExpectedError, tried: Set<Diagnostic>): boolean => {
    for (const diagnostic of errors) {
      if (tried.has(diagnostic) || !earns(diagnostic, one, sources)) continue;
      tried.add(diagnostic);
      const holder = accountFor.get(diagnostic);
      if (holder !== undefined && !place(holder, tried)) continue;
      accountFor.set(diagnostic, one);
      return true;
    }
    return false;
  };
  for (const one of expected) place(one, new Set());
  return new Map([...accountFor].map(([diagnostic, one]) => [one, diagnostic]));
}

export interface JudgedErrors {
  readonly results: readonly ExpectationResult[];
  /** The diagnostics that the expectations account for. */
  readonly expected: ReadonlySet<Diagnostic>;
}

/** Judges the expected errors against all diagnostics. */
export function judgeErrors(expected: readonly ExpectedError[], diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): JudgedErrors {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const found = earnedErrors(expected, errors, sources);
  const results = expected.map((one): ExpectationResult => {
    const earned = found.get(one);
    const others = [...new Set(errors.map((diagnostic) => `${diagnostic.code} at line ${String(lineOf(sources, diagnostic.span))}`))];
    const place = one.line === undefined ? (one.role === undefined ? "" : ` at ${one.role}`) : ` at line ${String(one.line)}`;
    return {
      line: lineOf(sources, one.span),
      subject: sources[0]?.path ?? "",
      item: "error",
      network: "fifo",
      faults: "none",
      expected: `${one.code}${place}`,
      actual: earned === undefined ? (others.length === 0 ? "no error" : others.join(", ")) : `${one.code}${place}`,
      met: earned !== undefined,
      span: one.span,
    };
  });
  return { results, expected: new Set(found.values()) };
}
