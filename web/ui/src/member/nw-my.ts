import { html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { ApiError } from '../ui/api';
import { dateTime, number, yen } from '../ui/format';
import { houseFoot, houseHead } from '../ui/house';
import { icon } from '../ui/icons';
import { stateWords } from '../orders/state-words';
import { forgetAddress, leave, myAddresses, myOrders, setPassword, whoAmI, type Member, type PastOrder, type SavedAddress } from './membership';
import './nw-member-login';

/**
 * `/my`: the orders of this browser, and of the member once logged in: what a guest ordered is found
 * again on another device. Addresses and password are a member's.
 */
@localized()
@customElement('nw-my')
export class NwMy extends LitElement {
  @state() private member: Member | null | undefined;
  @state() private orders: readonly PastOrder[] = [];
  @state() private addresses: readonly SavedAddress[] = [];
  @state() private failure = '';
  @state() private said = '';
  @state() private passwordFailure = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override render(): unknown {
    return html`${houseHead()}
      <main class="column column-narrow my">
        <h1>${msg('ご注文の履歴', { id: 'member.title' })}</h1>
        ${this.failure === ''
          ? nothing
          : html`<p class="notice notice-bad" role="alert">${icon('alert')}<span>${this.failure}</span></p>
              <p><button class="button button-quiet" type="button" @click=${() => this.load()}>${icon('refresh')}${msg('もう一度読み込む', { id: 'member.reload' })}</button></p>`}
        <p role="status" class=${this.said === '' ? 'visually-hidden' : 'notice notice-good'}>${this.said}</p>
        ${this.member === undefined
          ? this.failure === ''
            ? html`<p class="loading"><span class="spinner" aria-hidden="true"></span>${msg('読み込んでいます', { id: 'member.loading' })}</p>`
            : nothing
          : html`${this.past()} ${this.member ? this.account(this.member) : this.guest()}`}
      </main>
      ${houseFoot()}`;
  }

  private past(): unknown {
    if (this.orders.length === 0) {
      return html`<p class="quiet-words">
        ${this.member ? msg('まだご注文はありません。', { id: 'member.no-orders' }) : msg('このブラウザでのご注文はありません。', { id: 'member.no-orders-here' })}
      </p>`;
    }
    return html`<ul class="past">
      ${this.orders.map((order) => {
        const first = order.lines[0];
        const more = order.lines.length - 1;
        return html`<li>
          <a href="/orders/${encodeURIComponent(order.token)}">
            ${first?.image ? html`<img src=${first.image} alt="" width="56" height="56" loading="lazy" />` : html`<span class="past-none"></span>`}
            <span class="past-words">
              <strong>${first ? inLanguage(first.name, first.nameEn) : order.number}${more > 0 ? msg(str` ほか${number(more)}点`, { id: 'member.more' }) : nothing}</strong>
              <small class="quiet-words">${order.number}　${dateTime(order.placedAt)}</small>
              <small><span class="badge">${stateWords(order.state)}</span> ${yen(order.total)}</small>
            </span>
            ${icon('forward')}
          </a>
        </li>`;
      })}
    </ul>`;
  }

  private guest(): unknown {
    return html`<section class="my-part" aria-labelledby="my-login">
      <h2 id="my-login">${msg('ログイン・会員登録', { id: 'member.login' })}</h2>
      <p class="quiet-words">
        ${msg('メールアドレスだけで登録できます。ゲストでのご注文とかごはそのまま引き継がれ、ほかの端末でもご覧いただけます。', { id: 'member.why' })}
      </p>
      <nw-member-login @entered=${() => this.entered()}></nw-member-login>
    </section>`;
  }

  private account(member: Member): unknown {
    return html`${this.addresses.length === 0 ? nothing : this.book()}
      <section class="my-part" aria-labelledby="my-account">
        <h2 id="my-account">${msg('アカウント', { id: 'member.account' })}</h2>
        <p>${member.email}</p>
        <details>
          <summary>${member.hasPassword ? msg('パスワードを変える', { id: 'member.change-password' }) : msg('パスワードを設定する（任意）', { id: 'member.set-password' })}</summary>
          <form class="member-login" novalidate @submit=${this.password}>
            <input class="visually-hidden" type="email" autocomplete="username" .value=${member.email} readonly tabindex="-1" aria-hidden="true" />
            <div class="field">
              <label for="my-password">${msg('新しいパスワード（10文字以上）', { id: 'member.new-password' })}</label>
              <input
                class="input"
                id="my-password"
                type="password"
                autocomplete="new-password"
                maxlength="200"
                aria-invalid=${this.passwordFailure === '' ? 'false' : 'true'}
                aria-describedby=${this.passwordFailure === '' ? nothing : 'my-password-error'}
              />
              ${this.passwordFailure === '' ? nothing : html`<p class="error" id="my-password-error" role="alert">${icon('alert')}<span>${this.passwordFailure}</span></p>`}
            </div>
            <button class="button button-quiet" type="submit">${msg('保存する', { id: 'member.save' })}</button>
          </form>
        </details>
        <p><button class="button button-quiet" type="button" @click=${() => this.leave()}>${icon('logout')}${msg('ログアウト', { id: 'member.leave' })}</button></p>
      </section>`;
  }

  private book(): unknown {
    return html`<section class="my-part" aria-labelledby="my-book">
      <h2 id="my-book">${msg('お届け先', { id: 'member.addresses' })}</h2>
      <ul class="book">
        ${this.addresses.map(
          ({ id, label, buyer }) => html`<li>
            <address>
              ${label ? html`<strong>${label}</strong><br />` : nothing}${buyer.familyName} ${buyer.givenName}<br />〒${buyer.address.postal}
              ${buyer.address.prefecture}${buyer.address.city}${buyer.address.line1} ${buyer.address.line2}
            </address>
            <button class="icon-button" type="button" aria-label=${msg(str`${buyer.address.line1}を消す`, { id: 'member.forget-address' })} @click=${() => this.forget(id)}>
              ${icon('trash')}
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private async load(): Promise<void> {
    await this.ask(async () => {
      const [member, orders] = await Promise.all([whoAmI(), myOrders()]);
      this.orders = orders;
      this.addresses = member ? await myAddresses() : [];
      this.member = member;
    });
  }

  private async entered(): Promise<void> {
    await this.load();
    this.said = msg('ログインしました。ご注文とかごを引き継ぎました。', { id: 'member.entered' });
  }

  private async leave(): Promise<void> {
    await this.ask(async () => {
      await leave();
      this.said = msg('ログアウトしました。', { id: 'member.left' });
    });
    await this.load();
  }

  private async forget(id: string): Promise<void> {
    await this.ask(async () => {
      await forgetAddress(id);
      this.addresses = this.addresses.filter((one) => one.id !== id);
    });
  }

  private async password(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const input = this.querySelector<HTMLInputElement>('#my-password');
    this.passwordFailure = '';
    try {
      await setPassword(input?.value ?? '');
      if (input) input.value = '';
      this.said = msg('パスワードを保存しました。', { id: 'member.password-saved' });
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.passwordFailure = failure.words;
    }
  }

  private async ask(deed: () => Promise<unknown>): Promise<void> {
    this.failure = '';
    this.said = '';
    try {
      await deed();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
    }
  }
}
