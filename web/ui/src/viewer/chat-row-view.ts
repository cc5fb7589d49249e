import { html, nothing, type TemplateResult } from 'lit';
import type { Badge } from '../protocol/frames';
import { clock } from '../ui/format';
import { icon } from '../ui/icons';
import { inLanguage, msg, str } from '../ui/i18n';
import type { ChatRow } from './chat-rows';

/** What a row asks for. */
export interface RowActs {
  again(key: string): void;
  takeBack(key: string): void;
}

export function nameOf(row: Pick<ChatRow, 'mine' | 'badge' | 'name'>): string {
  if (row.mine && (row.badge === 'none' || row.badge === 'first')) return msg('あなた', { id: 'watch.you' });
  return row.name || msg('ゲスト', { id: 'watch.guest' });
}

export function badgeWords(badge: Badge): string {
  switch (badge) {
    case 'none':
      return '';
    case 'presenter':
      return msg('配信者', { id: 'watch.presenter' });
    case 'staff':
      return msg('スタッフ', { id: 'watch.staff' });
    case 'buyer':
      return msg('購入者', { id: 'talk.badge.buyer' });
    case 'member':
      return msg('常連', { id: 'talk.badge.member' });
    case 'first':
      return msg('はじめて', { id: 'talk.badge.first' });
  }
}

/** The row as one sentence. */
export function spokenRow(row: ChatRow): string {
  const parts = [badgeWords(row.badge), nameOf(row), questionWords(row), row.text, earlierWords(row), row.at === null || row.at === 0 ? '' : clock(row.at)];
  return parts.filter((part) => part !== '').join('\u3001');
}

export function questionWords(row: Pick<ChatRow, 'question'>): string {
  if (row.question === 'none') return '';
  return row.question === 'answered' ? msg('回答済み', { id: 'talk.answered' }) : msg('質問', { id: 'talk.question' });
}

function earlierWords(row: ChatRow): string {
  return row.earlier === null ? '' : msg(str`${row.earlier}秒前の映像について`, { id: 'talk.earlier' });
}

/** What is inside one item of the conversation. `me` is the name under which I can be named. */
export function rowContent(row: ChatRow, me: string, acts: RowActs): TemplateResult {
  return html`${quoteOf(row)}${row.badge === 'none' ? nothing : html`<span class="mark ${row.badge}">${badgeWords(row.badge)}</span>`}${row.question === 'none'
      ? nothing
      : html`<span class="mark ${row.question === 'answered' ? 'answered' : 'asks'}">${questionWords(row)}</span>`}<span class="name">${nameOf(row)}</span
    ><span class="text">${textOf(row, me)}</span>${row.answer?.text ? html`<span class="answer">${icon('reply')}${row.answer.text}</span>` : nothing}${row.earlier ===
    null
      ? nothing
      : html`<span class="earlier">${icon('clock')}${earlierWords(row)}</span>`}${stateOf(row, acts)}`;
}

function quoteOf(row: ChatRow): TemplateResult | typeof nothing {
  const { quote } = row;
  if (!quote) return nothing;
  const words = quote.text === '' ? msg('元のコメントは表示できません', { id: 'talk.quote-gone' }) : quote.text;
  return html`<span class="quote">${icon('reply')}<span>${quote.text === '' ? nothing : html`<b>${nameOf({ ...quote, badge: 'none' })}</b> `}${words}</span></span>`;
}

/** My name, where someone calls it, stands out. Links are words here: nothing leads away from the show. */
function textOf(row: ChatRow, me: string): TemplateResult | string {
  const call = `@${me}`;
  const at = row.toMe && me !== '' ? row.text.indexOf(call) : -1;
  if (at < 0) return row.text;
  return html`${row.text.slice(0, at)}<mark>${call}</mark>${row.text.slice(at + call.length)}`;
}

function stateOf(row: ChatRow, acts: RowActs): TemplateResult | typeof nothing {
  if (row.review === 'held') return html`<span class="state">${icon('clock')}${msg('確認後に表示されます', { id: 'talk.held' })}</span>`;
  if (row.review === 'rejected') return html`<span class="state">${msg('表示されませんでした', { id: 'talk.rejected' })}</span>`;
  if (row.state === 'sending') return html`<span class="state">${msg('送信中', { id: 'watch.sending' })}</span>`;
  if (row.state !== 'failed') return nothing;
  return html`<span class="state">
    ${row.reason?.ja ? inLanguage(row.reason.ja, row.reason.en) : msg('送信できませんでした。', { id: 'watch.not-sent' })}
    <button type="button" @click=${() => acts.again(row.key)}>${msg('再送', { id: 'watch.again' })}</button>
    <button type="button" @click=${() => acts.takeBack(row.key)}>${msg('取り消し', { id: 'watch.take-back' })}</button>
  </span>`;
}
