import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { localized, msg } from '../ui/i18n';
import { ApiError, post } from '../ui/api';
import { icon } from '../ui/icons';
import '../ui/nw-language';
import { wayBack } from './way-back';

/** Staff log in here. Light DOM and plain autocomplete names, for password managers. */
@localized()
@customElement('nw-login')
export class NwLogin extends LitElement {
  @state() private busy = false;
  @state() private failure = '';
  @state() private missing: readonly ('email' | 'password')[] = [];
  @query('#login-email') private readonly email!: HTMLInputElement;
  @query('#login-password') private readonly password!: HTMLInputElement;

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): unknown {
    return html`<main class="login">
      <div class="login-card">
        <p class="login-mark"><img src="/favicon.svg" alt="" width="32" height="32" />${msg('賑わい', { id: 'login.brand' })}</p>
        <h1>${msg('スタッフログイン', { id: 'login.title' })}</h1>
        <form novalidate @submit=${this.submit} aria-busy=${this.busy ? 'true' : 'false'}>
          ${this.field('email', msg('メールアドレス', { id: 'login.email' }), 'username', msg('メールアドレスを入力してください。', { id: 'login.email-missing' }))}
          ${this.field('password', msg('パスワード', { id: 'login.password' }), 'current-password', msg('パスワードを入力してください。', { id: 'login.password-missing' }))}
          <div role="alert">
            ${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}<span>${this.failure}</span></p>`}
          </div>
          <button class="button button-large login-button" type="submit" aria-disabled=${this.busy ? 'true' : 'false'}>
            ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${msg('ログイン', { id: 'login.submit' })}
          </button>
        </form>
      </div>
      <p class="login-foot">
        <a href="/">${msg('番組を見る', { id: 'login.to-shows' })}</a>
        <nw-language></nw-language>
      </p>
    </main>`;
  }

  private field(name: 'email' | 'password', label: string, autocomplete: AutoFill, words: string): unknown {
    const bad = this.missing.includes(name);
    return html`<div class="field">
      <label for="login-${name}">${label}</label>
      <input
        class="input"
        id="login-${name}"
        name=${name}
        type=${name}
        autocomplete=${autocomplete}
        inputmode=${name === 'email' ? 'email' : 'text'}
        autocapitalize="off"
        spellcheck="false"
        aria-required="true"
        aria-invalid=${bad ? 'true' : 'false'}
        aria-describedby=${bad ? `login-${name}-error` : nothing}
        @input=${() => (this.missing = this.missing.filter((one) => one !== name))}
      />
      ${bad ? html`<p class="error" id="login-${name}-error">${icon('alert')}<span>${words}</span></p>` : nothing}
    </div>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const email = this.email.value.normalize('NFKC').trim();
    const password = this.password.value;
    this.failure = '';
    this.missing = [...(email === '' ? (['email'] as const) : []), ...(password === '' ? (['password'] as const) : [])];
    if (this.missing.length > 0) {
      (this.missing[0] === 'email' ? this.email : this.password).focus();
      return;
    }
    this.busy = true;
    try {
      await post('/api/login', { body: { email, password } });
      location.assign(wayBack(location.search, location.origin));
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
      this.password.select();
    } finally {
      this.busy = false;
    }
  }
}
