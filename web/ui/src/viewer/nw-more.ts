import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Show } from '../protocol/http';
import '../ui/nw-language';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/** About the show, language, pause and the shop's legal page. Fires `nw-pause` and `nw-rename` ({name}). */
@customElement('nw-more')
@localized()
export class NwMore extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
        padding: var(--space-4);
        padding-block-end: var(--space-8);
      }
      .about {
        display: grid;
        gap: var(--space-1);
      }
      .about p {
        font-size: var(--size-14);
        color: var(--text-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3);
      }
      form {
        display: flex;
        align-items: flex-end;
        gap: var(--space-2);
      }
      .field {
        flex: 1;
        min-inline-size: 0;
      }
    `,
  ];

  @property({ attribute: false }) show: Show | null = null;
  @property({ type: Boolean }) paused = false;
  @property() name = '';
  /** The pause button is on the picture on wide screens. */
  @property({ type: Boolean }) wide = false;

  override render(): TemplateResult {
    const { show } = this;
    return html`${show
        ? html`<div class="about">
            <h3>${inLanguage(show.title, show.titleEn)}</h3>
            <p>${show.presenter}</p>
            <p>${show.description}</p>
          </div>`
        : nothing}
      <form @submit=${this.onName}>
        <div class="field">
          <label for="name">${msg('表示名', { id: 'watch.my-name' })}</label>
          <input id="name" class="input" autocomplete="nickname" .value=${this.name} placeholder=${msg('ゲスト', { id: 'watch.guest' })} />
        </div>
        <button class="button button-quiet" type="submit">${msg('変更', { id: 'watch.change' })}</button>
      </form>
      <div class="row">
        <nw-language></nw-language>
        ${this.wide
          ? nothing
          : html`<button class="button button-quiet" type="button" @click=${() => this.dispatchEvent(new CustomEvent('nw-pause'))}>
              ${icon(this.paused ? 'play' : 'pause')}
              ${this.paused ? msg('再生する', { id: 'watch.play' }) : msg('一時停止する', { id: 'watch.pause' })}
            </button>`}
      </div>
      ${show
        ? html`<p><a href=${show.shop.legalUrl} target="_blank" rel="noopener">${msg('特定商取引法に基づく表記', { id: 'watch.legal' })}</a></p>`
        : nothing}`;
  }

  private readonly onName = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = this.renderRoot.querySelector<HTMLInputElement>('#name')?.value.trim() ?? '';
    if (name !== '') this.dispatchEvent(new CustomEvent('nw-rename', { detail: { name } }));
  };
}
