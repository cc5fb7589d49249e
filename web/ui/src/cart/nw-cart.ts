import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../checkout/nw-stepper';
import type { Cart, CartLine, CartProblem } from '../protocol/buying';
import type { CartRefusals } from '../protocol/cart';
import { number, yen } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { priceTag } from '../ui/price-tag';
import { sharedStyles } from '../ui/shared-styles';

/**
 * かご: what one means to buy, from one show or several; nothing of it is held until the checkout
 * begins, and it says so. Fires `nw-put` ({sku, show, quantity}), `nw-checkout`, and `nw-seen` when the
 * lines that changed were looked at.
 */
@customElement('nw-cart')
@localized()
export class NwCart extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
        padding: var(--space-2) var(--space-4) var(--space-6);
      }
      li {
        display: grid;
        grid-template-columns: 64px minmax(0, 1fr);
        gap: var(--space-2) var(--space-3);
        padding-block: var(--space-3);
        border-block-end: 1px solid var(--line);
      }
      img,
      .none {
        inline-size: 64px;
        block-size: 64px;
        object-fit: cover;
        border-radius: var(--radius);
        background: var(--surface-sunken);
      }
      .words {
        display: grid;
        gap: 2px;
        font-size: var(--size-14);
        line-height: 1.5;
      }
      .name {
        font-weight: 600;
      }
      .variant,
      s {
        color: var(--text-2);
      }
      .row {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
      }
      .stepper {
        display: inline-flex;
        align-items: center;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: var(--surface-raised);
      }
      .stepper-count {
        min-inline-size: 2ch;
        text-align: center;
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      .icon-button[disabled] {
        color: var(--text-disabled);
        cursor: not-allowed;
      }
      .line-total {
        margin-inline-start: auto;
        font-weight: 600;
        font-size: var(--size-14);
      }
      .problem {
        grid-column: 1 / -1;
        display: flex;
        gap: var(--space-1);
        font-size: var(--size-14);
        color: var(--bad);
      }
      .sum {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        font-weight: 600;
      }
      .sum .price {
        font-size: var(--size-24);
      }
      .fine {
        font-size: var(--size-12);
        line-height: 1.6;
        color: var(--text-2);
      }
      .end {
        display: grid;
        gap: var(--space-3);
      }
      .empty {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        padding-block: var(--space-12);
        color: var(--text-2);
        text-align: center;
      }
      .empty .icon {
        inline-size: 40px;
        block-size: 40px;
      }
    `,
  ];

  @property({ attribute: false }) cart!: Cart;
  @property({ attribute: false }) refusals: CartRefusals = {};
  @property() failure = '';
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) opening = false;

  override render(): TemplateResult {
    const { lines, subtotal } = this.cart;
    if (lines.length === 0) {
      return html`<div class="empty">
        ${icon('bag')}
        <p>${msg('かごには何も入っていません。', { id: 'cart.empty' })}</p>
        <slot></slot>
      </div>`;
    }
    const stuck = lines.some((line) => this.problemOf(line) === 'sold_out' || this.problemOf(line) === 'not_on_sale');
    return html`<ul>
        ${repeat(
          lines,
          (line) => line.sku,
          (line) => this.line(line),
        )}
      </ul>
      <div class="end">
        <p class="sum"><span>${msg(str`小計（${number(this.pieces())}点）`, { id: 'cart.subtotal' })}</span>${priceTag(subtotal)}</p>
        <p class="fine">
          ${msg('送料は次の画面でお知らせします。かごの品はまだお取り置きされていません。購入手続きに進むと、まとめてお取り置きします。', { id: 'cart.not-held' })}
        </p>
        ${this.failure === '' ? nothing : html`<p class="notice notice-bad" role="alert">${icon('alert')}<span>${this.failure}</span></p>`}
        <button
          class="button button-large"
          type="button"
          aria-disabled=${this.busy || this.opening || stuck ? 'true' : 'false'}
          @click=${() => this.busy || this.opening || stuck || this.dispatchEvent(new CustomEvent('nw-checkout'))}
        >
          ${this.opening ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${msg('購入手続きへ進む', { id: 'cart.checkout' })}
        </button>
        ${stuck ? html`<p class="fine">${msg('ご購入いただけない品を取り除くと、手続きに進めます。', { id: 'cart.stuck' })}</p>` : nothing}
      </div>`;
  }

  private line(line: CartLine): TemplateResult {
    const name = inLanguage(line.name, line.nameEn);
    const variant = inLanguage(line.variant, line.variantEn);
    const problem = this.problemOf(line);
    const was = line.unitWas != null && line.unitWas !== line.unitPrice ? line.unitWas : null;
    return html`<li>
      ${line.image ? html`<img src=${line.image} alt="" width="64" height="64" />` : html`<span class="none"></span>`}
      <div class="words">
        <p class="name">${name}</p>
        ${variant ? html`<p class="variant">${variant}</p>` : nothing}
        <p>${was === null ? nothing : html`<s>${yen(was)}</s> `}${priceTag(line.unitPrice)}</p>
      </div>
      ${problem ? html`<p class="problem" role="alert">${icon('alert')}<span>${problemWords(problem, line)}</span></p>` : nothing}
      <div class="row">
        <nw-stepper
          .label=${msg(str`${name}の数量`, { id: 'checkout.quantity-of' })}
          .quantity=${line.quantity}
          .busy=${this.busy}
          @quantity=${(event: CustomEvent<number>) => this.put(line, event.detail)}
        ></nw-stepper>
        <span class="line-total count">${yen(line.total)}</span>
        <button class="icon-button" type="button" ?disabled=${this.busy} aria-label=${msg(str`${name}をかごから出す`, { id: 'cart.remove' })} @click=${() => this.put(line, 0)}>
          ${icon('trash')}
        </button>
      </div>
    </li>`;
  }

  private pieces(): number {
    return this.cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  }

  private problemOf(line: CartLine): CartProblem | null {
    return line.problem ?? this.refusals[line.sku] ?? null;
  }

  private put({ sku, show }: CartLine, quantity: number): void {
    if (!this.busy) this.dispatchEvent(new CustomEvent('nw-put', { detail: { sku, show, quantity } }));
  }
}

function problemWords(problem: CartProblem, line: CartLine): string {
  switch (problem) {
    case 'sold_out':
      return (line.left ?? 0) > 0
        ? msg(str`残り${number(line.left ?? 0)}点です。数を減らしてください。`, { id: 'cart.problem.few' })
        : msg('完売しました。', { id: 'cart.problem.sold-out' });
    case 'not_on_sale':
      return msg('いまは販売していません。', { id: 'cart.problem.not-on-sale' });
    case 'over_limit':
      return msg('お一人さまの上限を超えています。数を減らしてください。', { id: 'cart.problem.over-limit' });
    case 'price_changed':
      return msg(str`価格が ${yen(line.unitPrice)} に変わりました。よろしければ、もう一度お進みください。`, { id: 'cart.problem.price' });
  }
}
