import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError } from '../ui/api';
import { localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { fetchPicture, sendPicture, type PictureForm } from './goods';

const PICTURES_MAX = 20;

/** The pictures of a product: from files or an address, in order, each with words for those who do not see it. */
@localized()
@customElement('nw-goods-pictures')
export class NwGoodsPictures extends LitElement {
  @property({ attribute: false }) pictures: readonly PictureForm[] = [];
  @state() private busy = false;
  @state() private failure = '';
  @state() private address = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`<ol class="goods-pictures">${this.pictures.map((picture, i) => html`<li>${this.picture(picture, i)}</li>`)}</ol>
      ${
        this.pictures.length >= PICTURES_MAX
          ? nothing
          : html`<div class="goods-grid">
              <div class="field">
                <label for="picture-file">${msg('画像ファイルを選ぶ', { id: 'admin.picture.file' })}</label>
                <input class="input" id="picture-file" type="file" multiple accept="image/jpeg,image/png,image/webp" aria-describedby="picture-hint" @change=${this.chosen} />
                <p class="hint" id="picture-hint">${msg('JPEG・PNG・WebP、10MBまで。位置情報などは取り除きます。', { id: 'admin.picture.hint' })}</p>
              </div>
              <div class="field">
                <label for="picture-address">${msg('または画像のURL(https)', { id: 'admin.picture.address' })}</label>
                <div class="goods-line">
                  <input class="input" id="picture-address" type="url" autocomplete="off" .value=${this.address} @input=${(event: Event) => (this.address = (event.target as HTMLInputElement).value)} />
                  <button class="button button-quiet" type="button" @click=${this.fromAddress}>${msg('取得', { id: 'admin.picture.fetch' })}</button>
                </div>
              </div>
            </div>`
      }
      <div role="status">${this.busy ? html`<p class="quiet-words"><span class="spinner" aria-hidden="true"></span> ${msg('画像を処理しています', { id: 'admin.picture.busy' })}</p>` : nothing}</div>
      <div role="alert">${this.failure === '' ? nothing : html`<p class="notice notice-bad">${icon('alert')}<span>${this.failure}</span></p>`}</div>`;
  }

  private picture(picture: PictureForm, i: number): TemplateResult {
    return html`<img src="/images/${picture.key}" alt="" width="96" height="96" />
      <div class="field">
        <label for="alt-${i}">${msg(str`画像 ${i + 1} の説明`, { id: 'admin.picture.alt' })}</label>
        <input class="input" id="alt-${i}" maxlength="200" autocomplete="off" .value=${picture.alt} @input=${(event: Event) => this.tell(this.pictures.map((one, n) => (n === i ? { ...one, alt: (event.target as HTMLInputElement).value } : one)))} />
      </div>
      <div class="goods-line">
        ${
          i === 0
            ? nothing
            : html`<button class="icon-button" type="button" aria-label=${msg(str`画像 ${i + 1} を前へ`, { id: 'admin.picture.up' })} @click=${() => this.tell(swapped(this.pictures, i))}>${icon('up')}</button>`
        }
        <button class="icon-button" type="button" aria-label=${msg(str`画像 ${i + 1} を外す`, { id: 'admin.picture.remove' })} @click=${() => this.tell(this.pictures.filter((_, n) => n !== i))}>${icon('trash')}</button>
      </div>`;
  }

  private tell(pictures: readonly PictureForm[]): void {
    this.pictures = pictures;
    this.dispatchEvent(new CustomEvent('pictures', { detail: pictures }));
  }

  private async chosen(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])].slice(0, PICTURES_MAX - this.pictures.length);
    input.value = '';
    for (const file of files) await this.add(() => sendPicture(file));
  }

  private async fromAddress(): Promise<void> {
    const address = this.address.trim();
    if (address !== '' && (await this.add(() => fetchPicture(address)))) this.address = '';
  }

  private async add(send: () => Promise<{ key: string }>): Promise<boolean> {
    this.busy = true;
    this.failure = '';
    try {
      const { key } = await send();
      if (!this.pictures.some((one) => one.key === key)) this.tell([...this.pictures, { key, alt: '', altEn: '' }]);
      return true;
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
      return false;
    } finally {
      this.busy = false;
    }
  }
}

function swapped<T>(list: readonly T[], i: number): T[] {
  const next = [...list];
  [next[i - 1], next[i]] = [next[i]!, next[i - 1]!];
  return next;
}
