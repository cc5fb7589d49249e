/**
 * One checkout and what can be done with it, spoken with the server. Each act ends in the checkout
 * as it is now, or in a refusal with words; nothing here knows the screen.
 */
import { ApiError, newKey, type request } from '../ui/api';
import type { CardMark, Checkout, OrderMark } from '../protocol/http';
import type { Drafts } from './draft';
import { settlesIntention } from './flow';
import { ServerTime } from './hold';
import { tidy, tidyBuyer, type BuyerDraft, type CardDraft } from './rules';

export type Placed =
  | { readonly kind: 'ordered' }
  | { readonly kind: 'declined'; readonly words: string }
  | { readonly kind: 'total_changed'; readonly before: number }
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

  async setQuantity(quantity: number): Promise<Checkout> {
    return this.take('PUT', '/quantity', { quantity });
  }

  /** `token` absent keeps the card the checkout already has. */
  async saveBuyer(draft: BuyerDraft, token: string | undefined, keep: boolean): Promise<Checkout> {
    const { name, email, phone, ...address } = tidyBuyer(draft);
    const card = token === undefined ? {} : { cardToken: token };
    return this.take('PUT', '/buyer', { name, email, phone, address, keep, ...card });
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

  async place(): Promise<Placed> {
    const before = this.known?.total ?? 0;
    try {
      const { order } = await this.send<{ order: OrderMark }>('POST', this.path('/order'), {
        body: { expectedTotal: before },
        key: this.drafts.orderKey(this.id, newKey),
        timeoutMillis: ORDER_TIMEOUT_MILLIS,
      });
      if (this.known) this.known = { ...this.known, state: 'ordered', order };
      return { kind: 'ordered' };
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (settlesIntention(failure.code)) this.drafts.settleOrder(this.id);
      return this.refusal(failure, before);
    }
  }

  async cancel(): Promise<void> {
    await this.send('POST', this.path('/cancel'));
    if (this.known) this.known = { ...this.known, state: 'cancelled' };
  }

  /** A new hold on the same goods, after the old one ran out; answers its address. */
  async holdAgain(): Promise<string> {
    const line = this.known?.lines[0];
    if (!this.known || !line) throw new ApiError(0, 'unknown', '', '', false);
    const fresh = await this.send<Checkout>('POST', `/api/shows/${encodeURIComponent(this.known.show)}/checkouts`, {
      body: { sku: line.sku, quantity: line.quantity },
      key: newKey(),
    });
    return `/checkout/${encodeURIComponent(fresh.id)}`;
  }

  private async refusal(failure: ApiError, before: number): Promise<Placed> {
    switch (failure.code) {
      case 'card_declined':
      case 'insufficient_funds':
        return { kind: 'declined', words: failure.words };
      case 'total_changed':
        await this.load();
        return { kind: 'total_changed', before };
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
      if (seen.order) return { kind: 'ordered' };
    } catch {
      // Still no answer; the buyer decides when to press again.
    }
    return { kind: 'unsure', words: failure.words };
  }

  private async take(method: string, tail: string, body?: unknown): Promise<Checkout> {
    const askedAt = Date.now();
    const checkout = await this.send<Checkout>(method, this.path(tail), body === undefined ? {} : { body });
    this.time.learn(checkout.now, askedAt);
    this.known = checkout;
    return checkout;
  }

  private path(tail: string): string {
    return `/api/checkouts/${encodeURIComponent(this.id)}${tail}`;
  }
}
