import type { LevelDetails } from 'hls.js';
import type { StreamStatus } from '../protocol/http';
import { moveWithin, restartAt } from './engine';
import { followFrames } from './frames';
import { PlayerMemory } from './memory';
import { Playout, type Where } from './playout';
import type { Quality, QualityOption, Rung } from './quality';
import { stepped, type Reach } from './scrub';
import type { PlayerState, Screen } from './screen';
import { GONE_AGAIN_MILLIS, GONE_MILLIS, StallLadder } from './stall-ladder';

export type { Where } from './playout';
export type { PlayerState, Screen } from './screen';

const WATCH_EVERY_MILLIS = 250;
const REMEMBER_EVERY_MILLIS = 10_000;
const PAUSE_KEEPS_LOADING_MILLIS = 10_000;
/** Offered again at the earliest so long after it was declined. */
const OFFER_AGAIN_MILLIS = 300_000;
const FAR_BEHIND_SECONDS = 2;

/**
 * Plays one show in one `<video>` for as long as the page lives: starts muted, recovers by itself,
 * survives the publisher's restarts and ours without a reload of the page, goes back and to the live
 * edge as the viewer wishes, and reports the media time (PROGRAM-DATE-TIME) of every frame it shows.
 */
export class LivePlayer {
  state: PlayerState = 'loading';
  /** The pixels' own shape, once known. */
  landscape: boolean | null = null;
  /** The line stalls so often that sound alone may be better; the viewer decides. */
  offersSound = false;

  private readonly playout: Playout;
  private ladder = new StallLadder(performance.now());
  private framedAt = performance.now();
  private remembered = 0;
  private offeredAt = -OFFER_AGAIN_MILLIS;
  private switching = false;
  private pauseTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly watchTimer: ReturnType<typeof setInterval>;
  private readonly stops: readonly (() => void)[];
  private closed = false;
  private hasPlayed = false;
  private pausedByViewer = false;
  private blocked = false;

  constructor(
    private readonly video: HTMLVideoElement,
    source: string,
    private readonly screen: Screen,
    memory: PlayerMemory = new PlayerMemory(),
  ) {
    video.muted = true;
    video.playsInline = true;
    this.playout = new Playout(video, source, memory, {
      changed: () => screen.changed(),
      begun: () => this.begun(),
      playable: () => this.playable(),
      failed: () => this.become('nothing'),
    });
    this.stops = [
      listen(video, 'loadedmetadata', () => this.shaped()),
      listen(video, 'resize', () => this.shaped()),
      listen(video, 'playing', () => this.played()),
      listen(document, 'visibilitychange', () => this.seenAgain()),
      listen(window, 'online', () => this.backOnline()),
      followFrames(video, (behind) => this.frame(behind), () => this.soundOnly),
    ];
    this.watchTimer = setInterval(() => this.watch(), WATCH_EVERY_MILLIS);
    void this.playout.load();
  }

  /** What the timeline says about the stream; when it comes back, so does the picture, at once. */
  streamStatus(status: StreamStatus): void {
    if (status === this.playout.status) return;
    this.playout.status = status;
    const over = this.playout.playlist?.live === false;
    if (status === 'live' && this.where === 'live' && (this.state === 'nothing' || over)) this.playout.retryNow();
  }

  get where(): Where {
    return this.playout.where;
  }

  get quality(): Quality {
    return this.playout.quality;
  }

  get soundOnly(): boolean {
    return this.playout.soundOnly;
  }

  /** The show is over and its recording is there. */
  get replayReady(): boolean {
    return this.playout.replayReady;
  }

  /** What was kept of the running show can be played. */
  get canRewind(): boolean {
    return this.playout.provisions.window && !this.playout.native;
  }

  /** Seconds until the next try while there is nothing to play. */
  get retrySeconds(): number | null {
    const { retryAt } = this.playout;
    return retryAt === null ? null : Math.max(0, Math.ceil((retryAt - performance.now()) / 1000));
  }

  get muted(): boolean {
    return this.video.muted;
  }

  get speed(): number {
    return this.video.playbackRate;
  }

  isPausedByViewer(): boolean {
    return this.pausedByViewer;
  }

