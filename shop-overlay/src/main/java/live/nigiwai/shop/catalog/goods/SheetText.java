package live.nigiwai.shop.catalog.goods;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.ApiProblem;

/**
 * CSV (RFC 4180) between bytes and cells, in UTF-8 with a byte order mark or in Shift_JIS as
 * Windows has it (CP932). Cells that a spreadsheet would take for a formula carry an apostrophe in
 * front, which is taken off again when the sheet comes back. Pure.
 */
final class SheetText {
  static final int ROWS_MAX = 2_000;

  private static final int CELL_MAX = 20_000;
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** What a spreadsheet may run, wide forms and earlier apostrophes included. */
  private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@\\t\\r\\n＝＋－＠|%].*");

  private static final Pattern GUARDED = Pattern.compile("(?s)'+[=+\\-@\\t\\r\\n＝＋－＠|%].*");

  private SheetText() {}

  /** How a sheet is written. */
  enum Encoding {
    UTF_8,
    SHIFT_JIS;

    private Charset charset() {
      return this == UTF_8 ? StandardCharsets.UTF_8 : SheetText.SHIFT_JIS;
    }
  }

  /**
   * @param line where the row begins in the file, from 1
   */
  record Line(int line, List<String> cells) {}

  /**
   * @throws ApiProblem 422 with words when the bytes are no such sheet
   */
  static List<Line> read(byte[] bytes, Encoding encoding) {
    var lines = new ArrayList<Line>();
    try (var reader =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .skipEmptyLines(true)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(decode(bytes, encoding))) {
      for (CsvRecord row : reader) {
        if (lines.size() > ROWS_MAX) {
          throw unreadable(
              "1回に取り込めるのは%,d行までです。分けて取り込んでください。".formatted(ROWS_MAX),
              "Up to %,d rows at once. Split the sheet.".formatted(ROWS_MAX));
        }
        if (row.getFields().stream().anyMatch(cell -> cell.length() > CELL_MAX)) {
          throw unreadable(
              "%d行目のセルが長すぎます。".formatted(row.getStartingLineNumber()),
              "A cell of row %d is too long.".formatted(row.getStartingLineNumber()));
        }
        if (row.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
          lines.add(
              new Line(
                  (int) row.getStartingLineNumber(),
                  row.getFields().stream().map(SheetText::unguarded).toList()));
        }
      }
    } catch (CsvParseException malformed) {
      throw unreadable(
          "CSVとして読み取れません。引用符やセルの長さをご確認ください。",
          "This is no CSV. Look at the quotation marks and the length of cells.");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return lines;
  }

  private static String decode(byte[] bytes, Encoding encoding) {
    boolean marked =
        bytes.length >= 3 && bytes[0] == MARK[0] && bytes[1] == MARK[1] && bytes[2] == MARK[2];
    var charset = marked ? StandardCharsets.UTF_8 : encoding.charset();
    int skip = marked ? MARK.length : 0;
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, skip, bytes.length - skip))
          .toString();
    } catch (CharacterCodingException other) {
      throw unreadable(
          "文字コードが違うようです。UTF-8かShift_JISを選び直してください。",
          "The characters do not fit. Choose the other of UTF-8 and Shift_JIS.");
    }
  }

  private static ApiProblem unreadable(String ja, String en) {
    return new ApiProblem(422, "bad_sheet", ja, en, false);
  }

  /**
   * @throws ApiProblem 409 naming the rows when Shift_JIS has no place for a character: nothing is
   *     replaced in silence
   */
  static byte[] write(List<List<String>> rows, Encoding encoding) {
    if (encoding == Encoding.SHIFT_JIS) {
      requireShiftJis(rows);
    }
    var out = new StringWriter();
    try (var writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
      for (var row : rows) {
        writer.writeRecord(row.stream().map(SheetText::guarded).toList());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] text = out.toString().getBytes(encoding.charset());
    if (encoding == Encoding.SHIFT_JIS) {
      return text;
    }
    byte[] marked = new byte[MARK.length + text.length];
    System.arraycopy(MARK, 0, marked, 0, MARK.length);
    System.arraycopy(text, 0, marked, MARK.length, text.length);
    return marked;
  }

  private static void requireShiftJis(List<List<String>> rows) {
    var encoder = SHIFT_JIS.newEncoder();
    var foreign = new ArrayList<String>();
    for (var row : rows) {
      for (String cell : row) {
        if (!encoder.canEncode(CharBuffer.wrap(cell)) && foreign.size() < 20) {
          foreign.add(row.getFirst() + ": " + (cell.length() > 40 ? cell.substring(0, 40) : cell));
        }
      }
    }
    if (!foreign.isEmpty()) {
      throw new ApiProblem(
              409,
              "not_in_shift_jis",
              "Shift_JISにない文字が含まれています。UTF-8で書き出してください。",
              "There are characters that Shift_JIS does not have. Export as UTF-8.",
              false)
          .with("cells", foreign);
    }
  }

  static String guarded(String cell) {
    return FORMULA.matcher(cell).matches() ? "'" + cell : cell;
  }

  static String unguarded(String cell) {
    return GUARDED.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
