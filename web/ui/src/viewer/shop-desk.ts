/**
 * What a viewer does with goods beside buying one: the cart, the waiting list, entries in drops, and
 * what the seller says about returns. Everything is asked of the server; nothing here knows the screen.
 */
import type { BothLanguages, Cart } from '../protocol/buying';
import { readCart, refusalsOf, type CartRefusals, type RawCart } from '../protocol/cart';
import { EMPTY_CART } from '../protocol/read-checkout';
import type { Entered, Waiting } from '../protocol/selling';
import { returnTerms } from '../shop/returns';
import { ApiError, del, get, newKey, post, put } from '../ui/api';
import { waitMillis } from './purchase';

const TURNS_MAX = 30;
/** How often someone who waits looks whether it is their turn. */
const LOOK_MILLIS = 15_000;

export class ShopDesk {
  cart: Cart = EMPTY_CART;
  cartFailure: ApiError | null = null;
  /** Why lines of the cart could not be bought, as the checkout said. */
  cartRefusals: CartRefusals = {};
  cartBusy = false;
  returns: BothLanguages | null = null;
  /** What was refused last, by SKU or drop. */
  readonly refusals = new Map<string, string>();
  /** By drop. */
  readonly entries = new Map<string, Entered>();
  /** Drops at whose door one stands, with how many before; null where that is not told. */
  readonly entering = new Map<string, number | null>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly asked = new Set<string>();
  private lookedAt = 0;

  constructor(
    private readonly show: string,
    private readonly changed: () => void,
    private readonly pause: (millis: number) => Promise<void> = (millis) => new Promise((done) => setTimeout(done, millis)),
  ) {}

  /** How many pieces are in the cart. */
  get count(): number {
    return this.cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  }

  async load(): Promise<void> {
    await Promise.all([
      this.quietly(async () => this.takeCart(await get<RawCart>('/api/cart'))),
      this.quietly(async () => (this.returns = await returnTerms())),
      this.loadWaiting(),
    ]);
  }

  async loadWaiting(): Promise<void> {
    await this.quietly(async () => this.takeWaiting(await get<{ waiting: readonly Waiting[] }>(`${this.path}/waitlist`)));
  }

  /** 0 takes it out. */
  put(sku: string, quantity: number, show = this.show): Promise<boolean> {
    return this.change(sku, () => put<RawCart>(`/api/cart/lines/${encodeURIComponent(sku)}`, { body: { show, quantity } }));
  }

  /** One more of it. */
  add(sku: string): Promise<boolean> {
    return this.change(sku, () => post<RawCart>('/api/cart/lines', { body: { show: this.show, sku, quantity: 1 } }));
  }

  private async change(sku: string, ask: () => Promise<RawCart>): Promise<boolean> {
    if (this.cartBusy) return false;
    this.cartBusy = true;
    this.cartFailure = null;
    this.refusals.delete(sku);
    this.changed();
    try {
      this.takeCart(await ask());
      this.cartRefusals = {};
      return true;
    } catch (failure) {
      this.cartFailure = problem(failure);
      this.refusals.set(sku, this.cartFailure.words);
      return false;
    } finally {
      this.cartBusy = false;
      this.changed();
    }
  }

  /** The checkout of the cart was refused, or made an order: the cart is looked at again. */
  async cartAgain(refusal: ApiError | null): Promise<void> {
    this.cartRefusals = refusal ? refusalsOf(refusal) : {};
    this.cartFailure = refusal;
    await this.quietly(async () => this.takeCart(await get<RawCart>('/api/cart')));
    this.changed();
  }

  waitingFor(sku: string): Waiting | null {
    return this.waiting.get(sku) ?? null;
  }

  async wait(sku: string, on: boolean): Promise<void> {
    this.refusals.delete(sku);
    try {
      const path = `${this.path}/waitlist/${encodeURIComponent(sku)}`;
      if (on) this.takeWaiting(await post<{ waiting: readonly Waiting[] }>(path));
      else {
        await del(path);
        this.waiting.delete(sku);
      }
    } catch (failure) {
      this.refusals.set(sku, problem(failure).words);
    }
    this.changed();
  }

  /** A checkout that was made for this viewer and waits for them: won, or freed from the waiting list. */
  offered(): string | null {
    const won = [...this.entries.values()].find((entry) => entry.checkout !== null && !entry.ordered);
    return won?.checkout ?? [...this.waiting.values()].find((one) => one.checkout !== null)?.checkout ?? null;
  }

  /** Called often; looks only now and then, and only for someone who waits for something. */
  tick(now: number): void {
    const drops = [...this.entries.values()].filter(({ state }) => state === 'waiting' || state === 'entered');
    if (now - this.lookedAt < LOOK_MILLIS || (drops.length === 0 && this.waiting.size === 0)) return;
    this.lookedAt = now;
    if (this.waiting.size > 0) void this.loadWaiting();
    for (const { drop } of drops) void this.lookAtEntry(drop);
  }

  /** Asked once for each phase: how one stands changes when it is drawn. */
  async lookUpEntry(drop: string, phase: string): Promise<void> {
    const question = `${drop} ${phase}`;
    if (this.asked.has(question)) return;
    this.asked.add(question);
    await this.lookAtEntry(drop);
  }

  private async lookAtEntry(drop: string): Promise<void> {
    await this.quietly(async () => void this.entries.set(drop, await get<Entered>(`${this.path}/drops/${encodeURIComponent(drop)}/entries/mine`)));
  }

  /** The door may be crowded; then one waits in line, and being early is no advantage. */
  async enter(drop: string): Promise<void> {
    if (this.entering.has(drop)) return;
    this.entering.set(drop, null);
    this.refusals.delete(drop);
    this.changed();
    const key = newKey();
    for (let turn = 1; this.entering.has(drop); turn++) {
      try {
        this.entries.set(drop, await post<Entered>(`${this.path}/drops/${encodeURIComponent(drop)}/entries`, { key, body: { quantity: 1 } }));
        this.entering.delete(drop);
      } catch (failure) {
        const error = problem(failure);
        if (error.status === 429 && turn < TURNS_MAX) {
          this.entering.set(drop, error.numberOf('ahead') ?? null);
          this.changed();
          await this.pause(waitMillis(error, Math.random()));
          continue;
        }
        this.entering.delete(drop);
        this.refusals.set(drop, error.words);
      }
    }
    this.changed();
  }

  private get path(): string {
    return `/api/shows/${encodeURIComponent(this.show)}`;
  }

  private takeCart(raw: RawCart): void {
    this.cart = readCart(raw);
  }

  private takeWaiting({ waiting }: { readonly waiting: readonly Waiting[] }): void {
    this.waiting.clear();
    for (const one of waiting) this.waiting.set(one.sku, one);
  }

  /** What is only helpful may fail without a word. */
  private async quietly(deed: () => Promise<unknown>): Promise<void> {
    try {
      await deed();
      this.changed();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
    }
  }
}

function problem(failure: unknown): ApiError {
  if (failure instanceof ApiError) return failure;
  throw failure;
}
