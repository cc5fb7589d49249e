import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CommentPinState } from '../protocol/frames';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { badgeWords } from './chat-row-view';

/** What stands above the comments: the one that is pinned, and the way to the questions. Fires `nw-questions`. */
@customElement('nw-above-chat')
@localized()
export class NwAboveChat extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        align-items: flex-start;
        gap: 6px;
        min-inline-size: 0;
      }
      :host(:not([over])) {
        padding: var(--space-2) var(--space-4);
        border-block-end: 1px solid var(--line);
      }
      :host([empty]) {
        display: none;
      }
      .pinned {
        flex: 1;
        display: flex;
        gap: 6px;
        min-inline-size: 0;
        padding: 5px 10px;
        border-radius: 10px;
        background: var(--surface-sunken);
        font-size: var(--size-14);
        line-height: 1.45;
      }
      :host([over]) .pinned {
        background: var(--scrim-strong);
        color: var(--on-picture);
      }
      .pinned .icon {
        margin-block-start: 2px;
      }
      .words {
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      .who {
        margin-inline-end: 6px;
        font-size: var(--size-12);
        opacity: 0.86;
      }
      .questions {
        flex: none;
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-block-size: var(--touch);
        padding: 0 12px;
        border: 4px solid transparent;
        border-inline-width: 0;
        background-clip: padding-box;
        border-radius: var(--radius-round);
        background-color: var(--surface-sunken);
        color: inherit;
        font-size: var(--size-14);
        font-weight: 600;
        white-space: nowrap;
        cursor: pointer;
      }
      :host([over]) .questions {
        background-color: var(--scrim-strong);
        color: var(--on-picture);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) over = false;
  @property({ attribute: false }) pinned: CommentPinState | null = null;
  /** Open questions of all. */
  @property({ type: Number }) open = 0;
  /** I have asked something. */
  @property({ type: Boolean }) asked = false;

  override willUpdate(): void {
    this.toggleAttribute('empty', this.pinned === null && this.open === 0 && !this.asked);
  }

  override render(): TemplateResult {
    const { pinned } = this;
    return html`${pinned
      ? html`<section class="pinned" aria-label=${msg('固定されたコメント', { id: 'talk.pinned' })}>
          ${icon('pin')}
          <p class="words">
            <span class="who">${badgeWords(pinned.b)} ${pinned.n || msg('ゲスト', { id: 'watch.guest' })}</span>${pinned.x}
          </p>
        </section>`
      : nothing}
    ${this.open > 0 || this.asked
      ? html`<button class="questions" type="button" @click=${() => this.dispatchEvent(new CustomEvent('nw-questions'))}>
          ${icon('question')}${this.open > 0 ? msg(str`質問 ${this.open}`, { id: 'talk.questions.button' }) : msg('質問', { id: 'talk.question' })}
        </button>`
      : nothing}`;
  }
}
