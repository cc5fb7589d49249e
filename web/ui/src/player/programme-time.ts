/** A stretch of the playlist: where it starts in the engine's seconds, and when that was filmed. */
export interface Stretch {
  readonly start: number;
  readonly duration: number;
  readonly programDateTime: number | null;
}

/** When the moment at `position` was filmed, in epoch milliseconds; null where the playlist does not say. */
export function filmedAt(stretches: readonly Stretch[], position: number): number | null {
  const found = stretches.findLast((one) => one.start <= position + 0.001) ?? stretches[0];
  return found === undefined || found.programDateTime === null ? null : found.programDateTime + (position - found.start) * 1000;
}

/** Where in the playlist a moment is; the nearest there is when it was not filmed or is out of the window. */
export function positionOf(stretches: readonly Stretch[], mediaTime: number): number | null {
  let best: number | null = null;
  for (const { start, duration, programDateTime } of stretches) {
    if (programDateTime === null) continue;
    const into = (mediaTime - programDateTime) / 1000;
    if (into < 0) return best ?? start;
    best = start + Math.min(into, duration);
  }
  return best;
}
