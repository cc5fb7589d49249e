/** How a request about one comment ended. `lost`: the connection went before the answer. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly code: string; readonly ja: string; readonly en: string }
  | { readonly kind: 'lost' };

/** So many may wait for an answer; more are lost at once. */
const WAITING_MAX = 32;

/** Requests on their way, by their number on this socket. None is repeated: the person sees how it ended. */
export class Requests {
  private readonly waiting = new Map<number, (outcome: Outcome) => void>();

  opened(id: number): Promise<Outcome> {
    if (this.waiting.size >= WAITING_MAX) return Promise.resolve({ kind: 'lost' });
    return new Promise((settle) => this.waiting.set(id, settle));
  }

  /** True when the answer belonged to one of these. */
  ended(id: number | undefined, outcome: Outcome): boolean {
    const settle = id === undefined ? undefined : this.waiting.get(id);
    if (id === undefined || !settle) return false;
    this.waiting.delete(id);
    settle(outcome);
    return true;
  }

  /** The socket is gone. */
  lost(): void {
    for (const settle of this.waiting.values()) settle({ kind: 'lost' });
    this.waiting.clear();
  }
}
