import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ApiError, get } from '../ui/api';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { choiceField, textField, written, type FieldProblem } from './fields';
import { blankProduct, blankVariant, pairs, putInShow, readGoods, saveGoods, wholeNumber, withOptions, type Both, type GoodsKind, type PictureForm, type ProductForm, type StoredProduct, type TaxKind } from './goods';
import './nw-goods-pictures';
import { setFields } from './set-fields';
import { variantFields } from './variant-fields';

const OPTIONS_MAX = 3;

interface Show {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
}

/** One product. Nothing is sent before 保存する; what cannot be used is said beside its field. */
@localized()
@customElement('nw-goods-editor')
export class NwGoodsEditor extends LitElement {
  /** Empty for a new one. */
  @property() product = '';
  @state() private form: ProductForm | undefined;
  @state() private stored: StoredProduct | undefined;
  @state() private newId = '';
  @state() private busy = false;
  @state() private saved = false;
  @state() private problem: FieldProblem | undefined;
  @state() private failure = '';
  @state() private shows: readonly Show[] = [];
  @query('h1') private readonly heading!: HTMLElement;
  private points = { ja: '', en: '' };

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.open();
  }

  private async open(): Promise<void> {
    if (this.product === '') {
      this.form = blankProduct();
    } else {
      await this.attempt(async () => this.take(await readGoods(this.product)));
      await get<{ shows: Show[] }>('/api/shows').then(
        ({ shows }) => (this.shows = shows),
        () => undefined,
      );
    }
    await this.updateComplete;
    this.heading.focus();
  }

  private take(stored: StoredProduct): void {
    this.stored = stored;
    this.product = stored.id;
    this.form = stored.product;
    this.points = {
      ja: stored.product.talkingPoints.map((point) => point.ja).join('\n'),
      en: stored.product.talkingPoints.map((point) => point.en).join('\n'),
    };
  }

  override render(): TemplateResult {
    return html`<div class="goods-head">
        <h1 tabindex="-1">${this.named()}</h1>
        <button class="button button-plain" type="button" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${icon('back')}${msg('商品一覧へ', { id: 'admin.to-list' })}</button>
      </div>
      ${this.form === undefined ? this.messages() : this.fields(this.form)}`;
  }

  private named(): string {
    return this.stored ? inLanguage(this.stored.product.name, this.stored.product.nameEn) : msg('新しい商品', { id: 'admin.new' });
  }

  private fields(form: ProductForm): TemplateResult {
    return html`<form class="goods-form" novalidate @submit=${this.save} @input=${() => (this.saved = false)} aria-busy=${this.busy ? 'true' : 'false'}>
      ${this.words(form)} ${this.sale(form)}
      <section class="goods-part" aria-labelledby="part-pictures">
        <h2 id="part-pictures">${msg('画像', { id: 'admin.part.pictures' })}</h2>
        <nw-goods-pictures .pictures=${form.pictures} @pictures=${(event: CustomEvent<readonly PictureForm[]>) => this.change({ pictures: event.detail })}></nw-goods-pictures>
      </section>
      <section class="goods-part" aria-labelledby="part-set">
        <h2 id="part-set">${msg('セットの中身', { id: 'admin.part.set' })}</h2>
        ${setFields(form.composition, this.problem, (composition) => this.change({ composition }))}
      </section>
      ${this.presenter(form)}
      <label class="goods-check"><input type="checkbox" .checked=${form.archived} @change=${(event: Event) => this.change({ archived: (event.target as HTMLInputElement).checked })} />${msg('保管する(一覧と番組に出さない)', { id: 'admin.archive' })}</label>
      ${this.messages()}
      <button class="button goods-start" type="submit" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.busy ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}${msg('保存する', { id: 'admin.save' })}
      </button>
    </form>
    ${this.stored ? this.inShows(this.stored) : nothing}`;
  }

  private words(form: ProductForm): TemplateResult {
    const { problem } = this;
    return html`<section class="goods-part" aria-labelledby="part-words">
      <h2 id="part-words">${msg('名前と説明', { id: 'admin.part.words' })}</h2>
      ${
        this.stored
          ? nothing
          : textField(msg('商品ID', { id: 'admin.id' }), this.newId, (id) => (this.newId = id.trim()), { field: 'id', problem, hint: msg('半角の英小文字・数字・ハイフン。あとから変えられません。', { id: 'admin.id-hint' }) })
      }
      <div class="goods-grid goods-pairs">
        ${textField(msg('商品名', { id: 'admin.name' }), form.name, (name) => this.change({ name }), { field: 'name', problem })}
        ${textField(msg('商品名(英語)', { id: 'admin.name-en' }), form.nameEn, (nameEn) => this.change({ nameEn }), { field: 'nameEn', problem, lang: 'en' })}
        ${textField(msg('説明', { id: 'admin.description' }), form.description, (description) => this.change({ description }), { field: 'description', problem, rows: 4 })}
        ${textField(msg('説明(英語)', { id: 'admin.description-en' }), form.descriptionEn, (descriptionEn) => this.change({ descriptionEn }), { field: 'descriptionEn', problem, rows: 4, lang: 'en' })}
        ${textField(msg('味・香り・手ざわり', { id: 'admin.notes' }), form.notes, (notes) => this.change({ notes }), { field: 'notes', problem, rows: 2 })}
        ${textField(msg('味・香り・手ざわり(英語)', { id: 'admin.notes-en' }), form.notesEn, (notesEn) => this.change({ notesEn }), { field: 'notesEn', problem, rows: 2, lang: 'en' })}
      </div>
    </section>`;
  }

  private sale(form: ProductForm): TemplateResult {
    const { problem } = this;
    const kinds: readonly (readonly [GoodsKind, string])[] = [
      ['general', msg('一般', { id: 'admin.kind.general' })],
      ['alcohol', msg('酒類(20歳未満への注意を表示)', { id: 'admin.kind.alcohol-long' })],
      ['second_hand', msg('古物(許可の表示が必要)', { id: 'admin.kind.second-hand-long' })],
      ['medicine', msg('医薬品(許可の表示が必要)', { id: 'admin.kind.medicine-long' })],
    ];
    const taxes: readonly (readonly [TaxKind, string])[] = [
      ['standard', msg('標準税率', { id: 'admin.tax.standard' })],
      ['reduced', msg('軽減税率(酒類を除く飲食料品)', { id: 'admin.tax.reduced' })],
    ];
    return html`<section class="goods-part" aria-labelledby="part-sale">
      <h2 id="part-sale">${msg('販売', { id: 'admin.part.sale' })}</h2>
      <div class="goods-grid">
        ${choiceField(msg('商品の区分', { id: 'admin.kind' }), form.kind, kinds, (kind) => this.change({ kind }), { field: 'kind', problem })}
        ${choiceField(msg('消費税', { id: 'admin.tax' }), form.tax, taxes, (tax) => this.change({ tax }), { field: 'tax', problem })}
        ${textField(msg('1人が買える数(番組ごと)', { id: 'admin.per-buyer' }), written(form.perBuyer), (text) => this.change({ perBuyer: wholeNumber(text) }), { field: 'perBuyer', problem, inputmode: 'numeric' })}
        ${textField(msg('注文から発送までの日数', { id: 'admin.ships-within' }), written(form.shipsWithinDays), (text) => this.change({ shipsWithinDays: wholeNumber(text) }), { field: 'shipsWithinDays', problem, inputmode: 'numeric' })}
        ${textField(msg('予約商品の発送開始日', { id: 'admin.ships-from' }), form.shipsFrom ?? '', (day) => this.change({ shipsFrom: day === '' ? null : day }), { field: 'shipsFrom', problem, type: 'date' })}
      </div>
      ${this.options(form)}
      ${form.variants.map((variant, index) =>
        variantFields(variant, {
          index,
          options: form.options,
          problem,
          storedIn: this.stored?.product.variants.some((one) => one.sku === variant.sku) ? this.stored.id : undefined,
          comparison: this.stored?.comparisons[variant.sku],
          set: (next) => this.change({ variants: form.variants.map((one, i) => (i === index ? next : one)) }),
          ...(form.variants.length > 1 ? { remove: () => this.change({ variants: form.variants.filter((_, i) => i !== index) }) } : {}),
        }),
      )}
      <button class="button button-quiet goods-start" type="button" @click=${() => this.change({ variants: [...form.variants, blankVariant(form.options.length)] })}>${icon('plus')}${msg('種類を足す', { id: 'admin.variant-add' })}</button>
    </section>`;
  }

  private options(form: ProductForm): TemplateResult {
    const set = (options: readonly Both[]): void => void (this.form = withOptions(form, options));
    return html`<div class="goods-options">
      ${form.options.map(
        (option, i) => html`${textField(msg(str`選択肢 ${i + 1} の名前`, { id: 'admin.option' }), option.ja, (ja) => set(form.options.map((one, n) => (n === i ? { ...one, ja } : one))), { field: i === 0 ? 'options' : '', problem: this.problem, hint: msg('色、サイズなど', { id: 'admin.option-hint' }) })}
          <button class="icon-button" type="button" aria-label=${msg(str`選択肢 ${i + 1} を外す`, { id: 'admin.option-remove' })} @click=${() => set(form.options.filter((_, n) => n !== i))}>${icon('trash')}</button>`,
      )}
      ${
        form.options.length < OPTIONS_MAX
          ? html`<button class="button button-plain" type="button" @click=${() => set([...form.options, { ja: '', en: '' }])}>${icon('plus')}${msg('選択肢を足す', { id: 'admin.option-add' })}</button>`
          : nothing
      }
    </div>`;
  }

  private presenter(form: ProductForm): TemplateResult {
    const { problem } = this;
    const told = (part: Partial<typeof this.points>): void => {
      this.points = { ...this.points, ...part };
      this.change({ talkingPoints: pairs(this.points.ja, this.points.en) });
    };
    return html`<section class="goods-part" aria-labelledby="part-presenter">
      <h2 id="part-presenter">${msg('配信者のために', { id: 'admin.part.presenter' })}</h2>
      <div class="goods-grid">
        ${textField(msg('話すこと(1行に1つ)', { id: 'admin.points' }), this.points.ja, (ja) => told({ ja }), { field: 'talkingPoints', problem, rows: 4, hint: msg('視聴者には表示されません。', { id: 'admin.points-hint' }) })}
        ${textField(msg('話すこと(英語、同じ順)', { id: 'admin.points-en' }), this.points.en, (en) => told({ en }), { field: 'talkingPointsEn', problem, rows: 4, lang: 'en' })}
        ${textField(msg('一緒にすすめる商品のID(カンマ区切り)', { id: 'admin.goes-with' }), form.goesWith.join(', '), (text) => this.change({ goesWith: text.split(/[,、\s]+/).filter((id) => id !== '') }), { field: 'goesWith', problem })}
      </div>
    </section>`;
  }

  private inShows(stored: StoredProduct): TemplateResult {
    const others = this.shows.filter((show) => !stored.shows.some((one) => one.show === show.id));
    return html`<section class="goods-part" aria-labelledby="part-shows">
      <h2 id="part-shows">${msg('番組', { id: 'admin.part.shows' })}</h2>
      ${
        stored.shows.length === 0
          ? html`<p class="quiet-words">${msg('まだどの番組にも入っていません。', { id: 'admin.shows.none' })}</p>`
          : html`<ul>${stored.shows.map(({ show }) => html`<li><a href="/control/${encodeURIComponent(show)}">${this.showName(show)}</a></li>`)}</ul>`
      }
      ${others.map(
        (show) => html`<button class="button button-quiet goods-start" type="button" @click=${() => this.add(show.id)}>${icon('plus')}${msg(str`「${inLanguage(show.title, show.titleEn)}」に加える`, { id: 'admin.shows.add' })}</button>`,
      )}
    </section>`;
  }

  private showName(id: string): string {
    const show = this.shows.find((one) => one.id === id);
    return show ? inLanguage(show.title, show.titleEn) : id;
  }

  private messages(): TemplateResult {
    return html`<div role="status">${this.saved ? html`<p class="notice notice-good">${icon('check')}<span>${msg('保存しました。', { id: 'admin.saved' })}</span></p>` : nothing}</div>
      <div role="alert">${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}<span>${this.failure}</span></p>`}</div>`;
  }

  private change(part: Partial<ProductForm>): void {
    if (this.form) this.form = { ...this.form, ...part };
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { form } = this;
    if (this.busy || !form) return;
    const id = this.stored?.id ?? this.newId;
    if (id === '') {
      this.problem = { field: 'id', words: msg('商品IDを入力してください。', { id: 'admin.id-missing' }) };
      await this.toProblem();
      return;
    }
    await this.attempt(async () => {
      this.take(await saveGoods(id, form));
      this.saved = true;
    });
  }

  private async add(show: string): Promise<void> {
    await this.attempt(async () => {
      const { shows } = await putInShow(this.product, show, 100);
      if (this.stored) this.stored = { ...this.stored, shows };
    });
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.saved = false;
    this.failure = '';
    this.problem = undefined;
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
      const field = failure.more.field;
      if (typeof field === 'string') this.problem = { field, words: failure.words };
    } finally {
      this.busy = false;
    }
    if (this.problem) await this.toProblem();
  }

  private async toProblem(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}
