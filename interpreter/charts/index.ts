/** The door of the charts. */
export { changeText, chartOf, endingText } from "./chart.ts";
export type { Chart, ChartRow } from "./chart.ts";
export { textChart } from "./text-chart.ts";
export { mermaidChart, mermaidText } from "./mermaid.ts";
