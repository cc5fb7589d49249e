import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Badge } from '../protocol/frames';
import { clock, dateTime, number } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { kindWords, type Person, type Sanction, type Verdict } from './moderation';

const ARMED_MILLIS = 4_000;

/** The comment from which the card was opened. */
export interface CardComment {
  readonly eid: string;
  readonly text: string;
  readonly badge: Badge;
  readonly pinned: boolean;
  readonly question: boolean;
  readonly gone: boolean;
}

/**
 * A viewer as a moderator sees them: numbers, history, what was imposed on them, and what can be. Above
 * it the comment it was opened from, to pin or to make a question. What falls on a person takes two
 * presses. Fires `pin` ({eid, on}), `question` (eid), `sanction` (a `Verdict`), `lift` (sid), `closed`.
 */
@customElement('nw-person')
@localized()
export class NwPerson extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      dialog {
        inline-size: min(520px, 100vw - 24px);
        max-block-size: min(720px, 100dvh - 32px);
        padding: 0;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-card);
        background: var(--surface);
        color: var(--text);
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 48%);
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-1) var(--space-2) var(--space-1) var(--space-4);
        border-block-end: 1px solid var(--line);
      }
      h2 {
        flex: 1;
        font-size: var(--size-16);
        overflow-wrap: anywhere;
      }
      .body {
        display: grid;
        gap: var(--space-4);
        padding: var(--space-4);
        overflow-y: auto;
      }
      section {
        display: grid;
        gap: var(--space-2);
      }
      h3 {
        font-size: var(--size-14);
        color: var(--text-2);
      }
      .said {
        margin: 0;
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius);
        background: var(--surface-sunken);
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .acts .button {
        font-size: var(--size-14);
      }
      .sure {
        border-color: var(--bad);
        background: var(--bad-surface);
        color: var(--bad);
      }
      .sure:hover {
        background: var(--bad-surface);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
        gap: var(--space-2);
      }
      dt {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      dd {
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        min-block-size: 32px;
        font-size: var(--size-14);
      }
      .recent li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: start;
      }
      .recent time {
        color: var(--text-2);
      }
      .small {
        font-size: var(--size-12);
        color: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) person: Person | null = null;
  @property({ attribute: false }) comment: CardComment | null = null;
  @property({ type: Boolean }) may = false;
  @state() private armed = '';
  @state() private warned = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  private disarm: ReturnType<typeof setTimeout> | undefined;

  open(): void {
    this.armed = '';
    this.warned = false;
    void this.updateComplete.then(() => {
      if (!this.dialog.open) this.dialog.showModal();
    });
  }

  close(): void {
    this.dialog.close();
  }

  override render(): TemplateResult {
    const name = this.person?.name || msg('ゲスト', { id: 'control.guest' });
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new CustomEvent('closed'))}>
      <header>
        <h2 id="title">${msg(str`${name}さん`, { id: 'moderate.person' })}</h2>
        <button class="icon-button" type="button" aria-label=${msg('閉じる', { id: 'ui.close' })} @click=${() => this.dialog.close()}>${icon('close')}</button>
      </header>
      <div class="body">
        ${this.comment ? this.said(this.comment) : nothing}
        ${this.person
          ? this.history(this.person)
          : html`<p role="status"><span class="spinner"></span> ${msg('読み込んでいます', { id: 'control.loading' })}</p>`}
      </div>
    </dialog>`;
  }

  private said(comment: CardComment): TemplateResult {
    const shops = comment.badge === 'presenter' || comment.badge === 'staff';
    return html`<section aria-label=${msg('このコメント', { id: 'moderate.this-comment' })}>
      <blockquote class="said">${comment.gone ? msg('（削除しました）', { id: 'control.removed' }) : comment.text}</blockquote>
      ${comment.gone
        ? nothing
        : html`${this.warned
              ? html`<p class="notice notice-warn">
                  ${icon('alert')}<span
                    >${msg(
                      'お客様の感想を固定すると、お店の広告として扱われます。良い評価だけを選ぶことは景品表示法（不当表示・ステルスマーケティング告示）に触れるおそれがあります。事実と異なる内容や効能の表現がないかご確認ください。',
                      { id: 'moderate.pin-warning' },
                    )}</span
                  >
                </p>`
              : nothing}
            <div class="acts">
              ${comment.pinned
                ? html`<button class="button button-quiet" type="button" @click=${() => this.pin(comment, false)}>
                    ${icon('unpin')}${msg('固定を外す', { id: 'moderate.unpin' })}
                  </button>`
                : html`<button
                    class="button button-quiet ${this.warned ? 'sure' : ''} pin"
                    type="button"
                    @click=${() => (shops || this.warned ? this.pin(comment, true) : (this.warned = true))}
                  >
                    ${icon('pin')}${this.warned ? msg('確認して固定する', { id: 'moderate.pin-sure' }) : msg('固定する', { id: 'moderate.pin' })}
                  </button>`}
              ${comment.question
                ? nothing
                : html`<button class="button button-quiet" type="button" @click=${() => this.leave('question', comment.eid)}>
                    ${icon('question')}${msg('質問にする', { id: 'talk.make-question' })}
                  </button>`}
            </div>`}
    </section>`;
  }

  private history(person: Person): TemplateResult {
    const active = person.sanctions.filter((one) => !one.lifted && (!one.until || one.until > Date.now()));
    const numbers: readonly (readonly [string, string])[] = [
      [msg('はじめて見た日', { id: 'moderate.n.first' }), dateTime(person.firstSeen)],
      [msg('コメント', { id: 'control.comments' }), number(person.comments)],
      [msg('削除された', { id: 'moderate.n.removed' }), number(person.removed)],
      [msg('確認待ちになった', { id: 'moderate.n.held' }), number(person.held)],
      [msg('報告された', { id: 'moderate.n.reports' }), number(person.reports)],
      [msg('注文', { id: 'control.orders' }), number(person.orders)],
    ];
    return html`<dl>
        ${numbers.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}
      </dl>
      ${active.length === 0
        ? nothing
        : html`<section aria-labelledby="imposed">
            <h3 id="imposed">${msg('適用中', { id: 'moderate.active' })}</h3>
            <ul>
              ${active.map(
                (one) => html`<li>
                  <span>${kindWords(one.kind)}<span class="small"> ${scopeWords(one)} ${untilWords(one)}</span></span>
                  ${this.may
                    ? html`<button class="button button-quiet" type="button" @click=${() => this.tell('lift', one.sid)}>${msg('解除', { id: 'moderate.lift' })}</button>`
                    : nothing}
                </li>`,
              )}
            </ul>
          </section>`}
      ${this.may ? this.verdicts() : nothing}
      <section aria-labelledby="recent">
        <h3 id="recent">${msg('最近のコメント', { id: 'moderate.recent' })}</h3>
        <ul class="recent">
          ${person.recent.map(
            ({ x, at, state }) => html`<li><time>${clock(at)}</time><span>${x}</span>${state === 'shown' ? nothing : html`<span class="badge">${stateWords(state)}</span>`}</li>`,
          )}
        </ul>
      </section>`;
  }

  private verdicts(): TemplateResult {
    const choices: readonly (readonly [string, Verdict, string])[] = [
      ['mute10', { kind: 'mute', scope: 'show', seconds: 600 }, msg('10分間 発言停止', { id: 'moderate.v.mute10' })],
      ['mute60', { kind: 'mute', scope: 'show', seconds: 3_600 }, msg('1時間 発言停止', { id: 'moderate.v.mute60' })],
      ['mute', { kind: 'mute', scope: 'show' }, msg('この番組で発言停止', { id: 'moderate.v.mute' })],
      ['shadow', { kind: 'shadow', scope: 'show' }, msg('本人だけに表示', { id: 'moderate.kind.shadow' })],
      ['ban', { kind: 'ban', scope: 'show' }, msg('この番組に入場禁止', { id: 'moderate.v.ban' })],
      ['banall', { kind: 'ban', scope: 'company' }, msg('全番組に入場禁止', { id: 'moderate.v.ban-all' })],
    ];
    return html`<section aria-labelledby="impose">
      <h3 id="impose">${msg('この人に対して', { id: 'moderate.impose' })}</h3>
      <div class="acts">
        ${choices.map(
          ([key, verdict, words]) =>
            html`<button class="button button-quiet ${this.armed === key ? 'sure' : ''}" type="button" data-verdict=${key} @click=${() => this.press(key, verdict)}>
              ${this.armed === key ? msg(str`本当に：${words}`, { id: 'moderate.sure' }) : words}
            </button>`,
        )}
      </div>
    </section>`;
  }

  private press(key: string, verdict: Verdict): void {
    clearTimeout(this.disarm);
    if (this.armed === key) {
      this.armed = '';
      this.tell('sanction', verdict);
      return;
    }
    this.armed = key;
    this.disarm = setTimeout(() => (this.armed = ''), ARMED_MILLIS);
  }

  private pin(comment: CardComment, on: boolean): void {
    this.leave('pin', { eid: comment.eid, on });
  }

  private leave(name: string, detail: unknown): void {
    this.dialog.close();
    this.tell(name, detail);
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function scopeWords(one: Sanction): string {
  return one.scope === 'company' ? msg('全番組', { id: 'moderate.scope.company' }) : msg('この番組', { id: 'moderate.scope.show' });
}

function untilWords(one: Sanction): string {
  return one.until ? msg(str`${clock(one.until)}まで`, { id: 'moderate.until' }) : msg('期限なし', { id: 'moderate.no-end' });
}

function stateWords(state: string): string {
  switch (state) {
    case 'held':
      return msg('確認待ち', { id: 'moderate.held' });
    case 'rejected':
      return msg('表示せず', { id: 'moderate.state.rejected' });
    case 'shadow':
      return msg('本人だけに表示', { id: 'moderate.kind.shadow' });
    default:
      return msg('削除', { id: 'moderate.state.removed' });
  }
}
