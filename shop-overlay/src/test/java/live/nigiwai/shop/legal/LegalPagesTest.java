package live.nigiwai.shop.legal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import org.junit.jupiter.api.Test;

class LegalPagesTest {
  private static final LocalText TEXT = new LocalText("文", "text");
  private static final LegalConfig SHOP =
      new LegalConfig(
          new LocalText("株式会社見本", "Mihon Inc."),
          new LocalText("見本 太郎", "Taro Mihon"),
          new LocalText("東京都渋谷区1-1", "1-1 Shibuya, Tokyo"),
          new LocalText("03-1234-5678", "03-1234-5678"),
          "shop@mihon.example",
          "T1234567890123",
          LocalText.EMPTY,
          LocalText.EMPTY);

  private static LegalPages pages(LegalConfig config, ExternalService... services) {
    return new LegalPages(
        config,
        () ->
            new LegalPages.SaleFacts(
                new LocalText("送料600円", "Shipping ¥600"),
                List.of(new LocalText("カード", "Card"), new LocalText("コンビニ", "Konbini")),
                new LocalText("8日以内", "within 8 days")),
        List.of(services));
  }

  private static String page(LegalPages pages, String id) {
    return pages.view().pages().stream()
        .filter(page -> page.id().equals(id))
        .findFirst()
        .orElseThrow()
        .items()
        .toString();
  }

  @Test
  void statesEveryItemOfTheLaw() {
    var pages = pages(SHOP);
    assertThat(pages.view().demo()).isFalse();
    assertThat(page(pages, "transactions"))
        .contains("株式会社見本", "見本 太郎", "東京都渋谷区1-1", "03-1234-5678", "shop@mihon.example")
        .contains("送料600円", "カード\nコンビニ", "引渡時期", "申込みの期間", "8日以内", "T1234567890123")
        .doesNotContain("許認可");
    assertThat(pages.view().pages())
        .flatExtracting(LegalPages.Page::items)
        .allMatch(item -> !item.text().ja().isBlank() && !item.text().en().isBlank());
  }

  @Test
  void saysThatADemoIsOne() {
    assertThat(pages(LegalConfig.defaults()).view().demo()).isTrue();
  }

  @Test
  void namesWhomAnythingIsSentToAndOnlyThem() {
    assertThat(page(pages(SHOP), "external")).contains("外部の事業者へ送信していません");
    assertThat(page(pages(SHOP, ExternalService.STRIPE), "external"))
        .contains("Stripe", "https://stripe.com/jp/privacy")
        .doesNotContain("送信していません");
    assertThat(page(pages(SHOP, ExternalService.mail("mail.mihon.example")), "external"))
        .contains("mail.mihon.example");
    assertThat(page(pages(SHOP, ExternalService.STRIPE), "privacy")).contains("外部送信");
  }

  @Test
  void refusesASellerWithoutAnAddressAndANumberThatIsNone() {
    assertThatThrownBy(() -> with(SHOP, LocalText.EMPTY, "")).hasMessageContaining("legal.address");
    assertThatThrownBy(() -> with(SHOP, TEXT, "T123")).hasMessageContaining("invoice-number");
  }

  private static LegalConfig with(LegalConfig of, LocalText address, String invoiceNumber) {
    return new LegalConfig(
        of.seller(),
        of.manager(),
        address,
        of.phone(),
        of.email(),
        invoiceNumber,
        of.license(),
        of.moreTerms());
  }
}
