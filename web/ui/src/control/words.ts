/** The console's words for states. */
import type { SaleState, StreamStatus } from '../protocol/http';
import { msg } from '../ui/i18n';
import type { OrderState } from './control';
import type { CueStanding } from './goods';

export function saleWords(state: SaleState): string {
  switch (state) {
    case 'hidden':
      return msg('非表示', { id: 'control.sale.hidden' });
    case 'coming':
      return msg('近日発売', { id: 'control.sale.coming' });
    case 'on_sale':
      return msg('販売中', { id: 'control.sale.on-sale' });
    case 'paused':
      return msg('一時停止', { id: 'control.sale.paused' });
    case 'ended':
      return msg('販売終了', { id: 'control.sale.ended' });
  }
}

export function orderWords(state: OrderState): string {
  switch (state) {
    case 'prepared':
      return msg('手続き中', { id: 'control.order.prepared' });
    case 'placed':
      return msg('決済確認中', { id: 'control.order.placed' });
    case 'accepted':
      return msg('確定', { id: 'control.order.accepted' });
    case 'paid_short':
      return msg('在庫不足（要対応）', { id: 'control.order.paid-short' });
    case 'cancelled':
      return msg('取り消し', { id: 'control.order.cancelled' });
    case 'expired':
      return msg('期限切れ', { id: 'control.order.expired' });
  }
}

export function streamWords(status: StreamStatus): string {
  switch (status) {
    case 'waiting':
      return msg('配信前', { id: 'control.stream.waiting' });
    case 'live':
      return msg('配信中', { id: 'control.stream.live' });
    case 'break':
      return msg('映像が途切れています', { id: 'control.stream.break' });
    case 'ended':
      return msg('終了', { id: 'control.stream.ended' });
  }
}

export function cueWords(standing: CueStanding): string {
  switch (standing) {
    case 'done':
      return msg('済', { id: 'control.cue.done' });
    case 'now':
      return msg('紹介中', { id: 'control.cue.now' });
    case 'next':
      return msg('次', { id: 'control.cue.next' });
    case 'later':
      return msg('予定', { id: 'control.cue.later' });
  }
}
