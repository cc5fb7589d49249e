import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { language, localized, msg } from '../ui/i18n';
import { icon } from '../ui/icons';
import { loadProvider, type Provider, type ProviderForm } from './provider-script';

/**
 * The payment provider's own fields (Stripe's Payment Element) in our page: what is typed there never
 * reaches us. In the light DOM, where the provider's script finds its place.
 */
@localized()
@customElement('nw-provider-form')
export class NwProviderForm extends LitElement {
  @property() secret = '';
  @property() publishableKey = '';
  @state() private phase: 'loading' | 'ready' | 'sending' | 'sent' | 'failed' = 'loading';
  @state() private refusal = '';
  private provider: Provider | undefined;
  private form: ProviderForm | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override firstUpdated(): void {
    void this.begin();
  }

  override render(): unknown {
    const { phase } = this;
    return html`<form class="provider" novalidate @submit=${this.submit} aria-busy=${phase === 'loading' || phase === 'sending' ? 'true' : 'false'}>
      <div class="provider-fields"></div>
      <div role="alert">
        ${this.refusal === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}<span>${this.refusal}</span></p>`}
      </div>
      ${phase === 'failed'
        ? html`<button type="button" class="button button-large button-quiet" @click=${() => this.begin()}>
            ${icon('refresh')}${msg('もう一度読み込む', { id: 'checkout.over.reload' })}
          </button>`
        : html`<button class="button button-large" type="submit" aria-disabled=${phase === 'ready' ? 'false' : 'true'}>
            ${phase === 'ready' ? nothing : html`<span class="spinner" aria-hidden="true"></span>`}${msg('支払う', { id: 'checkout.provider.pay' })}
          </button>`}
    </form>`;
  }

  private async begin(): Promise<void> {
    this.phase = 'loading';
    this.refusal = '';
    try {
      this.provider = await loadProvider(this.publishableKey, language());
      this.form = this.provider.elements({ clientSecret: this.secret });
      const place = this.querySelector<HTMLElement>('.provider-fields');
      if (place) this.form.create('payment').mount(place);
      this.phase = 'ready';
    } catch {
      this.phase = 'failed';
      this.refusal = msg('決済会社の入力欄を読み込めませんでした。接続をご確認のうえ、もう一度お試しください。', { id: 'checkout.provider.failed' });
    }
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { provider, form } = this;
    if (!provider || !form || this.phase !== 'ready') return;
    this.phase = 'sending';
    this.refusal = '';
    const { error } = await provider.confirmPayment({ elements: form, confirmParams: { return_url: location.href }, redirect: 'if_required' });
    // Whether it is paid says our own server, which this screen keeps asking.
    this.phase = error ? 'ready' : 'sent';
    this.refusal = error?.message ?? '';
  }
}
