import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '../ui/i18n';
import { number } from '../ui/format';
import { icon } from '../ui/icons';

/** How many pieces. Fires `quantity` with the wished number and shows what it is then told. */
@localized()
@customElement('nw-stepper')
export class NwStepper extends LitElement {
  @property({ type: Number }) quantity = 1;
  @property({ type: Boolean }) busy = false;
  @property() label = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    return html`<div class="stepper" role="group" aria-label=${this.label}>
      <button
        type="button"
        class="icon-button"
        aria-label=${msg('1点減らす', { id: 'checkout.fewer' })}
        ?disabled=${this.busy || this.quantity <= 1}
        @click=${() => this.wish(this.quantity - 1)}
      >
        ${icon('minus')}
      </button>
      <output class="stepper-count" aria-live="polite">${number(this.quantity)}</output>
      <button
        type="button"
        class="icon-button"
        aria-label=${msg('1点増やす', { id: 'checkout.more' })}
        ?disabled=${this.busy}
        @click=${() => this.wish(this.quantity + 1)}
      >
        ${icon('plus')}
      </button>
    </div>`;
  }

  private wish(quantity: number): void {
    this.dispatchEvent(new CustomEvent('quantity', { detail: quantity, bubbles: true }));
  }
}
