import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { StreamKeys } from '../protocol/http';
import { ApiError } from '../ui/api';
import { icon } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

const COPIED_MILLIS = 2_000;

type Field = 'url' | 'secureUrl' | 'key' | 'backupKey';

/**
 * Where and with which keys the encoders connect; the keys are covered until they are asked for.
 * New keys are made in two steps, since they take a running broadcast off air.
 */
@customElement('nw-stream-key')
@localized()
export class NwStreamKey extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      dialog {
        inline-size: min(560px, calc(100vw - 32px));
        padding: var(--space-6);
        border: 1px solid var(--line);
        border-radius: var(--radius-card);
        background: var(--surface);
        color: var(--text);
        font-size: var(--size-14);
      }
      dialog::backdrop {
        background: var(--scrim);
      }
      .title {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      .fields {
        display: grid;
        gap: var(--space-4);
        margin-block: var(--space-3) var(--space-5);
      }
      .line {
        display: flex;
        gap: var(--space-2);
      }
      .line .button {
        flex: none;
        padding-inline: var(--space-3);
        font-size: var(--size-14);
      }
      .input {
        font-family: ui-monospace, monospace;
        font-size: var(--size-14);
      }
      ol {
        display: grid;
        gap: var(--space-2);
        padding-inline-start: 1.4em;
        list-style: decimal;
      }
      .warn {
        margin-block-start: var(--space-4);
      }
      .renew {
        display: grid;
        gap: var(--space-3);
        margin-block-start: var(--space-5);
        padding-block-start: var(--space-4);
        border-block-start: 1px solid var(--line);
      }
      .choice {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) read: () => Promise<StreamKeys> = () => Promise.reject(new Error());
  @property({ attribute: false }) rotate: () => Promise<StreamKeys> = () => Promise.reject(new Error());
  @state() private known: StreamKeys | undefined;
  @state() private shown: ReadonlySet<Field> = new Set();
  @state() private copied: Field | undefined;
  @state() private failure = '';
  @state() private renewal: 'none' | 'asked' | 'running' | 'done' = 'none';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  open(): void {
    this.forget();
    this.dialog.showModal();
    this.read().then(
      (known) => (this.known = known),
      (failure: unknown) => this.fail(failure),
    );
  }

  private fail(failure: unknown): void {
    this.failure = failure instanceof ApiError ? failure.words : String(failure);
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="key-title" @close=${() => this.forget()}>
      <div class="title">
        <h2 id="key-title">${msg('配信の設定', { id: 'control.tool.key' })}</h2>
        <button class="icon-button" type="button" aria-label=${msg('閉じる', { id: 'ui.close' })} @click=${() => this.dialog.close()}>${icon('close')}</button>
      </div>
      ${this.failure === '' ? nothing : html`<p class="notice notice-bad" role="alert">${icon('alert')}${this.failure}</p>`}
      <div class="fields">
        ${this.line('url', msg('サーバー', { id: 'control.key.server' }))}
        ${this.known?.secureUrl === undefined ? nothing : this.line('secureUrl', msg('サーバー（暗号化）', { id: 'control.key.secure' }))}
        ${this.line('key', msg('ストリームキー', { id: 'control.key.key' }), true)}
        ${this.line(
          'backupKey',
          msg('予備のストリームキー', { id: 'control.key.backup' }),
          true,
          msg('予備のキーで2台目のエンコーダーをつないでおくと、1台目が途切れたときに自動で切り替わります。', { id: 'control.key.backup.hint' }),
        )}
      </div>
      <ol>
        <li>${msg('OBS の「設定」→「配信」でサービスを「カスタム」にします。', { id: 'control.key.step1' })}</li>
        <li>${msg('上のサーバーとストリームキーを貼り付けます。', { id: 'control.key.step2' })}</li>
        <li>${msg('「出力」で、映像は H.264、キーフレーム間隔 2 秒、音声は AAC 48 kHz にします。', { id: 'control.key.step3' })}</li>
        <li>${msg('「配信開始」を押すと、数秒でこの画面に映ります。', { id: 'control.key.step4' })}</li>
      </ol>
      <p class="notice notice-warn warn">${icon('lock')}<span>${msg('キーを知る人は番組を配信できます。画面共有や録画に映さないでください。表示は記録されます。', { id: 'control.key.warn' })}</span></p>
      <div class="renew">${this.renew()}</div>
    </dialog>`;
  }

  private renew(): TemplateResult {
    if (this.renewal === 'none' || this.renewal === 'done') {
      return html`${this.renewal === 'done'
          ? html`<p class="notice" role="status">${icon('check')}${msg('新しいキーを発行しました。エンコーダーに貼り付け直してください。', { id: 'control.key.renewed' })}</p>`
          : nothing}
        <div class="choice">
          <button class="button button-quiet" type="button" id="renew" ?disabled=${this.known === undefined} @click=${() => (this.renewal = 'asked')}>
            ${icon('refresh')}${msg('キーを再発行', { id: 'control.key.renew' })}
          </button>
        </div>`;
    }
    return html`<p class="notice notice-warn" role="alert">
        ${icon('alert')}<span>${msg('今のキーは予備も含めて使えなくなり、配信中なら1秒以内に切れます。', { id: 'control.key.renew.warn' })}</span>
      </p>
      <div class="choice">
        <button class="button" type="button" id="renew-now" ?disabled=${this.renewal === 'running'} @click=${() => this.makeNew()}>
          ${msg('再発行する', { id: 'control.key.renew.now' })}
        </button>
        <button class="button button-quiet" type="button" ?disabled=${this.renewal === 'running'} @click=${() => (this.renewal = 'none')}>
          ${msg('やめる', { id: 'control.key.renew.not' })}
        </button>
      </div>`;
  }

  private async makeNew(): Promise<void> {
    if (this.renewal === 'running') return;
    this.renewal = 'running';
    this.failure = '';
    try {
      this.known = await this.rotate();
      this.renewal = 'done';
    } catch (failure) {
      this.fail(failure);
      this.renewal = 'none';
    }
  }

  private line(what: Field, label: string, secret = false, hint = ''): TemplateResult {
    const value = this.known?.[what] ?? '';
    const shown = !secret || this.shown.has(what);
    return html`<div class="field">
      <label for="stream-${what}">${label}</label>
      <div class="line">
        <input class="input" id="stream-${what}" readonly autocomplete="off" type=${shown ? 'text' : 'password'} .value=${value} />
        ${secret
          ? html`<button class="button button-quiet" type="button" aria-pressed=${shown} @click=${() => this.show(what, !shown)}>
              ${icon('eye')}${shown ? msg('隠す', { id: 'control.key.hide' }) : msg('表示', { id: 'control.key.show' })}
            </button>`
          : nothing}
        <button class="button button-quiet" type="button" ?disabled=${value === ''} @click=${() => this.copy(what, value)}>
          ${icon(this.copied === what ? 'check' : 'copy')}${this.copied === what
            ? msg('コピーしました', { id: 'control.key.copied' })
            : msg('コピー', { id: 'control.key.copy' })}
        </button>
      </div>
      ${hint === '' ? nothing : html`<span class="hint">${hint}</span>`}
    </div>`;
  }

  private show(what: Field, shown: boolean): void {
    const others = [...this.shown].filter((one) => one !== what);
    this.shown = new Set(shown ? [...others, what] : others);
  }

  private async copy(what: Field, value: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      this.copied = what;
      setTimeout(() => (this.copied = undefined), COPIED_MILLIS);
    } catch {
      // No clipboard without a secure context: show and select it, the person copies by hand.
      this.show(what, true);
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>(`#stream-${what}`)?.select();
    }
  }

  private forget(): void {
    this.known = undefined;
    this.shown = new Set();
    this.failure = '';
    this.renewal = 'none';
  }
}
