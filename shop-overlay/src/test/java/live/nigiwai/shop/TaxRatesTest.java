package live.nigiwai.shop;

import static org.assertj.core.api.Assertions.assertThat;

import live.nigiwai.runtime.http.Role;
import live.nigiwai.testkit.Eventually;
import org.junit.jupiter.api.Test;

/** Tax rates are dated rows. */
class TaxRatesTest {
  /** A rate of a day that has begun in Japan counts; one of a coming day does not. */
  @Test
  void rateCountsFromItsDayInJapan() {
    try (var scene = new ShopScene()) {
      scene.selling(5);
      scene.change(
          """
          INSERT INTO shop_tax_rate (category, valid_from, percent)
          VALUES ('STANDARD', (now() AT TIME ZONE 'Asia/Tokyo')::date + 2, 15)
          """);
      assertThat(rate(scene)).isEqualTo(10);
      scene.change(
          """
          UPDATE shop_tax_rate SET valid_from = (now() AT TIME ZONE 'Asia/Tokyo')::date
           WHERE percent = 15
          """);
      scene
          .staff(Role.PRODUCER)
          .put("/api/shows/demo/products/bowl/state", "{\"state\":\"paused\"}")
          .expect(200);
      Eventually.holds(() -> assertThat(rate(scene)).isEqualTo(15));
    }
  }

  private static long rate(ShopScene scene) {
    return scene.buyer("hana").get("/api/shows/demo/products").number("/products/0/taxRate");
  }
}
