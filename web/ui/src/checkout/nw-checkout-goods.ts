import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { number } from '../ui/format';
import { priceTag } from '../ui/price-tag';
import { icon } from '../ui/icons';
import './nw-stepper';
import type { CheckoutLine } from '../protocol/http';

/**
 * One line of goods: picture, name, price, and a stepper while the number may change.
 * Lets the stepper's `quantity` through.
 */
@localized()
@customElement('nw-checkout-goods')
export class NwCheckoutGoods extends LitElement {
  @property({ attribute: false }) line!: CheckoutLine;
  @property({ type: Boolean }) changeable = false;
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
            ${priceTag(line.unitPrice)}
            ${this.changeable ? nothing : html`<span class="count">× ${msg(str`${number(line.quantity)}点`, { id: 'checkout.pieces' })}</span>`}
          </p>
        </div>
        ${this.changeable
          ? html`<nw-stepper
              .label=${msg(str`${name}の数量`, { id: 'checkout.quantity-of' })}
              .quantity=${line.quantity}
              .busy=${this.busy}
            ></nw-stepper>`
          : nothing}
      </div>
      <p class="field-error" role="alert" ?hidden=${this.refusal === ''}>${this.refusal === '' ? nothing : html`${icon('alert')}${this.refusal}`}</p>`;
  }
}
