import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon, type IconName } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/** The thumb's column: goods, heart, share, more. Fires `nw-shelf`, `nw-heart`, `nw-share`, `nw-more`. */
@customElement('nw-rail')
@localized()
export class NwRail extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      :host([flat]),
      :host([row]) {
        display: flex;
        gap: 0;
      }
      button {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: 48px;
        block-size: 48px;
        padding: 0;
        border: 0;
        border-radius: 50%;
        background: var(--scrim);
        color: #fff;
        font-size: 18px;
        cursor: pointer;
        touch-action: manipulation;
        -webkit-tap-highlight-color: transparent;
        transition: transform var(--quick) var(--ease);
      }
      button:active {
        transform: scale(0.92);
      }
      :host([flat]) button,
      :host([row]) button {
        inline-size: var(--touch);
        block-size: var(--touch);
        background: none;
        color: var(--text);
      }
      :host([flat]) button:hover,
      :host([row]) button:hover {
        background: var(--surface-hover);
      }
      :host([paper]) button {
        border: 1px solid var(--line);
        background: var(--surface-raised);
        color: var(--text);
      }
      :host([paper]) .count,
      :host([flat]) .count,
      :host([row]) .count {
        background: var(--text);
        color: var(--surface);
      }
      .count {
        position: absolute;
        inset: -2px -2px auto auto;
        min-inline-size: 20px;
        padding-inline: 5px;
        border-radius: 10px;
        background: #fff;
        color: #1b1a1d;
        font-size: 12px;
        font-weight: 700;
        line-height: 20px;
      }
      .heart:active {
        color: #ff7a66;
      }
    `,
  ];

  @property({ type: Number }) goods = 0;
  /** Without the shelf and the menu, which are elsewhere on wide screens. */
  @property({ type: Boolean, reflect: true }) flat = false;
  /** On paper rather than on the picture. */
  @property({ type: Boolean, reflect: true }) paper = false;
  /** All of it, in a line. */
  @property({ type: Boolean, reflect: true }) row = false;

  override render(): TemplateResult {
    return html`${this.flat ? nothing : this.shelf()}
      ${this.button('heart', 'heart', msg('いいねを送る', { id: 'watch.heart' }), 'nw-heart')}
      ${this.button('share', 'share', msg('共有する', { id: 'watch.share' }), 'nw-share')}
      ${this.flat ? nothing : this.button('more', 'more', msg('その他', { id: 'watch.more' }), 'nw-more')}`;
  }

  private shelf(): TemplateResult {
    return html`<button
      type="button"
      @click=${() => this.tell('nw-shelf')}
    >
      ${icon('bag')}<span class="visually-hidden">${msg(str`商品一覧（${this.goods}点）`, { id: 'watch.shelf-count' })}</span>${this.goods > 0 ? html`<span class="count" aria-hidden="true">${this.goods}</span>` : nothing}
    </button>`;
  }

  private button(name: string, picture: IconName, label: string, event: string): TemplateResult {
    return html`<button class=${name} type="button" aria-label=${label} title=${label} @click=${() => this.tell(event)}>
      ${icon(picture)}
    </button>`;
  }

  private tell(name: string): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}
