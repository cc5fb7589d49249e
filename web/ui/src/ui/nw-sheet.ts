import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon } from './icons';
import { localized, msg } from './i18n';
import { sharedStyles } from './shared-styles';

/**
 * A sheet over the page. On phones it rises from the bottom to at most 85 % and is modal (the browser
 * keeps the focus inside); with `beside` it fills the column it is placed over and the page stays
 * usable. The same `<dialog>` serves both, so turning the device does not reload a frame in it.
 *
 * Fires `nw-close` when the person asks to leave; whoever opened it sets `open`.
 */
@customElement('nw-sheet')
@localized()
export class NwSheet extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      dialog {
        display: none;
        position: fixed;
        margin: 0;
        padding: 0;
        border: 0;
        max-inline-size: none;
        max-block-size: none;
        background: var(--surface);
        color: var(--text);
        overflow: hidden;
        inset: auto 0 0;
        inline-size: 100%;
        max-block-size: 85dvh;
        border-radius: var(--radius-sheet) var(--radius-sheet) 0 0;
        box-shadow: 0 -8px 40px rgb(0 0 0 / 32%);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
        animation: rise var(--calm) var(--ease);
      }
      dialog:focus-visible {
        outline: none;
      }
      :host([height='full']) dialog {
        block-size: 85dvh;
      }
      :host([height='most']) dialog {
        block-size: 78dvh;
      }
      dialog::backdrop {
        background: transparent;
      }
      :host([beside]) dialog {
        inset: 0 0 0 auto;
        inline-size: var(--sheet-beside, 360px);
        block-size: 100dvh;
        max-block-size: none;
        border-radius: 0;
        border-inline-start: 1px solid var(--line);
        box-shadow: none;
        z-index: 5;
      }
      :host([beside]) dialog[open] {
        animation-name: fade;
      }
      :host([corner]) dialog {
        inset: auto 0 0 auto;
        inline-size: var(--sheet-beside, 360px);
        border-end-end-radius: 0;
        border-start-end-radius: 0;
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        flex: none;
        min-block-size: 56px;
        padding: var(--space-1) var(--space-2) var(--space-1) var(--space-4);
        border-block-end: 1px solid var(--line);
      }
      header.nested {
        padding-inline-start: var(--space-1);
      }
      h2 {
        flex: 1;
        font-size: var(--size-16);
        min-inline-size: 0;
      }
      .body {
        flex: 1;
        min-block-size: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
        padding-block-end: env(safe-area-inset-bottom);
      }
      :host([height='full']) .body {
        display: flex;
        flex-direction: column;
      }
      @keyframes rise {
        from {
          transform: translateY(40px);
          opacity: 0;
        }
      }
      @keyframes fade {
        from {
          opacity: 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        dialog[open] {
          animation-name: fade;
        }
      }
    `,
  ];

  @property({ type: Boolean }) open = false;
  @property({ type: Boolean, reflect: true }) beside = false;
  /** A small one in the corner, over the column. */
  @property({ type: Boolean, reflect: true }) corner = false;
  /** On phones: as high as its content, 78 %, or 85 % for content that brings its own scrolling. */
  @property({ reflect: true }) height: 'auto' | 'most' | 'full' = 'auto';
  /** There is a level below this one: the way out is a way back. */
  @property({ type: Boolean }) nested = false;
  @property() heading = '';

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  private restoreFocus: HTMLElement | null = null;

  override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="heading"
      tabindex="-1"
      @cancel=${this.onCancel}
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      <header class=${this.nested ? 'nested' : ''}>
        ${this.nested
          ? html`<button class="icon-button" type="button" aria-label=${msg('戻る', { id: 'ui.back' })} @click=${this.leave}>
              ${icon('back')}
            </button>`
          : ''}
        <h2 id="heading">${this.heading}</h2>
        <button class="icon-button" type="button" aria-label=${msg('閉じる', { id: 'ui.close' })} @click=${this.leaveAll}>
          ${icon('close')}
        </button>
      </header>
      <div class="body" part="body"><slot></slot></div>
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open') && !changed.has('beside')) return;
    if (!this.open) {
      if (this.dialog.open) {
        this.dialog.close();
        this.restoreFocus?.focus();
      }
      return;
    }
    if (!this.dialog.open) this.restoreFocus = deepFocus();
    else if (changed.has('beside')) this.dialog.close();
    if (this.dialog.open) return;
    if (this.beside) this.dialog.show();
    else this.dialog.showModal();
    this.dialog.focus();
  }

  private readonly onCancel = (event: Event): void => {
    event.preventDefault();
    this.leave();
  };

  /** A tap beside the sheet, on its backdrop. */
  private readonly onClick = (event: MouseEvent): void => {
    if (this.beside || event.target !== this.dialog) return;
    const box = this.dialog.getBoundingClientRect();
    if (event.clientY < box.top || event.clientX < box.left) this.leaveAll();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.beside && event.key === 'Escape' && !event.isComposing) this.leave();
  };

  private readonly leave = (): void => {
    this.dispatchEvent(new CustomEvent('nw-back'));
  };

  private readonly leaveAll = (): void => {
    this.dispatchEvent(new CustomEvent('nw-close'));
  };
}

function deepFocus(): HTMLElement | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement && focused !== document.body ? focused : null;
}
