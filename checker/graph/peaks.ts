/** The longest that queues have been, in an order that depends on the network alone. */

/** The most messages that a queue held in a state that was numbered. */
export interface QueuePeak {
  /** Absent for the queue of a mailbox, which has many senders. */
  readonly from?: string;
  readonly to: string;
  readonly messages: number;
}

/** In the order of the senders, then of the receivers, among `roles`; queues of further sessions come behind, by their names. */
export function inOrderOfRoles(peaks: readonly QueuePeak[], roles: readonly string[]): readonly QueuePeak[] {
  const rank = (name: string | undefined): number => {
    const place = roles.indexOf(name ?? "");
    return place < 0 ? roles.length : place;
  };
  const keys = peaks.map((peak) => ({ peak, ranks: [rank(peak.from), rank(peak.to)] as const, name: `${peak.from ?? ""}→${peak.to}` }));
  return keys
    .toSorted((a, b) => a.ranks[0] - b.ranks[0] || a.ranks[1] - b.ranks[1] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ peak }) => peak);
}
