package live.nigiwai.shop.legal;

import java.util.regex.Pattern;
import live.nigiwai.shop.catalog.LocalText;

/**
 * Who sells, as 特定商取引法 第11条 wants it stated. As long as {@code seller} is empty the pages say that
 * they are a demo's.
 *
 * @param seller 販売業者: the registered name
 * @param manager 運営統括責任者
 * @param phone with the hours in which it is answered
 * @param invoiceNumber 適格請求書発行事業者登録番号, {@code T} and 13 digits; empty without one
 * @param license 酒類販売管理者標識, 古物商許可, 医薬品 and whatever else the goods need; empty without
 * @param moreTerms further terms of use; empty without
 */
public record LegalConfig(
    LocalText seller,
    LocalText manager,
    LocalText address,
    LocalText phone,
    String email,
    String invoiceNumber,
    LocalText license,
    LocalText moreTerms) {
  private static final Pattern INVOICE_NUMBER = Pattern.compile("T[0-9]{13}");

  public LegalConfig {
    if (!invoiceNumber.isEmpty() && !INVOICE_NUMBER.matcher(invoiceNumber).matches()) {
      throw new IllegalArgumentException("legal.invoice-number is T and 13 digits");
    }
    boolean stated = !seller.ja().isBlank();
    if (stated && (address.ja().isBlank() || phone.ja().isBlank() || manager.ja().isBlank())) {
      throw new IllegalArgumentException(
          "legal.seller needs legal.manager, legal.address and legal.phone beside it");
    }
  }

  public static LegalConfig defaults() {
    return new LegalConfig(
        LocalText.EMPTY,
        LocalText.EMPTY,
        LocalText.EMPTY,
        LocalText.EMPTY,
        "",
        "",
        LocalText.EMPTY,
        LocalText.EMPTY);
  }

  public boolean isDemo() {
    return seller.ja().isBlank();
  }

  /** What a demo says instead. */
  LegalConfig orDemo() {
    return isDemo()
        ? new LegalConfig(
            new LocalText("賑わい商店(デモ)", "Nigiwai Store (demo)"),
            new LocalText("賑井 太郎(デモ)", "Taro Nigii (demo)"),
            new LocalText("〒000-0000 東京都架空区見本町1-2-3", "1-2-3 Mihoncho, Tokyo (fictitious)"),
            new LocalText("03-0000-0000(平日10:00〜17:00)", "03-0000-0000 (weekdays 10:00-17:00)"),
            "shop@example.jp",
            "",
            license,
            moreTerms)
        : this;
  }
}
