/** Numbers over time, with a bound on how much is remembered. */

const MINUTE_MILLIS = 60_000;

/** How many happened in the last minute. */
export class PerMinute {
  private times: number[] = [];

  constructor(private readonly keptMax = 5_000) {}

  add(at: number): void {
    this.times.push(at);
    if (this.times.length > this.keptMax) this.times.shift();
  }

  count(now: number): number {
    const first = this.times.findIndex((at) => at > now - MINUTE_MILLIS);
    this.times = first < 0 ? [] : this.times.slice(first);
    return this.times.length;
  }
}

/** The last samples of a number, one per interval. */
export class History {
  private values: readonly number[] = [];
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly everyMillis: number,
    private readonly keptMax: number,
  ) {}

  sample(value: number, now: number): boolean {
    if (now - this.lastAt < this.everyMillis) return false;
    this.lastAt = now;
    this.values = [...this.values, value].slice(-this.keptMax);
    return true;
  }

  all(): readonly number[] {
    return this.values;
  }
}

/** Points of a line through the values, in a box of this size; one value is a flat line. */
export function linePoints(values: readonly number[], width: number, height: number): string {
  if (values.length === 0) return '';
  const drawn = values.length === 1 ? [values[0]!, values[0]!] : values;
  const low = Math.min(...drawn);
  const span = Math.max(...drawn) - low || 1;
  const flat = Math.max(...drawn) === low;
  return drawn
    .map((value, index) => {
      const x = (index / (drawn.length - 1)) * width;
      const y = flat ? height / 2 : height - ((value - low) / span) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}
