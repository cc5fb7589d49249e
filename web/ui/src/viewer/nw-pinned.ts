import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Offer } from '../shop/offer';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import './nw-pinned-card';

/**
 * The one slot for up to three pinned cards. Its height is the same with one card or three; the
 * newest comes into view, the others are a swipe, or a dot, away.
 */
@customElement('nw-pinned')
@localized()
export class NwPinned extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        position: relative;
        min-inline-size: 0;
      }
      .track {
        display: flex;
        gap: var(--space-2);
        overflow-x: auto;
        scroll-snap-type: x mandatory;
        overscroll-behavior-x: contain;
        scrollbar-width: none;
        border-radius: var(--radius-card);
      }
      nw-pinned-card {
        flex: 0 0 100%;
        scroll-snap-align: start;
        animation: come var(--calm) var(--ease);
      }
      .dots {
        display: flex;
        justify-content: center;
        margin-block: -4px -8px;
      }
      .dots button {
        display: grid;
        place-items: center;
        inline-size: 32px;
        block-size: 24px;
        padding: 0;
        border: 0;
        background: none;
        cursor: pointer;
      }
      .dots button::before {
        content: '';
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
        border: 1.5px solid currentColor;
        filter: drop-shadow(0 0 2px rgb(0 0 0 / 60%));
      }
      .dots button[aria-current='true']::before {
        background: currentColor;
      }
      @keyframes come {
        from {
          opacity: 0;
          transform: translateY(12px);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        nw-pinned-card {
          animation: fade var(--calm);
        }
      }
      @keyframes fade {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  /** In the order in which they were pinned. */
  @property({ attribute: false }) offers: readonly Offer[] = [];
  /** The sku's product whose purchase is being opened. */
  @property() busy = '';
  @state() private at = 0;
  @query('.track') private readonly track!: HTMLElement | null;
  private known: readonly string[] = [];

  override render(): TemplateResult | typeof nothing {
    const { offers } = this;
    if (offers.length === 0) return nothing;
    const newestFirst = [...offers].reverse();
    return html`<section aria-label=${msg('ご紹介中の品', { id: 'watch.pinned-goods' })}>
      <div class="track" @scroll=${this.onScroll}>
        ${repeat(
          newestFirst,
          (offer) => offer.product.id,
          (offer, index) => html`<nw-pinned-card
            .offer=${offer}
            .busy=${this.busy === offer.product.id}
            ?inert=${index !== this.at && newestFirst.length > 1}
          ></nw-pinned-card>`,
        )}
      </div>
      ${newestFirst.length > 1
        ? html`<div class="dots">
            ${newestFirst.map(
              (_offer, index) => html`<button
                type="button"
                aria-label=${msg(str`${index + 1}枚目の商品を見る`, { id: 'watch.card-number' })}
                aria-current=${index === this.at}
                @click=${() => this.show(index)}
              ></button>`,
            )}
          </div>`
        : nothing}
    </section>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('offers')) return;
    this.at = Math.max(0, Math.min(this.at, this.offers.length - 1));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('offers')) return;
    const now = this.offers.map((offer) => offer.product.id);
    const came = now.some((product) => !this.known.includes(product));
    this.known = now;
    if (came) this.show(0);
  }

  private show(index: number): void {
    this.at = index;
    const { track } = this;
    track?.scrollTo({ left: index * (track.clientWidth + 8), behavior: 'smooth' });
  }

  private readonly onScroll = (): void => {
    if (this.track) this.at = Math.round(this.track.scrollLeft / (this.track.clientWidth + 8));
  };
}
