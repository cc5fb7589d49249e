import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { sendSheet, sheetAddress, type Encoding, type SheetOutcome } from './goods';

/** The whole catalogue as CSV: out, and in after a trial has shown what would happen. */
@localized()
@customElement('nw-goods-sheet')
export class NwGoodsSheet extends LitElement {
  @state() private encoding: Encoding = 'utf-8';
  @state() private file: File | undefined;
  @state() private outcome: SheetOutcome | undefined;
  @state() private busy = false;
  @state() private failure = '';
  @query('h1') private readonly heading!: HTMLElement;

  protected override createRenderRoot(): this {
    return this;
  }

  override firstUpdated(): void {
    this.heading.focus();
  }

  override render(): TemplateResult {
    return html`<div class="goods-head">
        <h1 tabindex="-1">${msg('商品をCSVで出し入れ', { id: 'admin.sheet.title' })}</h1>
        <button class="button button-plain" type="button" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${icon('back')}${msg('商品一覧へ', { id: 'admin.to-list' })}</button>
      </div>
      <fieldset class="goods-part">
        <legend>${msg('文字コード', { id: 'admin.sheet.encoding' })}</legend>
        <div class="goods-choices">${this.choice('utf-8', 'UTF-8')}${this.choice('shift_jis', 'Shift_JIS')}</div>
        <p class="quiet-words goods-small">${msg('Excelで直接開くときはどちらでも読めます。Shift_JISにない漢字がある場合はUTF-8をお使いください。', { id: 'admin.sheet.encoding-hint' })}</p>
      </fieldset>
      <section class="goods-part" aria-labelledby="sheet-out">
        <h2 id="sheet-out">${msg('書き出す', { id: 'admin.sheet.out' })}</h2>
        <a class="button button-quiet goods-start" href=${sheetAddress(this.encoding)} download="products.csv">${icon('down')}${msg('すべての商品を書き出す', { id: 'admin.sheet.download' })}</a>
      </section>
      <section class="goods-part" aria-labelledby="sheet-in">
        <h2 id="sheet-in">${msg('取り込む', { id: 'admin.sheet.in' })}</h2>
        <p class="quiet-words goods-small">${msg('1行が1つのSKUです。ない列の内容はそのまま残り、在庫数は取り込みません。1行でも直すところがあれば、何も変更しません。', { id: 'admin.sheet.rules' })}</p>
        <div class="field">
          <label for="sheet-file">${msg('CSVファイル(4MB・2,000行まで)', { id: 'admin.sheet.file' })}</label>
          <input class="input" id="sheet-file" type="file" accept=".csv,text/csv" @change=${this.chosen} />
        </div>
        <div class="goods-actions">
          <button class="button button-quiet" type="button" aria-disabled=${this.file === undefined || this.busy ? 'true' : 'false'} @click=${() => this.send(true)}>
            ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${msg('試しに確かめる', { id: 'admin.sheet.try' })}
          </button>
          ${
            this.canApply()
              ? html`<button class="button" type="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${() => this.send(false)}>${msg('この内容で取り込む', { id: 'admin.sheet.apply' })}</button>`
              : nothing
          }
        </div>
        <div role="status">${this.result()}</div>
        <div role="alert">${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}<span>${this.failure}</span></p>`}</div>
        ${this.errors()}
      </section>`;
  }

  private choice(encoding: Encoding, words: string): TemplateResult {
    return html`<label class="goods-check">
      <input type="radio" name="encoding" value=${encoding} .checked=${this.encoding === encoding} @change=${() => this.encode(encoding)} />${words}
    </label>`;
  }

  private encode(encoding: Encoding): void {
    this.encoding = encoding;
    this.outcome = undefined;
  }

  private chosen(event: Event): void {
    this.file = (event.target as HTMLInputElement).files?.[0];
    this.outcome = undefined;
    this.failure = '';
  }

  private canApply(): boolean {
    return this.outcome !== undefined && !this.outcome.applied && this.outcome.errorCount === 0;
  }

  private result(): unknown {
    if (this.outcome === undefined) return nothing;
    const { created, changed, unchanged, applied, errorCount } = this.outcome;
    const counts = msg(str`追加 ${created}件、変更 ${changed}件、変更なし ${unchanged}件`, { id: 'admin.sheet.counts' });
    if (errorCount > 0) {
      return html`<p class="notice notice-warn">${icon('alert')}<span>${msg(str`${errorCount}か所を直してください。何も変更していません。`, { id: 'admin.sheet.errors' })}</span></p>`;
    }
    return applied
      ? html`<p class="notice notice-good">${icon('check')}<span>${msg('取り込みました。', { id: 'admin.sheet.applied' })} ${counts}</span></p>`
      : html`<p class="notice">${icon('info')}<span>${msg('まだ変更していません。', { id: 'admin.sheet.tried' })} ${counts}</span></p>`;
  }

  private errors(): unknown {
    if (this.outcome === undefined || this.outcome.errors.length === 0) return nothing;
    return html`<div class="goods-table" tabindex="0" role="region" aria-label=${msg('直すところ', { id: 'admin.sheet.to-mend' })}>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('行', { id: 'admin.sheet.line' })}</th>
            <th scope="col">${msg('列', { id: 'admin.sheet.column' })}</th>
            <th scope="col">${msg('理由', { id: 'admin.sheet.why' })}</th>
          </tr>
        </thead>
        <tbody>
          ${this.outcome.errors.map((error) => html`<tr><td>${error.line}</td><td>${error.column}</td><td>${inLanguage(error.ja, error.en)}</td></tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  private async send(trial: boolean): Promise<void> {
    if (this.file === undefined || this.busy) return;
    this.busy = true;
    this.failure = '';
    try {
      this.outcome = await sendSheet(this.file, this.encoding, trial);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.outcome = undefined;
      this.failure = failure.words;
    } finally {
      this.busy = false;
    }
  }
}
