/**
 * What the buyer has seen on the 最終確認画面, and what is not so any more. Only what they saw may be
 * ordered: after a change the button is locked until they have looked again.
 */
import type { Change, Checkout } from '../protocol/buying';

export interface Seen {
  readonly total: number;
  readonly termsHash: string;
  readonly coupon: string;
  readonly quantities: string;
  /** What the server said had changed, and the buyer has acknowledged. */
  readonly changed: readonly Change[];
}

export function seenOf(checkout: Checkout): Seen {
  return {
    total: checkout.total,
    termsHash: checkout.termsHash,
    coupon: couponOf(checkout),
    quantities: quantitiesOf(checkout),
    changed: checkout.changed,
  };
}

/** In the order in which they are told. Without `seen` (the first look) only what the server says. */
export function changesSince(seen: Seen | undefined, checkout: Checkout): readonly Change[] {
  const found = new Set<Change>(checkout.changed.filter((one) => !seen?.changed.includes(one)));
  if (seen) {
    if (seen.quantities !== quantitiesOf(checkout)) found.add('stock');
    if (seen.coupon !== couponOf(checkout)) found.add('coupon');
    if (seen.total !== checkout.total && !found.has('stock') && !found.has('coupon')) found.add('price');
    if (seen.termsHash !== checkout.termsHash && found.size === 0) found.add('terms');
  }
  return (['price', 'stock', 'coupon', 'terms'] as const).filter((one) => found.has(one));
}

/** A coupon that takes nothing off any more is as good as none. */
function couponOf(checkout: Checkout): string {
  return checkout.coupon?.applied ? checkout.coupon.code : '';
}

function quantitiesOf(checkout: Checkout): string {
  return checkout.lines.map((line) => `${line.sku}:${line.quantity}`).join(' ');
}
