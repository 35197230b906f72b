/** What a rule says of itself: its name, its drawing as on paper, and where it comes from. */
export interface RuleText {
  readonly name: string;
  /** One sentence for the rule index. */
  readonly summary: string;
  readonly drawing: string;
  /** The publication that the rule follows, or what makes it ours. */
  readonly source: string;
}

export const sources = {
  montesi: "Montesi, Introduction to Choreographies, CUP 2023",
  asynchrony: "Cruz-Filipe and Montesi, On Asynchrony and Choreographies, ICE 2017: messages in transit as runtime terms",
  theory: "Cruz-Filipe, Montesi and Peressotti, A Formal Theory of Choreographic Programming, JAR 2023",
  ours: "docs/semantics.md",
} as const;
