import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clock } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { ChatRow } from './chat-rows';

/** So near the end counts as being at the end. */
const END_PIXELS = 80;

/**
 * The conversation, newest at the bottom. It follows while the reader is at the end and stays where
 * it is otherwise, with a pill that counts what is new. Arrow keys walk through the rows.
 * Fires `nw-again` and `nw-take-back` ({key}) for an own comment that was refused.
 */
@customElement('nw-chat')
@localized()
export class NwChat extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        position: relative;
        min-block-size: 0;
        min-inline-size: 0;
      }
      .log {
        block-size: 100%;
        overflow-y: auto;
        overflow-anchor: none;
        overscroll-behavior: contain;
        scrollbar-width: none;
        display: flex;
        flex-direction: column;
      }
      ol {
        display: flex;
        flex-direction: column;
        gap: 6px;
        margin-block-start: auto;
      }
      :host([over]) .log {
        mask-image: linear-gradient(to bottom, transparent, #000 28px);
        padding-block-start: 28px;
      }
      :host(:not([over])) .log {
        padding: var(--space-4);
        scrollbar-width: thin;
      }
      :host(:not([over])) ol {
        gap: var(--space-3);
      }
      li {
        max-inline-size: 100%;
        inline-size: fit-content;
        font-size: var(--size-14);
        line-height: 1.5;
        border-radius: 10px;
      }
      :host([over]) li {
        padding: 4px 10px;
        background: var(--scrim);
        color: var(--on-picture);
      }
      .name {
        font-size: var(--size-12);
        color: var(--text-2);
        margin-inline-end: 6px;
      }
      :host([over]) .name {
        color: var(--on-picture-2);
      }
      .mine .name {
        color: var(--link);
        font-weight: 600;
      }
      .shop {
        display: inline-block;
        margin-inline-end: 6px;
        padding: 0 6px;
        border-radius: 4px;
        font-size: 0.6875rem;
        font-weight: 700;
        background: var(--link-surface);
        color: var(--link);
        vertical-align: 1px;
      }
      .text {
        display: -webkit-box;
        -webkit-line-clamp: 6;
        -webkit-box-orient: vertical;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      :host([over]) .text {
        -webkit-line-clamp: 3;
      }
      .short .text {
        display: inline;
      }
      .sending .text {
        opacity: 0.72;
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px var(--space-2);
        font-size: var(--size-12);
        color: inherit;
      }
      .failed .state {
        color: var(--bad);
      }
      .state button {
        min-block-size: 32px;
        padding: 0 6px;
        border: 0;
        background: none;
        color: inherit;
        text-decoration: underline;
        cursor: pointer;
      }
      .pill {
        position: absolute;
        inset-block-end: 8px;
        inset-inline-start: 50%;
        translate: -50% 0;
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-block-size: 36px;
        padding: 0 14px;
        border: 0;
        border-radius: var(--radius-round);
        background: var(--link);
        color: var(--surface);
        font-size: var(--size-12);
        font-weight: 700;
        white-space: nowrap;
        cursor: pointer;
        box-shadow: var(--shadow);
      }
      .empty {
        margin: auto;
        padding: var(--space-4);
        font-size: var(--size-14);
        color: var(--text-2);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly ChatRow[] = [];
  /** On the picture rather than in a column. */
  @property({ type: Boolean, reflect: true }) over = false;

  @query('.log') private readonly list!: HTMLElement;
  @state() private unseen = 0;
  private sizes: ResizeObserver | undefined;
  private following = true;
  private lastKey: string | null = null;

  override render(): TemplateResult {
    return html`<div
        class="log"
        role="log"
        aria-live="off"
        tabindex="0"
        aria-label=${msg('コメント', { id: 'watch.comments' })}
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
      >
        <ol>
          ${repeat(
            this.rows,
            (row) => row.key,
            (row) => this.row(row),
          )}
        </ol>
      </div>
      ${this.rows.length === 0 && !this.over
        ? html`<p class="empty">${msg('最初のコメントをお待ちしています。', { id: 'watch.no-comments' })}</p>`
        : nothing}
      ${this.unseen > 0
        ? html`<button class="pill" type="button" @click=${() => this.toEnd()}>
            ${msg(str`新着 ${this.unseen}件`, { id: 'watch.new-comments' })}${icon('down')}
          </button>`
        : nothing}`;
  }

  private row(row: ChatRow): TemplateResult {
    const name = this.nameOf(row);
    const classes = `${row.mine ? 'mine' : ''} ${row.state} ${this.over ? 'short' : ''}`;
    const spoken = [name, row.text, row.at === null ? '' : clock(row.at)].join('\u3001');
    return html`<li class=${classes} tabindex="-1" aria-label=${spoken} data-key=${row.key}>
      ${row.badge === 'none' ? nothing : html`<span class="shop">${this.badgeOf(row)}</span>`}<span class="name">${name}</span
      ><span class="text">${row.text}</span>
      ${this.stateOf(row)}
    </li>`;
  }

  private nameOf(row: ChatRow): string {
    if (row.mine && row.badge === 'none') return msg('あなた', { id: 'watch.you' });
    return row.name || msg('ゲスト', { id: 'watch.guest' });
  }

  private badgeOf(row: ChatRow): string {
    return row.badge === 'presenter' ? msg('配信者', { id: 'watch.presenter' }) : msg('スタッフ', { id: 'watch.staff' });
  }

  private stateOf(row: ChatRow): TemplateResult | typeof nothing {
    if (row.state === 'sending') return html`<span class="state">${msg('送信中', { id: 'watch.sending' })}</span>`;
    if (row.state !== 'failed') return nothing;
    return html`<span class="state">
      ${row.reason ? inLanguage(row.reason.ja, row.reason.en) : msg('送信できませんでした。', { id: 'watch.not-sent' })}
      <button type="button" @click=${() => this.tell('nw-again', row.key)}>${msg('再送', { id: 'watch.again' })}</button>
      <button type="button" @click=${() => this.tell('nw-take-back', row.key)}>${msg('取り消し', { id: 'watch.take-back' })}</button>
    </span>`;
  }

  protected override firstUpdated(): void {
    this.sizes = new ResizeObserver(() => {
      if (this.following) this.toEnd();
    });
    this.sizes.observe(this.list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes?.disconnect();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('over') && this.following) this.toEnd();
    if (!changed.has('rows')) return;
    const last = this.rows.at(-1);
    const before = this.rows.findIndex((row) => row.key === this.lastKey);
    const added = this.lastKey === null ? 0 : this.rows.length - 1 - before;
    const own = last !== undefined && last.key !== this.lastKey && last.mine;
    this.lastKey = last?.key ?? null;
    if (this.following || own) this.toEnd();
    else if (added > 0) this.unseen += added;
  }

  private toEnd(): void {
    this.following = true;
    this.unseen = 0;
    this.list.scrollTop = this.list.scrollHeight;
  }

  private readonly onScroll = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    this.following = scrollHeight - clientHeight - scrollTop <= END_PIXELS;
    if (this.following) this.unseen = 0;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const rows = [...this.list.querySelectorAll('li')];
    const focused = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    const at = rows.findIndex((row) => row === focused);
    const to = at < 0 ? rows.length - 1 : at + (event.key === 'ArrowUp' ? -1 : 1);
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!row) return;
    event.preventDefault();
    row.focus();
  };

  private tell(name: string, key: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { key } }));
  }
}
