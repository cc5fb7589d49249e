import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChatState } from '../protocol/frames';
import type { Standing } from '../timeline/standing';
import { clipGraphemes, countdown, graphemes, number } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { nameOf } from './chat-row-view';
import type { ChatRow } from './chat-rows';
import { composerStyles } from './composer-styles';

export const NAME_GRAPHEMES_MAX = 20;
/** The rest is mentioned when it becomes short. */
const MENTION_REST = 20;
const LEAVE_MILLIS = 400;

/** Enter that ends an IME conversion is never a command; Safari reports it after the composition, as key code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Where a comment is written. The first one asks for a display name, once and optionally, without
 * losing the words. It says how the conversation is run now, and waits out what must be waited for.
 * Fires `nw-say` ({text, question}), `nw-name` ({name}) and `nw-no-reply`.
 */
@customElement('nw-composer')
@localized()
export class NwComposer extends LitElement {
  static override styles = [sharedStyles, composerStyles];

  @property({ type: Boolean, reflect: true }) over = false;
  @property({ type: Boolean }) named = false;
  @property({ type: Number }) most = 200;
  /** Why it cannot be sent now, in words; the text stays. */
  @property() problem = '';

  /** What the next comment replies to. */
  @property({ attribute: false }) reply: ChatRow | null = null;
  @property({ attribute: false }) chat: ChatState | null = null;
  /** Asked while something must be waited for. */
  @property({ attribute: false }) standing: () => Standing = () => ({ kind: 'free' });
  /** The server's clock. */
  @property({ attribute: false }) now: () => number = Date.now;
  /** Changes when the standing may be another. */
  @property({ attribute: false }) stamp: unknown;

  @state() private text = '';
  @state() private question = false;
  @state() private focused = false;
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private ticking: ReturnType<typeof setTimeout> | undefined;
  @state() private asking = false;
  private asked = false;
  @query('textarea') private readonly field!: HTMLTextAreaElement;
  @query('#name') private readonly nameField!: HTMLInputElement | null;

  /** The words go back into the field: they were not taken. */
  giveBack(text: string): void {
    this.text = text;
    this.field.value = text;
  }

