import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../shop/nw-price';
import '../shop/nw-stock';
import type { Variant } from '../protocol/http';
import type { Offer } from '../shop/offer';
import { buyWords, standingWords } from '../shop/words';
import { number } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/**
 * One product in full: pictures, price, words, and its variants as the way to buy. With several
 * variants each is its own button, so that choosing and buying are one tap. Fires `nw-choose` ({product, sku}).
 */
@customElement('nw-product')
@localized()
export class NwProduct extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
        padding-block-end: var(--space-6);
      }
      .pictures {
        display: flex;
        gap: 2px;
        overflow-x: auto;
        scroll-snap-type: x mandatory;
        scrollbar-width: none;
        background: var(--surface-sunken);
      }
      .pictures img {
        flex: 0 0 auto;
        block-size: min(280px, 34dvh);
        inline-size: auto;
        aspect-ratio: 1;
        object-fit: cover;
        scroll-snap-align: start;
      }
      .words {
        display: grid;
        gap: var(--space-2);
        padding-inline: var(--space-4);
      }
      nw-price {
        font-size: var(--size-24);
        line-height: 1.3;
      }
      .text {
        font-size: var(--size-14);
        line-height: 1.8;
        white-space: pre-line;
      }
      .facts {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      .buy {
        display: grid;
        gap: var(--space-2);
        padding-inline: var(--space-4);
      }
      .buy h3 {
        font-size: var(--size-14);
      }
      .variant {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 2px var(--space-3);
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-card);
        background: var(--surface-raised);
      }
      .variant .label {
        font-weight: 600;
        font-size: var(--size-14);
      }
      .variant nw-price {
        font-size: var(--size-16);
      }
      .variant .button {
        grid-column: 2;
        grid-row: 1 / span 3;
        min-block-size: var(--touch-buy);
        min-inline-size: 80px;
      }
    `,
  ];

  @property({ attribute: false }) offer!: Offer;
  /** The sku whose purchase is being opened. */
  @property() busy = '';
  /** Why the last tap did not reserve, in words. */
  @property() problem = '';

  override render(): TemplateResult {
    const { product, standing } = this.offer;
    return html`${this.pictures()}
      ${this.problem ? html`<div class="words"><p class="notice notice-bad" role="alert">${icon('alert')}${this.problem}</p></div>` : nothing}
      ${this.choice()}
      <div class="words">
        ${standing === 'buyable' ? nothing : html`<p class="notice">${standingWords(standing)}</p>`}
        <p class="text">${inLanguage(product.description, product.descriptionEn)}</p>
        <p class="facts">
          ${msg(str`消費税${product.taxRate}%込み・お一人さま${number(product.perBuyer)}点まで`, { id: 'watch.product-facts' })}
        </p>
      </div>`;
  }

  private pictures(): TemplateResult | typeof nothing {
    const { images } = this.offer.product;
    if (images.length === 0) return nothing;
    return html`<div
      class="pictures"
      role="group"
      tabindex=${images.length > 1 ? 0 : -1}
      aria-label=${msg('商品の写真', { id: 'watch.photos' })}
    >
      ${images.map(
        (image) => html`<img src=${image.url} alt=${inLanguage(image.alt, image.altEn)} width=${image.width} height=${image.height} />`,
      )}
    </div>`;
  }

  private choice(): TemplateResult {
    const { variants, lowest, left, of } = this.offer;
    const only = variants.length === 1 ? variants[0] : undefined;
    if (only) {
      return html`<div class="buy">
        <nw-price .amount=${lowest}></nw-price>
        <nw-stock .left=${left} .of=${of}></nw-stock>
        ${this.button(only, 'button button-large')}
      </div>`;
    }
    return html`<div class="buy">
      <h3>${msg('種類を選んで購入', { id: 'watch.choose' })}</h3>
      ${variants.map(
        (variant) => html`<div class="variant">
          <span class="label">${inLanguage(variant.name, variant.nameEn)}</span>
          <nw-price .amount=${variant.price}></nw-price>
          <nw-stock .left=${variant.left} .of=${variant.of}></nw-stock>
          ${this.button(variant, 'button')}
        </div>`,
      )}
    </div>`;
  }

  private button(variant: Variant, classes: string): TemplateResult {
    const { product, standing } = this.offer;
    const mine = standing === 'buyable' && variant.left <= 0 ? 'sold_out' : standing;
    const name = `${inLanguage(product.name, product.nameEn)} ${inLanguage(variant.name, variant.nameEn)}`.trim();
    return html`<button
      class=${classes}
      type="button"
      ?disabled=${mine !== 'buyable'}
      aria-busy=${this.busy === variant.sku}
      aria-label=${msg(str`${buyWords(mine)}：${name}`, { id: 'watch.buy-this' })}
      @click=${() => this.choose(variant.sku)}
    >
      ${this.busy === variant.sku ? html`<span class="spinner"></span>` : buyWords(mine)}
    </button>`;
  }

  private choose(sku: string): void {
    if (this.busy === '') this.dispatchEvent(new CustomEvent('nw-choose', { detail: { product: this.offer.product.id, sku } }));
  }
}
