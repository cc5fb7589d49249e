package live.nigiwai.shop.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import live.nigiwai.shop.catalog.LocalText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LettersTest {
  private final Letters letters =
      new Letters(
          new LocalText("賑わい商店", "Nigiwai Store"),
          MailConfig.defaults(),
          URI.create("https://shop.example.jp/"));

  @ParameterizedTest
  @EnumSource
  void everyLetterSaysInBothLanguagesWhoWritesAndWhereToAsk(MailKind kind) {
    var letter = Specimen.of(kind, letters);
    assertThat(letter.subject()).startsWith("【賑わい商店】").doesNotContain("\n");
    assertThat(letter.text())
        .contains("賑わい商店", "Nigiwai Store", "https://shop.example.jp/legal", "English");
    assertThat(letter.toString()).doesNotContain("はな");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOGIN_CODE")
  void everyLetterAboutAnOrderShowsWhatItCostsTaxIncluded(MailKind kind) {
    assertThat(Specimen.of(kind, letters).text())
        .contains("N100001", "お支払い総額(税込)  7,780円", "Total, tax included  ¥7,780")
        .contains("8%対象 1,010円、うち消費税 74円", "柚子マーマレード × 1  1,080円 (8%)", "クーポン HARU  -500円")
        .contains("https://shop.example.jp/orders/");
  }

  @Test
  void theReceiptIsNoAcceptanceAndTheShippingIs() {
    assertThat(Specimen.of(MailKind.RECEIVED, letters).text())
        .contains("受付のお知らせです", "発送したときに", "confirms its receipt only")
        .doesNotContain("契約が成立しました");
    assertThat(Specimen.of(MailKind.SHIPPED, letters).text())
        .contains("ご注文を承諾し、売買契約が成立しました", "0000-0000-0000");
    assertThat(Specimen.of(MailKind.ACCEPTED, letters).text()).contains("売買契約が成立しました");
  }

  @Test
  void theSlipSaysWhatToPayWhereAndUntilWhen() {
    assertThat(Specimen.of(MailKind.PAYMENT_SLIP, letters).text())
        .contains("0000000000000", "2026年3月8日(日) 20:00", "セブン-イレブン");
  }

  @Test
  void theRefundSaysHowMuch() {
    assertThat(Specimen.of(MailKind.REFUNDED, letters).text()).contains("3,300円の返金");
  }

  @Test
  void aCodeIsNotReadableOnALockedScreen() {
    var letter = letters.loginCode("314159", Duration.ofMinutes(10));
    assertThat(letter.subject()).doesNotContain("314159");
    assertThat(letter.text()).contains("    314159\n", "10分間", "10 minutes");
  }

  @Test
  void aSubjectCannotBecomeASecondHeader() {
    assertThatThrownBy(() -> new Letter("x\r\nBcc: a@example.jp", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPasswordIsNeverSentReadably() {
    var config = MailConfig.defaults();
    assertThatThrownBy(
            () ->
                new MailConfig(
                    "mail.example.jp",
                    25,
                    MailConfig.Security.NONE,
                    "user",
                    config.password(),
                    config.from(),
                    "",
                    config.folder(),
                    true))
        .hasMessageContaining("starttls");
  }
}
