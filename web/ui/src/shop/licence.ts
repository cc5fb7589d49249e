import { html, nothing, type TemplateResult } from 'lit';
import type { Product } from '../protocol/http';
import { inLanguage } from '../ui/i18n';

/**
 * What the law wants said wherever the price is said, as large as it: that nobody under 20 may have
 * 酒類, the licence of 古物 and 医薬品. The place gives it the size of its price.
 */
export function licenceWords(product: Product): TemplateResult | typeof nothing {
  const words = inLanguage(product.licenceText ?? '', product.licenceTextEn);
  return words === '' ? nothing : html`<span class="licence">${words}</span>`;
}
