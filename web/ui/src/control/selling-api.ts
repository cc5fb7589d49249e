import { get, post, put } from '../ui/api';
import type { DropPlan, SaleMode, SellingView } from './selling';

/** The producer's requests about how things are sold in one show. */
export class SellingApi {
  private readonly path: string;

  constructor(show: string) {
    this.path = `/api/shows/${encodeURIComponent(show)}`;
  }

  read(): Promise<SellingView> {
    return get(`${this.path}/selling`);
  }

  setMode(product: string, mode: SaleMode): Promise<void> {
    return put(`${this.path}/products/${encodeURIComponent(product)}/mode`, { body: { mode } });
  }

  allot(sku: string, units: number): Promise<void> {
    return put(`${this.path}/stock/${encodeURIComponent(sku)}/allotment`, { body: { units } });
  }

  promise(product: string, prices: readonly { sku: string; yen: number }[], until: number, key: string): Promise<void> {
    return post(`${this.path}/timed-prices`, { body: { product, prices, until }, key });
  }

  endPrice(id: string): Promise<void> {
    return post(`${this.path}/timed-prices/${encodeURIComponent(id)}/end`);
  }

  correctPrice(id: string, reason: string): Promise<void> {
    return post(`${this.path}/timed-prices/${encodeURIComponent(id)}/correct`, { body: { reason } });
  }

  plan(plan: DropPlan, key: string): Promise<void> {
    return post(`${this.path}/drops`, { body: plan, key });
  }

  cancelDrop(id: string): Promise<void> {
    return post(`${this.path}/drops/${encodeURIComponent(id)}/cancel`);
  }
}
