import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError, get } from '../ui/api';
import { dateTime, number, yen } from '../ui/format';
import { houseHead } from '../ui/house';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { canShip, pageAddress, STATES, type Filter, type Listed, type Page } from './desk';
import './nw-desk-order';
import './nw-desk-parcels';
import { stateWords } from './words';

const EMPTY: Filter = { q: '', state: '', show: '', from: '', to: '' };

/** The order desk 接客デスク: search, one order beside the list, many parcels at once. */
@customElement('nw-desk')
@localized()
export class NwDesk extends LitElement {
  @state() private filter = EMPTY;
  @state() private orders: readonly Listed[] = [];
  @state() private next: string | null = null;
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private open: string | undefined;
  @state() private failure: ApiError | undefined;
  @state() private busy = true;
  private asked = 0;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load(false);
  }

  override render(): TemplateResult {
    return html`${houseHead()}
      <main class="desk">
        <h1>${msg('注文', { id: 'desk.title' })}</h1>
        ${this.filters()}
        <nw-desk-parcels .orders=${this.picked()} @desk-changed=${() => this.load(false)}></nw-desk-parcels>
        <div class="desk-columns">
          <section aria-label=${msg('注文の一覧', { id: 'desk.list' })}>${this.list()}</section>
          ${this.open === undefined
            ? nothing
            : html`<nw-desk-order .orderId=${this.open} @desk-changed=${() => this.load(false)} @desk-close=${this.close}></nw-desk-order>`}
        </div>
      </main>`;
  }

  private picked(): readonly Listed[] {
    return this.orders.filter((order) => this.chosen.has(order.id) && canShip(order));
  }

  private filters(): TemplateResult {
    const set = (name: keyof Filter) => (event: Event) => {
      this.filter = { ...this.filter, [name]: (event.target as HTMLInputElement).value };
    };
    return html`<form class="desk-filters" @submit=${this.search}>
      <div class="field desk-words">
        <label for="desk-q">${msg('番号・お名前・メール・電話・商品', { id: 'desk.q' })}</label>
        <input class="input" id="desk-q" type="search" maxlength="100" .value=${this.filter.q} @input=${set('q')} />
      </div>
      <div class="field">
        <label for="desk-state">${msg('状態', { id: 'desk.state' })}</label>
        <select class="input" id="desk-state" .value=${this.filter.state} @change=${set('state')}>
          <option value="">${msg('すべて', { id: 'desk.all' })}</option>
          ${STATES.map((state) => html`<option value=${state}>${stateWords(state)}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="desk-show">${msg('番組ID', { id: 'desk.show' })}</label>
        <input class="input" id="desk-show" maxlength="60" autocapitalize="none" .value=${this.filter.show} @input=${set('show')} />
      </div>
      <div class="field">
        <label for="desk-from">${msg('受付日（から）', { id: 'desk.from' })}</label>
        <input class="input" id="desk-from" type="date" .value=${this.filter.from} @input=${set('from')} />
      </div>
      <div class="field">
        <label for="desk-to">${msg('受付日（まで）', { id: 'desk.until' })}</label>
        <input class="input" id="desk-to" type="date" .value=${this.filter.to} @input=${set('to')} />
      </div>
      <button class="button" type="submit">${msg('検索', { id: 'desk.search' })}</button>
    </form>`;
  }

  private list(): TemplateResult {
    if (this.failure) {
      return html`<p class="notice notice-bad" role="alert">${this.failure.words}</p>`;
    }
    if (this.orders.length === 0) {
      return html`<p class="quiet-words" role="status">
        ${this.busy ? msg('読み込んでいます', { id: 'desk.loading' }) : msg('条件に合う注文はありません。', { id: 'desk.none' })}
      </p>`;
    }
    return html`<ul class="desk-list">
        ${repeat(
          this.orders,
          (order) => order.id,
          (order) => this.row(order),
        )}
      </ul>
      ${this.next === null
        ? nothing
        : html`<button class="button button-quiet" type="button" aria-busy=${this.busy} @click=${() => this.load(true)}>
            ${msg('前の注文を読み込む', { id: 'desk.more' })}
          </button>`}`;
  }

  private row(order: Listed): TemplateResult {
    const refunded = order.refundState === 'none' ? '' : msg('返金あり', { id: 'desk.refunded' });
    return html`<li class=${order.id === this.open ? 'desk-row desk-row-open' : 'desk-row'}>
      <label class="desk-pick">
        <input type="checkbox" ?disabled=${!canShip(order)} .checked=${this.chosen.has(order.id)} @change=${() => this.pick(order.id)} />
        <span class="visually-hidden">${msg(str`${order.number} をまとめて発送`, { id: 'desk.pick' })}</span>
      </label>
      <button type="button" class="desk-open" aria-expanded=${order.id === this.open} @click=${() => (this.open = order.id)}>
        <span class="desk-who"><strong>${order.buyer}</strong> <span class="count">${order.number}</span></span>
        <span class="price">${yen(order.total)}</span>
        <span class="quiet-words">${order.lines.map((line) => `${inLanguage(line.name, line.nameEn)} × ${number(line.quantity)}`).join(msg('、', { id: 'desk.comma' }))}</span>
        <span><span class="badge" data-state=${order.state}>${stateWords(order.state)}</span> ${refunded ? html`<span class="badge badge-warn">${refunded}</span>` : nothing}</span>
        <span class="quiet-words count">${dateTime(order.placedAt)}</span>
      </button>
    </li>`;
  }

  private pick(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }

  private close(): void {
    this.open = undefined;
  }

  private search(event: Event): void {
    event.preventDefault();
    this.chosen = new Set();
    void this.load(false);
  }

  /** The answer to an older question is dropped. */
  private async load(more: boolean): Promise<void> {
    const mine = ++this.asked;
    this.busy = true;
    try {
      const page = await get<Page>(pageAddress(this.filter, more ? this.next : null));
      if (mine !== this.asked) return;
      this.orders = more ? [...this.orders, ...page.orders] : page.orders;
      this.next = page.next;
      this.failure = undefined;
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (mine === this.asked) this.failure = failure;
    } finally {
      if (mine === this.asked) this.busy = false;
    }
  }
}
