import type { Product } from '../../src/protocol/http';
import { offerOf, type Offer } from '../../src/shop/offer';

const SHOT =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="8" height="8"%3E%3Crect width="8" height="8" fill="%23ccc"/%3E%3C/svg%3E';

export function product(more: Partial<Product> = {}): Product {
  return {
    id: 'kyusu',
    name: '横手の急須 360ml',
    nameEn: 'Side-handled teapot',
    description: '手のひらに収まる丸い胴の急須です。',
    descriptionEn: 'A round-bellied teapot.',
    images: [{ url: SHOT, alt: '急須', altEn: 'Teapot', width: 8, height: 8 }],
    taxRate: 10,
    state: 'on_sale',
    perBuyer: 2,
    variants: [
      { sku: 'white', name: '白', nameEn: 'White', price: 6800, left: 3, of: 20 },
      { sku: 'ink', name: '墨', nameEn: 'Ink', price: 7200, left: 0, of: 10 },
    ],
    ...more,
  };
}

export function offer(more: Partial<Product> = {}): Offer {
  return offerOf(product(more), { saleOf: () => null, stockOf: () => null });
}
