import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../shop/nw-price';
import '../shop/nw-stock';
import type { BothLanguages } from '../protocol/buying';
import type { Waiting } from '../protocol/selling';
import { licenceWords } from '../shop/licence';
import type { Offer, OfferedVariant } from '../shop/offer';
import { buyWords, standingWords } from '../shop/words';
import { dateOnly, number } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { productStyles } from './product-styles';

/**
 * One product in full: pictures, price, words, and its variants as the way to buy. With several
 * variants each is its own button, so that choosing and buying are one tap; the terms of return stand
 * beside them. Fires `nw-choose` and `nw-add` ({product, sku}), `nw-wait` ({sku, on}), `nw-resume`
 * ({checkout}) and `nw-open` ({product}).
 */
@customElement('nw-product')
@localized()
export class NwProduct extends LitElement {
  static override styles = [sharedStyles, productStyles];

  @property({ attribute: false }) offer!: Offer;
  /** The sku whose purchase is being opened. */
  @property() busy = '';
  /** Why the last tap did not reserve, in words. */
  @property() problem = '';
  /** How many stand before this viewer at a crowded door; -1 when they stand there without a number. */
  @property({ attribute: false }) ahead: number | null = null;
  /** 返品特約. */
  @property({ attribute: false }) returns: BothLanguages | null = null;
  /** Other goods of the show that go well with it. */
  @property({ attribute: false }) goesWith: readonly Offer[] = [];
  /** Pieces in the cart, by sku; null where there is no cart. */
  @property({ attribute: false }) inCart: Readonly<Record<string, number>> | null = null;
  @property({ attribute: false }) waiting: Readonly<Record<string, Waiting>> = {};
  /** Why the cart or the waiting list did not take it, by sku. */
  @property({ attribute: false }) refusals: Readonly<Record<string, string>> = {};

