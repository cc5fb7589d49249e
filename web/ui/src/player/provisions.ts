import { beside, hasPlaylist, withWindow } from './sources';

const ASK_EVERY_MILLIS = 60_000;

/** What else the server has for a show: what was kept of it, and its sound alone. */
export class Provisions {
  window = false;
  sound = false;
  private askedAt = -ASK_EVERY_MILLIS;

  constructor(private readonly source: string) {}

  /** Asks, not too often; true when the answer is news. */
  async ask(now: number): Promise<boolean> {
    if (now - this.askedAt < ASK_EVERY_MILLIS || (this.window && this.sound)) return false;
    this.askedAt = now;
    const [window, sound] = await Promise.all([
      hasPlaylist(withWindow(this.source), '?dvr'),
      hasPlaylist(beside(this.source, 'audio.m3u8'), '#EXTM3U'),
    ]);
    const news = window !== this.window || sound !== this.sound;
    this.window = window;
    this.sound = sound;
    return news;
  }
}
