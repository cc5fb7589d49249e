import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';
import type { StreamStatus } from '../protocol/http';
import { ENGINE_SETTINGS, policyFor } from './settings';
import { reloadDelayMillis, StallLadder } from './stall-ladder';

/**
 * - `loading`: no picture yet
 * - `playing`, `paused` (by the viewer), `blocked` (the browser wants a tap first)
 * - `stalled`: for a moment; `recovering`: for longer, we are at it
 * - `nothing`: there is no stream to play; asked for again by itself
 */
export type PlayerState = 'loading' | 'playing' | 'paused' | 'blocked' | 'stalled' | 'recovering' | 'nothing';

const WATCH_EVERY_MILLIS = 250;
const MEDIA_REPAIR_EVERY_MILLIS = 5_000;
const MEDIA_REPAIRS_PER_MINUTE = 3;
const PAUSE_KEEPS_LOADING_MILLIS = 10_000;
const FAR_BEHIND_SECONDS = 2;

/**
 * Plays one live stream in one `<video>` for as long as the page lives: starts muted, recovers by
 * itself, survives the publisher's restarts without a reload of the page, and reports the media time
 * (PROGRAM-DATE-TIME) of every frame it shows.
 */
export class LivePlayer {
  state: PlayerState = 'loading';
  /** The pixels' own shape, once known. */
  landscape: boolean | null = null;

