import { html, type TemplateResult } from 'lit';
import { language } from './i18n';
import { number, taxIncluded } from './format';

/** A price as it is set in type: figures strong, `円(税込)` small. Always with the tax. */
export function priceTag(amount: number): TemplateResult {
  return language() === 'ja'
    ? html`<span class="price">${number(amount)}<small>円${taxIncluded()}</small></span>`
    : html`<span class="price">¥${number(amount)}<small> ${taxIncluded()}</small></span>`;
}
