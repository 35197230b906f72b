/** How something grows, as bars of a logarithmic scale: one character for each quarter of a doubling, so that a straight line of ends is exponential growth. */
export function plot(points: readonly (readonly [size: number, amount: number])[], unit = ""): string {
  return points
    .map(([size, amount]) => `  ${String(size).padStart(4)} ${"▪".repeat(Math.round(4 * Math.log2(Math.max(1, amount))))} ${amount.toFixed(0)}${unit}\n`)
    .join("");
}
