import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { clockSeconds } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { whyWords, type HeldComment } from './moderation';
import { queueStyles } from './queue-styles';

const ARMED_MILLIS = 4_000;

/** Comments that wait for a moderator, oldest first. Fires `decide` ({eid, decision}) and `person` ({who, eid}). */
@customElement('nw-held')
@localized()
export class NwHeld extends LitElement {
  static override styles = [sharedStyles, queueStyles];

  @property({ attribute: false }) held: readonly HeldComment[] = [];
  @property({ type: Boolean }) keysOn = true;
  @state() private armed = '';
  private disarm: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.disarm);
  }

  /** The key for the first one: show it. */
  showFirst(): void {
    const first = this.held[0];
    if (first) this.tell('decide', { eid: first.eid, decision: 'show' });
  }

  /** The key for the first one: not to show it, asked twice. */
  rejectFirst(): void {
    const first = this.held[0];
    if (first) this.reject(first.eid);
  }

  override render(): TemplateResult {
    if (this.held.length === 0) return html`<p class="empty">${msg('確認を待っているコメントはありません。', { id: 'moderate.held-none' })}</p>`;
    return html`<ul class="queue" tabindex="0" aria-label=${msg('確認待ち', { id: 'moderate.held' })}>
      ${repeat(
        this.held,
        ({ eid }) => eid,
        (comment, index) => this.one(comment, index === 0),
      )}
    </ul>`;
  }

  private one(comment: HeldComment, first: boolean): TemplateResult {
    const name = comment.n || msg('ゲスト', { id: 'control.guest' });
    const armed = this.armed === comment.eid;
    const keys = this.keysOn && first;
    const whose = html`<span class="visually-hidden">${msg(str`（${name}さんのコメント）`, { id: 'moderate.whose' })}</span>`;
    return html`<li>
      <p class="who">
        <time>${clockSeconds(comment.at)}</time>
        ${comment.who === ''
          ? html`<span>${name}</span>`
          : html`<button class="link" type="button" @click=${() => this.tell('person', { who: comment.who, eid: comment.eid })}>${name}</button>`}
        <span class="badge badge-warn">${whyWords(comment.why)}</span>
      </p>
      <p class="text">${comment.x}</p>
      <div class="acts">
        <button
          class="button button-quiet"
          type="button"
          @click=${() => this.tell('decide', { eid: comment.eid, decision: 'show' })}
        >
          ${icon('check')}${msg('表示する', { id: 'moderate.show' })}${whose}${keys ? html`<kbd aria-hidden="true">Y</kbd>` : ''}
        </button>
        <button
          class="button ${armed ? 'sure' : 'button-plain'}"
          type="button"
          @click=${() => this.reject(comment.eid)}
        >
          ${armed ? msg('もう一度で確定', { id: 'moderate.again' }) : msg('表示しない', { id: 'moderate.reject' })}${whose}${keys ? html`<kbd aria-hidden="true">X</kbd>` : ''}
        </button>
      </div>
    </li>`;
  }

  private reject(eid: string): void {
    clearTimeout(this.disarm);
    if (this.armed === eid) {
      this.armed = '';
      this.tell('decide', { eid, decision: 'reject' });
      return;
    }
    this.armed = eid;
    this.disarm = setTimeout(() => (this.armed = ''), ARMED_MILLIS);
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
