/**
 * What the law wants a shop to say about itself, from its settings: 特定商取引法に基づく表記, 利用規約, プライバシー and
 * 外部送信.
 *
 * <p>Read {@link live.nigiwai.shop.legal.LegalConfig} first; {@link
 * live.nigiwai.shop.legal.LegalPages} writes the pages from it.
 */
@NullMarked
package live.nigiwai.shop.legal;

import org.jspecify.annotations.NullMarked;
