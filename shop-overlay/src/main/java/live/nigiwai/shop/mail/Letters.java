package live.nigiwai.shop.mail;

import java.net.URI;
import java.time.Duration;
import live.nigiwai.shop.catalog.LocalText;

/**
 * The words of every letter, in Japanese and below that, where the shop wants it, in English. Pure.
 */
public final class Letters {
  private final LocalText shop;
  private final MailConfig config;
  private final String site;

  /**
   * @param site this platform as browsers reach it
   */
  public Letters(LocalText shop, MailConfig config, URI site) {
    this.shop = shop;
    this.config = config;
    String root = site.toString();
    this.site = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  /**
   * The code is in the text only: subjects are shown on locked screens.
   *
   * @param code digits
   * @param good how long it can be used
   */
  public Letter loginCode(String code, Duration good) {
    long minutes = good.toMinutes();
    return both(
        new LocalText("ログイン用の確認コード", "Your login code"),
        """
        %s のログイン用確認コードです。

            %s

        画面に入力してください。%d分間、コードを請求した端末でだけ使えます。
        お心当たりがない場合は、このメールを破棄してください。ログインはされません。
        当店がこのコードをお尋ねすることはありません。
        """
            .formatted(shop.ja(), code, minutes),
        """
        This is your login code for %s:

            %s

        Enter it on the page that asked for it. It works for %d minutes, in that browser only.
        If you did not ask for it, please ignore this mail: nobody has been logged in.
        We never ask you for this code.
        """
            .formatted(shop.en(), code, minutes));
  }

  /** The letter about an order; not for {@link MailKind#LOGIN_CODE}. */
  public Letter order(MailKind kind, OrderLetter order) {
    var words = OrderWords.of(kind, order);
    return both(
        new LocalText(
            words.subject().ja() + "(ご注文番号 " + order.number() + ")",
            words.subject().en() + " (order " + order.number() + ")"),
        order.buyer()
            + " 様\n\n"
            + words.opening().ja()
            + "\n\n"
            + OrderSummary.ja(order)
            + "\nご注文の内容と状況\n  "
            + link(order.page())
            + "\n",
        "Dear "
            + order.buyer()
            + ",\n\n"
            + words.opening().en()
            + "\n\n"
            + OrderSummary.en(order)
            + "\nYour order and its state\n  "
            + link(order.page())
            + "\n");
  }

  /** A path of this platform as an address; an address, or nothing, as it is. */
  String link(String pathOrAddress) {
    return pathOrAddress.startsWith("/") ? site + pathOrAddress : pathOrAddress;
  }

  private Letter both(LocalText subject, String ja, String en) {
    String subjectLine =
        "【" + shop.ja() + "】" + subject.ja() + (config.english() ? " / " + subject.en() : "");
    var text = new StringBuilder(ja).append(footJa());
    if (config.english()) {
      text.append("\n\n- - - - English - - - -\n\n").append(en).append(footEn());
    }
    return new Letter(subjectLine, text.toString());
  }

  private String footJa() {
    return "\n--\n"
        + shop.ja()
        + "\n特定商取引法に基づく表記: "
        + link("/legal")
        + "\nお問い合わせ: "
        + contact()
        + "\nこのメールはお手続きの確認のためお送りしています。\n";
  }

  private String footEn() {
    return "\n--\n"
        + shop.en()
        + "\nLegal notice: "
        + link("/legal")
        + "\nContact: "
        + contact()
        + "\n";
  }

  private String contact() {
    return config.replyTo().isEmpty() ? config.from() : config.replyTo();
  }
}
