import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LivePlayer } from '../player/live-player';
import type { Quality } from '../player/quality';
import { STEP_SECONDS } from '../player/scrub';
import type { Show } from '../protocol/http';
import '../ui/nw-language';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import './nw-quality';

/** The part of a player that the menu speaks of. */
export type PlayerOfMenu = Pick<LivePlayer, 'where' | 'canRewind' | 'quality' | 'qualities' | 'rung' | 'chooseQuality' | 'isPausedByViewer'>;

/** About the show, quality, language, pause and the shop's legal page. Fires `nw-pause`, `nw-step` ({seconds}), `nw-rename` ({name}) and `nw-unhide` ({id}). */
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
      .between {
        justify-content: space-between;
        padding-block: var(--space-1);
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
  @property({ attribute: false, hasChanged: () => true }) player: PlayerOfMenu | null = null;
  @property() name = '';
  /** People whose comments I do not see. */
  @property({ attribute: false }) hiddenPeople: readonly { readonly id: string; readonly name: string }[] = [];
  /** What the picture needs is on it on wide screens. */
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
      ${this.wide ? nothing : this.ofPicture()} ${this.hiddenPeople.length === 0 ? nothing : this.hiddenList()}
      <div class="row"><nw-language></nw-language></div>
      ${show
        ? html`<p><a href=${show.shop.legalUrl} target="_blank" rel="noopener">${msg('特定商取引法に基づく表記', { id: 'watch.legal' })}</a></p>`
        : nothing}`;
  }

  private hiddenList(): TemplateResult {
    return html`<section class="about" aria-labelledby="hidden">
      <h3 id="hidden">${msg('コメントを表示していない人', { id: 'talk.hidden' })}</h3>
      <ul>
        ${this.hiddenPeople.map(
          ({ id, name }) => html`<li class="row between">
            <span>${name || msg('ゲスト', { id: 'watch.guest' })}</span>
            <button class="button button-quiet" type="button" @click=${() => this.dispatchEvent(new CustomEvent('nw-unhide', { detail: { id } }))}>
              ${msg('表示に戻す', { id: 'talk.unhide' })}
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private ofPicture(): TemplateResult | typeof nothing {
    const { player } = this;
    if (!player) return nothing;
    const paused = player.isPausedByViewer();
    return html`<div class="row">
        <button class="button button-quiet" type="button" @click=${() => this.dispatchEvent(new CustomEvent('nw-pause'))}>
          ${icon(paused ? 'play' : 'pause')}
          ${paused ? msg('再生する', { id: 'watch.play' }) : msg('一時停止する', { id: 'watch.pause' })}
        </button>
        ${player.where === 'live' && player.canRewind
          ? html`<button
              class="button button-quiet"
              type="button"
              @click=${() => this.dispatchEvent(new CustomEvent('nw-step', { detail: { seconds: -STEP_SECONDS } }))}
            >
              ${icon('rewind')}${msg('さかのぼって見る', { id: 'watch.rewind' })}
            </button>`
          : nothing}
      </div>
      <nw-quality
        list
        .options=${player.qualities()}
        .quality=${player.quality}
        .playing=${player.rung()}
        @nw-quality=${(event: CustomEvent<{ quality: Quality }>) => player.chooseQuality(event.detail.quality)}
      ></nw-quality>`;
  }

  private readonly onName = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = this.renderRoot.querySelector<HTMLInputElement>('#name')?.value.trim() ?? '';
    if (name !== '') this.dispatchEvent(new CustomEvent('nw-rename', { detail: { name } }));
  };
}
