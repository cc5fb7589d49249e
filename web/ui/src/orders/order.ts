import type { BothLanguages, CardMark, CheckoutLine, TaxLine } from '../protocol/buying';

/** What `GET /api/orders/{token}` answers: what was bought, not who bought it. */
export interface Order {
  readonly number: string;
  readonly show: string;
  readonly state: 'placed' | 'accepted' | 'cancelled';
  readonly placedAt: number;
  readonly lines: readonly CheckoutLine[];
  readonly subtotal: number;
  readonly shipping: number;
  readonly total: number;
  readonly taxes: readonly TaxLine[];
  readonly payment: CardMark;
  readonly delivery: BothLanguages;
  readonly shop: { readonly name: string; readonly nameEn?: string; readonly legalUrl: string };
}

const FIRST_MILLIS = 2_000;
const LONGEST_MILLIS = 15_000;

/** A placed order waits for its payment: how long until the page looks again; undefined when settled. */
export function lookAgainMillis(state: Order['state'], looked: number): number | undefined {
  return state === 'placed' ? Math.min(LONGEST_MILLIS, FIRST_MILLIS * 1.4 ** looked) : undefined;
}
