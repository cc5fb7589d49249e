import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LivePlayer, type PlayerState, type Where } from '../player/live-player';
import { AUTO, SOUND, type Quality } from '../player/quality';
import { beside } from '../player/sources';
import { STEP_SECONDS } from '../player/scrub';
import type { StreamStatus } from '../protocol/http';
import { icon, type IconName } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { sharedStyles } from '../ui/shared-styles';
import './nw-quality';
import { pictureStyles } from './picture-styles';

const COUNT_EVERY_MILLIS = 1_000;

/**
 * The picture with what belongs to it: sound, quality, play and pause, and words when there is
 * nothing to see. Fires `nw-frame` ({mediaTime}) for each frame, `nw-jump` ({mediaTime}), `nw-player`
 * when anything about the player has changed, `nw-paused` ({paused}), `nw-shape` ({landscape}) and `nw-shelf`.
 */
@customElement('nw-picture')
@localized()
export class NwPicture extends LitElement {
  static override styles = [sharedStyles, pictureStyles];

  @property() source = '';
  @property() stream: StreamStatus = 'waiting';
  /** What is shown where there is only sound: the pinned product's photo, if any. */
  @property() still = '';
  /** Controls for pause and quality; on phones these are in the menu. */
  @property({ type: Boolean }) controls = false;
  /** Parts lie over the picture: its edges are darker. */
  @property({ type: Boolean, reflect: true }) shaded = false;
  @query('video') private readonly video!: HTMLVideoElement;
  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @state() player: LivePlayer | null = null;
  @state() private held = false;
  private counting: ReturnType<typeof setInterval> | undefined;

  get state(): PlayerState {
    return this.player?.state ?? 'loading';
  }

  get where(): Where {
    return this.player?.where ?? 'live';
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
    if (player.isPausedByViewer() || player.state === 'finished') player.play();
    else player.pause();
    this.tell('nw-paused', { paused: player.isPausedByViewer() });
    this.requestUpdate();
  }

