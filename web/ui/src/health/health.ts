/** What the server says about a show's stream, and what the pages make of it. */
import { inLanguage, msg } from '../ui/i18n';

export type Light = 'off' | 'good' | 'warn' | 'bad';

export interface Advice {
  readonly code: string;
  readonly level: 'info' | 'warn' | 'bad';
  readonly ja: string;
  readonly en: string;
  readonly value: number;
}

export interface Heard {
  readonly momentary: number | null;
  readonly shortTerm: number | null;
  readonly recent: number | null;
  readonly integrated: number | null;
  readonly recentTruePeak: number;
}

export interface HealthReport {
  readonly at: number;
  readonly connected: boolean;
  readonly rehearsal: boolean;
  readonly light: Light;
  readonly summary: { readonly ja: string; readonly en: string };
  readonly advice: readonly Advice[];
  readonly publisher: { readonly encoder: string; readonly backup: boolean; readonly uptimeMillis: number; readonly takeovers: number } | null;
  readonly video: {
    readonly width: number;
    readonly height: number;
    readonly framesPerSecondStated: number;
    readonly framesPerSecond: number;
    readonly kilobits: number;
    readonly keyFrameIntervalMillis: number;
  } | null;
  readonly sound: { readonly sampleRate: number; readonly channels: number; readonly kilobits: number; readonly offsetMillis: number; readonly heard: Heard | null } | null;
  readonly network: { readonly jitterMillis: number; readonly behindMillis: number; readonly gapMillis: number };
  readonly encoder: { readonly speed: number | null; readonly lagMillis: number; readonly droppedNow: number; readonly suspended: readonly string[] };
}

/** The light in one word: it is never told by colour alone. */
export function lightWords(light: Light): string {
  switch (light) {
    case 'good':
      return msg('良好', { id: 'health.light.good' });
    case 'warn':
      return msg('注意', { id: 'health.light.warn' });
    case 'bad':
      return msg('要対応', { id: 'health.light.bad' });
    case 'off':
      return msg('未接続', { id: 'health.light.off' });
  }
}

export function summaryWords(report: HealthReport): string {
  return inLanguage(report.summary.ja, report.summary.en);
}

/** The advice below the summary: the first one is the summary unless that says all is well. */
export function furtherAdvice(report: HealthReport): readonly Advice[] {
  return report.advice.filter((advice) => advice.ja !== report.summary.ja);
}
