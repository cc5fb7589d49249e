import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { yen } from '../ui/format';
import { icon } from '../ui/icons';
import type { CardMark, MethodChoice, PaymentMethod } from '../protocol/buying';
import { METHOD_ICONS, methodHint, methodName } from './method-words';
import './nw-card-fields';
import type { CardField, Faults } from './rules';

/**
 * The ways to pay, and for a card the card. Fires `method` with the one chosen, `other-card`, and lets
 * the card fields' `card` and `left` through.
 */
@localized()
@customElement('nw-payment-choice')
export class NwPaymentChoice extends LitElement {
  @property({ attribute: false }) methods: readonly MethodChoice[] = [];
  @property() method: PaymentMethod = 'card';
  /** The card known already and still meant. */
  @property({ attribute: false }) knownCard: CardMark | null = null;
  @property({ attribute: false }) faults: Faults<CardField> = {};
  @property({ attribute: false }) refusals: Readonly<Record<string, string>> = {};

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const refused = this.refusals['method'];
    // A server that offers cards only does not ask.
    return html`${this.methods.length > 1
        ? html`<div class="methods" role="radiogroup" aria-label=${msg('お支払い方法', { id: 'checkout.payment' })}>
            ${this.methods.map((choice) => this.choice(choice))}
          </div>`
        : nothing}
      ${refused ? html`<p class="field-error" role="alert">${icon('alert')}<span>${refused}</span></p>` : nothing}
      ${this.method === 'card' ? this.card() : nothing}`;
  }

  private choice(choice: MethodChoice): unknown {
    const { method, available, fee } = choice;
    const on = method === this.method;
    const hint = available ? (on ? methodHint(method) : '') : inLanguage(choice.why ?? '', choice.whyEn);
    return html`<label class="method ${on ? 'method-on' : ''} ${available ? '' : 'method-off'}">
      <input
        type="radio"
        name="method"
        value=${method}
        .checked=${on}
        ?disabled=${!available}
        @change=${() => this.dispatchEvent(new CustomEvent<PaymentMethod>('method', { detail: method }))}
      />
      ${icon(METHOD_ICONS[method])}
      <span class="method-words">
        <span class="method-name"
          >${methodName(method)}${fee > 0
            ? html`<small>${msg(str`手数料 ${yen(fee)}(税込)`, { id: 'checkout.method.fee' })}</small>`
            : nothing}</span
        >
        ${hint ? html`<small>${hint}</small>` : nothing}
      </span>
    </label>`;
  }

  private card(): unknown {
    if (this.methods.find((one) => one.method === 'card')?.later) {
      return html`<p class="fine-block">${msg('カードの番号は、ご注文のあとに決済会社の画面で入力していただきます。', { id: 'checkout.card-later' })}</p>`;
    }
    return this.knownCard ? this.cardMark(this.knownCard) : html`<nw-card-fields .faults=${this.faults} .refusals=${this.refusals}></nw-card-fields>`;
  }

  private cardMark(card: CardMark): unknown {
    return html`<div class="known-card">
      ${icon('card')}
      <span class="count">${msg(str`${card.brand}（末尾 ${card.last4}）`, { id: 'checkout.card-mark' })}</span>
      <button type="button" class="button button-plain" @click=${() => this.dispatchEvent(new CustomEvent('other-card'))}>
        ${msg('別のカードを使う', { id: 'checkout.other-card' })}
      </button>
    </div>`;
  }
}
