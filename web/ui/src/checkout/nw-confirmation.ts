import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { priceTag } from '../ui/price-tag';
import { icon } from '../ui/icons';
import type { BothLanguages, Change, Checkout } from '../protocol/buying';
import './nw-amounts';
import type { FormPart } from './nw-buyer-form';
import './nw-checkout-goods';
import './nw-coupon';
import { changeWords } from './words';

/** What the buyer has to know before pressing again. */
export interface Refusal {
  readonly kind: 'declined' | 'unsure' | 'refused';
  readonly words: string;
}

/**
 * The 最終確認画面 of 特定商取引法 第12条の6: its six items in the law's order, each with a way to
 * change it, the total, and the one button that places the order. When something is not as it was
 * shown the button is locked until the buyer has said that they saw it. Fires `order` (with whether the
 * buyer is of age), `seen`, `change` (which part of the form), `coupon`, and lets the goods'
 * `wish` through.
 */
@localized()
@customElement('nw-confirmation')
export class NwConfirmation extends LitElement {
  @property({ attribute: false }) checkout!: Checkout;
  /** The order is on its way: nothing may be pressed. */
  @property({ type: Boolean }) placing = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) refusal: Refusal | undefined;
  /** What is not as the buyer saw it, and not acknowledged. */
  @property({ attribute: false }) changes: readonly Change[] = [];
  @property() quantityRefusal = '';
  @property() couponRefusal = '';
  @state() private counting = false;
  @state() private ofAge = false;
  @state() private ageMissing = false;

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const { confirmation, choices } = this.checkout;
    if (!confirmation) return nothing;
    const text = (words: BothLanguages): string => inLanguage(words.ja, words.en);
    const { changes } = this;
    return html`<div class="blocks">
        ${this.block(
          msg('分量', { id: 'checkout.block.quantity' }),
          this.goods(text(confirmation.quantity)),
          this.changeButton(msg('数量を変更', { id: 'checkout.change.quantity' }), () => (this.counting = !this.counting), this.counting),
          changes.includes('stock'),
        )}
        ${this.block(
          msg('販売価格・対価', { id: 'checkout.block.price' }),
          html`<nw-amounts .checkout=${this.checkout}></nw-amounts>
            <p class="fine-block">${text(confirmation.price)}</p>
            <nw-coupon .coupon=${this.checkout.coupon} .busy=${this.busy || this.placing} .refusal=${this.couponRefusal}></nw-coupon>`,
          nothing,
          changes.includes('price') || changes.includes('coupon'),
        )}
        ${this.block(
          msg('支払の時期・方法', { id: 'checkout.block.payment' }),
          html`<p>${text(confirmation.payment)}</p>`,
          this.changeButton(msg('お支払い方法を変更', { id: 'checkout.change.payment' }), () => this.change('payment')),
        )}
        ${this.block(
          msg('引渡時期', { id: 'checkout.block.delivery' }),
          html`<p>${text(confirmation.delivery)}</p>
            ${this.recipient()}
            ${choices.gift ? html`<p class="fine-block">${icon('gift')} ${msg('贈り物用に包装します。', { id: 'checkout.gift-done' })}</p>` : nothing}
            ${choices.note === '' ? nothing : html`<p class="fine-block">${msg(str`伝言：${choices.note}`, { id: 'checkout.note-done' })}</p>`}`,
          this.changeButton(msg('お届け先を変更', { id: 'checkout.change.recipient' }), () => this.change('buyer')),
        )}
        ${this.block(
          msg('申込みの撤回・解除', { id: 'checkout.block.cancellation' }),
          html`<p class="fine-block">${text(confirmation.cancellation)}</p>
            <p class="fine-block">
              <a href="/legal" target="_blank" rel="noopener">${msg('特定商取引法に基づく表記', { id: 'checkout.legal' })}</a>
              <a href="/legal#terms" target="_blank" rel="noopener">${msg('利用規約', { id: 'checkout.terms' })}</a>
            </p>`,
          nothing,
          changes.includes('terms'),
        )}
        ${this.block(msg('申込期間', { id: 'checkout.block.period' }), html`<p>${text(confirmation.period)}</p>`)}
      </div>
      ${this.refused()} ${this.changed()} ${this.age()}
      <div class="order">
        <p class="order-total">
          <span>${msg('お支払い総額', { id: 'checkout.total' })}</span>
          ${priceTag(this.checkout.total)}
        </p>
        <button
          class="button button-large button-order"
          type="button"
          aria-disabled=${this.placing || this.busy || changes.length > 0 ? 'true' : 'false'}
          @click=${this.order}
        >
          ${this.placing
            ? html`<span class="spinner" aria-hidden="true"></span>${msg('注文を確定しています', { id: 'checkout.placing' })}`
            : msg('注文を確定する', { id: 'checkout.order' })}
        </button>
      </div>`;
  }

  private block(
    title: string,
    content: unknown,
    change: TemplateResult | typeof nothing = nothing,
    changed = false,
  ): TemplateResult {
    return html`<section class=${changed ? 'block block-changed' : 'block'}>
      <div class="block-head">
        <h2>${title}</h2>
        ${change}
      </div>
      ${content}
    </section>`;
  }

  private changeButton(label: string, act: () => void, expanded?: boolean): TemplateResult {
    return html`<button
      type="button"
      class="change"
      aria-label=${label}
      aria-expanded=${expanded === undefined ? nothing : String(expanded)}
      ?disabled=${this.placing}
      @click=${act}
    >
      ${msg('変更', { id: 'checkout.change' })}
    </button>`;
  }

  private goods(words: string): TemplateResult {
    const { lines } = this.checkout;
    const [only, another] = lines;
    if (another || this.counting) {
      return html`${lines.map(
          (line) => html`<nw-checkout-goods small .line=${line} .changeable=${this.counting} .busy=${this.busy}></nw-checkout-goods>`,
        )}
        <p class="fine-block">${words}</p>
        ${this.quantityRefused()}`;
    }
    return html`<div class="goods">
        ${only?.image ? html`<img class="goods-image goods-image-small" src=${only.image} alt="" width="48" height="48" />` : nothing}
        <p class="goods-words">${words}</p>
      </div>
      ${this.quantityRefused()}`;
  }

  private quantityRefused(): TemplateResult | typeof nothing {
    return this.quantityRefusal === ''
      ? nothing
      : html`<p class="field-error" role="alert">${icon('alert')}<span>${this.quantityRefusal}</span></p>`;
  }

  private recipient(): TemplateResult | typeof nothing {
    const { buyer } = this.checkout;
    if (!buyer) return nothing;
    const { postal, prefecture, city, line1, line2 } = buyer.address;
    return html`<address>
      〒${postal} ${prefecture}${city}${line1}${line2 ? html` ${line2}` : nothing}<br />${msg(str`${buyer.familyName} ${buyer.givenName} 様`, {
        id: 'checkout.dear',
      })}
    </address>`;
  }

  private refused(): TemplateResult | typeof nothing {
    const { refusal } = this;
    if (!refusal) return nothing;
    return html`<div class="notice notice-bad" role="alert">
      ${icon('alert')}
      <div>
        <p>${refusal.words}</p>
        ${refusal.kind === 'declined'
          ? html`<button type="button" class="button button-quiet" @click=${() => this.change('payment')}>
              ${icon('card')}${msg('別のお支払い方法を選ぶ', { id: 'checkout.other-payment' })}
            </button>`
          : nothing}
      </div>
    </div>`;
  }

  /** Locked: what changed, and the one way on. */
  private changed(): TemplateResult | typeof nothing {
    const { changes } = this;
    if (changes.length === 0) return nothing;
    return html`<div class="notice notice-warn changed" role="alert">
      ${icon('alert')}
      <div>
        <p><strong>${msg('ご覧いただいている間に内容が変わりました。', { id: 'checkout.changed' })}</strong></p>
        <ul>
          ${changes.map((change) => html`<li>${changeWords(change, this.checkout)}</li>`)}
        </ul>
        <button type="button" class="button button-quiet" @click=${() => this.dispatchEvent(new CustomEvent('seen'))}>
          ${icon('check')}${msg('変わった内容を確認しました', { id: 'checkout.changed-seen' })}
        </button>
      </div>
    </div>`;
  }

  /** 酒類: the notice stands as large as the price, and the answer comes from the buyer. */
  private age(): TemplateResult | typeof nothing {
    if (!this.checkout.needsAge) return nothing;
    return html`<div class="age">
      <p class="age-law">${msg('20歳未満の者の飲酒は法律で禁止されています。20歳未満の者に対しては酒類を販売しません。', { id: 'checkout.age-law' })}</p>
      <label class="keep">
        <input
          type="checkbox"
          id="checkout-age"
          .checked=${this.ofAge}
          aria-invalid=${this.ageMissing ? 'true' : 'false'}
          aria-describedby=${this.ageMissing ? 'checkout-age-error' : nothing}
          @change=${(event: Event) => {
            this.ofAge = (event.target as HTMLInputElement).checked;
            this.ageMissing = false;
          }}
        />
        <span>${msg('私は20歳以上です', { id: 'checkout.age' })}</span>
      </label>
      ${this.ageMissing
        ? html`<p class="field-error" id="checkout-age-error" role="alert">
            ${icon('alert')}<span>${msg('酒類のご注文には、20歳以上であることの確認が必要です。', { id: 'checkout.age-missing' })}</span>
          </p>`
        : nothing}
    </div>`;
  }

  private order(): void {
    if (this.placing || this.busy) return;
    if (this.changes.length > 0) {
      this.querySelector<HTMLElement>('.changed .button')?.focus();
      return;
    }
    if (this.checkout.needsAge && !this.ofAge) {
      this.ageMissing = true;
      this.querySelector<HTMLElement>('#checkout-age')?.focus();
      return;
    }
    this.dispatchEvent(new CustomEvent('order', { detail: { ofAge: this.ofAge } }));
  }

  private change(part: FormPart): void {
    this.dispatchEvent(new CustomEvent<FormPart>('change', { detail: part }));
  }
}
