package live.nigiwai.shop.parcel;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.ApiProblem;

/** Reads which order got which tracking number. */
final class TrackingCsv {
  static final int ROWS_MAX = 1_000;
  private static final Set<String> NUMBER = Set.of("お客様管理番号", "注文番号", "order");
  private static final Set<String> TRACKING =
      Set.of("伝票番号", "お問い合せ送り状No.", "お問い合わせ送り状番号", "送り状番号", "追跡番号", "tracking");
  private static final Pattern GOOD = Pattern.compile("[0-9A-Za-z-]{4,40}");

  private TrackingCsv() {}

  /**
   * @param line in the file, from 1
   */
  record Row(long line, String number, String tracking) {
    boolean isGood() {
      return GOOD.matcher(tracking).matches();
    }
  }

  /**
   * @throws ApiProblem 422 for a file that says no such thing
   */
  static List<Row> read(byte[] file) {
    try (var reader = CsvReader.builder().ofCsvRecord(CsvFile.read(file))) {
      var records = reader.iterator();
      if (!records.hasNext()) {
        throw unreadable();
      }
      var head = records.next();
      int number = column(head, NUMBER);
      int tracking = column(head, TRACKING);
      var rows = new ArrayList<Row>();
      while (records.hasNext()) {
        var row = records.next();
        if (rows.size() == ROWS_MAX) {
          throw new ApiProblem(
              422,
              "too_many_rows",
              "一度に取り込めるのは" + ROWS_MAX + "行までです。",
              "Up to " + ROWS_MAX + " rows at once.",
              false);
        }
        if (row.getFieldCount() > Math.max(number, tracking)) {
          rows.add(
              new Row(
                  row.getStartingLineNumber(),
                  plain(row.getField(number)),
                  plain(row.getField(tracking))));
        }
      }
      return rows;
    } catch (CsvParseException broken) {
      throw unreadable();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static int column(CsvRecord head, Set<String> names) {
    for (int i = 0; i < head.getFieldCount(); i++) {
      if (names.contains(head.getField(i).strip())) {
        return i;
      }
    }
    throw unreadable();
  }

  /** Without what spreadsheets put around numbers: {@code ="0123"}, {@code '0123}. */
  private static String plain(String cell) {
    return cell.strip().replaceAll("^=?[\"']?|[\"']$", "");
  }

  private static ApiProblem unreadable() {
    return new ApiProblem(
        422,
        "csv_unreadable",
        "「お客様管理番号」と「伝票番号」の列がある CSV ファイルを選んでください。",
        "Choose a CSV file with columns for the order's number and the tracking number.",
        false);
  }
}
