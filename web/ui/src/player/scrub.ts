/** What can be reached by going back and forth, in the engine's seconds. */
export interface Reach {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** There is more to come: `to` is the live position. */
  readonly live: boolean;
}

/** Nearer than this to the live position is live. */
export const LIVE_WITHIN_SECONDS = 4;
/** One press of back or forward. */
export const STEP_SECONDS = 10;

export function length(reach: Reach): number {
  return Math.max(0, reach.to - reach.from);
}

/** 0 to 1. */
export function fractionOf(reach: Reach, position: number): number {
  const whole = length(reach);
  return whole === 0 ? 1 : Math.min(1, Math.max(0, (position - reach.from) / whole));
}

export function positionAt(reach: Reach, fraction: number): number {
  return reach.from + Math.min(1, Math.max(0, fraction)) * length(reach);
}

/** Where a step of so many seconds leads; `live` when it passes the live position. */
export function stepped(reach: Reach, seconds: number): number | 'live' {
  const wanted = reach.at + seconds;
  if (reach.live && wanted > reach.to - LIVE_WITHIN_SECONDS) return 'live';
  return Math.min(reach.to, Math.max(reach.from, wanted));
}

export function behindLive(reach: Reach): number {
  return reach.live ? Math.max(0, reach.to - reach.at) : 0;
}

/** `1:02:03` or `2:03`. */
export function clockWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