  /** Puts the cursor into the field; `question` as one who wants to ask. */
  write(question = false): void {
    if (question) this.question = true;
    this.field.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.ticking);
    clearTimeout(this.leaving);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('reply') && this.reply) this.field.focus();
    clearTimeout(this.ticking);
    const standing = this.standing();
    if ((standing.kind === 'slow' || standing.kind === 'muted') && standing.until !== null) {
      this.ticking = setTimeout(() => this.requestUpdate(), 1_000 - ((this.now() - standing.until) % 1_000));
    }
  }

  override render(): TemplateResult {
    const rest = this.most - graphemes(this.text);
    return html`${this.asking ? this.nameQuestion() : html`${this.replyLine()} ${this.line()}`}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <form @submit=${this.onSubmit}>
        <div class="box">
          ${rest <= MENTION_REST
            ? html`<span class="rest ${rest <= 0 ? 'none' : ''}">${msg(str`あと${Math.max(0, rest)}文字`, { id: 'watch.rest' })}</span>`
            : nothing}
          <textarea
            rows="1"
            enterkeyhint="send"
            autocomplete="off"
            aria-label=${msg('コメントを書く', { id: 'watch.write' })}
            placeholder=${this.question ? msg('質問を書く', { id: 'talk.questions.write' }) : msg('コメントする', { id: 'watch.placeholder' })}
            @input=${this.onInput}
            @compositionend=${this.onInput}
            @keydown=${this.onKey}
            @focus=${this.onFocus}
            @blur=${this.onBlur}
          ></textarea>
        </div>
        ${this.text.trim() === ''
          ? html`<slot></slot>`
          : html`<button class="icon-button send" type="submit" ?disabled=${!this.mayNow()} aria-label=${msg('送信', { id: 'watch.send' })}>${icon('send')}</button>`}
      </form>`;
  }

  private replyLine(): TemplateResult | typeof nothing {
    const { reply } = this;
    if (!reply) return nothing;
    return html`<div class="reply">
      <p>${icon('reply')}<span>${msg(str`${nameOf(reply)}さんに返信：${reply.text}`, { id: 'talk.replying' })}</span></p>
      <button class="icon-button" type="button" aria-label=${msg('返信をやめる', { id: 'talk.no-reply' })} @click=${() => this.dispatchEvent(new CustomEvent('nw-no-reply'))}>
        ${icon('close')}
      </button>
    </div>`;
  }

  /** The switch for a question while one writes, and how the conversation is run now. */
  private line(): TemplateResult | typeof nothing {
    const mode = this.mode();
    const asks = this.focused || this.question || this.text !== '';
    if (mode === '' && !asks) return nothing;
    return html`<div class="line">
      ${asks
        ? html`<button
            class="ask"
            type="button"
            aria-pressed=${this.question}
            @mousedown=${(event: Event) => event.preventDefault()}
            @click=${() => (this.question = !this.question)}
          >
            ${icon(this.question ? 'check' : 'question')}${msg('質問として送る', { id: 'talk.as-question' })}
          </button>`
        : nothing}
      ${mode === '' ? nothing : html`<span class="mode">${mode}</span>`}
    </div>`;
  }

  private mode(): string {
    const standing = this.standing();
    const left = 'until' in standing && standing.until !== null ? standing.until - this.now() : 0;
    switch (standing.kind) {
      case 'muted':
        return standing.until === null
          ? msg('現在コメントできません。', { id: 'talk.muted' })
          : msg(str`現在コメントできません（あと ${countdown(left)}）`, { id: 'talk.muted-for' });
      case 'slow':
        return msg(str`次のコメントまであと${Math.max(1, Math.ceil(left / 1_000))}秒`, { id: 'talk.slow-for' });
      case 'members':
      case 'buyers':
      case 'free':
    }
    const { chat } = this;
    if (!chat) return '';
    const words = [
      chat.who === 'members' ? msg('会員・常連の方がコメントできます', { id: 'talk.members-only' }) : '',
      chat.who === 'buyers' ? msg('ご購入の方がコメントできます', { id: 'talk.buyers-only' }) : '',
      chat.slow > 0 ? msg(str`コメントは${number(chat.slow)}秒に1回まで`, { id: 'talk.slow' }) : '',
      chat.hold ? msg('確認後に表示されます', { id: 'talk.held' }) : '',
    ];
    return words.filter((part) => part !== '').join(' \u00b7 ');
  }

  private mayNow(): boolean {
    const { kind } = this.standing();
    return kind === 'free' || kind === 'members' || kind === 'buyers';
  }

  private nameQuestion(): TemplateResult {
    return html`<form class="name" @submit=${this.onName}>
      <div class="field">
        <label for="name">${msg('表示名（任意）', { id: 'watch.name' })}</label>
        <input
          id="name"
          class="input"
          autocomplete="nickname"
          placeholder=${msg('ゲスト', { id: 'watch.guest' })}
          aria-describedby="name-hint"
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
          }}
        />
        <span class="hint" id="name-hint">${msg('コメントの横に出ます。あとから変えられます。', { id: 'watch.name-hint' })}</span>
      </div>
      <div class="choices">
        <button class="button button-quiet" type="button" @click=${() => this.sendAs('')}>
          ${msg('ゲストで送信', { id: 'watch.send-as-guest' })}
        </button>
        <button class="button named" type="submit">${msg('この名前で送信', { id: 'watch.send-as-name' })}</button>
      </div>
    </form>`;
  }

  private readonly onFocus = (): void => {
    clearTimeout(this.leaving);
    this.focused = true;
  };

  /** The line above goes a moment later: else what is being tapped would move away under the finger. */
  private readonly onBlur = (): void => {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => (this.focused = false), LEAVE_MILLIS);
  };

  private readonly onInput = (event: Event): void => {
    if ((event as InputEvent).isComposing) {
      this.text = this.field.value;
      return;
    }
    const clipped = clipGraphemes(this.field.value, this.most);
    if (clipped !== this.field.value) this.field.value = clipped;
    this.text = clipped;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    this.send();
  };

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    this.send();
  };

  private readonly onName = (event: Event): void => {
    event.preventDefault();
    this.sendAs(this.nameField?.value ?? '');
  };

  private send(): void {
    if (this.text.trim() === '' || !this.mayNow()) return;
    if (this.named || this.asked) {
      this.say();
      return;
    }
    this.asking = true;
    void this.updateComplete.then(() => this.nameField?.focus());
  }

  private sendAs(name: string): void {
    this.asked = true;
    this.asking = false;
    const kept = clipGraphemes(name.trim(), NAME_GRAPHEMES_MAX);
    if (kept !== '') this.dispatchEvent(new CustomEvent('nw-name', { detail: { name: kept } }));
    this.say();
    this.field.focus();
  }

  private say(): void {
    const text = clipGraphemes(this.text.trim(), this.most);
    const { question } = this;
    this.text = '';
    this.field.value = '';
    this.question = false;
    if (text !== '') this.dispatchEvent(new CustomEvent('nw-say', { detail: { text, question } }));
  }
}
