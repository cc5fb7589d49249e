import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChatState } from '../protocol/frames';
import { number } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import type { BlockedWord, ChatMode } from './moderation';

const SLOW_SECONDS = [0, 5, 10, 30, 60, 120] as const;
const WORDS_MAX = 500;
const WORD_LENGTH_MAX = 40;

/**
 * How the conversation is run: how often one may comment, who may, what waits for review, which words do
 * not pass. Fires `mode` (a `ChatMode`) and `words` (the whole list).
 */
@customElement('nw-chat-mode')
@localized()
export class NwChatMode extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      dialog {
        inline-size: min(480px, 100vw - 24px);
        max-block-size: min(720px, 100dvh - 32px);
        padding: var(--space-4);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-card);
        background: var(--surface);
        color: var(--text);
        overflow-y: auto;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 48%);
      }
      form {
        display: grid;
        gap: var(--space-3);
      }
      h2 {
        margin-block-end: var(--space-3);
        font-size: var(--size-20);
      }
      h3 {
        margin-block: var(--space-5) var(--space-2);
      }
      fieldset {
        display: grid;
        gap: 0;
      }
      legend {
        font-size: var(--size-14);
        font-weight: 600;
      }
      .check {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-block-size: 40px;
        cursor: pointer;
      }
      .check input {
        inline-size: 20px;
        block-size: 20px;
        accent-color: var(--link);
      }
      .buttons {
        display: flex;
        justify-content: flex-end;
        gap: var(--space-2);
      }
      .hint {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      .add {
        grid-template-columns: minmax(0, 1fr) auto auto;
        align-items: end;
        gap: var(--space-2);
      }
      select {
        inline-size: auto;
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        border-block-end: 1px solid var(--line);
      }
      li span:first-child {
        flex: 1;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) chat: ChatState | null = null;
  /** Null while it is being read, or where one may not. */
  @property({ attribute: false }) words: readonly BlockedWord[] | null = null;
  @state() private draft: ChatMode = { slow: 0, who: 'everyone', hold: false, links: false };
  @state() private problem = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  open(): void {
    const { slow, who, hold, links } = this.chat ?? { slow: 0, who: 'everyone', hold: false, links: false };
    this.draft = { slow, who, hold, links };
    this.problem = '';
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  override render(): TemplateResult {
    const { draft } = this;
    const set = (change: Partial<ChatMode>): void => {
      this.draft = { ...this.draft, ...change };
    };
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${msg('会話の設定', { id: 'moderate.settings' })}</h2>
      <form @submit=${this.save}>
        <div class="field">
          <label for="slow">${msg('コメントの間隔', { id: 'moderate.mode.slow' })}</label>
          <select id="slow" class="input" @change=${(event: Event) => set({ slow: Number((event.target as HTMLSelectElement).value) })}>
            ${[...new Set([...SLOW_SECONDS, draft.slow])].map(
              (seconds) =>
                html`<option value=${seconds} ?selected=${draft.slow === seconds}>
                  ${seconds === 0 ? msg('制限なし', { id: 'moderate.mode.slow-off' }) : msg(str`${number(seconds)}秒に1回`, { id: 'moderate.mode.slow-each' })}
                </option>`,
            )}
          </select>
        </div>
        <fieldset>
          <legend>${msg('コメントできる人', { id: 'moderate.mode.who' })}</legend>
          ${(['everyone', 'members', 'buyers'] as const).map(
            (who) =>
              html`<label class="check"
                ><input type="radio" name="who" .checked=${draft.who === who} @change=${() => set({ who })} />${whoWords(who)}</label
              >`,
          )}
        </fieldset>
        <fieldset>
          <legend>${msg('内容', { id: 'moderate.mode.what' })}</legend>
          <label class="check"
            ><input type="checkbox" .checked=${draft.hold} @change=${(event: Event) => set({ hold: (event.target as HTMLInputElement).checked })} />${msg(
              '確認してから表示する',
              { id: 'moderate.mode.hold' },
            )}</label
          >
          <label class="check"
            ><input type="checkbox" .checked=${draft.links} @change=${(event: Event) => set({ links: (event.target as HTMLInputElement).checked })} />${msg(
              'リンクを書けるようにする',
              { id: 'moderate.mode.links' },
            )}</label
          >
        </fieldset>
        <div class="buttons">
          <button class="button button-plain" type="button" @click=${() => this.dialog.close()}>${msg('閉じる', { id: 'ui.close' })}</button>
          <button class="button button-quiet" type="submit">${msg('この設定にする', { id: 'moderate.mode.save' })}</button>
        </div>
      </form>
      ${this.words === null ? nothing : this.wordList(this.words)}
    </dialog>`;
  }

  private wordList(words: readonly BlockedWord[]): TemplateResult {
    return html`<h3>${msg('注意する言葉（全番組）', { id: 'moderate.words' })}</h3>
      <p class="hint">${msg('全角・半角、かな・カナ、繰り返しや空白の違いは同じ言葉とみなします。', { id: 'moderate.words-hint' })}</p>
      <form class="add" @submit=${this.add}>
        <div class="field">
          <label for="word">${msg('言葉', { id: 'moderate.word' })}</label>
          <input id="word" class="input" autocomplete="off" maxlength=${WORD_LENGTH_MAX} aria-describedby="problem" @keydown=${composing} />
        </div>
        <div class="field">
          <label for="verdict">${msg('扱い', { id: 'moderate.verdict' })}</label>
          <select id="verdict" class="input">
            ${(['block', 'hold', 'shadow'] as const).map((verdict) => html`<option value=${verdict}>${verdictWords(verdict)}</option>`)}
          </select>
        </div>
        <button class="button button-quiet" type="submit">${msg('追加', { id: 'moderate.word-add' })}</button>
      </form>
      <p class="hint" id="problem" role="alert">${this.problem}</p>
      <ul>
        ${words.map(
          (one) => html`<li>
            <span>${one.word}</span><span class="badge">${verdictWords(one.verdict)}</span>
            <button
              class="icon-button"
              type="button"
              aria-label=${msg(str`「${one.word}」を一覧から外す`, { id: 'moderate.word-remove' })}
              @click=${() => this.tell('words', words.filter((other) => other !== one))}
            >
              ${icon('close')}
            </button>
          </li>`,
        )}
      </ul>`;
  }

  private readonly save = (event: SubmitEvent): void => {
    event.preventDefault();
    this.dialog.close();
    this.tell('mode', this.draft);
  };

  private readonly add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const field = form.querySelector('input');
    const word = field?.value.trim() ?? '';
    const words = this.words ?? [];
    if (!field || word === '') return;
    if (words.length >= WORDS_MAX) {
      this.problem = msg(str`${number(WORDS_MAX)}語までです。`, { id: 'moderate.words-full' });
      return;
    }
    this.problem = '';
    const verdict = (form.querySelector('select')?.value ?? 'block') as BlockedWord['verdict'];
    field.value = '';
    this.tell('words', [...words.filter((one) => one.word !== word), { word, verdict }]);
  };

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Enter that ends a conversion of the input method adds nothing. */
function composing(event: KeyboardEvent): void {
  if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}

function whoWords(who: ChatMode['who']): string {
  switch (who) {
    case 'everyone':
      return msg('すべての人', { id: 'moderate.who.everyone' });
    case 'members':
      return msg('会員・常連のみ', { id: 'moderate.who.members' });
    case 'buyers':
      return msg('購入者のみ', { id: 'moderate.who.buyers' });
  }
}

function verdictWords(verdict: BlockedWord['verdict']): string {
  switch (verdict) {
    case 'block':
      return msg('送信できない', { id: 'moderate.verdict.block' });
    case 'hold':
      return msg('確認待ちにする', { id: 'moderate.verdict.hold' });
    case 'shadow':
      return msg('本人だけに表示', { id: 'moderate.kind.shadow' });
  }
}
