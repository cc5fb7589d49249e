import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Product } from '../protocol/http';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { sharedStyles } from '../ui/shared-styles';
import type { PlacedCue } from './goods';
import { cueWords } from './words';

/** The rundown: what is on, what comes next. Fires `next`, and `pin` with a product. */
@customElement('nw-rundown')
@localized()
export class NwRundown extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        overflow: hidden;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: var(--space-3) var(--space-4) var(--space-2);
      }
      h2 {
        font-size: var(--size-14);
        color: var(--text-2);
      }
      ol {
        flex: 1;
        overflow-y: auto;
        padding: 0 var(--space-2) var(--space-2);
      }
      li {
        display: grid;
        grid-template-columns: 40px minmax(0, 1fr) auto;
        gap: 2px var(--space-3);
        align-items: center;
        padding: var(--space-2);
        border-radius: var(--radius);
      }
      li + li {
        margin-block-start: 2px;
      }
      li[data-standing='now'] {
        background: var(--surface-raised);
        box-shadow: inset 3px 0 0 var(--action);
      }
      img,
      .blank {
        inline-size: 40px;
        block-size: 40px;
        border-radius: 6px;
        background: var(--surface-hover);
        object-fit: cover;
      }
      li[data-standing='done'] img {
        opacity: 0.5;
      }
      .name {
        font-weight: 600;
        line-height: 1.35;
        word-break: auto-phrase;
      }
      li[data-standing='done'] .name {
        font-weight: 400;
        color: var(--text-2);
      }
      .standing {
        font-size: var(--size-12);
        color: var(--text-2);
      }
      li[data-standing='now'] .standing {
        color: var(--action-text);
        font-weight: 700;
      }
      li[data-standing='next'] .standing {
        color: var(--warn);
        font-weight: 700;
      }
      .note {
        grid-column: 2 / -1;
        font-size: var(--size-12);
        line-height: 1.55;
        color: var(--text-2);
        word-break: auto-phrase;
      }
      .pin {
        display: inline-grid;
        place-items: center;
        inline-size: var(--touch);
        block-size: var(--touch);
        border: 1px solid var(--line-strong);
        border-radius: var(--radius);
        background: none;
        color: var(--text);
        cursor: pointer;
      }
      .pin:hover {
        background: var(--surface-hover);
      }
      .pin[aria-pressed='true'] {
        border-color: var(--action-text);
        background: var(--action-surface);
        color: var(--action-text);
      }
      .foot {
        padding: var(--space-3) var(--space-4);
        border-block-start: 1px solid var(--line);
      }
      .foot .button {
        inline-size: 100%;
      }
      kbd {
        padding: 0 6px;
        border: 1px solid currentColor;
        border-radius: 4px;
        font: inherit;
        font-size: var(--size-12);
        line-height: 1.4;
        opacity: 0.85;
      }
      .empty {
        padding: 0 var(--space-4);
        color: var(--text-2);
      }
    `,
  ];

  @property({ attribute: false }) cues: readonly PlacedCue[] = [];
  @property({ attribute: false }) products: readonly Product[] = [];
  @property({ type: Boolean }) pending = false;
  @property({ type: Boolean }) mayPin = false;
  @property({ type: Boolean }) keysOn = true;

  override render(): TemplateResult {
    const next = this.cues.find(({ standing }) => standing === 'next');
    const product = next && this.products.find(({ id }) => id === next.cue.product);
    return html`<div class="head"><h2>${msg('進行表', { id: 'control.rundown' })}</h2></div>
      ${this.cues.length === 0
        ? html`<p class="empty">${msg('進行表はまだありません。', { id: 'control.rundown-empty' })}</p>`
        : nothing}
      <ol tabindex="0" aria-label=${msg('進行表', { id: 'control.rundown' })}>
        ${this.cues.map((placed) => this.row(placed))}
      </ol>
      ${this.mayPin && this.cues.length > 0
        ? html`<div class="foot">
            <button
              class="button"
              type="button"
              ?disabled=${!product}
              aria-busy=${this.pending}
              @click=${() => this.dispatchEvent(new CustomEvent('next'))}
            >
              ${this.pending ? html`<span class="spinner"></span>` : icon('forward')}
              ${product
                ? msg(str`次へ：${inLanguage(product.name, product.nameEn)}`, { id: 'control.next' })
                : msg('次の品はありません', { id: 'control.next-none' })}
              ${this.keysOn && product ? html`<kbd>N</kbd>` : nothing}
            </button>
          </div>`
        : nothing}`;
  }

  private row({ cue, standing }: PlacedCue): TemplateResult {
    const product = this.products.find(({ id }) => id === cue.product);
    const name = product ? inLanguage(product.name, product.nameEn) : '';
    const image = product?.images[0];
    const note = inLanguage(cue.note, cue.noteEn);
    return html`<li data-standing=${standing} aria-current=${standing === 'now' ? 'step' : nothing}>
      ${image ? html`<img src=${image.url} alt="" width="40" height="40" />` : html`<span class="blank"></span>`}
      <div>
        <p class="name">${name || note}</p>
        <p class="standing">${cueWords(standing)}</p>
      </div>
      ${product && this.mayPin
        ? html`<button
            class="pin"
            type="button"
            aria-pressed=${standing === 'now'}
            aria-label=${msg(str`${name}のピン留め`, { id: 'control.pin-of' })}
            @click=${() => this.dispatchEvent(new CustomEvent('pin', { detail: product.id }))}
          >
            ${icon('pin')}
          </button>`
        : html`<span></span>`}
      ${name && note ? html`<p class="note">${note}</p>` : nothing}
    </li>`;
  }
}
