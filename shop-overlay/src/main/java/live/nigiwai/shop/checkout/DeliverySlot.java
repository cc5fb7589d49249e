package live.nigiwai.shop.checkout;

import java.util.Arrays;
import java.util.Optional;
import live.nigiwai.shop.catalog.LocalText;

/** The hours in which the carriers of Japan bring a parcel 時間帯お届け. */
public enum DeliverySlot {
  MORNING("morning", "午前中", "in the morning"),
  FROM_14("14-16", "14〜16時", "2 to 4 pm"),
  FROM_16("16-18", "16〜18時", "4 to 6 pm"),
  FROM_18("18-20", "18〜20時", "6 to 8 pm"),
  FROM_19("19-21", "19〜21時", "7 to 9 pm");

  private final String wire;
  private final LocalText words;

  DeliverySlot(String wire, String ja, String en) {
    this.wire = wire;
    this.words = new LocalText(ja, en);
  }

  /** As it goes over the wire and into the database. */
  public String wire() {
    return wire;
  }

  public LocalText words() {
    return words;
  }

  public static Optional<DeliverySlot> of(String wire) {
    return Arrays.stream(values()).filter(slot -> slot.wire.equals(wire)).findFirst();
  }
}
