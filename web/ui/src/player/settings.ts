import type { HlsConfig } from 'hls.js';
import workerUrl from 'hls.js/dist/hls.worker.js?url';

/** How far behind the edge of the playlist we play, by the kind of stream. */
export interface LatencyPolicy {
  readonly target: number;
  /** Beyond this the player jumps; at most 2·target + target duration, or there is a dead band with neither. */
  readonly most: number;
  readonly fastest: number;
}

export const PLAIN: LatencyPolicy = { target: 5, most: 11, fastest: 1.1 };
export const LOW_LATENCY: LatencyPolicy = { target: 1.8, most: 4.5, fastest: 1.1 };

/** Streams with parts are played close to the edge, others at whole segments' distance. */
export function policyFor(partTarget: number | undefined): LatencyPolicy {
  return partTarget !== undefined && partTarget > 0 ? LOW_LATENCY : PLAIN;
}

export const ENGINE_SETTINGS: Partial<HlsConfig> = {
  lowLatencyMode: true,
  enableWorker: true,
  workerPath: workerUrl,
  liveSyncDuration: PLAIN.target,
  liveMaxLatencyDuration: PLAIN.most,
  maxLiveSyncPlaybackRate: PLAIN.fastest,
  liveSyncOnStallIncrease: 0.25,
  liveDurationInfinity: true,
  startFragPrefetch: true,
  capLevelToPlayerSize: true,
  abrEwmaDefaultEstimate: 1_200_000,
  maxBufferLength: 15,
  maxMaxBufferLength: 30,
  maxBufferSize: 30e6,
  backBufferLength: 20,
  enableDateRangeMetadataCues: false,
  enableEmsgMetadataCues: false,
  enableID3MetadataCues: false,
  enableInterstitialPlayback: false,
  manifestLoadPolicy: {
    default: { maxTimeToFirstByteMs: 8_000, maxLoadTimeMs: 10_000, timeoutRetry: null, errorRetry: null },
  },
  playlistLoadPolicy: {
    default: {
      maxTimeToFirstByteMs: 8_000,
      maxLoadTimeMs: 10_000,
      timeoutRetry: { maxNumRetry: 6, retryDelayMs: 0, maxRetryDelayMs: 0 },
      errorRetry: { maxNumRetry: 8, retryDelayMs: 250, maxRetryDelayMs: 4_000, backoff: 'exponential' },
    },
  },
  fragLoadPolicy: {
    default: {
      maxTimeToFirstByteMs: 4_000,
      maxLoadTimeMs: 15_000,
      timeoutRetry: { maxNumRetry: 4, retryDelayMs: 0, maxRetryDelayMs: 0 },
      errorRetry: { maxNumRetry: 6, retryDelayMs: 250, maxRetryDelayMs: 4_000, backoff: 'exponential' },
    },
  },
};
