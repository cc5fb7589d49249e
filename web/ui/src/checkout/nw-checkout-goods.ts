import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { number, yen } from '../ui/format';
import { priceTag } from '../ui/price-tag';
import { icon } from '../ui/icons';
import './nw-stepper';
import type { CheckoutLine } from '../protocol/buying';

/** A wish for another number of one line. */
export interface Wish {
  readonly sku: string;
  readonly quantity: number;
}

/**
 * One line of goods: picture, name, price, and a stepper while the number may change.
 * Fires `wish` with the number wanted of it.
 */
@localized()
@customElement('nw-checkout-goods')
export class NwCheckoutGoods extends LitElement {
  @property({ attribute: false }) line!: CheckoutLine;
  @property({ type: Boolean }) changeable = false;
  @property({ type: Boolean, reflect: true }) small = false;
  @property({ type: Boolean }) busy = false;
  /** Why the last wish was refused. */
  @property() refusal = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const { line } = this;
    const name = inLanguage(line.name, line.nameEn);
    const variant = inLanguage(line.variant, line.variantEn);
    return html`<div class="goods">
        ${line.image ? html`<img class="goods-image" src=${line.image} alt="" width="64" height="64" />` : html`<span class="goods-image" aria-hidden="true"></span>`}
        <div class="goods-words">
          <p class="goods-name">${name}</p>
          ${variant ? html`<p class="goods-variant">${variant}</p>` : nothing}
          <p class="goods-price">
            ${line.unitWas != null && line.unitWas !== line.unitPrice ? html`<s>${yen(line.unitWas)}</s>` : nothing}${priceTag(line.unitPrice)}
            ${this.changeable ? nothing : html`<span class="count">× ${msg(str`${number(line.quantity)}点`, { id: 'checkout.pieces' })}</span>`}
          </p>
        </div>
        ${this.changeable
          ? html`<nw-stepper
              .label=${msg(str`${name}の数量`, { id: 'checkout.quantity-of' })}
              .quantity=${line.quantity}
              .busy=${this.busy}
              @quantity=${(event: CustomEvent<number>) => this.wish(event.detail)}
            ></nw-stepper>`
          : nothing}
      </div>
      <p class="field-error" role="alert" ?hidden=${this.refusal === ''}>${this.refusal === '' ? nothing : html`${icon('alert')}${this.refusal}`}</p>`;
  }

  private wish(quantity: number): void {
    const detail: Wish = { sku: this.line.sku, quantity };
    this.dispatchEvent(new CustomEvent('wish', { detail, bubbles: true }));
  }
}
