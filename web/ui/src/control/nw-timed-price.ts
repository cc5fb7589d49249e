import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { newKey } from '../ui/api';
import { clockSeconds, yen } from '../ui/format';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { CountedVariant } from './control';
import { MINUTES_MAX, pricesOf, wholeOf, type TimedPrice } from './selling';
import { sellingStyles } from './selling-styles';

/**
 * The timed price of one product: promises one, ends it early, or corrects it. Fires `promise`
 * ({prices, until, key}), `end` (id) and `correct` ({id, reason}).
 */
@customElement('nw-timed-price')
@localized()
export class NwTimedPrice extends LitElement {
  static override styles = [sharedStyles, sellingStyles];

  @property({ attribute: false }) variants: readonly CountedVariant[] = [];
  /** The one that has not ended. */
  @property({ attribute: false }) running: TimedPrice | undefined;
  @property({ attribute: false }) now: () => number = () => Date.now();
  @property({ type: Boolean }) busy = false;
  @state() private typed: ReadonlyMap<string, string> = new Map();
  @state() private minutes = '5';
  @state() private reason = '';

  override render(): TemplateResult {
    return html`<section aria-labelledby="timed">
      <h3 id="timed">${msg('タイムセール', { id: 'selling.timed' })}</h3>
      ${this.running ? this.told(this.running) : this.form()}
    </section>`;
  }

  private told(price: TimedPrice): TemplateResult {
    const lines = price.prices.map(({ sku, yen: amount }) => `${this.named(sku)} ${yen(amount)}`).join('、');
    return html`<p class="figure">${lines}</p>
      <p>${msg(str`${clockSeconds(price.until)} まで（日本時間）。遅れて見ている方は、その遅れの分だけ（最大30秒）後でもこの価格です。`, { id: 'selling.timed-until' })}</p>
      <div class="row">
        <button class="button button-quiet" type="button" ?disabled=${this.busy} @click=${() => this.tell('end', price.id)}>
          ${msg('今すぐ終了', { id: 'selling.timed-end' })}
        </button>
        <div class="field">
          <label for="reason">${msg('価格が誤りだったときの訂正の理由', { id: 'selling.correct-reason' })}</label>
          <input class="input" id="reason" maxlength="200" autocomplete="off" .value=${this.reason} @input=${(event: InputEvent) => (this.reason = valueOf(event))} />
        </div>
        <button
          class="button button-quiet"
          type="button"
          ?disabled=${this.busy || this.reason.trim() === ''}
          @click=${() => this.tell('correct', { id: price.id, reason: this.reason.trim() })}
        >
          ${msg('訂正する', { id: 'selling.correct' })}
        </button>
      </div>
      <p class="quiet">${msg('終了しても、すでに取り置き中の方はこの価格のままです。訂正すると、まだ注文していない方は通常の価格に戻ります。', { id: 'selling.timed-note' })}</p>`;
  }

  private form(): TemplateResult {
    const prices = pricesOf(this.variants, this.typed);
    const minutes = wholeOf(this.minutes, 1, MINUTES_MAX);
    const wrong = [...this.typed.values()].some((text) => text.trim() !== '') && !prices;
    return html`<form novalidate @submit=${this.submit}>
      <div class="row">
        ${this.variants.map(
          (variant, index) =>
            html`<div class="field">
              <label for="price-${index}">${msg(str`${this.named(variant.sku)}（通常 ${yen(variant.price)}）`, { id: 'selling.timed-price' })}</label>
              <input
                class="input"
                id="price-${index}"
                inputmode="numeric"
                autocomplete="off"
                aria-invalid=${wrong}
                .value=${this.typed.get(variant.sku) ?? ''}
                @input=${(event: InputEvent) => this.type(variant.sku, valueOf(event))}
              />
            </div>`,
        )}
        <div class="field">
          <label for="minutes">${msg('何分間', { id: 'selling.minutes' })}</label>
          <input class="input" id="minutes" inputmode="numeric" autocomplete="off" aria-invalid=${minutes === undefined} .value=${this.minutes} @input=${(event: InputEvent) => (this.minutes = valueOf(event))} />
        </div>
        <button class="button" type="submit" ?disabled=${this.busy || !prices || minutes === undefined}>${msg('開始する', { id: 'selling.timed-start' })}</button>
      </div>
      ${wrong ? html`<p class="error" role="alert">${msg('通常の価格より低い金額を入力してください。', { id: 'selling.timed-wrong' })}</p>` : ''}
    </form>`;
  }

  private type(sku: string, text: string): void {
    this.typed = new Map(this.typed).set(sku, text);
  }

  private named(sku: string): string {
    const variant = this.variants.find((one) => one.sku === sku);
    return (variant && inLanguage(variant.name, variant.nameEn)) || msg('価格', { id: 'selling.price' });
  }

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const prices = pricesOf(this.variants, this.typed);
    const minutes = wholeOf(this.minutes, 1, MINUTES_MAX);
    if (!prices || minutes === undefined || this.busy) return;
    this.tell('promise', { prices, until: Math.round(this.now() + minutes * 60_000), key: newKey() });
  };

  private tell(what: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

function valueOf(event: InputEvent): string {
  return (event.target as HTMLInputElement).value;
}
