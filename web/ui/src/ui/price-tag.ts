import { html, type TemplateResult } from 'lit';
import { number, price } from './format';

/** A price as it is set in type: the figures strong, the words after them small. */
export function priceTag(amount: number): TemplateResult {
  const figures = number(amount);
  const [before = '', after = ''] = price(amount).split(figures);
  return html`<span class="price">${before}${figures}<small>${after}</small></span>`;
}
