import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { inLanguage, language, localized, msg } from '../ui/i18n';
import { houseFoot, houseHead } from '../ui/house';
import { icon } from '../ui/icons';
import { legalRecord, type LegalItem } from './record';

/** 特定商取引法に基づく表記, and the basics of privacy. */
@localized()
@customElement('nw-legal')
export class NwLegal extends LitElement {
  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    return html`${houseHead()}
      <main class="column column-narrow">
        <h1 class="legal-title">${msg('特定商取引法に基づく表記', { id: 'pages.legal.title' })}</h1>
        ${language() === 'en'
          ? html`<p class="quiet-words">${msg('特定商取引に関する法律による表示', { id: 'pages.legal.law' })}</p>`
          : nothing}
        ${legalRecord.demo
          ? html`<p class="notice">${icon('info')}<span>${msg('これはデモ店舗の記載例です。運営される方がご自身の内容に差し替えてください。', { id: 'pages.legal.note' })}</span></p>`
          : nothing}
        ${this.list(legalRecord.items)}
        <h2 class="legal-sub" id="privacy">${msg('個人情報の取り扱い', { id: 'pages.legal.privacy' })}</h2>
        ${this.list(legalRecord.privacy)}
      </main>
      ${houseFoot()}`;
  }

  private list(items: readonly LegalItem[]): TemplateResult {
    return html`<dl class="legal">
      ${items.map(
        ({ term, text }) => html`<div>
          <dt>${inLanguage(term.ja, term.en)}</dt>
          <dd>${inLanguage(text.ja, text.en)}</dd>
        </div>`,
      )}
    </dl>`;
  }
}
