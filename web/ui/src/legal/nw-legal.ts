import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { inLanguage, localized, msg } from '../ui/i18n';
import { ApiError, get } from '../ui/api';
import { houseFoot, houseHead } from '../ui/house';
import { icon } from '../ui/icons';
import type { Legal, LegalPage } from './record';

/** 特定商取引法に基づく表記, 利用規約, プライバシー and 外部送信, as the shop's settings have them. */
@localized()
@customElement('nw-legal')
export class NwLegal extends LitElement {
  @state() private legal: Legal | undefined;
  @state() private failure = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override updated(changed: PropertyValues): void {
    // The place in the address is there only once the page is.
    if (changed.has('legal') && this.legal && location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }

  override render(): unknown {
    return html`${houseHead()}
      <main class="column column-narrow">${this.legal ? this.pages(this.legal) : this.waiting()}</main>
      ${houseFoot()}`;
  }

  private waiting(): unknown {
    if (this.failure === '') {
      return html`<p class="loading"><span class="spinner" aria-hidden="true"></span>${msg('読み込んでいます', { id: 'pages.legal.loading' })}</p>`;
    }
    return html`<h1 class="legal-title">${msg('読み込めませんでした', { id: 'pages.legal.failed' })}</h1>
      <p class="notice notice-bad" role="alert">${icon('alert')}<span>${this.failure}</span></p>
      <p><button class="button button-quiet" type="button" @click=${() => this.load()}>${icon('refresh')}${msg('もう一度読み込む', { id: 'pages.legal.reload' })}</button></p>`;
  }

  private pages({ demo, pages }: Legal): unknown {
    return html`${demo
        ? html`<p class="notice">${icon('info')}<span>${msg('これはデモ店舗の記載例です。運営される方がご自身の内容に差し替えてください。', { id: 'pages.legal.note' })}</span></p>`
        : nothing}
      ${pages.length > 1
        ? html`<nav class="legal-ways" aria-label=${msg('このページの内容', { id: 'pages.legal.ways' })}>
            ${pages.map((page) => html`<a href="#${page.id}">${inLanguage(page.title.ja, page.title.en)}</a>`)}
          </nav>`
        : nothing}
      ${pages.map((page, index) => this.page(page, index === 0))}`;
  }

  private page(page: LegalPage, first: boolean): TemplateResult {
    const title = inLanguage(page.title.ja, page.title.en);
    return html`<section aria-labelledby=${page.id}>
      ${first ? html`<h1 class="legal-title" id=${page.id}>${title}</h1>` : html`<h2 class="legal-sub" id=${page.id}>${title}</h2>`}
      <dl class="legal">
        ${page.items.map(
          ({ term, text }) => html`<div>
            <dt>${inLanguage(term.ja, term.en)}</dt>
            <dd>${inLanguage(text.ja, text.en)}</dd>
          </div>`,
        )}
      </dl>
    </section>`;
  }

  private async load(): Promise<void> {
    try {
      this.failure = '';
      this.legal = await get<Legal>('/api/legal');
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
    }
  }
}
