/**
 * One checkout and what can be done with it, spoken with the server. Each act ends in the checkout
 * as it is now, or in a refusal with words; nothing here knows the screen.
 */
import { ApiError, newKey, type request } from '../ui/api';
import type { CardMark, Checkout, NextStep, OrderMark } from '../protocol/buying';
import { readCheckout } from '../protocol/read-checkout';
import type { Drafts } from './draft';
import { saysChanged, settlesIntention } from './flow';
import { ServerTime } from './hold';
import type { Wishes } from './wishes';
import { tidy, tidyBuyer, type BuyerDraft, type CardDraft } from './rules';

export type Placed =
  | { readonly kind: 'ordered' }
  | { readonly kind: 'declined'; readonly words: string }
  /** Something is not as the buyer saw it; the checkout is now as it is. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'age'; readonly words: string }
  | { readonly kind: 'expired' }
  /** No answer came, so it may have gone through: the same press, repeated, is safe. */
  | { readonly kind: 'unsure'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string };

export interface CardToken extends CardMark {
  readonly token: string;
}

const ORDER_TIMEOUT_MILLIS = 30_000;

export class Purchase {
  readonly time = new ServerTime();
  private known: Checkout | undefined;

  constructor(
    private readonly id: string,
    private readonly drafts: Drafts,
    private readonly send: typeof request,
  ) {}

  get checkout(): Checkout | undefined {
    return this.known;
  }

  async load(): Promise<Checkout> {
    return this.take('GET', '');
  }

  /** `sku` names the line where there are several. */
  async setQuantity(quantity: number, sku?: string): Promise<Checkout> {
    return this.take('PUT', '/quantity', sku === undefined ? { quantity } : { quantity, sku });
  }

  /** `token` absent keeps the card the checkout already has. */
  async saveBuyer(draft: BuyerDraft, token: string | undefined, keep: boolean): Promise<Checkout> {
    const { postal, prefecture, city, line1, line2, ...person } = tidyBuyer(draft);
    const card = token === undefined ? {} : { cardToken: token };
    return this.take('PUT', '/buyer', { ...person, address: { postal, prefecture, city, line1, line2 }, keep, ...card });
  }

  async choose(wishes: Wishes): Promise<Checkout> {
    return this.take('PUT', '/choices', wishes);
  }

  async cardToken(card: CardDraft): Promise<CardToken> {
    return this.send<CardToken>('POST', '/api/simulator/tokens', {
      body: {
        number: tidy('number', card.number).replaceAll(' ', ''),
        expiry: tidy('expiry', card.expiry),
        cvc: tidy('cvc', card.cvc),
      },
    });
  }

  async place(ofAge: boolean): Promise<Placed> {
    const { total = 0, termsHash = '', needsAge = false } = this.known ?? {};
    try {
      const { order, next } = await this.send<{ order: OrderMark; next?: NextStep | null }>('POST', this.path('/order'), {
        body: { expectedTotal: total, ...(termsHash === '' ? {} : { termsHash }), ...(needsAge ? { ofAge } : {}) },
        key: this.drafts.orderKey(this.id, newKey),
        timeoutMillis: ORDER_TIMEOUT_MILLIS,
      });
      if (this.known) this.known = { ...this.known, state: 'ordered', order, next: next ?? null };
      return { kind: 'ordered' };
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (settlesIntention(failure.code)) this.drafts.settleOrder(this.id);
      return this.refusal(failure);
    }
  }

  async cancel(): Promise<void> {
    await this.send('POST', this.path('/cancel'));
    if (this.known) this.known = { ...this.known, state: 'cancelled' };
  }

  /** A new hold on the same goods, after the old one ran out; answers its address. */
  async holdAgain(): Promise<string> {
    const [line, another] = this.known?.lines ?? [];
    if (!this.known || !line) throw new ApiError(0, 'unknown', '', '', false);
    // Several goods came from the cart, which still has them.
    if (another) return '/cart';
    const fresh = await this.send<Checkout>('POST', `/api/shows/${encodeURIComponent(this.known.show)}/checkouts`, {
      body: { sku: line.sku, quantity: line.quantity },
      key: newKey(),
    });
    return `/checkout/${encodeURIComponent(fresh.id)}`;
  }

  private async refusal(failure: ApiError): Promise<Placed> {
    if (saysChanged(failure.code)) {
      await this.load();
      return { kind: 'changed' };
    }
    switch (failure.code) {
      case 'card_declined':
      case 'insufficient_funds':
      case 'payment_declined':
        return { kind: 'declined', words: failure.words };
      case 'age_unconfirmed':
        return { kind: 'age', words: failure.words };
      case 'hold_expired':
        if (this.known) this.known = { ...this.known, state: 'expired' };
        return { kind: 'expired' };
      case 'already_ordered':
      case 'being_paid':
      case 'buyer_missing':
      case 'offline':
      case 'timeout':
        return this.lookAfter(failure);
      default:
        return { kind: 'refused', words: failure.words };
    }
  }

  /** The answer was lost, or another tab was first: what does the server say now? */
  private async lookAfter(failure: ApiError): Promise<Placed> {
    try {
      const seen = await this.load();
      if (seen.order && seen.state !== 'open') return { kind: 'ordered' };
    } catch {
      // Still no answer; the buyer decides when to press again.
    }
    return { kind: 'unsure', words: failure.words };
  }

  private async take(method: string, tail: string, body?: unknown): Promise<Checkout> {
    const askedAt = Date.now();
    const checkout = readCheckout(await this.send<Checkout>(method, this.path(tail), body === undefined ? {} : { body }));
    this.time.learn(checkout.now, askedAt);
    this.known = checkout;
    return checkout;
  }

  private path(tail: string): string {
    return `/api/checkouts/${encodeURIComponent(this.id)}${tail}`;
  }
}
