/** The figures behind the light, as words. Pure. */
import type { Heard, HealthReport } from '../health/health';
import { number } from '../ui/format';
import { language, msg, str } from '../ui/i18n';

export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly more: string;
  /** The codes of advice that speak of it. */
  readonly codes: readonly string[];
}

function decimals(value: number, digits: number): string {
  return new Intl.NumberFormat(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

export function seconds(millis: number): string {
  return msg(str`${decimals(millis / 1000, 1)} 秒`, { id: 'studio.seconds' });
}

const NONE = '–';

export function figuresOf(report: HealthReport, viewers: number): readonly Figure[] {
  const { video, sound, encoder, network } = report;
  const fps = video?.framesPerSecond ?? 0;
  return [
    {
      name: msg('映像ビットレート', { id: 'studio.figure.bitrate' }),
      value: video ? number(video.kilobits) : NONE,
      unit: 'kbps',
      more: video ? `${video.width}×${video.height}` : '',
      codes: ['bitrate_too_low', 'bitrate_too_high', 'upload_too_slow'],
    },
    {
      name: msg('コマ数', { id: 'studio.figure.frames' }),
      value: video ? decimals(fps, fps >= 59.5 || Number.isInteger(Math.round(fps * 10) / 10) ? 0 : 1) : NONE,
      unit: 'fps',
      more: video && video.framesPerSecondStated > 0 ? msg(str`設定 ${decimals(video.framesPerSecondStated, 0)}`, { id: 'studio.figure.stated' }) : '',
      codes: ['frames_missing', 'uneven_frames', 'pictures_missing'],
    },
    {
      name: msg('キーフレーム間隔', { id: 'studio.figure.key-frames' }),
      value: video && video.keyFrameIntervalMillis > 0 ? decimals(video.keyFrameIntervalMillis / 1000, 1) : NONE,
      unit: msg('秒', { id: 'studio.unit.seconds' }),
      more: msg('推奨 2 秒', { id: 'studio.figure.key-frames-wished' }),
      codes: ['key_frames_too_far', 'key_frames_rare', 'key_frames_too_close'],
    },
    {
      name: msg('回線のゆれ', { id: 'studio.figure.line' }),
      value: report.connected ? number(network.jitterMillis) : NONE,
      unit: msg('ミリ秒', { id: 'studio.unit.millis' }),
      more: network.behindMillis >= 200 ? msg(str`${seconds(network.behindMillis)}遅れ`, { id: 'studio.figure.behind' }) : '',
      codes: ['upload_too_slow', 'arrival_gaps', 'jitter', 'nothing_arrives', 'reconnecting_often'],
    },
    {
      name: msg('音と映像のずれ', { id: 'studio.figure.offset' }),
      value: sound ? number(sound.offsetMillis) : NONE,
      unit: msg('ミリ秒', { id: 'studio.unit.millis' }),
      more: sound ? `${decimals(sound.sampleRate / 1000, 1)} kHz` : '',
      codes: ['sound_offset', 'sound_drifts', 'sound_late'],
    },
    {
      name: msg('サーバーの変換', { id: 'studio.figure.encoder' }),
      value: encoder.speed === null ? number(encoder.lagMillis) : `${decimals(encoder.speed, 1)}×`,
      unit: encoder.speed === null ? msg('ミリ秒遅れ', { id: 'studio.figure.lag' }) : '',
      more: encoder.droppedNow > 0 ? msg(str`${number(encoder.droppedNow)} コマ間引き`, { id: 'studio.figure.dropped' }) : '',
      codes: ['server_cannot_keep_up', 'rung_suspended', 'frame_rate_lowered'],
    },
    {
      name: msg('視聴者', { id: 'studio.figure.viewers' }),
      value: number(viewers),
      unit: msg('人', { id: 'studio.unit.people' }),
      more: '',
      codes: [],
    },
  ];
}

/** The range that is drawn, in LUFS, and the part of it that is wished. */
export const METER = { low: -40, high: 0, from: -24, to: -14 } as const;

/** Where a loudness lies on the meter, in per cent. */
export function onMeter(loudness: number): number {
  const share = (loudness - METER.low) / (METER.high - METER.low);
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
}

export function loudnessWords(heard: Heard | null): string {
  const loudness = heard?.recent ?? heard?.shortTerm ?? null;
  return loudness === null ? NONE : decimals(loudness, 1);
}
