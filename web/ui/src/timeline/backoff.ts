import type { AfterClose } from '../protocol/frames';

/** Failures are forgotten after a connection that held so long. */
export const STABLE_MILLIS = 30_000;

/** How long to wait before the next try, by the server's `rc` (PROTOCOL section 6). Pure but for the dice. */
export class Backoff {
  private failures = 0;

  constructor(private readonly random: () => number = Math.random) {}

  /** The wait in ms; null means: stay away. */
  next(after: AfterClose, heldMillis: number, rc: { readonly base: number; readonly cap: number }, drainMillis: number | null): number | null {
    if (after === 'stop') return null;
    if (heldMillis >= STABLE_MILLIS) this.failures = 0;
    const reach = after === 'resume' && this.failures === 0 ? rc.base : Math.min(rc.cap, rc.base * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 16);
    return drainMillis ?? this.random() * reach;
  }
}
