import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { price } from '../ui/format';
import { houseFoot, houseHead } from '../ui/house';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { listGoods, type GoodsRow } from './goods';
import { kindWords } from './kinds';
import './nw-goods-editor';
import './nw-goods-sheet';
import './nw-licences';

const SEARCH_MILLIS = 250;

type View = { readonly kind: 'list' } | { readonly kind: 'edit'; readonly product: string } | { readonly kind: 'sheet' } | { readonly kind: 'licences' };

/** The goods of the shop: a list with search, one product in a form, many in a sheet. */
@localized()
@customElement('nw-admin')
export class NwAdmin extends LitElement {
  @state() private view: View = { kind: 'list' };
  @state() private rows: readonly GoodsRow[] | undefined;
  @state() private next: string | null = null;
  @state() private archived = false;
  @state() private failure = '';
  @query('h1') private readonly heading!: HTMLElement;
  private question = '';
  private asked = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.waiting);
  }

  override render(): unknown {
    return html`${houseHead()}
      <main class="column goods-page">${this.shown()}</main>
      ${houseFoot()}`;
  }

  private shown(): TemplateResult {
    switch (this.view.kind) {
      case 'edit':
        return html`<nw-goods-editor .product=${this.view.product} @done=${this.back}></nw-goods-editor>`;
      case 'sheet':
        return html`<nw-goods-sheet @done=${this.back}></nw-goods-sheet>`;
      case 'licences':
        return html`<nw-licences @done=${this.back}></nw-licences>`;
      case 'list':
        return this.list();
    }
  }

  private list(): TemplateResult {
    return html`<div class="goods-head">
        <h1 tabindex="-1">${msg('商品', { id: 'admin.goods' })}</h1>
        <div class="goods-actions">
          <button class="button button-quiet" type="button" @click=${() => this.show({ kind: 'sheet' })}>${icon('list')}${msg('CSV', { id: 'admin.sheet' })}</button>
          <button class="button button-quiet" type="button" @click=${() => this.show({ kind: 'licences' })}>${icon('shield')}${msg('許可・届出の表示', { id: 'admin.licences' })}</button>
          <button class="button" type="button" @click=${() => this.show({ kind: 'edit', product: '' })}>${icon('plus')}${msg('新しい商品', { id: 'admin.new' })}</button>
        </div>
      </div>
      <div class="goods-filter">
        <div class="field">
          <label for="goods-search">${msg('商品を探す', { id: 'admin.search' })}</label>
          <input class="input" id="goods-search" type="search" maxlength="100" autocomplete="off" .value=${this.question} @input=${this.typed} />
        </div>
        <label class="goods-check"><input type="checkbox" .checked=${this.archived} @change=${this.toggleArchived} />${msg('保管中の商品', { id: 'admin.archived' })}</label>
      </div>
      <div role="status">${this.rows === undefined ? nothing : html`<p class="quiet-words">${msg(str`${this.rows.length}件を表示`, { id: 'admin.count' })}</p>`}</div>
      ${this.content()}`;
  }

  private content(): TemplateResult {
    if (this.failure !== '') {
      return html`<div class="notice notice-bad" role="alert">${icon('alert')}<span>${this.failure}</span></div>`;
    }
    if (this.rows === undefined) {
      return html`<p class="loading"><span class="spinner" aria-hidden="true"></span>${msg('読み込んでいます', { id: 'admin.loading' })}</p>`;
    }
    if (this.rows.length === 0) {
      return html`<p class="quiet-words">${
        this.question === '' ? msg('商品はまだありません。', { id: 'admin.none' }) : msg('見つかりませんでした。別の言葉でお試しください。', { id: 'admin.not-found' })
      }</p>`;
    }
    return html`<ul class="goods-list">${this.rows.map((row) => html`<li>${this.row(row)}</li>`)}</ul>
      ${
        this.next === null
          ? nothing
          : html`<button class="button button-quiet goods-more" type="button" @click=${() => this.load(true)}>${msg('続きを表示', { id: 'admin.more' })}</button>`
      }`;
  }

  private row(row: GoodsRow): TemplateResult {
    return html`<button class="goods-row" type="button" @click=${() => this.show({ kind: 'edit', product: row.id })}>
      ${row.image === null ? html`<span class="goods-no-picture" aria-hidden="true">${icon('bag')}</span>` : html`<img src=${row.image} alt="" width="64" height="64" loading="lazy" />`}
      <span class="goods-words">
        <strong>${inLanguage(row.name, row.nameEn)}</strong>
        <span class="quiet-words goods-small">
          ${row.id}${row.variants > 1 ? html` · ${msg(str`${row.variants}種類`, { id: 'admin.variants-count' })}` : nothing}${
            row.shows > 0 ? html` · ${msg(str`${row.shows}番組`, { id: 'admin.shows-count' })}` : nothing
          }
        </span>
      </span>
      ${
        row.set || row.kind !== 'general'
          ? html`<span class="goods-marks">
              ${row.set ? html`<span class="badge badge-link">${msg('セット', { id: 'admin.set' })}</span>` : nothing}
              ${row.kind === 'general' ? nothing : html`<span class="badge badge-warn">${kindWords(row.kind)}</span>`}
            </span>`
          : nothing
      }
      <span class="price">${price(row.price)}</span>
    </button>`;
  }

  private typed(event: InputEvent): void {
    this.question = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.load(), SEARCH_MILLIS);
  }

  private toggleArchived(event: Event): void {
    this.archived = (event.target as HTMLInputElement).checked;
    void this.load();
  }

  /** The newest question counts, whichever answer comes last. */
  private async load(more = false): Promise<void> {
    const turn = ++this.asked;
    try {
      const page = await listGoods(this.question, this.archived, more ? (this.next ?? '') : '');
      if (turn !== this.asked) return;
      this.rows = more ? [...(this.rows ?? []), ...page.products] : page.products;
      this.next = page.next;
      this.failure = '';
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (turn === this.asked) this.failure = failure.words;
    }
  }

  private show(view: View): void {
    this.view = view;
  }

  private async back(): Promise<void> {
    this.view = { kind: 'list' };
    await this.load();
    await this.updateComplete;
    this.heading.focus();
  }
}
