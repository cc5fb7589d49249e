import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ChatState } from '../protocol/frames';
import { number } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

const ARMED_MILLIS = 4_000;

export type TalkTab = 'comments' | 'questions' | 'held';

/**
 * The tabs of the conversation with their counts, the raid button, and the way to the settings.
 * Tightening everything takes two presses. Fires `tab` (a `TalkTab`), `raid` (boolean) and `settings`.
 */
@customElement('nw-talk-head')
@localized()
export class NwTalkHead extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        border-block-end: 1px solid var(--line);
      }
      .bar {
        display: flex;
        align-items: stretch;
        padding-inline: var(--space-1);
      }
      .icon-button {
        inline-size: 36px;
      }
      [role='tablist'] {
        flex: 1;
        display: flex;
        min-inline-size: 0;
      }
      [role='tab'] {
        display: inline-flex;
        align-items: center;
        gap: 3px;
        min-block-size: var(--touch);
        padding: 0 5px;
        border: 0;
        border-block-end: 2px solid transparent;
        background: none;
        color: var(--text-2);
        font-size: 0.8125rem;
        white-space: nowrap;
        cursor: pointer;
      }
      [role='tab'][aria-selected='true'] {
        border-color: var(--text);
        color: var(--text);
        font-weight: 700;
      }
      :host(:lang(en)) [role='tab'] {
        font-size: var(--size-12);
      }
      .n {
        padding: 0 5px;
        border-radius: 9px;
        background: var(--surface-sunken);
        font-size: var(--size-12);
        line-height: 18px;
      }
      .n.urgent {
        background: var(--warn-surface);
        color: var(--warn);
        font-weight: 700;
      }
      kbd {
        font: inherit;
        font-size: 0.6875rem;
        color: var(--text-2);
      }
      .raid.armed {
        inline-size: auto;
        padding-inline: var(--space-2);
        border-radius: var(--radius);
        background: var(--bad-surface);
        color: var(--bad);
        font-size: var(--size-12);
        font-weight: 700;
      }
      .on {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-1) var(--space-3);
        background: var(--bad-surface);
        color: var(--bad);
        font-size: var(--size-12);
        line-height: 1.45;
        word-break: auto-phrase;
      }
      .on span {
        flex: 1;
      }
      .on .button {
        min-block-size: 36px;
        padding: 0 var(--space-3);
        font-size: var(--size-12);
        white-space: nowrap;
      }
      .mode {
        padding: 2px var(--space-4) 4px;
        color: var(--warn);
        font-size: var(--size-12);
      }
    `,
  ];

  @property() tab: TalkTab = 'comments';
  @property({ type: Number }) open = 0;
  @property({ type: Number }) held = 0;
  @property({ attribute: false }) chat: ChatState | null = null;
  @property({ type: Boolean }) mayModerate = false;
  @property({ type: Boolean }) mayAnswer = false;
  @property({ type: Boolean }) keysOn = true;
  @state() private armed = false;
  private disarm: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.disarm);
  }

  override render(): TemplateResult {
    const raid = this.chat?.raid === true;
    return html`<div class="bar">
        <div role="tablist" aria-label=${msg('会話', { id: 'moderate.tabs' })} @keydown=${this.onKey}>
          ${this.one('comments', msg('コメント', { id: 'control.comments' }), 'C', 0)}
          ${this.mayAnswer ? this.one('questions', msg('質問', { id: 'talk.question' }), 'Q', this.open) : nothing}
          ${this.mayModerate ? this.one('held', msg('確認待ち', { id: 'moderate.held' }), 'H', this.held) : nothing}
        </div>
        ${this.mayModerate
          ? html`${raid
                ? nothing
                : html`<button
                    class="icon-button raid ${this.armed ? 'armed' : ''}"
                    type="button"
                    aria-label=${this.armed ? msg('荒らし対策を開始', { id: 'moderate.raid-start' }) : msg('荒らし対策を始める', { id: 'moderate.raid' })}
                    title=${msg('荒らし対策を始める', { id: 'moderate.raid' })}
                    @click=${() => this.press()}
                    @blur=${() => this.arm(false)}
                  >
                    ${this.armed ? msg('荒らし対策を開始', { id: 'moderate.raid-start' }) : icon('shield')}
                  </button>`}
              <button
                class="icon-button"
                type="button"
                aria-label=${msg('会話の設定', { id: 'moderate.settings' })}
                title=${msg('会話の設定', { id: 'moderate.settings' })}
                @click=${() => this.dispatchEvent(new CustomEvent('settings'))}
              >
                ${icon('settings')}
              </button>`
          : nothing}
      </div>
      <div role="status">${raid ? this.raidBar() : this.modeLine()}</div>`;
  }

  private one(tab: TalkTab, words: string, key: string, count: number): TemplateResult {
    const selected = this.tab === tab;
    return html`<button role="tab" type="button" aria-selected=${selected} tabindex=${selected ? 0 : -1} data-tab=${tab} @click=${() => this.choose(tab)}>
      ${words}${count > 0 ? html`<span class="n ${tab === 'held' ? 'urgent' : ''}">${number(count)}</span>` : nothing}${this.keysOn
        ? html`<kbd aria-hidden="true">${key}</kbd>`
        : nothing}
    </button>`;
  }

  private raidBar(): TemplateResult {
    return html`<div class="on">
      ${icon('shield')}<span
        >${msg('荒らし対策中：30秒に1回・会員のみ・確認してから表示・リンク不可', { id: 'moderate.raid-on' })}</span
      >
      ${this.mayModerate
        ? html`<button class="button button-quiet" type="button" @click=${() => this.dispatchEvent(new CustomEvent('raid', { detail: false }))}>
            ${msg('解除', { id: 'moderate.raid-off' })}
          </button>`
        : nothing}
    </div>`;
  }

  private modeLine(): TemplateResult | typeof nothing {
    const { chat } = this;
    if (!chat) return nothing;
    const words = [
      chat.slow > 0 ? msg(str`コメントは${number(chat.slow)}秒に1回まで`, { id: 'talk.slow' }) : '',
      chat.who === 'members' ? msg('会員・常連のみ', { id: 'moderate.who.members' }) : '',
      chat.who === 'buyers' ? msg('購入者のみ', { id: 'moderate.who.buyers' }) : '',
      chat.hold ? msg('確認してから表示', { id: 'moderate.hold' }) : '',
      chat.links ? msg('リンク可', { id: 'moderate.links' }) : '',
    ].filter((part) => part !== '');
    return words.length === 0 ? nothing : html`<p class="mode">${words.join(' \u00b7 ')}</p>`;
  }

  private choose(tab: TalkTab): void {
    this.dispatchEvent(new CustomEvent<TalkTab>('tab', { detail: tab }));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way === undefined) return;
    const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
    const next = tabs[(tabs.findIndex((one) => one.dataset['tab'] === this.tab) + way + tabs.length) % tabs.length];
    event.preventDefault();
    next?.focus();
    next?.click();
  };

  private press(): void {
    if (!this.armed) {
      this.arm(true);
      return;
    }
    this.arm(false);
    this.dispatchEvent(new CustomEvent('raid', { detail: true }));
  }

  private arm(on: boolean): void {
    clearTimeout(this.disarm);
    this.armed = on;
    if (on) this.disarm = setTimeout(() => (this.armed = false), ARMED_MILLIS);
  }
}
