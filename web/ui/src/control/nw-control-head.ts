import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Show, StreamStatus } from '../protocol/http';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg } from '../ui/i18n';
import '../ui/nw-language';
import { sharedStyles } from '../ui/shared-styles';
import type { Account } from './control';
import { streamWords } from './words';

/** Which show this is, who is at the desk, and the tools. Fires `stream-key`, `keys`, `leave`. */
@customElement('nw-control-head')
@localized()
export class NwControlHead extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-1) var(--space-4);
        border-block-end: 1px solid var(--line);
        background: var(--surface);
      }
      .show {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-inline-size: 0;
        margin-inline-end: auto;
      }
      .show strong {
        font-size: var(--size-16);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .tool {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: var(--touch);
        padding: 0 10px;
        border: 0;
        border-radius: var(--radius);
        background: none;
        color: var(--text-2);
        font-size: var(--size-14);
        text-decoration: none;
        white-space: nowrap;
        cursor: pointer;
      }
      .tool:hover {
        background: var(--surface-hover);
        color: var(--text);
      }
      .tool[aria-pressed='true'] {
        color: var(--text);
      }
      .who {
        padding-inline: var(--space-2);
        color: var(--text-2);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
        max-inline-size: 12em;
      }
      @media (max-width: 1199px) {
        .who,
        .tool .words {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @media (max-width: 799px) {
        header {
          flex-wrap: wrap;
        }
      }
    `,
  ];

  @property({ attribute: false }) show!: Show;
  @property({ attribute: false }) account!: Account;
  @property() stream: StreamStatus = 'waiting';
  @property({ type: Boolean }) keysOn = true;
  @property({ type: Boolean }) mayKey = false;

  override render(): TemplateResult {
    const { show } = this;
    return html`<header>
      <div class="show">
        <span class="badge ${badgeOf(this.stream)}">${streamWords(this.stream)}</span>
        <strong>${inLanguage(show.title, show.titleEn)}</strong>
      </div>
      ${this.mayKey
        ? html`<button class="tool" type="button" @click=${() => this.tell('stream-key')}>
            ${icon('key')}<span class="words">${msg('配信の設定', { id: 'control.tool.key' })}</span>
          </button>`
        : nothing}
      <a class="tool" href="/watch/${encodeURIComponent(show.id)}" target="_blank" rel="noopener">
        ${icon('eye')}<span class="words">${msg('視聴画面', { id: 'control.tool.watch' })}</span>
      </a>
      <button class="tool" type="button" aria-pressed=${this.keysOn} @click=${() => this.tell('keys')}>
        ${icon('list')}<span class="words"
          >${this.keysOn
            ? msg('キー操作 入', { id: 'control.tool.keys-on' })
            : msg('キー操作 切', { id: 'control.tool.keys-off' })}</span
        >
      </button>
      <nw-language></nw-language>
      <span class="who">${this.account.name}</span>
      <button class="tool" type="button" @click=${() => this.tell('leave')}>
        ${icon('logout')}<span class="words">${msg('ログアウト', { id: 'control.tool.leave' })}</span>
      </button>
    </header>`;
  }

  private tell(name: string): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

function badgeOf(stream: StreamStatus): string {
  switch (stream) {
    case 'live':
      return 'badge-live';
    case 'break':
      return 'badge-warn';
    case 'waiting':
      return 'badge-link';
    case 'ended':
      return '';
  }
}
