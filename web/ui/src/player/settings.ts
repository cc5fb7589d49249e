import type { HlsConfig } from 'hls.js';
import workerUrl from 'hls.js/dist/hls.worker.js?url';

/** How far behind the edge of the playlist we play. */
export interface LatencyPolicy {
  readonly target: number;
  /**
   * So far behind the engine stops chasing and jumps. At most 2·target + target duration, or there is
   * a dead band with neither; and near enough that what a freeze of 4 s leaves behind is jumped.
   */
  readonly most: number;
  readonly fastest: number;
}

/** Beyond the target by so much is not chased but jumped. */
const CHASED_SECONDS = 2;
/** On a line that stalls we stay further from the edge by so much. */
export const STABLE_EXTRA_SECONDS = 1.5;

export const LOW_LATENCY: LatencyPolicy = { target: 1.5, most: 1.5 + CHASED_SECONDS, fastest: 1.1 };
/** Whole segments: the playlist grows every 2 s only. */
export const PLAIN: LatencyPolicy = { target: 5, most: 11, fastest: 1.1 };
/** The viewer has gone back: no chase and no jump. */
export const BEHIND: LatencyPolicy = { target: LOW_LATENCY.target, most: Infinity, fastest: 1 };

/** Streams with parts are played close to the edge, others at whole segments' distance. */
export function policyFor(partTarget: number | undefined): LatencyPolicy {
  return partTarget !== undefined && partTarget > 0 ? LOW_LATENCY : PLAIN;
}

/** The same policy with another target. */
export function withTarget(policy: LatencyPolicy, target: number): LatencyPolicy {
  return { ...policy, target, most: Math.max(policy.most, target + CHASED_SECONDS) };
}

/** WebKit stutters when the speed changes: there we only jump. */
export function gentle(policy: LatencyPolicy, vendor: string): LatencyPolicy {
  return vendor.startsWith('Apple') ? { ...policy, fastest: 1 } : policy;
}

const ENGINE_SETTINGS: Partial<HlsConfig> = {
  lowLatencyMode: true,
  enableWorker: true,
  workerPath: workerUrl,
  liveSyncOnStallIncrease: 0.25,
  liveDurationInfinity: true,
  startFragPrefetch: true,
  // What the line carried last time is known; a first fragment only to measure it costs a second.
  testBandwidth: false,
  capLevelToPlayerSize: true,
  maxBufferLength: 15,
  maxMaxBufferLength: 30,
  maxBufferSize: 30e6,
  backBufferLength: 20,
  // What the timeline has told already is read from the playlist only while the socket is away.
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

/** The settings of one engine: where it starts, and what the line carried when it was last measured. */
export function engineSettings(policy: LatencyPolicy, bitsPerSecond: number): Partial<HlsConfig> {
  return {
    ...ENGINE_SETTINGS,
    liveSyncDuration: policy.target,
    liveMaxLatencyDuration: policy.most,
    maxLiveSyncPlaybackRate: policy.fastest,
    abrEwmaDefaultEstimate: bitsPerSecond,
  };
}
