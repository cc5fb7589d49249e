import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DropOf } from '../protocol/frames';
import type { Entered } from '../protocol/selling';
import { clock, clockSeconds, number, timeLeft } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

const TICK_MILLIS = 500;

/**
 * A limited sale at one moment: what is given out and when, the way in, and afterwards how this viewer
 * did. In a fair drop everybody who enters in time has the same chance, whatever their picture's delay.
 * Fires `nw-enter` ({drop}), `nw-resume` ({checkout}).
 */
@customElement('nw-drop')
@localized()
export class NwDrop extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        padding-inline: var(--space-4);
      }
      section {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-4) var(--space-4);
        border: 2px solid var(--warn);
        border-radius: var(--radius-card);
        background: var(--surface-raised);
      }
      h3 {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 var(--space-3);
        font-size: var(--size-16);
      }
      .left {
        color: var(--warn);
        font-variant-numeric: tabular-nums;
      }
      p {
        font-size: var(--size-14);
      }
      .fine {
        font-size: var(--size-12);
        line-height: 1.6;
        color: var(--text-2);
      }
      code {
        overflow-wrap: anywhere;
        font-size: 11px;
      }
      details {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      summary {
        min-block-size: var(--touch);
        align-content: center;
        color: var(--link);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) drop!: DropOf;
  @property() show = '';
  /** How this viewer stands; null for one who has not entered. */
  @property({ attribute: false }) entered: Entered | null = null;
  /** At the door, with so many before; undefined when not there. */
  @property({ attribute: false }) ahead: number | null | undefined = undefined;
  @property() refusal = '';
  /** The server's time. */
  @property({ attribute: false }) now: () => number = Date.now;
  @state() private beat = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.beat++, TICK_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render(): TemplateResult | typeof nothing {
    void this.beat;
    const { drop } = this;
    if (drop.phase === 'cancelled') return nothing;
    const now = this.now();
    const left = drop.phase === 'planned' && now < drop.from ? drop.from - now : drop.phase === 'open' ? drop.until - now : 0;
    return html`<section aria-labelledby="drop">
      <h3 id="drop">
        <span>${msg(str`数量限定 ${number(drop.units)}点`, { id: 'shop.drop' })}</span>
        ${left > 0 ? html`<span class="left" role="timer">${timeLeft(left)}</span>` : nothing}
      </h3>
      ${this.content(now)}
      ${this.refusal ? html`<p class="notice notice-bad" role="alert">${icon('alert')}<span>${this.refusal}</span></p>` : nothing}
      ${drop.kind === 'fair' ? this.fairness() : nothing}
    </section>`;
  }

  private content(now: number): TemplateResult | typeof nothing {
    const { drop } = this;
    switch (drop.phase) {
      case 'planned':
        return html`<p>
          ${drop.kind === 'fair'
            ? msg(str`${clockSeconds(drop.from)}から${clockSeconds(drop.until)}まで応募を受け付け、抽選します。`, { id: 'shop.drop.planned-fair' })
            : msg(str`${clockSeconds(drop.from)}から先着順で販売します。`, { id: 'shop.drop.planned-first' })}
        </p>`;
      case 'open':
        return drop.kind === 'fair' ? this.open(now) : html`<p>${msg('先着順で販売中です。下のボタンからお求めください。', { id: 'shop.drop.open-first' })}</p>`;
      case 'drawn':
      case 'ended':
        return this.result();
      case 'cancelled':
        return nothing;
    }
  }

  private open(now: number): TemplateResult {
    const { drop, entered, ahead } = this;
    if (entered) {
      return html`<p role="status">
        ${icon('check')} ${msg(str`応募を受け付けました。${clock(drop.until)}に締め切り、抽選します。`, { id: 'shop.drop.entered' })}
      </p>`;
    }
    if (ahead !== undefined) {
      return html`<p class="notice" role="status">
        <span class="spinner" aria-hidden="true"></span
        ><span
          >${ahead === null || ahead === 0
            ? msg('応募を受け付けています。このままお待ちください。', { id: 'shop.drop.entering' })
            : msg(str`混み合っています（前に${number(ahead)}人）。早い遅いは当選に関係しません。`, { id: 'shop.drop.crowded' })}</span
        >
      </p>`;
    }
    if (now > drop.until) return html`<p>${msg('応募を締め切りました。まもなく抽選します。', { id: 'shop.drop.closed' })}</p>`;
    return html`<p>${msg('締切までに応募した方の中から抽選します。早い遅いは当選に関係しません。', { id: 'shop.drop.equal' })}</p>
      <button class="button button-large" type="button" @click=${() => this.tell('nw-enter', { drop: drop.did })}>
        ${msg('抽選に応募する', { id: 'shop.drop.enter' })}
      </button>`;
  }

  private result(): TemplateResult {
    const { entered } = this;
    if (!entered) return html`<p>${msg('この数量限定販売は終わりました。', { id: 'shop.drop.over' })}</p>`;
    if (entered.ordered) return html`<p role="status">${icon('check')} ${msg('ご当選の品をご注文いただきました。', { id: 'shop.drop.ordered' })}</p>`;
    switch (entered.state) {
      case 'won': {
        const { checkout, expiresAt } = entered;
        return checkout
          ? html`<p class="notice notice-good" role="status">
                ${icon('check')}<span>${msg(str`ご当選です。${clock(expiresAt ?? 0)}までにご購入ください。`, { id: 'shop.drop.won' })}</span>
              </p>
              <button class="button button-large" type="button" @click=${() => this.tell('nw-resume', { checkout })}>
                ${msg('購入手続きへ', { id: 'shop.drop.buy' })}
              </button>`
          : html`<p>${msg('ご購入の期限が過ぎたため、次の方にお譲りしました。', { id: 'shop.drop.lapsed' })}</p>`;
      }
      case 'waiting':
        return html`<p role="status">
          ${msg(str`抽選の結果、キャンセル待ちになりました（前に${number(entered.ahead ?? 0)}人）。ご用意できしだいお知らせします。`, { id: 'shop.drop.waiting' })}
        </p>`;
      case 'entered':
        return html`<p role="status"><span class="spinner" aria-hidden="true"></span> ${msg('抽選しています。', { id: 'shop.drop.drawing' })}</p>`;
      case 'passed':
        return html`<p>${msg('お一人さまの上限に達しているため、対象になりませんでした。', { id: 'shop.drop.passed' })}</p>`;
      case 'lost':
        return html`<p role="status">${msg('今回は落選となりました。ご応募ありがとうございました。', { id: 'shop.drop.lost' })}</p>`;
    }
  }

  /** Commit, then reveal: what anyone needs to check that nothing was moved. */
  private fairness(): TemplateResult {
    const base = `/api/shows/${encodeURIComponent(this.show)}/drops/${encodeURIComponent(this.drop.did)}`;
    const drawn = this.drop.phase === 'drawn' || this.drop.phase === 'ended';
    return html`<details>
      <summary>${msg('抽選の公正さについて', { id: 'shop.drop.fair' })}</summary>
      <p class="fine">
        ${msg('抽選の種は応募の前に決めてあり、その指紋（SHA-256）を先に公開しています。種は抽選後に公開され、どなたでも結果を確かめられます。', { id: 'shop.drop.fair-words' })}
      </p>
      <p class="fine"><code>${this.drop.hash}</code></p>
      ${this.entered ? html`<p class="fine">${msg('応募番号', { id: 'shop.drop.entry' })} <code>${this.entered.entry}</code></p>` : nothing}
      ${this.entered ? html`<p><a href="${base}/receipt" target="_blank" rel="noopener">${msg('控えと確かめ方', { id: 'shop.drop.receipt' })}</a></p>` : nothing}
      ${drawn ? html`<p><a href="${base}/proof" target="_blank" rel="noopener">${msg('全応募番号と抽選順', { id: 'shop.drop.proof' })}</a></p>` : nothing}
    </details>`;
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
