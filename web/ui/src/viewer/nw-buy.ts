import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CheckoutMessage } from '../protocol/buying';
import { icon } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { checkoutMessage, type PurchaseState } from './purchase';

/**
 * The purchase inside its sheet: the checkout document in a frame, or the thanks. Fires `nw-checkout`
 * with the document's message and `nw-done` when the person goes on watching.
 */
@customElement('nw-buy')
@localized()
export class NwBuy extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-block-size: 0;
      }
      iframe {
        flex: 1;
        inline-size: 100%;
        min-block-size: 0;
        border: 0;
        color-scheme: auto;
        background: var(--surface);
      }
      .thanks {
        display: grid;
        justify-items: center;
        align-content: center;
        gap: var(--space-3);
        flex: 1;
        padding: var(--space-8) var(--space-4);
        text-align: center;
      }
      .mark {
        display: grid;
        place-items: center;
        inline-size: 64px;
        block-size: 64px;
        border-radius: 50%;
        background: var(--good-surface);
        color: var(--good);
        font-size: 28px;
      }
      .thanks h3 {
        font-size: var(--size-20);
      }
      .thanks p {
        font-size: var(--size-14);
        color: var(--text-2);
        max-inline-size: 26em;
      }
      .number {
        font-variant-numeric: tabular-nums;
        font-weight: 700;
        color: var(--text);
      }
      .thanks .button {
        min-inline-size: 240px;
      }
    `,
  ];

  @property({ attribute: false }) purchase: PurchaseState = { kind: 'none' };
  @property() name = '';
  @query('iframe') private readonly frame!: HTMLIFrameElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('message', this.onMessage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('message', this.onMessage);
  }

  override render(): TemplateResult | typeof nothing {
    const { purchase } = this;
    if (purchase.kind === 'checkout') {
      return html`<iframe
        src=${`/checkout/${encodeURIComponent(purchase.id)}`}
        title=${msg('ご購入手続き', { id: 'watch.checkout' })}
        allow="payment"
      ></iframe>`;
    }
    return purchase.kind === 'ordered' ? this.thanks(purchase) : nothing;
  }

  private thanks(order: { readonly number: string; readonly token: string }): TemplateResult {
    return html`<div class="thanks" role="status">
      <span class="mark">${icon('check')}</span>
      <h3>${msg('ご注文ありがとうございます', { id: 'watch.thanks' })}</h3>
      <p>
        ${this.name}<br />
        ${msg('ご注文番号', { id: 'watch.order-number' })} <span class="number">${order.number}</span>
      </p>
      <p>${msg('配信はこのままお楽しみいただけます。', { id: 'watch.thanks-more' })}</p>
      <button class="button button-quiet" type="button" @click=${() => this.dispatchEvent(new CustomEvent('nw-done'))}>
        ${msg('配信に戻る', { id: 'watch.back-to-show' })}
      </button>
      ${order.token
        ? html`<a href=${`/orders/${encodeURIComponent(order.token)}`} target="_blank" rel="noopener"
            >${msg('ご注文内容を見る', { id: 'watch.see-order' })}</a
          >`
        : nothing}
    </div>`;
  }

  private readonly onMessage = (event: MessageEvent): void => {
    const message = checkoutMessage(event, this.frame?.contentWindow, location.origin);
    if (message) this.dispatchEvent(new CustomEvent<CheckoutMessage>('nw-checkout', { detail: message }));
  };
}
