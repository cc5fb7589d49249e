import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '../ui/i18n';
import { dateTime } from '../ui/format';
import { icon } from '../ui/icons';
import { priceTag } from '../ui/price-tag';
import type { Slip, SlipStore } from '../protocol/buying';

/** What the till of a convenience store asks for, how much, and until when. */
@localized()
@customElement('nw-slip')
export class NwSlip extends LitElement {
  @property({ attribute: false }) slip!: Slip;
  @property({ type: Number }) total = 0;
  @state() private copied = false;

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const { number, expiresAt, stores, url } = this.slip;
    return html`<dl class="slip">
        <div>
          <dt>${msg('お支払い金額', { id: 'checkout.slip.amount' })}</dt>
          <dd>${priceTag(this.total)}</dd>
        </div>
        <div>
          <dt>${msg('お支払い期限', { id: 'checkout.slip.until' })}</dt>
          <dd><time>${msg(str`${dateTime(expiresAt)} まで`, { id: 'checkout.slip.until-time' })}</time></dd>
        </div>
        <div>
          <dt>${msg('確認番号', { id: 'checkout.slip.number' })}</dt>
          <dd class="slip-number">
            ${number}
            <button type="button" class="change" @click=${this.copy}>
              ${icon('copy')}${this.copied ? msg('コピーしました', { id: 'checkout.slip.copied' }) : msg('コピー', { id: 'checkout.slip.copy' })}
            </button>
          </dd>
        </div>
        ${stores.map((one) => this.store(one))}
      </dl>
      ${url
        ? html`<p><a class="button button-quiet button-large" href=${url} target="_blank" rel="noopener">${msg('払込票を開く', { id: 'checkout.slip.open' })}</a></p>`
        : nothing}`;
  }

  private store({ store, code }: SlipStore): unknown {
    return html`<div class="slip-store">
      <dt>${storeName(store)}</dt>
      <dd class="count">${code}</dd>
    </div>`;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.slip.number);
      this.copied = true;
    } catch {
      // Refused by the browser: the number stands there to be read.
    }
  }
}

function storeName(store: string): string {
  switch (store) {
    case 'familymart':
      return msg('ファミリーマート', { id: 'checkout.store.familymart' });
    case 'lawson':
      return msg('ローソン', { id: 'checkout.store.lawson' });
    case 'ministop':
      return msg('ミニストップ', { id: 'checkout.store.ministop' });
    case 'seicomart':
      return msg('セイコーマート', { id: 'checkout.store.seicomart' });
    case 'seveneleven':
      return msg('セブン-イレブン', { id: 'checkout.store.seveneleven' });
    default:
      return store;
  }
}
