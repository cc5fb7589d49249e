import { describe, expect, it } from 'vitest';
import { loudnessWords, onMeter } from '../../src/studio/figures';
import { asks } from '../../src/studio/nw-voices';

describe('the loudness meter', () => {
  it('has its ends at silence and at full scale', () => {
    expect(onMeter(-70)).toBe(0);
    expect(onMeter(-24)).toBe(40);
    expect(onMeter(-14)).toBe(65);
    expect(onMeter(3)).toBe(100);
  });

  it('is a dash before anything was heard', () => {
    expect(loudnessWords(null)).toBe('–');
  });
});

describe('a comment that asks', () => {
  it.each(['白もありますか', '色は？', 'is it heavy?', 'サイズ感が知りたいです'])('%s', (text) => expect(asks(text)).toBe(true));
  it.each(['かわいい！', '届くのが楽しみです', 'こんにちは'])('not: %s', (text) => expect(asks(text)).toBe(false));
});
