import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { icon } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

const COPIED_MILLIS = 2_000;

/** Where and with which key the encoder connects; the key is covered until it is asked for. */
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
    `,
  ];

  @property({ attribute: false }) read: () => Promise<{ url: string; key: string }> = () => Promise.reject(new Error());
  @state() private known: { readonly url: string; readonly key: string } | undefined;
  @state() private shown = false;
  @state() private copied: 'url' | 'key' | undefined;
  @state() private failure = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  open(): void {
    this.shown = false;
    this.failure = '';
    this.dialog.showModal();
    this.read().then(
      (known) => (this.known = known),
      (failure: unknown) => (this.failure = failure instanceof ApiError ? failure.words : String(failure)),
    );
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="key-title" @close=${() => this.forget()}>
      <div class="title">
        <h2 id="key-title">${msg('配信の設定', { id: 'control.tool.key' })}</h2>
        <button class="icon-button" type="button" aria-label=${msg('閉じる', { id: 'ui.close' })} @click=${() => this.dialog.close()}>${icon('close')}</button>
      </div>
      ${this.failure === '' ? nothing : html`<p class="notice notice-bad" role="alert">${icon('alert')}${this.failure}</p>`}
      <div class="fields">
        ${this.line('url', msg('サーバー', { id: 'control.key.server' }), this.known?.url ?? '', true)}
        ${this.line('key', msg('ストリームキー', { id: 'control.key.key' }), this.known?.key ?? '', this.shown)}
      </div>
      <ol>
        <li>${msg('OBS の「設定」→「配信」でサービスを「カスタム」にします。', { id: 'control.key.step1' })}</li>
        <li>${msg('上のサーバーとストリームキーを貼り付けます。', { id: 'control.key.step2' })}</li>
        <li>${msg('「出力」で、映像は H.264、キーフレーム間隔 2 秒、音声は AAC 48 kHz にします。', { id: 'control.key.step3' })}</li>
        <li>${msg('「配信開始」を押すと、数秒でこの画面に映ります。', { id: 'control.key.step4' })}</li>
      </ol>
      <p class="notice notice-warn warn">${icon('lock')}<span>${msg('キーを知る人は番組を配信できます。画面共有や録画に映さないでください。表示は記録されます。', { id: 'control.key.warn' })}</span></p>
    </dialog>`;
  }

  private line(what: 'url' | 'key', label: string, value: string, shown: boolean): TemplateResult {
    return html`<div class="field">
      <label for="stream-${what}">${label}</label>
      <div class="line">
        <input class="input" id="stream-${what}" readonly autocomplete="off" type=${shown ? 'text' : 'password'} .value=${value} />
        ${what === 'key'
          ? html`<button class="button button-quiet" type="button" aria-pressed=${shown} @click=${() => (this.shown = !this.shown)}>
              ${icon('eye')}${shown ? msg('隠す', { id: 'control.key.hide' }) : msg('表示', { id: 'control.key.show' })}
            </button>`
          : nothing}
        <button class="button button-quiet" type="button" ?disabled=${value === ''} @click=${() => this.copy(what, value)}>
          ${icon(this.copied === what ? 'check' : 'copy')}${this.copied === what
            ? msg('コピーしました', { id: 'control.key.copied' })
            : msg('コピー', { id: 'control.key.copy' })}
        </button>
      </div>
    </div>`;
  }

  private async copy(what: 'url' | 'key', value: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      this.copied = what;
      setTimeout(() => (this.copied = undefined), COPIED_MILLIS);
    } catch {
      // No clipboard without a secure context: show and select it, the person copies by hand.
      if (what === 'key') this.shown = true;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>(`#stream-${what}`)?.select();
    }
  }

  private forget(): void {
    this.known = undefined;
    this.shown = false;
  }
}
