package live.nigiwai.shop.checkout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import live.nigiwai.shop.payment.NextStep;
import live.nigiwai.shop.payment.Slip;
import org.jspecify.annotations.Nullable;

/**
 * What the buyer has to do before the payment is decided, on the wire and as it is stored.
 *
 * @param kind {@code redirect}, {@code challenge}, {@code element} or {@code slip}
 * @param clientSecret lets the provider's script in the buyer's page go on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NextView(
    String kind,
    @Nullable String url,
    @Nullable String clientSecret,
    @Nullable String publishableKey,
    @Nullable SlipView slip) {

  /**
   * 払込票.
   *
   * @param expiresAt the till refuses it from then on, in milliseconds since the epoch
   */
  public record SlipView(List<StoreView> stores, String number, String url, long expiresAt) {}

  /** What the till of a chain asks for. */
  public record StoreView(String store, String code) {}

  public static NextView of(NextStep step) {
    return switch (step) {
      case NextStep.Redirect(String url) -> new NextView("redirect", url, null, null, null);
      case NextStep.Challenge(String url) -> new NextView("challenge", url, null, null, null);
      case NextStep.Element(String secret, String key) ->
          new NextView("element", null, secret, key, null);
    };
  }

  public static NextView of(Slip slip) {
    var stores = slip.stores().stream().map(it -> new StoreView(it.store(), it.code())).toList();
    return new NextView(
        "slip",
        slip.url(),
        null,
        null,
        new SlipView(stores, slip.number(), slip.url(), slip.expiresAt().millis()));
  }

  /** Whoever has the secret can pay with it, so that it never reaches a log. */
  @Override
  public String toString() {
    return "NextView " + kind;
  }
}
