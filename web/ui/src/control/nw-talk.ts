import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Comment } from '../timeline/fold';
import type { Pending } from '../timeline/outbox';
import { clockSeconds, graphemes } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

const FOLLOW_PX = 80;
const ARMED_MILLIS = 4_000;
const LENGTH_MAX = 200;

/**
 * The conversation: every comment with a way to remove it (armed by a first press), and the crew's
 * own voice. Fires `remove` (eid), `say` ({text, taken}), `again` and `take-back` (key).
 */
@customElement('nw-talk')
@localized()
export class NwTalk extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        overflow: hidden;
        position: relative;
      }
      h2 {
        padding: var(--space-3) var(--space-4) var(--space-2);
        font-size: var(--size-14);
        color: var(--text-2);
      }
      .list {
        flex: 1;
        overflow-y: auto;
        overflow-anchor: none;
        padding-inline: var(--space-4) var(--space-2);
        outline-offset: -3px;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        padding-block: 2px;
      }
      .who {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      .text {
        overflow-wrap: anywhere;
      }
      .gone .text {
        color: var(--text-2);
      }
      .staff .who {
        color: var(--link);
        font-weight: 700;
      }
      .remove {
        display: inline-grid;
        place-items: center;
        min-inline-size: 36px;
        min-block-size: 36px;
        padding: 0;
        border: 0;
        border-radius: 6px;
        background: none;
        color: var(--text-2);
        font-size: var(--size-12);
        cursor: pointer;
      }
      .remove:hover {
        background: var(--surface-hover);
        color: var(--text);
      }
      .remove.armed {
        padding-inline: var(--space-2);
        background: var(--bad-surface);
        color: var(--bad);
        font-weight: 700;
      }
      .latest {
        position: absolute;
        inset-inline: 0;
        inset-block-end: 76px;
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      .latest .button {
        pointer-events: auto;
        border-radius: var(--radius-round);
        font-size: var(--size-12);
        min-block-size: 36px;
      }
      .waiting {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding: 2px var(--space-4);
        font-size: var(--size-12);
        color: var(--text-2);
      }
      .waiting.failed {
        color: var(--bad);
      }
      .waiting button {
        min-block-size: 32px;
        border: 0;
        background: none;
        color: var(--link);
        text-decoration: underline;
        cursor: pointer;
      }
      form {
        display: flex;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3) var(--space-3);
        border-block-start: 1px solid var(--line);
      }
      .over {
        border-color: var(--bad);
      }
      .send {
        flex: none;
        padding-inline: var(--space-3);
      }
      .empty {
        padding: var(--space-4);
        color: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) comments: readonly Comment[] = [];
  @property({ attribute: false }) waiting: readonly Pending[] = [];
  /** Comments whose removal is on its way, joined by commas. */
  @property() removing = '';
  @property({ type: Boolean }) mayRemove = false;
  @state() private armed = '';
  @state() private following = true;
  @state() private unseen = 0;
  @state() private draft = '';
  @query('.list') private readonly list!: HTMLElement;
  @query('input') private readonly input!: HTMLInputElement;
  private disarm: ReturnType<typeof setTimeout> | undefined;

  /** Puts the cursor into the crew's own line. */
  write(): void {
    this.input.focus();
  }

  override render(): TemplateResult {
    const tooLong = graphemes(this.draft) > LENGTH_MAX;
    return html`<h2>${msg('コメント', { id: 'control.comments' })}</h2>
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
        : nothing}
      ${this.waiting.map((pending) => this.pendingRow(pending))}
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
    if (changed.has('comments') && this.following) this.list.scrollTop = this.list.scrollHeight;
  }

  private row(comment: Comment): TemplateResult {
    const gone = comment.deleted || this.removing.split(',').includes(comment.eid);
    const name = comment.name || msg('ゲスト', { id: 'control.guest' });
    const armed = this.armed === comment.eid;
    return html`<article class="row ${gone ? 'gone' : ''} ${comment.badge === 'none' ? '' : 'staff'}">
      <div>
        <p class="who"><time>${clockSeconds(comment.at)}</time> ${gone ? '' : name}</p>
        <p class="text">${gone ? msg('（削除しました）', { id: 'control.removed' }) : comment.text}</p>
      </div>
      ${gone || !this.mayRemove
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
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    this.following = scrollHeight - scrollTop - clientHeight < FOLLOW_PX;
    if (this.following) this.unseen = 0;
  };

  private toEnd(): void {
    this.following = true;
    this.unseen = 0;
    this.list.scrollTop = this.list.scrollHeight;
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

  private tell(name: string, detail: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
