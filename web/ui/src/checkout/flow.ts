/**
 * Which screen a checkout shows. Pure: the checkout as the server last told it, whether the buyer
 * wants to change something, and the server's time.
 */
import type { Checkout } from '../protocol/http';

export type Screen = 'form' | 'confirmation' | 'settling' | 'done' | 'refused' | 'expired' | 'cancelled';

export function screenOf(checkout: Checkout, changing: boolean, serverNow: number): Screen {
  if (checkout.order) {
    return ofOrder(checkout.order.state);
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
  return checkout.buyer !== null && checkout.payment !== null && checkout.confirmation !== null;
}

/** The order's own page calls the waiting state `placed`, the checkout `pending`. */
function ofOrder(state: string): Screen {
  switch (state) {
    case 'accepted':
      return 'done';
    case 'cancelled':
      return 'refused';
    default:
      return 'settling';
  }
}

/** How long to wait before asking again whether the payment is through: 1 s, growing to 5 s. */
export function pollMillis(asked: number): number {
  return Math.min(5_000, 1_000 * 1.3 ** asked);
}

/** Refusals after which a new press is a new intention; anything else repeats the same one. */
export function settlesIntention(code: string): boolean {
  return ['card_declined', 'insufficient_funds', 'total_changed', 'hold_expired', 'sold_out'].includes(code);
}
