import type { QuestionNote, QuestionStatus } from '../protocol/frames';

/** So many own questions are remembered; the oldest go first. */
const QUESTIONS_MAX = 50;

/** An own question and how it stands. */
export interface MyQuestion {
  readonly eid: string;
  /** What was asked, where this page knows. */
  readonly asked: string;
  readonly status: QuestionStatus;
  readonly into: string | null;
  /** Where in the picture it was answered. */
  readonly mediaAt: number | null;
  readonly answer: string;
}

/** The questions of this person: what they asked here, and what the server says of each. */
export class MyQuestions {
  private list: readonly MyQuestion[] = [];

  /** Oldest first; the same array while nothing changed. */
  all(): readonly MyQuestion[] {
    return this.list;
  }

  asked(eid: string, words: string): void {
    const known = this.find(eid);
    this.put({ eid, status: 'new', into: null, mediaAt: null, answer: '', ...known, asked: words });
  }

  /** Returns true when its status is another than before. */
  told(note: Pick<QuestionNote, 'eid' | 'status' | 'into' | 'm' | 'x'>, words = ''): boolean {
    const known = this.find(note.eid);
    const { eid, status, into = null, m = null, x = '' } = note;
    this.put({ eid, asked: words === '' ? (known?.asked ?? '') : words, status, into, mediaAt: m, answer: x });
    return known?.status !== status;
  }

  private find(eid: string): MyQuestion | undefined {
    return this.list.find((one) => one.eid === eid);
  }

  private put(question: MyQuestion): void {
    const known = this.list.findIndex(({ eid }) => eid === question.eid);
    this.list = known < 0 ? [...this.list, question].slice(-QUESTIONS_MAX) : this.list.with(known, question);
  }
}
