import { expect, test } from 'vitest';
import { planOf, pricesOf, runningPrice, shownDrops, wholeOf, type Drop, type SellingView } from '../../src/control/selling';

const variants = [
  { sku: 'white', price: 3300 },
  { sku: 'black', price: 3500 },
];

test('numbers are read in any width and only within their limits', () => {
  expect(wholeOf('１，２００', 1, 5000)).toBe(1200);
  expect(wholeOf(' 0 ', 0, 5)).toBe(0);
  for (const wrong of ['', '-1', '1.5', '6', '1e3', '９９９９９９９９９９']) expect(wholeOf(wrong, 1, 5)).toBeUndefined();
});

test('a timed price is lower than the ordinary one, for as many variants as were typed', () => {
  expect(pricesOf(variants, new Map([['white', '2,900']]))).toEqual([{ sku: 'white', yen: 2900 }]);
  expect(pricesOf(variants, new Map([['white', '3300']]))).toBeUndefined();
  expect(
    pricesOf(
      variants,
      new Map([
        ['white', '2900'],
        ['black', '9999'],
      ]),
    ),
  ).toBeUndefined();
  expect(pricesOf(variants, new Map())).toBeUndefined();
});

test('a drop opens with notice and stays open for the slowest viewer', () => {
  const typed = { sku: 'white', kind: 'fair' as const, units: '100', perBuyer: '1', inMinutes: '0', minutes: '1' };
  expect(planOf(typed, 1_000)).toEqual({ sku: 'white', kind: 'fair', units: 100, perBuyer: 1, opensAt: 16_000, closesAt: 76_000 });
  expect(planOf({ ...typed, units: '0' }, 0)).toBeUndefined();
  expect(planOf({ ...typed, minutes: '1441' }, 0)).toBeUndefined();
});

test('what is over is not running, and only the last that was over is shown', () => {
  const price = { id: 't', product: 'bowl', prices: [], from: 0, until: 10, corrected: null };
  const drop = (id: string, phase: Drop['phase']): Drop => ({
    id, product: 'bowl', sku: 'white', kind: 'fair', phase, units: 1, perBuyer: 1, opensAt: 0, closesAt: 1, entries: null,
  });
  const view: SellingView = {
    modes: [], allotments: [], waiting: [],
    timedPrices: [{ ...price, id: 'wrong', corrected: '桁' }, price],
    drops: [drop('a', 'ended'), drop('b', 'open'), drop('c', 'cancelled')],
  };
  expect(runningPrice(view, 'bowl', 9)?.id).toBe('t');
  expect(runningPrice(view, 'bowl', 10)).toBeUndefined();
  expect(runningPrice(view, 'cup', 1)).toBeUndefined();
  expect(shownDrops(view, 'bowl').map(({ id }) => id)).toEqual(['b', 'a']);
});
