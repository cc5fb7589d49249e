import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Where } from '../player/live-player';
import { behindLive, clockWords, fractionOf, length, STEP_SECONDS, type Reach } from '../player/scrub';
import { spriteAt, type Sprite } from '../player/sprites';
import { icon, type IconName } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';

/** The part of a player that is scrubbed. */
export interface Scrubbed {
  readonly where: Where;
  readonly speed: number;
  reach(): Reach | null;
  isPausedByViewer(): boolean;
}

const LOOK_EVERY_MILLIS = 250;
const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
const SPRITE_WIDTH_MAX = 160;

/**
 * Back and forth in what was kept of the show. Fires `nw-step` ({seconds}), `nw-seek` ({position}),
 * `nw-go-live`, `nw-speed` ({speed}) and `nw-pause`.
 */
@customElement('nw-scrub')
@localized()
export class NwScrub extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        min-inline-size: 0;
        container-type: inline-size;
      }
      .bar {
        position: relative;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        padding: 2px var(--space-2) 4px;
        border-radius: var(--radius-card);
        background: rgb(20 19 22 / 82%);
        color: #fff;
        color-scheme: dark;
        font-size: var(--size-12);
        font-variant-numeric: tabular-nums;
      }
      .track {
        position: relative;
        flex: 1 0 100%;
        display: grid;
      }
      input {
        inline-size: 100%;
        block-size: 28px;
        margin: 0;
        accent-color: #ff6a50;
        cursor: pointer;
      }
      button,
      select {
        display: inline-grid;
        place-items: center;
        min-inline-size: var(--touch);
        min-block-size: var(--touch);
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: none;
        color: inherit;
        font-size: var(--size-14);
        cursor: pointer;
      }
      button .icon {
        font-size: 20px;
      }
      select option {
        background: #1b1a1d;
      }
      .live {
        display: inline-flex;
        gap: 6px;
        padding-inline: var(--space-2);
        font-weight: 700;
        white-space: nowrap;
      }
      @container (max-width: 340px) {
        .live {
          padding-inline: var(--space-1);
          font-size: var(--size-12);
        }
      }
      .time {
        flex: 1;
        white-space: nowrap;
      }
      .preview {
        position: absolute;
        inset-inline-start: clamp(48px, var(--at), calc(100% - 48px));
        inset-block-end: 100%;
        translate: -50%;
        display: grid;
        justify-items: center;
        gap: 2px;
        padding: 4px;
        border-radius: var(--radius);
        background: #1b1a1d;
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) player: Scrubbed | null = null;
  @property({ attribute: false }) sprites: readonly Sprite[] = [];
  /** Where the finger is; null when it is away. */
  @state() private pointed: number | null = null;
  private dragging = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), LOOK_EVERY_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render(): TemplateResult | typeof nothing {
    const { player } = this;
    const reach = player?.reach() ?? null;
    if (!player || !reach) return nothing;
    const at = this.dragging && this.pointed !== null ? this.pointed : reach.at;
    const paused = player.isPausedByViewer();
    return html`<div class="bar" role="group" aria-label=${msg('再生位置の操作', { id: 'watch.scrub' })}>
      <div class="track">
        ${this.preview(reach)}
        <input
          type="range"
          aria-label=${msg('再生位置', { id: 'watch.scrub.position' })}
          aria-valuetext=${this.words(reach, at)}
          min=${reach.from}
          max=${reach.to}
          step="any"
          .value=${String(at)}
          @input=${this.onInput}
          @change=${this.onChange}
          @keydown=${this.onKey}
          @pointermove=${this.onPoint}
          @pointerleave=${() => this.dragging || (this.pointed = null)}
        />
      </div>
      ${this.button(
        paused ? 'play' : 'pause',
        paused ? msg('再生する', { id: 'watch.play' }) : msg('一時停止する', { id: 'watch.pause' }),
        () => this.tell('nw-pause', {}),
      )}
      ${this.button('rewind', msg('10秒戻る', { id: 'watch.scrub.back' }), () => this.tell('nw-step', { seconds: -STEP_SECONDS }))}
      ${this.button('skip', msg('10秒進む', { id: 'watch.scrub.on' }), () => this.tell('nw-step', { seconds: STEP_SECONDS }))}
      <span class="time" aria-hidden="true">${reach.live ? `−${clockWords(behindLive({ ...reach, at }))}` : this.words(reach, at)}</span>
      ${player.where === 'replay' ? this.speeds(player.speed) : nothing}
      ${reach.live
        ? html`<button class="live" type="button" @click=${() => this.tell('nw-go-live', {})}>
            ${msg('ライブに戻る', { id: 'watch.scrub.live' })}
          </button>`
        : nothing}
    </div>`;
  }

  private button(picture: IconName, label: string, pressed: () => void): TemplateResult {
    return html`<button type="button" aria-label=${label} title=${label} @click=${pressed}>${icon(picture)}</button>`;
  }

  private speeds(now: number): TemplateResult {
    return html`<select aria-label=${msg('再生速度', { id: 'watch.scrub.speed' })} @change=${this.onSpeed}>
      ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === now}>${msg(str`${speed}倍`, { id: 'watch.scrub.times' })}</option>`)}
    </select>`;
  }

  private preview(reach: Reach): TemplateResult | typeof nothing {
    if (this.pointed === null) return nothing;
    const sprite = this.spriteAt(reach, this.pointed);
    return html`<div class="preview" aria-hidden="true">
      ${sprite ? html`<div class="sprite"></div>` : nothing}
      <span>${this.words(reach, this.pointed)}</span>
    </div>`;
  }

  /** Styles are set here: the page's policy has no room for style attributes. */
  protected override updated(): void {
    const reach = this.player?.reach();
    if (this.pointed === null || !reach) return;
    const preview = this.renderRoot.querySelector<HTMLElement>('.preview');
    const picture = this.renderRoot.querySelector<HTMLElement>('.sprite');
    const sprite = this.spriteAt(reach, this.pointed);
    preview?.style.setProperty('--at', `${fractionOf(reach, this.pointed) * 100}%`);
    if (!picture || !sprite) return;
    Object.assign(picture.style, {
      width: `${sprite.width}px`,
      height: `${sprite.height}px`,
      zoom: String(Math.min(1, SPRITE_WIDTH_MAX / sprite.width)),
      background: `url("${sprite.url}") -${sprite.x}px -${sprite.y}px`,
    });
  }

  /** The sprites count from the beginning of what there is. */
  private spriteAt(reach: Reach, position: number): Sprite | null {
    return spriteAt(this.sprites, position - reach.from);
  }

  private words(reach: Reach, at: number): string {
    if (!reach.live) return `${clockWords(at - reach.from)} / ${clockWords(length(reach))}`;
    return msg(str`ライブの${clockWords(behindLive({ ...reach, at }))}前`, { id: 'watch.scrub.behind' });
  }

  private readonly onInput = (event: Event): void => {
    this.dragging = true;
    this.pointed = Number((event.target as HTMLInputElement).value);
  };

  private readonly onChange = (event: Event): void => {
    this.dragging = false;
    this.pointed = null;
    this.tell('nw-seek', { position: Number((event.target as HTMLInputElement).value) });
  };

  private readonly onPoint = (event: PointerEvent): void => {
    const reach = this.player?.reach();
    if (!reach || this.dragging || event.pointerType === 'touch') return;
    const box = (event.target as HTMLElement).getBoundingClientRect();
    this.pointed = reach.from + ((event.clientX - box.left) / box.width) * length(reach);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const seconds = { ArrowLeft: -STEP_SECONDS, ArrowDown: -STEP_SECONDS, ArrowRight: STEP_SECONDS, ArrowUp: STEP_SECONDS }[event.key];
    if (seconds === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.tell('nw-step', { seconds });
  };

  private readonly onSpeed = (event: Event): void => {
    this.tell('nw-speed', { speed: Number((event.target as HTMLSelectElement).value) });
  };

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