  private engine: Hls | null = null;
  private native = false;
  private ladder = new StallLadder(performance.now());
  private status: StreamStatus = 'waiting';
  private failures = 0;
  private mediaRepairs: number[] = [];
  private reloadTimer: ReturnType<typeof setTimeout> | undefined;
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly watchTimer: ReturnType<typeof setInterval>;
  private closed = false;
  private hasPlayed = false;
  private pausedByViewer = false;
  private blocked = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly source: string,
    private readonly changed: () => void,
    private readonly frameShown: (mediaTime: number) => void,
  ) {
    video.muted = true;
    video.playsInline = true;
    video.addEventListener('loadedmetadata', this.onShape);
    video.addEventListener('resize', this.onShape);
    video.addEventListener('timeupdate', this.onTimeUpdate);
    video.addEventListener('playing', this.onPlaying);
    document.addEventListener('visibilitychange', this.onVisible);
    this.watchTimer = setInterval(() => this.watch(), WATCH_EVERY_MILLIS);
    this.followFrames();
    void this.load();
  }

  /** What the timeline says about the stream; when it comes back, so does the picture, at once. */
  streamStatus(status: StreamStatus): void {
    if (status === this.status) return;
    this.status = status;
    if (status === 'live' && (this.state === 'nothing' || this.streamIsOver())) {
      this.failures = 0;
      this.reloadIn(0);
    }
  }

  play(): void {
    this.pausedByViewer = false;
    clearTimeout(this.pauseTimer);
    this.engine?.startLoad(-1);
    this.toEdge();
    void this.tryToPlay();
  }

  pause(): void {
    this.pausedByViewer = true;
    this.video.pause();
    this.pauseTimer = setTimeout(() => this.engine?.stopLoad(), PAUSE_KEEPS_LOADING_MILLIS);
    this.become('paused');
  }

  isPausedByViewer(): boolean {
    return this.pausedByViewer;
  }

  get muted(): boolean {
    return this.video.muted;
  }

  /** Sound needs the viewer's tap; a browser that then pauses the picture gets its silence back. */
  setMuted(muted: boolean): void {
    this.video.muted = muted;
    if (!muted && this.video.paused && !this.pausedByViewer) {
      this.video.play().catch(() => {
        this.video.muted = true;
        void this.tryToPlay();
      });
    }
    this.changed();
  }

  /** Tries the stream again now. */
  retryNow(): void {
    this.failures = 0;
    this.reloadIn(0);
  }

  /** The media time of the picture on screen, in epoch milliseconds; null without one. */
  mediaTime(): number | null {
    if (!this.hasPlayed) return null;
    if (this.native) {
      const start = (this.video as HTMLVideoElement & { getStartDate?: () => Date }).getStartDate?.().getTime();
      return start === undefined || Number.isNaN(start) ? null : start + this.video.currentTime * 1000;
    }
    return this.engine?.playingDate?.getTime() ?? null;
  }

  close(): void {
    this.closed = true;
    clearInterval(this.watchTimer);
    clearTimeout(this.reloadTimer);
    clearTimeout(this.pauseTimer);
    document.removeEventListener('visibilitychange', this.onVisible);
    this.video.removeEventListener('loadedmetadata', this.onShape);
    this.video.removeEventListener('resize', this.onShape);
    this.video.removeEventListener('timeupdate', this.onTimeUpdate);
    this.video.removeEventListener('playing', this.onPlaying);
    this.engine?.destroy();
    this.engine = null;
  }

  private async load(): Promise<void> {
    const { default: Engine } = await import('hls.js');
    if (this.closed) return;
    if (Engine.isSupported()) this.loadWith(Engine);
    else if (this.video.canPlayType('application/vnd.apple.mpegurl') !== '') this.loadNatively();
    else this.become('nothing');
  }

  private loadWith(Engine: typeof Hls): void {
    this.engine?.destroy();
    this.ladder = new StallLadder(performance.now());
    const engine = new Engine(ENGINE_SETTINGS);
    this.engine = engine;
    engine.on(Engine.Events.ERROR, (_event, error) => this.onEngineError(error));
    engine.on(Engine.Events.MANIFEST_PARSED, () => void this.tryToPlay());
    engine.on(Engine.Events.LEVEL_LOADED, (_event, { details }) => {
      const policy = policyFor(details.partTarget);
      if (engine.config.liveSyncDuration === policy.target) return;
      engine.config.liveSyncDuration = policy.target;
      engine.config.liveMaxLatencyDuration = policy.most;
      engine.config.maxLiveSyncPlaybackRate = policy.fastest;
      engine.targetLatency = policy.target;
    });
    engine.loadSource(this.source);
    engine.attachMedia(this.video);
  }

  private loadNatively(): void {
    this.native = true;
    this.video.onerror = () => this.failed();
    this.video.src = this.source;
    void this.tryToPlay();
  }

  private async tryToPlay(): Promise<void> {
    if (this.pausedByViewer) return;
    try {
      await this.video.play();
      this.blocked = false;
    } catch (refusal) {
      if ((refusal as DOMException).name !== 'NotAllowedError') return;
      if (!this.video.muted) {
        this.video.muted = true;
        return this.tryToPlay();
      }
      this.blocked = true;
      this.become('blocked');
    }
  }

  private onEngineError(error: ErrorData): void {
    if (!error.fatal) return;
    if (String(error.type) === 'mediaError' && this.mayRepairMedia()) this.engine?.recoverMediaError();
    else this.failed();
  }

  private mayRepairMedia(): boolean {
    const now = performance.now();
    this.mediaRepairs = this.mediaRepairs.filter((at) => now - at < 60_000);
    const last = this.mediaRepairs.at(-1);
    if (this.mediaRepairs.length >= MEDIA_REPAIRS_PER_MINUTE) return false;
    if (last !== undefined && now - last < MEDIA_REPAIR_EVERY_MILLIS) return false;
    this.mediaRepairs.push(now);
    return true;
  }

  private failed(): void {
    this.failures++;
    this.become('nothing');
    this.reloadIn(reloadDelayMillis(this.failures, this.status === 'live', Math.random()));
  }

  private reloadIn(millis: number): void {
    clearTimeout(this.reloadTimer);
    this.reloadTimer = setTimeout(() => {
      if (document.visibilityState === 'hidden') this.reloadIn(2_000);
      else void this.load();
    }, millis);
  }

  private watch(): void {
    if (this.closed || this.state === 'nothing' || this.blocked) return;
    const wants = !this.pausedByViewer && document.visibilityState !== 'hidden';
    if (wants && this.hasPlayed && this.video.paused) void this.tryToPlay();
    const { rung, remedy } = this.ladder.observe(performance.now(), this.video.currentTime, wants);
    if (remedy === 'reload' && this.status !== 'ended') this.retryNow();
    if (remedy === 'nudge') this.nudge();
    if (this.pausedByViewer) this.become('paused');
    else if (rung !== 'playing') this.become(this.hasPlayed ? (rung === 'stalled' ? 'stalled' : 'recovering') : 'loading');
    else if (this.hasPlayed) this.become('playing');
  }

  private nudge(): void {
    if (this.native) return void this.tryToPlay();
    if (!this.toEdge()) this.engine?.startLoad(-1);
  }

  /** Jumps to the live position if it is in the buffer. */
  private toEdge(): boolean {
    const edge = this.engine?.liveSyncPosition;
    if (edge === null || edge === undefined || edge <= this.video.currentTime) return false;
    const { buffered } = this.video;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= edge && edge <= buffered.end(i)) {
        this.video.currentTime = edge;
        return true;
      }
      if (buffered.start(i) > this.video.currentTime + 0.1) {
        this.video.currentTime = buffered.start(i) + 0.05;
        return true;
      }
    }
    return false;
  }

  private streamIsOver(): boolean {
    return this.engine?.latestLevelDetails?.live === false;
  }

  private followFrames(): void {
    const { video } = this;
    if (!('requestVideoFrameCallback' in video)) return;
    const onFrame = (_now: number, frame: VideoFrameCallbackMetadata): void => {
      if (this.closed) return;
      this.hasPlayed = true;
      const playing = this.mediaTime();
      if (playing !== null) this.frameShown(playing - (video.currentTime - frame.mediaTime) * 1000);
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
  }

  private readonly onTimeUpdate = (): void => {
    if (document.visibilityState !== 'hidden' && 'requestVideoFrameCallback' in this.video) return;
    const playing = this.mediaTime();
    if (playing !== null) this.frameShown(playing);
  };

  private readonly onPlaying = (): void => {
    this.hasPlayed = true;
    this.failures = 0;
    this.become('playing');
  };

  private readonly onShape = (): void => {
    this.landscape = this.video.videoWidth > this.video.videoHeight;
    this.changed();
  };

  private readonly onVisible = (): void => {
    if (document.visibilityState === 'hidden' || this.pausedByViewer || !this.engine) return;
    if (this.engine.latency > (this.engine.targetLatency ?? 0) + FAR_BEHIND_SECONDS) this.toEdge();
    void this.tryToPlay();
  };

  private become(state: PlayerState): void {
    if (this.state === state) return;
    this.state = state;
    this.changed();
  }
}
