import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { localized, msg, str } from '../ui/i18n';
import { countdown } from '../ui/format';
import { icon } from '../ui/icons';
import { holdLeft, spokenMark, type ServerTime } from './hold';

const TICK_MILLIS = 250;

/** How long the goods are still held for this buyer, by the server's clock. Fires `over` once. */
@localized()
@customElement('nw-hold-bar')
export class NwHoldBar extends LitElement {
  @property({ type: Number }) expiresAt = 0;
  @property({ attribute: false }) time!: ServerTime;
  @state() private shown = '';
  @state() private hurry = false;
  @state() private spoken = '';
  private timer: ReturnType<typeof setInterval> | undefined;
  private leftBefore = Number.POSITIVE_INFINITY;
  private told = false;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.look(), TICK_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('expiresAt')) {
      this.told = false;
      this.look();
    }
  }

  override render(): unknown {
    return html`<div class=${this.hurry ? 'hold hold-hurry' : 'hold'}>
        ${icon('clock')}
        <span>${msg('お取り置き中', { id: 'checkout.hold' })}</span>
        <span class="hold-left" role="timer" aria-label=${msg(str`取り置きの残り時間 ${this.shown}`, { id: 'checkout.hold-left' })}
          >${msg(str`あと ${this.shown}`, { id: 'checkout.hold-countdown' })}</span
        >
      </div>
      <p class="visually-hidden" role="status">${this.spoken}</p>`;
  }

  private look(): void {
    const left = holdLeft(this.expiresAt, this.time.now());
    this.shown = countdown(left.millis);
    this.hurry = left.hurry;
    if (spokenMark(this.leftBefore, left.millis) !== undefined) {
      this.spoken = msg(str`取り置きはあと ${this.shown} です。`, { id: 'checkout.hold-spoken' });
    }
    this.leftBefore = left.millis;
    if (left.over && !this.told) {
      this.told = true;
      this.dispatchEvent(new CustomEvent('over'));
    }
  }
}
