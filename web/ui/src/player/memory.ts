/** Where a few words are kept between pages; may refuse. */
export interface Shelf {
  read(): string | null;
  write(text: string): void;
}

/** What the player remembers for this tab's session. */
export interface Remembered {
  readonly quality: string;
  readonly stable: boolean;
  /** Bits per second of this line when it was last measured; null before. */
  readonly line: number | null;
}

const NAME = 'nigiwai.player';
const NOTHING: Remembered = { quality: 'auto', stable: false, line: null };
const LINE_UNKNOWN = 1_200_000;
const LINE_LEAST = 150_000;
const LINE_MOST = 8_000_000;
const QUALITY_LENGTH_MAX = 32;

/** Reads and writes it; what is not of its shape is forgotten. */
export class PlayerMemory {
  private known: Remembered;

  constructor(private readonly shelf: Shelf = tabShelf(NAME)) {
    this.known = readRemembered(shelf.read());
  }

  get now(): Remembered {
    return this.known;
  }

  keep(more: Partial<Remembered>): void {
    this.known = { ...this.known, ...more };
    this.shelf.write(JSON.stringify(this.known));
  }

  /** What to assume of the line before the first measurement. */
  get lineToAssume(): number {
    const { line } = this.known;
    return line === null ? LINE_UNKNOWN : Math.min(LINE_MOST, Math.max(LINE_LEAST, line));
  }
}

export function readRemembered(text: string | null): Remembered {
  if (text === null) return NOTHING;
  try {
    const read = JSON.parse(text) as Partial<Record<keyof Remembered, unknown>> | null;
    const quality = typeof read?.quality === 'string' && read.quality.length <= QUALITY_LENGTH_MAX ? read.quality : 'auto';
    const line = typeof read?.line === 'number' && Number.isFinite(read.line) ? read.line : null;
    return { quality, stable: read?.stable === true, line };
  } catch {
    return NOTHING;
  }
}

function tabShelf(name: string): Shelf {
  return {
    read: () => {
      try {
        return sessionStorage.getItem(name);
      } catch {
        return null;
      }
    },
    write: (text) => {
      try {
        sessionStorage.setItem(name, text);
      } catch {
        // Storage refused: remembered until the page goes.
      }
    },
  };
}
