package live.nigiwai.shop.legal;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.shop.catalog.LocalText;

/**
 * {@code GET /api/legal}: the four pages as lists of items. What is said about prices, payment and
 * returns comes from the same settings by which the shop sells, so that page and shop cannot
 * differ.
 */
public final class LegalPages {
  private final LegalConfig config;
  private final Supplier<SaleFacts> facts;
  private final List<ExternalService> services;

  /**
   * @param facts how the shop sells now
   * @param services who receives anything, as configured
   */
  public LegalPages(LegalConfig config, Supplier<SaleFacts> facts, List<ExternalService> services) {
    this.config = config.orDemo();
    this.facts = facts;
    this.services = List.copyOf(services);
    this.demo = config.isDemo();
  }

  private final boolean demo;

  /**
   * How the shop sells.
   *
   * @param charges 商品代金以外の必要料金
   * @param payments one sentence per way of paying, with its time
   * @param returns 申込みの撤回・返品
   */
  public record SaleFacts(LocalText charges, List<LocalText> payments, LocalText returns) {
    public SaleFacts {
      payments = List.copyOf(payments);
    }
  }

  record Item(LocalText term, LocalText text) {}

  record Page(String id, LocalText title, List<Item> items) {}

  record View(boolean demo, List<Page> pages) {}

  public void mount(Router router, Endpoints endpoints) {
    router
        .get("/api/legal")
        .handler(
            endpoints.on(
                context -> new Answer(200, view(), Map.of("Cache-Control", "max-age=60"))));
  }

  View view() {
    return new View(demo, List.of(transactions(), terms(), privacy(), external()));
  }

  private Page transactions() {
    var sale = facts.get();
    var items = new ArrayList<Item>();
    items.add(item("販売業者", "Seller", config.seller()));
    items.add(item("運営統括責任者", "Person in charge", config.manager()));
    items.add(item("所在地", "Address", config.address()));
    items.add(item("電話番号", "Phone", config.phone()));
    items.add(item("メールアドレス", "E-mail", new LocalText(config.email(), config.email())));
    items.add(
        item(
            "販売価格",
            "Price",
            new LocalText("各商品に税込価格で表示します。", "Shown with each product, tax included.")));
    items.add(item("商品代金以外の必要料金", "Other charges", sale.charges()));
    items.add(item("支払の方法と時期", "When and how to pay", joined(sale.payments())));
    items.add(
        item(
            "引渡時期",
            "Delivery",
            new LocalText(
                "商品ごとに、ご注文の最終確認画面へ発送期限を表示します。",
                "The final confirmation screen states the dispatch date for each order.")));
    items.add(
        item(
            "申込みの期間",
            "Time to order",
            new LocalText(
                "番組中のお取り置きとタイムセールには期限があります。期限は商品と最終確認画面に日時で表示します。",
                "Goods held during a show and timed prices end at a moment that the product and the"
                    + " final confirmation screen state.")));
    items.add(item("申込みの撤回・返品", "Cancellation and returns", sale.returns()));
    add(items, "許認可・資格", "Licences", config.license());
    add(
        items,
        "適格請求書発行事業者登録番号",
        "Invoice registration number",
        new LocalText(config.invoiceNumber(), config.invoiceNumber()));
    return new Page("transactions", new LocalText("特定商取引法に基づく表記", "Legal notice (sales)"), items);
  }

  private Page terms() {
    var items = LegalWords.terms(config.seller());
    add(items, "その他", "Further terms", config.moreTerms());
    return new Page("terms", new LocalText("利用規約", "Terms of use"), items);
  }

  private Page privacy() {
    return new Page(
        "privacy",
        new LocalText("プライバシーポリシー", "Privacy"),
        LegalWords.privacy(config.seller(), config.email(), !services.isEmpty()));
  }

  private Page external() {
    var items = new ArrayList<Item>();
    for (var service : services) {
      String more = service.where().isEmpty() ? "" : "\n" + service.where();
      items.add(
          new Item(
              service.who(),
              new LocalText(
                  "送信される情報: " + service.what().ja() + "\n目的: " + service.why().ja() + more,
                  "What is sent: " + service.what().en() + "\nWhy: " + service.why().en() + more)));
    }
    if (items.isEmpty()) {
      items.add(
          item(
              "送信先",
              "Recipients",
              new LocalText(
                  "この店舗は、利用者の情報を外部の事業者へ送信していません。",
                  "This shop sends nothing about its users to anyone outside.")));
    }
    return new Page("external", new LocalText("利用者情報の外部送信", "Information sent to others"), items);
  }

  static Item item(String ja, String en, LocalText text) {
    return new Item(new LocalText(ja, en), text);
  }

  private static void add(List<Item> items, String ja, String en, LocalText text) {
    if (!text.ja().isBlank()) {
      items.add(item(ja, en, text));
    }
  }

  private static LocalText joined(List<LocalText> sentences) {
    return new LocalText(
        String.join("\n", sentences.stream().map(LocalText::ja).toList()),
        String.join("\n", sentences.stream().map(LocalText::en).toList()));
  }
}
