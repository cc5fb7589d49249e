import { describe, expect, it } from 'vitest';
import { readPinHistory } from '../../src/timeline/pin-history';
import { withCues, type DateRangeLike } from '../../src/timeline/picture-cues';
import { StageClock } from '../../src/timeline/stage-clock';

const pin = (o: number, s: number, p: string, on = true) => ({ o, at: s + 900, s, t: on ? 'pinned' : 'unpinned', p });
const LOG = [pin(1, 1_000, 'a'), { o: 2, at: 5, s: 5, t: 'comment', eid: 'c' }, pin(3, 5_000, 'b'), pin(4, 9_000, 'a', false), pin(5, 12_000, 'c')];

describe('the pins of a picture that is not the live one', () => {
  const read = () => readPinHistory((after, limit) => Promise.resolve({ to: Math.min(after + 2, 5), more: after + 2 < 5, ev: LOG.slice(after, after + Math.min(2, limit)) }), () => 7);

  it('are those of its time, back and forth', async () => {
    const history = await read();
    const at = (time: number) => history.at(time).map((card) => card.product);
    expect([500, 1_000, 6_000, 10_000, 20_000, 6_000].map(at)).toEqual([[], ['a'], ['a', 'b'], ['b'], ['b', 'c'], ['a', 'b']]);
  });
  it('go on with the live log, each entry once', async () => {
    const history = await read();
    history.add([{ ...pin(5, 12_000, 'c'), t: 'pinned' }], 8);
    history.add([{ ...pin(6, 15_000, 'b', false), t: 'unpinned' }], 8);
    expect(history.at(16_000).map((card) => card.product)).toEqual(['c']);
  });
});

describe('the pins that the playlist tells while the socket is away', () => {
  const range = (product: string, start: number, end: number | null = null, kind = 'live.nigiwai.pin'): DateRangeLike => ({
    class: kind,
    startDate: new Date(start),
    endDate: end === null ? null : new Date(end),
    attr: { 'X-PRODUCT': product },
  });
  const told = [{ product: 'a', showAt: 1_000, arrivedAt: 1 }];
  const shown = (ranges: DateRangeLike[], time: number) => withCues(told, ranges, time, 9).map((card) => card.product);

  it('come in step, each once', () => {
    expect(shown([range('a', 1_000), range('b', 5_000)], 4_000)).toEqual(['a']);
    expect(shown([range('a', 1_000), range('b', 5_000)], 5_000)).toEqual(['a', 'b']);
  });
  it('go at their end, unless they have come again since', () => {
    expect(shown([range('a', 1_000, 3_000)], 4_000)).toEqual([]);
    expect(shown([range('a', 200, 900)], 4_000)).toEqual(['a']);
  });
  it('are not other people’s ranges', () => expect(shown([range('b', 1, null, 'ads')], 4_000)).toEqual(['a']));
});

describe('the stage clock when the viewer goes back', () => {
  it('goes back with the picture, and on from there', () => {
    let now = 0;
    const clock = new StageClock(() => now, 1_500);
    const situation = () => ({ serverNow: 100_000 + now, pausedByViewer: false, pictureExpected: true });
    clock.frame(98_000, 100_000);
    expect(clock.time(situation())).toBe(98_000);
    clock.jumped(40_000, 100_000);
    expect(clock.time(situation())).toBe(40_000);
    now = 500;
    clock.frame(40_300, 100_500);
    expect(clock.time(situation())).toBe(40_300);
    clock.jumped(null, 100_500);
    expect(clock.time(situation())).toBe(99_000);
  });
});
