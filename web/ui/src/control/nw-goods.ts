import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { live } from 'lit/directives/live.js';
import type { SaleState } from '../protocol/http';
import { number, price, stockLevel } from '../ui/format';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { sharedStyles } from '../ui/shared-styles';
import { SALE_STATES, type CountedVariant } from './control';
import type { Good } from './goods';
import { saleWords } from './words';

/**
 * The goods of the show: state, pin and stock of each. Fires `pin` (product), `sale` ({product,
 * state}), `movement` ({name, variant}) and `selling` (good).
 */
@customElement('nw-goods')
@localized()
export class NwGoods extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        overflow: auto;
        padding-inline: var(--space-4);
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      thead th {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        padding: var(--space-2) var(--space-2);
        background: var(--surface);
        font-size: var(--size-12);
        font-weight: 500;
        color: var(--text-2);
        text-align: end;
        white-space: nowrap;
        box-shadow: inset 0 -1px 0 var(--line);
      }
      thead th:first-child {
        padding-inline-start: 0;
        text-align: start;
      }
      tbody + tbody .product > * {
        border-block-start: 1px solid var(--line);
      }
      .product th {
        padding: var(--space-2) 0;
        text-align: start;
        font-weight: 400;
      }
      .bar {
        display: grid;
        grid-template-columns: auto 40px minmax(0, 1fr) auto auto;
        gap: var(--space-3);
        align-items: center;
      }
      .pin {
        position: relative;
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 6px;
        min-inline-size: 124px;
        min-block-size: var(--touch);
        padding: 0 var(--space-3);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: none;
        color: var(--text);
        font-weight: 600;
        white-space: nowrap;
        cursor: pointer;
      }
      .pin:hover {
        background: var(--surface-hover);
      }
      .pin[aria-pressed='true'] {
        border-color: var(--action-text);
        background: var(--action-surface);
        color: var(--action-text);
      }
      .pin[disabled] {
        color: var(--text-2);
        cursor: not-allowed;
      }
      kbd {
        min-inline-size: 1.6em;
        padding: 0 5px;
        border: 1px solid currentColor;
        border-radius: 4px;
        font: inherit;
        font-size: var(--size-12);
        line-height: 1.4;
        text-align: center;
        opacity: 0.85;
      }
      img {
        inline-size: 40px;
        block-size: 40px;
        border-radius: 6px;
      }
      .hidden img {
        opacity: 0.45;
      }
      .name {
        font-weight: 600;
        line-height: 1.35;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .price {
        font-size: var(--size-12);
        font-weight: 400;
        color: var(--text-2);
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
      }
      .dot {
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
        background: var(--text-2);
      }
      .dot[data-state='on_sale'] {
        background: var(--good);
      }
      .dot[data-state='coming'] {
        background: var(--link);
      }
      .dot[data-state='paused'] {
        background: var(--warn);
      }
      select {
        min-block-size: var(--touch);
        padding: 0 var(--space-2);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface-raised);
        color: var(--text);
      }
      .variant td {
        padding: 0 var(--space-2);
        text-align: end;
        line-height: 1.2;
        border: 0;
      }
      .variant td:first-child {
        padding-inline-start: 136px;
        text-align: start;
        color: var(--text-2);
      }
      .variant:last-child td {
        padding-block-end: var(--space-2);
      }
      .left {
        font-weight: 700;
      }
      .left[data-level='none'],
      .left[data-level='last'] {
        color: var(--action-text);
      }
      .left[data-level='few'] {
        color: var(--warn);
      }
      .move {
        min-block-size: 36px;
        min-inline-size: 44px;
        padding: 0 var(--space-2);
        border: 0;
        border-radius: 6px;
        background: none;
        color: var(--link);
        white-space: nowrap;
        cursor: pointer;
      }
      .move:hover {
        background: var(--surface-hover);
      }
      @media (max-width: 799px) {
        .bar {
          grid-template-columns: 40px minmax(0, 1fr) auto auto;
        }
        .pin {
          grid-column: 1 / -1;
          order: 1;
        }
        .variant td:first-child {
          padding-inline-start: 0;
        }
      }
      .empty {
        padding-block: var(--space-4);
        color: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) goods: readonly Good[] = [];
  @property({ attribute: false }) pending: (subject: string) => boolean = () => false;
  @property({ type: Boolean }) mayPin = false;
  @property({ type: Boolean }) maySell = false;
  @property({ type: Boolean }) keysOn = true;
  /** Changes when something starts or ends being on its way. */
  @property() stamp = '';

  override render(): TemplateResult {
    if (this.goods.length === 0) {
      return html`<p class="empty">${msg('この番組に商品はまだありません。', { id: 'control.goods-empty' })}</p>`;
    }
    return html`<table>
      <caption class="visually-hidden">
        ${msg('商品と在庫', { id: 'control.goods' })}
      </caption>
      <thead>
        <tr>
          <th scope="col">${msg('商品', { id: 'control.col.product' })}</th>
          <th scope="col">${msg('手元', { id: 'control.col.on-hand' })}</th>
          <th scope="col">${msg('取り置き', { id: 'control.col.held' })}</th>
          <th scope="col">${msg('販売', { id: 'control.col.sold' })}</th>
          <th scope="col">${msg('残り', { id: 'control.col.left' })}</th>
          ${this.maySell ? html`<th scope="col"><span class="visually-hidden">${msg('在庫の変更', { id: 'control.col.move' })}</span></th>` : nothing}
        </tr>
      </thead>
      ${repeat(
        this.goods,
        (good) => good.product.id,
        (good) => this.body(good),
      )}
    </table>`;
  }

  private body(good: Good): TemplateResult {
    const { product } = good;
    const name = inLanguage(product.name, product.nameEn);
    const image = product.images[0];
    const prices = good.variants.map((variant) => variant.price);
    const lowest = Math.min(...prices);
    return html`<tbody class=${good.state}>
      <tr class="product">
        <th scope="rowgroup" colspan=${this.maySell ? 6 : 5}>
          <div class="bar">
            ${this.pinButton(good, name)}
            ${image ? html`<img src=${image.url} alt="" width="40" height="40" />` : html`<span></span>`}
            <div>
              <p class="name">${name}</p>
              <p class="price">${price(lowest)}${Math.max(...prices) > lowest ? msg('から', { id: 'control.from' }) : nothing}</p>
            </div>
            ${this.stateField(good, name)}
            ${this.maySell
              ? html`<button
                  class="move"
                  type="button"
                  aria-label=${msg(str`${name}の売り方`, { id: 'selling.open-of' })}
                  @click=${() => this.dispatchEvent(new CustomEvent('selling', { detail: good }))}
                >
                  ${msg('売り方', { id: 'selling.open' })}
                </button>`
              : nothing}
          </div>
        </th>
      </tr>
      ${good.variants.map((variant) => this.row(variant, name))}
    </tbody>`;
  }

  private pinButton(good: Good, name: string): TemplateResult {
    const busy = this.pending(`pin:${good.product.id}`);
    const words = good.pinned ? msg('表示中', { id: 'control.pinned' }) : msg('ピン', { id: 'control.pin' });
    return html`<button
      class="pin"
      type="button"
      aria-pressed=${good.pinned}
      aria-busy=${busy}
      aria-keyshortcuts=${good.key && this.keysOn ? good.key : nothing}
      ?disabled=${!this.mayPin}
      @click=${() => this.dispatchEvent(new CustomEvent('pin', { detail: good.product.id }))}
    >
      ${busy ? html`<span class="spinner"></span>` : icon('pin')}<span>${words}<span class="visually-hidden">${msg(str`：${name}`, { id: 'control.of-this' })}</span></span>
      ${good.key && this.keysOn && this.mayPin ? html`<kbd aria-hidden="true">${good.key}</kbd>` : nothing}
    </button>`;
  }

  private stateField(good: Good, name: string): TemplateResult {
    const busy = this.pending(`sale:${good.product.id}`);
    return html`<div class="state">
      ${busy ? html`<span class="spinner"></span>` : html`<span class="dot" data-state=${good.state}></span>`}
      <select
        aria-label=${msg(str`${name}の販売状態`, { id: 'control.state-of' })}
        ?disabled=${!this.maySell || busy}
        .value=${live(good.state)}
        @change=${(event: Event) => this.setState(good.product.id, event.target as HTMLSelectElement)}
      >
        ${SALE_STATES.map((state) => html`<option value=${state} ?selected=${state === good.state}>${saleWords(state)}</option>`)}
      </select>
    </div>`;
  }

  private row(variant: CountedVariant, product: string): TemplateResult {
    const own = inLanguage(variant.name, variant.nameEn);
    return html`<tr class="variant">
      <td>${own || msg('在庫', { id: 'control.stock' })}</td>
      <td>${number(variant.onHand)}</td>
      <td>${number(variant.held)}</td>
      <td>${number(variant.sold)}</td>
      <td class="left" data-level=${stockLevel(variant.left, variant.of)}>${number(variant.left)}</td>
      ${this.maySell
        ? html`<td>
            <button
              class="move"
              type="button"
              aria-label=${msg(str`${product} ${own}の在庫を変更`, { id: 'control.move-of' })}
              @click=${() => this.dispatchEvent(new CustomEvent('movement', { detail: { name: own ? `${product} ${own}` : product, variant } }))}
            >
              ${msg('＋／−', { id: 'control.move' })}
            </button>
          </td>`
        : nothing}
    </tr>`;
  }

  private setState(product: string, select: HTMLSelectElement): void {
    const detail = { product, state: select.value as SaleState };
    this.dispatchEvent(new CustomEvent('sale', { detail }));
  }
}
