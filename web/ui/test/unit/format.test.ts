import { describe, expect, it } from 'vitest';
import { clipGraphemes, clock, compact, countdown, dateTime, graphemes, price, stockLevel, stockWords, timeLeft, yen } from '../../src/ui/format';

describe('numbers and times as words', () => {
  it('writes money with the tax words', () => {
    expect(yen(1980)).toBe('1,980円');
    expect(price(1980)).toBe('1,980円(税込)');
    expect(compact(12_345)).toBe('1.2万');
    expect(compact(9_999)).toBe('9,999');
  });

  it('names what is left', () => {
    expect([stockLevel(0, 20), stockLevel(3, 20), stockLevel(5, 20), stockLevel(6, 20), stockLevel(40, 200)]).toEqual([
      'none', 'last', 'few', 'plenty', 'few',
    ]);
    expect(stockWords(3, 20)).toBe('残り3点');
    expect(stockWords(0, 20)).toBe('完売しました');
  });

  it('counts down without going below nothing', () => {
    expect(countdown(135_000)).toBe('02:15');
    expect(countdown(3_735_000)).toBe('1:02:15');
    expect(countdown(-5)).toBe('00:00');
    expect(timeLeft(300_000)).toBe('あと 05:00');
  });

  it('tells the time of Tokyo', () => {
    expect(clock(Date.UTC(2026, 8, 21, 14, 13))).toBe('23:13');
    expect(dateTime(Date.UTC(2026, 8, 21, 14, 13))).toBe('9月21日(月) 23:13');
  });

  it('counts as a person counts', () => {
    expect(graphemes('👨‍👩‍👧‍👦がぎ')).toBe(3);
    expect(clipGraphemes('👨‍👩‍👧‍👦がぎ', 2)).toBe('👨‍👩‍👧‍👦が');
  });
});
