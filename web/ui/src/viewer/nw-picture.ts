import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LivePlayer } from '../player/live-player';
import type { StreamStatus } from '../protocol/http';
import { icon } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/**
 * The picture with what belongs to it: sound, play and pause, and words when there is nothing to see.
 * Fires `nw-frame` ({mediaTime}) for each frame, `nw-paused` ({paused}), `nw-shape`
 * ({landscape}) and `nw-shelf`.
 */
@customElement('nw-picture')
@localized()
export class NwPicture extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        position: relative;
        overflow: hidden;
        color-scheme: dark;
        color: var(--on-picture);
        background: radial-gradient(120% 90% at 50% 30%, #34302f, #131215 75%);
      }
      video {
        inline-size: 100%;
        block-size: 100%;
        object-fit: var(--picture-fit, cover);
        transition: opacity var(--calm) var(--ease);
      }
      video.dim {
        opacity: 0.35;
      }
      :host([shaded])::after {
        content: '';
        position: absolute;
        inset: 0;
        pointer-events: none;
        background:
          linear-gradient(to bottom, rgb(0 0 0 / 34%), transparent 120px),
          linear-gradient(to top, rgb(0 0 0 / 66%), rgb(0 0 0 / 40%) 110px, transparent 240px);
      }
      .veil {
        z-index: 1;
        position: absolute;
        inset: var(--veil-inset, 96px 16px 50%);
        display: grid;
        place-content: center;
        justify-items: center;
        text-align: center;
        gap: var(--space-2);
        pointer-events: none;
      }
      .veil > * {
        pointer-events: auto;
      }
      .veil h2 {
        font-size: var(--size-20);
      }
      .veil p {
        font-size: var(--plate-more-size, var(--size-14));
        line-height: 1.6;
        color: var(--on-picture-2);
        max-inline-size: 22em;
        text-wrap: balance;
        word-break: auto-phrase;
      }
      .veil .plate {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding: var(--plate-padding, var(--space-4) var(--space-6));
        border-radius: var(--radius-card);
        background: var(--scrim-strong);
      }
      .play {
        display: grid;
        place-items: center;
        inline-size: 80px;
        block-size: 80px;
        border: 2px solid #fff;
        border-radius: 50%;
        background: var(--scrim-strong);
        color: #fff;
        cursor: pointer;
        font-size: 32px;
      }
      .spinner {
        inline-size: 32px;
        block-size: 32px;
      }
      .controls {
        position: absolute;
        inset-block-start: var(--controls-top, 12px);
        inset-inline-end: var(--controls-end, 12px);
        display: flex;
        gap: var(--space-2);
        z-index: 2;
      }
      .pill {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 6px;
        min-block-size: var(--touch);
        min-inline-size: var(--touch);
        padding: 0 14px;
        border: 1px solid rgb(255 255 255 / 30%);
        border-radius: var(--radius-round);
        background: var(--scrim-strong);
        color: #fff;
        font-size: var(--size-14);
        font-weight: 600;
        cursor: pointer;
      }
      .pill.round {
        padding: 0;
        border-color: transparent;
        background: var(--scrim);
      }
    `,
  ];

  @property() source = '';
  @property() stream: StreamStatus = 'waiting';
  /** Controls for pause; on phones these are in the menu. */
  @property({ type: Boolean }) controls = false;
  /** Parts lie over the picture: its edges are darker. */
  @property({ type: Boolean, reflect: true }) shaded = false;
  @query('video') private readonly video!: HTMLVideoElement;
  @state() private player: LivePlayer | null = null;

  get state(): string {
    return this.player?.state ?? 'loading';
  }

  get landscape(): boolean {
    return this.player?.landscape ?? false;
  }

  get paused(): boolean {
    return this.player?.isPausedByViewer() ?? false;
  }

  get muted(): boolean {
    return this.player?.muted ?? true;
  }

  togglePause(): void {
    const { player } = this;
    if (!player) return;
    if (player.isPausedByViewer()) player.play();
    else player.pause();
    this.tell('nw-paused', { paused: player.isPausedByViewer() });
    this.requestUpdate();
  }

  toggleSound(): void {
    this.player?.setMuted(!this.player.muted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.player?.close();
    this.player = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.player === null && this.source !== '' && this.isConnected) {
      let landscape: boolean | null = null;
      this.player = new LivePlayer(
        this.video,
        this.source,
        () => {
          const shape = this.player?.landscape ?? null;
          if (shape !== landscape) {
            landscape = shape;
            this.tell('nw-shape', { landscape: shape });
          }
          this.requestUpdate();
        },
        (mediaTime) => this.tell('nw-frame', { mediaTime }),
      );
      this.player.streamStatus(this.stream);
    } else if (changed.has('stream')) this.player?.streamStatus(this.stream);
  }

  override render(): TemplateResult {
    const moving = this.state === 'playing' || this.state === 'paused' || this.state === 'stalled';
    const nothingToSee = !moving && this.stream !== 'live';
    return html`<video
        class=${nothingToSee || this.stream === 'ended' ? 'dim' : ''}
        muted
        playsinline
        disablepictureinpicture
        tabindex="-1"
        aria-label=${msg('配信の映像', { id: 'watch.picture' })}
      ></video>
      ${this.words(moving)} ${this.buttons(moving)}`;
  }

  private buttons(moving: boolean): TemplateResult | typeof nothing {
    if (!moving || this.stream === 'ended') return nothing;
    const pause = this.paused
      ? msg('再生する', { id: 'watch.play' })
      : msg('一時停止する', { id: 'watch.pause' });
    return html`<div class="controls">
      ${this.muted
        ? html`<button class="pill" type="button" @click=${() => this.toggleSound()}>
            ${icon('soundOff')}${msg('タップで音声オン', { id: 'watch.sound-on' })}
          </button>`
        : html`<button
            class="pill round"
            type="button"
            aria-label=${msg('音声を消す', { id: 'watch.sound-off' })}
            @click=${() => this.toggleSound()}
          >
            ${icon('soundOn')}
          </button>`}
      ${this.controls
        ? html`<button class="pill round" type="button" aria-label=${pause} title=${pause} @click=${() => this.togglePause()}>
            ${icon(this.paused ? 'play' : 'pause')}
          </button>`
        : nothing}
    </div>`;
  }

  private words(moving: boolean): TemplateResult | typeof nothing {
    if (this.state === 'blocked') {
      return html`<div class="veil">
        <button class="play" type="button" aria-label=${msg('再生する', { id: 'watch.play' })} @click=${() => this.player?.play()}>
          ${icon('play')}
        </button>
      </div>`;
    }
    if (this.stream === 'ended') {
      return this.plate(
        msg('配信は終了しました', { id: 'watch.ended' }),
        msg('ご視聴ありがとうございました。商品は引き続きご覧いただけます。', { id: 'watch.ended-more' }),
      );
    }
    if (moving && this.state !== 'stalled') return nothing;
    if (this.stream === 'waiting') {
      return this.plate(
        msg('まもなく始まります', { id: 'watch.waiting' }),
        msg('このままお待ちください。始まると自動で映ります。', { id: 'watch.waiting-more' }),
      );
    }
    if (this.stream === 'break') {
      return this.plate(
        msg('配信者の接続を待っています', { id: 'watch.break' }),
        msg('映像は自動で再開します。コメントとお買い物はそのままご利用いただけます。', { id: 'watch.break-more' }),
      );
    }
    if (this.state === 'recovering' || this.state === 'nothing') {
      return html`<div class="veil">
        <div class="plate" role="status">
          <span class="spinner"></span>
          <p>${msg('映像に再接続しています…', { id: 'watch.picture-recovering' })}</p>
          ${this.state === 'nothing'
            ? html`<button class="button button-quiet" type="button" @click=${() => this.player?.retryNow()}>
                ${msg('今すぐ再試行', { id: 'watch.retry-now' })}
              </button>`
            : nothing}
        </div>
      </div>`;
    }
    return html`<div class="veil"><span class="spinner" role="status" aria-label=${msg('読み込んでいます', { id: 'watch.loading' })}></span></div>`;
  }

  private plate(heading: string, more: string): TemplateResult {
    return html`<div class="veil">
      <div class="plate">
        <div role="status">
          <h2>${heading}</h2>
          <p>${more}</p>
        </div>
        ${this.stream === 'break' || this.controls
          ? nothing
          : html`<button class="button button-quiet" type="button" @click=${() => this.tell('nw-shelf', {})}>
              ${icon('bag')}${msg('商品を見る', { id: 'watch.see-goods' })}
            </button>`}
      </div>
    </div>`;
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
