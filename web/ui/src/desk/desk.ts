/** The order desk: what the server says, and what follows from it. Pure. */

export type DeskState =
  | 'placed' | 'awaiting_cash' | 'paid' | 'accepted' | 'shipped' | 'delivered' | 'paid_short' | 'cancelled';

export const STATES: readonly DeskState[] = [
  'placed', 'awaiting_cash', 'paid', 'accepted', 'shipped', 'delivered', 'paid_short', 'cancelled',
];

export interface DeskLine {
  readonly key: string;
  readonly show: string;
  readonly name: string;
  readonly nameEn: string;
  readonly variant: string;
  readonly variantEn: string;
  readonly unitPrice: number;
  readonly quantity: number;
  readonly total: number;
  readonly returned: number;
}

export interface Listed {
  readonly id: string;
  readonly number: string;
  readonly show: string;
  readonly state: DeskState;
  readonly refundState: 'none' | 'partial' | 'full';
  readonly method: string;
  readonly placedAt: number;
  readonly buyer: string;
  readonly total: number;
  readonly carrier: string | null;
  readonly tracking: string | null;
  readonly lines: readonly DeskLine[];
}

export interface Page {
  readonly orders: readonly Listed[];
  readonly next: string | null;
}

export interface DeskOrder {
  readonly order: Listed;
  readonly buyer: {
    readonly familyName: string;
    readonly givenName: string;
    readonly familyKana: string;
    readonly givenKana: string;
    readonly email: string;
    readonly phone: string;
    readonly address: { readonly postal: string; readonly prefecture: string; readonly city: string; readonly line1: string; readonly line2: string };
  };
  readonly choices: { readonly deliverySlot?: string; readonly deliveryDate?: string; readonly gift?: boolean; readonly note?: string; readonly together?: boolean };
  readonly subtotal: number;
  readonly discounts: readonly { readonly label: string; readonly labelEn: string; readonly yen: number }[];
  readonly shipping: number;
  readonly fee: number;
  readonly captured: number;
  readonly refunded: number;
  readonly refundable: number;
  readonly history: readonly { readonly to: DeskState; readonly what: string; readonly actor: string; readonly note: string; readonly at: number }[];
}

export interface Paper {
  readonly kind: string;
  readonly title: string;
  readonly url: string;
}

/** What the desk can do with an order. */
export type Step = 'accept' | 'ship' | 'deliver' | 'cancel' | 'refund' | 'return' | 'restock';

/** The steps a state allows, the usual one first; the server has the last word. */
export function stepsOf(order: DeskOrder): readonly Step[] {
  const refund: readonly Step[] = order.refundable > 0 ? ['refund'] : [];
  switch (order.order.state) {
    case 'placed':
    case 'awaiting_cash':
      return ['cancel'];
    case 'paid':
      return ['ship', 'accept', 'cancel', ...refund];
    case 'accepted':
      return ['ship', 'cancel', ...refund];
    case 'shipped':
      return ['deliver', ...returning(order), ...refund];
    case 'delivered':
      return [...returning(order), ...refund];
    case 'paid_short':
      return ['restock', 'cancel', ...refund];
    case 'cancelled':
      return refund;
  }
}

function returning(order: DeskOrder): readonly Step[] {
  return order.order.lines.some((line) => line.returned < line.quantity) ? ['return'] : [];
}

export function canShip(order: Listed): boolean {
  return order.state === 'paid' || order.state === 'accepted';
}

export interface Filter {
  readonly q: string;
  readonly state: string;
  readonly show: string;
  /** Days of Japan, `2026-03-08`; empty for no limit. */
  readonly from: string;
  readonly to: string;
}

const DAY_MILLIS = 86_400_000;

/** The address of a page of orders. */
export function pageAddress(filter: Filter, after: string | null): string {
  const query = new URLSearchParams();
  if (filter.q.trim() !== '') query.set('q', filter.q.trim());
  if (filter.state !== '') query.set('state', filter.state);
  if (filter.show.trim() !== '') query.set('show', filter.show.trim());
  const from = midnight(filter.from);
  const to = midnight(filter.to);
  if (from !== undefined) query.set('from', String(from));
  if (to !== undefined) query.set('to', String(to + DAY_MILLIS));
  if (after !== null) query.set('after', after);
  const words = query.toString();
  return `/api/desk/orders${words === '' ? '' : `?${words}`}`;
}

/** The first moment of a day in Japan, which has no summer time. */
function midnight(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const at = Date.parse(`${day}T00:00:00+09:00`);
  return Number.isNaN(at) ? undefined : at;
}

/** Yen as typed, in any width; undefined for what is none or too much. */
export function yenOf(typed: string, most: number): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[,\s\u5186\u00a5]/g, '');
  if (!/^\d{1,9}$/.test(plain)) return undefined;
  const yen = Number(plain);
  return yen >= 1 && yen <= most ? yen : undefined;
}
