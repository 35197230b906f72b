/** The door of diagnostics: spans, diagnostics, the catalogue of codes and the limits. The pages of `explain` are behind `explanations/index.ts`. */
export * from "./span.ts";
export * from "./diagnostic.ts";
export * from "./catalogue.ts";
export * from "./limits.ts";
export * from "./cap.ts";
export * from "./edit-distance.ts";
