import { msg, str } from '../ui/i18n';
import { AUTO, SAVER, SOUND, type Quality, type QualityOption, type Rung } from './quality';

/** What a choice is called; the automatic one tells what it plays now. */
export function optionWords({ quality, lines, source }: QualityOption, playing: Rung | null): string {
  if (quality === AUTO) {
    return playing && playing.lines > 0
      ? msg(str`自動（いま${playing.lines}p）`, { id: 'watch.quality.auto-now' })
      : msg('自動', { id: 'watch.quality.auto' });
  }
  if (quality === SAVER) return msg(str`データ節約（${lines}p）`, { id: 'watch.quality.saver' });
  if (quality === SOUND) return msg('音声のみ', { id: 'watch.quality.sound' });
  return source ? msg(str`${lines}p（原画）`, { id: 'watch.quality.source' }) : `${lines}p`;
}

/** What is chosen, in as few letters as fit a button. */
export function choiceWords(quality: Quality, options: readonly QualityOption[], playing: Rung | null): string {
  const chosen = options.find((option) => option.quality === quality) ?? options[0];
  return chosen ? optionWords(chosen, playing) : '';
}
