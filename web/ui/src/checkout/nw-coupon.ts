import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { inLanguage, localized, msg } from '../ui/i18n';
import { icon } from '../ui/icons';
import type { CouponMark } from '../protocol/buying';
import { narrow } from './typed';

export const COUPON_MAX = 40;

/** A code that makes it cheaper. Fires `coupon` with the code, or with `''` to take it away. */
@localized()
@customElement('nw-coupon')
export class NwCoupon extends LitElement {
  /** The one that was given. */
  @property({ attribute: false }) coupon: CouponMark | null = null;
  @property({ type: Boolean }) busy = false;
  /** Why the last one was not taken. */
  @property() refusal = '';
  @query('input') private readonly input!: HTMLInputElement | null;

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    const { coupon } = this;
    if (coupon) {
      return html`<p class=${coupon.applied ? 'coupon-in' : 'coupon-in coupon-out'}>
        ${icon(coupon.applied ? 'check' : 'alert')}<span
          >${msg('クーポン', { id: 'checkout.coupon' })} <strong>${coupon.code}</strong>${coupon.applied
            ? nothing
            : html`<br />${inLanguage(coupon.why ?? '', coupon.whyEn)}`}</span
        >
        <button type="button" class="change" ?disabled=${this.busy} @click=${() => this.tell('')}>${msg('使わない', { id: 'checkout.coupon-off' })}</button>
      </p>`;
    }
    return html`<details class="coupon" ?open=${this.refusal !== ''}>
      <summary>${msg('クーポンコードを使う', { id: 'checkout.coupon-use' })}</summary>
      <form novalidate @submit=${this.submit}>
        <div class="field">
          <label class="visually-hidden" for="checkout-coupon">${msg('クーポンコード', { id: 'checkout.coupon-code' })}</label>
          <input
            class="input"
            id="checkout-coupon"
            name="coupon"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            maxlength=${COUPON_MAX}
            aria-invalid=${this.refusal === '' ? 'false' : 'true'}
            aria-describedby=${this.refusal === '' ? nothing : 'checkout-coupon-error'}
          />
        </div>
        <button class="button button-quiet" type="submit" aria-disabled=${this.busy ? 'true' : 'false'}>${msg('適用する', { id: 'checkout.coupon-apply' })}</button>
      </form>
      ${this.refusal === '' ? nothing : html`<p class="field-error" id="checkout-coupon-error" role="alert">${icon('alert')}<span>${this.refusal}</span></p>`}
    </details>`;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const code = narrow(this.input?.value ?? '').trim();
    if (code !== '' && !this.busy) this.tell(code);
  }

  private tell(code: string): void {
    this.dispatchEvent(new CustomEvent('coupon', { detail: code, bubbles: true }));
  }
}
