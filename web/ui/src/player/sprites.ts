import { beside } from './sources';

/** One small picture of the show and the seconds of the playlist for which it stands. */
export interface Sprite {
  readonly from: number;
  readonly to: number;
  readonly url: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LIST_MAX = 20_000;

/** Reads a WebVTT list of sprites (`sheet.jpg#xywh=0,0,160,90`); what it does not understand is left out. */
export function readSprites(text: string, base: string): readonly Sprite[] {
  const list: Sprite[] = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length && list.length < LIST_MAX; i++) {
    const times = /^([\d:.]+)\s+-->\s+([\d:.]+)/.exec(lines[i] ?? '');
    const place = /^(\S+?)#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)\s*$/.exec(lines[i + 1] ?? '');
    if (!times || !place) continue;
    const [, from = '', to = ''] = times;
    const [, url = '', x, y, width, height] = place;
    list.push({
      from: seconds(from),
      to: seconds(to),
      url: new URL(url, base).href,
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    });
  }
  return list;
}

/** The sprites of a show; an empty list where there are none. */
export async function loadSprites(source: string): Promise<readonly Sprite[]> {
  const address = new URL(beside(source, 'sprites.vtt'), location.href).href;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(8_000) });
    if (answer.ok) return readSprites(await answer.text(), address);
  } catch {
    // Without small pictures the times alone are shown.
  }
  return [];
}

export function spriteAt(list: readonly Sprite[], second: number): Sprite | null {
  return list.find((one) => one.from <= second && second < one.to) ?? null;
}

function seconds(clock: string): number {
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
