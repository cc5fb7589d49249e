import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { number } from '../ui/format';
import { priceTag } from '../ui/price-tag';
import { icon } from '../ui/icons';
import type { Checkout } from '../protocol/buying';
import './nw-slip';

/** After the order: paid, to be paid at a till, or still waiting for the payment provider's word. Fires `close`. */
@localized()
@customElement('nw-order-done')
export class NwOrderDone extends LitElement {
  @property({ attribute: false }) checkout!: Checkout;
  @property() screen: 'settling' | 'slip' | 'done' = 'done';
  /** It has been waiting long enough to say that one need not stay. */
  @property({ type: Boolean }) long = false;
  @property({ type: Boolean }) closable = false;

  protected override createRenderRoot(): this {
    return this;
  }

  override firstUpdated(): void {
    this.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  override render(): unknown {
    const { order, lines, total, next } = this.checkout;
    const settling = this.screen === 'settling';
    return html`<div class="done">
      <div class=${settling ? 'done-mark done-mark-waiting' : 'done-mark'}>
        ${settling ? html`<span class="spinner" aria-hidden="true"></span>` : icon('check')}
      </div>
      <h1 tabindex="-1">${this.heading()}</h1>
      <p class="done-words" role="status">${this.explanation()}</p>
      ${this.screen === 'slip' && next?.kind === 'slip' ? html`<nw-slip .slip=${next.slip} .total=${total}></nw-slip>` : nothing}
      ${order
        ? html`<dl class="receipt">
            <div>
              <dt>${msg('注文番号', { id: 'checkout.number' })}</dt>
              <dd class="receipt-number">${order.number}</dd>
            </div>
            ${lines.map((line) => {
              const variant = inLanguage(line.variant, line.variantEn);
              return html`<div>
                <dt>
                  ${inLanguage(line.name, line.nameEn)}${variant ? html`<span class="goods-variant"> ${variant}</span>` : nothing}
                </dt>
                <dd class="count">× ${number(line.quantity)}</dd>
              </div>`;
            })}
            <div class="receipt-total">
              <dt>${msg('お支払い総額', { id: 'checkout.total' })}</dt>
              <dd>${priceTag(total)}</dd>
            </div>
          </dl>`
        : nothing}
      <div class="done-ways">
        ${order
          ? html`<a class="button button-quiet button-large" href="/orders/${order.token}" target="_blank" rel="noopener"
              >${msg('注文の詳細を見る', { id: 'checkout.see-order' })}</a
            >`
          : nothing}
        ${this.closable
          ? html`<button type="button" class="button button-large button-ink" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>
              ${msg('番組に戻る', { id: 'checkout.back-to-show' })}
            </button>`
          : html`<a class="button button-large button-ink" href="/watch/${this.checkout.show}"
              >${msg('番組に戻る', { id: 'checkout.back-to-show' })}</a
            >`}
      </div>
    </div>`;
  }

  private heading(): string {
    switch (this.screen) {
      case 'settling':
        return msg('お支払いを確認しています', { id: 'checkout.settling' });
      case 'slip':
        return msg('コンビニのレジでお支払いください', { id: 'checkout.slip.heading' });
      case 'done':
        return msg('ご注文を受け付けました', { id: 'checkout.done' });
    }
  }

  private explanation(): string {
    const { buyer } = this.checkout;
    switch (this.screen) {
      case 'settling':
        return this.long
          ? msg('確認に時間がかかっています。この画面を閉じても手続きは続き、結果は注文ページでご覧いただけます。', { id: 'checkout.settling-long' })
          : msg('決済会社の返事を待っています。このままお待ちください。', { id: 'checkout.settling-wait' });
      case 'slip':
        return msg('ご注文を受け付けました。期限までにお支払いがないと、ご注文は取り消されます。番号はメールと注文ページでもご覧いただけます。', { id: 'checkout.slip.words' });
      case 'done':
        return buyer
          ? msg(str`${buyer.familyName} ${buyer.givenName} 様、ありがとうございます。確認のメールをお送りしました。`, { id: 'checkout.thanks-name' })
          : msg('ありがとうございます。', { id: 'checkout.thanks' });
    }
  }
}
