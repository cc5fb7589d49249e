import { expect, test } from 'vitest';
import { pageAddress, stepsOf, yenOf, type DeskOrder, type DeskState } from '../../src/desk/desk';

const NOTHING = { q: '', state: '', show: '', from: '', to: '' };

function order(state: DeskState, refundable: number, returned = 0): DeskOrder {
  return {
    order: { state, lines: [{ key: 'white', quantity: 2, returned }] },
    refundable,
  } as unknown as DeskOrder;
}

test('the usual next step comes first, and what cannot be is not offered', () => {
  expect(stepsOf(order('paid', 3900))).toEqual(['ship', 'accept', 'cancel', 'refund']);
  expect(stepsOf(order('shipped', 0))).toEqual(['deliver', 'return']);
  expect(stepsOf(order('delivered', 3900, 2))).toEqual(['refund']);
  expect(stepsOf(order('cancelled', 0))).toEqual([]);
});

test('days are of Japan and the last one is whole', () => {
  expect(pageAddress(NOTHING, null)).toBe('/api/desk/orders');
  const address = pageAddress({ ...NOTHING, q: ' 吉田 ', from: '2026-03-08', to: '2026-03-08' }, '12');
  const query = new URLSearchParams(address.split('?')[1]);
  expect(query.get('q')).toBe('吉田');
  expect(Number(query.get('from'))).toBe(Date.UTC(2026, 2, 7, 15));
  expect(Number(query.get('to'))).toBe(Date.UTC(2026, 2, 8, 15));
  expect(query.get('after')).toBe('12');
});

test('an amount is read in any width and never above what can be given back', () => {
  expect(yenOf('１，２００円', 5000)).toBe(1200);
  for (const wrong of ['', '0', '-5', '5001', '1.5', '1e3']) expect(yenOf(wrong, 5000)).toBeUndefined();
});
