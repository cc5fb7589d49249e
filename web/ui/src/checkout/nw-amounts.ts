import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { number, price, yen } from '../ui/format';
import { priceTag } from '../ui/price-tag';
import type { Checkout, CheckoutLine } from '../protocol/buying';

/** How the total comes about: each line, what is taken off, shipping, fee, and the tax of each rate. */
@localized()
@customElement('nw-amounts')
export class NwAmounts extends LitElement {
  @property({ attribute: false }) checkout!: Checkout;

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const { lines, discounts, shipping, fee, total, taxes } = this.checkout;
    return html`<dl class="amounts">
      ${lines.map((line) => this.line(line, lines.length > 1))}
      ${discounts.map((one) => row(inLanguage(one.label, one.labelEn), `−${yen(one.yen)}`, 'amounts-less'))}
      ${row(msg('送料', { id: 'checkout.shipping' }), shipping === 0 ? msg('無料', { id: 'checkout.free' }) : yen(shipping))}
      ${fee > 0 ? row(msg('代引手数料', { id: 'checkout.fee' }), yen(fee)) : nothing}
      <div class="amounts-total">
        <dt>${msg('お支払い総額', { id: 'checkout.total' })}</dt>
        <dd>${priceTag(total)}</dd>
      </div>
      ${taxes.length > 1
        ? taxes.map((tax) =>
            row(msg(str`${tax.rate}%対象（うち消費税）`, { id: 'checkout.tax' }), msg(str`${yen(tax.taxable)}（${yen(tax.tax)}）`, { id: 'checkout.tax-sum' }), 'amounts-fine'),
          )
        : nothing}
    </dl>`;
  }

  private line(line: CheckoutLine, named: boolean): unknown {
    const pieces = msg(str`${number(line.quantity)}点`, { id: 'checkout.pieces' });
    const was = line.unitWas;
    return html`<div>
      <dt>
        ${named ? html`${inLanguage(line.name, line.nameEn)}<br />` : nothing}${was != null && was !== line.unitPrice
          ? html`<s>${yen(was)}</s> `
          : nothing}${price(line.unitPrice)}${line.taxRate === 8 ? html`<small class="reduced">${msg('※8%', { id: 'checkout.reduced' })}</small>` : nothing} × ${pieces}
      </dt>
      <dd class="count">${yen(line.total)}</dd>
    </div>`;
  }
}

function row(term: string, words: string, className = ''): unknown {
  return html`<div class=${className}>
    <dt>${term}</dt>
    <dd class="count">${words}</dd>
  </div>`;
}
