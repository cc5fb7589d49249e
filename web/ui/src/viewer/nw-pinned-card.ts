import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../shop/nw-price';
import '../shop/nw-stock';
import type { Offer } from '../shop/offer';
import { licenceWords } from '../shop/licence';
import { buyWords } from '../shop/words';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/** A card that has just come does not take a tap for so long, and shows it: the finger was meant for another. */
export const FRESH_MILLIS = 600;

/**
 * One pinned product: picture, name, price, what is left and one button. Fires `nw-buy` and
 * `nw-open` ({product}).
 */
@customElement('nw-pinned-card')
@localized()
export class NwPinnedCard extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
        container-type: inline-size;
      }
      article {
        display: grid;
        grid-template-columns: 72px minmax(0, 1fr) auto;
        align-items: center;
        gap: 0 10px;
        min-block-size: 92px;
        padding: 10px;
        border-radius: var(--radius-card);
        background: var(--surface-raised);
        color: var(--text);
        box-shadow: 0 4px 20px rgb(0 0 0 / 24%);
      }
      .open {
        display: contents;
      }
      .shot {
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: var(--surface-sunken);
        overflow: hidden;
        cursor: pointer;
        inline-size: 72px;
        block-size: 72px;
      }
      img {
        inline-size: 72px;
        block-size: 72px;
        object-fit: cover;
      }
      .words {
        display: grid;
        gap: 2px;
        min-inline-size: 0;
      }
      h3 {
        font-size: var(--size-14);
        font-weight: 600;
        line-height: 1.3;
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
        text-wrap: balance;
      }
      .licence {
        grid-column: 1 / -1;
        margin-block-start: var(--space-2);
        font-size: var(--size-16);
        line-height: 1.35;
      }
      nw-price {
        font-size: var(--size-16);
        line-height: 1.3;
      }
      .buy {
        min-block-size: var(--touch-buy);
        min-inline-size: 72px;
        padding-inline: var(--space-3);
        font-size: var(--size-16);
        white-space: nowrap;
        transition: opacity var(--calm) var(--ease);
      }
      .buy.fresh {
        opacity: 0.55;
      }
      .buy[disabled] {
        font-size: var(--size-14);
      }
      @container (max-width: 270px) {
        article {
          grid-template-columns: 48px minmax(0, 1fr) auto;
          gap: 0 8px;
          padding: 8px;
        }
        .shot,
        img {
          inline-size: 48px;
          block-size: 48px;
        }
        .buy {
          min-inline-size: 56px;
          padding-inline: var(--space-2);
        }
      }
    `,
  ];

  @property({ attribute: false }) offer!: Offer;
  /** The tap is on its way. */
  @property({ type: Boolean }) busy = false;
  @state() private fresh = true;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private shown: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.offer.product.id === this.shown) return;
    this.shown = this.offer.product.id;
    this.fresh = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.fresh = false), FRESH_MILLIS);
  }

  override render(): TemplateResult {
    const { product, lowest, from, left, of, own, standing, compared, until } = this.offer;
    const image = product.images[0];
    const name = inLanguage(product.name, product.nameEn);
    return html`<article aria-label=${msg(str`ご紹介中：${name}`, { id: 'watch.pinned' })}>
      <button class="shot" type="button" aria-label=${msg(str`${name}の詳細`, { id: 'watch.details-of' })} @click=${() => this.tell('nw-open')}>
        ${image ? html`<img src=${image.url} alt="" width="72" height="72" />` : ''}
      </button>
      <div class="words">
        <h3>${name}</h3>
        <nw-price .amount=${lowest} .from=${from} .compared=${compared} .until=${until}></nw-price>
        <nw-stock .left=${left} .of=${of} .own=${own}></nw-stock>
      </div>
      <button
        class="button buy ${this.fresh ? 'fresh' : ''}"
        type="button"
        ?disabled=${standing !== 'buyable'}
        aria-busy=${this.busy}
        aria-label=${msg(str`${buyWords(standing)}：${name}`, { id: 'watch.buy-this' })}
        @click=${this.onBuy}
      >
        ${this.busy ? html`<span class="spinner"></span>` : buyWords(standing)}
      </button>
      ${licenceWords(product)}
    </article>`;
  }

  private readonly onBuy = (): void => {
    if (!this.fresh && !this.busy) this.tell('nw-buy');
  };

  private tell(name: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { product: this.offer.product.id }, bubbles: true, composed: true }));
  }
}
