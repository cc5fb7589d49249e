import { html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Cart, Checkout } from '../protocol/buying';
import { readCart, refusalsOf, type CartRefusals, type RawCart } from '../protocol/cart';
import { ApiError, get, newKey, post, put } from '../ui/api';
import { houseFoot, houseHead } from '../ui/house';
import { icon } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import './nw-cart';

/** `/cart`: the cart outside a show. */
@localized()
@customElement('nw-cart-page')
export class NwCartPage extends LitElement {
  @state() private cart: Cart | undefined;
  @state() private failure = '';
  @state() private refusals: CartRefusals = {};
  @state() private busy = false;
  @state() private opening = false;
  /** One press of the button, however often it is repeated until an answer comes. */
  private key: string | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pageshow', this.returned);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pageshow', this.returned);
  }

  override render(): unknown {
    return html`${houseHead()}
      <main class="column column-narrow">
        <h1>${msg('かご', { id: 'cart.title' })}</h1>
        ${this.cart
          ? html`<nw-cart
              .cart=${this.cart}
              .refusals=${this.refusals}
              .failure=${this.failure}
              .busy=${this.busy}
              .opening=${this.opening}
              @nw-put=${(event: CustomEvent<{ sku: string; show: string; quantity: number }>) => this.put(event.detail)}
              @nw-checkout=${() => this.checkout()}
              ><a href="/">${msg('番組を見る', { id: 'cart.to-shows' })}</a></nw-cart
            >`
          : this.failure === ''
            ? html`<p class="loading"><span class="spinner" aria-hidden="true"></span>${msg('読み込んでいます', { id: 'cart.loading' })}</p>`
            : html`<p class="notice notice-bad" role="alert">${icon('alert')}<span>${this.failure}</span></p>
                <p><button class="button button-quiet" type="button" @click=${() => this.load()}>${icon('refresh')}${msg('もう一度読み込む', { id: 'cart.reload' })}</button></p>`}
      </main>
      ${houseFoot()}`;
  }

  private readonly returned = (event: PageTransitionEvent): void => {
    if (event.persisted) void this.load();
  };

  private async load(): Promise<void> {
    await this.ask(async () => (this.cart = readCart(await get<RawCart>('/api/cart'))));
  }

  private async put({ sku, show, quantity }: { sku: string; show: string; quantity: number }): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    await this.ask(async () => {
      this.cart = readCart(await put<RawCart>(`/api/cart/lines/${encodeURIComponent(sku)}`, { body: { show, quantity } }));
      this.refusals = {};
      this.key = undefined;
    });
    this.busy = false;
  }

  private async checkout(): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    this.key ??= newKey();
    await this.ask(
      async () => {
        const { id } = await post<Checkout>('/api/cart/checkout', { key: this.key ?? newKey() });
        location.assign(`/checkout/${encodeURIComponent(id)}`);
      },
      async (refusal) => {
        if (refusal.status === 0 || refusal.status >= 500) return;
        this.key = undefined;
        this.refusals = refusalsOf(refusal);
        await this.load();
        this.failure = refusal.words;
      },
    );
    this.opening = false;
  }

  private async ask(deed: () => Promise<unknown>, refused: (refusal: ApiError) => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    this.failure = '';
    try {
      await deed();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
      await refused(failure);
    }
  }
}
