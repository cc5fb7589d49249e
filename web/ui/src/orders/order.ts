import type { BothLanguages, CheckoutLine, Discount, NextStep, OrderState, PaymentMethod, TaxLine } from '../protocol/buying';

/** What `GET /api/orders/{token}` answers: what was bought, not who bought it. */
export interface Order {
  readonly number: string;
  readonly show: string;
  readonly state: OrderState;
  readonly placedAt: number;
  readonly lines: readonly (CheckoutLine & { readonly returned?: number })[];
  readonly subtotal: number;
  readonly discounts?: readonly Discount[];
  readonly shipping: number;
  readonly fee?: number;
  readonly total: number;
  readonly taxes: readonly TaxLine[];
  readonly payment: { readonly method?: PaymentMethod; readonly brand?: string; readonly last4?: string };
  readonly delivery: BothLanguages;
  readonly tracking?: Parcel | null;
  readonly refund?: { readonly state: 'none' | 'partial' | 'full'; readonly yen: number };
  readonly next?: NextStep | null;
  readonly history?: readonly { readonly state: OrderState; readonly at: number }[];
  /** 領収書, 適格請求書 and the like, for whoever has the order's link. */
  readonly documents?: readonly { readonly label: string; readonly labelEn: string; readonly url: string }[];
  readonly shop: { readonly name: string; readonly nameEn?: string; readonly legalUrl: string };
}

export interface Parcel {
  readonly carrier: string;
  readonly tracking: string;
}

const FIRST_MILLIS = 2_000;
const LONGEST_MILLIS = 15_000;
const WAITING: ReadonlySet<OrderState> = new Set(['pending', 'prepared', 'placed', 'awaiting_cash']);

/** An order that waits for its payment: how long until the page looks again; undefined when settled. */
export function lookAgainMillis(state: OrderState, looked: number): number | undefined {
  return WAITING.has(state) ? Math.min(LONGEST_MILLIS, FIRST_MILLIS * 1.4 ** looked) : undefined;
}

/** Where the carrier says how far a parcel is; undefined for a carrier this page does not know. */
export function trackingUrl({ carrier, tracking }: Parcel): string | undefined {
  const number = tracking.replace(/\D/g, '');
  if (number === '') return undefined;
  switch (carrier) {
    case 'yamato':
      return `https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id=${number}`;
    case 'sagawa':
      return `https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=${number}`;
    case 'japanpost':
      return `https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=${number}`;
    default:
      return undefined;
  }
}
