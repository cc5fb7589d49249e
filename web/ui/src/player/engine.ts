import type Hls from 'hls.js';
import type { ErrorData, HlsConfig, LevelDetails } from 'hls.js';

/** What the engine tells its player. */
export interface EngineEvents {
  /** The rungs are known, or have changed. */
  rungs(): void;
  playlist(details: LevelDetails): void;
  /** Another rung is on screen. */
  rung(): void;
  failed(kind: 'media' | 'network'): void;
}

/** Starts one hls.js on a video. */
export function startEngine(Engine: typeof Hls, video: HTMLVideoElement, source: string, settings: Partial<HlsConfig>, events: EngineEvents): Hls {
  const engine = new Engine(settings);
  const { Events } = Engine;
  engine.on(Events.ERROR, (_event, error) => {
    if (error.fatal) events.failed(isMedia(error) ? 'media' : 'network');
  });
  engine.on(Events.MANIFEST_PARSED, () => events.rungs());
  engine.on(Events.LEVELS_UPDATED, () => events.rungs());
  engine.on(Events.LEVEL_SWITCHED, () => events.rung());
  engine.on(Events.LEVEL_LOADED, (_event, { details }) => events.playlist(details));
  engine.loadSource(source);
  engine.attachMedia(video);
  return engine;
}

function isMedia(error: ErrorData): boolean {
  return String(error.type) === 'mediaError';
}

/**
 * Loads from another position. What is on its way is given up first, and its end awaited: the engine
 * waits for ever when the same fragment is asked for again while its request is being taken back.
 */
export function restartAt(engine: Hls, position: number): void {
  engine.stopLoad();
  setTimeout(() => {
    if (engine.media !== null) engine.startLoad(position);
  });
}

/** Moves to `position` if it is in the buffer, else over the next hole in it. */
export function moveWithin(video: HTMLVideoElement, position: number): boolean {
  const { buffered } = video;
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= position && position <= buffered.end(i)) {
      video.currentTime = position;
      return true;
    }
    if (buffered.start(i) > video.currentTime + 0.1) {
      video.currentTime = buffered.start(i) + 0.05;
      return true;
    }
  }
  return false;
}
