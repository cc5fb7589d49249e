/** A picture that has not advanced for so long counts as standing. */
export const STANDING_MILLIS = 1_500;
/** So long after the start the first picture is waited for, before entries go without it. */
export const FIRST_PICTURE_MILLIS = 6_000;
/** Until then only what is older than this is shown: no viewer is further behind. */
export const FIRST_PICTURE_DELAY_MILLIS = 15_000;

/** What the stage is doing, as far as the clock cares. */
export interface StageSituation {
  /** The server's show clock. */
  readonly serverNow: number;
  /** The viewer pressed pause: then the cards wait with the picture. */
  readonly pausedByViewer: boolean;
  /** A picture is to be expected: the stream is live. */
  readonly pictureExpected: boolean;
}

/**
 * The time on the stage: up to which media time entries are shown that go in step with the picture.
 *
 * That is the media time of the frame on screen. If the picture stands, not by the viewer's will,
 * time goes on at the last known delay, so that a card is due at `showAt` + that delay. Stage time
 * never goes back: a card once shown is not taken away because the picture returned with more delay.
 */
export class StageClock {
  private mediaTime: number | null = null;
  private advancedAt = 0;
  private delay: number | null = null;
  private reached = -Infinity;
  private readonly startedAt: number;

  constructor(
    private readonly now: () => number,
    private readonly targetDelay: number,
  ) {
    this.startedAt = now();
  }

  /** A frame is on screen. */
  frame(mediaTime: number, serverNow: number): void {
    if (this.mediaTime !== null && mediaTime <= this.mediaTime) {
      // A seek or a new stream may set the picture back; the same frame again is no advance.
      if (mediaTime > this.mediaTime - STANDING_MILLIS) return;
    }
    this.mediaTime = mediaTime;
    this.advancedAt = this.now();
    this.delay = Math.max(0, serverNow - mediaTime);
  }

  /**
   * The viewer has sent the picture to another moment, or with null back to the live edge: only then
   * may the stage go back in time.
   */
  jumped(mediaTime: number | null, serverNow: number): void {
    this.reached = -Infinity;
    this.mediaTime = mediaTime;
    this.advancedAt = this.now();
    this.delay = mediaTime === null ? this.targetDelay : Math.max(0, serverNow - mediaTime);
  }

  /** The media time of the last frame, if any. */
  picture(): number | null {
    return this.mediaTime;
  }

  /** How far the picture is behind the server, last seen while it moved. */
  knownDelay(): number | null {
    return this.delay;
  }

  /** Entries with `showAt` up to this are due. */
  time(situation: StageSituation): number {
    this.reached = Math.max(this.reached, this.measure(situation));
    return this.reached;
  }

  /** After a restored log, or another show. */
  reset(): void {
    this.reached = -Infinity;
  }

  private measure({ serverNow, pausedByViewer, pictureExpected }: StageSituation): number {
    const moving = this.mediaTime !== null && this.now() - this.advancedAt < STANDING_MILLIS;
    if (this.mediaTime !== null && (moving || pausedByViewer)) return this.mediaTime;
    if (this.delay !== null) return serverNow - this.delay;
    if (!pictureExpected) return serverNow;
    const awaiting = pausedByViewer || this.now() - this.startedAt < FIRST_PICTURE_MILLIS;
    return serverNow - (awaiting ? FIRST_PICTURE_DELAY_MILLIS : this.targetDelay);
  }
}
