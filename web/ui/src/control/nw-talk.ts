import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatState, CommentPinState } from '../protocol/frames';
import type { Comment } from '../timeline/fold';
import type { Pending } from '../timeline/outbox';
import { badgeWords, questionWords } from '../viewer/chat-row-view';
import { clockSeconds, graphemes, number } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { HeldComment, QueuedQuestion, QueueStatus } from './moderation';
import './nw-held';
import type { NwHeld } from './nw-held';
import './nw-question-queue';
import type { NwQuestionQueue } from './nw-question-queue';
import './nw-talk-head';
import type { TalkTab } from './nw-talk-head';
import { talkStyles } from './talk-styles';

const FOLLOW_PX = 80;
const ARMED_MILLIS = 4_000;
const LENGTH_MAX = 200;

/**
 * The conversation under three tabs: every comment with a way to remove it (armed by a first press), the
 * questions, what waits for a moderator; and the crew's own voice. Fires `remove` (eid), `card` ({who, eid}),
 * `unpin` (eid), `say` ({text, taken}), `again` and `take-back` (key), what its parts fire (`raid`, `settings`,
 * `decide`, `answer`, `group`, `filter`), and `tab` when another is chosen.
 */
@customElement('nw-talk')
@localized()
export class NwTalk extends LitElement {
  static override styles = [sharedStyles, talkStyles];

  @property({ attribute: false }) comments: readonly Comment[] = [];
  @property({ attribute: false }) waiting: readonly Pending[] = [];
  /** Comments whose removal is on its way, joined by commas. */
  @property() removing = '';
  @property({ type: Boolean }) mayRemove = false;
  @property({ type: Boolean }) mayAnswer = false;
  @property({ type: Boolean }) keysOn = true;
  @property({ attribute: false }) chat: ChatState | null = null;
  @property({ attribute: false }) pinned: CommentPinState | null = null;
  @property({ attribute: false }) held: readonly HeldComment[] = [];
  @property({ attribute: false }) questions: readonly QueuedQuestion[] = [];
  @property() status: QueueStatus = 'open';
  /** Open questions in all. */
  @property({ type: Number }) open = 0;
  @property({ attribute: false }) reports: ReadonlyMap<string, number> = new Map();
  /** Changes with each report. */
  @property({ type: Number }) reported = 0;
  @property() tab: TalkTab = 'comments';
  @state() private armed = '';
  @state() private following = true;
  @state() private unseen = 0;
  @state() private draft = '';
  @query('.list') private readonly list!: HTMLElement | null;
  @query('input') private readonly input!: HTMLInputElement;
  private disarm: ReturnType<typeof setTimeout> | undefined;

  /** Puts the cursor into the crew's own line. */
  write(): void {
    this.input.focus();
  }

  /** The key for the first of the shown list. */
  first(act: 'answered' | 'show-held' | 'reject-held'): void {
    const held = this.renderRoot.querySelector<NwHeld>('nw-held');
    if (act === 'answered') this.renderRoot.querySelector<NwQuestionQueue>('nw-question-queue')?.answeredFirst();
    else if (act === 'show-held') held?.showFirst();
    else held?.rejectFirst();
  }

  override render(): TemplateResult {
    return html`<h2 class="visually-hidden">${msg('会話', { id: 'moderate.tabs' })}</h2>
      <nw-talk-head
        .tab=${this.tab}
        .open=${this.open}
        .held=${this.held.length}
        .chat=${this.chat}
        .mayModerate=${this.mayRemove}
        .mayAnswer=${this.mayAnswer}
        .keysOn=${this.keysOn}
        @tab=${(event: CustomEvent<TalkTab>) => this.tell('tab', event.detail)}
        @raid=${(event: CustomEvent<boolean>) => this.tell('raid', event.detail)}
        @settings=${() => this.tell('settings', null)}
      ></nw-talk-head>
      ${this.tab === 'comments' ? this.commentsTab() : this.tab === 'questions' ? this.questionsTab() : this.heldTab()} ${this.voice()}`;
  }

