import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '../ui/i18n';
import { icon } from '../ui/icons';

export type Ending = 'expired' | 'cancelled' | 'refused' | 'short' | 'missing' | 'unreachable';

/** A checkout that leads nowhere any more, with the way on. Fires `again` and `close`. */
@localized()
@customElement('nw-checkout-over')
export class NwCheckoutOver extends LitElement {
  @property() ending: Ending = 'missing';
  @property() show = '';
  @property({ type: Boolean }) closable = false;
  @property({ type: Boolean }) busy = false;
  /** Why trying again did not work. */
  @property() refusal = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const again = this.againWords();
    return html`<div class="done">
      <div class="done-mark done-mark-over">${icon(this.ending === 'expired' ? 'clock' : 'info')}</div>
      <h1>${this.heading()}</h1>
      <p class="done-words">${this.explanation()}</p>
      ${this.refusal === '' ? nothing : html`<p class="notice notice-bad" role="alert">${icon('alert')}<span>${this.refusal}</span></p>`}
      <div class="done-ways">
        ${again === ''
          ? nothing
          : html`<button
              type="button"
              class="button button-large button-ink"
              aria-disabled=${this.busy ? 'true' : 'false'}
              @click=${() => this.busy || this.dispatchEvent(new CustomEvent('again'))}
            >
              ${again}
            </button>`}
        ${this.back()}
      </div>
    </div>`;
  }

  private back(): unknown {
    const words = msg('番組に戻る', { id: 'checkout.back-to-show' });
    return this.closable
      ? html`<button type="button" class="button button-quiet button-large" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${words}</button>`
      : html`<a class="button button-quiet button-large" href=${this.show === '' ? '/' : `/watch/${encodeURIComponent(this.show)}`}>${words}</a>`;
  }

  private heading(): string {
    switch (this.ending) {
      case 'expired':
        return msg('お取り置きの時間が過ぎました', { id: 'checkout.over.expired' });
      case 'cancelled':
        return msg('ご購入を取りやめました', { id: 'checkout.over.cancelled' });
      case 'refused':
        return msg('お支払いが確認できませんでした', { id: 'checkout.over.refused' });
      case 'short':
        return msg('申し訳ありません。品切れのためご返金します', { id: 'checkout.over.short' });
      case 'missing':
        return msg('この手続きは見つかりませんでした', { id: 'checkout.over.missing' });
      case 'unreachable':
        return msg('読み込めませんでした', { id: 'checkout.over.unreachable' });
    }
  }

  private explanation(): string {
    switch (this.ending) {
      case 'expired':
        return msg('ご注文は確定していません。在庫があれば、もう一度お取り置きできます。', { id: 'checkout.over.expired-words' });
      case 'cancelled':
        return msg('ご注文は確定していません。お取り置きは解除されました。', { id: 'checkout.over.cancelled-words' });
      case 'refused':
        return msg('ご注文は取り消され、請求はありません。', { id: 'checkout.over.refused-words' });
      case 'short':
        return msg('お支払いの確認より前に、品物がなくなりました。お支払いいただいた金額はすべてお返しします。', { id: 'checkout.over.short-words' });
      case 'missing':
        return msg('時間が過ぎたか、別のブラウザで始めた手続きです。番組からもう一度お選びください。', { id: 'checkout.over.missing-words' });
      case 'unreachable':
        return msg('接続をご確認のうえ、もう一度お試しください。入力した内容は残っています。', { id: 'checkout.over.unreachable-words' });
    }
  }

  private againWords(): string {
    switch (this.ending) {
      case 'expired':
      case 'cancelled':
      case 'refused':
        return msg('もう一度取り置く', { id: 'checkout.over.again' });
      case 'unreachable':
        return msg('もう一度読み込む', { id: 'checkout.over.reload' });
      case 'short':
      case 'missing':
        return '';
    }
  }
}
