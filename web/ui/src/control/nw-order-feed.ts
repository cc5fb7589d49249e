import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clockSeconds, number, yen } from '../ui/format';
import { inLanguage, localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { ListedOrder, OrderState } from './control';
import { orderWords } from './words';

/** Orders as they come, newest first. Fires `more`. */
@customElement('nw-order-feed')
@localized()
export class NwOrderFeed extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        overflow: hidden;
      }
      h2 {
        padding: var(--space-3) var(--space-4) var(--space-2);
        font-size: var(--size-14);
        color: var(--text-2);
      }
      .list {
        flex: 1;
        overflow-y: auto;
        padding: 0 var(--space-4) var(--space-3);
        outline-offset: -3px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        padding-block: var(--space-2);
        border-block-end: 1px solid var(--line);
        line-height: 1.45;
      }
      li.fresh {
        animation: come 2.4s var(--ease);
      }
      @keyframes come {
        from {
          background: var(--good-surface);
        }
      }
      .buyer {
        font-weight: 600;
      }
      .total {
        font-weight: 700;
        text-align: end;
      }
      .small {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      .state {
        text-align: end;
      }
      .state[data-state='accepted'] {
        color: var(--good);
      }
      .state[data-state='placed'],
      .state[data-state='prepared'] {
        color: var(--warn);
      }
      .state[data-state='paid_short'] {
        color: var(--bad);
        font-weight: 700;
      }
      .empty {
        padding: var(--space-2) var(--space-4);
        color: var(--text-2);
      }
      .button {
        inline-size: 100%;
        margin-block-start: var(--space-3);
        font-size: var(--size-14);
      }
    `,
  ];

  @property({ attribute: false }) orders: readonly ListedOrder[] = [];
  @property({ type: Boolean }) more = false;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) allowed = true;
  private seen: ReadonlySet<string> | undefined;
  private fresh: ReadonlySet<string> = new Set();

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('orders')) return;
    const newest = this.orders.slice(0, 10).map((order) => order.id);
    if (this.seen) this.fresh = new Set(newest.filter((id) => !this.seen?.has(id)));
    if (this.orders.length > 0 || this.seen) this.seen = new Set(this.orders.map((order) => order.id));
  }

  override render(): TemplateResult {
    return html`<h2>${msg('注文', { id: 'control.orders' })}</h2>
      ${this.allowed
        ? this.orders.length === 0
          ? html`<p class="empty">${msg('まだ注文はありません。入るとここに並びます。', { id: 'control.orders-empty' })}</p>`
          : this.list()
        : html`<p class="empty">${msg('注文の一覧はディレクターと接客スタッフが見られます。', { id: 'control.orders-forbidden' })}</p>`}`;
  }

  private list(): TemplateResult {
    return html`<div class="list" tabindex="0" role="region" aria-label=${msg('注文', { id: 'control.orders' })}>
      <ul>
        ${repeat(
          this.orders,
          (order) => order.id,
          (order) => this.row(order),
        )}
      </ul>
      ${this.more
        ? html`<button class="button button-quiet" type="button" aria-busy=${this.busy} @click=${() => this.dispatchEvent(new CustomEvent('more'))}>
            ${msg('前の注文を読み込む', { id: 'control.orders-more' })}
          </button>`
        : nothing}
    </div>`;
  }

  private row(order: ListedOrder): TemplateResult {
    return html`<li class=${this.fresh.has(order.id) ? 'fresh' : ''}>
      <span class="buyer">${order.buyer}</span>
      <span class="total count">${yen(order.total)}</span>
      <span class="small">${order.lines.map((line) => lineWords(line)).join(msg('、', { id: 'control.comma' }))}</span>
      ${this.stateMark(order.state)}
      <span class="small count">${clockSeconds(order.placedAt)}　${order.number}</span>
    </li>`;
  }

  private stateMark(state: OrderState): TemplateResult {
    return html`<span class="small state" data-state=${state}>${orderWords(state)}</span>`;
  }
}

function lineWords(line: ListedOrder['lines'][number]): string {
  const variant = inLanguage(line.variant, line.variantEn);
  return `${inLanguage(line.name, line.nameEn)}${variant ? ` ${variant}` : ''} × ${number(line.quantity)}`;
}
