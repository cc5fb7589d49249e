import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { localized, msg, str } from '../ui/i18n';
import { ApiError, request } from '../ui/api';
import { price } from '../ui/format';
import { addressTail } from '../ui/page';
import { icon } from '../ui/icons';
import { Drafts } from './draft';
import { pollMillis, screenOf, type Screen } from './flow';
import './nw-buyer-form';
import type { FormPart, Proceed } from './nw-buyer-form';
import './nw-checkout-goods';
import './nw-checkout-over';
import './nw-confirmation';
import type { Refusal } from './nw-confirmation';
import './nw-hold-bar';
import './nw-order-done';
import { isHeld, tellHeight, tellParent } from './parent';
import { Purchase, type Placed } from './purchase';
import { EMPTY_BUYER, type BuyerDraft } from './rules';
import type { Checkout } from '../protocol/http';

/** After so many questions (about half a minute) the buyer is told that they need not wait. */
const LONG_AFTER_POLLS = 9;

/** The checkout document: one screen at a time, chosen by `flow.ts` from what the server says. */
@localized()
@customElement('nw-checkout')
export class NwCheckout extends LitElement {
  @state() private checkout: Checkout | undefined;
  @state() private failure: ApiError | undefined;
  @state() private changing: FormPart | undefined;
  @state() private busy = false;
  @state() private placing = false;
  @state() private refusal: Refusal | undefined;
  @state() private quantityRefusal = '';
  @state() private fieldRefusals: Readonly<Record<string, string>> = {};
  @state() private againRefusal = '';
  @state() private polls = 0;
  private readonly drafts = new Drafts(() => sessionStorage);
  private readonly purchase = new Purchase(addressTail(), this.drafts, request);
  private start: BuyerDraft | undefined;
  private poll: ReturnType<typeof setTimeout> | undefined;
  private stopHeight = (): void => undefined;
  private told: Screen | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.classList.toggle('held', isHeld());
    this.stopHeight = tellHeight(this);
    window.addEventListener('pageshow', this.returned);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopHeight();
    clearTimeout(this.poll);
    window.removeEventListener('pageshow', this.returned);
  }

  override willUpdate(): void {
    if (this.checkout && !this.start) this.start = this.firstDraft(this.checkout);
  }

  override updated(): void {
    const screen = this.screen();
    if (screen === this.told) return;
    if (this.told !== undefined) window.scrollTo(0, 0);
    // The order is told once: when it was made, not again when it is paid.
    if (this.told !== 'settling' || screen !== 'done') this.tell(screen);
    this.told = screen;
    if (screen === 'settling') this.ask();
  }

  override render(): unknown {
    const held = isHeld();
    return html`${held ? nothing : this.head()}
      <main class="checkout">${this.content(held)}</main>`;
  }

  private head(): unknown {
    return html`<header class="checkout-head">
      ${icon('lock')}<span>${msg('ご購入手続き', { id: 'checkout.title' })}</span>
    </header>`;
  }

  private content(held: boolean): unknown {
    if (!this.checkout) {
      return this.failure
        ? this.over(this.failure.status === 404 ? 'missing' : 'unreachable', held)
        : html`<p class="loading"><span class="spinner" aria-hidden="true"></span>${msg('読み込んでいます', { id: 'checkout.loading' })}</p>`;
    }
    const screen = this.screen();
    switch (screen) {
      case 'form':
      case 'confirmation':
        return this.open(this.checkout, screen);
      case 'settling':
      case 'done':
        return html`<nw-order-done
          .checkout=${this.checkout}
          .settling=${screen === 'settling'}
          .long=${this.polls >= LONG_AFTER_POLLS}
          .closable=${held}
          @close=${() => tellParent({ type: 'close' })}
        ></nw-order-done>`;
      case 'expired':
      case 'cancelled':
      case 'refused':
        return this.over(screen, held);
      case undefined:
        return nothing;
    }
  }

  private open(checkout: Checkout, screen: 'form' | 'confirmation'): unknown {
    return html`<nw-hold-bar .expiresAt=${checkout.expiresAt} .time=${this.purchase.time} @over=${() => this.requestUpdate()}></nw-hold-bar>
      <h1 class="screen-title">
        ${screen === 'form'
          ? msg('お届け先とお支払い', { id: 'checkout.form-title' })
          : msg('ご注文内容の確認', { id: 'checkout.confirm-title' })}
      </h1>
      ${screen === 'form' ? this.form(checkout) : this.confirmation(checkout)}
      <p class="leave">
        ${screen === 'form' && this.changing
          ? html`<button type="button" class="change" @click=${() => (this.changing = undefined)}>
              ${msg('変更せずに確認画面へ戻る', { id: 'checkout.keep-as-is' })}
            </button>`
          : nothing}
        <button type="button" class="change" ?disabled=${this.placing || this.busy} @click=${this.cancel}>
          ${msg('購入をやめる', { id: 'checkout.cancel' })}
        </button>
      </p>`;
  }

  private form(checkout: Checkout): unknown {
    const line = checkout.lines[0];
    return html`${line
        ? html`<nw-checkout-goods
            changeable
            .line=${line}
            .busy=${this.busy}
            .refusal=${this.quantityRefusal}
            @quantity=${(event: CustomEvent<number>) => this.setQuantity(event.detail)}
          ></nw-checkout-goods>`
        : nothing}
      <nw-buyer-form
        .start=${this.start ?? EMPTY_BUYER}
        .knownCard=${checkout.payment}
        .keep=${(checkout as Checkout & { keep?: boolean }).keep ?? checkout.kept}
        .open=${this.changing ?? 'buyer'}
        .busy=${this.busy}
        .refusals=${this.fieldRefusals}
        @draft=${(event: CustomEvent<BuyerDraft>) => this.drafts.keepBuyer(event.detail)}
        @proceed=${(event: CustomEvent<Proceed>) => this.proceed(event.detail)}
      ></nw-buyer-form>`;
  }

  private confirmation(checkout: Checkout): unknown {
    return html`<nw-confirmation
      .checkout=${checkout}
      .placing=${this.placing}
      .busy=${this.busy}
      .refusal=${this.refusal}
      .quantityRefusal=${this.quantityRefusal}
      @order=${() => this.order()}
      @quantity=${(event: CustomEvent<number>) => this.setQuantity(event.detail)}
      @change=${(event: CustomEvent<FormPart>) => this.change(event.detail)}
    ></nw-confirmation>`;
  }

  private over(ending: 'expired' | 'cancelled' | 'refused' | 'missing' | 'unreachable', held: boolean): unknown {
    return html`<nw-checkout-over
      .ending=${ending}
      .show=${this.checkout?.show ?? ''}
      .closable=${held}
      .busy=${this.busy}
      .refusal=${this.againRefusal}
      @again=${() => (this.checkout ? this.holdAgain() : this.load())}
      @close=${() => tellParent({ type: 'close' })}
    ></nw-checkout-over>`;
  }

  private screen(): Screen | undefined {
    if (!this.checkout) return undefined;
    // While the order is on its way the hold is being paid for: only the server may call it over.
    const now = this.placing ? this.checkout.now : this.purchase.time.now();
    return screenOf(this.checkout, this.changing !== undefined, now);
  }

  private firstDraft(checkout: Checkout): BuyerDraft {
    if (checkout.buyer) {
      const { name, email, phone, address } = checkout.buyer;
      return { name, email, phone, ...address };
    }
    return this.drafts.buyer() ?? EMPTY_BUYER;
  }

  private change(part: FormPart): void {
    this.refusal = undefined;
    this.start = undefined;
    this.changing = part;
  }

  private load(): Promise<void> {
    this.failure = undefined;
    return this.act(
      () => this.purchase.load(),
      (failure) => (this.failure = failure),
    );
  }

  /** A page that comes back from the browser's back-forward cache looks again at the truth. */
  private readonly returned = (event: PageTransitionEvent): void => {
    if (event.persisted) void this.load();
  };

  private setQuantity(quantity: number): Promise<void> {
    this.quantityRefusal = '';
    return this.act(
      () => this.purchase.setQuantity(quantity),
      (failure) => (this.quantityRefusal = failure.words),
    );
  }

  private proceed({ draft, card, keep }: Proceed): Promise<void> {
    this.fieldRefusals = {};
    this.drafts.keepBuyer(draft);
    return this.act(
      async () => {
        const token = card && (await this.purchase.cardToken(card)).token;
        await this.purchase.saveBuyer(draft, token, keep);
        this.changing = undefined;
        this.refusal = undefined;
        this.start = undefined;
      },
      (failure) => (this.fieldRefusals = { [fieldOf(failure)]: failure.words }),
    );
  }

  private async order(): Promise<void> {
    // The button is greyed only with the next drawing; a second press may come before.
    if (this.placing) return;
    this.placing = true;
    this.refusal = undefined;
    try {
      this.heed(await this.purchase.place());
    } finally {
      this.checkout = this.purchase.checkout;
      this.placing = false;
    }
  }

  private heed(placed: Placed): void {
    switch (placed.kind) {
      case 'ordered':
      case 'expired':
        return;
      case 'total_changed': {
        const [before, now] = [price(placed.before), price(this.purchase.checkout?.total ?? 0)];
        const words = msg(str`合計金額が ${before} から ${now} に変わりました。内容をご確認のうえ、もう一度確定してください。`, {
          id: 'checkout.total-changed',
        });
        this.refusal = { kind: 'total_changed', words };
        return;
      }
      case 'declined':
      case 'unsure':
      case 'refused':
        this.refusal = { kind: placed.kind, words: placed.words };
    }
  }

  private cancel(): Promise<void> {
    return this.act(
      () => this.purchase.cancel(),
      (failure) => (this.refusal = { kind: 'refused', words: failure.words }),
    );
  }

  private holdAgain(): Promise<void> {
    this.againRefusal = '';
    return this.act(
      async () => location.replace(await this.purchase.holdAgain()),
      (failure) => (this.againRefusal = failure.words),
    );
  }

  private ask(): void {
    clearTimeout(this.poll);
    this.poll = setTimeout(() => {
      this.polls++;
      void this.act(
        () => this.purchase.load(),
        () => undefined,
      ).then(() => {
        if (this.screen() === 'settling') this.ask();
      });
    }, pollMillis(this.polls));
  }

  /** One thing at a time; afterwards the checkout is what the purchase knows. */
  private async act(deed: () => Promise<unknown>, refused: (failure: ApiError) => unknown): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await deed();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      refused(failure);
    } finally {
      this.checkout = this.purchase.checkout;
      this.busy = false;
    }
  }

  private tell(screen: Screen | undefined): void {
    if (screen === 'settling' || screen === 'done') {
      const order = this.checkout?.order;
      if (order) tellParent({ type: 'ordered', number: order.number, token: order.token });
    } else if (screen === 'expired' || screen === 'cancelled') {
      tellParent({ type: screen });
    }
  }
}

function fieldOf(failure: ApiError): string {
  const { field } = failure.more;
  if (typeof field !== 'string') return '';
  return field === 'cardToken' ? 'number' : field.replace(/^(address|card|buyer)\./, '');
}
