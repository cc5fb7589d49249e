import type { Checkout, CheckoutMessage } from '../protocol/buying';
import { readCheckout } from '../protocol/read-checkout';
import { screenOf } from '../checkout/flow';
import { ApiError, get, newKey, post } from '../ui/api';

export type PurchaseState =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly sku: string; readonly product: string }
  /** So many press at once that one waits in line; it is asked again by itself. */
  | { readonly kind: 'queued'; readonly sku: string; readonly product: string; readonly ahead: number | null }
  | { readonly kind: 'refused'; readonly sku: string; readonly product: string; readonly error: ApiError }
  | { readonly kind: 'checkout'; readonly id: string; readonly product: string; readonly expiresAt: number }
  | { readonly kind: 'ordered'; readonly product: string; readonly number: string; readonly token: string };

/** The name of the cart among the things one can want. */
export const CART = '';
const TURNS_MAX = 30;
const WAIT_MILLIS = 1_000;
const WAIT_MILLIS_MAX = 20_000;

/** What the server asked for, and up to half as much again so that a crowd does not come back as one. */
export function waitMillis(error: ApiError, luck: number): number {
  const asked = error.numberOf('retryAfterMillis') ?? (error.numberOf('retryAfter') ?? 0) * 1_000;
  return Math.min(WAIT_MILLIS_MAX, Math.max(WAIT_MILLIS, asked)) * (1 + luck / 2);
}

/** Where the open checkout is remembered over a reload. */
export interface Memory {
  read(): string | null;
  write(value: string | null): void;
}

export interface PurchaseDoor {
  /** @param delayMillis how far the picture was behind at the tap, where that is known */
  open(show: string, sku: string, quantity: number, key: string, delayMillis: number | null): Promise<Checkout>;
  /** What is in the cart. */
  openCart(key: string): Promise<Checkout>;
  read(id: string): Promise<Checkout>;
}

const door: PurchaseDoor = {
  open: (show, sku, quantity, key, delayMillis) =>
    post<Checkout>(`/api/shows/${encodeURIComponent(show)}/checkouts`, {
      key,
      body: { sku, quantity, ...(delayMillis === null ? {} : { reported: { delayMs: Math.round(delayMillis) } }) },
    }),
  openCart: (key) => post<Checkout>('/api/cart/checkout', { key }),
  read: (id) => get<Checkout>(`/api/checkouts/${id}`),
};

/**
 * One viewer's way from 買う to the order. A tap reserves; the checkout document in its frame does the
 * rest and reports. The same intention keeps its key and its checkout over double taps, the back
 * button and reloads, so that it can never become two.
 */
export class Purchase {
  state: PurchaseState = { kind: 'none' };
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly show: string,
    private readonly memory: Memory,
    private readonly changed: () => void,
    private readonly delayMillis: () => number | null = () => null,
    private readonly api: PurchaseDoor = door,
    private readonly pause: (millis: number) => Promise<void> = (millis) => new Promise((done) => setTimeout(done, millis)),
  ) {}

  async buy(product: string, sku: string): Promise<void> {
    if (this.state.kind === 'opening' || this.state.kind === 'queued') return;
    // What the viewer saw is decided at the tap, not when a crowded server finds the time.
    const delay = this.delayMillis();
    await this.intend(product, sku, (key) => this.api.open(this.show, sku, 1, key, delay));
  }

  /** Everything in the cart in one checkout. */
  async buyCart(): Promise<void> {
    if (this.state.kind === 'opening' || this.state.kind === 'queued') return;
    await this.intend('', CART, (key) => this.api.openCart(key));
  }

  /** A checkout that the server made for this viewer: won in a drop, or offered from the waiting list. */
  async resume(id: string): Promise<void> {
    this.memory.write(id);
    await this.restore();
  }

  private async intend(product: string, sku: string, open: (key: string) => Promise<Checkout>): Promise<void> {
    const key = this.keys.get(sku) ?? newKey();
    this.keys.set(sku, key);
    this.become({ kind: 'opening', sku, product });
    for (let turn = 1; ; turn++) {
      try {
        const checkout = await open(key);
        this.keys.delete(sku);
        this.enter(readCheckout(checkout), product);
        return;
      } catch (failure) {
        const error = failure instanceof ApiError ? failure : new ApiError(0, 'unknown', '', '', true);
        if (error.status === 429 && turn < TURNS_MAX) {
          this.become({ kind: 'queued', sku, product, ahead: error.numberOf('ahead') ?? null });
          await this.pause(waitMillis(error, Math.random()));
          // Whoever closed the sheet meanwhile has left the line.
          if (this.state.kind !== 'queued') return;
          continue;
        }
        // A definite answer ends the intention; without one the same key asks again.
        if (error.status !== 0 && error.status < 500 && error.status !== 429) this.keys.delete(sku);
        this.become({ kind: 'refused', sku, product, error });
        return;
      }
    }
  }

  /** After a reload: the checkout that was open, if it still is. True when the sheet should open. */
  async restore(): Promise<boolean> {
    const id = this.memory.read();
    if (id === null) return false;
    try {
      const checkout = readCheckout(await this.api.read(id));
      const product = checkout.lines[0]?.product ?? '';
      if (checkout.state === 'open' || checkout.state === 'ordered') this.enter(checkout, product);
      else this.forget();
      return this.state.kind === 'checkout' || this.state.kind === 'ordered';
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 404) this.forget();
      return false;
    }
  }

  /** What the checkout document says. */
  heard(message: CheckoutMessage): void {
    if (this.state.kind !== 'checkout') return;
    const { product } = this.state;
    if (message.type === 'ordered') this.done(product, message.number ?? '', message.token ?? '');
    else if (message.type === 'cancelled') this.forget();
    // The document says that the hold is over and what to do; a reload would find nothing any more.
    else if (message.type === 'expired') this.memory.write(null);
  }

  /** The person has seen the thanks, or leaves a refusal. */
  forget(): void {
    this.memory.write(null);
    this.become({ kind: 'none' });
  }

  private enter(checkout: Checkout, product: string): void {
    this.memory.write(checkout.id);
    // Until it is paid the document has something to say: a bank's page, a slip, that one has to wait.
    if (checkout.order && screenOf(checkout, false, checkout.now) === 'done') {
      this.done(product, checkout.order.number, checkout.order.token);
      return;
    }
    const left = checkout.expiresAt - checkout.now;
    this.become({ kind: 'checkout', id: checkout.id, product, expiresAt: Date.now() + left });
  }

  private done(product: string, number: string, token: string): void {
    this.become({ kind: 'ordered', product, number, token });
  }

  private become(state: PurchaseState): void {
    this.state = state;
    this.changed();
  }
}

/** The message of our own checkout document, or null for anything else. */
export function checkoutMessage(event: MessageEvent, frame: Window | null | undefined, origin: string): CheckoutMessage | null {
  if (event.origin !== origin || !frame || event.source !== frame) return null;
  const data = event.data as Partial<CheckoutMessage> | null;
  if (typeof data !== 'object' || data?.nigiwai !== 'checkout' || typeof data.type !== 'string') return null;
  return data as CheckoutMessage;
}

/** The tab's own memory; a tab that refuses it forgets on reload. */
export function tabMemory(name: string): Memory {
  return {
    read: () => {
      try {
        return sessionStorage.getItem(name);
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        if (value === null) sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, value);
      } catch {
        // Storage refused: a reload then asks for the same sku and the server answers the same hold.
      }
    },
  };
}
