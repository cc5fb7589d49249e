/** Time that passes only when a test says so. */
export class FakeTime {
  private at: number;
  private timers: { due: number; action: () => void }[] = [];

  constructor(start = 1_000_000) {
    this.at = start;
  }

  now = (): number => this.at;

  after = (millis: number, action: () => void): (() => void) => {
    const timer = { due: this.at + millis, action };
    this.timers.push(timer);
    return () => (this.timers = this.timers.filter((other) => other !== timer));
  };

  pass(millis: number): void {
    const end = this.at + millis;
    for (;;) {
      const next = this.timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.at = Math.max(this.at, next.due);
      next.action();
    }
    this.at = end;
  }
}
