/** Shorter hiccups are not worth a word. */
export const STALL_MILLIS = 400;
/** After so long something is done about it, and again after each further such time. */
export const NUDGE_MILLIS = 3_000;
/** After so long without a frame the player starts from nothing, now and then. */
export const GONE_MILLIS = 60_000;

export type Rung = 'playing' | 'stalled' | 'recovering' | 'gone';
export type Remedy = 'none' | 'nudge' | 'reload';

/** What a picture that does not move means, and what to do; pure, told of the position several times a second. */
export class StallLadder {
  private position = -1;
  private movedAt: number;
  private nudges = 0;
  private reloaded = false;

  constructor(now: number) {
    this.movedAt = now;
  }

  observe(now: number, position: number, wantsToPlay: boolean): { readonly rung: Rung; readonly remedy: Remedy } {
    if (position !== this.position || !wantsToPlay) {
      this.position = position;
      this.movedAt = now;
      this.nudges = 0;
      this.reloaded = false;
      return { rung: 'playing', remedy: 'none' };
    }
    const standing = now - this.movedAt;
    if (standing < STALL_MILLIS) return { rung: 'playing', remedy: 'none' };
    if (standing < NUDGE_MILLIS) return { rung: 'stalled', remedy: 'none' };
    if (standing >= GONE_MILLIS) {
      const remedy = this.reloaded ? 'none' : 'reload';
      this.reloaded = true;
      return { rung: 'gone', remedy };
    }
    const nudge = Math.floor(standing / NUDGE_MILLIS) > this.nudges;
    if (nudge) this.nudges = Math.floor(standing / NUDGE_MILLIS);
    return { rung: 'recovering', remedy: nudge ? 'nudge' : 'none' };
  }
}

/** 1, 2, 4, 8 s, each with up to a quarter more, so that not everyone comes back at once; slower while there is nothing to get. */
export function reloadDelayMillis(failures: number, expected: boolean, random: number): number {
  const base = Math.min(8_000, 1_000 * 2 ** Math.max(0, failures - 1));
  return Math.round((expected ? base : Math.min(base, 3_000)) * (1 + random / 4));
}
