/**
 * The reading of a name, overheard from the input method: what was typed in kana before it became
 * 漢字. A guess that saves typing; whatever the buyer wrote themselves is never touched.
 */
import { isKana, kana } from './typed';

export class Overheard {
  private heard = '';
  private pending = '';

  /** `compositionupdate`: kana while they are typed, 漢字 once they are converted. */
  update(data: string): void {
    const reading = kana(data.replace(/[a-zａ-ｚ]/gi, ''));
    if (reading !== '' && isKana(reading)) this.pending = reading;
  }

  /** `compositionend`: the reading of the name so far. */
  end(data: string): string {
    if (data !== '') this.heard += this.pending;
    this.pending = '';
    return this.heard;
  }

  /** The name was emptied, or written without an input method. */
  forget(): void {
    this.heard = '';
    this.pending = '';
  }

  /** Whether `text` is nothing but what was overheard, so that it may be replaced. */
  isMine(text: string): boolean {
    return text === '' || kana(text) === this.heard;
  }
}
