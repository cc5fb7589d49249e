/** Comments of others come into the page so often at most. */
const EVERY_MILLIS = 100;

/**
 * Draws the conversation with a frame of the screen: at once for own words, else at most ten times a
 * second, however often something is said. A hidden page draws nothing.
 */
export class TalkPump {
  private frame = 0;
  private drawnAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly draw: () => void,
    private readonly urgent: () => boolean,
  ) {}

  soon(): void {
    if (this.frame !== 0) return;
    const wait = this.urgent() ? 0 : this.drawnAt + EVERY_MILLIS - performance.now();
    if (wait > 0) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.soon();
      }, wait);
      return;
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawnAt = performance.now();
      this.draw();
    });
  }

  stop(): void {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.timer = undefined;
    this.frame = 0;
  }
}
