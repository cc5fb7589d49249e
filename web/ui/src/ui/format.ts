/** Numbers, money, stock and times as words: the one place that knows how they are written. */
import { language, msg, str, type Language } from './i18n';

const TOKYO = 'Asia/Tokyo';
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(lang: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${lang}${JSON.stringify(options)}`;
  const made = (cache.get(key) as Intl.NumberFormat | undefined) ?? new Intl.NumberFormat(lang === 'ja' ? 'ja-JP' : 'en-US', options);
  cache.set(key, made);
  return made;
}

function dates(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${lang}${JSON.stringify(options)}`;
  const made =
    (cache.get(key) as Intl.DateTimeFormat | undefined) ??
    new Intl.DateTimeFormat(lang === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: TOKYO, ...options });
  cache.set(key, made);
  return made;
}

/** `1,980` */
export function number(value: number): string {
  return numbers(language(), {}).format(value);
}

/** `1.2万`, `12K`: for counts where the exact number does not matter. */
export function compact(value: number): string {
  return value < 10_000 ? number(value) : numbers(language(), { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** `1,980円`, `¥1,980` */
export function yen(amount: number): string {
  return language() === 'ja' ? `${number(amount)}円` : `¥${number(amount)}`;
}

/** The small words after a price: every price shown includes tax. */
export function taxIncluded(): string {
  return msg('(税込)', { id: 'ui.tax-included' });
}

/** `1,980円(税込)` */
export function price(amount: number): string {
  return language() === 'ja' ? `${yen(amount)}${taxIncluded()}` : `${yen(amount)} ${taxIncluded()}`;
}

export type StockLevel = 'none' | 'last' | 'few' | 'plenty';

/** The last fifth, or five pieces, are few; the last three are named as such. */
export function stockLevel(left: number, of: number): StockLevel {
  if (left <= 0) return 'none';
  if (left <= 3) return 'last';
  return left <= Math.max(5, Math.floor(of / 5)) ? 'few' : 'plenty';
}

/** `完売しました`, `残り3点`, `在庫あり` */
export function stockWords(left: number, of: number): string {
  switch (stockLevel(left, of)) {
    case 'none':
      return msg('完売しました', { id: 'ui.stock.none' });
    case 'last':
    case 'few':
    case 'plenty':
      return msg(str`残り${number(left)}点`, { id: 'ui.stock.left' });
  }
}

/** `02:15`, `1:02:15`; never negative. */
export function countdown(millis: number): string {
  const all = Math.max(0, Math.ceil(millis / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(all / 3600);
  const rest = `${two(Math.floor((all % 3600) / 60))}:${two(all % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** `あと 02:15` */
export function timeLeft(millis: number): string {
  return msg(str`あと ${countdown(millis)}`, { id: 'ui.time-left' });
}

/** `23:13`, with `JST` in English. */
export function clock(at: number): string {
  const text = dates(language(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  return language() === 'ja' ? text : `${text} JST`;
}

/** `23:13:05`, for staff. */
export function clockSeconds(at: number): string {
  return dates(language(), { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `9月21日(月) 23:13` */
export function dateTime(at: number): string {
  const day = dates(language(), { month: language() === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short' }).format(at);
  return `${day} ${clock(at)}`;
}

/** `12月1日(火)` of a day written `2026-12-01`. */
export function dateOnly(day: string): string {
  return dates(language(), { month: language() === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short' }).format(new Date(`${day}T00:00:00+09:00`));
}

const graphemeCutter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Length as a person counts it: 👨‍👩‍👧 is one. */
export function graphemes(text: string): number {
  let count = 0;
  for (const _ of graphemeCutter.segment(text)) count++;
  return count;
}

/** The first `most` graphemes of the text. */
export function clipGraphemes(text: string, most: number): string {
  let count = 0;
  for (const { index } of graphemeCutter.segment(text)) if (count++ === most) return text.slice(0, index);
  return text;
}
