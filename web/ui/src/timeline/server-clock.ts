const SAMPLES_MAX = 20;

/**
 * The server's show clock, from the `now` of its frames. A frame can only arrive late, so of the
 * last samples the largest difference is the truest.
 */
export class ServerClock {
  private differences: number[] = [];

  constructor(private readonly local: () => number = Date.now) {}

  sample(serverNow: number): void {
    this.differences = [...this.differences.slice(1 - SAMPLES_MAX), serverNow - this.local()];
  }

  now(): number {
    return this.local() + (this.differences.length === 0 ? 0 : Math.max(...this.differences));
  }
}
