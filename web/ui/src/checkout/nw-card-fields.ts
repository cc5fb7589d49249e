import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg } from '../ui/i18n';
import { inputField } from './fields';
import { CARD_FIELDS, EMPTY_CARD, tidy, type CardDraft, type CardField, type Faults } from './rules';

/** The payment simulator's cards, each with what happens to it. */
const TEST_CARDS = [
  ['4242 4242 4242 4242', () => msg('承認されます', { id: 'checkout.test-card.accepts' })],
  ['4000 0000 0000 0002', () => msg('断られます', { id: 'checkout.test-card.declines' })],
  ['4000 0000 0000 9995', () => msg('残高不足になります', { id: 'checkout.test-card.insufficient' })],
  ['4000 0000 0000 0341', () => msg('返事が遅れます', { id: 'checkout.test-card.late' })],
] as const;

/**
 * The card fields: they stand where a payment provider's own hosted fields would be, so what is
 * typed here goes to the provider's door only, is never kept, and never leaves with the order.
 * Fires `card` with the draft after each change and `left` with the field that was left.
 */
@localized()
@customElement('nw-card-fields')
export class NwCardFields extends LitElement {
  @property({ attribute: false }) faults: Faults<CardField> = {};
  @property({ attribute: false }) refusals: Partial<Record<CardField, string>> = {};
  @state() private draft: CardDraft = EMPTY_CARD;

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    return html`<div class="fields">
      ${CARD_FIELDS.map((field) =>
        inputField(field, {
          value: this.draft[field],
          fault: this.faults[field],
          refusal: this.refusals[field],
          onInput: (value) => this.set({ ...this.draft, [field]: value }),
          onLeave: () => this.leave(field),
        }),
      )}
      <details class="test-cards">
        <summary>${msg('お試し用のカード番号', { id: 'checkout.test-cards' })}</summary>
        <p>${msg('このお店の決済はシミュレーターです。実在のカード番号は入力しないでください。', { id: 'checkout.simulator' })}</p>
        <ul>
          ${TEST_CARDS.map(
            ([shown, does]) => html`<li>
              <button type="button" class="button button-plain" @click=${() => this.set({ number: shown, expiry: '12/30', cvc: '123' })}>
                <span class="count">${shown}</span>
              </button>
              <span>${does()}</span>
            </li>`,
          )}
        </ul>
      </details>
    </div>`;
  }

  private set(draft: CardDraft): void {
    this.draft = draft;
    this.dispatchEvent(new CustomEvent('card', { detail: draft, bubbles: true }));
  }

  private leave(field: CardField): void {
    const tidied = tidy(field, this.draft[field]);
    if (tidied !== this.draft[field]) this.set({ ...this.draft, [field]: tidied });
    this.dispatchEvent(new CustomEvent('left', { detail: field, bubbles: true }));
  }
}
