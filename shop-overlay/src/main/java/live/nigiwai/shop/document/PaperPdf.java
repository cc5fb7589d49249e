package live.nigiwai.shop.document;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Element;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Draws papers as PDF, A4, one or more pages each.
 *
 * <p><b>Threading</b>: any thread; one drawing at a time, since the fonts' readers are shared.
 */
final class PaperPdf {
  private static final float MARGIN = 48;
  private static final Color LINE = new Color(0x8C, 0x88, 0x82);
  private static final Color HEAD = new Color(0xF1, 0xEE, 0xE9);
  private static final float TITLE = 20;
  private static final float BIG = 14;
  private static final float BODY = 10;
  private static final float SMALL = 8.5f;

  private final ReentrantLock drawing = new ReentrantLock();
  private final PaperFonts fonts = new PaperFonts();

  /** All papers in one file, each beginning on a page of its own; at least one. */
  byte[] draw(List<Paper> papers) {
    drawing.lock();
    try {
      var out = new ByteArrayOutputStream();
      var document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
      var writer = PdfWriter.getInstance(document, out);
      document.addTitle(papers.getFirst().kind().title);
      document.open();
      writer.getExtraCatalog().put(PdfName.LANG, new PdfString("ja"));
      for (int i = 0; i < papers.size(); i++) {
        if (i > 0) {
          document.newPage();
        }
        draw(document, papers.get(i));
      }
      document.close();
      return out.toByteArray();
    } catch (DocumentException refused) {
      throw new IllegalStateException("a paper could not be drawn", refused);
    } finally {
      drawing.unlock();
    }
  }

  private void draw(Document page, Paper paper) {
    var title = new Paragraph(fonts.words(paper.kind().title, TITLE));
    title.setAlignment(Element.ALIGN_CENTER);
    title.setSpacingAfter(18);
    page.add(title);
    page.add(heads(paper));
    if (!paper.priceless()) {
      page.add(amount(paper));
    }
    page.add(items(paper));
    if (!paper.priceless()) {
      page.add(sums(paper));
    }
    for (String note : notes(paper)) {
      page.add(new Paragraph(fonts.words(note, SMALL)));
    }
  }

  private PdfPTable heads(Paper paper) {
    var table = table(55, 45);
    var left = bare();
    left.addElement(new Paragraph(fonts.words(paper.recipient() + " 様", BIG)));
    for (String line : paper.addressLines()) {
      left.addElement(new Paragraph(fonts.words(line, BODY)));
    }
    var right = bare();
    line(right, "番号 " + paper.number());
    line(right, "発行日 " + date(paper.issuedOn()));
    if (paper.returnedOn() != null) {
      line(right, "返還日 " + date(paper.returnedOn()));
    }
    line(right, "取引日 " + date(paper.soldOn()));
    line(right, "ご注文番号 " + paper.orderNumber());
    right.addElement(new Paragraph(fonts.words(" ", 4)));
    line(right, paper.issuer().name());
    if (paper.issuer().isRegistered()) {
      line(right, "登録番号 " + paper.issuer().registration());
    }
    line(right, paper.issuer().address());
    line(right, paper.issuer().phone());
    table.addCell(left);
    table.addCell(right);
    table.setSpacingAfter(14);
    return table;
  }

  private void line(PdfPCell cell, String words) {
    if (!words.isBlank()) {
      cell.addElement(new Paragraph(fonts.words(words, BODY)));
    }
  }

  private PdfPTable amount(Paper paper) {
    String words =
        switch (paper.kind()) {
          case PACKING_SLIP -> "合計金額";
          case RECEIPT, INVOICE -> "領収金額";
          case RETURN_INVOICE -> "返還金額";
        };
    var table = table(30, 70);
    table.addCell(boxed(fonts.words(words, BIG), Element.ALIGN_LEFT, HEAD));
    table.addCell(
        boxed(fonts.words(yen(paper.total()) + "(税込)", BIG), Element.ALIGN_RIGHT, Color.WHITE));
    table.setSpacingAfter(14);
    return table;
  }

  private PdfPTable items(Paper paper) {
    boolean priceless = paper.priceless();
    var table = priceless ? table(86, 14) : table(54, 12, 16, 18);
    table.setHeaderRows(1);
    for (String head : priceless ? List.of("品名", "数量") : List.of("品名", "数量", "単価(税込)", "金額(税込)")) {
      table.addCell(
          boxed(
              fonts.words(head, SMALL),
              head.equals("品名") ? Element.ALIGN_LEFT : Element.ALIGN_RIGHT,
              HEAD));
    }
    for (var item : paper.items()) {
      String name = item.name() + (item.reduced() && !priceless ? " ※" : "");
      table.addCell(boxed(fonts.words(name, BODY), Element.ALIGN_LEFT, Color.WHITE));
      table.addCell(number(String.valueOf(item.quantity())));
      if (!priceless) {
        table.addCell(number(yen(item.unit())));
        table.addCell(number(yen(item.amount())));
      }
    }
    table.setSpacingAfter(8);
    return table;
  }

  private PdfPTable sums(Paper paper) {
    var table = table(46, 36, 18);
    for (var charge : paper.charges()) {
      row(table, charge.label(), yen(charge.amount()));
    }
    row(table, "合計(税込)", yen(paper.total()));
    for (var tax : paper.taxes()) {
      row(table, tax.rate() + "%対象 " + yen(tax.taxable()) + " 消費税", yen(tax.tax()));
    }
    table.setSpacingAfter(10);
    return table;
  }

  private void row(PdfPTable table, String label, String amount) {
    table.addCell(bare());
    table.addCell(boxed(fonts.words(label, BODY), Element.ALIGN_LEFT, Color.WHITE));
    table.addCell(number(amount));
  }

  private static List<String> notes(Paper paper) {
    var notes = new ArrayList<String>();
    if (!paper.priceless()) {
      if (paper.items().stream().anyMatch(Paper.Item::reduced)) {
        notes.add("※ は軽減税率の対象です(セット商品は一部が対象のものを含みます)。");
      }
      notes.add("お支払い方法 " + paper.payment());
      notes.add("消費税額は税率ごとの合計に対して1回だけ端数処理(切り捨て)をしています。");
    }
    notes.addAll(paper.notes());
    return notes;
  }

  private static PdfPTable table(float... widths) {
    var table = new PdfPTable(widths);
    table.setWidthPercentage(100);
    return table;
  }

  private static PdfPCell bare() {
    var cell = new PdfPCell();
    cell.setBorder(Rectangle.NO_BORDER);
    cell.setPadding(0);
    return cell;
  }

  private PdfPCell number(String words) {
    return boxed(fonts.words(words, BODY), Element.ALIGN_RIGHT, Color.WHITE);
  }

  private static PdfPCell boxed(Phrase words, int alignment, Color ground) {
    var cell = new PdfPCell(words);
    cell.setHorizontalAlignment(alignment);
    cell.setVerticalAlignment(Element.ALIGN_MIDDLE);
    cell.setBorder(Rectangle.BOTTOM);
    cell.setBorderColor(LINE);
    cell.setBorderWidth(0.5f);
    cell.setBackgroundColor(ground);
    cell.setPadding(5);
    cell.setPaddingBottom(7);
    return cell;
  }

  private static String yen(long amount) {
    return String.format(Locale.ROOT, "%s%,d円", amount < 0 ? "−" : "", Math.abs(amount));
  }

  private static String date(String iso) {
    var date = LocalDate.parse(iso);
    return "%d年%d月%d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }
}
