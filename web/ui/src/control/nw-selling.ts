import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { number } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { CountedVariant } from './control';
import type { Good } from './goods';
import './nw-drop-plan';
import './nw-timed-price';
import { runningPrice, shownDrops, UNITS_MAX, wholeOf, type DropPlan, type SaleMode, type SellingView } from './selling';
import type { SellingApi } from './selling-api';
import { sellingStyles } from './selling-styles';

/**
 * How one product is sold in this show: who has a unit between tap and payment, units for this show
 * alone, the timed price, drops, and who waits. Reads the server's view when opened and after each
 * act.
 */
@customElement('nw-selling')
@localized()
export class NwSelling extends LitElement {
  static override styles = [sharedStyles, sellingStyles];

  @property({ attribute: false }) api: SellingApi | undefined;
  @property({ attribute: false }) now: () => number = () => Date.now();
  @state() private good: Good | undefined;
  @state() private view: SellingView | undefined;
  @state() private busy = false;
  @state() private failure = '';
  @state() private units: ReadonlyMap<string, string> = new Map();
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  open(good: Good): void {
    this.good = good;
    this.view = undefined;
    this.failure = '';
    this.units = new Map();
    void this.updateComplete.then(() => this.dialog.showModal());
    void this.act(() => Promise.resolve());
  }

  override render(): TemplateResult {
    const { good } = this;
    return html`<dialog aria-labelledby="selling-title">
      ${good
        ? html`<header>
              <h2 id="selling-title">${msg(str`${inLanguage(good.product.name, good.product.nameEn)}の売り方`, { id: 'selling.title' })}</h2>
              <button class="icon-button" type="button" aria-label=${msg('閉じる', { id: 'selling.close' })} @click=${() => this.dialog.close()}>${icon('close')}</button>
            </header>
            <div role="alert">${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}${this.failure}</p>`}</div>
            ${this.view ? this.content(good, this.view) : html`<section role="status"><span class="spinner"></span></section>`}`
        : nothing}
    </dialog>`;
  }

  private content(good: Good, view: SellingView): TemplateResult {
    const product = good.product.id;
    return html`${this.mode(product, view)} ${this.allotments(good, view)}
      <nw-timed-price
        .variants=${good.variants}
        .running=${runningPrice(view, product, this.now())}
        .now=${this.now}
        .busy=${this.busy}
        @promise=${(event: CustomEvent<{ prices: readonly { sku: string; yen: number }[]; until: number; key: string }>) =>
          this.act((api) => api.promise(product, event.detail.prices, event.detail.until, event.detail.key))}
        @end=${(event: CustomEvent<string>) => this.act((api) => api.endPrice(event.detail))}
        @correct=${(event: CustomEvent<{ id: string; reason: string }>) => this.act((api) => api.correctPrice(event.detail.id, event.detail.reason))}
      ></nw-timed-price>
      <nw-drop-plan
        .variants=${good.variants}
        .drops=${shownDrops(view, product)}
        .now=${this.now}
        .busy=${this.busy}
        @plan=${(event: CustomEvent<{ plan: DropPlan; key: string }>) => this.act((api) => api.plan(event.detail.plan, event.detail.key))}
        @cancel=${(event: CustomEvent<string>) => this.act((api) => api.cancelDrop(event.detail))}
      ></nw-drop-plan>
      ${this.waiting(good, view)}`;
  }

  private mode(product: string, view: SellingView): TemplateResult {
    const now = view.modes.find((one) => one.product === product)?.mode ?? 'hold';
    const way = (mode: SaleMode, words: string): TemplateResult =>
      html`<label class="way"
        ><input type="radio" name="mode" .checked=${now === mode} ?disabled=${this.busy} @change=${() => this.act((api) => api.setMode(product, mode))} />${words}</label
      >`;
    return html`<section aria-labelledby="mode">
      <h3 id="mode">${msg('「買う」を押したら', { id: 'selling.mode' })}</h3>
      <div class="ways" role="radiogroup" aria-labelledby="mode">
        ${way('hold', msg('取り置く', { id: 'selling.mode-hold' }))} ${way('first_paid', msg('取り置かない（先に注文した方のもの）', { id: 'selling.mode-first-paid' }))}
      </div>
    </section>`;
  }

  private allotments(good: Good, view: SellingView): TemplateResult {
    return html`<section aria-labelledby="own">
      <h3 id="own">${msg('この番組分の在庫', { id: 'selling.own' })}</h3>
      ${good.variants.map((variant, index) => this.allotment(variant, index, view))}
      <p class="quiet">${msg('取り分けた分はこの番組だけで売れます。0にすると全体に戻ります。', { id: 'selling.own-note' })}</p>
    </section>`;
  }

  private allotment(variant: CountedVariant, index: number, view: SellingView): TemplateResult {
    const own = view.allotments.find(({ sku }) => sku === variant.sku);
    const typed = this.units.get(variant.sku) ?? (own ? String(own.units) : '');
    const units = wholeOf(typed, 0, UNITS_MAX);
    const name = inLanguage(variant.name, variant.nameEn) || msg('点数', { id: 'selling.units' });
    if (own?.drop) {
      return html`<p>${name}: ${msg(str`数量限定販売のため ${number(own.units)}点`, { id: 'selling.own-drop' })}</p>`;
    }
    return html`<div class="row">
      <div class="field">
        <label for="own-${index}">${name}${own ? msg(str`（取り置きと注文 ${number(own.taken)}）`, { id: 'selling.own-taken' }) : nothing}</label>
        <input
          class="input"
          id="own-${index}"
          inputmode="numeric"
          autocomplete="off"
          aria-invalid=${typed !== '' && units === undefined}
          .value=${typed}
          @input=${(event: InputEvent) => (this.units = new Map(this.units).set(variant.sku, (event.target as HTMLInputElement).value))}
        />
      </div>
      <button
        class="button button-quiet"
        type="button"
        ?disabled=${this.busy || units === undefined || units === (own?.units ?? -1)}
        @click=${() => units !== undefined && this.act((api) => api.allot(variant.sku, units))}
      >
        ${msg('この番組分にする', { id: 'selling.own-set' })}
      </button>
    </div>`;
  }

  private waiting(good: Good, view: SellingView): TemplateResult | typeof nothing {
    const lines = good.variants.flatMap((variant) => {
      const line = view.waiting.find(({ sku }) => sku === variant.sku);
      return line ? [{ name: inLanguage(variant.name, variant.nameEn), waiting: line.waiting }] : [];
    });
    if (lines.length === 0) return nothing;
    return html`<section aria-labelledby="waiting">
      <h3 id="waiting">${msg('入荷待ち', { id: 'selling.waiting' })}</h3>
      ${lines.map(({ name, waiting }) => html`<p>${name} <span class="figure">${msg(str`${number(waiting)}人`, { id: 'selling.people' })}</span></p>`)}
    </section>`;
  }

  private async act(deed: (api: SellingApi) => Promise<unknown>): Promise<void> {
    const { api } = this;
    if (!api || this.busy) return;
    this.busy = true;
    this.failure = '';
    try {
      await deed(api);
      this.view = await api.read();
      this.units = new Map();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
    } finally {
      this.busy = false;
    }
  }
}