  toggleSound(): void {
    this.player?.setMuted(!this.player.muted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.counting);
    this.player?.close();
    this.player = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.player === null && this.source !== '' && this.isConnected) this.start();
    else if (changed.has('stream')) this.player?.streamStatus(this.stream);
    // The seconds until the next try are counted where they are told.
    const counts = this.state === 'nothing' && this.stream === 'live';
    if (!counts) {
      clearInterval(this.counting);
      this.counting = undefined;
    } else this.counting ??= setInterval(() => this.requestUpdate(), COUNT_EVERY_MILLIS);
  }

  private start(): void {
    let landscape: boolean | null = null;
    this.player = new LivePlayer(this.video, this.source, {
      changed: () => {
        const shape = this.player?.landscape ?? null;
        if (shape !== landscape) {
          landscape = shape;
          this.tell('nw-shape', { landscape: shape });
        }
        this.tell('nw-player', {});
        this.requestUpdate();
      },
      frameShown: (mediaTime) => this.tell('nw-frame', { mediaTime }),
      jumped: (mediaTime) => this.tell('nw-jump', { mediaTime }),
      hold: (on) => this.hold(on),
    });
    this.player.streamStatus(this.stream);
  }

  /** The last picture stays where the source of the video changes. */
  private hold(on: boolean): void {
    if (on === this.held) return;
    const { videoWidth, videoHeight } = this.video;
    if (on) {
      const pen = videoWidth > 0 && this.video.readyState >= 2 ? this.canvas.getContext('2d') : null;
      if (!pen) return;
      this.canvas.width = videoWidth;
      this.canvas.height = videoHeight;
      pen.drawImage(this.video, 0, 0);
      // At once: the video is emptied before the next rendering.
      this.canvas.hidden = false;
    }
    this.held = on;
  }

  override render(): TemplateResult {
    const moving = this.state === 'playing' || this.state === 'paused' || this.state === 'stalled';
    const nothingToSee = !moving && this.stream !== 'live' && this.stream !== 'ended';
    return html`<video
        class=${nothingToSee || this.over ? 'dim' : ''}
        muted
        playsinline
        disablepictureinpicture
        tabindex="-1"
        aria-label=${msg('配信の映像', { id: 'watch.picture' })}
      ></video>
      <canvas class="held" aria-hidden="true" ?hidden=${!this.held}></canvas>
      ${this.player?.soundOnly ? this.soundPicture() : nothing} ${this.words(moving)} ${this.buttons(moving)}`;
  }

  /** The show is over, and what is on screen is its end. */
  private get over(): boolean {
    return this.stream === 'ended' && this.where === 'live' && this.state !== 'loading';
  }

  private buttons(moving: boolean): TemplateResult | typeof nothing {
    const { player } = this;
    if (!player || !moving || this.over) return nothing;
    return html`<div class="controls">
      ${this.muted
        ? html`<button class="pill" type="button" @click=${() => this.toggleSound()}>
            ${icon('soundOff')}${msg('タップで音声オン', { id: 'watch.sound-on' })}
          </button>`
        : this.round('soundOn', msg('音声を消す', { id: 'watch.sound-off' }), () => this.toggleSound())}
      ${this.controls ? this.moreButtons(player) : nothing}
    </div>`;
  }

  private moreButtons(player: LivePlayer): TemplateResult {
    const live = player.where === 'live';
    return html`<nw-quality
        .options=${player.qualities()}
        .quality=${player.quality}
        .playing=${player.rung()}
        @nw-quality=${(event: CustomEvent<{ quality: Quality }>) => player.chooseQuality(event.detail.quality)}
      ></nw-quality>
      ${live && player.canRewind
        ? this.round('rewind', msg('10秒戻る', { id: 'watch.scrub.back' }), () => player.step(-STEP_SECONDS))
        : nothing}
      ${live
        ? this.round(
            this.paused ? 'play' : 'pause',
            this.paused ? msg('再生する', { id: 'watch.play' }) : msg('一時停止する', { id: 'watch.pause' }),
            () => this.togglePause(),
          )
        : nothing}`;
  }

  private round(picture: IconName, label: string, pressed: () => void): TemplateResult {
    return html`<button class="pill round" type="button" aria-label=${label} title=${label} @click=${pressed}>${icon(picture)}</button>`;
  }

  private soundPicture(): TemplateResult {
    const still = this.still === '' ? beside(this.source, 'poster.jpg') : this.still;
    return html`<div class="sound">
      <img src=${still} alt="" @error=${(event: Event) => ((event.target as HTMLElement).hidden = true)} />
      <p role="status">${msg('音声のみでお届けしています', { id: 'watch.sound-only' })}</p>
      <button class="button button-quiet" type="button" @click=${() => this.player?.chooseQuality(AUTO)}>
        ${msg('映像に戻す', { id: 'watch.picture-again' })}
      </button>
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
    if (this.over) return this.ending();
    if (this.player?.offersSound) return this.soundOffer();
    if (this.state === 'finished') return this.replayOver();
    if (moving && this.state !== 'stalled') return this.stream === 'break' && this.where === 'live' ? this.breakLine() : nothing;
    if (this.where === 'live' && this.stream === 'waiting') {
      return this.plate(
        msg('まもなく始まります', { id: 'watch.waiting' }),
        msg('このままお待ちください。始まると自動で映ります。', { id: 'watch.waiting-more' }),
      );
    }
    if (this.where === 'live' && this.stream === 'break' && this.state !== 'stalled') {
      return this.plate(
        msg('配信者の接続を待っています', { id: 'watch.break' }),
        msg('映像は自動で再開します。コメントとお買い物はそのままご利用いただけます。', { id: 'watch.break-more' }),
      );
    }
    return this.state === 'recovering' || this.state === 'nothing' ? this.recovering() : this.spinner();
  }

  private spinner(): TemplateResult {
    return html`<div class="veil"><span class="spinner" role="status" aria-label=${msg('読み込んでいます', { id: 'watch.loading' })}></span></div>`;
  }

  /** The picture itself says that the presenter is awaited; here is what can be done meanwhile. */
  private breakLine(): TemplateResult {
    return html`<p class="line" role="status">${msg('コメントとお買い物は、そのままご利用いただけます', { id: 'watch.break-line' })}</p>`;
  }

  private recovering(): TemplateResult {
    const seconds = this.player?.retrySeconds ?? null;
    return html`<div class="veil">
      <div class="plate">
        <span class="spinner"></span>
        <p role="status">${msg('映像に再接続しています…', { id: 'watch.picture-recovering' })}</p>
        ${this.state === 'nothing'
          ? html`${seconds !== null && seconds > 0 ? html`<p>${msg(str`${seconds}秒後に再試行します`, { id: 'watch.retry-in' })}</p>` : nothing}
              <button class="button button-quiet" type="button" @click=${() => this.player?.retryNow()}>
                ${msg('今すぐ再試行', { id: 'watch.retry-now' })}
              </button>`
          : nothing}
      </div>
    </div>`;
  }

  private soundOffer(): TemplateResult {
    return html`<div class="veil">
      <div class="plate">
        <div role="status">
          <h2>${msg('映像が途切れがちです', { id: 'watch.offer-sound' })}</h2>
          <p>${msg('音声だけなら、少ない通信量で続きをお聞きいただけます。', { id: 'watch.offer-sound-more' })}</p>
        </div>
        <div class="row">
          <button class="button button-quiet" type="button" @click=${() => this.player?.chooseQuality(SOUND)}>${msg('音声のみにする', { id: 'watch.take-sound' })}</button>
          <button class="button button-quiet" type="button" @click=${() => this.player?.declineSound()}>
            ${msg('映像のまま', { id: 'watch.keep-picture' })}
          </button>
        </div>
      </div>
    </div>`;
  }

  private ending(): TemplateResult {
    return this.plate(
      msg('配信は終了しました', { id: 'watch.ended' }),
      msg('ご視聴ありがとうございました。商品は引き続きご覧いただけます。', { id: 'watch.ended-more' }),
      this.player?.replayReady
        ? html`<button class="button button-quiet" type="button" @click=${() => this.player?.watchReplay()}>
            ${icon('play')}${msg('最初から見る', { id: 'watch.from-start' })}
          </button>`
        : nothing,
    );
  }

  private replayOver(): TemplateResult {
    return this.plate(
      msg('見逃し配信は以上です', { id: 'watch.replay-over' }),
      msg('ご視聴ありがとうございました。商品は引き続きご覧いただけます。', { id: 'watch.ended-more' }),
      html`<button class="button button-quiet" type="button" @click=${() => this.player?.play()}>
        ${icon('play')}${msg('最初から見る', { id: 'watch.from-start' })}
      </button>`,
    );
  }

  private plate(heading: string, more: string, way: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`<div class="veil">
      <div class="plate">
        <div role="status">
          <h2>${heading}</h2>
          <p>${more}</p>
        </div>
        <div class="row">
          ${way}
          ${this.stream === 'break' || this.controls
            ? nothing
            : html`<button class="button button-quiet" type="button" @click=${() => this.tell('nw-shelf', {})}>
                ${icon('bag')}${msg('商品を見る', { id: 'watch.see-goods' })}
              </button>`}
        </div>
      </div>
    </div>`;
  }

  private tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
