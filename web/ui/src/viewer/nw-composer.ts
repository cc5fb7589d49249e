import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { clipGraphemes, graphemes } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

export const NAME_GRAPHEMES_MAX = 20;
/** The rest is mentioned when it becomes short. */
const MENTION_REST = 20;

/** Enter that ends an IME conversion is never a command; Safari reports it after the composition, as key code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Where a comment is written. The first one asks for a display name, once and optionally, without
 * losing the words. Fires `nw-say` ({text}) and `nw-name` ({name}).
 */
@customElement('nw-composer')
@localized()
export class NwComposer extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      form {
        display: flex;
        align-items: flex-end;
        gap: var(--space-2);
      }
      .box {
        position: relative;
        flex: 1;
        min-inline-size: 0;
      }
      textarea {
        display: block;
        inline-size: 100%;
        min-block-size: var(--touch);
        max-block-size: 96px;
        padding: 10px 16px;
        border: 1px solid var(--line-strong);
        border-radius: 22px;
        background: var(--surface-raised);
        font-size: 16px;
        line-height: 22px;
        resize: none;
        field-sizing: content;
      }
      textarea::placeholder {
        color: var(--text-2);
        opacity: 1;
        white-space: nowrap;
      }
      :host([over]) textarea {
        background: var(--scrim-strong);
        border-color: rgb(255 255 255 / 45%);
        color: #fff;
      }
      :host([over]) textarea::placeholder {
        color: #e4dfd8;
      }
      .send {
        background: var(--link);
        color: var(--surface);
      }
      .send:hover {
        background: var(--link);
        opacity: 0.9;
      }
      :host([over]) .send {
        background: #fff;
        color: #1b1a1d;
      }
      .rest {
        position: absolute;
        inset-inline-end: 14px;
        inset-block-end: 100%;
        margin-block-end: 2px;
        padding: 0 6px;
        border-radius: 4px;
        background: var(--surface-raised);
        color: var(--text-2);
        font-size: var(--size-12);
        font-variant-numeric: tabular-nums;
      }
      .rest.none {
        color: var(--bad);
      }
      .name {
        display: grid;
        gap: var(--space-2);
        margin-block-end: var(--space-2);
        padding: var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius-card);
        background: var(--surface-raised);
        color: var(--text);
        box-shadow: var(--shadow);
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .choices .button {
        flex: 1;
        padding-inline: var(--space-2);
        font-size: var(--size-14);
      }
      .named {
        background: var(--link);
        color: var(--surface);
      }
      .named:hover {
        background: var(--link);
        opacity: 0.9;
      }
      .problem {
        margin-block-end: 6px;
        padding: 4px 12px;
        border-radius: var(--radius);
        background: var(--warn-surface);
        color: var(--warn);
        font-size: var(--size-14);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) over = false;
  @property({ type: Boolean }) named = false;
  @property({ type: Number }) most = 200;
  /** Why it cannot be sent now, in words; the text stays. */
  @property() problem = '';

  @state() private text = '';
  @state() private asking = false;
  private asked = false;
  @query('textarea') private readonly field!: HTMLTextAreaElement;
  @query('#name') private readonly nameField!: HTMLInputElement | null;

  /** The words go back into the field: they were not taken. */
  giveBack(text: string): void {
    this.text = text;
    this.field.value = text;
  }

  override render(): TemplateResult {
    const rest = this.most - graphemes(this.text);
    return html`${this.asking ? this.nameQuestion() : nothing}
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
            placeholder=${msg('コメントする', { id: 'watch.placeholder' })}
            @input=${this.onInput}
            @compositionend=${this.onInput}
            @keydown=${this.onKey}
          ></textarea>
        </div>
        ${this.text.trim() === ''
          ? html`<slot></slot>`
          : html`<button class="icon-button send" type="submit" aria-label=${msg('送信', { id: 'watch.send' })}>${icon('send')}</button>`}
      </form>`;
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
    if (this.text.trim() === '') return;
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
    this.text = '';
    this.field.value = '';
    if (text !== '') this.dispatchEvent(new CustomEvent('nw-say', { detail: { text } }));
  }
}
