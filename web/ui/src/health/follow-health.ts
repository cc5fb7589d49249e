import { ApiError, get } from '../ui/api';
import type { HealthReport } from './health';

const POLL_MILLIS = 2_000;
const STALE_MILLIS = 5_000;
const AGAIN_MILLIS = 15_000;

export interface FollowOptions {
  /** Events each second, or asking each second second. */
  readonly events: boolean;
  readonly onChange: () => void;
}

/**
 * Follows one show's health while the page can be seen: as events, or, where those are refused or
 * not wanted, by asking. The browser reconnects events by itself.
 */
export class FollowHealth {
  report: HealthReport | null = null;
  /** Why there is none: 401, 403, 404. */
  refusal: ApiError | null = null;
  private heardAt = 0;
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private eventsFrom = 0;

  constructor(
    private readonly show: string,
    private readonly options: FollowOptions,
  ) {
    document.addEventListener('visibilitychange', this.seen);
    this.start();
  }

  stop(): void {
    this.stopped = true;
    document.removeEventListener('visibilitychange', this.seen);
    this.pause();
  }

  /** What is known is older than it should be. */
  stale(): boolean {
    return this.heardAt > 0 && Date.now() - this.heardAt > STALE_MILLIS;
  }

  private readonly seen = (): void => {
    if (document.visibilityState === 'hidden') this.pause();
    else if (this.source === null && this.timer === undefined) this.start();
  };

  private pause(): void {
    this.source?.close();
    this.source = null;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private start(): void {
    if (this.stopped || document.visibilityState === 'hidden') return;
    if (this.options.events && Date.now() >= this.eventsFrom) this.listen();
    else void this.ask();
  }

  private listen(): void {
    const source = new EventSource(`${this.path}/events`);
    this.source = source;
    source.addEventListener('health', ({ data }) => this.heard(JSON.parse(String(data)) as HealthReport));
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED || this.source !== source) return;
      // Refused: events never come back by themselves. Asking tells why, and goes on meanwhile.
      this.source = null;
      this.eventsFrom = Date.now() + AGAIN_MILLIS;
      void this.ask();
    });
  }

  private async ask(): Promise<void> {
    this.timer = undefined;
    try {
      this.heard(await get<HealthReport>(this.path));
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.refusal = [401, 403, 404].includes(failure.status) ? failure : null;
      this.options.onChange();
      if (this.refusal) return;
    }
    if (!this.stopped && document.visibilityState !== 'hidden') this.timer = setTimeout(() => this.again(), POLL_MILLIS);
  }

  private again(): void {
    this.timer = undefined;
    this.start();
  }

  private heard(report: HealthReport): void {
    this.report = report;
    this.refusal = null;
    this.heardAt = Date.now();
    this.options.onChange();
  }

  private get path(): string {
    return `/api/shows/${encodeURIComponent(this.show)}/stream/health`;
  }
}
