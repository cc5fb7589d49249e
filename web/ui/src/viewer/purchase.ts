import type { Checkout, CheckoutMessage } from '../protocol/buying';
import { ApiError, get, newKey, post } from '../ui/api';

export type PurchaseState =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly sku: string; readonly product: string }
  | { readonly kind: 'refused'; readonly sku: string; readonly product: string; readonly error: ApiError }
  | { readonly kind: 'checkout'; readonly id: string; readonly product: string; readonly expiresAt: number }
  | { readonly kind: 'ordered'; readonly product: string; readonly number: string; readonly token: string };

/** Where the open checkout is remembered over a reload. */
export interface Memory {
  read(): string | null;
  write(value: string | null): void;
}

export interface PurchaseDoor {
  open(show: string, sku: string, quantity: number, key: string): Promise<Checkout>;
  read(id: string): Promise<Checkout>;
}

const door: PurchaseDoor = {
  open: (show, sku, quantity, key) => post<Checkout>(`/api/shows/${show}/checkouts`, { key, body: { sku, quantity } }),
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
    private readonly api: PurchaseDoor = door,
  ) {}

  /** True once there is something to show in the sheet. */
  async buy(product: string, sku: string): Promise<void> {
    if (this.state.kind === 'opening') return;
    const key = this.keys.get(sku) ?? newKey();
    this.keys.set(sku, key);
    this.become({ kind: 'opening', sku, product });
    try {
      const checkout = await this.api.open(this.show, sku, 1, key);
      this.keys.delete(sku);
      this.enter(checkout, product);
    } catch (failure) {
      const error = failure instanceof ApiError ? failure : new ApiError(0, 'unknown', '', '', true);
      // A definite answer ends the intention; without one the same key asks again.
      if (error.status !== 0 && error.status < 500) this.keys.delete(sku);
      this.become({ kind: 'refused', sku, product, error });
    }
  }

  /** After a reload: the checkout that was open, if it still is. True when the sheet should open. */
  async restore(): Promise<boolean> {
    const id = this.memory.read();
    if (id === null) return false;
    try {
      const checkout = await this.api.read(id);
      const product = checkout.lines[0]?.product ?? '';
      if (checkout.state === 'open') this.enter(checkout, product);
      else if (checkout.state === 'ordered' && checkout.order) this.done(product, checkout.order.number, checkout.order.token);
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
    if (checkout.state === 'ordered' && checkout.order) {
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
