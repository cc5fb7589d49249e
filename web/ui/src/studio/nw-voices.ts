import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Comment } from '../timeline/fold';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/**
 * The newest comments, the newest at the bottom and brightest; what does not fit is not shown. One
 * that asks something has a mark. Not a live region: the presenter reads, a screen reader would
 * never stop.
 */
@customElement('nw-voices')
@localized()
export class NwVoices extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        padding: clamp(12px, 2.2vw, 32px);
        overflow: hidden;
      }
      h2 {
        flex: none;
        font-size: var(--letters-3);
        color: var(--text-2);
      }
      ol {
        flex: 1;
        min-block-size: 0;
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        gap: clamp(8px, 1.6vh, 20px);
        overflow: hidden;
        /* What no longer fits fades out below the heading. */
        mask-image: linear-gradient(transparent, #000 2.25rem);
      }
      li {
        flex: none;
        padding-inline-start: 14px;
        border-inline-start: 4px solid transparent;
        font-size: var(--letters-3);
        line-height: 1.4;
        color: var(--text-2);
        overflow-wrap: anywhere;
        word-break: auto-phrase;
      }
      li[data-asks] {
        border-color: var(--warn);
      }
      li:last-child {
        font-size: var(--letters-2);
        color: var(--text);
      }
      .who {
        display: block;
        font-size: var(--size-16);
        color: var(--text-2);
      }
      @media (max-width: 899px) {
        :host {
          padding-block: 6px 10px;
        }
        h2,
        .who {
          font-size: var(--size-14);
        }
        ol {
          mask-image: linear-gradient(transparent, #000 0.75rem);
        }
        .who {
          display: inline;
          margin-inline-end: 0.6em;
        }
      }
      .empty {
        margin-block: auto;
        font-size: var(--letters-3);
        color: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) comments: readonly Comment[] = [];

  override render(): TemplateResult {
    return html`<h2>${msg('コメント', { id: 'studio.comments' })}</h2>
      ${this.comments.length === 0
        ? html`<p class="empty">${msg('まだコメントはありません。', { id: 'studio.comments.none' })}</p>`
        : html`<ol>
            ${repeat(
              this.comments,
              ({ eid }) => eid,
              (comment) =>
                html`<li ?data-asks=${asks(comment.text)}>
                  <span class="who">${comment.name || msg('ゲスト', { id: 'studio.guest' })}</span>${comment.text}
                </li>`,
            )}
          </ol>`}`;
  }
}

/** Ends like a question, in either language. */
export function asks(text: string): boolean {
  return /[?\uff1f]|\u3067\u3059\u304b|\u307e\u3059\u304b|\u305f\u3044\u3067\u3059$/.test(text);
}
