import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../health/nw-health-line';
import { LivePlayer } from '../player/live-player';
import { PlayerMemory } from '../player/memory';
import type { StreamStatus } from '../protocol/http';
import type { Offer } from '../shop/offer';
import '../shop/nw-price';
import '../shop/nw-stock';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { sharedStyles } from '../ui/shared-styles';
import { PINS_MAX } from './control';
import { streamWords } from './words';

const LATE_MILLIS = 6_000;
/** The producer's own line decides here, not what was chosen as a viewer. */
const FOR_ITSELF = new PlayerMemory({ read: () => null, write: () => undefined });

/**
 * What viewers see: the same player, silent, with the cards on the picture when its time has come,
 * and beside it the slots of the pins. Fires `frame` (media time of each frame) and `pin`.
 */
@customElement('nw-programme')
@localized()
export class NwProgramme extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-4);
        padding: var(--space-3) var(--space-4);
        border-block-end: 1px solid var(--line);
      }
      .picture {
        position: relative;
        block-size: clamp(200px, 34dvh, 380px);
        aspect-ratio: 9 / 16;
        border-radius: var(--radius);
        overflow: hidden;
        background: #0c0b0d;
        container-type: inline-size;
      }
      .picture[data-shape='landscape'] {
        aspect-ratio: 16 / 9;
        block-size: clamp(180px, 30dvh, 300px);
      }
      video {
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .off {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        padding: var(--space-3);
        text-align: center;
        font-size: var(--size-12);
        color: var(--on-picture);
        background: var(--scrim-strong);
      }
      .facts {
        position: absolute;
        inset: 6px 6px auto;
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        font-size: 11px;
        font-variant-numeric: tabular-nums;
      }
      .facts span {
        padding: 1px 7px;
        border-radius: 9px;
        background: var(--scrim-strong);
        color: var(--on-picture);
      }
      .facts .late {
        background: var(--warn-surface);
        color: var(--warn);
      }
      .overlay {
        position: absolute;
        inset: auto 6px 6px;
        display: grid;
        gap: 4px;
      }
      .mini {
        display: grid;
        grid-template-columns: 30px minmax(0, 1fr);
        gap: 6px;
        align-items: center;
        padding: 4px;
        border-radius: 6px;
        color-scheme: light;
        background: #fff;
        color: #1b1a1d;
        font-size: 11px;
        line-height: 1.3;
        animation: come var(--calm) var(--ease);
      }
      .mini img {
        inline-size: 30px;
        block-size: 30px;
        border-radius: 4px;
      }
      .mini p {
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      @keyframes come {
        from {
          opacity: 0;
        }
      }
      h2 {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        margin-block-end: var(--space-2);
        font-size: var(--size-14);
        color: var(--text-2);
      }
      .slots {
        display: grid;
        gap: var(--space-2);
      }
      .slot {
        display: grid;
        grid-template-columns: 48px minmax(0, 1fr) auto;
        gap: var(--space-3);
        align-items: center;
        min-block-size: 72px;
        padding: var(--space-2) var(--space-3) var(--space-2) var(--space-2);
        border-radius: var(--radius);
        background: var(--surface-raised);
      }
      .slot-empty {
        display: grid;
        place-content: center;
        grid-template-columns: none;
        border: 1px dashed var(--line);
        background: none;
        color: var(--text-2);
        font-size: var(--size-12);
      }
      .slot img {
        inline-size: 48px;
        block-size: 48px;
        border-radius: 6px;
      }
      .name {
        font-weight: 600;
        line-height: 1.35;
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-3);
        font-size: var(--size-12);
      }
      nw-health-line {
        margin-block-start: var(--space-3);
      }
      .seen {
        color: var(--good);
      }
      .soon {
        color: var(--warn);
      }
      .button {
        min-block-size: var(--touch);
        padding-inline: var(--space-3);
        font-size: var(--size-14);
        white-space: nowrap;
      }
      @media (max-width: 799px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .picture {
          justify-self: center;
        }
      }
    `,
  ];

  @property() source = '';
  @property() show = '';
  @property() stream: StreamStatus = 'waiting';
  @property({ attribute: false }) pins: readonly Offer[] = [];
  /** The products whose card is on the picture now, joined by commas. */
  @property() visible = '';
  @property({ type: Boolean }) mayPin = false;
  /** The server's clock minus the date of the picture on screen, in milliseconds. */
  @property({ attribute: false }) latency: number | null = null;
  @state() private landscape = false;
  /** Lines of the rung on screen; 0 when unknown. */
  @state() private lines = 0;
  @query('video') private readonly video!: HTMLVideoElement;
  private player: LivePlayer | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.player?.close();
    this.player = null;
  }

  override render(): TemplateResult {
    const visible = this.visible.split(',');
    const shown = this.pins.filter(({ product }) => visible.includes(product.id));
    return html`<div class="picture" data-shape=${this.landscape ? 'landscape' : 'portrait'}>
        <video muted playsinline disablepictureinpicture tabindex="-1" aria-label=${msg('番組の映像（音声なし）', { id: 'control.programme' })}></video>
        ${this.stream === 'live' ? nothing : html`<p class="off">${streamWords(this.stream)}</p>`}
        ${this.facts()}
        <div class="overlay" aria-hidden="true">${shown.map((offer) => this.mini(offer))}</div>
      </div>
      <section>
        <h2>
          <span>${msg('ピン留め', { id: 'control.pins' })}</span>
          <span class="count">${this.pins.length} / ${PINS_MAX}</span>
        </h2>
        <div class="slots">
          ${Array.from({ length: PINS_MAX }, (_, index) => this.pinSlot(this.pins[index], visible))}
        </div>
        ${this.stream === 'ended' ? nothing : html`<nw-health-line .show=${this.show}></nw-health-line>`}
      </section>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.player === null && this.source !== '' && this.isConnected) {
      this.player = new LivePlayer(
        this.video,
        this.source,
        {
          changed: () => {
            this.landscape = this.player?.landscape ?? false;
            this.lines = this.player?.rung()?.lines ?? 0;
          },
          frameShown: (mediaTime) => this.dispatchEvent(new CustomEvent('frame', { detail: mediaTime })),
        },
        FOR_ITSELF,
      );
      this.player.streamStatus(this.stream);
    } else if (changed.has('stream')) {
      this.player?.streamStatus(this.stream);
    }
  }

  private facts(): TemplateResult | typeof nothing {
    if (this.stream !== 'live' || this.latency === null) return nothing;
    const seconds = (this.latency / 1000).toFixed(1);
    return html`<p class="facts">
      <span class=${this.latency > LATE_MILLIS ? 'late' : ''}>${msg(str`遅れ ${seconds}秒`, { id: 'control.behind' })}</span>
      ${this.lines > 0 ? html`<span>${this.lines}p</span>` : nothing}
    </p>`;
  }

  private mini({ product, lowest, from }: Offer): TemplateResult {
    const image = product.images[0];
    return html`<div class="mini">
      ${image ? html`<img src=${image.url} alt="" width="30" height="30" />` : html`<span></span>`}
      <div>
        <p>${inLanguage(product.name, product.nameEn)}</p>
        <nw-price .amount=${lowest} .from=${from}></nw-price>
      </div>
    </div>`;
  }

  private pinSlot(offer: Offer | undefined, visible: readonly string[]): TemplateResult {
    if (!offer) return html`<div class="slot slot-empty">${msg('空き', { id: 'control.slot-free' })}</div>`;
    const { product, lowest, from, left, of } = offer;
    const name = inLanguage(product.name, product.nameEn);
    const image = product.images[0];
    const seen = visible.includes(product.id);
    return html`<div class="slot">
      ${image ? html`<img src=${image.url} alt="" width="48" height="48" />` : html`<span></span>`}
      <div>
        <p class="name">${name}</p>
        <div class="row"><nw-price .amount=${lowest} .from=${from}></nw-price><nw-stock .left=${left} .of=${of}></nw-stock></div>
        <p class="row ${seen ? 'seen' : 'soon'}">
          ${seen ? msg('視聴者に表示中', { id: 'control.seen' }) : msg('映像に合わせてまもなく表示', { id: 'control.soon' })}
        </p>
      </div>
      ${this.mayPin
        ? html`<button
            class="button button-quiet"
            type="button"
            aria-label=${msg(str`${name}のピンを外す`, { id: 'control.unpin-of' })}
            @click=${() => this.dispatchEvent(new CustomEvent('pin', { detail: product.id }))}
          >
            ${icon('unpin')}${msg('外す', { id: 'control.unpin' })}
          </button>`
        : nothing}
    </div>`;
  }
}
