import type Hls from 'hls.js';
import type { LevelDetails } from 'hls.js';
import type { StreamStatus } from '../protocol/http';
import { EdgeDistance } from './edge-distance';
import { restartAt, startEngine } from './engine';
import type { PlayerMemory } from './memory';
import { filmedAt, positionOf } from './programme-time';
import { Provisions } from './provisions';
import { AUTO, firstQuality, levelFor, optionsOf, rungsOf, SOUND, type Quality, type QualityOption, type Rung } from './quality';
import type { Reach } from './scrub';
import { BEHIND, engineSettings } from './settings';
import { beside, withWindow } from './sources';
import { GONE_AGAIN_MILLIS, MediaRepairs, reloadDelayMillis } from './stall-ladder';

/** At the live edge, behind it by the viewer's wish, or in the recording of a show that is over. */
export type Where = 'live' | 'behind' | 'replay';

/** What the playout tells its player. */
export interface PlayoutEvents {
  changed(): void;
  /** A new engine begins; what is on screen should stay until it shows something. */
  begun(): void;
  /** There is something to play. */
  playable(): void;
  /** There is nothing to play; it is asked for again by itself. */
  failed(): void;
}

const REPLAY_SECONDS_MIN = 10;
const START_OFF_SECONDS = 3;
const HIDDEN_WAIT_MILLIS = 2_000;

/**
 * Which playlist of the show is played into the video, in which quality, and the tries to get it: one
 * engine at a time, a new one for another playlist or after a failure.
 */
export class Playout {
  where: Where = 'live';
  quality: Quality;
  status: StreamStatus = 'waiting';
  engine: Hls | null = null;
  native = false;
  /** The show is over and its recording is there. */
  replayReady = false;
  /** When the next try is due, by `performance.now()`. */
  retryAt: number | null = null;
  readonly distance: EdgeDistance;
  readonly provisions: Provisions;