  /** What the viewer may choose from; empty where the browser chooses. */
  qualities(): readonly QualityOption[] {
    return this.playout.qualities();
  }

  /** The rung on screen. */
  rung(): Rung | null {
    return this.playout.rung();
  }

  /** What can be reached by going back and forth; null at the live edge and before anything is known. */
  reach(): Reach | null {
    return this.playout.reach();
  }

  /** When the moment at a position was filmed. */
  filmedAt(position: number): number | null {
    return this.playout.filmedAt(position);
  }

  /** What the playlist says happens in the picture. */
  dateRanges(): LevelDetails['dateRanges'] {
    return this.playout.playlist?.dateRanges ?? {};
  }

  /** The media time of the picture on screen, in epoch milliseconds; null without one. */
  mediaTime(): number | null {
    if (!this.hasPlayed || this.switching) return null;
    if (this.playout.native) {
      const start = (this.video as HTMLVideoElement & { getStartDate?: () => Date }).getStartDate?.().getTime();
      return start === undefined || Number.isNaN(start) ? null : start + this.video.currentTime * 1000;
    }
    return this.playout.engine?.playingDate?.getTime() ?? null;
  }

  play(): void {
    const { engine } = this.playout;
    this.pausedByViewer = false;
    clearTimeout(this.pauseTimer);
    if (this.where === 'live') {
      engine?.startLoad(-1);
      this.toEdge();
    } else {
      if (this.video.ended) this.seekTo(this.reach()?.from ?? 0);
      engine?.startLoad(this.video.currentTime);
    }
    void this.tryToPlay();
  }

  pause(): void {
    this.pausedByViewer = true;
    this.video.pause();
    this.pauseTimer = setTimeout(() => this.playout.engine?.stopLoad(), PAUSE_KEEPS_LOADING_MILLIS);
    this.become('paused');
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
    this.screen.changed();
  }

  /** Of a recording. */
  setSpeed(speed: number): void {
    if (this.where === 'replay') this.video.playbackRate = speed;
    this.screen.changed();
  }

  chooseQuality(quality: Quality): void {
    this.offersSound = false;
    this.playout.chooseQuality(quality);
    // Who asks for the sound wants to hear it.
    if (this.soundOnly) this.setMuted(false);
    this.screen.changed();
  }

  declineSound(): void {
    this.offersSound = false;
    this.screen.changed();
  }

  /** Back or forth by so many seconds; from the live edge back into what was kept. */
  step(seconds: number): void {
    const reach = this.reach();
    if (reach !== null) {
      const to = stepped(reach, seconds);
      if (to === 'live') this.goLive();
      else this.seekTo(to);
      return;
    }
    const now = this.mediaTime();
    if (this.where === 'live' && seconds < 0 && this.canRewind && now !== null) this.switchTo('behind', now + seconds * 1000);
  }

  seekTo(position: number): void {
    const over = this.video.ended;
    this.screen.jumped?.(this.filmedAt(position));
    this.video.currentTime = position;
    if (over) void this.tryToPlay();
    this.screen.changed();
  }

  goLive(): void {
    if (this.where === 'behind') this.switchTo('live', null);
  }

  /** The recording, from its beginning. */
  watchReplay(): void {
    this.switchTo('replay', null);
  }

