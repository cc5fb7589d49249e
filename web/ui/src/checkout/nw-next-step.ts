import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { priceTag } from '../ui/price-tag';
import type { Checkout } from '../protocol/buying';
import './nw-provider-form';

/**
 * The buyer has to do something before the payment is through: identify themselves at the card's bank,
 * pay in a wallet, or type into the provider's own form. The bank's page opens beside the show, and
 * this screen follows what becomes of it.
 */
@localized()
@customElement('nw-next-step')
export class NwNextStep extends LitElement {
  @property({ attribute: false }) checkout!: Checkout;
  /** In a sheet over the picture: other pages open in a tab of their own. */
  @property({ type: Boolean }) held = false;

  protected override createRenderRoot(): this {
    return this;
  }

  override firstUpdated(): void {
    this.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  override render(): unknown {
    const { next, order, total } = this.checkout;
    if (!next) return nothing;
    return html`<div class="done">
      <div class="done-mark done-mark-waiting">${icon(next.kind === 'challenge' ? 'shield' : 'card')}</div>
      <h1 tabindex="-1">${this.heading()}</h1>
      <p class="done-words" role="status">${this.explanation()}</p>
      <p class="order-total"><span>${msg('お支払い総額', { id: 'checkout.total' })}</span>${priceTag(total)}</p>
      ${next.kind === 'element'
        ? html`<nw-provider-form .secret=${next.clientSecret} .publishableKey=${next.publishableKey}></nw-provider-form>`
        : next.kind === 'slip'
          ? nothing
          : html`<a class="button button-large" href=${next.url} target=${this.held ? '_blank' : '_self'} rel=${this.held ? 'opener' : ''}>${this.way()}</a>`}
      <p class="fine"><span class="spinner" aria-hidden="true"></span> ${msg('お支払いの結果を待っています。', { id: 'checkout.next.waiting' })}</p>
      ${order ? html`<p class="fine">${msg(str`注文番号 ${order.number}`, { id: 'checkout.next.number' })}</p>` : nothing}
    </div>`;
  }

  private heading(): string {
    switch (this.checkout.next?.kind) {
      case 'challenge':
        return msg('カードのご本人確認をお願いします', { id: 'checkout.next.challenge' });
      case 'element':
        return msg('お支払い情報を入力してください', { id: 'checkout.next.element' });
      default:
        return msg('お支払いの画面へお進みください', { id: 'checkout.next.redirect' });
    }
  }

  private explanation(): string {
    switch (this.checkout.next?.kind) {
      case 'challenge':
        return msg('カード会社の画面で確認が終わると、この画面が変わります。ご注文はまだ完了していません。', { id: 'checkout.next.challenge-words' });
      case 'element':
        return msg('カードの番号は決済会社にだけ送られます。ご注文はまだ完了していません。', { id: 'checkout.next.element-words' });
      default:
        return msg('お支払いが終わると、この画面が変わります。ご注文はまだ完了していません。', { id: 'checkout.next.redirect-words' });
    }
  }

  private way(): string {
    return this.checkout.next?.kind === 'challenge'
      ? msg('カード会社の画面を開く', { id: 'checkout.next.open-challenge' })
      : msg('お支払いの画面を開く', { id: 'checkout.next.open-redirect' });
  }
}
