import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionState } from '../timeline/connection';
import { number, yen } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import './nw-sparkline';

/** The live numbers along the bottom. Fires `retry`. */
@customElement('nw-strip')
@localized()
export class NwStrip extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      footer {
        display: flex;
        align-items: stretch;
        gap: 1px;
        background: var(--line);
        border-block-start: 1px solid var(--line);
        overflow-x: auto;
      }
      dl {
        display: contents;
      }
      .tile {
        display: grid;
        align-content: center;
        flex: 1 0 auto;
        padding: var(--space-2) var(--space-4);
        background: var(--surface);
      }
      dt {
        font-size: var(--size-12);
        color: var(--text-2);
        white-space: nowrap;
      }
      dd {
        font-size: var(--size-20);
        font-weight: 700;
        line-height: 1.3;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      dd small {
        font-size: var(--size-12);
        font-weight: 500;
        color: var(--text-2);
        margin-inline-start: 2px;
      }
      nw-sparkline {
        display: inline-block;
        vertical-align: -2px;
        margin-inline-start: var(--space-3);
      }
      .links dd {
        display: flex;
        gap: var(--space-3);
        font-size: var(--size-14);
        font-weight: 600;
        line-height: 1.85;
      }
      .link {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .dot {
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
        background: var(--warn);
      }
      .open .dot {
        background: var(--good);
      }
      .stopped .dot,
      .offline .dot {
        background: var(--bad);
      }
      .reconnecting,
      .connecting {
        color: var(--warn);
      }
      .stopped,
      .offline {
        color: var(--bad);
      }
      .retry {
        border: 0;
        background: none;
        padding: 0 4px;
        min-block-size: 28px;
        color: var(--link);
        text-decoration: underline;
        cursor: pointer;
      }
      .late {
        color: var(--warn);
      }
    `,
  ];

  @property({ type: Number }) viewers = 0;
  @property({ attribute: false }) history: readonly number[] = [];
  @property({ attribute: false }) orders: { readonly count: number; readonly total: number } = { count: 0, total: 0 };
  @property({ type: Number }) comments = 0;
  @property({ type: Number }) hearts = 0;
  @property({ attribute: false }) latency: number | null = null;
  @property() stage: ConnectionState = 'connecting';
  @property() backstage: ConnectionState = 'connecting';
  /** For how many seconds a connection is lost; 0 when it is not, or not yet worth a word. */
  @property({ type: Number }) stageLost = 0;
  @property({ type: Number }) backstageLost = 0;

  override render(): TemplateResult {
    return html`<footer aria-label=${msg('番組の数字', { id: 'control.numbers' })}>
      <dl>
        <div class="tile">
          <dt>${msg('視聴中', { id: 'control.n.viewers' })}</dt>
          <dd>
            ${number(this.viewers)}<small>${msg('人', { id: 'control.n.people' })}</small
            ><nw-sparkline .values=${this.history} .label=${msg('直近10分の視聴者数', { id: 'control.n.history' })}></nw-sparkline>
          </dd>
        </div>
        ${this.tile(msg('注文', { id: 'control.orders' }), html`${number(this.orders.count)}<small>${msg('件', { id: 'control.n.pieces' })}</small>`)}
        ${this.tile(msg('売上（税込）', { id: 'control.n.total' }), html`${yen(this.orders.total)}`)}
        ${this.tile(msg('コメント／分', { id: 'control.n.comments' }), html`${number(this.comments)}`)}
        ${this.tile(msg('ハート', { id: 'control.n.hearts' }), html`${number(this.hearts)}`)}
        ${this.tile(msg('映像の遅れ', { id: 'control.n.latency' }), this.latencyWords())}
        <div class="tile links">
          <dt>${msg('接続', { id: 'control.n.links' })}</dt>
          <dd>
            ${this.link(msg('番組', { id: 'control.n.stage' }), this.stage, this.stageLost)}
            ${this.link(msg('注文', { id: 'control.orders' }), this.backstage, this.backstageLost)}
          </dd>
        </div>
      </dl>
    </footer>`;
  }

  private tile(name: string, value: TemplateResult): TemplateResult {
    return html`<div class="tile">
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  }

  private latencyWords(): TemplateResult {
    if (this.latency === null) return html`—`;
    const seconds = (this.latency / 1000).toFixed(1);
    return html`<span class=${this.latency > 6_000 ? 'late' : ''}>${seconds}</span><small>${msg('秒', { id: 'control.n.seconds' })}</small>`;
  }

  private link(name: string, state: ConnectionState, lost: number): TemplateResult {
    return html`<span class="link ${state}"
      ><span class="dot"></span>${name}
      ${stateWords(state, lost)}${state === 'open' || lost === 0
        ? nothing
        : html`<button class="retry" type="button" aria-label=${msg('今すぐ接続する', { id: 'control.retry-now' })} @click=${() => this.dispatchEvent(new CustomEvent('retry'))}>
            ${icon('refresh')}
          </button>`}</span
    >`;
  }
}

function stateWords(state: ConnectionState, lost: number): string {
  switch (state) {
    case 'open':
      return msg('接続中', { id: 'control.link.open' });
    case 'connecting':
      return msg('接続しています', { id: 'control.link.connecting' });
    case 'reconnecting':
      return lost > 0
        ? msg(str`再接続中 ${lost}秒`, { id: 'control.link.reconnecting-for' })
        : msg('再接続中', { id: 'control.link.reconnecting' });
    case 'offline':
      return msg('オフライン', { id: 'control.link.offline' });
    case 'stopped':
      return msg('停止', { id: 'control.link.stopped' });
  }
}
