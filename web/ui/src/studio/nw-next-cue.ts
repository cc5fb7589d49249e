import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../shop/nw-price';
import '../shop/nw-stock';
import { inLanguage, localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { Cues } from './studio-model';

const NONE: Cues = { now: null, next: null, nextProduct: null, left: 0, done: false, any: false };

/** What comes next, as large as it fits, and in one line what is on now. */
@customElement('nw-next-cue')
@localized()
export class NwNextCue extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: clamp(8px, 1.6vh, 20px);
        padding: clamp(12px, 2.2vw, 32px);
        overflow: hidden;
      }
      .now {
        display: flex;
        align-items: baseline;
        gap: 0.6em;
        font-size: var(--letters-3);
        color: var(--text-2);
        white-space: nowrap;
      }
      .now span:last-child {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .now .mark {
        color: var(--action-text);
        font-weight: 700;
      }
      h2 {
        font-size: var(--letters-3);
        color: var(--warn);
      }
      .product {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-4);
        align-items: start;
      }
      .name {
        font-size: var(--letters-1);
        font-weight: 700;
        line-height: 1.2;
        word-break: auto-phrase;
        text-wrap: balance;
        overflow: hidden;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
      }
      img {
        inline-size: clamp(72px, 12vw, 168px);
        block-size: auto;
        aspect-ratio: 1;
        border-radius: var(--radius-card);
        object-fit: cover;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.2em 1em;
        font-size: var(--letters-2);
      }
      nw-stock {
        font-size: inherit;
      }
      .note {
        font-size: var(--letters-2);
        line-height: 1.45;
        color: var(--text);
        word-break: auto-phrase;
        overflow: hidden;
      }
      .none {
        font-size: var(--letters-2);
        color: var(--text-2);
        word-break: auto-phrase;
      }
      :host([compact]) :is(img, .facts, .note) {
        display: none;
      }
      :host([compact]) .name {
        font-size: var(--letters-2);
        -webkit-line-clamp: 1;
      }
      @media (max-height: 479px) {
        img,
        .note {
          display: none;
        }
      }
      @media (max-width: 899px) {
        :host {
          gap: 4px;
          padding-block: 10px;
        }
        h2 {
          font-size: var(--size-16);
        }
        .now {
          font-size: var(--size-16);
        }
        .note {
          display: -webkit-box;
          -webkit-box-orient: vertical;
          -webkit-line-clamp: 2;
        }
      }
    `,
  ];

  @property({ attribute: false }) cues: Cues = NONE;
  /** Only the names: something else needs the room. */
  @property({ type: Boolean, reflect: true }) compact = false;

  override render(): TemplateResult {
    const { now, next, nextProduct, left, done, any } = this.cues;
    const note = next ? inLanguage(next.note, next.noteEn) : '';
    return html`${now
        ? html`<p class="now"><span class="mark">${msg('紹介中', { id: 'studio.now' })}</span><span>${inLanguage(now.name, now.nameEn)}</span></p>`
        : nothing}
      <h2>${msg('次', { id: 'studio.next' })}</h2>
      ${nextProduct
        ? html`<div class="product">
            <p class="name">${inLanguage(nextProduct.name, nextProduct.nameEn)}</p>
            ${nextProduct.images[0] ? html`<img src=${nextProduct.images[0].url} alt="" width="168" height="168" />` : nothing}
          </div>
          <p class="facts">${this.price()}<nw-stock .left=${left} .of=${nextProduct.variants.reduce((sum, variant) => sum + variant.of, 0)}></nw-stock></p>`
        : nothing}
      ${note ? html`<p class="note">${note}</p>` : nothing}
      ${!next
        ? html`<p class="none">
            ${done
              ? msg('次の品はありません。締めのごあいさつへどうぞ。', { id: 'studio.next.done' })
              : any
                ? nothing
                : msg('進行表はまだありません。', { id: 'studio.next.none' })}
          </p>`
        : nothing}`;
  }

  private price(): TemplateResult {
    const prices = this.cues.nextProduct?.variants.map(({ price }) => price) ?? [];
    const lowest = Math.min(...prices);
    return html`<nw-price .amount=${lowest} .from=${prices.some((price) => price !== lowest)}></nw-price>`;
  }
}
