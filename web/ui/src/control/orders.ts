/** The list of orders. Pure: pages as the server sent them, and the entries of the backstage since. */
import type { ListedOrder, OrderState } from './control';

/** So many are kept on the page; older ones are a request away. */
export const ORDERS_KEPT_MAX = 500;

/** Newest first, each once; what came later replaces what was known. */
export function mergeOrders(known: readonly ListedOrder[], page: readonly ListedOrder[]): readonly ListedOrder[] {
  const byId = new Map(known.map((order) => [order.id, order]));
  for (const order of page) byId.set(order.id, order);
  return [...byId.values()]
    .sort((a, b) => b.placedAt - a.placedAt || (a.number < b.number ? 1 : -1))
    .slice(0, ORDERS_KEPT_MAX);
}

/** A change of state shows before the next page is read. */
export function changeOrder(known: readonly ListedOrder[], id: string, state: string): readonly ListedOrder[] {
  return isOrderState(state) ? known.map((order) => (order.id === id ? { ...order, state } : order)) : known;
}

function isOrderState(state: string): state is OrderState {
  return ['prepared', 'placed', 'accepted', 'paid_short', 'cancelled', 'expired'].includes(state);
}
