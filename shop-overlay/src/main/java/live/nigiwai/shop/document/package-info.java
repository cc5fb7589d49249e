/**
 * The papers of an order: packing slip 納品書, receipt 領収書 or, for a shop with a registration number,
 * qualified invoice 適格請求書, and the return invoice 適格返還請求書 for what is paid back.
 *
 * <p>A {@link live.nigiwai.shop.document.Paper} is what one says, in figures that were stored with
 * the order and are never computed anew; {@code PaperRules} decides which there are; {@code
 * PaperRows} writes each down once; {@code PaperPdf} draws it. {@link
 * live.nigiwai.shop.document.Documents} is the door.
 */
@NullMarked
package live.nigiwai.shop.document;

import org.jspecify.annotations.NullMarked;
