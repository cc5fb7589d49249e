/** `auto`, `saver`, `sound`, or a rung by its name in the playlist (`source`, `480p`). */
export type Quality = string;

/** One rung of the ladder as the engine lists it. */
export interface Rung {
  readonly index: number;
  readonly name: string;
  /** The shorter side of the picture, which is how people name a quality; 0 when unknown. */
  readonly lines: number;
  readonly bitrate: number;
}

/** What the menu offers. */
export interface QualityOption {
  readonly quality: Quality;
  readonly lines: number;
  readonly source: boolean;
}

interface EngineLevel {
  readonly width: number;
  readonly height: number;
  readonly bitrate: number;
  readonly url: readonly string[];
}

const SOURCE = 'source';
export const AUTO: Quality = 'auto';
export const SAVER: Quality = 'saver';
export const SOUND: Quality = 'sound';

/** The rungs, best first. */
export function rungsOf(levels: readonly EngineLevel[]): readonly Rung[] {
  return levels
    .map((level, index) => {
      const name = /([^/?#]+)\.m3u8/.exec(level.url[0] ?? '')?.[1] ?? `level${index}`;
      const named = /^(\d{3,4})p$/.exec(name)?.[1];
      const shorter = Math.min(level.width || level.height, level.height || level.width);
      return { index, name, lines: named === undefined ? (shorter ?? 0) : Number(named), bitrate: level.bitrate };
    })
    .sort((one, other) => other.bitrate - one.bitrate);
}

/** Automatic, each rung down to the last but one, the last as the data saver, and sound alone. */
export function optionsOf(rungs: readonly Rung[], soundToo: boolean): readonly QualityOption[] {
  const pictures = rungs.filter((rung) => rung.lines > 0);
  const option = (quality: Quality, rung?: Rung): QualityOption => ({ quality, lines: rung?.lines ?? 0, source: rung?.name === SOURCE });
  const lowest = pictures.length > 1 ? pictures.at(-1) : undefined;
  return [
    option(AUTO),
    ...pictures.filter((rung) => rung !== lowest).map((rung) => option(rung.name, rung)),
    ...(lowest ? [option(SAVER, lowest)] : []),
    ...(soundToo ? [option(SOUND)] : []),
  ];
}

/** The engine's level for a choice; -1 lets it choose. A rung that is no longer there is chosen automatically. */
export function levelFor(quality: Quality, rungs: readonly Rung[]): number {
  if (quality === AUTO || quality === SOUND) return -1;
  if (quality === SAVER) return rungs.at(-1)?.index ?? -1;
  return rungs.find((rung) => rung.name === quality)?.index ?? -1;
}

/** What is chosen at the start: as last time in this session, else sparing where the device asks for it. */
export function firstQuality(remembered: Quality, saveData: boolean): Quality {
  return remembered === AUTO && saveData ? SAVER : remembered;
}
