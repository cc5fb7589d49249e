/** Shorter hiccups are not worth a word. */
export const STALL_MILLIS = 400;
/** After so long something is done about it, and again after each further such time. */
export const NUDGE_MILLIS = 3_000;
/** After so long without a frame the player starts from nothing. */
export const GONE_MILLIS = 60_000;
/** So often it tries again from then on. */
export const GONE_AGAIN_MILLIS = 15_000;

export type Standing = 'playing' | 'stalled' | 'recovering' | 'gone';
export type Remedy = 'none' | 'nudge' | 'reload';

/** What a picture that does not move means, and what to do; pure, told of the position several times a second. */
export class StallLadder {
  private position = -1;
  private movedAt: number;
  private nudges = 0;
  private reloaded = false;

  constructor(
    now: number,
    private readonly patience: number = GONE_MILLIS,
  ) {
    this.movedAt = now;
  }

  observe(now: number, position: number, wantsToPlay: boolean): { readonly standing: Standing; readonly remedy: Remedy } {
    if (position !== this.position || !wantsToPlay) {
      this.position = position;
      this.movedAt = now;
      this.nudges = 0;
      this.reloaded = false;
      return { standing: 'playing', remedy: 'none' };
    }
    const still = now - this.movedAt;
    if (still < STALL_MILLIS) return { standing: 'playing', remedy: 'none' };
    if (still < NUDGE_MILLIS) return { standing: 'stalled', remedy: 'none' };
    if (still >= this.patience) {
      const remedy = this.reloaded ? 'none' : 'reload';
      this.reloaded = true;
      return { standing: 'gone', remedy };
    }
    const nudge = Math.floor(still / NUDGE_MILLIS) > this.nudges;
    if (nudge) this.nudges = Math.floor(still / NUDGE_MILLIS);
    return { standing: 'recovering', remedy: nudge ? 'nudge' : 'none' };
  }
}

/** May media be repaired now? At most once in 5 s and three times a minute. */
export class MediaRepairs {
  private done: readonly number[] = [];

  allow(now: number): boolean {
    this.done = this.done.filter((at) => now - at < 60_000);
    const last = this.done.at(-1);
    if (this.done.length >= 3 || (last !== undefined && now - last < 5_000)) return false;
    this.done = [...this.done, now];
    return true;
  }
}

/** 1, 2, 4, 8 s, each with up to a quarter more, so that not everyone comes back at once; slower while there is nothing to get. */
export function reloadDelayMillis(failures: number, expected: boolean, random: number): number {
  const base = Math.min(8_000, 1_000 * 2 ** Math.max(0, failures - 1));
  return Math.round((expected ? base : Math.min(base, 3_000)) * (1 + random / 4));
}
