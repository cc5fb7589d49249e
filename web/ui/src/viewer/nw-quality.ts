import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Quality, QualityOption, Rung } from '../player/quality';
import { choiceWords, optionWords } from '../player/quality-words';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/**
 * The choice of quality: a button with a menu over the picture, or with `list` a group of choices in
 * a sheet. Fires `nw-quality` ({quality}).
 */
@customElement('nw-quality')
@localized()
export class NwQuality extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        position: relative;
        display: block;
      }
      .open {
        display: grid;
        place-items: center;
        min-block-size: var(--touch);
        min-inline-size: var(--touch);
        padding: 0;
        border: 1px solid transparent;
        border-radius: var(--radius-round);
        background: var(--scrim);
        color: #fff;
        cursor: pointer;
      }
      .menu {
        position: absolute;
        inset: calc(100% + 8px) 0 auto auto;
        z-index: 3;
        display: grid;
        min-inline-size: 200px;
        padding: var(--space-1);
        border-radius: var(--radius-card);
        background: #1b1a1d;
        color: #fff;
        box-shadow: var(--shadow);
        animation: come var(--quick) var(--ease);
      }
      @keyframes come {
        from {
          opacity: 0;
        }
      }
      .menu button {
        display: grid;
        grid-template-columns: 20px 1fr;
        align-items: center;
        gap: var(--space-2);
        min-block-size: var(--touch);
        padding: 0 var(--space-3);
        border: 0;
        border-radius: var(--radius);
        background: none;
        color: inherit;
        font-size: var(--size-14);
        text-align: start;
        white-space: nowrap;
        cursor: pointer;
      }
      .menu button:hover,
      .menu button:focus-visible {
        background: rgb(255 255 255 / 14%);
      }
      fieldset {
        display: grid;
        min-inline-size: 0;
      }
      legend {
        padding: 0;
        margin-block-end: var(--space-1);
        font-size: var(--size-14);
        font-weight: 700;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-block-size: var(--touch);
        border-block-end: 1px solid var(--line);
        font-size: var(--size-14);
      }
      input {
        inline-size: 20px;
        block-size: 20px;
        margin: 0;
        accent-color: var(--link);
      }
    `,
  ];

  @property({ attribute: false }) options: readonly QualityOption[] = [];
  @property() quality: Quality = 'auto';
  /** The rung on screen. */
  @property({ attribute: false }) playing: Rung | null = null;
  @property({ type: Boolean }) list = false;
  @state() private open = false;

  override render(): TemplateResult | typeof nothing {
    if (this.options.length < 2) return nothing;
    return this.list ? this.group() : this.button();
  }

  private group(): TemplateResult {
    return html`<fieldset>
      <legend>${msg('画質', { id: 'watch.quality' })}</legend>
      ${this.options.map(
        (option) => html`<label
          ><input
            type="radio"
            name="quality"
            value=${option.quality}
            .checked=${option.quality === this.chosen}
            @change=${() => this.choose(option.quality)}
          />${optionWords(option, this.playing)}</label
        >`,
      )}
    </fieldset>`;
  }

  private button(): TemplateResult {
    const words = msg(str`画質：${choiceWords(this.quality, this.options, this.playing)}`, { id: 'watch.quality-now' });
    return html`<button
        class="open"
        type="button"
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label=${words}
        title=${words}
        @click=${() => void this.toggle()}
      >
        ${icon('quality')}
      </button>
      ${this.open
        ? html`<div class="menu" role="menu" tabindex="-1" aria-label=${msg('画質', { id: 'watch.quality' })} @keydown=${this.onKey} @focusout=${this.onLeave}>
            ${this.options.map(
              (option) => html`<button
                type="button"
                role="menuitemradio"
                tabindex="-1"
                aria-checked=${option.quality === this.chosen ? 'true' : 'false'}
                @click=${() => this.choose(option.quality)}
              >
                <span>${option.quality === this.chosen ? icon('check') : nothing}</span>${optionWords(option, this.playing)}
              </button>`,
            )}
          </div>`
        : nothing}`;
  }

  private get chosen(): Quality {
    return this.options.some((option) => option.quality === this.quality) ? this.quality : 'auto';
  }

  private choose(quality: Quality): void {
    const wasOpen = this.open;
    this.open = false;
    if (wasOpen) this.renderRoot.querySelector<HTMLElement>('.open')?.focus();
    this.dispatchEvent(new CustomEvent('nw-quality', { detail: { quality } }));
  }

  private async toggle(): Promise<void> {
    this.open = !this.open;
    if (!this.open) return;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-checked=true]')?.focus();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitemradio]')];
    const at = items.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items.at(to % items.length)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      this.open = false;
      this.renderRoot.querySelector<HTMLElement>('.open')?.focus();
      if (event.key === 'Tab') return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onLeave = (event: FocusEvent): void => {
    if (event.relatedTarget === null || !this.renderRoot.contains(event.relatedTarget as Node)) this.open = false;
  };
}
