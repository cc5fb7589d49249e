/**
 * Which screen a checkout shows. Pure: the checkout as the server last told it, whether the buyer
 * wants to change something, and the server's time.
 */
import type { Checkout, NextStep, OrderState } from '../protocol/buying';

export type Screen =
  | 'form'
  | 'confirmation'
  /** The buyer has something to do elsewhere: the bank's page, a wallet, the provider's form. */
  | 'paying'
  | 'settling'
  | 'slip'
  | 'done'
  /** Paid, but the goods were gone: the money goes back. */
  | 'short'
  | 'refused'
  | 'expired'
  | 'cancelled';

export function screenOf(checkout: Checkout, changing: boolean, serverNow: number): Screen {
  if (checkout.order && checkout.state !== 'open') {
    return ofOrder(checkout.order.state, checkout.next);
  }
  switch (checkout.state) {
    case 'ordered':
      return 'settling';
    case 'expired':
      return 'expired';
    case 'cancelled':
      return 'cancelled';
    case 'open':
      if (serverNow >= checkout.expiresAt) {
        return 'expired';
      }
      return changing || !isReady(checkout) ? 'form' : 'confirmation';
  }
}

/** Everything the 最終確認画面 needs is there. */
export function isReady(checkout: Checkout): boolean {
  return checkout.buyer !== null && checkout.confirmation !== null;
}

/** The order is made and the buyer need not do anything more here. */
export function isOver(screen: Screen | undefined): boolean {
  return screen === 'done' || screen === 'short' || screen === 'refused' || screen === 'expired' || screen === 'cancelled';
}

function ofOrder(state: OrderState, next: NextStep | null): Screen {
  switch (state) {
    case 'paid':
    case 'accepted':
    case 'shipped':
    case 'delivered':
      return 'done';
    case 'awaiting_cash':
      return 'slip';
    case 'paid_short':
      return 'short';
    case 'cancelled':
    case 'expired':
      return 'refused';
    case 'pending':
    case 'prepared':
    case 'placed':
      return next === null || next.kind === 'slip' ? 'settling' : 'paying';
  }
}

/** How long to wait before asking again whether the payment is through: 1 s, growing to 5 s. */
export function pollMillis(asked: number): number {
  return Math.min(5_000, 1_000 * 1.3 ** asked);
}

const SETTLED: ReadonlySet<string> = new Set([
  'card_declined',
  'insufficient_funds',
  'payment_declined',
  'total_changed',
  'terms_changed',
  'price_changed',
  'coupon_changed',
  'hold_expired',
  'sold_out',
  'age_unconfirmed',
  'method_unavailable',
  'coupon_refused',
]);

/** Refusals after which a new press is a new intention; anything else repeats the same one. */
export function settlesIntention(code: string): boolean {
  return SETTLED.has(code);
}

const CHANGED: ReadonlySet<string> = new Set(['total_changed', 'terms_changed', 'price_changed', 'coupon_changed', 'coupon_refused']);

/** Refusals because something is not as the buyer saw it. */
export function saysChanged(code: string): boolean {
  return CHANGED.has(code);
}
