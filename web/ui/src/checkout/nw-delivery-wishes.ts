import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { inLanguage, localized, msg } from '../ui/i18n';
import type { Choices, Slot } from '../protocol/buying';

export const NOTE_MAX = 500;

/**
 * When it should come, as a present, in one parcel, a word to the shop: all optional, so folded until
 * wanted. Fires `wishes` with the choices after each change.
 */
@localized()
@customElement('nw-delivery-wishes')
export class NwDeliveryWishes extends LitElement {
  @property({ attribute: false }) choices!: Choices;
  @property({ attribute: false }) slots: readonly Slot[] = [];
  /** The first and last day that may be wished for. */
  @property() from = '';
  @property() to = '';
  @property({ attribute: false }) refusals: Readonly<Record<string, string>> = {};

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const { choices } = this;
    const some = choices.deliverySlot !== null || choices.deliveryDate !== null || choices.gift || choices.together || choices.note !== '';
    const refused = ['deliveryDate', 'deliverySlot', 'note'].some((field) => this.refusals[field]);
    return html`<details class="wishes" ?open=${some || refused}>
      <summary>${msg('お届けのご希望・贈り物の包装', { id: 'checkout.wishes' })}<span class="optional">${msg('任意', { id: 'checkout.optional' })}</span></summary>
      <div class="fields">
        ${this.date()} ${this.slots.length > 0 ? this.timeOfDay() : nothing}
        ${this.check('gift', msg('贈り物用に包装する', { id: 'checkout.gift' }))}
        ${this.check('together', msg('まだ発送されていないご注文と同梱する', { id: 'checkout.together' }))}
        <div class="field field-note">
          <label for="checkout-note">${msg('お店への伝言', { id: 'checkout.note' })}</label>
          <textarea
            class="input"
            id="checkout-note"
            name="note"
            rows="2"
            maxlength=${NOTE_MAX}
            aria-describedby=${this.refusals['note'] ? 'checkout-note-error' : nothing}
            .value=${choices.note}
            @change=${(event: Event) => this.wish({ note: (event.target as HTMLTextAreaElement).value.trim() })}
          ></textarea>
          ${this.error('note')}
        </div>
      </div>
    </details>`;
  }

  private date(): unknown {
    return html`<div class="field field-date">
      <label for="checkout-deliveryDate">${msg('お届け希望日', { id: 'checkout.delivery-date' })}</label>
      <input
        class="input"
        id="checkout-deliveryDate"
        name="deliveryDate"
        type="date"
        min=${this.from || nothing}
        max=${this.to || nothing}
        aria-invalid=${this.refusals['deliveryDate'] ? 'true' : 'false'}
        aria-describedby=${this.refusals['deliveryDate'] ? 'checkout-deliveryDate-error' : nothing}
        .value=${this.choices.deliveryDate ?? ''}
        @change=${(event: Event) => this.wish({ deliveryDate: (event.target as HTMLInputElement).value || null })}
      />
      ${this.error('deliveryDate')}
    </div>`;
  }

  private timeOfDay(): unknown {
    return html`<div class="field field-slot">
      <label for="checkout-deliverySlot">${msg('お届け時間帯', { id: 'checkout.delivery-slot' })}</label>
      <select
        class="input"
        id="checkout-deliverySlot"
        name="deliverySlot"
        @change=${(event: Event) => this.wish({ deliverySlot: (event.target as HTMLSelectElement).value || null })}
      >
        <option value="" ?selected=${this.choices.deliverySlot === null}>${msg('指定しない', { id: 'checkout.any-time' })}</option>
        ${this.slots.map(
          (slot) => html`<option value=${slot.slot} ?selected=${this.choices.deliverySlot === slot.slot}>${inLanguage(slot.name, slot.nameEn)}</option>`,
        )}
      </select>
      ${this.error('deliverySlot')}
    </div>`;
  }

  private check(name: 'gift' | 'together', words: string): unknown {
    return html`<label class="keep">
      <input
        type="checkbox"
        name=${name}
        .checked=${this.choices[name]}
        @change=${(event: Event) => this.wish({ [name]: (event.target as HTMLInputElement).checked })}
      />
      <span>${words}</span>
    </label>`;
  }

  private error(field: string): unknown {
    const words = this.refusals[field];
    return words ? html`<p class="field-error" id="checkout-${field}-error">${words}</p>` : nothing;
  }

  private wish(more: Partial<Choices>): void {
    this.dispatchEvent(new CustomEvent<Choices>('wishes', { detail: { ...this.choices, ...more } }));
  }
}
