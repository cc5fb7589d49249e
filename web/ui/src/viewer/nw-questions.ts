import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AskedQuestion, QuestionsState } from '../protocol/frames';
import type { MyQuestion } from '../timeline/my-questions';
import { clock, number } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/**
 * The questions of a show: those that most want answered, and my own with how each stands. Fires
 * `nw-vote` ({eid, on}), `nw-goto` ({mediaTime}) and `nw-write`.
 */
@customElement('nw-questions')
@localized()
export class NwQuestions extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
        padding: var(--space-4) var(--space-4) var(--space-8);
      }
      section {
        display: grid;
        gap: var(--space-2);
      }
      h3 {
        display: flex;
        align-items: baseline;
        gap: var(--space-2);
        font-size: var(--size-14);
        color: var(--text-2);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-1) var(--space-3);
        align-items: center;
        padding-block: var(--space-2);
        border-block-end: 1px solid var(--line);
      }
      .words {
        overflow-wrap: anywhere;
      }
      .who {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      .vote {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-inline-size: 64px;
        min-block-size: var(--touch);
        justify-content: center;
        padding: 0 var(--space-3);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-round);
        background: var(--surface-raised);
        font-variant-numeric: tabular-nums;
        cursor: pointer;
      }
      .vote[aria-pressed='true'] {
        border-color: var(--link);
        background: var(--link-surface);
        color: var(--link);
        font-weight: 700;
      }
      .vote .icon {
        font-size: 18px;
      }
      .answer {
        grid-column: 1 / -1;
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius);
        background: var(--good-surface);
        color: var(--good);
        font-size: var(--size-14);
      }
      .goto {
        grid-column: 1 / -1;
        justify-self: start;
        padding-inline: 0;
      }
      .none {
        font-size: var(--size-14);
        color: var(--text-2);
      }
      .write {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) questions: QuestionsState | null = null;
  @property({ attribute: false }) mine: readonly MyQuestion[] = [];
  @property({ attribute: false }) voted: (eid: string) => boolean = () => false;
  /** Changes with every vote of mine. */
  @property({ attribute: false }) stamp: unknown;
  /** The picture can be taken back to where a question was answered. */
  @property({ type: Boolean }) seekable = false;

  override render(): TemplateResult {
    const top = this.questions?.top ?? [];
    const own = new Set(this.mine.map(({ eid }) => eid));
    return html`${this.mine.length === 0 ? nothing : this.own()}
      <section aria-labelledby="open">
        <h3 id="open">
          ${msg('みんなの質問', { id: 'talk.questions.open' })} <span class="count">${msg(str`${number(this.questions?.open ?? 0)}件`, { id: 'talk.questions.count' })}</span>
        </h3>
        ${top.length === 0
          ? html`<p class="none">${msg('いま回答を待っている質問はありません。', { id: 'talk.questions.none' })}</p>`
          : html`<ul>
              ${repeat(
                top,
                ({ eid }) => eid,
                (question) => this.one(question, own.has(question.eid)),
              )}
            </ul>`}
      </section>
      <button class="button button-quiet write" type="button" @click=${() => this.dispatchEvent(new CustomEvent('nw-write'))}>
        ${icon('question')}${msg('質問を書く', { id: 'talk.questions.write' })}
      </button>`;
  }

  private one(question: AskedQuestion, mine: boolean): TemplateResult {
    const on = this.voted(question.eid);
    return html`<li>
      <div>
        <p class="who">${mine ? msg('あなた', { id: 'watch.you' }) : question.n || msg('ゲスト', { id: 'watch.guest' })}</p>
        <p class="words" id="q-${question.eid}">${question.x}</p>
      </div>
      ${mine
        ? html`<span class="count">${msg(str`${number(question.votes)}人が知りたい`, { id: 'talk.questions.votes' })}</span>`
        : html`<button
            class="vote"
            type="button"
            aria-pressed=${on}
            aria-label=${msg(str`自分も知りたい、${number(question.votes)}人、${question.x}`, { id: 'talk.questions.vote' })}
            title=${msg('自分も知りたい', { id: 'talk.vote' })}
            @click=${() => this.dispatchEvent(new CustomEvent('nw-vote', { detail: { eid: question.eid, on: !on } }))}
          >
            ${icon('vote')}<span aria-hidden="true">${number(question.votes)}</span>
          </button>`}
    </li>`;
  }

  private own(): TemplateResult {
    return html`<section aria-labelledby="mine">
      <h3 id="mine">${msg('あなたの質問', { id: 'talk.questions.mine' })}</h3>
      <ul>
        ${repeat(
          [...this.mine].reverse(),
          ({ eid }) => eid,
          (question) => html`<li>
            <p class="words">${question.asked || msg('（以前の質問）', { id: 'talk.questions.earlier' })}</p>
            <span class="badge ${question.status === 'answered' || question.status === 'private' ? 'badge-good' : ''}">${statusWords(question)}</span>
            ${question.answer ? html`<p class="answer">${question.answer}</p>` : nothing}
            ${question.mediaAt === null || !this.seekable
              ? nothing
              : html`<button
                  class="button button-plain goto"
                  type="button"
                  @click=${() => this.dispatchEvent(new CustomEvent('nw-goto', { detail: { mediaTime: question.mediaAt } }))}
                >
                  ${icon('play')}${msg(str`${clock(question.mediaAt)}の回答を見る`, { id: 'talk.questions.goto' })}
                </button>`}
          </li>`,
        )}
      </ul>
    </section>`;
  }
}

export function statusWords(question: Pick<MyQuestion, 'status'>): string {
  switch (question.status) {
    case 'new':
      return msg('受付済み', { id: 'talk.status.new' });
    case 'grouped':
      return msg('同じ質問にまとめました', { id: 'talk.status.grouped' });
    case 'answered':
      return msg('回答済み', { id: 'talk.answered' });
    case 'private':
      return msg('個別に回答しました', { id: 'talk.status.private' });
    case 'closed':
      return msg('受付終了', { id: 'talk.status.closed' });
  }
}
