import type { Outcome } from './requests';

/** A shop's word on who joins, for a while. */
export interface JoinToken {
  readonly token: string;
  /** Epoch milliseconds on this device's clock. */
  readonly until: number;
}

/** Given by the page that embeds a show: asked before each join without a token that still holds. */
export type TokenProvider = (show: string) => Promise<JoinToken | null>;

declare global {
  interface Window {
    nigiwaiJoinToken?: TokenProvider;
  }
}

/** The part of the surroundings that is used. */
interface Timers {
  now(): number;
  after(millis: number, action: () => void): () => void;
}

/** So long before its end a token is renewed. */
const AHEAD_MILLIS = 60_000;
const AGAIN_MILLIS = 10_000;

/** Keeps the join token fresh: asks the provider, and renews it on the open connection before it ends. */
export class JoinTokens {
  private held: JoinToken | null = null;
  private cancel: (() => void) | null = null;

  constructor(
    private readonly show: string,
    private readonly provider: TokenProvider,
    private readonly timers: Timers,
  ) {}

  /** The token for a join; null when the provider gives none: then one joins without. */
  async current(): Promise<string | null> {
    if (this.held === null || this.held.until - this.timers.now() < AGAIN_MILLIS) await this.ask();
    return this.held?.token ?? null;
  }

  /** The connection stands: tell it each fresh token in time. */
  keep(renew: (token: string) => Promise<Outcome>): void {
    this.pause();
    if (this.held === null) return;
    const wait = Math.max(AGAIN_MILLIS, this.held.until - AHEAD_MILLIS - this.timers.now());
    this.cancel = this.timers.after(wait, () => void this.renewNow(renew));
  }

  pause(): void {
    this.cancel?.();
    this.cancel = null;
  }

  /** The server says it is over, whatever the clock here says. */
  ended(): void {
    this.held = null;
  }

  private async renewNow(renew: (token: string) => Promise<Outcome>): Promise<void> {
    const before = this.held?.token;
    await this.ask();
    if (this.held !== null && this.held.token !== before) await renew(this.held.token);
    this.keep(renew);
  }

  private async ask(): Promise<void> {
    try {
      this.held = await this.provider(this.show);
    } catch {
      // The shop's page could not say; the old one counts until it ends.
      if (this.held !== null && this.held.until <= this.timers.now()) this.held = null;
    }
  }
}

/** Null where the page gives no tokens. */
export function joinTokens(show: string, timers: Timers): JoinTokens | null {
  const provider = window.nigiwaiJoinToken;
  return provider === undefined ? null : new JoinTokens(show, provider, timers);
}
