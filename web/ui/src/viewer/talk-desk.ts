import { announce } from '../ui/announce';
import { REACTIONS, type Reaction } from '../protocol/client-frames';
import type { Note } from '../protocol/frames';
import type { Outcome } from '../timeline/requests';
import { ApiError } from '../ui/api';
import { clock } from '../ui/format';
import { inLanguage, msg, str } from '../ui/i18n';
import type { ChatRow } from './chat-rows';
import { nameOf } from './chat-row-view';
import type { MenuAct } from './nw-comment-menu';
import { ReactionsSeen } from './reactions';
import type { TalkModel } from './talk-model';

/** What the desk needs from the page it serves. */
export interface DeskPage {
  say(words: string): void;
  rise(count: number, kind: Reaction): void;
  erase(eid: string): void;
}

/**
 * Carries out what a viewer asks for in the conversation and says how it ended; tells them, and
 * their screen reader, what concerns them: a reply, an answered question, a moderator's decision.
 */
export class TalkDesk {
  private readonly reactions = new ReactionsSeen();
  /** The newest row that was looked at for a reply to me. */
  private heard = 0;

  constructor(
    private readonly talk: TalkModel,
    private readonly page: DeskPage,
  ) {}

  /** Listens to the session; returns the way to stop. */
  attend(): () => void {
    const { session } = this.talk;
    const stops = [
      session.onNote((note) => this.noted(note)),
      session.fold.onEntry((entry) => {
        if (entry.t === 'comment_deleted') this.page.erase(entry.eid);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Lets what others sent rise. */
  reactionsCame(): void {
    const { hearts, reactions } = this.talk.session.fold;
    for (const kind of REACTIONS) {
      const came = this.reactions.came(kind, kind === 'heart' ? hearts : (reactions[kind] ?? 0));
      if (came > 0) this.page.rise(came, kind);
    }
  }

  react(kind: Reaction): void {
    this.reactions.tapped(kind);
    this.page.rise(1, kind);
    this.talk.session.react(kind);
  }

  /** Someone has answered or named me. */
  rowsCame(rows: readonly ChatRow[]): void {
    const newest = rows.findLast(({ offset }) => offset > 0)?.offset ?? 0;
    if (this.heard > 0) {
      const call = rows.findLast(({ offset, toMe }) => toMe && offset > this.heard);
      if (call) announce(msg(str`${nameOf(call)}さんからあなたへ：${call.text}`, { id: 'talk.to-me' }));
    }
    if (newest > 0) this.heard = newest;
  }

  async act(row: ChatRow, act: MenuAct): Promise<void> {
    const { eid } = row;
    if (act.kind === 'reply') this.talk.reply(row);
    if (act.kind === 'hide') {
      this.talk.hide(row);
      this.page.say(msg('表示しないようにしました。「その他」から戻せます。', { id: 'talk.did.hide' }));
    }
    if (eid === null) return;
    switch (act.kind) {
      case 'reply':
      case 'hide':
        return;
      case 'ask':
        return this.end(await this.talk.ask({ c: 'ask', eid }), msg('質問として受け付けました。', { id: 'talk.did.ask' }));
      case 'vote':
      case 'unvote':
        return this.vote(eid, act.kind === 'vote');
      case 'delete':
        return this.end(await this.talk.ask({ c: 'del', eid }), msg('コメントを削除しました。', { id: 'talk.did.delete' }));
      case 'report':
        return this.end(await this.talk.report(eid, act.why), msg('報告を受け付けました。ありがとうございます。', { id: 'talk.did.report' }));
    }
  }

  async vote(eid: string, on: boolean): Promise<void> {
    this.end(await this.talk.vote(eid, on), '');
  }

  /** My questions of an earlier visit; without an answer of the server those of this one are shown. */
  async readQuestions(): Promise<void> {
    try {
      await this.talk.readQuestions();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
    }
  }

  private end(outcome: Outcome, done: string): void {
    if (outcome.kind === 'done') {
      if (done !== '') this.page.say(done);
    } else if (outcome.kind === 'lost') {
      this.page.say(msg('接続が切れていたため、受け付けられませんでした。もう一度お試しください。', { id: 'talk.lost' }));
    } else {
      this.page.say(inLanguage(outcome.ja, outcome.en) || msg('受け付けられませんでした。', { id: 'talk.refused' }));
    }
  }

  private noted(note: Note): void {
    const words = noteWords(note);
    if (words !== '') this.page.say(words);
  }
}

function noteWords(note: Note): string {
  switch (note.k) {
    case 'mine':
      return '';
    case 'held':
      return note.status === 'shown'
        ? msg('確認が済み、コメントが表示されました。', { id: 'talk.note.shown' })
        : msg('確認の結果、コメントは表示されませんでした。', { id: 'talk.note.rejected' });
    case 'sanction':
      if (note.kind !== 'mute') return msg('コメントできるようになりました。', { id: 'talk.note.lifted' });
      return note.until === undefined
        ? msg('現在コメントできません。', { id: 'talk.muted' })
        : msg(str`${clock(note.until)}までコメントできません。`, { id: 'talk.note.muted' });
    case 'question':
      if (note.status === 'answered') return msg('あなたの質問に回答がありました。', { id: 'talk.note.answered' });
      if (note.status === 'private') return msg('あなたの質問に個別の回答が届きました。', { id: 'talk.note.private' });
      return note.status === 'grouped' ? msg('あなたの質問を同じ質問とまとめました。', { id: 'talk.note.grouped' }) : '';
  }
}
