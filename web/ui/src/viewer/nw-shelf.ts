import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../shop/nw-price';
import '../shop/nw-stock';
import type { Offer } from '../shop/offer';
import { licenceWords } from '../shop/licence';
import { buyWords } from '../shop/words';
import { inLanguage, localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/** All goods of the show, in catalogue order; what is on the picture now is marked. Fires `nw-open` ({product}). */
@customElement('nw-shelf')
@localized()
export class NwShelf extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      button {
        display: grid;
        grid-template-columns: 80px minmax(0, 1fr);
        gap: var(--space-3);
        align-items: center;
        inline-size: 100%;
        padding: var(--space-3) var(--space-4);
        border: 0;
        background: none;
        text-align: start;
        cursor: pointer;
      }
      button:hover {
        background: var(--surface-hover);
      }
      button:focus-visible {
        outline-offset: -3px;
      }
      img {
        inline-size: 80px;
        block-size: 80px;
        object-fit: cover;
        border-radius: var(--radius);
        background: var(--surface-sunken);
      }
      .gone img {
        filter: grayscale(0.6);
        opacity: 0.6;
      }
      .words {
        display: grid;
        gap: 3px;
        justify-items: start;
        min-inline-size: 0;
      }
      .name {
        font-weight: 600;
        font-size: var(--size-14);
        text-wrap: balance;
      }
      .licence {
        font-size: var(--size-16);
        line-height: 1.35;
      }
      nw-price {
        font-size: var(--size-16);
      }
      nw-stock {
        inline-size: 100%;
      }
    `,
  ];

  @property({ attribute: false }) offers: readonly Offer[] = [];
  @property({ attribute: false }) pinned: readonly string[] = [];

  override render(): TemplateResult {
    if (this.offers.length === 0) {
      return html`<p class="notice">${msg('商品の準備をしています。', { id: 'watch.no-goods' })}</p>`;
    }
    return html`<ul>
      ${repeat(
        this.offers,
        (offer) => offer.product.id,
        (offer) => this.item(offer),
      )}
    </ul>`;
  }

  private item(offer: Offer): TemplateResult {
    const { product, standing } = offer;
    const image = product.images[0];
    return html`<li>
      <button
        class=${standing === 'sold_out' || standing === 'ended' ? 'gone' : ''}
        type="button"
        @click=${() => this.dispatchEvent(new CustomEvent('nw-open', { detail: { product: product.id } }))}
      >
        ${image ? html`<img src=${image.url} alt="" width="80" height="80" loading="lazy" />` : html`<span></span>`}
        <span class="words">
          ${this.pinned.includes(product.id)
            ? html`<span class="badge badge-live">${msg('ご紹介中', { id: 'watch.now' })}</span>`
            : nothing}
          <span class="name">${inLanguage(product.name, product.nameEn)}</span>
          <nw-price .amount=${offer.lowest} .from=${offer.from} .compared=${offer.compared} .until=${offer.until}></nw-price>
          ${licenceWords(product)}
          ${standing === 'buyable' || standing === 'sold_out'
            ? html`<nw-stock .left=${offer.left} .of=${offer.of} .own=${offer.own}></nw-stock>`
            : html`<span class="badge">${buyWords(standing)}</span>`}
        </span>
      </button>
    </li>`;
  }
}
