/** Drops and waiting lists on the wire. Times are epoch milliseconds. */

/** One's own entry in a drop. */
export interface Entered {
  readonly drop: string;
  readonly entry: string;
  readonly quantity: number;
  readonly state: 'entered' | 'won' | 'waiting' | 'passed' | 'lost';
  readonly place: number | null;
  /** How many stand before one among those who wait. */
  readonly ahead: number | null;
  /** Where what was won is paid, and until when. */
  readonly checkout: string | null;
  readonly expiresAt: number | null;
  readonly ordered: boolean;
}

/** One's place in the line for something sold out. */
export interface Waiting {
  readonly sku: string;
  readonly state: string;
  readonly ahead: number;
  /** Where the freed unit is paid, and until when it is held. */
  readonly checkout: string | null;
  readonly expiresAt: number | null;
}