  private questionsTab(): TemplateResult {
    return html`<nw-question-queue
      .questions=${this.questions}
      .status=${this.status}
      .wordsOf=${(eid: string) => this.comments.find((one) => one.eid === eid)?.text ?? ''}
      .mayModerate=${this.mayRemove}
      .keysOn=${this.keysOn}
      @answer=${(event: CustomEvent<unknown>) => this.tell('answer', event.detail)}
      @group=${(event: CustomEvent<unknown>) => this.tell('group', event.detail)}
      @filter=${(event: CustomEvent<unknown>) => this.tell('filter', event.detail)}
      @person=${(event: CustomEvent<unknown>) => this.tell('card', event.detail)}
    ></nw-question-queue>`;
  }

  private heldTab(): TemplateResult {
    return html`<nw-held
      .held=${this.held}
      .keysOn=${this.keysOn}
      @decide=${(event: CustomEvent<unknown>) => this.tell('decide', event.detail)}
      @person=${(event: CustomEvent<unknown>) => this.tell('card', event.detail)}
    ></nw-held>`;
  }

  private commentsTab(): TemplateResult {
    return html`${this.pinned ? this.pinnedLine(this.pinned) : nothing}
      <div class="list" role="log" aria-live="off" tabindex="0" aria-label=${msg('コメント', { id: 'control.comments' })} @scroll=${this.scrolled}>
        ${this.comments.length === 0 ? html`<p class="empty">${msg('コメントはまだありません。', { id: 'control.comments-empty' })}</p>` : nothing}
        ${repeat(
          this.comments,
          (comment) => comment.eid,
          (comment) => this.row(comment),
        )}
      </div>
      ${this.unseen > 0
        ? html`<div class="latest">
            <button class="button button-quiet" type="button" @click=${() => this.toEnd()}>
              ${msg(str`新着 ${this.unseen}件`, { id: 'control.unseen' })}${icon('down')}
            </button>
          </div>`
        : nothing}`;
  }

  private pinnedLine(pinned: CommentPinState): TemplateResult {
    return html`<div class="pinned">
      ${icon('pin')}
      <p><span class="visually-hidden">${msg('固定されたコメント', { id: 'talk.pinned' })}</span>${pinned.n} ${pinned.x}</p>
      ${this.mayRemove
        ? html`<button class="remove" type="button" aria-label=${msg('固定を外す', { id: 'moderate.unpin' })} @click=${() => this.tell('unpin', pinned.eid)}>
            ${icon('unpin')}
          </button>`
        : nothing}
    </div>`;
  }

  private voice(): TemplateResult {
    const tooLong = graphemes(this.draft) > LENGTH_MAX;
    return html`${this.waiting.map((pending) => this.pendingRow(pending))}
      <form @submit=${this.submit}>
        <label class="visually-hidden" for="own">${msg('スタッフとしてコメントする', { id: 'control.say-label' })}</label>
        <input
          class="input ${tooLong ? 'over' : ''}"
          id="own"
          autocomplete="off"
          enterkeyhint="send"
          placeholder=${msg('スタッフとしてコメント', { id: 'control.say-hint' })}
          aria-invalid=${tooLong}
          .value=${this.draft}
          @input=${(event: InputEvent) => (this.draft = (event.target as HTMLInputElement).value)}
          @keydown=${this.composing}
        />
        <button class="button button-quiet send" type="submit" ?disabled=${this.draft.trim() === '' || tooLong}>
          ${icon('send')}${msg('送信', { id: 'control.say' })}
        </button>
      </form>`;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('comments');
    if (!before || this.following) return;
    const last = before[before.length - 1]?.offset ?? 0;
    this.unseen += this.comments.filter((comment) => comment.offset > last).length;
  }

  override updated(changed: PropertyValues<this>): void {
    if ((changed.has('comments') || changed.has('tab')) && this.following && this.list) this.list.scrollTop = this.list.scrollHeight;
  }

