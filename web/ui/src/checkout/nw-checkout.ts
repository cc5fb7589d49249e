import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { localized, msg } from '../ui/i18n';
import { ApiError, request } from '../ui/api';
import { addressTail } from '../ui/page';
import { icon } from '../ui/icons';
import { Drafts } from './draft';
import { isOver, pollMillis, screenOf, type Screen } from './flow';
import './nw-buyer-form';
import type { FormPart, Proceed } from './nw-buyer-form';
import './nw-checkout-goods';
import type { Wish } from './nw-checkout-goods';
import './nw-checkout-over';
import type { Ending } from './nw-checkout-over';
import './nw-confirmation';
import type { Refusal } from './nw-confirmation';
import './nw-hold-bar';
import './nw-next-step';
import './nw-order-done';
import { isHeld, tellHeight, tellParent } from './parent';
import { Purchase, type Placed } from './purchase';
import { EMPTY_BUYER, type BuyerDraft } from './rules';
import { wishesBetween } from './wishes';
import { changesSince, seenOf, type Seen } from './seen';
import type { Change, Checkout } from '../protocol/buying';

/** After so many questions (about half a minute) the buyer is told that they need not wait. */
const LONG_AFTER_POLLS = 9;
/** How often a confirmation on the screen is compared with what is true. */
const COMPARE_MILLIS = 10_000;

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
  @state() private couponRefusal = '';
  @state() private changes: readonly Change[] = [];
  @state() private fieldRefusals: Readonly<Record<string, string>> = {};
  @state() private againRefusal = '';
  @state() private polls = 0;
  private readonly drafts = new Drafts(() => sessionStorage);
  private readonly purchase = new Purchase(addressTail(), this.drafts, request);
  private start: BuyerDraft | undefined;
  private poll: ReturnType<typeof setTimeout> | undefined;
  private comparing: ReturnType<typeof setInterval> | undefined;
  private seen: Seen | undefined;
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
    document.addEventListener('visibilitychange', this.looked);
    this.comparing = setInterval(() => this.compare(), COMPARE_MILLIS);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopHeight();
    clearTimeout(this.poll);
    clearInterval(this.comparing);
    window.removeEventListener('pageshow', this.returned);
    document.removeEventListener('visibilitychange', this.looked);
  }

  override willUpdate(): void {
    if (this.checkout && !this.start) this.start = this.firstDraft(this.checkout);
    this.judge();
  }

  override updated(): void {
    const screen = this.screen();
    if (screen === this.told) return;
    if (this.told !== undefined) window.scrollTo(0, 0);
    this.tell(screen);
    const waited = this.told === 'settling' || this.told === 'paying';
    this.told = screen;
    if (screen === 'settling' || screen === 'paying' || screen === 'slip') this.ask();
    if (waited && (screen === 'confirmation' || screen === 'form')) this.notPaid();
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
      case 'paying':
        return html`<nw-next-step .checkout=${this.checkout} .held=${held}></nw-next-step>`;
      case 'settling':
      case 'slip':
      case 'done':
        return html`<nw-order-done
          .checkout=${this.checkout}
          .screen=${screen}
          .long=${this.polls >= LONG_AFTER_POLLS}
          .closable=${held}
          @close=${this.close}
        ></nw-order-done>`;
      case 'expired':
      case 'cancelled':
      case 'refused':
      case 'short':
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
    const { lines } = checkout;
    return html`${lines.map(
        (line, index) => html`<nw-checkout-goods
          .small=${lines.length > 1}
          .changeable=${lines.length === 1}
          .line=${line}
          .busy=${this.busy}
          .refusal=${index === lines.length - 1 ? this.quantityRefusal : ''}
          @wish=${(event: CustomEvent<Wish>) => this.setQuantity(event.detail)}
        ></nw-checkout-goods>`,
      )}
      <nw-buyer-form
        .start=${this.start ?? EMPTY_BUYER}
        .checkout=${checkout}
        .keep=${checkout.keep}
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
      .changes=${this.changes}
      .quantityRefusal=${this.quantityRefusal}
      .couponRefusal=${this.couponRefusal}
      @order=${(event: CustomEvent<{ ofAge: boolean }>) => this.order(event.detail.ofAge)}
      @seen=${this.sawChanges}
      @coupon=${(event: CustomEvent<string>) => this.setCoupon(event.detail)}
      @wish=${(event: CustomEvent<Wish>) => this.setQuantity(event.detail)}
      @change=${(event: CustomEvent<FormPart>) => this.change(event.detail)}
    ></nw-confirmation>`;
  }

  private over(ending: Ending, held: boolean): unknown {
    return html`<nw-checkout-over
      .ending=${ending}
      .show=${this.checkout?.show ?? ''}
      .closable=${held}
      .busy=${this.busy}
      .refusal=${this.againRefusal}
      @again=${() => (this.checkout ? this.holdAgain() : this.load())}
      @close=${this.close}
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
      const { address, ...person } = checkout.buyer;
      return { ...person, ...address };
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

  private setQuantity({ quantity, sku }: Wish): Promise<void> {
    this.quantityRefusal = '';
    const several = (this.checkout?.lines.length ?? 0) > 1;
    return this.own(
      () => this.purchase.setQuantity(quantity, several ? sku : undefined),
      (failure) => (this.quantityRefusal = failure.words),
    );
  }

  private setCoupon(coupon: string): Promise<void> {
    this.couponRefusal = '';
    return this.own(
      () => this.purchase.choose({ coupon }),
      (failure) => (this.couponRefusal = failure.words),
    );
  }

  private proceed({ draft, method, card, choices, keep }: Proceed): Promise<void> {
    this.fieldRefusals = {};
    this.drafts.keepBuyer(draft);
    return this.own(
      async () => {
        const token = card && (await this.purchase.cardToken(card)).token;
        await this.purchase.saveBuyer(draft, token, keep);
        const wishes = wishesBetween(this.purchase.checkout, method, choices);
        if (wishes) await this.purchase.choose(wishes);
        this.changing = undefined;
        this.refusal = undefined;
        this.start = undefined;
      },
      (failure) => (this.fieldRefusals = { [fieldOf(failure)]: failure.words }),
    );
  }

  private async order(ofAge: boolean): Promise<void> {
    // The button is greyed only with the next drawing; a second press may come before.
    if (this.placing || this.changes.length > 0) return;
    this.placing = true;
    this.refusal = undefined;
    this.polls = 0;
    try {
      this.heed(await this.purchase.place(ofAge));
    } finally {
      this.checkout = this.purchase.checkout;
      this.placing = false;
    }
  }

  private heed(placed: Placed): void {
    switch (placed.kind) {
      case 'ordered':
      case 'expired':
      // The difference to what was seen locks the button by itself.
      case 'changed':
        return;
      case 'age':
        this.refusal = { kind: 'refused', words: placed.words };
        return;
      case 'declined':
      case 'unsure':
      case 'refused':
        this.refusal = { kind: placed.kind, words: placed.words };
    }
  }

  /** The payment came to nothing while it was waited for; the goods are still held. */
  private notPaid(): void {
    this.drafts.settleOrder(this.checkout?.id ?? '');
    this.refusal = { kind: 'declined', words: msg('お支払いが完了しませんでした。請求はありません。もう一度お試しいただくか、別のお支払い方法をお選びください。', { id: 'checkout.not-paid' }) };
  }

  /** What is on the confirmation is what may be ordered; a difference that is not the buyer's own locks it. */
  private judge(): void {
    const { checkout } = this;
    if (!checkout || this.screen() !== 'confirmation') {
      if (!this.placing) this.seen = undefined;
      this.changes = [];
      return;
    }
    this.changes = changesSince(this.seen, checkout);
    this.seen ??= { ...seenOf(checkout), changed: [] };
  }

  private readonly sawChanges = (): void => {
    if (this.checkout) this.seen = seenOf(this.checkout);
    this.requestUpdate();
  };

  /** What the buyer changes here they have seen. */
  private own(deed: () => Promise<unknown>, refused: (failure: ApiError) => unknown): Promise<void> {
    return this.act(async () => {
      await deed();
      if (this.seen && this.purchase.checkout) this.seen = { ...seenOf(this.purchase.checkout), changed: this.seen.changed };
    }, refused);
  }

  private readonly looked = (): void => this.compare();

  private compare(): void {
    const screen = this.screen();
    if (document.visibilityState === 'hidden' || this.placing || this.busy) return;
    if (screen === 'confirmation') {
      void this.act(
        () => this.purchase.load(),
        () => undefined,
      );
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
        if (!isOver(this.screen()) && this.checkout?.state === 'ordered') this.ask();
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
    if (screen === 'done') this.tellOrder();
    else if (screen === 'expired' || screen === 'cancelled') {
      tellParent({ type: screen });
    }
  }

  private tellOrder(): void {
    const order = this.checkout?.order;
    if (order) tellParent({ type: 'ordered', number: order.number, token: order.token });
  }

  /** Whoever leaves the slip has an order, and is told so outside too. */
  private readonly close = (): void => {
    if (this.screen() === 'slip') this.tellOrder();
    tellParent({ type: 'close' });
  };
}

function fieldOf(failure: ApiError): string {
  const { field } = failure.more;
  if (typeof field !== 'string') return '';
  if (field === 'name') return 'familyName';
  return field === 'cardToken' ? 'number' : field.replace(/^(address|card|buyer)\./, '');
}
