/** Verdicts (architecture §5): one type, one function from verdicts to exit codes. A verdict never claims more than was explored. */
export type Outcome = "proved" | "verified-up-to" | "violated" | "vacuous" | "unknown" | "disagreement" | "error";
