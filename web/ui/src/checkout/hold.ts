/** The server's time as this page knows it, and what the hold's remaining time means. */

export class ServerTime {
  private offsetMillis = 0;
  private bestRoundTrip = Number.POSITIVE_INFINITY;

  constructor(private readonly clock: () => number = Date.now) {}

  /** An answer said `serverNow`; the shortest round trip seen so far knows best. */
  learn(serverNow: number, askedAt: number): void {
    const answeredAt = this.clock();
    const roundTrip = Math.max(0, answeredAt - askedAt);
    if (roundTrip <= this.bestRoundTrip) {
      this.bestRoundTrip = roundTrip;
      this.offsetMillis = serverNow - (askedAt + roundTrip / 2);
    }
  }

  now(): number {
    return this.clock() + this.offsetMillis;
  }
}

const HURRY_MILLIS = 60_000;
/** Said aloud at five minutes, one minute and ten seconds, never each second. */
const SPOKEN_MILLIS = [300_000, 60_000, 10_000] as const;

export interface HoldLeft {
  readonly millis: number;
  readonly over: boolean;
  readonly hurry: boolean;
}

export function holdLeft(expiresAt: number, serverNow: number): HoldLeft {
  const millis = Math.max(0, expiresAt - serverNow);
  return { millis, over: millis === 0, hurry: millis <= HURRY_MILLIS };
}

/** The mark that was passed between two looks at the clock, if any. */
export function spokenMark(before: number, now: number): number | undefined {
  return SPOKEN_MILLIS.find((mark) => before > mark && now <= mark && now > 0);
}