  private rungs: readonly Rung[] = [];
  private readonly repairs = new MediaRepairs();
  private failures = 0;
  /** The moment the viewer has sent the picture to; `startAt` until the engine is told, `wanted` until it shows. */
  private startAt: number | null = null;
  private wanted: number | null = null;
  private firstPlaylist = true;
  /** Nothing of this engine has been on screen: that it waits now says nothing about the line. */
  private begins = true;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly source: string,
    readonly memory: PlayerMemory,
    private readonly events: PlayoutEvents,
  ) {
    this.quality = firstQuality(memory.now.quality, savesData());
    this.distance = new EdgeDistance(memory, navigator.vendor, performance.now());
    this.provisions = new Provisions(source);
  }

  get soundOnly(): boolean {
    return this.quality === SOUND && this.where === 'live';
  }

  /** The newest playlist of the rung on screen. */
  get playlist(): LevelDetails | null {
    return this.engine?.latestLevelDetails ?? null;
  }

  qualities(): readonly QualityOption[] {
    const sound = this.provisions.sound && this.where === 'live';
    if (this.native || (this.rungs.length === 0 && !sound)) return [];
    return optionsOf(this.rungs, sound);
  }

  rung(): Rung | null {
    const index = this.engine?.currentLevel ?? -1;
    return this.rungs.find((rung) => rung.index === index) ?? null;
  }

  reach(): Reach | null {
    const { engine, playlist } = this;
    if (this.where === 'live' || !playlist || this.begins) return null;
    const to = playlist.live ? (engine?.liveSyncPosition ?? playlist.edge) : playlist.edge;
    return { from: playlist.fragmentStart, to, at: this.video.currentTime, live: playlist.live };
  }

  filmedAt(position: number): number | null {
    return filmedAt(this.playlist?.fragments ?? [], position);
  }

  chooseQuality(quality: Quality): void {
    const before = this.soundOnly;
    this.quality = quality;
    this.memory.keep({ quality });
    if (before !== this.soundOnly) this.switchTo(this.where, null);
    else this.applyQuality();
  }

  /** Plays another playlist, from a moment of the programme where one is given. */
  switchTo(where: Where, mediaTime: number | null): void {
    this.where = where;
    this.startAt = mediaTime;
    this.wanted = mediaTime;
    this.failures = 0;
    this.events.begun();
    this.loadIn(0);
  }

  /** Tries again now. */
  retryNow(): void {
    this.failures = 0;
    this.loadIn(0);
  }

  /** It plays: the next failure is a first one. */
  plays(): void {
    this.failures = 0;
    this.retryAt = null;
    if (!this.begins || !this.engine) return;
    this.begins = false;
    if (this.where === 'live') this.distance.aim(this.engine);
    else this.correctStart();
  }

  /** On a slow line the engine may have started at the edge before it was told where to. */
  private correctStart(): void {
    const position = this.wanted === null ? null : positionOf(this.playlist?.fragments ?? [], this.wanted);
    this.wanted = null;
    if (position !== null && Math.abs(position - this.video.currentTime) > START_OFF_SECONDS) this.video.currentTime = position;
  }

  async load(): Promise<void> {
    this.retryAt = null;
    const { default: Engine } = await import('hls.js');
    if (this.closed) return;
    this.events.begun();
    if (Engine.isSupported()) this.loadWith(Engine);
    else if (this.video.canPlayType('application/vnd.apple.mpegurl') !== '') this.loadNatively();
    else this.events.failed();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.engine?.destroy();
    this.engine = null;
  }

  private loadWith(Engine: typeof Hls): void {
    this.engine?.destroy();
    this.rungs = [];
    this.firstPlaylist = true;
    this.begins = true;
    const live = this.where === 'live';
    const settings = engineSettings(live ? this.distance.policy : BEHIND, this.memory.lineToAssume);
    // Whole segments are enough for who is behind, and a third of the requests.
    const engine: Hls = startEngine(Engine, this.video, this.address(), { ...settings, lowLatencyMode: live }, {
      rungs: () => {
        this.rungs = rungsOf(engine.levels);
        this.applyQuality();
        this.events.playable();
      },
      playlist: (details) => this.read(engine, details),
      rung: () => this.events.changed(),
      failed: (kind) => {
        if (kind === 'media' && this.repairs.allow(performance.now())) engine.recoverMediaError();
        else this.failed();
      },
    });
    this.engine = engine;
  }

  private loadNatively(): void {
    this.native = true;
    this.video.onerror = () => this.failed();
    this.video.src = this.address();
    this.events.playable();
  }

  private address(): string {
    if (this.where === 'behind') return withWindow(this.source);
    return this.soundOnly ? beside(this.source, 'audio.m3u8') : this.source;
  }

  private applyQuality(): void {
    if (this.engine && this.rungs.length > 0) this.engine.loadLevel = levelFor(this.quality, this.rungs);
  }

  private read(engine: Hls, details: LevelDetails): void {
    const first = this.firstPlaylist;
    this.firstPlaylist = false;
    if (!details.live) {
      this.replayReady ||= details.totalduration >= REPLAY_SECONDS_MIN;
      // Who saw the end live is asked first; who comes later sees the show from its beginning.
      if (this.where === 'behind' || first) this.where = 'replay';
      this.events.changed();
    } else if (this.where === 'live' && this.distance.fit(engine, details, performance.now()) && first) {
      restartAt(engine, engine.liveSyncPosition ?? -1);
    }
    const wanted = this.startAt;
    this.startAt = null;
    const position = wanted === null ? null : positionOf(details.fragments, wanted);
    if (position !== null) restartAt(engine, position);
  }

  private failed(): void {
    this.failures++;
    // There is no sound alone here: the picture is better than nothing.
    if (this.soundOnly && this.failures > 1) this.quality = AUTO;
    this.events.failed();
    const over = this.status === 'ended' && this.failures > 1;
    this.loadIn(over ? GONE_AGAIN_MILLIS : reloadDelayMillis(this.failures, this.status === 'live', Math.random()));
  }

  private loadIn(millis: number): void {
    clearTimeout(this.timer);
    this.retryAt = performance.now() + millis;
    this.timer = setTimeout(() => {
      if (document.visibilityState === 'hidden') this.loadIn(HIDDEN_WAIT_MILLIS);
      else void this.load();
    }, millis);
  }
}

/** The device asks for less data. */
function savesData(): boolean {
  return (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData === true;
}