  private row(comment: Comment): TemplateResult {
    const gone = comment.deleted || this.removing.split(',').includes(comment.eid);
    const name = comment.name || msg('ゲスト', { id: 'control.guest' });
    const armed = this.armed === comment.eid;
    const reports = this.reports.get(comment.eid) ?? 0;
    const quoted = comment.re === null ? undefined : this.comments.find(({ eid }) => eid === comment.re);
    return html`<article class="row ${gone ? 'gone' : ''} ${comment.badge === 'presenter' || comment.badge === 'staff' ? 'staff' : ''}">
      <div>
        <p class="who">
          <time>${clockSeconds(comment.at)}</time> ${gone ? '' : name}
          ${gone || comment.badge === 'none' ? nothing : html`<span class="mark ${comment.badge}">${badgeWords(comment.badge)}</span>`}
          ${gone || comment.question === 'none' ? nothing : html`<span class="mark ${comment.question === 'answered' ? '' : 'asks'}">${questionWords(comment)}</span>`}
          ${gone || reports === 0 ? nothing : html`<span class="mark reported">${icon('flag')}${msg(str`報告 ${number(reports)}`, { id: 'moderate.reported' })}</span>`}
        </p>
        ${gone || !quoted || quoted.deleted ? nothing : html`<p class="quote">${quoted.name} ${quoted.text}</p>`}
        <p class="text">${gone ? msg('（削除しました）', { id: 'control.removed' }) : comment.text}</p>
      </div>
      ${!this.mayRemove
        ? nothing
        : html`<div class="row-acts">
            ${gone
              ? nothing
              : html`<button
                  class="remove ${armed ? 'armed' : ''}"
                  type="button"
                  aria-label=${armed
                    ? msg(str`${name}のコメントを本当に削除する`, { id: 'control.remove-sure' })
                    : msg(str`${name}のコメントを削除`, { id: 'control.remove-of' })}
                  @click=${() => this.press(comment.eid)}
                  @blur=${() => armed && this.arm('')}
                >
                  ${armed ? msg('削除する', { id: 'control.remove' }) : icon('trash')}
                </button>`}
            <button
              class="remove card"
              type="button"
              aria-haspopup="dialog"
              aria-label=${msg(str`${name}さんとこのコメントの操作`, { id: 'moderate.card-of' })}
              @click=${() => this.tell('card', { who: comment.by, eid: comment.eid })}
            >
              ${icon('more')}
            </button>
          </div>`}
    </article>`;
  }

  private pendingRow(pending: Pending): TemplateResult | typeof nothing {
    if (pending.state === 'stored') return nothing;
    const failed = pending.state === 'failed';
    return html`<p class="waiting ${failed ? 'failed' : ''}" role="status">
      <span>${failed && pending.reason ? inLanguage(pending.reason.ja, pending.reason.en) : msg(str`送信中：${pending.text}`, { id: 'control.sending' })}</span>
      ${failed
        ? html`<button type="button" @click=${() => this.tell('again', pending.key)}>${msg('再送', { id: 'control.send-again' })}</button>
            <button type="button" @click=${() => this.tell('take-back', pending.key)}>${msg('取り消す', { id: 'control.take-back' })}</button>`
        : nothing}
    </p>`;
  }

  private press(eid: string): void {
    if (this.armed !== eid) {
      this.arm(eid);
      return;
    }
    this.arm('');
    this.tell('remove', eid);
  }

  private arm(eid: string): void {
    clearTimeout(this.disarm);
    this.armed = eid;
    if (eid !== '') this.disarm = setTimeout(() => (this.armed = ''), ARMED_MILLIS);
  }

  private readonly scrolled = (): void => {
    if (!this.list) return;
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    this.following = scrollHeight - scrollTop - clientHeight < FOLLOW_PX;
    if (this.following) this.unseen = 0;
  };

  private toEnd(): void {
    this.following = true;
    this.unseen = 0;
    if (this.list) this.list.scrollTop = this.list.scrollHeight;
  }

  /** Enter that ends a conversion of the input method sends nothing. */
  private readonly composing = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  };

  private readonly submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = this.draft.trim();
    if (text === '' || graphemes(text) > LENGTH_MAX) return;
    const detail = { text, taken: false };
    this.dispatchEvent(new CustomEvent('say', { detail }));
    if (detail.taken) {
      this.draft = '';
      this.toEnd();
    }
  };

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
