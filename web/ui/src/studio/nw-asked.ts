import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { QuestionsState } from '../protocol/frames';
import { number } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

const ARMED_MILLIS = 5_000;

/**
 * The question that most want answered, in letters read from two metres, and how many wait behind it.
 * Marking it as answered takes two presses. Fires `answered` (eid).
 */
@customElement('nw-asked')
@localized()
export class NwAsked extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        padding: clamp(8px, 1.4vw, 20px) clamp(12px, 2.2vw, 32px);
        border-block-end: 1px solid var(--line);
        background: var(--surface-sunken);
      }
      :host([empty]) {
        display: none;
      }
      header {
        display: flex;
        align-items: baseline;
        gap: 0.6em;
        font-size: var(--size-16);
        color: var(--warn);
      }
      h2 {
        font-size: inherit;
      }
      .count {
        color: var(--text-2);
      }
      .words {
        display: -webkit-box;
        -webkit-line-clamp: 3;
        -webkit-box-orient: vertical;
        overflow: hidden;
        font-size: var(--letters-2);
        font-weight: 700;
        line-height: 1.35;
        overflow-wrap: anywhere;
        word-break: auto-phrase;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-1) var(--space-4);
        margin-block-start: var(--space-2);
        color: var(--text-2);
        font-size: var(--size-16);
      }
      .button {
        min-block-size: var(--touch-buy);
      }
      .sure {
        border-color: var(--good);
        background: var(--good-surface);
        color: var(--good);
      }
      .sure:hover {
        background: var(--good-surface);
      }
      @media (max-height: 479px), (max-width: 899px) {
        .words {
          -webkit-line-clamp: 2;
          font-size: var(--letters-3);
        }
        header,
        .foot {
          font-size: var(--size-14);
        }
      }
    `,
  ];

  @property({ attribute: false }) questions: QuestionsState | null = null;
  /** The one whose answer is on its way. */
  @property() pending = '';
  @state() private armed = '';
  private disarm: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.disarm);
  }

  override willUpdate(): void {
    this.toggleAttribute('empty', this.questions?.top[0] === undefined);
  }

  override render(): TemplateResult | typeof nothing {
    const first = this.questions?.top[0];
    if (!first) return nothing;
    const armed = this.armed === first.eid;
    return html`<header>
        <h2>${msg('いちばん多い質問', { id: 'studio.asked' })}</h2>
        <span class="count">${msg(str`${number(this.questions?.open ?? 1)}件`, { id: 'studio.asked.open' })}</span>
      </header>
      <p class="words">${first.x}</p>
      <div class="foot">
        <span>${first.n || msg('ゲスト', { id: 'studio.guest' })}${first.votes > 0 ? html` · ${msg(str`${number(first.votes)}人が知りたい`, { id: 'talk.questions.votes' })}` : nothing}</span>
        <button class="button button-quiet ${armed ? 'sure' : ''}" type="button" ?disabled=${this.pending === first.eid} @click=${() => this.press(first.eid)}>
          ${icon('check')}${armed ? msg('もう一度押すと回答済み', { id: 'studio.asked.sure' }) : msg('答えました', { id: 'studio.asked.answered' })}
        </button>
      </div>`;
  }

  private press(eid: string): void {
    clearTimeout(this.disarm);
    if (this.armed === eid) {
      this.armed = '';
      this.dispatchEvent(new CustomEvent('answered', { detail: eid }));
      return;
    }
    this.armed = eid;
    this.disarm = setTimeout(() => (this.armed = ''), ARMED_MILLIS);
  }
}
