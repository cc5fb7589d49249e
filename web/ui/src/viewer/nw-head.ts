import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Where } from '../player/live-player';
import type { Show, StreamStatus } from '../protocol/http';
import { compact, number } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/** Live badge, viewers, sponsorship label; and, unless `bare`, what the show is called and who presents. */
@customElement('nw-head')
@localized()
export class NwHead extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        min-inline-size: 0;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
      }
      .marks {
        min-block-size: 32px;
      }
      .marks > * {
        min-block-size: 26px;
      }
      .over {
        background: var(--scrim);
        color: var(--on-picture);
      }
      .title {
        justify-self: start;
        max-inline-size: min(100%, 22em);
        padding: 5px 10px 6px;
        border-radius: 10px;
        background: var(--scrim);
      }
      h1 {
        font-size: var(--size-14);
        font-weight: 700;
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
      }
      p {
        font-size: var(--size-12);
        line-height: 1.4;
        color: var(--on-picture-2);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property({ attribute: false }) show: Show | null = null;
  @property() stream: StreamStatus = 'waiting';
  /** Which picture of the show is on screen. */
  @property() where: Where = 'live';
  @property({ type: Number }) viewers = 0;
  @property({ type: Boolean }) bare = false;

  override render(): TemplateResult {
    const { show } = this;
    return html`<div class="marks">
        ${this.badge()}
        ${this.viewers > 0
          ? html`<span class="badge over">
              ${icon('eye')}<span aria-hidden="true">${compact(this.viewers)}</span>
              <span class="visually-hidden">${msg(str`${number(this.viewers)}人が視聴中`, { id: 'watch.viewers' })}</span>
            </span>`
          : nothing}
        ${show?.pr ? html`<span class="badge over">PR</span>` : nothing}
      </div>
      ${this.bare || !show
        ? nothing
        : html`<div class="title">
            <h1>${inLanguage(show.title, show.titleEn)}</h1>
            <p>${show.presenter}</p>
          </div>`}`;
  }

  private badge(): TemplateResult {
    if (this.where === 'behind') return html`<span class="badge over">${msg('追いかけ再生', { id: 'watch.badge.behind' })}</span>`;
    if (this.where === 'replay') return html`<span class="badge over">${msg('見逃し配信', { id: 'watch.badge.replay' })}</span>`;
    switch (this.stream) {
      case 'live':
        return html`<span class="badge badge-live">LIVE</span>`;
      case 'waiting':
        return html`<span class="badge over">${msg('開始前', { id: 'watch.badge.waiting' })}</span>`;
      case 'break':
        return html`<span class="badge over">${msg('接続待ち', { id: 'watch.badge.break' })}</span>`;
      case 'ended':
        return html`<span class="badge over">${msg('配信終了', { id: 'watch.badge.ended' })}</span>`;
    }
  }
}
