package live.nigiwai.shop.parcel;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables as the programs of Japanese offices take and give them. */
final class CsvFile {
  /** Shift_JIS as Windows means it. */
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

  private static final int GETA = '〓';

  /** Names that Shift_JIS cannot write, as carriers write them. */
  private static final Map<Integer, Integer> PLAIN =
      Map.of(
          (int) "𠮷".codePointAt(0), (int) '吉',
          (int) '〜', (int) '～',
          (int) '−', (int) '－',
          (int) '‖', (int) '∥');

  private CsvFile() {}

  static byte[] write(List<List<String>> rows) {
    var out = new StringWriter();
    try (var writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.CRLF)
            .quoteStrategy(QuoteStrategies.ALWAYS)
            .build(out)) {
      rows.forEach(
          row -> writer.writeRecord(row.stream().map(CsvFile::harmless).toArray(String[]::new)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return encodable(out.toString()).getBytes(SHIFT_JIS);
  }

  /** A spreadsheet takes a cell that begins like a formula for one (CWE-1236). */
  static String harmless(String cell) {
    boolean formula = !cell.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(cell.charAt(0)) >= 0;
    String flat = cell.replaceAll("[\\r\\n\\t]+", " ");
    return formula ? "'" + flat : flat;
  }

  private static String encodable(String text) {
    var encoder = SHIFT_JIS.newEncoder();
    return text.codePoints()
        .filter(it -> !(it >= 0xFE00 && it <= 0xFE0F) && !(it >= 0xE0100 && it <= 0xE01EF))
        .map(it -> PLAIN.getOrDefault(it, it))
        .map(it -> encoder.canEncode(Character.toString(it)) ? it : GETA)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** UTF-8 with or without its mark where it is that, else Shift_JIS. */
  static String read(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, SHIFT_JIS);
    }
  }
}
