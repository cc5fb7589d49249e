/** The desk's words for what the server names. */
import { msg } from '../ui/i18n';
import type { DeskState, Step } from './desk';

export function stateWords(state: DeskState): string {
  switch (state) {
    case 'placed':
      return msg('決済確認中', { id: 'desk.state.placed' });
    case 'awaiting_cash':
      return msg('入金待ち', { id: 'desk.state.awaiting-cash' });
    case 'paid':
      return msg('発送待ち', { id: 'desk.state.paid' });
    case 'accepted':
      return msg('承諾済み・発送待ち', { id: 'desk.state.accepted' });
    case 'shipped':
      return msg('発送済み', { id: 'desk.state.shipped' });
    case 'delivered':
      return msg('お届け済み', { id: 'desk.state.delivered' });
    case 'paid_short':
      return msg('在庫不足（要対応）', { id: 'desk.state.paid-short' });
    case 'cancelled':
      return msg('取り消し', { id: 'desk.state.cancelled' });
  }
}

export function stepWords(step: Step): string {
  switch (step) {
    case 'accept':
      return msg('承諾する', { id: 'desk.step.accept' });
    case 'ship':
      return msg('発送する', { id: 'desk.step.ship' });
    case 'deliver':
      return msg('お届け済みにする', { id: 'desk.step.deliver' });
    case 'cancel':
      return msg('注文を取り消す', { id: 'desk.step.cancel' });
    case 'refund':
      return msg('返金する', { id: 'desk.step.refund' });
    case 'return':
      return msg('返品を受け付ける', { id: 'desk.step.return' });
    case 'restock':
      return msg('在庫を引き当てる', { id: 'desk.step.restock' });
  }
}

export function outcomeWords(outcome: string): string {
  switch (outcome) {
    case 'shipped':
      return msg('発送しました', { id: 'desk.outcome.shipped' });
    case 'would_ship':
      return msg('発送できます', { id: 'desk.outcome.would-ship' });
    case 'already':
      return msg('発送済みでした', { id: 'desk.outcome.already' });
    case 'unknown_order':
      return msg('注文が見つかりません', { id: 'desk.outcome.unknown-order' });
    case 'bad_tracking':
      return msg('番号をご確認ください', { id: 'desk.outcome.bad-tracking' });
    default:
      return msg('発送できない状態です', { id: 'desk.outcome.wrong-state' });
  }
}
