import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { icon } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

const COPIED_MILLIS = 2_000;

interface Where {
  readonly url: string;
  readonly key: string;
}

/** How to connect OBS: where, with which key (asked for only when wanted), and with which settings. */
@customElement('nw-connect')
@localized()
export class NwConnect extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        padding: clamp(16px, 2.4vw, 36px);
      }
      .inside {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: clamp(20px, 3vw, 48px);
        max-inline-size: 80rem;
        margin-inline: auto;
      }
      h2 {
        grid-column: 1 / -1;
        font-size: var(--letters-2);
      }
      h3 {
        margin-block-end: var(--space-3);
        font-size: var(--size-20);
        color: var(--text-2);
      }
      .fields {
        display: grid;
        gap: var(--space-5);
        align-content: start;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .line .input {
        flex: 1 1 14em;
        font-family: ui-monospace, monospace;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        border-block-start: 1px solid var(--line);
      }
      dt,
      dd {
        padding-block: var(--space-2);
        border-block-end: 1px solid var(--line);
        font-size: var(--size-20);
        word-break: auto-phrase;
      }
      dd {
        font-weight: 700;
        text-align: end;
        white-space: nowrap;
      }
      .path {
        margin-inline-start: 0.8em;
        font-size: var(--size-14);
        color: var(--text-2);
      }
      .hint,
      .note {
        font-size: var(--size-16);
        word-break: auto-phrase;
      }
      .hint {
        color: var(--text-2);
      }
      .fields h3 {
        margin-block-end: 0;
      }
      .practice {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
        margin-block-start: var(--space-3);
      }
      .switch {
        display: inline-flex;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--touch);
        padding: 0;
        border: 0;
        background: none;
        font-size: var(--size-20);
        font-weight: 700;
        cursor: pointer;
      }
      .track {
        inline-size: 52px;
        block-size: 30px;
        padding: 3px;
        border: 2px solid var(--line-strong);
        border-radius: var(--radius-round);
      }
      .track::before {
        content: '';
        display: block;
        inline-size: 20px;
        block-size: 20px;
        border-radius: 50%;
        background: var(--line-strong);
        transition: translate var(--quick) var(--ease);
      }
      [aria-checked='true'] .track {
        border-color: var(--link);
        background: var(--link-surface);
      }
      [aria-checked='true'] .track::before {
        translate: 22px 0;
        background: var(--link);
      }
      @media (max-width: 899px) {
        .inside {
          grid-template-columns: minmax(0, 1fr);
        }
        dt,
        dd {
          font-size: var(--size-16);
        }
      }
    `,
  ];

  @property({ type: Boolean }) mayKey = false;
  @property({ attribute: false }) read: () => Promise<Where> = () => Promise.reject(new Error());
  /** Whether a publish is kept from viewers; null where that is not known. */
  @property({ attribute: false }) rehearsal: boolean | null = null;
  @property({ attribute: false }) rehearse: (on: boolean) => Promise<void> = () => Promise.reject(new Error());
  @state() private known: Where | undefined;
  @state() private asking = false;
  @state() private shown = false;
  @state() private copied: keyof Where | undefined;
  @state() private failure = '';

  override render(): TemplateResult {
    return html`<div class="inside">
      <h2>${msg('OBSをつないで「配信開始」を押してください', { id: 'studio.connect.title' })}</h2>
      <section class="fields">
        ${this.mayKey ? this.fields() : this.withoutKey()}
        ${this.practice()}
      </section>
      <section>
        <h3>${msg('OBSのおすすめ設定', { id: 'studio.connect.settings' })}</h3>
        <dl>
          ${this.setting(msg('映像エンコーダ', { id: 'studio.obs.encoder' }), outputPath(), 'x264 (H.264)')}
          ${this.setting(msg('映像ビットレート', { id: 'studio.obs.bitrate' }), outputPath(), '2500 kbps')}
          ${this.setting(msg('キーフレーム間隔', { id: 'studio.obs.key-frames' }), outputPath(), '2 s')}
          ${this.setting(msg('出力(スケーリング)解像度', { id: 'studio.obs.size' }), msg('設定 → 映像', { id: 'studio.obs.video' }), '720×1280')}
          ${this.setting(msg('FPS', { id: 'studio.obs.frames' }), msg('設定 → 映像', { id: 'studio.obs.video' }), '30')}
          ${this.setting(msg('サンプルレート', { id: 'studio.obs.rate' }), msg('設定 → 音声', { id: 'studio.obs.audio' }), '48 kHz')}
        </dl>
      </section>
    </div>`;
  }

  private fields(): TemplateResult {
    const { known } = this;
    return html`<h3>${msg('接続先（設定 → 配信 → カスタム）', { id: 'studio.connect.where' })}</h3>
      ${this.failure === '' ? nothing : html`<p class="notice notice-bad" role="alert">${icon('alert')}${this.failure}</p>`}
      ${known
        ? html`${this.line('url', msg('サーバー', { id: 'studio.connect.server' }), known.url, true)}
            ${this.line('key', msg('ストリームキー', { id: 'studio.connect.key' }), known.key, this.shown)}
            <p class="hint">${msg('キーを知る人は、この番組を配信できます。カメラや画面共有に映さないでください。', { id: 'studio.connect.secret' })}</p>`
        : html`<p class="hint">${msg('ストリームキーは秘密です。カメラに映らないことを確かめてから開いてください。開いたことは記録されます。', { id: 'studio.connect.before' })}</p>
            <button class="button" type="button" aria-busy=${this.asking} @click=${() => this.ask()}>
              ${this.asking ? html`<span class="spinner"></span>` : icon('key')}${msg('サーバーとキーを開く', { id: 'studio.connect.open' })}
            </button>`}`;
  }

  private practice(): TemplateResult {
    const on = this.rehearsal === true;
    return html`<div class="practice">
      ${this.rehearsal === null
        ? nothing
        : html`<button class="switch" type="button" role="switch" aria-checked=${on} @click=${() => this.change(!on)}>
            <span class="track"></span>${msg('リハーサル', { id: 'studio.rehearsal' })}
          </button>`}
      <p class="notice note ${on ? '' : 'notice-warn'}">
        ${icon(on ? 'info' : 'alert')}<span
          >${on
            ? msg('リハーサル中です。同じキーで「配信開始」を押しても、視聴者には映りません。', { id: 'studio.rehearsal.on' })
            : msg('「配信開始」を押すと、数秒で視聴者に届きます。', { id: 'studio.rehearsal.off' })}</span
        >
      </p>
    </div>`;
  }

  private async change(on: boolean): Promise<void> {
    this.failure = '';
    try {
      await this.rehearse(on);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
    }
  }

  private withoutKey(): TemplateResult {
    return html`<h3>${msg('接続先', { id: 'studio.connect.where-short' })}</h3>
      <p class="hint">${msg('サーバーとストリームキーは、配信者とオーナーの方だけが見られます。', { id: 'studio.connect.not-yours' })}</p>`;
  }

  private line(what: keyof Where, label: string, value: string, shown: boolean): TemplateResult {
    return html`<div class="field">
      <label for="connect-${what}">${label}</label>
      <div class="line">
        <input class="input" id="connect-${what}" readonly autocomplete="off" type=${shown ? 'text' : 'password'} .value=${value} />
        ${what === 'key'
          ? html`<button class="button button-quiet" type="button" aria-pressed=${shown} @click=${() => (this.shown = !this.shown)}>
              ${icon('eye')}${shown ? msg('隠す', { id: 'studio.connect.hide' }) : msg('表示', { id: 'studio.connect.show' })}
            </button>`
          : nothing}
        <button class="button button-quiet" type="button" @click=${() => this.copy(what, value)}>
          ${icon(this.copied === what ? 'check' : 'copy')}${this.copied === what
            ? msg('コピーしました', { id: 'studio.connect.copied' })
            : msg('コピー', { id: 'studio.connect.copy' })}
        </button>
      </div>
    </div>`;
  }

  private setting(name: string, path: string, value: string): TemplateResult {
    return html`<dt>${name}<span class="path">${path}</span></dt>
      <dd>${value}</dd>`;
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    this.failure = '';
    try {
      this.known = await this.read();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
    } finally {
      this.asking = false;
    }
  }

  private async copy(what: keyof Where, value: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      this.copied = what;
      setTimeout(() => (this.copied = undefined), COPIED_MILLIS);
    } catch {
      // No clipboard without a secure context: show and select it, the person copies by hand.
      if (what === 'key') this.shown = true;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>(`#connect-${what}`)?.select();
    }
  }
}

function outputPath(): string {
  return msg('設定 → 出力', { id: 'studio.obs.output' });
}
