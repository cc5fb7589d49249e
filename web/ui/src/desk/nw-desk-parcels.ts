import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { number } from '../ui/format';
import { localized, msg, str } from '../ui/i18n';
import type { Listed } from './desk';
import { download, sendTracking, type Imported } from './files';
import { outcomeWords } from './words';

/** Files for the carriers and their numbers back. Fires `desk-changed`. */
@customElement('nw-desk-parcels')
@localized()
export class NwDeskParcels extends LitElement {
  @property({ attribute: false }) orders: readonly Listed[] = [];
  @state() private failure: ApiError | undefined;
  @state() private carrier = 'yamato';
  @state() private file: File | undefined;
  @state() private imported: Imported | undefined;
  @state() private tried = false;
  @state() private busy = false;

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const none = this.orders.length === 0 || this.busy;
    const ids = this.orders.map((order) => order.id).join(',');
    return html`<section class="card desk-parcels" aria-labelledby="desk-parcels-title">
      <h2 id="desk-parcels-title">${msg('まとめて発送', { id: 'desk.parcels' })}</h2>
      <p class="quiet-words" role="status">${msg(str`${number(this.orders.length)}件を選択中`, { id: 'desk.chosen' })}</p>
      <div class="desk-buttons">
        <button class="button button-quiet" type="button" ?disabled=${none} @click=${() => this.load(`/api/desk/packing-slips?ids=${ids}`, 'packing-slips.pdf')}>
          ${msg('納品書 PDF', { id: 'desk.slips' })}
        </button>
        <button class="button button-quiet" type="button" ?disabled=${none} @click=${() => this.load(`/api/desk/shipments?carrier=yamato&ids=${ids}`, 'yamato-b2.csv')}>
          ${msg('ヤマト B2 CSV', { id: 'desk.yamato' })}
        </button>
        <button class="button button-quiet" type="button" ?disabled=${none} @click=${() => this.load(`/api/desk/shipments?carrier=sagawa&ids=${ids}`, 'sagawa-ehiden.csv')}>
          ${msg('佐川 e飛伝 CSV', { id: 'desk.sagawa' })}
        </button>
      </div>
      <form class="desk-import" @submit=${this.send}>
        <div class="field">
          <label for="desk-carrier">${msg('配送会社', { id: 'desk.carrier' })}</label>
          <select class="input" id="desk-carrier" .value=${this.carrier} @change=${(event: Event) => (this.carrier = (event.target as HTMLSelectElement).value)}>
            <option value="yamato">${msg('ヤマト運輸', { id: 'desk.carrier.yamato' })}</option>
            <option value="sagawa">${msg('佐川急便', { id: 'desk.carrier.sagawa' })}</option>
            <option value="japanpost">${msg('日本郵便', { id: 'desk.carrier.japanpost' })}</option>
          </select>
        </div>
        <div class="field">
          <label for="desk-file">${msg('送り状番号の CSV', { id: 'desk.file' })}</label>
          <input class="input" id="desk-file" type="file" accept=".csv,text/csv" @change=${this.choose} />
        </div>
        <button class="button" type="submit" ?disabled=${!this.file || this.busy}>
          ${this.tried ? msg('この内容で発送する', { id: 'desk.import' }) : msg('内容を確かめる', { id: 'desk.try' })}
        </button>
      </form>
      ${this.failure ? html`<p class="notice notice-bad" role="alert">${this.failure.words}</p>` : nothing} ${this.results()}
    </section>`;
  }

  private results(): unknown {
    if (!this.imported) return nothing;
    return html`<p role="status">${msg(str`発送 ${number(this.imported.shipped)}件、確認が必要 ${number(this.imported.refused)}件`, { id: 'desk.imported' })}</p>
      <ul class="desk-results">
        ${this.imported.rows.map((row) => html`<li class="count">${row.number} ${row.tracking} <strong>${outcomeWords(row.outcome)}</strong></li>`)}
      </ul>`;
  }

  private choose(event: Event): void {
    this.file = (event.target as HTMLInputElement).files?.[0];
    this.tried = false;
    this.imported = undefined;
  }

  private async load(path: string, name: string): Promise<void> {
    await this.doing(() => download(path, name));
  }

  /** First it only says what would happen; the second press does it. */
  private async send(event: Event): Promise<void> {
    event.preventDefault();
    const file = this.file;
    if (!file) return;
    const dry = !this.tried;
    await this.doing(async () => {
      this.imported = await sendTracking(this.carrier, file, dry);
      this.tried = dry;
      if (!dry) {
        this.file = undefined;
        this.dispatchEvent(new CustomEvent('desk-changed', { bubbles: true }));
      }
    });
  }

  private async doing(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failure = undefined;
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure;
    } finally {
      this.busy = false;
    }
  }
}
