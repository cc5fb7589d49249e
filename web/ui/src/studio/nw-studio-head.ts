import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { streamWords } from '../control/words';
import type { Show, StreamStatus } from '../protocol/http';
import { countdown, number } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg } from '../ui/i18n';
import '../ui/nw-language';
import { sharedStyles } from '../ui/shared-styles';

/** The lamp, how long, how many watch, and the few tools. Fires `connect` and `leave`. */
@customElement('nw-studio-head')
@localized()
export class NwStudioHead extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-5);
        padding: var(--space-2) var(--space-5);
        border-block-end: 1px solid var(--line);
      }
      .lamp {
        display: inline-flex;
        align-items: center;
        gap: 0.45em;
        padding: 0.1em 0.6em;
        border: 2px solid var(--line-strong);
        border-radius: var(--radius);
        color: var(--text-2);
        font-size: var(--letters-3);
        font-weight: 700;
        line-height: 1.4;
        white-space: nowrap;
      }
      .lamp::before {
        content: '';
        inline-size: 0.55em;
        block-size: 0.55em;
        border: 2px solid currentColor;
        border-radius: 50%;
      }
      .lamp[data-stream='live'] {
        border-color: var(--action);
        background: var(--action);
        color: var(--on-action);
      }
      .lamp[data-stream='live']::before {
        background: currentColor;
      }
      .lamp[data-stream='rehearsal'] {
        border-color: var(--link);
        color: var(--link);
      }
      .lamp[data-stream='break'] {
        border-color: var(--warn);
        color: var(--warn);
      }
      .number {
        display: inline-flex;
        align-items: baseline;
        gap: 0.35em;
        font-size: var(--letters-3);
        font-weight: 700;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .number small {
        font-size: var(--size-16);
        font-weight: 400;
        color: var(--text-2);
      }
      .title {
        flex: 1 1 8em;
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--text-2);
      }
      .tools {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        margin-inline-start: auto;
      }
      .tool {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: var(--touch);
        min-inline-size: var(--touch);
        justify-content: center;
        padding: 0 10px;
        border: 0;
        border-radius: var(--radius);
        background: none;
        color: var(--text-2);
        font-size: var(--size-14);
        white-space: nowrap;
        cursor: pointer;
      }
      .tool:hover,
      .tool[aria-pressed='true'] {
        background: var(--surface-raised);
        color: var(--text);
      }
      .opener {
        display: none;
        padding: 0;
      }
      .number .icon {
        display: none;
        align-self: center;
      }
      @media (max-width: 899px) {
        .number .icon {
          display: block;
        }
        .number .words {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @media (max-width: 1099px) and (min-width: 900px) {
        .tool .words {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @media (max-width: 899px) {
        header {
          padding-inline: var(--space-4);
          gap: var(--space-1) var(--space-4);
        }
        .title,
        .tools:not([data-open]) {
          display: none;
        }
        .tools {
          inline-size: 100%;
          justify-content: flex-end;
        }
        .opener {
          display: inline-flex;
          margin-inline-start: auto;
        }
      }
      @media (max-width: 399px) {
        header {
          padding-inline: var(--space-3);
          column-gap: 10px;
        }
        .lamp,
        .number {
          font-size: var(--size-16);
        }
      }
    `,
  ];

  @property({ attribute: false }) show!: Show;
  /** A publish that viewers do not see. */
  @property({ type: Boolean }) rehearsal = false;
  @property() stream: StreamStatus = 'waiting';
  @property({ type: Number }) viewers = 0;
  /** How long this publish has lasted; null without one. */
  @property({ attribute: false }) uptime: number | null = null;
  @property({ type: Boolean }) connecting = false;
  @property({ type: Boolean }) mayConnect = false;
  @state() private open = false;

  override render(): TemplateResult {
    const { show } = this;
    return html`<header>
      <span class="lamp" data-stream=${this.rehearsal ? 'rehearsal' : this.stream}>${this.rehearsal ? msg('リハーサル', { id: 'studio.rehearsal' }) : streamWords(this.stream)}</span>
      ${this.uptime === null
        ? nothing
        : html`<span class="number"><span class="visually-hidden">${msg('配信時間', { id: 'studio.uptime' })}</span>${countdown(this.uptime)}</span>`}
      <span class="number">${icon('eye')}${number(this.viewers)}<small><span class="words">${msg('人が視聴中', { id: 'studio.watching' })}</span></small></span>
      <span class="title">${inLanguage(show.title, show.titleEn)}</span>
      <button class="tool opener" type="button" aria-expanded=${this.open} aria-controls="tools" @click=${() => (this.open = !this.open)}>
        ${icon('more')}<span class="visually-hidden">${msg('その他の操作', { id: 'studio.more' })}</span>
      </button>
      <span class="tools" id="tools" ?data-open=${this.open}>
        ${this.mayConnect
          ? html`<button class="tool" type="button" aria-pressed=${this.connecting} @click=${() => this.dispatchEvent(new CustomEvent('connect'))}>
              ${icon('key')}<span class="words">${msg('接続の設定', { id: 'studio.connect' })}</span>
            </button>`
          : nothing}
        <nw-language></nw-language>
        <button class="tool" type="button" @click=${() => this.dispatchEvent(new CustomEvent('leave'))}>
          ${icon('logout')}<span class="words">${msg('ログアウト', { id: 'studio.leave' })}</span>
        </button>
      </span>
    </header>`;
  }
}
