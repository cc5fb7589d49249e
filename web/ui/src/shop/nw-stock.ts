import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { stockLevel, stockWords } from '../ui/format';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/** How much is left, as words and a thin meter; the words carry the meaning, the colour only helps. */
@customElement('nw-stock')
@localized()
export class NwStock extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--size-12);
        line-height: 1.4;
        color: var(--text-2);
      }
      span {
        white-space: nowrap;
        text-autospace: no-autospace;
        font-variant-numeric: tabular-nums;
      }
      [data-level='last'] {
        color: var(--action-text);
        font-weight: 700;
      }
      [data-level='few'] {
        color: var(--warn);
        font-weight: 700;
      }
      .meter {
        flex: 1;
        max-inline-size: 96px;
        block-size: 3px;
        border-radius: 2px;
        background: var(--line);
        overflow: hidden;
      }
      .fill {
        block-size: 100%;
        border-radius: 2px;
        background: var(--good);
        transform-origin: left;
        transition: transform var(--calm) var(--ease);
      }
      [data-level='few'] + .meter .fill {
        background: var(--warn);
      }
      [data-level='last'] + .meter .fill {
        background: var(--action);
      }
    `,
  ];

  @property({ type: Number }) left = 0;
  @property({ type: Number }) of = 0;
  /** They are this show's alone: この番組分. */
  @property({ type: Boolean }) own = false;
  @query('.fill') private readonly fill!: HTMLElement | null;

  override render(): TemplateResult {
    return html`<span data-level=${stockLevel(this.left, this.of)}>${this.own && this.left > 0 ? msg('この番組分', { id: 'shop.own' }) + ' ' : ''}${stockWords(this.left, this.of)}</span>
      ${this.left > 0 ? html`<div class="meter" aria-hidden="true"><div class="fill"></div></div>` : ''}`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const share = this.of > 0 ? Math.min(1, Math.max(0.04, this.left / this.of)) : 0;
    this.fill?.style.setProperty('transform', `scaleX(${share})`);
  }
}
