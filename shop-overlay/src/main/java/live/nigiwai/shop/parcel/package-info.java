/**
 * Sending many parcels at once: files for the carriers' own programs (ヤマト B2クラウド, 佐川 e飛伝Ⅲ), and
 * their tracking numbers back.
 *
 * <p>{@code Label} is what a carrier has to know of one parcel; {@code YamatoCsv} and {@code
 * SagawaCsv} write it down; {@code TrackingCsv} reads what they answer; {@link
 * live.nigiwai.shop.parcel.Parcels} is the door.
 */
@NullMarked
package live.nigiwai.shop.parcel;

import org.jspecify.annotations.NullMarked;
