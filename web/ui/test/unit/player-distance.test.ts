import { describe, expect, it } from 'vitest';
import { PlayerMemory, readRemembered } from '../../src/player/memory';
import { BEHIND, engineSettings, gentle, LOW_LATENCY, PLAIN, policyFor, STABLE_EXTRA_SECONDS, withTarget } from '../../src/player/settings';
import { MediaRepairs } from '../../src/player/stall-ladder';
import { CALM_MILLIS, Steadiness } from '../../src/player/steadiness';

const TARGET_DURATION = 4;
const STABLE = withTarget(LOW_LATENCY, LOW_LATENCY.target + STABLE_EXTRA_SECONDS);

describe('the distance from the edge', () => {
  it('is 1.5 s with parts, 5 s without, 3 s on a line that stalls', () => {
    expect(policyFor(0.35).target).toBe(1.5);
    expect(policyFor(undefined).target).toBe(5);
    expect(policyFor(0).target).toBe(5);
    expect(STABLE.target).toBe(3);
  });
  it('has no band in which the engine neither chases nor jumps', () => {
    for (const { target, most } of [LOW_LATENCY, PLAIN, STABLE]) {
      expect(most).toBeGreaterThan(target);
      expect(most).toBeLessThanOrEqual(2 * target + TARGET_DURATION);
    }
  });
  it('jumps what a freeze of 4 s leaves, and chases less than that to under 3 s within 10 s', () => {
    const afterFreeze = LOW_LATENCY.target + 4 - (LOW_LATENCY.target - 0.35);
    expect(LOW_LATENCY.most).toBeLessThan(afterFreeze);
    expect(LOW_LATENCY.most - 10 * (LOW_LATENCY.fastest - 1)).toBeLessThan(3);
  });
  it('neither chases nor jumps behind the viewer’s back', () => {
    expect(BEHIND).toMatchObject({ most: Infinity, fastest: 1 });
    expect(engineSettings(BEHIND, 1).maxLiveSyncPlaybackRate).toBe(1);
  });
  it('does not change the speed where that stutters', () => {
    expect(gentle(LOW_LATENCY, 'Apple Computer, Inc.').fastest).toBe(1);
    expect(gentle(LOW_LATENCY, 'Google Inc.').fastest).toBe(1.1);
  });
});

describe('a line that stalls', () => {
  it('is played from further away after three stalls in a minute', () => {
    const line = new Steadiness(0, 1.5, false);
    expect([1_000, 20_000, 50_000].map((at) => line.stalled(at))).toEqual(['noted', 'noted', 'stable']);
    expect(line.target).toBe(3);
    expect(line.stable).toBe(true);
  });
  it('is not when the stalls are far apart', () => {
    const line = new Steadiness(0, 1.5, false);
    expect([0, 61_000, 122_000, 183_000].map((at) => line.stalled(at))).toEqual(['noted', 'noted', 'noted', 'noted']);
  });
  it('is offered sound alone after two more, and again only after two more', () => {
    const line = new Steadiness(0, 1.5, true);
    expect([1, 2, 3, 4].map((at) => line.stalled(at * 1_000))).toEqual(['noted', 'offer_sound', 'noted', 'offer_sound']);
  });
  it('comes back a quarter of a second for each three calm minutes', () => {
    const line = new Steadiness(0, 1.5, true);
    expect(line.stepBack(CALM_MILLIS - 1, 3)).toBe(null);
    let now = 0;
    const targets: (number | null)[] = [];
    for (let i = 0; i < 8; i++) targets.push(line.stepBack((now += CALM_MILLIS), line.target));
    expect(targets).toEqual([2.75, 2.5, 2.25, 2, 1.75, 1.5, null, null]);
    expect(line.stable).toBe(false);
  });
  it('takes back what the engine has added by itself', () => {
    const line = new Steadiness(0, 1.5, false);
    expect(line.stepBack(CALM_MILLIS, 2)).toBe(1.75);
    line.stalled(CALM_MILLIS + 100_000);
    expect(line.stepBack(2 * CALM_MILLIS, 2)).toBe(null);
  });
});

describe('repairs of the media', () => {
  it('are made once in five seconds, three times a minute', () => {
    const repairs = new MediaRepairs();
    expect([0, 4_000, 6_000, 12_000, 20_000, 59_000, 61_000].map((at) => repairs.allow(at))).toEqual([true, false, true, true, false, false, true]);
  });
});

describe('what is remembered for the session', () => {
  it('is read back, within limits', () => {
    let kept: string | null = null;
    const shelf = { read: () => kept, write: (text: string) => void (kept = text) };
    const first = new PlayerMemory(shelf);
    expect(first.lineToAssume).toBe(1_200_000);
    first.keep({ line: 900_000_000, quality: '480p' });
    first.keep({ stable: true });
    const again = new PlayerMemory(shelf);
    expect(again.now).toEqual({ line: 900_000_000, quality: '480p', stable: true });
    expect(again.lineToAssume).toBe(8_000_000);
    again.keep({ line: 3 });
    expect(again.lineToAssume).toBe(150_000);
  });
  it('is forgotten when it is not ours', () => {
    for (const text of [null, '', 'null', '{', '[]', '7', '{"quality":7,"line":"x","stable":"yes"}']) {
      expect(readRemembered(text)).toEqual({ quality: 'auto', stable: false, line: null });
    }
  });
});
