import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clockSeconds, number } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { AnswerHow, QueuedQuestion, QueueStatus } from './moderation';
import { queueStyles } from './queue-styles';

const ARMED_MILLIS = 4_000;
const LENGTH_MAX = 500;

/**
 * The questions by votes, groups folded under their first. Answered in the show, in words to all or to
 * the asker alone, or closed. Fires `answer` ({eid, how, text?}), `group` ({eid, into}), `filter`
 * (a `QueueStatus`) and `person` ({who, eid}).
 */
@customElement('nw-question-queue')
@localized()
export class NwQuestionQueue extends LitElement {
  static override styles = [sharedStyles, queueStyles];

  @property({ attribute: false }) questions: readonly QueuedQuestion[] = [];
  @property() status: QueueStatus = 'open';
  /** The words of a comment, where they are still known. */
  @property({ attribute: false }) wordsOf: (eid: string) => string = () => '';
  @property({ type: Boolean }) mayModerate = false;
  @property({ type: Boolean }) keysOn = true;
  @state() private armed = '';
  @state() private writing = '';
  /** The question that is to be put under another. */
  @state() private joining = '';
  private disarm: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.disarm);
  }

  /** The key for the first one: it was answered in the show, asked twice. */
  answeredFirst(): void {
    const first = this.questions[0];
    if (first && this.status === 'open') this.live(first.eid);
  }

  override render(): TemplateResult {
    return html`<label class="filter">
        ${msg('表示', { id: 'moderate.filter' })}
        <select @change=${(event: Event) => this.tell('filter', (event.target as HTMLSelectElement).value)}>
          ${(['open', 'answered', 'private', 'closed'] as const).map(
            (status) => html`<option value=${status} ?selected=${this.status === status}>${filterWords(status)}</option>`,
          )}
        </select>
        ${this.joining === ''
          ? nothing
          : html`<button class="link" type="button" @click=${() => (this.joining = '')}>${msg('まとめるのをやめる', { id: 'moderate.join-not' })}</button>`}
      </label>
      ${this.questions.length === 0
        ? html`<p class="empty">${msg('質問はありません。', { id: 'moderate.questions-none' })}</p>`
        : html`<ul class="queue" tabindex="0" aria-label=${msg('質問', { id: 'talk.question' })}>
            ${repeat(
              this.questions,
              ({ eid }) => eid,
              (question, index) => this.one(question, index === 0),
            )}
          </ul>`}`;
  }

  private one(question: QueuedQuestion, first: boolean): TemplateResult {
    const name = question.n || msg('ゲスト', { id: 'control.guest' });
    return html`<li>
      <p class="who">
        <span class="votes" title=${msg('知りたい人', { id: 'moderate.votes' })}>${number(question.votes)}</span>
        <time>${clockSeconds(question.at)}</time>
        ${this.mayModerate
          ? html`<button class="link" type="button" @click=${() => this.tell('person', { who: question.who, eid: question.eid })}>${name}</button>`
          : html`<span>${name}</span>`}
      </p>
      <p class="text">${question.x}</p>
      ${question.answer ? html`<p class="members">${question.answer}</p>` : nothing} ${this.members(question)}
      ${this.status === 'open' ? this.acts(question, name, first) : nothing}
      ${this.writing === question.eid ? this.writer(question) : nothing}
    </li>`;
  }

  private members(question: QueuedQuestion): TemplateResult | typeof nothing {
    if (question.members.length === 0) return nothing;
    return html`<details>
      <summary>${msg(str`同じ質問 ${number(question.members.length)}件`, { id: 'moderate.members' })}</summary>
      <ul class="members">
        ${question.members.map(
          (eid) => html`<li>
            <span>${this.wordsOf(eid) || msg('（以前のコメント）', { id: 'moderate.old' })}</span>
            <button class="link" type="button" @click=${() => this.tell('group', { eid, into: null })}>${msg('外す', { id: 'moderate.ungroup' })}</button>
          </li>`,
        )}
      </ul>
    </details>`;
  }

  private acts(question: QueuedQuestion, name: string, first: boolean): TemplateResult {
    const { eid } = question;
    if (this.joining !== '' && this.joining !== eid) {
      return html`<div class="acts">
        <button class="button button-quiet" type="button" @click=${() => this.join(eid)}>${msg('この質問にまとめる', { id: 'moderate.join-here' })}</button>
      </div>`;
    }
    const armed = this.armed === eid;
    return html`<div class="acts">
      <button
        class="button ${armed ? '' : 'button-quiet'} live"
        type="button"
        @click=${() => this.live(eid)}
      >
        ${icon('check')}${armed ? msg('もう一度で確定', { id: 'moderate.again' }) : msg('配信で回答', { id: 'moderate.answered' })}<span class="visually-hidden"
          >${msg(str`（${name}さんの質問）`, { id: 'moderate.whose-question' })}</span
        >${first && this.keysOn
          ? html`<kbd aria-hidden="true">A</kbd>`
          : nothing}
      </button>
      <button class="button button-plain" type="button" aria-expanded=${this.writing === eid} @click=${() => (this.writing = this.writing === eid ? '' : eid)}>
        ${msg('文章で', { id: 'moderate.write' })}
      </button>
      ${this.mayModerate
        ? html`<button class="button button-plain" type="button" @click=${() => (this.joining = this.joining === eid ? '' : eid)}>
            ${msg('まとめる', { id: 'moderate.join' })}
          </button>`
        : nothing}
      <button class="button button-plain" type="button" @click=${() => this.tell('answer', { eid, how: 'close' })}>${msg('閉じる', { id: 'moderate.close' })}</button>
    </div>`;
  }

  private writer(question: QueuedQuestion): TemplateResult {
    return html`<form class="answer" @submit=${(event: SubmitEvent) => this.send(event, question.eid)}>
      <label for="answer">${msg('回答', { id: 'moderate.answer' })}</label>
      <textarea id="answer" class="input" rows="3" maxlength=${LENGTH_MAX} required></textarea>
      <div class="acts">
        <button class="button button-quiet" type="submit" value="text">${msg('みんなに見せる', { id: 'moderate.answer-all' })}</button>
        <button class="button button-quiet" type="submit" value="private">${msg('質問した人だけに', { id: 'moderate.answer-private' })}</button>
      </div>
    </form>`;
  }

  private send(event: SubmitEvent, eid: string): void {
    event.preventDefault();
    const text = (event.target as HTMLFormElement).querySelector('textarea')?.value.trim() ?? '';
    const how: AnswerHow = (event.submitter as HTMLButtonElement | null)?.value === 'private' ? 'private' : 'text';
    if (text === '') return;
    this.writing = '';
    this.tell('answer', { eid, how, text });
  }

  private join(into: string): void {
    this.tell('group', { eid: this.joining, into });
    this.joining = '';
  }

  private live(eid: string): void {
    clearTimeout(this.disarm);
    if (this.armed === eid) {
      this.armed = '';
      this.tell('answer', { eid, how: 'live' });
      return;
    }
    this.armed = eid;
    this.disarm = setTimeout(() => (this.armed = ''), ARMED_MILLIS);
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function filterWords(status: QueueStatus): string {
  switch (status) {
    case 'open':
      return msg('回答待ち', { id: 'moderate.filter.open' });
    case 'answered':
      return msg('回答済み', { id: 'talk.answered' });
    case 'private':
      return msg('個別に回答', { id: 'moderate.filter.private' });
    case 'closed':
      return msg('閉じた質問', { id: 'moderate.filter.closed' });
  }
}
