/**
 * - `loading`: no picture yet
 * - `playing`, `paused` (by the viewer), `blocked` (the browser wants a tap first)
 * - `stalled`: for a moment; `recovering`: for longer, we are at it
 * - `finished`: played to the end
 * - `nothing`: there is no stream to play; asked for again by itself
 */
export type PlayerState = 'loading' | 'playing' | 'paused' | 'blocked' | 'stalled' | 'recovering' | 'finished' | 'nothing';

/** What the player does to the page. */
export interface Screen {
  changed(): void;
  frameShown(mediaTime: number): void;
  /** The picture jumps by the viewer's wish to this moment; null to the live edge or to an unknown one. */
  jumped?(mediaTime: number | null): void;
  /** Keep what is on screen while the source changes; false when the new picture is there. */
  hold?(on: boolean): void;
}
