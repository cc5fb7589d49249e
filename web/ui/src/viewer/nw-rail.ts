import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { REACTIONS, type Reaction } from '../protocol/client-frames';
import { icon, type IconName } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import { REACTION_ICONS, reactionWords } from './reactions';

const LONG_PRESS_MILLIS = 450;

/**
 * The thumb's column: goods, heart, share, more. A long press on the heart, its menu key or the arrow
 * keys open the other reactions. Fires `nw-shelf`, `nw-cart`, `nw-react` ({kind}), `nw-share`, `nw-more`.
 */
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
      .hearts {
        position: relative;
        -webkit-touch-callout: none;
        user-select: none;
      }
      .kinds {
        position: absolute;
        z-index: 2;
        inset-block-start: 50%;
        inset-inline-end: calc(100% + 8px);
        translate: 0 -50%;
        display: flex;
        padding: 2px;
        border-radius: 28px;
        background: #1b1a1d;
        color: #fff;
        box-shadow: var(--shadow);
        animation: come var(--quick) var(--ease);
      }
      :host([flat]) .kinds,
      :host([row]) .kinds {
        inset-block-start: 100%;
        inset-inline-end: -96px;
        translate: none;
      }
      :host .kinds button {
        inline-size: 48px;
        block-size: 48px;
        border: 0;
        background: none;
        color: #fff;
        font-size: 22px;
      }
      :host .kinds button:hover {
        background: rgb(255 255 255 / 16%);
      }
      .kinds .heart {
        color: #ff7a66;
      }
      @keyframes come {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  @property({ type: Number }) goods = 0;
  /** Pieces in the cart; without any there is no way there. */
  @property({ type: Number }) cart = 0;
  /** Without the shelf and the menu, which are elsewhere on wide screens. */
  @property({ type: Boolean, reflect: true }) flat = false;
  /** On paper rather than on the picture. */
  @property({ type: Boolean, reflect: true }) paper = false;
  /** All of it, in a line. */
  @property({ type: Boolean, reflect: true }) row = false;

  @state() private choosing = false;
  private press: ReturnType<typeof setTimeout> | undefined;
  /** The long press has opened the choice: the click that ends it sends nothing. */
  private opened = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.onElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.onElsewhere);
    clearTimeout(this.press);
  }

  override render(): TemplateResult {
    return html`${this.flat ? nothing : this.shelf()} ${this.cart > 0 ? this.toCart() : nothing} ${this.hearts()}
      ${this.button('share', 'share', msg('共有する', { id: 'watch.share' }), 'nw-share')}
      ${this.flat ? nothing : this.button('more', 'more', msg('その他', { id: 'watch.more' }), 'nw-more')}`;
  }

  private hearts(): TemplateResult {
    const label = msg('いいねを送る（長押しでほかのリアクション）', { id: 'talk.react.button' });
    return html`<div class="hearts" @keydown=${this.onKey} @focusout=${this.onFocusOut} @contextmenu=${this.onMenu}>
      <button
        class="heart"
        type="button"
        aria-label=${label}
        aria-expanded=${this.choosing}
        title=${label}
        @pointerdown=${this.onDown}
        @pointerup=${() => clearTimeout(this.press)}
        @pointerleave=${() => clearTimeout(this.press)}
        @click=${() => (this.opened ? (this.opened = false) : this.react('heart'))}
      >
        ${icon('heart')}
      </button>
      ${this.choosing
        ? html`<div class="kinds" role="group" aria-label=${msg('リアクション', { id: 'talk.react.kinds' })}>
            ${REACTIONS.map(
              (kind) =>
                html`<button class=${kind} type="button" aria-label=${reactionWords(kind)} title=${reactionWords(kind)} @click=${() => this.react(kind)}>
                  ${icon(REACTION_ICONS[kind])}
                </button>`,
            )}
          </div>`
        : nothing}
    </div>`;
  }

  private readonly onDown = (event: PointerEvent): void => {
    this.opened = false;
    clearTimeout(this.press);
    if (event.button === 0) this.press = setTimeout(() => this.choose(), LONG_PRESS_MILLIS);
  };

  private choose(): void {
    this.opened = true;
    this.choosing = true;
  }

  private readonly onMenu = (event: Event): void => {
    event.preventDefault();
    clearTimeout(this.press);
    this.choosing = true;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.choosing) {
      this.choosing = false;
      event.stopPropagation();
      return;
    }
    const way = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    if (this.choosing) this.walk(way);
    else {
      this.choosing = true;
      void this.updateComplete.then(() => this.walk(way));
    }
  };

  private walk(way: number): void {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.kinds button')];
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    buttons[at < 0 ? 0 : (at + way + buttons.length) % buttons.length]?.focus();
  }

  private readonly onFocusOut = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (to instanceof Node && (event.currentTarget as Node).contains(to)) return;
    if (to !== null) this.choosing = false;
  };

  private readonly onElsewhere = (event: Event): void => {
    if (this.choosing && !event.composedPath().includes(this)) this.choosing = false;
  };

  private react(kind: Reaction): void {
    this.dispatchEvent(new CustomEvent('nw-react', { detail: { kind } }));
  }

  private shelf(): TemplateResult {
    return html`<button
      type="button"
      @click=${() => this.tell('nw-shelf')}
    >
      ${icon('bag')}<span class="visually-hidden">${msg(str`商品一覧（${this.goods}点）`, { id: 'watch.shelf-count' })}</span>${this.goods > 0 ? html`<span class="count" aria-hidden="true">${this.goods}</span>` : nothing}
    </button>`;
  }

  private toCart(): TemplateResult {
    return html`<button class="cart" type="button" @click=${() => this.tell('nw-cart')}>
      ${icon('cart')}<span class="visually-hidden">${msg(str`かごを見る（${this.cart}点）`, { id: 'cart.open' })}</span><span class="count" aria-hidden="true">${this.cart}</span>
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