  override render(): TemplateResult {
    const { product, standing } = this.offer;
    return html`${this.pictures()}
      ${this.problem ? html`<div class="words"><p class="notice notice-bad" role="alert">${icon('alert')}${this.problem}</p></div>` : nothing}
      ${this.queued()}
      <slot></slot>
      ${this.choice()}
      <div class="words">
        ${this.returns ? html`<p class="terms"><strong>${msg('返品について', { id: 'shop.returns' })}</strong> ${inLanguage(this.returns.ja, this.returns.en)}</p>` : nothing}
        ${standing === 'buyable' ? nothing : html`<p class="notice">${standingWords(standing)}</p>`}
        ${product.shipsOn ? html`<p class="notice">${icon('truck')}${msg(str`予約商品です。${dateOnly(product.shipsOn)}から順に発送します。`, { id: 'shop.preorder' })}</p>` : nothing}
        <p class="text">${inLanguage(product.description, product.descriptionEn)}</p>
        ${product.notes ? html`<p class="text">${inLanguage(product.notes, product.notesEn)}</p>` : nothing}
        ${this.parts()}
        <p class="facts">
          ${msg(str`消費税${product.taxRate}%込み・お一人さま${number(product.perBuyer)}点まで`, { id: 'watch.product-facts' })}
        </p>
        ${this.maker()}
      </div>
      ${this.others()}`;
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
        (image) => html`<img
          src=${image.url}
          srcset=${image.srcset || nothing}
          sizes=${image.srcset ? '280px' : nothing}
          alt=${inLanguage(image.alt, image.altEn)}
          width=${image.width}
          height=${image.height}
        />`,
      )}
    </div>`;
  }

  private queued(): TemplateResult | typeof nothing {
    if (this.ahead === null) return nothing;
    return html`<div class="words">
      <p class="notice" role="status">
        <span class="spinner" aria-hidden="true"></span>${this.ahead > 0
          ? msg(str`混み合っています。前に${number(this.ahead)}人お待ちです。このままお待ちください。`, { id: 'shop.queue-ahead' })
          : msg('混み合っています。順番にお受けしています。このままお待ちください。', { id: 'shop.queue' })}
      </p>
    </div>`;
  }

  private choice(): TemplateResult {
    const { variants, product, until } = this.offer;
    const only = variants.length === 1 ? variants[0] : undefined;
    if (only) {
      return html`<div class="buy">
        <nw-price .amount=${only.price} .compared=${only.compared} .until=${until}></nw-price>
        ${licenceWords(product)}
        <nw-stock .left=${only.left} .of=${only.of} .own=${only.own === true}></nw-stock>
        ${this.ways(only, 'only', 'button button-large')}
      </div>`;
    }
    return html`<div class="buy several">
      <h3>${msg('種類を選んで購入', { id: 'watch.choose' })}</h3>
      ${licenceWords(product)}
      ${variants.map(
        (variant) => html`<div class="variant">
          <div>
            <span class="label">${inLanguage(variant.name, variant.nameEn)}</span>
            <nw-price .amount=${variant.price} .compared=${variant.compared} .until=${until}></nw-price>
            <nw-stock .left=${variant.left} .of=${variant.of} .own=${variant.own === true}></nw-stock>
          </div>
          ${this.ways(variant, '', 'button')}
        </div>`,
      )}
    </div>`;
  }

  private ways(variant: OfferedVariant, extra: string, classes: string): TemplateResult {
    const { standing } = this.offer;
    const mine = standing === 'buyable' && variant.left <= 0 ? 'sold_out' : standing;
    const refusal = this.refusals[variant.sku];
    const inCart = this.inCart?.[variant.sku] ?? 0;
    const carts = this.inCart !== null && mine === 'buyable';
    return html`<div class="ways ${extra} ${carts ? 'with-cart' : ''}">
        ${mine === 'sold_out' ? this.wait(variant, classes) : nothing}
        ${carts
          ? html`<button
              class="${classes} button-quiet"
              type="button"
              aria-label=${msg(str`かごへ：${this.nameOf(variant)}`, { id: 'shop.add-this' })}
              @click=${() => this.tell('nw-add', { product: this.offer.product.id, sku: variant.sku })}
            >
              ${msg('かごへ', { id: 'shop.add' })}
            </button>`
          : nothing}
        ${mine === 'sold_out' && this.mayWait() ? nothing : this.button(variant, classes, mine)}
      </div>
      ${refusal ? html`<p class="said bad" role="alert">${refusal}</p>` : inCart > 0 ? html`<p class="said" role="status">${msg(str`かごに${number(inCart)}点入っています。`, { id: 'shop.in-cart' })}</p>` : nothing}`;
  }

  private button(variant: OfferedVariant, classes: string, mine: Offer['standing']): TemplateResult {
    return html`<button
      class=${classes}
      type="button"
      ?disabled=${mine !== 'buyable'}
      aria-busy=${this.busy === variant.sku}
      aria-label=${msg(str`${buyWords(mine)}：${this.nameOf(variant)}`, { id: 'watch.buy-this' })}
      @click=${() => this.choose(variant.sku)}
    >
      ${this.busy === variant.sku ? html`<span class="spinner"></span>` : buyWords(mine)}
    </button>`;
  }

  /** The waiting list is there where the cart is: with a server that sells in more than one way. */
  private mayWait(): boolean {
    return this.inCart !== null;
  }

  private wait(variant: OfferedVariant, classes: string): TemplateResult | typeof nothing {
    if (!this.mayWait()) return nothing;
    const standing = this.waiting[variant.sku];
    if (standing?.checkout) {
      return html`<button class=${classes} type="button" @click=${() => this.tell('nw-resume', { checkout: standing.checkout })}>
        ${msg('ご用意できました：購入へ', { id: 'shop.wait-offered' })}
      </button>`;
    }
    return standing
      ? html`<p class="said" role="status">${msg(str`キャンセル待ち：前に${number(standing.ahead)}人`, { id: 'shop.waiting' })}</p>
          <button class="${classes} button-quiet" type="button" @click=${() => this.tell('nw-wait', { sku: variant.sku, on: false })}>
            ${msg('待つのをやめる', { id: 'shop.wait-off' })}
          </button>`
      : html`<button class="${classes} button-quiet" type="button" @click=${() => this.tell('nw-wait', { sku: variant.sku, on: true })}>
          ${msg('キャンセル待ちをする', { id: 'shop.wait' })}
        </button>`;
  }

  private parts(): TemplateResult | typeof nothing {
    const parts = this.offer.product.parts ?? [];
    if (parts.length === 0) return nothing;
    return html`<h3>${msg('セットの内容', { id: 'shop.parts' })}</h3>
      <ul class="parts">
        ${parts.map((part) => html`<li><span>${inLanguage(part.name, part.nameEn)}</span><span class="count">× ${number(part.quantity)}</span></li>`)}
      </ul>`;
  }

  /** メーカー希望小売価格 names where the maker says it. */
  private maker(): TemplateResult | typeof nothing {
    const source = this.offer.variants.flatMap(({ compared }) => (compared?.kind === 'maker' && compared.sourceUrl ? [compared.sourceUrl] : []))[0];
    if (!source?.startsWith('http')) return nothing;
    return html`<p class="maker"><a href=${source} target="_blank" rel="noopener noreferrer">${msg('メーカー希望小売価格の出典', { id: 'shop.maker-source' })}</a></p>`;
  }

  private others(): TemplateResult | typeof nothing {
    if (this.goesWith.length === 0) return nothing;
    return html`<div class="words with">
      <h3>${msg('合わせておすすめ', { id: 'shop.goes-with' })}</h3>
      ${this.goesWith.map(({ product, lowest, from, until }) => {
        const image = product.images[0];
        return html`<button type="button" @click=${() => this.tell('nw-open', { product: product.id })}>
          ${image ? html`<img src=${image.url} alt="" width="48" height="48" loading="lazy" />` : nothing}
          <span>${inLanguage(product.name, product.nameEn)}</span>
          <nw-price .amount=${lowest} .from=${from} .until=${until}></nw-price>
        </button>`;
      })}
    </div>`;
  }

  private nameOf(variant: OfferedVariant): string {
    const { product } = this.offer;
    return `${inLanguage(product.name, product.nameEn)} ${inLanguage(variant.name, variant.nameEn)}`.trim();
  }

  private choose(sku: string): void {
    if (this.busy === '') this.tell('nw-choose', { product: this.offer.product.id, sku });
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
