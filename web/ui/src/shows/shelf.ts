import type { ShowListing } from '../protocol/http';

const RANK: Readonly<Record<ShowListing['status'], number>> = { live: 0, break: 0, waiting: 1, ended: 2 };

/** On air first, then what is coming, then what is over; within each as the server lists them. */
export function inOrder(shows: readonly ShowListing[]): readonly ShowListing[] {
  return [...shows].sort((a, b) => RANK[a.status] - RANK[b.status]);
}

export function isOnAir(show: ShowListing): boolean {
  return RANK[show.status] === 0;
}