  /** Tries the stream again now. */
  retryNow(): void {
    this.playout.retryNow();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.watchTimer);
    clearTimeout(this.pauseTimer);
    this.stops.forEach((stop) => stop());
    this.playout.close();
  }

  private switchTo(where: Where, mediaTime: number | null): void {
    this.pausedByViewer = false;
    clearTimeout(this.pauseTimer);
    this.screen.jumped?.(mediaTime);
    this.playout.switchTo(where, mediaTime);
    this.screen.changed();
  }

  private begun(): void {
    const now = performance.now();
    this.ladder = new StallLadder(now, now - this.framedAt >= GONE_MILLIS ? GONE_AGAIN_MILLIS : GONE_MILLIS);
    if (!this.hasPlayed) return;
    this.switching = true;
    this.screen.hold?.(true);
  }

  private playable(): void {
    if (this.state === 'nothing') this.become(this.hasPlayed ? 'recovering' : 'loading');
    void this.tryToPlay();
    this.screen.changed();
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

  private watch(): void {
    if (this.closed || this.blocked || this.state === 'nothing') return;
    const now = performance.now();
    const wants = !this.pausedByViewer && document.visibilityState !== 'hidden' && !this.video.ended;
    if (wants && this.hasPlayed && this.video.paused) void this.tryToPlay();
    const { standing, remedy } = this.ladder.observe(now, this.video.currentTime, wants);
    if (remedy === 'reload' && this.playout.status !== 'ended') this.retryNow();
    if (remedy === 'nudge') this.nudge();
    if (this.pausedByViewer) this.become('paused');
    else if (this.video.ended) this.become('finished');
    else if (standing !== 'playing') {
      if (standing === 'stalled' && this.state === 'playing') this.stalled(now);
      this.become(this.hasPlayed ? (standing === 'stalled' ? 'stalled' : 'recovering') : 'loading');
    } else if (this.hasPlayed && !this.switching) this.become('playing');
    if (this.state === 'playing') this.allWell(now);
  }

  private stalled(now: number): void {
    const { engine, status, provisions, distance } = this.playout;
    if (!engine || this.where !== 'live' || status !== 'live' || this.switching) return;
    const outcome = distance.stalled(engine, now);
    if (outcome !== 'offer_sound' || !provisions.sound || this.soundOnly || now - this.offeredAt < OFFER_AGAIN_MILLIS) return;
    this.offeredAt = now;
    this.offersSound = true;
    this.screen.changed();
  }

  /** Things to do while it plays, each now and then. */
  private allWell(now: number): void {
    const { engine, status, provisions, distance, memory } = this.playout;
    if (!engine) return;
    if (this.where === 'live') {
      distance.calm(engine, now);
      if (status === 'live') void provisions.ask(now).then((news) => news && !this.closed && this.screen.changed());
    }
    if (now - this.remembered < REMEMBER_EVERY_MILLIS) return;
    this.remembered = now;
    const line = Math.round(engine.bandwidthEstimate);
    if (Number.isFinite(line)) memory.keep({ line });
  }

  private nudge(): void {
    const { engine, native } = this.playout;
    if (native || !engine) return void this.tryToPlay();
    // Before its first frame the engine is on its way to where it shall start.
    if (this.where !== 'live') {
      if (!this.switching) restartAt(engine, this.video.currentTime);
    } else if (!this.toEdge()) restartAt(engine, -1);
  }

  /** Jumps to the live position if it is in the buffer. */
  private toEdge(): boolean {
    const edge = this.playout.engine?.liveSyncPosition;
    return edge !== null && edge !== undefined && edge > this.video.currentTime && moveWithin(this.video, edge);
  }

  private frame(behind: number): void {
    if (this.closed || this.video.seeking || this.switching) return;
    this.framedAt = performance.now();
    this.hasPlayed = true;
    this.screen.hold?.(false);
    const playing = this.mediaTime();
    if (playing !== null) this.screen.frameShown(playing - behind * 1000);
  }

  private played(): void {
    this.hasPlayed = true;
    this.switching = false;
    this.playout.plays();
    if (this.soundOnly) this.screen.hold?.(false);
    this.become('playing');
  }

  private shaped(): void {
    if (this.video.videoWidth === 0) return;
    this.landscape = this.video.videoWidth > this.video.videoHeight;
    this.screen.changed();
  }

  private seenAgain(): void {
    const { engine } = this.playout;
    if (document.visibilityState === 'hidden' || this.pausedByViewer || !engine) return;
    if (this.where === 'live' && engine.latency > (engine.targetLatency ?? 0) + FAR_BEHIND_SECONDS) this.toEdge();
    void this.tryToPlay();
  }

  private backOnline(): void {
    if (this.state === 'nothing') this.retryNow();
    else if (!this.pausedByViewer) this.nudge();
  }

  private become(state: PlayerState): void {
    if (this.state === state) return;
    this.state = state;
    this.screen.changed();
  }
}

function listen(target: EventTarget, name: string, heard: () => void): () => void {
  target.addEventListener(name, heard);
  return () => target.removeEventListener(name, heard);
}
