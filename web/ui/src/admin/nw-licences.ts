import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { localized, msg } from '../ui/i18n';
import { icon } from '../ui/icons';
import { textField } from './fields';
import { readLicences, stateLicence, type Both, type LicensedKind } from './goods';
import { kindWords } from './kinds';

const KINDS: readonly LicensedKind[] = ['alcohol', 'second_hand', 'medicine'];

/** What the shop must show beside goods it sells under a licence. The owner states it. */
@localized()
@customElement('nw-licences')
export class NwLicences extends LitElement {
  @state() private words: Readonly<Record<string, Both>> = {};
  @state() private saved: LicensedKind | undefined;
  @state() private failure = '';
  @query('h1') private readonly heading!: HTMLElement;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => void (this.words = await readLicences()));
  }

  override firstUpdated(): void {
    this.heading.focus();
  }

  override render(): TemplateResult {
    return html`<div class="goods-head">
        <h1 tabindex="-1">${msg('許可・届出の表示', { id: 'admin.licences' })}</h1>
        <button class="button button-plain" type="button" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${icon('back')}${msg('商品一覧へ', { id: 'admin.to-list' })}</button>
      </div>
      <p class="quiet-words">${msg('古物と医薬品は、ここに登録するまで番組に載せられません。変更できるのはオーナーだけです。', { id: 'admin.licences.rules' })}</p>
      <div role="alert">${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}<span>${this.failure}</span></p>`}</div>
      ${KINDS.map((kind) => this.kind(kind))}`;
  }

  private kind(kind: LicensedKind): TemplateResult {
    const now = this.words[kind] ?? { ja: '', en: '' };
    const set = (part: Partial<Both>): void => {
      this.words = { ...this.words, [kind]: { ...now, ...part } };
      this.saved = undefined;
    };
    return html`<section class="goods-part" aria-labelledby="licence-${kind}">
      <h2 id="licence-${kind}">${kindWords(kind)}</h2>
      <div class="goods-grid">
        ${textField(msg('表示する文', { id: 'admin.licences.words' }), now.ja, (ja) => set({ ja }), { field: kind, problem: undefined, rows: 3 })}
        ${textField(msg('表示する文(英語)', { id: 'admin.licences.words-en' }), now.en, (en) => set({ en }), { field: `${kind}-en`, problem: undefined, rows: 3, lang: 'en' })}
      </div>
      <button class="button button-quiet goods-start" type="button" @click=${() => this.save(kind)}>${msg('保存する', { id: 'admin.save' })}</button>
      <div role="status">${this.saved === kind ? html`<p class="notice notice-good">${icon('check')}<span>${msg('保存しました。', { id: 'admin.saved' })}</span></p>` : nothing}</div>
    </section>`;
  }

  private save(kind: LicensedKind): void {
    const words = this.words[kind] ?? { ja: '', en: '' };
    void this.attempt(async () => {
      this.words = await stateLicence(kind, words);
      this.saved = kind;
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.failure = '';
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
    }
  }
}
