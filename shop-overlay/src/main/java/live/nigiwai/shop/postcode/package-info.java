/**
 * From a postal code to an address, without asking anyone outside: Japan Post's 郵便番号データ kept in our
 * own database.
 *
 * <p>Read {@link live.nigiwai.shop.postcode.Postcodes} first; {@link
 * live.nigiwai.shop.postcode.KenAll} knows the file's oddities.
 */
@NullMarked
package live.nigiwai.shop.postcode;

import org.jspecify.annotations.NullMarked;
