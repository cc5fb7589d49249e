import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { REPORT_REASONS, type ReportReason } from '../protocol/client-frames';
import { clock } from '../ui/format';
import { icon, type IconName } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { nameOf } from './chat-row-view';
import type { ChatRow } from './chat-rows';

export type MenuAct =
  | { readonly kind: 'reply' | 'ask' | 'vote' | 'unvote' | 'delete' | 'hide' }
  | { readonly kind: 'report'; readonly why: ReportReason };

/**
 * What can be done with one comment. Deleting asks once more, reporting asks why.
 * Fires `nw-act` (a `MenuAct`).
 */
@customElement('nw-comment-menu')
@localized()
export class NwCommentMenu extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        padding-block-end: var(--space-4);
      }
      .what {
        margin: 0;
        padding: var(--space-3) var(--space-4);
        border-block-end: 1px solid var(--line);
        font-size: var(--size-14);
        overflow-wrap: anywhere;
      }
      .who {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      .what p:last-child {
        display: -webkit-box;
        -webkit-line-clamp: 4;
        -webkit-box-orient: vertical;
        overflow: hidden;
      }
      li > button {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        inline-size: 100%;
        min-block-size: 48px;
        padding: var(--space-2) var(--space-4);
        border: 0;
        background: none;
        text-align: start;
        cursor: pointer;
      }
      li > button:hover {
        background: var(--surface-hover);
      }
      li > button:focus-visible {
        outline-offset: -3px;
      }
      .bad {
        color: var(--bad);
      }
      .sure {
        background: var(--bad-surface);
        font-weight: 700;
      }
      .hint {
        padding: var(--space-3) var(--space-4) var(--space-1);
        font-size: var(--size-14);
        color: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) row: ChatRow | null = null;
  @property({ type: Boolean }) voted = false;
  @state() private why = false;
  @state() private sure = false;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('row') || (changed.get('row') as ChatRow | null)?.key === this.row?.key) return;
    this.why = false;
    this.sure = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { row } = this;
    if (!row) return nothing;
    return html`<blockquote class="what">
        <p class="who">${nameOf(row)} ${row.at === null || row.at === 0 ? nothing : html`<time>${clock(row.at)}</time>`}</p>
        <p>${row.text}</p>
      </blockquote>
      ${this.why ? this.reasons() : this.acts(row)}`;
  }

  private acts(row: ChatRow): TemplateResult {
    const open = row.question === 'open' || row.question === 'grouped';
    return html`<ul>
      ${row.state === 'shown' ? this.item('reply', msg('返信する', { id: 'talk.reply' }), () => this.tell({ kind: 'reply' })) : nothing}
      ${row.mine && row.question === 'none'
        ? this.item('question', msg('質問にする', { id: 'talk.make-question' }), () => this.tell({ kind: 'ask' }))
        : nothing}
      ${!row.mine && open
        ? this.item(
            'vote',
            this.voted ? msg('「自分も知りたい」を取り消す', { id: 'talk.unvote' }) : msg('自分も知りたい', { id: 'talk.vote' }),
            () => this.tell({ kind: this.voted ? 'unvote' : 'vote' }),
          )
        : nothing}
      ${row.mine
        ? this.item(
            'trash',
            this.sure ? msg('本当に削除する（元に戻せません）', { id: 'talk.delete-sure' }) : msg('削除する', { id: 'talk.delete' }),
            () => (this.sure ? this.tell({ kind: 'delete' }) : (this.sure = true)),
            this.sure ? 'bad sure' : 'bad',
          )
        : nothing}
      ${row.mine || row.badge === 'presenter' || row.badge === 'staff'
        ? nothing
        : html`${this.item('hide', msg('この人のコメントを自分には表示しない', { id: 'talk.hide' }), () => this.tell({ kind: 'hide' }))}
          ${this.item('flag', msg('運営に報告する', { id: 'talk.report' }), () => (this.why = true), 'bad')}`}
    </ul>`;
  }

  private reasons(): TemplateResult {
    return html`<p class="hint" id="why">${msg('どのような問題ですか。相手には知らされません。', { id: 'talk.report-why' })}</p>
      <ul aria-labelledby="why">
        ${REPORT_REASONS.map((why) => this.item('flag', reasonWords(why), () => this.tell({ kind: 'report', why })))}
      </ul>`;
  }

  private item(picture: IconName, words: string, act: () => void, more = ''): TemplateResult {
    return html`<li><button type="button" class=${more} @click=${act}>${icon(picture)}<span>${words}</span></button></li>`;
  }

  private tell(act: MenuAct): void {
    this.dispatchEvent(new CustomEvent<MenuAct>('nw-act', { detail: act }));
  }
}

function reasonWords(why: ReportReason): string {
  switch (why) {
    case 'spam':
      return msg('宣伝・迷惑な繰り返し', { id: 'talk.why.spam' });
    case 'abuse':
      return msg('暴言・いやがらせ', { id: 'talk.why.abuse' });
    case 'privacy':
      return msg('個人情報が書かれている', { id: 'talk.why.privacy' });
    case 'other':
      return msg('そのほか', { id: 'talk.why.other' });
  }
}

/** The heading of the sheet it is in. */
export function menuHeading(row: ChatRow): string {
  return row.mine ? msg('自分のコメント', { id: 'talk.mine' }) : msg(str`${nameOf(row)}さんのコメント`, { id: 'talk.of' });
}
