package live.nigiwai.shop.legal;

import static live.nigiwai.shop.legal.LegalPages.item;

import java.util.ArrayList;
import java.util.List;
import live.nigiwai.shop.catalog.LocalText;
import live.nigiwai.shop.legal.LegalPages.Item;

/** What the program itself does with users and their data, in words a shop may keep as they are. */
final class LegalWords {
  private LegalWords() {}

  static List<Item> terms(LocalText seller) {
    var items = new ArrayList<Item>();
    items.add(
        item(
            "適用",
            "Scope",
            new LocalText(
                "この規約は、" + seller.ja() + "(以下「当店」)の番組の視聴、コメント、ご購入に適用します。",
                "These terms apply to watching, commenting and buying at " + seller.en() + ".")));
    items.add(
        item(
            "お申込みと契約の成立",
            "Orders",
            new LocalText(
                "「注文を確定する」を押すとお申込みになります。自動でお送りする受付のメールは承諾ではありません。"
                    + "契約は、当店が承諾をお知らせした時(初期設定では商品の発送時)に成立します。",
                "Pressing the button that places the order is an offer to buy. The automatic mail"
                    + " confirms its receipt; the contract forms when we accept it, which is by"
                    + " default when we ship.")));
    items.add(
        item(
            "お取り置き",
            "Holds",
            new LocalText(
                "番組中の商品は、表示した時間だけお取り置きします。時間を過ぎると他のお客様が購入できるようになります。",
                "Goods are held for the time shown. After that others can buy them.")));
    items.add(
        item(
            "禁止すること",
            "What is not allowed",
            new LocalText(
                "他の方の権利を侵すこと、番組の進行を妨げること、転売目的の買い占め、"
                    + "自動化した手段による購入や応募をお断りします。違反があった場合、コメントの削除や"
                    + "ご注文の取消しをすることがあります。",
                "Violating others' rights, disturbing the show, buying up for resale, and buying or"
                    + " entering by automated means. Comments may be removed and orders cancelled"
                    + " where this happens.")));
    items.add(item("準拠法", "Law", new LocalText("日本法に従います。", "The law of Japan applies.")));
    return items;
  }

  static List<Item> privacy(LocalText seller, String email, boolean sendsToOthers) {
    var items = new ArrayList<Item>();
    items.add(item("取り扱う事業者", "Who handles it", new LocalText(seller.ja(), seller.en())));
    items.add(
        item(
            "集める情報",
            "What is collected",
            new LocalText(
                "コメントと表示名、ご注文に必要なお名前・連絡先・お届け先、会員の方のメールアドレス、カードのブランドと下4桁。"
                    + "カード番号は決済サービスにだけ送られ、当店には残りません。",
                "Comments and display names; the name, contacts and address an order needs;"
                    + " members' e-mail addresses; the card's brand and last four digits. The card"
                    + " number goes to the payment service only and is not kept by us.")));
    items.add(
        item(
            "使う目的",
            "What it is used for",
            new LocalText(
                "番組の運営、ご注文の処理と発送、お問い合わせへの対応、番組と品揃えの改善(コメントの集計を含みます)、" + "法令で定められた記録の保存。",
                "Running the show, handling and shipping orders, answering questions, improving"
                    + " shows and goods (including statistics of comments), and keeping the records"
                    + " the law asks for.")));
    items.add(
        item(
            "クッキー",
            "Cookies",
            new LocalText(
                "同じ視聴者・会員であることを知るためのものだけを使います。広告や解析のために外部へ情報を送ることはありません。"
                    + (sendsToOthers ? "お支払いとメールについては「利用者情報の外部送信」をご覧ください。" : ""),
                "Only to recognise the same viewer or member. Nothing is sent to others for"
                    + " advertising or analytics."
                    + (sendsToOthers
                        ? " For payment and mail see the page on information sent to others."
                        : ""))));
    items.add(
        item(
            "保存する期間",
            "How long it is kept",
            new LocalText(
                "コメントは400日、録画は90日、送信したメールの控えは90日、ご注文と税の記録は10年を目安とします。",
                "As a rule: comments 400 days, recordings and copies of mails 90 days, orders and"
                    + " tax records 10 years.")));
    items.add(
        item(
            "ご本人からのご請求",
            "Your requests",
            new LocalText(
                "会員ページで、ご自身のデータの写しの受け取りと削除ができます。そのほかの開示・訂正・利用停止は " + email + " へご連絡ください。",
                "On your member page you can get a copy of your data and erase it. For anything"
                    + " else write to "
                    + email
                    + ".")));
    return items;
  }
}
