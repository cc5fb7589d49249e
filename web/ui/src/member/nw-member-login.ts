import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { email as tidyEmail, narrow } from '../checkout/typed';
import { localized, msg, str } from '../ui/i18n';
import { ApiError } from '../ui/api';
import { icon } from '../ui/icons';
import { enterByCode, enterByPassword, sendCode, type Member } from './membership';

const CODE_LENGTH = 6;

/**
 * Log in with a code from the mailbox; whoever set a password may use that. Light DOM and plain
 * autocomplete names, for password managers and the phone's offer of the code. Fires `entered` with
 * the member.
 */
@localized()
@customElement('nw-member-login')
export class NwMemberLogin extends LitElement {
  @state() private step: 'email' | 'code' | 'password' = 'email';
  @state() private email = '';
  @state() private busy = false;
  @state() private failure = '';
  @state() private said = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    return html`<form class="member-login" novalidate @submit=${this.submit} aria-busy=${this.busy ? 'true' : 'false'}>
      ${this.step === 'email' ? this.emailField() : html`<p class="quiet-words">${this.step === 'code' ? msg(str`${this.email} に6桁のコードをお送りしました。10分以内に入力してください。`, { id: 'member.code-sent' }) : this.email}</p>`}
      ${this.step === 'code' ? this.codeField() : nothing} ${this.step === 'password' ? this.passwordField() : nothing}
      <div role="alert">
        ${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}<span>${this.failure}</span></p>`}
      </div>
      <p class="visually-hidden" role="status">${this.said}</p>
      <button class="button button-large" type="submit" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${this.step === 'email'
          ? msg('コードを受け取る', { id: 'member.send' })
          : msg('ログイン', { id: 'member.enter' })}
      </button>
      <p class="member-ways">
        ${this.step === 'email'
          ? html`<button type="button" class="button button-plain" @click=${() => this.toPassword()}>${msg('パスワードでログイン', { id: 'member.by-password' })}</button>`
          : html`<button type="button" class="button button-plain" @click=${() => this.back()}>${msg('メールアドレスを直す', { id: 'member.other-email' })}</button>`}
        ${this.step === 'code'
          ? html`<button type="button" class="button button-plain" @click=${() => this.send()}>${msg('コードをもう一度送る', { id: 'member.again' })}</button>`
          : nothing}
      </p>
    </form>`;
  }

  private emailField(): unknown {
    return html`<div class="field">
      <label for="member-email">${msg('メールアドレス', { id: 'member.email' })}</label>
      <input
        class="input"
        id="member-email"
        name="email"
        type="email"
        inputmode="email"
        autocomplete="email"
        autocapitalize="off"
        spellcheck="false"
        placeholder="hana@example.jp"
        aria-required="true"
        .value=${this.email}
        @input=${(event: InputEvent) => (this.email = (event.target as HTMLInputElement).value)}
      />
    </div>`;
  }

  private codeField(): unknown {
    return html`<div class="field">
      <label for="member-code">${msg('確認コード（6桁）', { id: 'member.code' })}</label>
      <input class="input member-code" id="member-code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" aria-required="true" />
    </div>`;
  }

  private passwordField(): unknown {
    return html`<div class="field">
      <label for="member-password">${msg('パスワード', { id: 'member.password' })}</label>
      <input class="input" id="member-password" name="password" type="password" autocomplete="current-password" maxlength="200" aria-required="true" />
    </div>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    switch (this.step) {
      case 'email':
        await this.send();
        return;
      case 'code': {
        const code = narrow(this.field('member-code')).replace(/\D/g, '');
        if (code.length !== CODE_LENGTH) {
          this.refuse(msg('6桁の数字を入力してください。', { id: 'member.code-missing' }), 'member-code');
          return;
        }
        await this.act(async () => this.tell(await enterByCode(this.email, code)), 'member-code');
        return;
      }
      case 'password': {
        const password = this.field('member-password');
        if (password === '') {
          this.refuse(msg('パスワードを入力してください。', { id: 'member.password-missing' }), 'member-password');
          return;
        }
        await this.act(async () => this.tell(await enterByPassword(this.email, password)), 'member-password');
      }
    }
  }

  private async send(): Promise<void> {
    if (!this.goodEmail() || this.busy) return;
    await this.act(async () => {
      await sendCode(this.email);
      this.step = 'code';
      this.said = msg('コードをお送りしました。', { id: 'member.sent' });
    }, 'member-email');
    if (this.failure === '') this.focusOn('member-code');
  }

  private toPassword(): void {
    if (!this.goodEmail()) return;
    this.failure = '';
    this.step = 'password';
    this.focusOn('member-password');
  }

  private back(): void {
    this.failure = '';
    this.step = 'email';
    this.focusOn('member-email');
  }

  private goodEmail(): boolean {
    this.email = tidyEmail(this.email);
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(this.email)) return true;
    this.refuse(msg('メールアドレスの形をご確認ください（例：hana@example.jp）。', { id: 'member.email-shape' }), 'member-email');
    return false;
  }

  private async act(deed: () => Promise<unknown>, field: string): Promise<void> {
    this.busy = true;
    this.failure = '';
    try {
      await deed();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.refuse(failure.words, field);
    } finally {
      this.busy = false;
    }
  }

  private refuse(words: string, field: string): void {
    this.failure = words;
    this.focusOn(field);
  }

  private field(id: string): string {
    return this.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';
  }

  private focusOn(id: string): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#${id}`)?.focus());
  }

  private tell(member: Member): void {
    this.dispatchEvent(new CustomEvent<Member>('entered', { detail: member }));
  }
}
