import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { number, price, yen } from '../ui/format';
import { priceTag } from '../ui/price-tag';
import { icon } from '../ui/icons';
import type { BothLanguages, Checkout } from '../protocol/http';
import type { FormPart } from './nw-buyer-form';
import './nw-stepper';

/** What the buyer has to know before pressing again. */
export interface Refusal {
  readonly kind: 'declined' | 'total_changed' | 'unsure' | 'refused';
  readonly words: string;
}

/**
 * The 最終確認画面 of 特定商取引法 第12条の6: its six items in the law's order, each with a way to
 * change it, the total, and the one button that places the order. Fires `order`, `change` (which part
 * of the form) and lets the stepper's `quantity` through.
 */
@localized()
@customElement('nw-confirmation')
export class NwConfirmation extends LitElement {
  @property({ attribute: false }) checkout!: Checkout;
  /** The order is on its way: nothing may be pressed. */
  @property({ type: Boolean }) placing = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) refusal: Refusal | undefined;
  @property() quantityRefusal = '';
  @state() private counting = false;

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const { confirmation } = this.checkout;
    if (!confirmation) return nothing;
    const text = (words: BothLanguages): string => inLanguage(words.ja, words.en);
    return html`<div class="blocks">
        ${this.block(
          msg('分量', { id: 'checkout.block.quantity' }),
          this.quantity(text(confirmation.quantity)),
          this.changeButton(msg('数量を変更', { id: 'checkout.change.quantity' }), () => (this.counting = !this.counting), this.counting),
        )}
        ${this.block(
          msg('販売価格・対価', { id: 'checkout.block.price' }),
          this.amounts(text(confirmation.price)),
          nothing,
          this.refusal?.kind === 'total_changed',
        )}
        ${this.block(
          msg('支払の時期・方法', { id: 'checkout.block.payment' }),
          html`<p>${text(confirmation.payment)}</p>`,
          this.changeButton(msg('お支払い方法を変更', { id: 'checkout.change.payment' }), () => this.change('payment')),
        )}
        ${this.block(
          msg('引渡時期', { id: 'checkout.block.delivery' }),
          html`<p>${text(confirmation.delivery)}</p>
            ${this.recipient()}`,
          this.changeButton(msg('お届け先を変更', { id: 'checkout.change.recipient' }), () => this.change('buyer')),
        )}
        ${this.block(
          msg('申込みの撤回・解除', { id: 'checkout.block.cancellation' }),
          html`<p class="fine-block">${text(confirmation.cancellation)}</p>
            <p class="fine-block">
              <a href="/legal" target="_blank" rel="noopener">${msg('特定商取引法に基づく表記', { id: 'checkout.legal' })}</a>
            </p>`,
        )}
        ${this.block(msg('申込期間', { id: 'checkout.block.period' }), html`<p>${text(confirmation.period)}</p>`)}
      </div>
      ${this.refused()}
      <div class="order">
        <p class="order-total">
          <span>${msg('お支払い総額', { id: 'checkout.total' })}</span>
          ${priceTag(this.checkout.total)}
        </p>
        <button
          class="button button-large button-order"
          type="button"
          aria-disabled=${this.placing || this.busy ? 'true' : 'false'}
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

  private quantity(words: string): TemplateResult {
    const line = this.checkout.lines[0];
    return html`<div class="goods">
        ${line?.image ? html`<img class="goods-image goods-image-small" src=${line.image} alt="" width="48" height="48" />` : nothing}
        <p class="goods-words">${words}</p>
      </div>
      ${this.counting && line
        ? html`<nw-stepper
            .label=${msg('数量', { id: 'checkout.quantity' })}
            .quantity=${line.quantity}
            .busy=${this.busy}
          ></nw-stepper>`
        : nothing}
      ${this.quantityRefusal === ''
        ? nothing
        : html`<p class="field-error" role="alert">${icon('alert')}<span>${this.quantityRefusal}</span></p>`}`;
  }

  private amounts(words: string): TemplateResult {
    const { lines, shipping, total } = this.checkout;
    return html`<dl class="amounts">
        ${lines.map(
          (line) => html`<div>
            <dt>${price(line.unitPrice)} × ${msg(str`${number(line.quantity)}点`, { id: 'checkout.pieces' })}</dt>
            <dd class="count">${yen(line.total)}</dd>
          </div>`,
        )}
        <div>
          <dt>${msg('送料', { id: 'checkout.shipping' })}</dt>
          <dd class="count">${shipping === 0 ? msg('無料', { id: 'checkout.free' }) : yen(shipping)}</dd>
        </div>
        <div class="amounts-total">
          <dt>${msg('お支払い総額', { id: 'checkout.total' })}</dt>
          <dd>${priceTag(total)}</dd>
        </div>
      </dl>
      <p class="fine-block">${words}</p>`;
  }

  private recipient(): TemplateResult | typeof nothing {
    const { buyer } = this.checkout;
    if (!buyer) return nothing;
    const { postal, prefecture, city, line1, line2 } = buyer.address;
    return html`<address>
      〒${postal} ${prefecture}${city}${line1}${line2 ? html` ${line2}` : nothing}<br />${msg(str`${buyer.name} 様`, {
        id: 'checkout.dear',
      })}
    </address>`;
  }

  private refused(): TemplateResult | typeof nothing {
    const { refusal } = this;
    if (!refusal) return nothing;
    return html`<div class=${refusal.kind === 'total_changed' ? 'notice notice-warn' : 'notice notice-bad'} role="alert">
      ${icon('alert')}
      <div>
        <p>${refusal.words}</p>
        ${refusal.kind === 'declined'
          ? html`<button type="button" class="button button-quiet" @click=${() => this.change('payment')}>
              ${icon('card')}${msg('別のカードを使う', { id: 'checkout.other-card' })}
            </button>`
          : nothing}
      </div>
    </div>`;
  }

  private order(): void {
    if (!this.placing && !this.busy) this.dispatchEvent(new CustomEvent('order'));
  }

  private change(part: FormPart): void {
    this.dispatchEvent(new CustomEvent<FormPart>('change', { detail: part }));
  }
}
