import { describe, expect, it } from 'vitest';
import { reloadDelayMillis, StallLadder } from '../../src/player/stall-ladder';

describe('the stall ladder', () => {
  /** Watches a picture that stands still from `0` on, four times a second. */
  const standing = (millis: number): string[] => {
    const ladder = new StallLadder(0);
    ladder.observe(0, 10, true);
    const seen: string[] = [];
    for (let now = 250; now <= millis; now += 250) {
      const { standing, remedy } = ladder.observe(now, 10, true);
      if (remedy !== 'none' || standing !== seen.at(-1)?.split(' ')[0]) seen.push(remedy === 'none' ? standing : `${standing} ${remedy}`);
    }
    return seen;
  };

  it('says nothing of a hiccup', () => expect(standing(250)).toEqual(['playing']));
  it('names a stall, and after 3 s does something', () => expect(standing(3_000)).toEqual(['playing', 'stalled', 'recovering nudge']));
  it('starts over once after a minute', () => {
    const seen = standing(70_000);
    expect(seen.filter((one) => one === 'recovering nudge')).toHaveLength(19);
    expect(seen.filter((one) => one === 'gone reload')).toHaveLength(1);
  });
  it('is content with a picture that moves, or is not meant to', () => {
    const ladder = new StallLadder(0);
    expect(ladder.observe(5_000, 1, true).standing).toBe('playing');
    expect(ladder.observe(50_000, 1, false).standing).toBe('playing');
    expect(ladder.observe(50_300, 1, true).standing).toBe('playing');
  });
});

describe('the waits between reloads', () => {
  it('double up to 8 s, and stay short while the presenter is away', () => {
    expect([1, 2, 3, 4, 5].map((n) => reloadDelayMillis(n, true, 0))).toEqual([1000, 2000, 4000, 8000, 8000]);
    expect(reloadDelayMillis(9, false, 0)).toBe(3000);
    expect(reloadDelayMillis(1, true, 1)).toBe(1250);
  });
});
