import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { ApiError, get } from '../ui/api';
import { compact } from '../ui/format';
import { houseFoot, houseHead } from '../ui/house';
import { icon } from '../ui/icons';
import type { Product, ShowListing } from '../protocol/http';
import { inOrder, isOnAir } from './shelf';

const REFRESH_MILLIS = 20_000;
/** So many goods are shown on a card. */
const GOODS_SHOWN = 4;
/** So many cards get pictures; the list itself may be longer. */
const CARDS_WITH_GOODS = 12;

type Listing = ShowListing & { readonly presenter?: string };

/** The shows of this installation: what is on air now comes first. */
@localized()
@customElement('nw-shows')
export class NwShows extends LitElement {
  @state() private shows: readonly Listing[] | undefined;
  @state() private goods: ReadonlyMap<string, readonly Product[]> = new Map();
  @state() private failure = '';
  private timer: ReturnType<typeof setInterval> | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
    this.timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.load();
    }, REFRESH_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render(): unknown {
    return html`${houseHead()}
      <main class="column">
        <h1 class="shows-title">${msg('番組', { id: 'pages.shows' })}</h1>
        ${this.content()}
      </main>
      ${houseFoot()}`;
  }

  private content(): unknown {
    if (this.shows === undefined) {
      return this.failure === ''
        ? html`<p class="loading"><span class="spinner" aria-hidden="true"></span>${msg('読み込んでいます', { id: 'pages.loading' })}</p>`
        : html`<div class="notice notice-bad" role="alert">
            ${icon('alert')}
            <div>
              <p>${this.failure}</p>
              <button class="button button-quiet" type="button" @click=${() => this.load()}>${msg('もう一度読み込む', { id: 'pages.reload' })}</button>
            </div>
          </div>`;
    }
    if (this.shows.length === 0) {
      return html`<p class="quiet-words">${msg('予定されている番組はありません。次の番組が決まると、ここに表示されます。', { id: 'pages.no-shows' })}</p>`;
    }
    return html`<ul class="shows">
      ${inOrder(this.shows).map((show) => html`<li>${this.card(show)}</li>`)}
    </ul>`;
  }

  private card(show: Listing): TemplateResult {
    const goods = this.goods.get(show.id) ?? [];
    return html`<a class=${isOnAir(show) ? 'show-card show-card-live' : 'show-card'} href="/watch/${encodeURIComponent(show.id)}">
      <span class="show-goods" aria-hidden="true">
        ${goods
          .filter((product) => product.images.length > 0)
          .slice(0, GOODS_SHOWN)
          .map((product) => html`<img src=${product.images[0]!.url} alt="" width="160" height="160" loading="lazy" />`)}
      </span>
      <span class="show-words">
        <span class="show-marks">
          ${this.badge(show)}
          ${isOnAir(show) && show.viewers !== undefined
            ? html`<span class="show-viewers">${icon('eye')}${msg(str`${compact(show.viewers)}人が視聴中`, { id: 'pages.viewers' })}</span>`
            : nothing}
        </span>
        <strong>${inLanguage(show.title, show.titleEn)}</strong>
        ${show.presenter ? html`<span class="quiet-words">${show.presenter}</span>` : nothing}
      </span>
    </a>`;
  }

  private badge(show: Listing): TemplateResult {
    switch (show.status) {
      case 'live':
        return html`<span class="badge badge-live">${msg('配信中', { id: 'pages.live' })}</span>`;
      case 'break':
        return html`<span class="badge badge-warn">${msg('まもなく再開', { id: 'pages.break' })}</span>`;
      case 'waiting':
        return html`<span class="badge badge-link">${msg('まもなく開始', { id: 'pages.waiting' })}</span>`;
      case 'ended':
        return html`<span class="badge">${msg('終了しました', { id: 'pages.ended' })}</span>`;
    }
  }

  private async load(): Promise<void> {
    try {
      const { shows } = await get<{ shows: Listing[] }>('/api/shows');
      this.shows = shows;
      this.failure = '';
      await this.loadGoods(shows);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
    }
  }

  /** Pictures for the cards; a show whose goods cannot be read is shown without. */
  private async loadGoods(shows: readonly Listing[]): Promise<void> {
    for (const { id } of shows.filter((show) => !this.goods.has(show.id)).slice(0, CARDS_WITH_GOODS)) {
      const products = await get<{ products: Product[] }>(`/api/shows/${encodeURIComponent(id)}/products`).then(
        (answer) => answer.products,
        () => [],
      );
      this.goods = new Map(this.goods).set(id, products);
    }
  }
}
