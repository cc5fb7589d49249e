import { STABLE_EXTRA_SECONDS } from './settings';

/** Only stalls so young count together. */
const STALL_WINDOW_MILLIS = 60_000;
const STALLS_TO_STABLE = 3;
const STALLS_TO_SOUND = 2;
/** After so long without a stall we dare a step nearer to the edge. */
export const CALM_MILLIS = 180_000;
const STEP_SECONDS = 0.25;

export type StallOutcome = 'noted' | 'stable' | 'offer_sound';

/**
 * How close to the edge this line lets us play. The engine moves away from the edge with each stall
 * and never comes back by itself; here is the way back, the distance for a line that stalls often,
 * and the point at which the viewer is asked whether sound alone would do. Pure; times are millis.
 */
export class Steadiness {
  /** Seconds behind the edge, before what the engine adds for stalls. */
  target: number;

  private stalls: readonly number[] = [];
  private calmSince: number;

  constructor(
    now: number,
    private readonly near: number,
    stable: boolean,
  ) {
    this.calmSince = now;
    this.target = stable ? near + STABLE_EXTRA_SECONDS : near;
  }

  /** Nearer to the far distance than to the near one. */
  get stable(): boolean {
    return this.target > this.near + STABLE_EXTRA_SECONDS / 2;
  }

  stalled(now: number): StallOutcome {
    this.calmSince = now;
    this.stalls = [...this.stalls.filter((at) => now - at < STALL_WINDOW_MILLIS), now];
    if (this.stable) {
      if (this.stalls.length < STALLS_TO_SOUND) return 'noted';
      this.stalls = [];
      return 'offer_sound';
    }
    if (this.stalls.length < STALLS_TO_STABLE) return 'noted';
    this.stalls = [];
    this.target = this.near + STABLE_EXTRA_SECONDS;
    return 'stable';
  }

  /** A new target after a calm while, else null; `engine` is where the engine aims at now. */
  stepBack(now: number, engine: number): number | null {
    if (now - this.calmSince < CALM_MILLIS) return null;
    this.calmSince = now;
    if (engine <= this.near) return null;
    this.target = Math.max(this.near, engine - STEP_SECONDS);
    return this.target;
  }
}
