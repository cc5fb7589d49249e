import type Hls from 'hls.js';
import type { LevelDetails } from 'hls.js';
import type { PlayerMemory } from './memory';
import { gentle, LOW_LATENCY, policyFor, withTarget, type LatencyPolicy } from './settings';
import { Steadiness, type StallOutcome } from './steadiness';

/** Keeps one engine as close to the live edge as the stream and the line allow. */
export class EdgeDistance {
  private kind: LatencyPolicy = LOW_LATENCY;
  private steadiness: Steadiness;

  constructor(
    private readonly memory: PlayerMemory,
    private readonly vendor: string,
    now: number,
  ) {
    this.steadiness = new Steadiness(now, this.kind.target, memory.now.stable);
  }

  get policy(): LatencyPolicy {
    return gentle(withTarget(this.kind, this.steadiness.target), this.vendor);
  }

  /** Takes the distance this kind of stream allows; true when it is another than before. */
  fit(engine: Hls, details: LevelDetails, now: number): boolean {
    const kind = policyFor(details.partTarget);
    if (kind === this.kind) return false;
    this.kind = kind;
    this.steadiness = new Steadiness(now, kind.target, this.memory.now.stable);
    this.aim(engine);
    return true;
  }

  /** Aims at the target, without what the engine has added for stalls. */
  aim(engine: Hls): void {
    const { target, most, fastest } = this.policy;
    engine.config.liveMaxLatencyDuration = most;
    engine.config.maxLiveSyncPlaybackRate = fastest;
    engine.targetLatency = target;
  }

  stalled(engine: Hls, now: number): StallOutcome {
    const outcome = this.steadiness.stalled(now);
    if (outcome === 'stable') {
      this.memory.keep({ stable: true });
      this.aim(engine);
    }
    return outcome;
  }

  /** While all is well: a step nearer now and then, and the jump never closer than what is aimed at. */
  calm(engine: Hls, now: number): void {
    const aimed = engine.targetLatency ?? this.steadiness.target;
    if (this.steadiness.stepBack(now, aimed) !== null) this.aim(engine);
    else engine.config.liveMaxLatencyDuration = Math.max(this.policy.most, aimed + 1);
    if (this.memory.now.stable && !this.steadiness.stable) this.memory.keep({ stable: false });
  }
}
