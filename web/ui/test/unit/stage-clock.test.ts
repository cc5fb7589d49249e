import { describe, expect, it } from 'vitest';
import { StageClock } from '../../src/timeline/stage-clock';
import { FakeTime } from './fake-time';

const EPOCH = 1_781_000_000_000;

function stage() {
  const time = new FakeTime(EPOCH);
  const clock = new StageClock(time.now, 5_000);
  const at = (more: { pausedByViewer?: boolean; pictureExpected?: boolean } = {}): number =>
    clock.time({ serverNow: time.now(), pausedByViewer: false, pictureExpected: true, ...more }) - EPOCH;
  /** Plays for so long, at 25 frames per second, so far behind the server. */
  const play = (millis: number, delay: number): void => {
    for (let passed = 0; passed < millis; passed += 40) {
      time.pass(40);
      clock.frame(time.now() - delay, time.now());
    }
  };
  return { time, clock, at, play };
}

describe('the stage clock', () => {
  it('is the media time of the frame on screen', () => {
    const { at, play } = stage();
    play(2_000, 6_000);
    expect(at()).toBe(2_000 - 6_000);
  });

  it('goes on at the last known delay when the picture stands', () => {
    const { at, play, time } = stage();
    play(2_000, 6_000);
    time.pass(1_000);
    expect(at()).toBe(2_000 - 6_000);
    time.pass(4_000);
    expect(at()).toBe(7_000 - 6_000);
  });

  it('waits with the picture when the viewer paused it', () => {
    const { at, play, time } = stage();
    play(2_000, 6_000);
    time.pass(60_000);
    expect(at({ pausedByViewer: true })).toBe(2_000 - 6_000);
  });

  it('never goes back when the picture returns with more delay', () => {
    const { at, play, time } = stage();
    play(2_000, 3_000);
    time.pass(10_000);
    const standing = at();
    play(400, 8_000);
    expect(at()).toBe(standing);
    play(6_000, 8_000);
    expect(at()).toBe(18_400 - 8_000);
  });

  it('waits for the first picture for some seconds, then goes on without it', () => {
    const { at, time } = stage();
    time.pass(1_000);
    expect(at()).toBe(1_000 - 15_000);
    time.pass(6_000);
    expect(at()).toBe(7_000 - 5_000);
  });

  it('is the present while no picture is to be expected', () => {
    const { at, time } = stage();
    time.pass(1_000);
    expect(at({ pictureExpected: false })).toBe(1_000);
  });

  it('follows the viewer who seeks forward to the edge', () => {
    const { at, play } = stage();
    play(2_000, 9_000);
    play(40, 3_000);
    expect(at()).toBe(2_040 - 3_000);
  });
});
