package live.nigiwai.web.app;

import live.nigiwai.shop.Shop;
import live.nigiwai.shop.customer.Card;
import live.nigiwai.shop.customer.KnownBuyer;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;

/** What a viewer sees of the details they kept from an earlier order. */
record KnownView(
    String familyName,
    String givenName,
    String familyKana,
    String givenKana,
    String email,
    String phone,
    Object address,
    @Nullable CardView card) {
  /** Enough of a card to recognise it. */
  record CardView(String brand, String last4) {
    static @Nullable CardView of(@Nullable Card card) {
      return card == null ? null : new CardView(card.brand(), card.last4());
    }
  }

  static @Nullable KnownView of(Shop shop, ViewerId viewer) {
    return shop.knownBuyer(viewer).map(KnownView::of).orElse(null);
  }

  private static KnownView of(KnownBuyer known) {
    var buyer = known.buyer();
    return new KnownView(
        buyer.familyName(),
        buyer.givenName(),
        buyer.familyKana(),
        buyer.givenKana(),
        buyer.email(),
        buyer.phone(),
        buyer.address(),
        CardView.of(known.card()));
  }
}
