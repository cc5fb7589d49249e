import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { price } from '../ui/format';
import { localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { textField, written, type FieldProblem } from './fields';
import { declarePrice, readPrices, wholeNumber, type Prices } from './goods';

const DAY_MILLIS = 86_400_000;

/** What a variant has cost, and what it cost before the platform knew it, as someone declares it. */
@localized()
@customElement('nw-declared-price')
export class NwDeclaredPrice extends LitElement {
  @property() product = '';
  @property() sku = '';
  @state() private prices: Prices | undefined;
  @state() private yen: number | null = null;
  @state() private from = '';
  @state() private to = '';
  @state() private statement = '';
  @state() private declared = false;
  @state() private problem: FieldProblem | undefined;
  @state() private failure = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const { problem } = this;
    return html`<details class="goods-details" @toggle=${this.opened}>
      <summary>${msg('価格の履歴と過去の販売の申告', { id: 'admin.history' })}</summary>
      ${this.history()}
      <div class="goods-grid">
        ${textField(msg('当時の価格(税込・円)', { id: 'admin.declare.price' }), written(this.yen), (text) => (this.yen = wholeNumber(text)), { field: 'price', problem, inputmode: 'numeric' })}
        ${textField(msg('最初の日', { id: 'admin.declare.from' }), this.from, (day) => (this.from = day), { field: 'from', problem, type: 'date' })}
        ${textField(msg('最後の日', { id: 'admin.declare.to' }), this.to, (day) => (this.to = day), { field: 'to', problem, type: 'date' })}
        ${textField(msg('どこで販売したか', { id: 'admin.declare.statement' }), this.statement, (words) => (this.statement = words), { field: 'statement', problem })}
      </div>
      <label class="goods-check"><input type="checkbox" .checked=${this.declared} @change=${(event: Event) => (this.declared = (event.target as HTMLInputElement).checked)} />${msg('実際にこの価格で販売していたことを申告します(申告者の名前とともに記録されます)', { id: 'admin.declare.true' })}</label>
      <div role="alert">${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}<span>${this.failure}</span></p>`}</div>
      <button class="button button-quiet goods-start" type="button" @click=${this.send}>${msg('申告する', { id: 'admin.declare' })}</button>
    </details>`;
  }

  private history(): unknown {
    if (!this.prices) return nothing;
    const day = (at: number): string => new Date(at).toLocaleDateString('ja-JP', { timeZone: 'Asia/Tokyo' });
    return html`<ul class="goods-small">
      ${this.prices.prices.map((one) => html`<li>${msg(str`${day(one.from)}から ${price(one.price)}`, { id: 'admin.history.since' })}</li>`)}
      ${this.prices.declared.map(
        (one) => html`<li>${msg(str`${day(one.from)}〜${day(one.to - DAY_MILLIS)} ${price(one.price)}(申告: ${one.by})`, { id: 'admin.history.declared' })}</li>`,
      )}
    </ul>`;
  }

  private opened(event: Event): void {
    if ((event.target as HTMLDetailsElement).open) void this.attempt(async () => void (this.prices = await readPrices(this.product, this.sku)));
  }

  private send(): void {
    const { sku, yen, from, to, statement, declared } = this;
    void this.attempt(async () => {
      this.prices = await declarePrice(this.product, { sku, price: yen ?? 0, from, to, statement, declared });
      this.declared = false;
      this.dispatchEvent(new CustomEvent('declared', { bubbles: true }));
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.failure = '';
    this.problem = undefined;
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      const field = failure.more.field;
      this.failure = failure.words;
      if (typeof field === 'string') this.problem = { field, words: failure.words };
    }
  }
}
